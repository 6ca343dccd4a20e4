#pragma once
#include <cmath>

#include "solvers/grid_registry.h"

namespace odelia {

/// n + 1 times, equally spaced in the variable u(t) with inverse t(u).
template <class U, class T>
TimeGrid equal_steps(int64_t n, double from, double to, U u, T t) {
  TimeGrid grid{from};
  const double u0 = u(from), u1 = u(to);
  if (!std::isfinite(u0))
    throw std::invalid_argument(fmt::format(
        "time grid: has no equal steps from t = {}, where alpha = 0 and lambda is infinite; take "
        "uniform, or a t_max below {}",
        from, from));
  for (int64_t i = 1; i < n; ++i) grid.push_back(t(u0 + (u1 - u0) * i / n));
  grid.push_back(to);
  return grid;
}

}  // namespace odelia
