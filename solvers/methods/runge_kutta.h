#pragma once
#include "solvers/registry.h"

namespace odelia {

/// An explicit Runge-Kutta method as data: k_i = f(x + h sum_j a_ij k_j, t + c_i h),  x1 = x + h
/// sum_i b_i k_i.
struct Tableau {
  std::string name;
  double order;
  double error_order;  ///< order of the solution with the weights b_hat; 0: it has none
  std::string reference;
  std::vector<double> c;
  /// Strictly lower triangular: row i - 1 holds a_i0 ... a_i,i-1.
  std::vector<std::vector<double>> a;
  std::vector<double> b;
  std::vector<double> b_hat = {};
  /// The last stage is the drift at the end of the step, and so the next step's first.
  bool first_same_as_last() const {
    return !a.empty() && b.back() == 0 && std::equal(a.back().begin(), a.back().end(), b.begin());
  }
};

/// Every tableau that is registered as a solver.  Held
/// to the order conditions by tests/test_tableaus.cpp.
const std::vector<Tableau>& tableaus();

}  // namespace odelia
