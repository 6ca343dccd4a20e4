#include "experiments/command/toml_text.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "models/data/files.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// Where the string that begins at `at` ends: behind its last quote, or at the end of the text.
/// Source: TOML 1.0, "String".
size_t string_end(std::string_view text, size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  const bool long_one = text.substr(at, 3) == three;
  for (at += long_one ? 3 : 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"')
      ++at;
    else if (!long_one && (text[at] == quote || text[at] == '\n'))
      return at + 1;
    else if (long_one && text.substr(at, 3) == three)  // two quotes more may belong to the string
      return std::min(text.size(), text.find_first_not_of(quote, at));
  }
  return text.size();
}

/// Throws toml::parse_error too.
toml::table parsed(std::string_view text, const std::string& what) {
  constexpr int most_parts = 64;
  int parts = 1, line = 1;  // of the key, if it is one
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const size_t end = string_end(text, at);
      line += static_cast<int>(std::count(text.begin() + at, text.begin() + end, '\n'));
      at = end;
      continue;
    }
    if (c == '#') at = std::min(text.size(), text.find('\n', at));
    if (at == text.size()) break;
    if (c == '.' && ++parts > most_parts)
      throw std::invalid_argument(
          fmt::format("{}: line {}: a key of more than {} parts", what, line, most_parts));
    if (std::string_view("\n#=,[]{}").find(c) != std::string_view::npos) parts = 1;
    line += text[at] == '\n';
    ++at;
  }
  return toml::parse(text, what);
}

nlohmann::json to_json(const toml::node& node, const std::string& what) {
  if (const auto* table = node.as_table()) {
    auto out = nlohmann::json::object();
    for (const auto& [key, value] : *table) out[std::string(key.str())] = to_json(value, what);
    return out;
  }
  if (const auto* array = node.as_array()) {
    auto out = nlohmann::json::array();
    for (const auto& value : *array) out.push_back(to_json(value, what));
    return out;
  }
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* whole = node.as_integer()) return whole->get();
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* number = node.as_floating_point(); number && std::isfinite(number->get()))
    return number->get();
  throw std::invalid_argument(fmt::format(
      "{}, line {}: {}; numbers must be finite, and dates are written as texts", what,
      node.source().begin.line, node.is_number() ? "not a finite number" : "a date or time"));
}

/// Sets a dotted key.
void set(nlohmann::json& root, const std::string& setting, const std::string& who) {
  const size_t equals = setting.find('=');
  if (equals == std::string::npos || equals == 0)
    throw std::invalid_argument(
        fmt::format("{}: --set needs key=value, got '{}'", who, printable(setting)));
  const std::string key = setting.substr(0, equals), value = setting.substr(equals + 1);
  const std::string what = fmt::format("{}: --set {}", who, printable(key));
  nlohmann::json given;
  try {
    const auto table = to_json(parsed("v = " + value, what), what);
    if (table.size() > 1)
      throw std::invalid_argument(fmt::format(
          "{}: more than one value: a further line sets another key; give each its --set", what));
    given = table.at("v");
  } catch (const toml::parse_error&) {
    given = value;
  }
  if (std::count(key.begin(), key.end(), '.') > 8)  // no table lies that deep
    throw std::invalid_argument(
        fmt::format("{}: --set {}: a key of too many parts", who, printable(key)));
  nlohmann::json* table = &root;
  size_t begin = 0;
  for (size_t dot; (dot = key.find('.', begin)) != std::string::npos; begin = dot + 1) {
    table = &(*table)[key.substr(begin, dot - begin)];
    if (!table->is_null() && !table->is_object())
      throw std::invalid_argument(fmt::format("{}: --set {}: '{}' is not a table", who,
                                              printable(setting), printable(key.substr(0, dot))));
  }
  (*table)[key.substr(begin)] = std::move(given);
}

}  // namespace

nlohmann::json parse_toml(std::string_view text, const std::string& what) {
  try {
    return to_json(parsed(text, what), what);
  } catch (const toml::parse_error& e) {
    throw std::invalid_argument(
        fmt::format("{}, line {}: {}", what, e.source().begin.line, e.description()));
  }
}

nlohmann::json read_toml(const std::string& path, const std::vector<std::string>& settings,
                         const std::string& who) {
  auto root = parse_toml(read_text(path), fmt::format("{}: {}", who, path));
  for (const auto& setting : settings) set(root, setting, who);
  return root;
}

}  // namespace odelia
