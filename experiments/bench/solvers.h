#pragma once
#include "experiments/command/command_line.h"
#include "solvers/registry.h"

namespace odelia {

/// What a solver itself costs on a grid, the network being free.
struct SolverCost {
  int64_t nfe = 0;     ///< evaluations of the free network, as counted
  int64_t passes = 0;  ///< of `combine` over the batch
  double seconds = 0;  ///< of the whole solve
};

/// One solve from x [B, ...] over a log-SNR grid of the linear VP process, with a network whose
/// prediction is always the same tensor, at hand already.
SolverCost solver_cost(const Method& method, const Tensor& x, int64_t steps);

/// `odelia bench solvers`: microseconds and passes over the state per network evaluation.
void add_solver_bench(CommandLine& bench);

}  // namespace odelia
