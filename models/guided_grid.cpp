#include "models/guided_grid.h"

#include <algorithm>

#include "models/breaks.h"

namespace odelia {
namespace {

/// Passes of a whole solve on this grid.
int64_t cost(const Traits& traits, const TimeGrid& wished, const Process& process,
             const Guidance& guidance) {
  const auto breaks = breaks_between(guidance.breaks(), process, wished.front(), wished.back());
  const TimeGrid times = with_points(wished, process, breaks);
  int64_t sum = 0;
  for (size_t i = 0; i + 1 < times.size(); ++i) {
    // At the end of an interval a solve begins anew.
    const bool first = i == 0 || std::find(breaks.begin(), breaks.end(), times[i]) != breaks.end();
    sum += guidance.passes(process.lambda(0.5 * (times[i] + times[i + 1]))) *
           (traits.nfe_per_step + (first ? traits.nfe_first_extra : 0));
  }
  return sum;
}

}  // namespace

TimeGrid fit_guided_grid(const Traits& traits, const std::string& grid, const Process& process,
                         const Guidance& guidance, int64_t budget) {
  if (!guidance.bounded())
    return fit_grid(traits, grid, process, budget / (guidance.acts() ? 2 : 1));
  // Too many steps first, then fewer in proportion, until they fit.
  int64_t evaluations = budget;
  TimeGrid times = fit_grid(traits, grid, process, evaluations);
  while (!times.empty()) {
    const int64_t passes = cost(traits, times, process, guidance);
    if (passes <= budget) break;
    evaluations = std::min(evaluations - 1, evaluations * budget / passes);
    times = fit_grid(traits, grid, process, evaluations);
  }
  // Proportion may have gone too far: one step more, as long as that fits.
  while (!times.empty()) {
    evaluations += traits.nfe_per_step;
    TimeGrid longer = fit_grid(traits, grid, process, evaluations);
    if (longer.size() <= times.size() || cost(traits, longer, process, guidance) > budget) break;
    times = std::move(longer);
  }
  return times;
}

}  // namespace odelia
