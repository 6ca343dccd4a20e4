#pragma once
#include <functional>
#include <span>

#include "solvers/methods/multistep.h"
#include "solvers/methods/tau_rule.h"

namespace odelia {

/// Weights of one step from t0 to t1 on x, on the data predictions at the nodes, newest first (t0,
/// then the grid points before it), and on standard normal noise; eta: of the reverse dynamics.
using SdeRule = std::function<TauRule(const Process&, double eta, const PerSample& t0,
                                      const PerSample& t1, std::span<const PerSample> nodes)>;

/// A stochastic multistep method is over how many grid points it remembers, and its weights.
struct SdeMultistepScheme {
  int nodes;
  SdeRule rule;
};

/// Registers the method with one evaluation per step, at its beginning:
///     x(t1) = on_x x + sum_j on_data_j D_j + noise z,   D_j the newest data predictions.
/// The rule gets fewer nodes where fewer grid points lie behind, and where the step ends at
/// sigma = 0.
bool register_sde_multistep(Traits traits,
                            std::function<SdeMultistepScheme(const Options&)> scheme);
bool register_sde_multistep(Traits traits, SdeMultistepScheme scheme);

}  // namespace odelia
