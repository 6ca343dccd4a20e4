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

struct Solution {
  Tensor x;                      // [B, ...]; rows that did not end ok hold their last value
  std::vector<Outcome> outcome;  // [B]
  bool ok() const;
  double mean_nfe() const;
};

/// Hard limits; what exceeds them ends the sample with a status, never the program.
struct Limits {
  int64_t max_nfe = std::numeric_limits<int64_t>::max();
  double min_step = 1e-12;  ///< relative to the span of the solve
  /// On a grid: look for rows that are not finite once, at the end, and only where there are some
  /// walk again with a look after every step; the solution is the same.  Unset: on a device, where
  /// every look waits for all that has been launched.
  std::optional<bool> look_once = {};
};

/// Called after every step with the state and the number of the step.
using Observer = std::function<void(const State&, int64_t)>;

/// Walks the grid.  A sample that turns non-finite is reported with its time and leaves the batch;
/// the others go on.  Where the dynamics break, the method begins anew, without its memory.  Throws std::invalid_argument, before the first step, if solver, dynamics,
/// noise and grid do not fit one another.  A method that chooses its own evaluations does so for
/// the whole batch at once: hand it as many samples as `batch_for` says, and each is its own.
Solution integrate(const Method& method, Dynamics& dynamics, NoiseSource& noise, const Tensor& x,
                   const TimeGrid& grid, const Limits& limits = {}, const Observer& observer = {});

/// How the next step follows from the errors e, e1, e2 of the last three, each relative to the
/// tolerance; with k the order of the estimate plus one
///     i    h <- h safety e^-(1/k)
///     pi   h <- h safety e^-(1/k - 0.75 beta) e1^beta
///     pid  h <- h safety e^(-0.58/k) e1^(0.21/k) e2^(-0.1/k)
/// Source: pi: Hairer & Wanner II, sec. IV.2; pid: Kennedy & Carpenter 2003, ARKODE's default.
enum class Control { i, pi, pid };

/// Step-size control by a local error estimate, every sample on its own.
struct Tolerance {
  double rtol = 1e-5;
  double atol = 1e-5;
  double safety = 0.9, min_factor = 0.2, max_factor = 5.0;
  double beta = 0.04;
  Control control = Control::pi;
};

/// From t0 to t1 with each sample's own step size; finished samples leave
/// the batch, so a sample's path does not depend on its neighbours.  Same
/// throws as above; needs a method with an embedded estimate.
Solution integrate_adaptive(const Method& method, Dynamics& dynamics, NoiseSource& noise,
                            const Tensor& x, double t0, double t1, const Tolerance& tolerance,
                            const Limits& limits = {});

}  // namespace odelia
