#include <cmath>

#include "solvers/time_grids/equal_steps.h"

namespace odelia {
namespace {

const RegisterTimeGrid karras{
    {.name = "karras",
     .options = {{"rho", "7", "larger: more of the steps at low noise"}},
     .summary = "equal steps in (sigma/alpha)^(1/rho): Karras et al. 2022, arXiv:2206.00364, eq. 5",
     .make = [](const GridRequest& r) {
       const double rho = r.options.number("rho", 7);
       if (!(rho > 0))
         throw std::invalid_argument(fmt::format("{}: rho must be positive, got {}", r.who, rho));
       return equal_steps(
           r.steps, r.from, r.to,
           [&](double t) { return std::pow(std::exp(-r.process.lambda(t)), 1 / rho); },
           [&](double u) { return r.process.t_of_lambda(-rho * std::log(u)); });
     }}};

}  // namespace
}  // namespace odelia
