#include "models/data/images/image_header.h"

#include <stdexcept>

#include <fmt/format.h>

#include "models/data/picture.h"
#include "models/data/unreadable_file.h"

namespace odelia {
namespace {

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n", kJpeg = "\xff\xd8\xff";

uint32_t number(std::string_view bytes, size_t at, int size) {
  uint32_t out = 0;
  for (int i = 0; i < size; ++i) out = out << 8 | static_cast<uint8_t>(bytes[at + i]);
  return out;
}

}  // namespace

std::optional<ImageHeader> parse_image_header(std::string_view bytes, bool whole,
                                              const std::string& what) {
  const auto refuse = [&](const std::string& rule) {
    throw UnreadableFile(fmt::format("{}: {}; get or write the file again", what, rule));
  };
  const auto more = [&]() -> std::optional<ImageHeader> {
    if (whole) refuse("it ends within its header");
    return {};
  };
  const auto checked = [&](ImageHeader out) {
    if (out.width < 1 || out.height < 1) refuse("it declares no pixels");
    if (static_cast<uint64_t>(out.width) * static_cast<uint64_t>(out.height) > kMostPixels)
      refuse(fmt::format("{} x {} pixels, at most {} are allowed", out.width, out.height,
                         kMostPixels));
    return out;
  };
  if (bytes.size() < kPng.size()) {
    if (whole) refuse("is no image (too short)");
    return {};
  }
  if (bytes.starts_with(kPng)) {
    if (bytes.size() < 33) return more();
    if (number(bytes, 8, 4) != 13 || bytes.substr(12, 4) != "IHDR") refuse("a damaged PNG");
    const int type = static_cast<uint8_t>(bytes[25]);
    return checked({true, number(bytes, 16, 4), number(bytes, 20, 4), (type & 2) != 0});
  }
  if (!bytes.starts_with(kJpeg)) refuse("is neither PNG nor JPEG, whatever its name");
  for (size_t at = 2;;) {  // segments, up to the one that begins a frame
    while (at + 1 < bytes.size() && bytes[at] == '\xff' && bytes[at + 1] == '\xff') ++at;
    if (at + 4 > bytes.size()) return more();
    if (bytes[at] != '\xff') refuse("a damaged JPEG");
    const int marker = static_cast<uint8_t>(bytes[at + 1]);
    const size_t length = number(bytes, at + 2, 2);
    const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
                       marker != 0xcc;  // ITU-T T.81, table B.1
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || length < 2) refuse("a damaged JPEG");
    if (frame) {
      if (length < 8) refuse("a damaged JPEG");
      if (at + 10 > bytes.size()) return more();
      const int components = static_cast<uint8_t>(bytes[at + 9]);
      return checked({false, number(bytes, at + 7, 2), number(bytes, at + 5, 2), components != 1});
    }
    at += 2 + length;
  }
}

}  // namespace odelia
