#include <cmath>

#include "solvers/time_grids/equal_steps.h"

namespace odelia {
namespace {

const RegisterTimeGrid kl_optimal{
    {.name = "kl_optimal",
     .summary = "equal steps in arctan(sigma/alpha), best for Gaussian data: Sabour et al. 2024, "
                "arXiv:2404.14507, theorem 3.1",
     .make = [](const GridRequest& r) {
       return equal_steps(
           r.steps, r.from, r.to,
           [&](double t) { return std::atan2(r.process.sigma(t), r.process.alpha(t)); },
           [&](double u) { return r.process.t_of_lambda(-std::log(std::tan(u))); });
     }}};

}  // namespace
}  // namespace odelia
