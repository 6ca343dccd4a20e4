#pragma once
#include <algorithm>
#include <vector>

namespace odelia {

/// Median and range of repeated timings, in their unit.
struct Timing {
  double median = 0, min = 0, max = 0;
};

inline Timing summarise(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times.front(), times.back()};
}

}  // namespace odelia
