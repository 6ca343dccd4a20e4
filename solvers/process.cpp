#include "solvers/process.h"

#include <fmt/format.h>

namespace odelia {

double Process::t_of_lambda(double wanted) const {
  double low = t_min(), high = t_max();  // lambda falls with t
  constexpr double rounding = 1e-12;     // of an end's lambda that was taken another way
  if (!(wanted <= lambda(low) + rounding) || !(wanted >= lambda(high) - rounding))
    throw std::domain_error(
        fmt::format("process {}: lambda = {} lies outside [{}, {}], its range on t in [{}, {}]",
                    name(), wanted, lambda(high), lambda(low), low, high));
  while (true) {
    const double mid = 0.5 * (low + high);
    if (mid <= low || mid >= high) return mid;  // adjacent doubles
    (lambda(mid) > wanted ? low : high) = mid;
  }
}

}  // namespace odelia
