// Exponential Adams-Bashforth methods: the prediction
// extrapolated in lambda, and integrated exactly.
#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

bool exp_ab(int order, Interpolant what) {
  return register_multistep(
      {.name = fmt::format("exp_ab{}_{}", order, what == Interpolant::noise ? "noise" : "data"),
       .family = "exponential_multistep",
       .order = double(order),
       .reference = "Hochbruck & Ostermann 2010, Acta Numerica 19, eq. 2.58; DPM-Solver's variable "
                    "lambda: arXiv:2206.00927, eq. 3.4"},
      exponential_adams(what, Abscissa::lambda, order));
}

const bool registered[] = {exp_ab(1, Interpolant::data),  exp_ab(2, Interpolant::data),
                           exp_ab(3, Interpolant::data),  exp_ab(4, Interpolant::data),
                           exp_ab(5, Interpolant::data),  exp_ab(1, Interpolant::noise),
                           exp_ab(2, Interpolant::noise), exp_ab(3, Interpolant::noise),
                           exp_ab(4, Interpolant::noise), exp_ab(5, Interpolant::noise)};

}  // namespace
}  // namespace odelia
