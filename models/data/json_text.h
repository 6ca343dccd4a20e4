#pragma once
#include <string>

#include <nlohmann/json.hpp>

namespace odelia {

/// A JSON value as text, in one line unless indented.  Bytes of names that are not UTF-8, which JSON
/// cannot hold, are U+FFFD: what is worked out is not lost for them.
template <class Json>
std::string json_text(const Json& value, int indent = -1) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace odelia
