#pragma once
#include "models/score_model.h"
#include "solvers/tolerance.h"

namespace odelia {

/// Who chooses the steps of a solve.
///   grid        the times that it is given
///   per_sample  the method's embedded error estimate, for every sample on its own
///   own         the method itself, between the times that it is given
enum class StepControl { grid, per_sample, own };
const char* to_string(StepControl);

/// Who chooses the method's steps under a tolerance; `grid` where no tolerance can drive it.
StepControl control_by_tolerance(const Traits& traits);

/// How a solve goes from one time to another: decided once, the same for whoever solves.
struct SolvePlan {
  Method method;   ///< told the tolerance, where it controls its steps itself
  TimeGrid times;  ///< under a tolerance the first and the last alone
  StepControl control = StepControl::grid;
  std::optional<Tolerance> tolerance = {};
  Limits limits = {};
  /// How many samples may be solved together so that none depends on another.
  int64_t together(int64_t wanted) const { return batch_for(method, wanted); }
};

/// From grid point to grid point.  A method that controls itself does so in between, by the
/// tolerance in its spec.
SolvePlan plan_on_grid(const Method& method, const TimeGrid& times);

/// From t0 to t1 by error control.  Throws std::invalid_argument, in the name of `who`, where no
/// tolerance can drive the method, and where its spec states one already.
SolvePlan plan_to_tolerance(const std::string& who, const Method& method, double t0, double t1,
                            const Tolerance& tolerance);

/// The same way back.
[[nodiscard]] SolvePlan reversed(SolvePlan plan);

/// x [B, ...] from the first of the plan's times to the last.  seeds: of the noise, one per sample;
/// none for an ODE.  Throws std::invalid_argument as `integrate`, and for several samples under a
/// method's own control, where each would depend on the others.
Solution solve(const SolvePlan& plan, Dynamics& dynamics, const std::vector<uint64_t>& seeds,
               const Tensor& x, const Observer& observer = {});

/// x [B, ...] along the reverse dynamics that the method asks for (Method::eta).  Sample i depends
/// on x_i and seed i alone: under a method's own control they are solved one by one.  Under a
/// tolerance it begins anew at every break of the model; where the samples choose their steps, each
/// stretch between has limits of its own.
Solution solve(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
               const std::shared_ptr<ScoreModel>& model, const std::vector<uint64_t>& seeds,
               const Tensor& x);

/// Samples: x(T) = sigma(T) n, n ~ N(0, I) from each seed, then as above; in the type and on the
/// device of `options`.
Solution solve(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
               const std::shared_ptr<ScoreModel>& model, const std::vector<uint64_t>& seeds,
               const at::TensorOptions& options);

/// What the plan meets with this process and model that cannot work, found in milliseconds: it is
/// walked once with a stand-in for the model, a long grid by its last steps.  "" if nothing.  seed:
/// one of the run's, where the model knows the labels of those alone.
[[nodiscard]] std::string obstacle(SolvePlan plan, const std::shared_ptr<const Process>& process,
                                   const std::shared_ptr<ScoreModel>& model,
                                   const at::TensorOptions& options, uint64_t seed = 0);

}  // namespace odelia
