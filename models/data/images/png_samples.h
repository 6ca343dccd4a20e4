#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "models/data/picture.h"

namespace odelia {

/// The samples of a PNG as they are stored, [height, width, channels]: grey, grey and opacity, RGB,
/// or RGB and opacity, with a palette's colours in the place of its numbers.  Those of fewer than 8
/// bits are spread over 0..255.
struct PngSamples {
  int64_t height = 0, width = 0, channels = 0;
  bool palette = false, sixteen = false;  ///< 16 bits, else 8
  std::vector<uint8_t> bytes = {};        ///< of 16 bits: the high one first
};

/// Reads them.  `what` names the file in errors.  A gamma or a profile that it declares changes
/// none.  Throws UnreadableFile on damage and beyond kMostPixels.
PngSamples decode_png_samples(std::string_view bytes, const std::string& what);

}  // namespace odelia
