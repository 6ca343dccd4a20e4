#pragma once
#include <algorithm>
#include <cstdint>

namespace odelia {

/// Rows 0, 1, ... of a run, cut into pieces of one size.
struct Pieces {
  int64_t rows = 0, size = 1;
  int64_t count() const { return (rows + size - 1) / size; }
  int64_t begin(int64_t i) const { return i * size; }
  int64_t end(int64_t i) const { return std::min(rows, (i + 1) * size); }
};

/// How many rows a piece has where `batch` of them are on their way at once, and `pass` take a
/// network no longer than fewer do: about a 64th of all, for a killed process loses the piece at
/// hand, and many processes want some each.
inline int64_t piece_size(int64_t rows, int64_t batch, int64_t pass = 16) {
  return std::clamp((rows + 63) / 64, std::min(batch, pass), std::max(batch, pass));
}

}  // namespace odelia
