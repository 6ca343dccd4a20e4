#pragma once
#include <optional>
#include <type_traits>
#include <utility>

#include <toml++/toml.h>

namespace odelia {

/// The value of a node as bool, integer, floating point (an integer will do) or text; nothing if it
/// is of another kind, or an integer that T cannot hold.
template <class T>
std::optional<T> toml_value(const toml::node& node) {
  if constexpr (std::is_same_v<T, bool>) {
    if (const auto* v = node.as_boolean()) return v->get();
  } else if constexpr (std::is_floating_point_v<T>) {
    if (const auto* v = node.as_floating_point()) return v->get();
    if (const auto* v = node.as_integer()) return static_cast<T>(v->get());
  } else if constexpr (std::is_integral_v<T>) {
    if (const auto* v = node.as_integer(); v && std::in_range<T>(v->get()))
      return static_cast<T>(v->get());
  } else {
    if (const auto* v = node.as_string()) return v->get();
  }
  return {};
}

}  // namespace odelia
