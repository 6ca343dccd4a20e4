#pragma once
#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "experiments/command/command_line.h"
#include "models/data/fields.h"

namespace odelia {

/// Which keys were set, by flags and by a file.
struct Given {
  std::set<std::string> flags = {}, keys = {};
  /// Whether somebody meant `key` beside what the causes are: a file's key gives way to a flag that
  /// sets one of them.
  bool beside(const std::string& key, std::initializer_list<const char*> causes) const {
    return flags.count(key) > 0 ||
           (keys.count(key) > 0 &&
            std::none_of(causes.begin(), causes.end(),
                         [&](const char* cause) { return flags.count(cause) > 0; }));
  }
};

/// Values that a flag or a key of a TOML file may set, under one name: `--t-min 1e-3` or `t_min =
/// 1e-3`. The flag wins.
class Settings {
 public:
  /// verb: its name, for messages.
  Settings(const CommandLine& app, std::string verb) : app_(app), verb_(std::move(verb)) {}

  template <class T>  // std::string, double or int64_t
  CommandLineOption add(const std::string& name, T& value, const std::string& meaning) {
    const CommandLineOption option = app_.option("--" + name, value, meaning).show_default();
    settings_.insert_or_assign(key_of(name), Setting{option, &value, meaning});
    return option;
  }

  /// `--name`, or `name = true`.
  CommandLineOption add_flag(const std::string& name, bool& value, const std::string& meaning) {
    const CommandLineOption option = app_.flag("--" + name, value, meaning);
    settings_.insert_or_assign(key_of(name), Setting{option, &value, meaning});
    return option;
  }

  /// Sets from a file what no flag has set.  Throws std::invalid_argument, naming the file and what
  /// was wrong.
  void read_file(const std::string& path);
  /// The keys that were set, be it to the default.
  Given given() const;
  /// The keys of such a file, with their defaults.
  std::vector<KeyDoc> keys() const;

 private:
  static std::string key_of(std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
  }
  struct Setting {
    CommandLineOption option;
    std::variant<std::string*, double*, int64_t*, bool*> value;
    std::string meaning;
  };
  void read(const nlohmann::json& table, const std::string& where,
            std::vector<KeyDoc>* asked) const;
  CommandLine app_;
  std::string verb_;
  std::map<std::string, Setting> settings_;
  std::set<std::string> in_file_;
};

}  // namespace odelia
