#pragma once
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace odelia {

/// Median and range of repeated timings, in their unit.
struct Timing {
  double median = 0, min = 0, max = 0;
};

inline Timing summarise(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times.front(), times.back()};
}

/// The machine's load over the last minute; NaN where the system does not say.
inline double load_average() {
  double load = 0;
  return getloadavg(&load, 1) == 1 ? load : std::nan("");
}

/// A measured value for people: a failed measurement (NaN, infinite, none) is "unknown".
inline std::string measured(double value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "unknown";
}

}  // namespace odelia
