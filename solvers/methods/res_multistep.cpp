// RES multistep: the data prediction at past grid points as the stages of an exponential
// Runge-Kutta method whose nodes c_j are negative.  With the order conditions sum_j b_j c_j^k/k! =
// phi_{k+1} that is the exponential Adams-Bashforth method in data prediction.
#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

bool res(int order) {
  return register_multistep(
      {.name = fmt::format("res_{}m", order),
       .family = "exponential_multistep",
       .order = double(order),
       .reference = "Zhang, Song & Chen 2023, arXiv:2308.02157, the multistep scheme"},
      exponential_adams(Interpolant::data, Abscissa::lambda, order));
}

const bool registered[] = {res(2), res(3)};

}  // namespace
}  // namespace odelia
