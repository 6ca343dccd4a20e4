#pragma once
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/command/key_doc.h"
#include "experiments/command/toml_value.h"
#include "solvers/names.h"

namespace odelia {

/// A table read strictly: every key is asked for by name, and one that nobody asked for is refused.
class TomlReader {
 public:
  /// `asked`, if given, gets every key that is asked for: the reference of the config.
  TomlReader(const toml::table& table, std::string where, std::vector<KeyDoc>* asked = nullptr)
      : table_(table), where_(std::move(where)), asked_(asked) {}

  [[noreturn]] void fail(const std::string& key, const std::string& expected) const {
    throw std::invalid_argument(fmt::format("compare: key '{}{}' {}", where_, key, expected));
  }
  template <class T>
  void read(const std::string& key, T& out, const char* expected) {
    ask(key, fallback(out), expected);
    if (!table_.contains(key)) return;
    if (auto value = toml_value<T>(*table_.get(key)))
      out = std::move(*value);
    else
      fail(key, fmt::format("needs {}", expected));
  }
  template <class T>
  void read(const std::string& key, std::vector<T>& out, const char* expected) {
    ask(key, fallback(out), expected);
    const toml::node* node = table_.get(key);
    if (!node) return;
    out.clear();
    if (const auto* array = node->as_array()) {
      for (const auto& item : *array) {
        auto value = toml_value<T>(item);
        if (!value) fail(key, fmt::format("needs {}", expected));
        out.push_back(std::move(*value));
      }
    } else if (auto value = toml_value<T>(*node)) {
      out.push_back(std::move(*value));
    } else {
      fail(key, fmt::format("needs {}", expected));
    }
  }
  const toml::node* node(const std::string& key, const char* expected) {
    ask(key, "", expected);
    return table_.get(key);
  }
  bool has(const std::string& key) const { return table_.contains(key); }
  /// Call last: refuses the keys nobody asked for.
  void finish() const {
    for (const auto& [key, value] : table_)
      if (!known_.count(std::string(key.str())))
        fail(std::string(key.str()),
             "is unknown; " + known_names(std::string(key.str()), names_in(known_)));
  }

 private:
  void ask(const std::string& key, const std::string& fallback, const char* expected) {
    if (known_.insert(key).second && asked_) asked_->push_back({where_ + key, fallback, expected});
  }
  template <class T>
  static std::string fallback(const T& value) {
    if constexpr (std::is_same_v<T, std::string>)
      return value.empty() ? "" : fmt::format("\"{}\"", value);
    else if constexpr (std::is_arithmetic_v<T>)
      return fmt::format("{}", value);
    else if (value.empty())
      return "";
    else {
      std::vector<std::string> items;
      for (const auto& item : value) items.push_back(fallback(item));
      return fmt::format("[{}]", fmt::join(items, ", "));
    }
  }
  const toml::table& table_;
  std::string where_;
  std::vector<KeyDoc>* asked_;
  std::set<std::string> known_;
};

}  // namespace odelia
