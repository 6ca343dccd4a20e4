#include "models/data/fields.h"

#include <stdexcept>

#include <fmt/format.h>

#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {

Fields::Fields(const nlohmann::json& object, std::string where, std::string path,
               std::vector<KeyDoc>* asked)
    : object_(object), where_(std::move(where)), path_(std::move(path)), asked_(asked) {
  if (object.is_object()) return;
  if (path_.empty())
    throw std::invalid_argument(
        fmt::format("{}: expected an object, got {}", where_, object.type_name()));
  throw std::invalid_argument(fmt::format("{}: '{}' must be a table, got {}", where_,
                                          path_.substr(0, path_.size() - 1), object.type_name()));
}

Fields Fields::inner(const std::string& key) {
  static const nlohmann::json empty = nlohmann::json::object();
  known_.insert(key);
  return {has(key) ? object_.at(key) : empty, where_, name(key) + ".", asked_};
}

const nlohmann::json* Fields::value(const std::string& key, const std::string& meaning) {
  ask(key, nlohmann::json(), meaning);
  return has(key) ? &object_.at(key) : nullptr;
}

Fields& Fields::ignore(const std::string& key) {
  known_.insert(key);
  return *this;
}

void Fields::note(const std::string& key, const nlohmann::json& fallback,
                  const std::string& meaning) {
  const bool none = fallback.is_null() || fallback == "" || fallback == nlohmann::json::array();
  asked_->push_back({name(key), none ? "" : fallback.dump(), meaning});
}

void Fields::fail(const std::string& key, const std::string& problem) const {
  throw std::invalid_argument(fmt::format("{}: '{}' {}", where_, name(key), problem));
}

void Fields::wrong_type(const std::string& key, const std::string& wanted,
                        const std::string& meaning) const {
  fail(key,
       fmt::format("must be {}, got {}{}", wanted, printable(object_.at(key).dump()).substr(0, 60),
                   meaning.empty() ? "" : fmt::format("; it is {}", meaning)));
}

void Fields::missing(const std::string& key, const std::string& meaning) const {
  fail(key, "is missing" + (meaning.empty() ? "" : fmt::format(": it is {}", meaning)));
}

std::string Fields::range(const std::string& low, const std::string& high) {
  return fmt::format("an integer from {} to {}", low, high);
}

void Fields::finish() const {
  for (const auto& [key, value] : object_.items())
    if (!known_.count(key))
      throw std::invalid_argument(fmt::format("{}: unknown key '{}'; {}", where_,
                                              printable(name(key)).substr(0, 60),
                                              known_names(key, names_in(known_))));
}

}  // namespace odelia
