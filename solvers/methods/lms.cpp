// Linear multistep: Adams and Bashforth's method of variable steps on dx/dsigma = eps, x and sigma
// divided by alpha.  The same numbers as DEIS's rhoAB of one degree less, which came later.
#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

bool lms(int order) {
  return register_multistep({.name = fmt::format("lms{}", order),
                             .family = "adams",
                             .order = double(order),
                             .reference = "Bashforth & Adams 1883; k-diffusion, sample_lms; "
                                          "Hairer, Norsett & Wanner I, eq. III.5.5"},
                            exponential_adams(Interpolant::noise, Abscissa::rho, order));
}

const bool registered[] = {lms(1), lms(2), lms(3), lms(4)};

}  // namespace
}  // namespace odelia
