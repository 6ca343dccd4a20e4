#pragma once
#include "solvers/dynamics.h"

namespace odelia {

/// The exact step of the reverse SDE of noise level tau, from lambda to lambda1 = lambda + h, for a
/// data prediction that is the polynomial in lambda through its values D_j at the nodes:
///   x1 = (sigma1/sigma) e^{-tau^2 h} x + sum_j on_data_j D_j + noise z,
///   on_data_j = alpha1 (1 + tau^2) int e^{(1 + tau^2)(lambda - lambda1)} l_j(lambda) dlambda,
///   noise = sigma1 sqrt(1 - e^{-2 tau^2 h}).
/// A node may lie at lambda1 (a corrector).  A step to sigma = 0 takes one node: x1 = D.
/// Source: arXiv:2309.05019, eqs. 13 and 14; one node is arXiv:2211.01095, eq. 5.3 at tau = 1.
struct TauRule {
  PerSample on_x, noise;
  std::vector<PerSample> on_data;
};
TauRule tau_rule(const Process& process, double tau, const PerSample& t, const PerSample& t1,
                 const std::vector<PerSample>& node_lambdas);

}  // namespace odelia
