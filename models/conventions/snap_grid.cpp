#include "models/conventions/snap_grid.h"

#include <cmath>

#include "models/breaks.h"
#include "solvers/grid_points.h"

namespace odelia {

TimeGrid snap_grid(const TimeGrid& grid, const Process& process,
                   const std::vector<double>& levels) {
  if (levels.empty()) return grid;
  const double first = -process.lambda(process.t_max()), last = -process.lambda(process.t_min());
  std::vector<double> known;  // log s
  for (double s : levels)
    if (const double l = std::log(s); l <= first && l >= last) known.push_back(l);
  TimeGrid out;
  for (double t : grid) {
    double to = t;
    if (process.sigma(t) > 0 && !known.empty()) {
      const double l = -process.lambda(t);
      double nearest = known[0];
      for (double k : known)  // pure noise is at infinity, where the last level is nearest
        if (std::isinf(l) ? k > nearest : std::abs(k - l) < std::abs(nearest - l)) nearest = k;
      to = process.t_of_lambda(-nearest);
    }
    if (out.empty() || to != out.back()) out.push_back(to);
  }
  if (out.size() < 2)
    throw std::invalid_argument(
        fmt::format("time grid: of its {} points {} level{} of the network's table remain between "
                    "t = {} and {} "
                    "of process {}; take more of the process, or times=interpolated",
                    grid.size(), out.size(), out.size() == 1 ? "" : "s", process.t_max(),
                    process.t_min(), process.name()));
  return out;
}

TimeGrid grid_for(const ScoreModel& model, const Process& process, const TimeGrid& grid) {
  const auto breaks = breaks_between(model, process, grid.front(), grid.back());
  return snap_grid(with_points(grid, process, breaks), process, model.levels());
}

}  // namespace odelia
