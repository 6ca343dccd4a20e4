#pragma once
#include <string>
#include <string_view>

#include <toml++/toml.h>

namespace odelia {

/// The table of a TOML text.  Refuses keys of more than 64 parts, which the library alone would
/// nest so deep that no stack holds them.  Throws std::invalid_argument naming `what` and the line,
/// and toml::parse_error.
toml::table parse_toml(std::string_view text, const std::string& what);

}  // namespace odelia
