#pragma once
#include "solvers/solver.h"

namespace odelia {

/// A method that integrates another drift than the dynamics', such as a limited one.
class ChangesDrift {
 public:
  virtual ~ChangesDrift() = default;
  virtual Tensor drift(Dynamics& dynamics, const Tensor& x, const PerSample& t) const = 0;
};

/// The drift that the method integrates, [B, ...]; one evaluation.
inline Tensor drift_of(const Solver& method, Dynamics& dynamics, const Tensor& x,
                       const PerSample& t) {
  const auto* changes = dynamic_cast<const ChangesDrift*>(&method);
  return changes ? changes->drift(dynamics, x, t) : dynamics.drift(x, t);
}

}  // namespace odelia
