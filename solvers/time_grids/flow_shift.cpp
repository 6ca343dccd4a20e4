#include <cmath>

#include "solvers/time_grids/equal_steps.h"

namespace odelia {
namespace {

/// log k, for images of so many tokens: linear between 0.5 at 256 and 1.15 at 4096.
double log_shift_of(double tokens) { return 0.5 + (1.15 - 0.5) * (tokens - 256) / (4096 - 256); }

double shift(const GridRequest& r) {
  const bool given = r.options.values().count("shift"), sized = r.options.values().count("tokens");
  const double k = r.options.number("shift", 3), tokens = r.options.number("tokens", 256);
  if (given && sized)
    throw std::invalid_argument(
        fmt::format("{}: shift, or tokens, from which it follows; not both", r.who));
  if (!(k > 0) || !(tokens >= 1))
    throw std::invalid_argument(fmt::format(
        "{}: shift must be positive and tokens 1 or more, got {} and {}", r.who, k, tokens));
  return sized ? std::exp(log_shift_of(tokens)) : k;
}

const RegisterTimeGrid flow_shift{
    {.name = "flow_shift",
     .options = {{"shift", "3", "k: larger for larger images, which need more noise; 1: none"},
                 {"tokens", "",
                  "instead of shift: the image's size, k = e^mu, mu from 0.5 at "
                  "256 to 1.15 at 4096"}},
     .summary = "equal steps in u, sigma/(alpha + sigma) = k u/(1 + (k - 1) u): Esser et al. 2024, "
                "arXiv:2403.03206, eq. 23",
     .make = [](const GridRequest& r) {
       const double k = shift(r);
       return equal_steps(
           r.steps, r.from, r.to,
           [&](double t) { return 1 / (1 + k * r.process.alpha(t) / r.process.sigma(t)); },
           [&](double u) { return r.process.t_of_lambda(std::log((1 - u) / (k * u))); });
     }}};

}  // namespace
}  // namespace odelia
