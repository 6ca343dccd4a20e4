#pragma once
#include <string>
#include <string_view>

namespace odelia {

/// The text with _ in the place of all but ASCII letters, digits, '.', '-' and those of `also`.
std::string file_safe(std::string text, std::string_view also = "");

/// Of a name that may look like another's, or is too long: `safe`, cut to leave the whole at most
/// `longest`, and the hash of `text`, which it stands for.
std::string hashed_name(const std::string& safe, const std::string& text, size_t longest);

}  // namespace odelia
