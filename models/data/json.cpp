#include "models/data/json.h"

#include <set>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "models/data/files.h"

namespace odelia {

template <class Json>
Json parse_json(std::string_view text, const std::string& what) {
  constexpr int most_nested = 64;
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument(fmt::format("{}: not valid JSON: {}", what, why));
  };
  // The library takes a NUL byte for the end of its input and would ignore what follows.
  if (text.find('\0') != std::string_view::npos) refuse("a NUL byte");
  using Event = typename Json::parse_event_t;
  std::vector<std::set<std::string>> keys;  // of the objects that are open
  const auto watch = [&](int depth, Event event, Json& value) {
    if (depth > most_nested) refuse(fmt::format("nested more than {} deep", most_nested));
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end) keys.pop_back();
    if (event == Event::key) {
      const auto name = value.template get<std::string>();
      if (!keys.back().insert(name).second)
        refuse(fmt::format("the key '{}' comes twice", printable(name)));
    }
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const nlohmann::json::exception& e) {
    const std::string message = e.what();  // "[json.exception.parse_error.101] parse error at ..."
    const auto end = message.find("] ");
    refuse(printable_text(end == std::string::npos ? message : message.substr(end + 2)));
  }
  return {};
}

template <class Json>
Json read_json(const std::string& path, uint64_t max_bytes) {
  return parse_json<Json>(read_text(path, max_bytes), path);
}

template nlohmann::json parse_json(std::string_view, const std::string&);
template nlohmann::ordered_json parse_json(std::string_view, const std::string&);
template nlohmann::json read_json(const std::string&, uint64_t);
template nlohmann::ordered_json read_json(const std::string&, uint64_t);

}  // namespace odelia
