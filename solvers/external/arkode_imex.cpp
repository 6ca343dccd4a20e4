#include "solvers/external/arkode_imex.h"

#include <arkode/arkode_arkstep.h>

namespace odelia {
namespace {

double linear(const Process& p, double t) {
  return p.f(t) + 0.5 * p.g2(t) / std::pow(p.sigma(t), 2);
}

/// (1 - gamma L(t)) x = b, exactly: L is a number.
int divide(SUNLinearSolver solver, SUNMatrix, N_Vector x, N_Vector b, double) {
  const auto& call = *static_cast<const ImexCall*>(solver->content);
  double t = 0, gamma = 0;
  N_Vector predicted, z, f, known;
  void* user;
  if (ARKStepGetNonlinearSystemData(call.arkode, &t, &predicted, &z, &f, &gamma, &known, &user) < 0)
    return -1;
  N_VScale(1 / (1 - gamma * linear(call.semi_linear->process(), t)), b, x);
  return 0;
}

}  // namespace

int imex_linear_side(double t, N_Vector y, N_Vector ydot, void* data) {
  auto& call = *static_cast<ImexCall*>(static_cast<SundialsCall*>(data));
  return call.guard(
      ydot,
      [&] {
        return combine({{linear(call.semi_linear->process(), t), tensor_of(y)}});
      },
      false);
}

int imex_network_side(double t, N_Vector y, N_Vector ydot, void* data) {
  auto& call = *static_cast<ImexCall*>(static_cast<SundialsCall*>(data));
  return call.guard(ydot, [&] {
    const Process& p = call.semi_linear->process();
    return combine({{-0.5 * p.g2(t) * p.alpha(t) / std::pow(p.sigma(t), 2),
                     call.semi_linear->data(tensor_of(y), t)}});
  });
}

SUNLinearSolver imex_division(ImexCall& call, SUNContext context) {
  const SUNLinearSolver solver = sundials_made(SUNLinSolNewEmpty(context), "SUNLinSolNewEmpty");
  solver->content = &call;
  solver->ops->gettype = [](SUNLinearSolver) { return SUNLINEARSOLVER_MATRIX_EMBEDDED; };
  solver->ops->solve = divide;
  solver->ops->free = [](SUNLinearSolver s) {
    SUNLinSolFreeEmpty(s);
    return decltype(SUNLinSolFree(s))(0);
  };
  return solver;
}

}  // namespace odelia
