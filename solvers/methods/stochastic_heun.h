#pragma once
#include "solvers/solver.h"

namespace odelia {

/// Heun's rule with additive noise, and Euler-Maruyama within it as the error estimate:
///   x' = x + h drift(x, t) + g(t) dW,
///   x1 = x + h/2 (drift(x, t) + drift(x', t1)) + (g(t) + g(t1))/2 dW,   error = x1 - x'.
/// Weak order 2; strong order 1, since dW alone says nothing of the path inside the step.
/// A step to sigma = 0, where there is no drift, is Euler-Maruyama's.
Proposal stochastic_heun_step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to);

}  // namespace odelia
