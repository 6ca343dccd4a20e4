#include "models/breaks.h"

#include <algorithm>

namespace odelia {
std::vector<double> breaks_between(const ScoreModel& model, const Process& process, double t0,
                                   double t1) {
  return breaks_between(model.breaks(), process, t0, t1);
}

std::vector<double> breaks_between(const std::vector<double>& lambdas, const Process& process,
                                   double t0, double t1) {
  std::vector<double> times;
  const double low = std::min(t0, t1), high = std::max(t0, t1);
  const double first = process.lambda(high), last = process.lambda(low);  // falls with t
  constexpr double same = 1e-9;  // a time that is a jump's gives its level back up to rounding
  for (double lambda : lambdas)
    if (lambda > first + same && lambda < last - same) times.push_back(process.t_of_lambda(lambda));
  std::sort(times.begin(), times.end());
  if (t1 < t0) std::reverse(times.begin(), times.end());
  return times;
}

}  // namespace odelia
