#pragma once
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace odelia {

/// What a key of a file that people write stands for.
struct KeyDoc {
  std::string key, fallback, meaning;  ///< fallback: the default as JSON; "" if there is none
};

/// Reads an object key by key and refuses what nobody asked for, so that a misspelt key or a wrong
/// type is an error that names the file and the key, never a silent default.  Checkpoints,
/// configs (a TOML file is turned into such an object) and flags in a file all come through here.
/// Every error is std::invalid_argument.
class Fields {
 public:
  /// where: begins every message, such as "train: FILE".  asked, if given, gets every key that is
  /// asked for: the reference of the file.
  Fields(const nlohmann::json& object, std::string where, std::vector<KeyDoc>* asked = nullptr)
      : Fields(object, std::move(where), "", asked) {}
  /// path: stands in front of every key, such as "solvers[0].".
  Fields(const nlohmann::json& object, std::string where, std::string path,
         std::vector<KeyDoc>* asked);

  bool has(const std::string& key) const { return object_.contains(key); }

  /// Sets `out` from the key's value if it is there.
  template <class T>
  Fields& optional(const std::string& key, T& out, const std::string& meaning = "") {
    ask(key, out, meaning);
    if (!has(key)) return *this;
    if (!fits<T>(object_.at(key))) wrong_type(key, wanted<T>(), meaning);
    out = object_.at(key).get<T>();
    return *this;
  }
  /// The same where what `out` holds is no default: something else decides if the key is missing.
  template <class T>
  Fields& without_default(const std::string& key, T& out, const std::string& meaning) {
    ask(key, nlohmann::json(), meaning);
    return optional(key, out, meaning);
  }
  template <class T>
  Fields& required(const std::string& key, T& out, const std::string& meaning = "") {
    if (!has(key)) missing(key, meaning);
    return optional(key, out, meaning);
  }
  /// The same of a list, for which one value alone will do.
  template <class T>
  Fields& list(const std::string& key, std::vector<T>& out, const std::string& meaning = "") {
    ask(key, out, meaning);
    if (!has(key)) return *this;
    if (!object_.at(key).is_array() && fits<T>(object_.at(key)))
      out = {object_.at(key).get<T>()};
    else
      optional(key, out, meaning);
    return *this;
  }
  /// An object within; empty if missing.
  Fields inner(const std::string& key);
  /// A value to be read by the caller, of any type; null if it is missing.
  const nlohmann::json* value(const std::string& key, const std::string& meaning);
  /// Leaves the key alone, whatever it holds.
  Fields& ignore(const std::string& key);
  /// Says of a key what it needs, such as "needs 1 or more, got 0".
  [[noreturn]] void fail(const std::string& key, const std::string& problem) const;
  /// The key as messages and references name it, such as "training.batch".
  std::string name(const std::string& key) const { return path_ + key; }
  const nlohmann::json& object() const { return object_; }
  const std::string& where() const { return where_; }
  std::vector<KeyDoc>* asked() const { return asked_; }
  /// Refuses the keys that nobody asked for, listing the known.
  void finish() const;

 private:
  template <class T>
  void ask(const std::string& key, const T& out, const std::string& meaning) {
    if (known_.insert(key).second && asked_) note(key, out, meaning);
  }
  void note(const std::string& key, const nlohmann::json& fallback, const std::string& meaning);
  [[noreturn]] void wrong_type(const std::string& key, const std::string& wanted,
                               const std::string& meaning) const;
  [[noreturn]] void missing(const std::string& key, const std::string& meaning) const;
  static std::string range(const std::string& low, const std::string& high);

  template <class T>
  static bool fits(const nlohmann::json& v) {
    if constexpr (std::is_same_v<T, bool>)
      return v.is_boolean();
    else if constexpr (std::is_same_v<T, std::string>)
      return v.is_string();
    else if constexpr (std::is_integral_v<T>)
      return v.is_number_unsigned()  ? std::in_range<T>(v.get<uint64_t>())
             : v.is_number_integer() ? std::in_range<T>(v.get<int64_t>())
                                     : false;
    else if constexpr (std::is_floating_point_v<T>)
      return v.is_number();
    else {
      if (!v.is_array()) return false;
      for (const auto& e : v)
        if (!fits<typename T::value_type>(e)) return false;
      return true;
    }
  }
  template <class T>
  static std::string wanted() {
    if constexpr (std::is_same_v<T, bool>)
      return "true or false";
    else if constexpr (std::is_same_v<T, std::string>)
      return "a text";
    else if constexpr (std::is_integral_v<T>)
      return range(std::to_string(std::numeric_limits<T>::min()),
                   std::to_string(std::numeric_limits<T>::max()));
    else if constexpr (std::is_floating_point_v<T>)
      return "a number";
    else
      return "a list, each " + wanted<typename T::value_type>();
  }

  const nlohmann::json& object_;
  std::string where_, path_;
  std::vector<KeyDoc>* asked_;
  std::set<std::string> known_;
};

}  // namespace odelia
