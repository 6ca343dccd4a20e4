#pragma once
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace odelia {

/// The value that a JSON text holds.  Refuses what the library alone lets pass or falls over: a key
/// that comes twice, nesting more than 64 deep, NUL bytes.  Throws std::invalid_argument naming
/// `what` and the place.  Json: nlohmann::json or nlohmann::ordered_json.
template <class Json = nlohmann::json>
Json parse_json(std::string_view text, const std::string& what);

/// That of a whole file.  Throws as read_text too.
template <class Json = nlohmann::json>
Json read_json(const std::string& path, uint64_t max_bytes = 64 << 20);

}  // namespace odelia
