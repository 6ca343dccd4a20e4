#pragma once
#include <charconv>
#include <optional>
#include <string_view>

namespace odelia {

/// The number that the whole text is, nothing before it and nothing behind it; empty if it is none,
/// or one that T cannot hold.
template <class T>
std::optional<T> number_in(std::string_view text) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return {};
  return value;
}

}  // namespace odelia
