#pragma once
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "solvers/combine.h"
#include "solvers/dynamics.h"
#include "solvers/noise.h"

namespace odelia {

/// Where a solve is: the batch, its time, and what the method remembers.
struct State {
  Tensor x;  // [B, ...]
  PerSample t;
  /// Method-private, newest first: past predictions, the derivative of a first-same-as-last scheme.
  std::vector<Tensor> memory = {};
  std::vector<PerSample> memory_t = {};  ///< their times
  State select(const std::vector<int64_t>& rows) const;
};

/// Where the step goes, and where it stands in the grid.
struct Step {
  PerSample t1;
  int64_t index = 0;  ///< 0-based number of this step
  int64_t count = 0;  ///< steps of the grid; 0 under error control
  int64_t nfe_left = std::numeric_limits<int64_t>::max();  ///< evaluations this step may spend
  bool last() const { return index + 1 == count; }
};

/// How a solve, or one step of an outside integrator, ended.
enum class Status { ok, non_finite, budget_exhausted, step_collapsed };
const char* to_string(Status);
/// True if a number out of a file stands for a Status.
bool is_status(int64_t number);

/// Where one step of a method goes, of every sample of the batch.
struct Proposal {
  State next;
  Tensor error = {};           ///< local error estimate [B, ...]; undefined if the method has none
  Status status = Status::ok;  ///< for integrators that step inside the step: why they gave up
};

/// A numerical method as a pure function of the state: a rejected step leaves no trace.
class Solver {
 public:
  virtual ~Solver() = default;
  virtual Proposal step(Dynamics&, NoiseSource&, const State&, const Step&) const = 0;
};

/// The dynamics' semi-linear view.  Throws
/// std::invalid_argument, naming the solver, if it has none.
SemiLinear& require_semi_linear(Dynamics& dynamics, const char* solver);

}  // namespace odelia
