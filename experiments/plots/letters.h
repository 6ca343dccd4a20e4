#pragma once
#include <algorithm>
#include <cstddef>
#include <string_view>

namespace odelia {

/// The characters of UTF-8 text, as a terminal or a picture shows them: its code points.
inline size_t letters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace odelia
