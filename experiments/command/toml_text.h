#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace odelia {

/// A TOML text as a JSON object.  Refuses what JSON cannot say (dates, NaN, infinity) and keys of
/// more than 64 parts, which the TOML library alone would nest so deep that no stack holds them.
/// Throws std::invalid_argument naming `what` and the line.
nlohmann::json parse_toml(std::string_view text, const std::string& what);

/// That of a file, with settings on top: "key=value" or "table.key=value", where a value that is
/// not TOML is a text.  who: the verb, for messages, which also name the file.
nlohmann::json read_toml(const std::string& path, const std::vector<std::string>& settings,
                         const std::string& who);

}  // namespace odelia
