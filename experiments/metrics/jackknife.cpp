#include "experiments/metrics/jackknife.h"

#include <cmath>

namespace odelia {

double jackknife_standard_error(const std::vector<double>& without) {
  if (without.size() < 2) return std::nan("");
  const auto groups = static_cast<double>(without.size());
  double mean = 0, squares = 0;
  for (double f : without) mean += f / groups;
  for (double f : without) squares += (f - mean) * (f - mean);
  return std::sqrt(squares * (groups - 1) / groups);
}

}  // namespace odelia
