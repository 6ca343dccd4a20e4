#include "solvers/grid_points.h"

#include <algorithm>
#include <cmath>

#include "solvers/tensor.h"

namespace odelia {
namespace {

/// The nearest inner point of the grid moves to each break, in half log-SNR; none moves twice.
TimeGrid moved(TimeGrid grid, const Process& process, const std::vector<double>& breaks) {
  if (grid.size() < breaks.size() + 2)
    throw std::invalid_argument(fmt::format(
        "time grid: {} step{} cannot have points at the {} ends of guidance's interval; take {} or "
        "more",
        grid.size() - 1, grid.size() == 2 ? "" : "s", breaks.size(), breaks.size() + 1));
  // From the first break on: point j of the grid for break i, leaving enough for the others.
  size_t taken = 0;
  for (size_t i = 0; i < breaks.size(); ++i) {
    const size_t last = grid.size() - 2 - (breaks.size() - 1 - i);
    const double wanted = process.lambda(breaks[i]);
    size_t best = taken + 1;
    for (size_t j = best; j <= last; ++j)
      if (std::abs(process.lambda(grid[j]) - wanted) <
          std::abs(process.lambda(grid[best]) - wanted))
        best = j;
    grid[best] = breaks[i];
    taken = best;
  }
  return grid;
}

/// Points that a moved one has overtaken share the room that is left between the fixed ones.
TimeGrid in_order(TimeGrid grid, const std::vector<double>& breaks) {
  const double direction = grid.back() > grid.front() ? 1 : -1;
  const auto fixed = [&](size_t j) {
    return j == 0 || j + 1 == grid.size() ||
           std::find(breaks.begin(), breaks.end(), grid[j]) != breaks.end();
  };
  for (size_t from = 0; from + 1 < grid.size();) {
    size_t to = from + 1;
    while (!fixed(to)) ++to;
    bool rising = true;
    for (size_t j = from; j < to; ++j) rising &= direction * (grid[j + 1] - grid[j]) > 0;
    for (size_t j = from + 1; j < to && !rising; ++j)
      grid[j] = grid[from] + (grid[to] - grid[from]) * static_cast<double>(j - from) /
                                 static_cast<double>(to - from);
    from = to;
  }
  return grid;
}

}  // namespace

TimeGrid with_points(const TimeGrid& grid, const Process& process, const std::vector<double>& at) {
  return at.empty() ? grid : in_order(moved(grid, process, at), at);
}

}  // namespace odelia
