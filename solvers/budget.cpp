#include "solvers/budget.h"

namespace odelia {

TimeGrid fit_grid(const Traits& traits, const std::string& grid, const Process& process,
                  int64_t budget) {
  const int64_t most = (budget - traits.nfe_first_extra) / traits.nfe_per_step;
  int64_t steps = most;
  // A grid may have another length than it is asked for, so that it is its own that counts.
  for (int attempt = 0; attempt < 2 && steps > 0; ++attempt) {
    TimeGrid times = make_time_grid(grid, process, steps);
    const auto intervals = static_cast<int64_t>(times.size()) - 1;
    if (intervals <= most) return times;
    steps -= intervals - steps;
  }
  return {};
}

}  // namespace odelia
