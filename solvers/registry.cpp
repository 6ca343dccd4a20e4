#include "solvers/registry.h"

#include <algorithm>
#include <charconv>

namespace odelia {
namespace {

std::map<std::string, Entry>& mutable_registry() {
  static std::map<std::string, Entry> all;
  return all;
}

std::string trim(const std::string& s) {
  const auto from = s.find_first_not_of(" \t"), to = s.find_last_not_of(" \t");
  return from == std::string::npos ? "" : s.substr(from, to - from + 1);
}

}  // namespace

const std::map<std::string, Entry>& registry() { return mutable_registry(); }

void register_solver(Entry entry) {
  const std::string name = entry.traits.name;
  if (!mutable_registry().emplace(name, std::move(entry)).second)
    throw std::logic_error(fmt::format("solver '{}' is registered twice", name));
}

double Options::number(const std::string& key, double fallback) const {
  const auto found = values_.find(key);
  if (found == values_.end()) return fallback;
  const std::string& text = found->second;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    throw std::invalid_argument(fmt::format("option '{}': expected a finite number, got '{}'", key, text));
  return value;
}

std::string Options::text(const std::string& key, const std::string& fallback) const {
  const auto found = values_.find(key);
  return found == values_.end() ? fallback : found->second;
}

Spec parse_spec(const std::string& text, const char* what) {
  Spec spec;
  const auto open = text.find('(');
  spec.name = trim(text.substr(0, open));
  if (spec.name.empty()) throw std::invalid_argument(fmt::format("{}: expected a name, got '{}'", what, text));
  if (open == std::string::npos) return spec;
  const std::string rest = trim(text.substr(open));
  if (rest.back() != ')')
    throw std::invalid_argument(fmt::format("{} '{}': the closing parenthesis is missing", what, text));
  std::map<std::string, std::string> values;
  std::string list = rest.substr(1, rest.size() - 2);
  while (!trim(list).empty()) {
    const auto comma = list.find(',');
    const std::string item = list.substr(0, comma);
    const auto equals = item.find('=');
    const std::string key = trim(item.substr(0, equals));
    if (equals == std::string::npos || key.empty() || trim(item.substr(equals + 1)).empty())
      throw std::invalid_argument(fmt::format("{} '{}': expected key=value, got '{}'", what, text, trim(item)));
    if (!values.emplace(key, trim(item.substr(equals + 1))).second)
      throw std::invalid_argument(fmt::format("{} '{}': option '{}' is given twice", what, text, key));
    list = comma == std::string::npos ? "" : list.substr(comma + 1);
  }
  spec.options = Options(std::move(values));
  return spec;
}

std::string to_string(const Spec& spec) {
  std::string text = spec.name;
  const char* before = "(";
  for (const auto& [key, value] : spec.options.values()) text += before + key + "=" + value, before = ",";
  return spec.options.values().empty() ? text : text + ")";
}

void check_options(const Spec& spec, const std::vector<std::string>& known, const char* what) {
  for (const auto& [key, value] : spec.options.values())
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw std::invalid_argument(
          fmt::format("{} '{}' has no option '{}'; {}", what, spec.name, key,
                      known.empty() ? "it takes none" : fmt::format("known: {}", fmt::join(known, ", "))));
}

Method make_method(const std::string& text) {
  const Spec spec = parse_spec(text, "solver");
  const auto found = registry().find(spec.name);
  if (found == registry().end()) {
    std::vector<std::string> names;
    for (const auto& [name, entry] : registry()) names.push_back(name);
    throw std::invalid_argument(fmt::format("unknown solver '{}'; known: {}", spec.name, fmt::join(names, ", ")));
  }
  const Traits& traits = found->second.traits;
  const bool stochastic = traits.weak_order > 0 || traits.strong_order > 0;
  std::vector<std::string> known;
  for (const auto& option : traits.options) known.push_back(option.name);
  if (stochastic) known.push_back("eta");
  if (!stochastic && spec.options.values().count("eta"))
    throw std::invalid_argument(fmt::format(
        "solver '{}' integrates ODEs only and takes no eta; for the reverse SDE try 'euler_maruyama'", spec.name));
  check_options(spec, known, "solver");
  Method method{to_string(spec), traits, spec.options, 0, nullptr};
  method.eta = spec.options.number("eta", traits.kind == "sde" ? 1.0 : 0.0);
  if (method.eta < 0)
    throw std::invalid_argument(fmt::format("solver '{}': eta must be 0 or more, got {}", spec.name, method.eta));
  method.solver = found->second.make(spec.options);
  return method;
}

}  // namespace odelia
