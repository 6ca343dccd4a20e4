#pragma once
#include <string>
#include <vector>

namespace odelia {

/// A stochastic Runge-Kutta method for additive noise as data: nodes c, weights a (row by row from
/// the second stage on) and b of the drift; nodes c1 of the diffusion, its weights b0 in the stages
/// (row by row from the second on) on I_10/h, and beta1 on dW and beta2 on I_10/h in the solution.
struct SraTableau {
  std::string name;
  double order;  ///< without noise
  std::string reference;
  std::vector<double> c;
  std::vector<std::vector<double>> a;
  std::vector<double> b;
  std::vector<double> c1;
  std::vector<std::vector<double>> b0;
  std::vector<double> beta1, beta2;
};

/// Every tableau that is registered as a solver.  Held
/// to the order conditions by tests/test_tableaus.cpp.
const std::vector<SraTableau>& sra_tableaus();

}  // namespace odelia
