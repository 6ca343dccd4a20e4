#pragma once
#include <cstdint>

namespace odelia {

/// Rows of a small product are padded to a multiple of this (product_kernel.h).
constexpr int64_t kRowsAtATime = 12;
constexpr int64_t round_up(int64_t n, int64_t multiple) {
  return (n + multiple - 1) / multiple * multiple;
}

/// Columns, a multiple of 16, that a small product takes at a time.
constexpr int64_t panel_width(int64_t columns) {
  return columns % 64 == 0 ? 64 : columns % 48 == 0 ? 48 : columns % 32 == 0 ? 32 : 16;
}

}  // namespace odelia
