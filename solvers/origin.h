#pragma once
#include "solvers/dynamics.h"
#include "solvers/registry.h"

namespace odelia {

/// Dynamics whose model is a consistency function: it says where the probability flow ends.
class KnowsOrigin {
 public:
  virtual ~KnowsOrigin() = default;
  /// Where the flow through x ends, at sigma/alpha = origin_level(), with alpha = 1; one evaluation.
  /// x: [B, ...]. Throws std::invalid_argument where the model is no consistency function.
  virtual Tensor origin(const Tensor& x, const PerSample& t) = 0;
  virtual double origin_level() const = 0;
};

/// The refusal of any other model.
[[noreturn]] void refuse_as_consistency_function();

/// Whether the method samples by a consistency function.  It has no order: where that is exact, so is
/// the law of the samples, whatever the steps.
bool is_consistency_method(const Traits& traits);

}  // namespace odelia
