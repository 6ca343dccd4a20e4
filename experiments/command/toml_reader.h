#pragma once
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/command/toml_value.h"
#include "solvers/names.h"

namespace odelia {

/// A table read strictly: every key is asked for by name, and one that nobody asked for is refused.
class TomlReader {
 public:
  TomlReader(const toml::table& table, std::string where)
      : table_(table), where_(std::move(where)) {}

  [[noreturn]] void fail(const std::string& key, const std::string& expected) const {
    throw std::invalid_argument(fmt::format("compare: key '{}{}' {}", where_, key, expected));
  }
  template <class T>
  void read(const std::string& key, T& out, const char* expected) {
    known_.insert(key);
    if (!table_.contains(key)) return;
    if (auto value = toml_value<T>(*table_.get(key)))
      out = std::move(*value);
    else
      fail(key, fmt::format("needs {}", expected));
  }
  template <class T>
  void read(const std::string& key, std::vector<T>& out, const char* expected) {
    known_.insert(key);
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
  const toml::node* node(const std::string& key) {
    known_.insert(key);
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
  const toml::table& table_;
  std::string where_;
  std::set<std::string> known_;
};

}  // namespace odelia
