#pragma once
#include <string>
#include <string_view>

#include "models/data/picture.h"

namespace odelia {

/// The pixels of a JPEG file's bytes, grey or RGB, by libjpeg-turbo with its accurate integer
/// transform (JDCT_ISLOW) and smooth upsampling of colour, as Pillow reads them; an orientation or
/// a colour profile that the file declares changes none.  `what` names it in errors.
/// Throws UnreadableFile on damage, of which libjpeg would only warn, and beyond kMostPixels;
/// std::invalid_argument where the colours are not grey or RGB (CMYK).
Picture decode_jpeg(std::string_view bytes, const std::string& what);

}  // namespace odelia
