#pragma once
#include <string>
#include <string_view>

namespace odelia {

/// True for valid UTF-8: no stray or overlong sequences, no surrogates, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text);

/// True if it holds an ASCII or C1 control character, a tab among them: what a terminal may obey.
bool has_control(std::string_view text);

/// A message as a terminal may have it: control characters but newline and tab, and bytes that are
/// not UTF-8, as '?'.
std::string printable_text(std::string_view text);

/// A name out of a file, safe to print: newline and tab as '?' too, at most 80 bytes.
std::string printable(std::string_view name);

}  // namespace odelia
