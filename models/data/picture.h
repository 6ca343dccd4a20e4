#pragma once
#include <cstdint>
#include <vector>

namespace odelia {

/// The pixels of one image, uint8 [height, width, channels]; channels: 1 (grey) or 3 (RGB), and
/// before a rule is applied one more of opacity.
struct Picture {
  int64_t height = 0, width = 0, channels = 0;
  std::vector<uint8_t> pixels = {};
  Picture() = default;
  Picture(int64_t h, int64_t w, int64_t c)
      : height(h), width(w), channels(c), pixels(static_cast<size_t>(h * w * c)) {}
};

/// No image has more pixels: what a file declares is held against it before memory is taken.
inline constexpr uint64_t kMostPixels = uint64_t{1} << 26;

}  // namespace odelia
