// DEIS: the noise prediction extrapolated by a polynomial and integrated exactly,
//     x(t1) = (alpha1/alpha0) x + alpha1 sum_j eps_j int l_j d(sigma/alpha),
// with the polynomial in time (tAB) or in rho = sigma/alpha (rhoAB).  The number is the degree.
// The authors' code integrates tAB by a Riemann sum of 10,000 points; here by Gauss quadrature.
#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

bool deis(const char* name, Abscissa in, int degree) {
  return register_multistep({.name = name,
                             .family = "deis",
                             .order = degree + 1.0,
                             .reference = "Zhang & Chen 2023, arXiv:2204.13902, eq. 15"},
                            exponential_adams(Interpolant::noise, in, degree + 1));
}

const bool registered[] = {
    deis("deis_tab1", Abscissa::t, 1),     deis("deis_tab2", Abscissa::t, 2),
    deis("deis_tab3", Abscissa::t, 3),     deis("deis_rhoab1", Abscissa::rho, 1),
    deis("deis_rhoab2", Abscissa::rho, 2), deis("deis_rhoab3", Abscissa::rho, 3)};

}  // namespace
}  // namespace odelia
