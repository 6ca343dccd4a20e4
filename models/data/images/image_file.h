#pragma once
#include <string>
#include <string_view>

#include "models/data/picture.h"

namespace odelia {

/// What had to be done to a file's samples before they were bytes of grey or RGB.
struct Conversions {
  bool palette = false, sixteen = false, opacity = false;
};

/// The pixels of a PNG or JPEG file's bytes by kPixelRule: grey or RGB, 8 bits.  `what` names it in
/// errors.  Throws UnreadableFile on damage, std::invalid_argument on what the rule refuses:
/// transparency, CMYK.
Picture decode_image(std::string_view bytes, const std::string& what, Conversions& done);

}  // namespace odelia
