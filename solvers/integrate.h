#pragma once
#include <functional>
#include <optional>

#include "solvers/registry.h"
#include "solvers/time_grid.h"

namespace odelia {

/// One sample's end: a status other than ok says where it stopped.
struct Outcome {
  Status status = Status::ok;
  double t = 0;          ///< time reached
  int64_t steps = 0;     ///< accepted steps
  int64_t rejected = 0;  ///< rejected steps
  int64_t nfe = 0;       ///< network evaluations spent on this sample, as counted
};

/// The end of every sample of a batch.
struct Solution {
  /// [B, ...], as at the start.  A row that did not end ok holds the last state it was in: under error
  /// control the last accepted one, on a grid perhaps one that is not finite.
  Tensor x;
  std::vector<Outcome> outcome;  ///< [B]
  bool ok() const;
  double mean_nfe() const;
};

/// Hard limits; what exceeds them ends the sample with a status, never the program.
struct Limits {
  int64_t max_nfe = std::numeric_limits<int64_t>::max();
  /// On a grid: look for rows that are not finite once, at the end, and only where there are some
  /// walk again with a look after every step; the solution is the same.  Unset: on a device, where
  /// every look waits for all that has been launched.
  std::optional<bool> look_once = {};
};

/// Called after every step with the state and the number of the step.
using Observer = std::function<void(const State&, int64_t)>;

/// Walks the grid.  A sample that turns non-finite is reported with its time and leaves the batch;
/// the others go on.  Where the dynamics break, the method begins anew, without its memory.  A
/// method that chooses its own evaluations does so for the whole batch at once: hand it as many
/// samples as `batch_for` says, and each is its own.  Throws std::invalid_argument, before the first
/// step, if solver, dynamics, noise and grid do not fit one another.
Solution integrate(const Method& method, Dynamics& dynamics, NoiseSource& noise, const Tensor& x,
                   const TimeGrid& grid, const Limits& limits = {}, const Observer& observer = {});

/// What a step from x0 to x1 is held to: an error whose root mean square over a sample's elements,
/// each relative to atol + rtol max(|x0|, |x1|), is at most 1.
struct Tolerance {
  double rtol = 1e-5;
  double atol = 1e-5;
};

/// From t0 to t1 with each sample's own step size; finished samples leave the batch, so a sample's
/// path does not depend on its neighbours.  After an error e relative to the tolerance, and e1 in
/// the step before, PI control takes
///     h <- h 0.9 e^-(1/k - 0.03) e1^0.04,  k the order of the estimate plus one,
/// between a fifth and five times h.  A step below 1e-12 of the span ends its sample.  Source:
/// Hairer & Wanner II, sec. IV.2.  Same throws as above; needs a method with an embedded estimate.
Solution integrate_adaptive(const Method& method, Dynamics& dynamics, NoiseSource& noise,
                            const Tensor& x, double t0, double t1, const Tolerance& tolerance,
                            const Limits& limits = {});

}  // namespace odelia
