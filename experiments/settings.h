#pragma once
#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/command_line.h"
#include "experiments/toml_value.h"

namespace odelia {

/// Values that a flag or a key of a TOML file may set, under one name: `--t-min 1e-3` or `t_min =
/// 1e-3`. The flag wins.
class Settings {
 public:
  explicit Settings(const CommandLine& app) : app_(app) {}

  template <class T>
  void add(const std::string& name, T& value, const std::string& meaning) {
    const auto option = app_.option("--" + name, value, meaning).show_default();
    std::string key = name;
    std::replace(key.begin(), key.end(), '-', '_');
    setters_[key] = [option, &value, key](const toml::node& node) {
      const auto given = toml_value<T>(node);
      if (!given)
        throw std::invalid_argument(fmt::format("config: key '{}' needs {}", key, expected<T>()));
      if (!option.given()) value = *given;
    };
  }

  /// Sets from a file what no flag has set.  Throws std::invalid_argument, naming the file and what
  /// was wrong.
  void read_file(const std::string& path) const {
    toml::table table;
    try {
      table = toml::parse_file(path);
    } catch (const toml::parse_error& e) {
      throw std::invalid_argument(
          fmt::format("config '{}', line {}: {}", path, e.source().begin.line, e.description()));
    }
    for (const auto& [key, node] : table) {
      const auto found = setters_.find(std::string(key.str()));
      if (found == setters_.end()) {
        std::vector<std::string> known;
        for (const auto& [name, setter] : setters_) known.push_back(name);
        throw std::invalid_argument(fmt::format("config '{}': key '{}' is unknown; known: {}", path,
                                                key.str(), fmt::join(known, ", ")));
      }
      found->second(node);
    }
  }

 private:
  template <class T>
  static const char* expected() {
    return std::is_same_v<T, bool>   ? "true or false"
           : std::is_arithmetic_v<T> ? "a number"
                                     : "a text";
  }
  CommandLine app_;
  std::map<std::string, std::function<void(const toml::node&)>> setters_;
};

}  // namespace odelia
