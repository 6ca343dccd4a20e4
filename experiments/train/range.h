#pragma once
#include <limits>
#include <string>
#include <vector>

namespace odelia {

/// Where a number of a training config must lie: from low, itself included or not, to below high.
struct Range {
  const char* key;
  double value, low, high = std::numeric_limits<double>::infinity();
  bool includes_low = true;
};

/// The range of all positive numbers.
inline Range positive(const char* key, double value) {
  return {key, value, 0, std::numeric_limits<double>::infinity(), false};
}

/// Throws std::invalid_argument naming the first that does not hold, and the file.
void check_ranges(const std::vector<Range>& ranges, const std::string& file);

}  // namespace odelia
