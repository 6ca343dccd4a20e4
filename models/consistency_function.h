#pragma once
#include "models/score_model.h"

namespace odelia {

/// What a score model may be besides: a consistency function, whose answer at x = alpha x0 + sigma eps
/// is where the probability flow through x ends, and not what the data are in the mean.  No drift,
/// score or density follows from that, and `predict` refuses.  Source: arXiv:2303.01469, sec. 3.
class ConsistencyFunction {
 public:
  virtual ~ConsistencyFunction() = default;
  /// False for a wrapper around another model, which then is any score model.
  virtual bool knows_origin() const = 0;
  /// sigma/alpha where the flow ends.
  virtual double origin_level() const = 0;
  /// Where the flow through x ends, with alpha = 1.  x: [B, ...]; one evaluation, counted.
  virtual Tensor origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) = 0;
};

/// The model as a consistency function, or null where it is none.
ConsistencyFunction* consistency_function(ScoreModel& model);

}  // namespace odelia
