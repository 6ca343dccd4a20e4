#include "solvers/text.h"

#include <algorithm>
#include <cstdint>

namespace odelia {
namespace {

/// The bytes of the UTF-8 character that `text` begins with; 0 if it begins with none.
/// Source: RFC 3629, section 4.
size_t character(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0};
  };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const uint8_t lowest = lead == 0xE0   ? 0xA0
                         : lead == 0xF0 ? 0x90
                                        : 0x80,
                highest = lead == 0xED   ? 0x9F
                          : lead == 0xF4 ? 0x8F
                                         : 0xBF;
  if (lead < 0xC2 || lead > 0xF4 || byte(1) < lowest || byte(1) > highest) return 0;
  for (size_t i = 2; i < size; ++i)
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  return size;
}

/// For U+0000 to U+001F and U+007F to U+009F.
bool is_control(std::string_view character) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(character[i]); };
  if (character.size() == 1) return byte(0) < 32 || byte(0) == 127;
  return character.size() == 2 && byte(0) == 0xC2 && byte(1) < 0xA0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (size_t size; !text.empty(); text.remove_prefix(size))
    if ((size = character(text)) == 0) return false;
  return true;
}

bool has_control(std::string_view text) {
  for (size_t size; !text.empty(); text.remove_prefix(size)) {
    size = std::max<size_t>(1, character(text));
    if (is_control(text.substr(0, size))) return true;
  }
  return false;
}

std::string printable_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t size = character(text);
    const auto next = text.substr(0, std::max<size_t>(1, size));
    const bool kept = next == "\n" || next == "\t" || (size > 0 && !is_control(next));
    out += kept ? next : "?";
    text.remove_prefix(next.size());
  }
  return out;
}

std::string printable(std::string_view name) {
  size_t end = 0;  // of the last character that ends within the limit
  while (end < name.size()) {
    const size_t size = std::max<size_t>(1, character(name.substr(end)));
    if (end + size > 80) break;
    end += size;
  }
  std::string out = printable_text(name.substr(0, end));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, '?');
  return end < name.size() ? out + "..." : out;
}

}  // namespace odelia
