#pragma once
#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "solvers/names.h"

namespace odelia {

/// Reads a JSON object field by field and refuses what nobody asked for, so that a misspelt key or
/// a wrong type is an error with the file and the field in it, never a silent default.
class Fields {
 public:
  Fields(const nlohmann::json& object, std::string where)
      : object_(object), where_(std::move(where)) {
    if (!object.is_object())
      throw std::invalid_argument(
          fmt::format("{}: expected an object, got {}", where_, object.type_name()));
  }

  bool has(const std::string& key) const { return object_.contains(key); }

  /// Sets `out` from the field if it is there.  Throws std::invalid_argument on another type.
  template <class T>
  Fields& optional(const std::string& key, T& out) {
    known_.insert(key);
    if (!has(key)) return *this;
    if (!fits<T>(object_.at(key)))
      throw std::invalid_argument(fmt::format("{}: '{}' must be {}, got {}", where_, key,
                                              wanted<T>(), object_.at(key).dump().substr(0, 60)));
    out = object_.at(key).get<T>();
    return *this;
  }
  template <class T>
  Fields& required(const std::string& key, T& out) {
    if (!has(key)) throw std::invalid_argument(fmt::format("{}: '{}' is missing", where_, key));
    return optional(key, out);
  }
  /// An object within; empty if missing.
  Fields inner(const std::string& key) {
    static const nlohmann::json empty = nlohmann::json::object();
    known_.insert(key);
    return {has(key) ? object_.at(key) : empty, where_ + "." + key};
  }
  /// Leaves the field alone, whatever it holds.
  Fields& ignore(const std::string& key) {
    known_.insert(key);
    return *this;
  }
  /// Throws std::invalid_argument, listing the known fields, if there was any other.
  void finish() const {
    for (const auto& [key, value] : object_.items())
      if (!known_.count(key))
        throw std::invalid_argument(fmt::format("{}: unknown field '{}'; {}", where_,
                                                key.substr(0, 60),
                                                known_names(key, names_in(known_))));
  }
  const nlohmann::json& raw() const { return object_; }

 private:
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
      return fmt::format("an integer from {} to {}", std::numeric_limits<T>::min(),
                         std::numeric_limits<T>::max());
    else if constexpr (std::is_floating_point_v<T>)
      return "a number";
    else
      return "a list, each " + wanted<typename T::value_type>();
  }

  const nlohmann::json& object_;
  std::string where_;
  std::set<std::string> known_;
};

}  // namespace odelia
