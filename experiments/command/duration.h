#pragma once
#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace odelia {

/// Seconds for people: "42 s", "3 min 05 s", "2 h 07 min".
inline std::string duration(double seconds) {
  const auto s = static_cast<int64_t>(seconds + 0.5);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{} min {:02} s", s / 60, s % 60);
  return fmt::format("{} h {:02} min", s / 3600, s / 60 % 60);
}

}  // namespace odelia
