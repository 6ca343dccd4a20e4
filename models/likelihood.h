#pragma once
#include "models/divergence.h"
#include "models/solve.h"

namespace odelia {

/// The probability flow with the change of log-density along it, on states [B, D + columns]:
///     dx/dt = f x + g^2/(2 sigma) eps(x, t),   dl_k/dt = f D + g^2/(2 sigma) tr_k(d eps / d x),
/// tr_k the estimator's k-th estimate; both from one evaluation of the model.  From t_min to T,
///     log p_tmin(x(t_min)) = log p_T(x(T)) + l_k.
/// Source: arXiv:2011.13456, eq. 39.
std::unique_ptr<Dynamics> likelihood_flow(std::shared_ptr<const Process> process,
                                          std::shared_ptr<ScoreModel> model,
                                          std::unique_ptr<TraceEstimator> trace,
                                          ProductKind product);

/// How the flow with its log-density is solved from t_min to T: by a tolerance where one can drive
/// the solver, else in `steps` of a time grid between these two times.  Throws
/// std::invalid_argument, in the name of `who`, where the solver is no black-box ODE solver or
/// states a tolerance of its own, where the grid has ends of its own, and unless 0 <= t_min < T.
struct FlowSteps {
  double rtol = 1e-5, atol = 1e-5;
  int64_t steps = 100;
  std::string grid = "log_snr";
};
SolvePlan plan_flow(const std::string& who, const std::string& solver, const FlowSteps& how,
                    const Process& process, double t_min);

/// log N(x; 0, std^2 I) of every sample, in nats; [B] float64.
Tensor normal_log_density(const Tensor& x, double std);

/// Throws std::invalid_argument where the model does not know the density of samples like x [1,
/// ...] at T, as terminal "exact" needs.
void require_own_density(const ScoreModel& model, const Tensor& x, double alpha, double sigma);

/// log-densities of a batch under the flow.
struct FlowLikelihood {
  Tensor latent;  ///< [B, ...] x(T), or where the solve ended
  /// [B, columns] float64, nats, one per independent trace estimate; NaN unless the outcome is ok.
  Tensor log_prob;
  /// [B] float64: log p_T - log prior at x(T) where the model knows p_T, else undefined; NaN where
  /// log_prob is.
  Tensor prior_gap;
  std::vector<Outcome> outcome;  // [B]
  double vjp = 0, jvp = 0;       ///< products per evaluation, as counted
};

/// log p(x) of samples x [B, ...] at the first of the plan's times; it ends at T.
/// terminal: "prior", N(0, prior_std^2 I) at T, or "exact", the model's own density there.
/// labels: what the model is asked for, one per sample or one for all; none: a model opened with
/// labels takes those of the seeds 0 to B - 1, another is asked without, whatever either was told or
/// solved before.  Throws
/// std::invalid_argument on an unknown terminal, no samples, a dimension mismatch, or what solver
/// and model refuse.
FlowLikelihood flow_log_density(const SolvePlan& plan,
                                const std::shared_ptr<const Process>& process,
                                const std::shared_ptr<ScoreModel>& model,
                                std::unique_ptr<TraceEstimator> trace, ProductKind product,
                                const Tensor& x, const std::string& terminal,
                                const std::vector<int64_t>& labels = {});

}  // namespace odelia
