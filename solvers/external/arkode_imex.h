#pragma once
#include <sundials/sundials_linearsolver.h>

#include "solvers/external/sundials.h"

namespace odelia {

/// The drift split for implicit-explicit methods, by the semi-linear view of data prediction:
///     dx/dt = L(t) x + N(x, t),
///     L = (log sigma)' = f + g^2/(2 sigma^2),   N = -g^2 alpha/(2 sigma^2) x0(x, t).
/// The linear side is implicit, and costs no evaluation: L is a number, so its equation is solved
/// by a division.
struct ImexCall : SundialsCall {
  ImexCall(Dynamics& ode, const Step& to, SemiLinear* view, Samples samples)
      : SundialsCall(ode, to, samples), semi_linear(view) {}
  SemiLinear* semi_linear;
  void* arkode = nullptr;
};

/// The two right-hand sides; user data: an ImexCall, handed over as a SundialsCall*.
int imex_linear_side(double t, N_Vector y, N_Vector ydot, void* call);
int imex_network_side(double t, N_Vector y, N_Vector ydot, void* call);

/// Solves (1 - gamma L(t)) x = b.
SUNLinearSolver imex_division(ImexCall& call, SUNContext context);

}  // namespace odelia
