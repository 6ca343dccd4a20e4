#include <cmath>

#include "solvers/grid_registry.h"

namespace odelia {
namespace {

[[noreturn]] void refuse(const GridRequest& r) {
  throw std::invalid_argument(
      fmt::format("{}: thins the times 1/1000 ... 1000/1000; it cannot give {} steps from t = {} "
                  "to {} of process {}",
                  r.who, r.steps, r.from, r.to, r.process.name()));
}

/// n + 1 of them in equal steps, both ends among them.
TimeGrid linspace(const GridRequest& r) {
  const int64_t first = std::llround(1000 * r.to), last = std::llround(1000 * r.from);
  if (first < 1 || last > 1000 || last - first < r.steps) refuse(r);
  TimeGrid grid;
  for (int64_t i = 0; i <= r.steps; ++i)
    grid.push_back(std::llround(last + double(first - last) * i / r.steps) / 1000.0);
  return grid;
}

/// Index of the i-th of n evaluations among the times' 0 to 999, by the spacing's rule.
double index_at(const std::string& spacing, int64_t i, int64_t n) {
  const auto left = static_cast<double>(n - i);
  if (spacing == "trailing") return std::rint(1000 - static_cast<double>(i) * (1000.0 / n)) - 1;
  if (spacing == "linspace_open") return std::rint(999 * left / n);
  return spacing == "leading" ? (left - 1) * (1000 / n) : left * (1000 / (n + 1));
}

/// The times of as many evaluations as there are steps, and the end.
TimeGrid evaluated_at(const GridRequest& r, const std::string& spacing, double offset) {
  const bool zero = r.options.text("final", "t_min") == "zero";  // that end is the caller's
  const int64_t n = zero ? r.steps + 1 : r.steps;
  if (r.from != r.process.t_max() || n > 1000) refuse(r);
  TimeGrid grid;
  for (int64_t i = 0; i < n; ++i) grid.push_back((index_at(spacing, i, n) + 1 + offset) / 1000);
  if (grid.front() > 1) refuse(r);
  if (zero) return grid;
  if (!(grid.back() > r.to))
    throw std::invalid_argument(fmt::format(
        "{}: evaluates at t = {} already, where process {} ends; take final=zero, or {}", r.who,
        grid.back(), r.process.name(), spacing == "leading" ? "offset=1" : "fewer steps"));
  grid.push_back(r.to);
  return grid;
}

/// DDPM's 1000 times i/1000, thinned, from the last to the first.
TimeGrid ddpm_subset(const GridRequest& r) {
  const std::string spacing = r.options.text("spacing", "linspace");
  if (spacing != "linspace" && spacing != "leading" && spacing != "trailing" &&
      spacing != "linspace_open" && spacing != "leading_open")
    throw std::invalid_argument(
        fmt::format("{}: spacing must be linspace, leading, trailing, linspace_open or "
                    "leading_open, got '{}'",
                    r.who, spacing));
  const double offset = r.options.number("offset", 0);
  if (std::abs(r.process.t_max() - 1) > 1e-12 || offset != std::floor(offset) || offset < 0 ||
      (offset != 0 && !spacing.starts_with("leading")))
    refuse(r);
  return spacing == "linspace" ? linspace(r) : evaluated_at(r, spacing, offset);
}

const RegisterTimeGrid ddpm{
    {.name = "ddpm",
     .options =
         {{"spacing", "linspace",
           "linspace: both ends and equal steps between; leading: multiples of 1000/n, so "
           "that t = 1 is missed; trailing: those counted from t = 1 (arXiv:2305.08891, "
           "Table 2); linspace_open, leading_open: a step more, and without the lowest time, "
           "as diffusers' multistep schedulers have them"},
          {"offset", "0", "of leading: added to the index, 1 in Stable Diffusion"}},
     .summary = "a subset of the T = 1000 discrete times i/1000: Ho et al. 2020, arXiv:2006.11239",
     .make = ddpm_subset,
     .own_ends = true}};

}  // namespace
}  // namespace odelia
