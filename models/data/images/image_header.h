#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace odelia {

/// What a PNG or JPEG file says of itself before its pixels.
struct ImageHeader {
  bool png = false;  ///< else JPEG; by its first bytes, whatever its name
  int64_t width = 0, height = 0;
  bool colour = false;  ///< else grey
};

/// Reads it from a file's first bytes; nothing where they do not reach so far, unless `whole` says
/// that there are no more.  `what` names the file in errors.  Throws UnreadableFile on damage
/// and on other formats.
std::optional<ImageHeader> parse_image_header(std::string_view bytes, bool whole,
                                              const std::string& what);

}  // namespace odelia
