#include <cmath>

#include "solvers/time_grids/equal_steps.h"

namespace odelia {
namespace {

const RegisterTimeGrid quadratic{
    {.name = "quadratic",
     .summary = "equal steps in sqrt(t): Song et al. 2021, arXiv:2010.02502, appendix D.2",
     .make = [](const GridRequest& r) {
       return equal_steps(
           r.steps, r.from, r.to, [](double t) { return std::sqrt(t); },
           [](double u) { return u * u; });
     }}};

}  // namespace
}  // namespace odelia
