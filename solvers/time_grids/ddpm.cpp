#include <cmath>

#include "solvers/time_grids/register.h"

namespace odelia {
namespace {

/// DDPM's 1000 times i/1000, thinned to n steps from the last to the first.
TimeGrid ddpm_subset(const GridRequest& r) {
  const int64_t first = std::llround(1000 * r.to), last = std::llround(1000 * r.from);
  if (std::abs(r.process.t_max() - 1) > 1e-12 || first < 1 || last > 1000 || last - first < r.steps)
    throw std::invalid_argument(
        fmt::format("time grid 'ddpm' thins the times 1/1000 ... 1000/1000; it cannot give {} "
                    "steps from t = {} to {} of process {}",
                    r.steps, r.from, r.to, r.process.name()));
  TimeGrid grid;
  for (int64_t i = 0; i <= r.steps; ++i)
    grid.push_back(std::llround(last + double(first - last) * i / r.steps) / 1000.0);
  return grid;
}

const RegisterTimeGrid ddpm{
    {.name = "ddpm",
     .summary = "a subset of the T = 1000 discrete times i/1000: Ho et al. 2020, arXiv:2006.11239",
     .make = ddpm_subset}};

}  // namespace
}  // namespace odelia
