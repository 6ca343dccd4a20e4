#pragma once
#include "models/divergence.h"
#include "solvers/tolerance.h"

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

/// How a flow is solved from one time to another.
struct FlowSolver {
  Method method;
  double rtol = 1e-5, atol = 1e-5;
  int64_t steps = 100;           ///< for methods that no tolerance drives
  std::string grid = "log_snr";  ///< of those steps
  Limits limits = {.max_nfe = kMostEvaluations};
  /// How the step size comes about: "per_sample" (the method's embedded estimate), "own" (its own
  /// control inside one step, told rtol and atol through its options: one image at a time), or
  /// "grid".
  std::string control() const;
};

/// The times of a solve from t0 to t1 that no tolerance drives.  Throws as make_time_grid, and
/// where the grid has ends of its own.
TimeGrid flow_grid(const FlowSolver& solver, const Process& process, double t0, double t1);

/// x [B, ...] from t0 to t1.  Sample i's result does not depend on the rest of the batch.
Solution solve_flow(const FlowSolver& solver, Dynamics& dynamics, const Process& process,
                    const Tensor& x, double t0, double t1);

/// Makes the solver with these tolerances: handed to its options where it has its own control.  On
/// a grid it may spend what the grid asks for.  Throws std::invalid_argument where it is no
/// black-box ODE solver, or states tolerances of its own.
FlowSolver flow_solver(const std::string& spec, double rtol, double atol);

/// log N(x; 0, std^2 I) of every sample, in nats; [B] float64.
Tensor normal_log_density(const Tensor& x, double std);

/// Throws std::invalid_argument where the model does not know the density of samples like x [1,
/// ...] at T, as terminal "exact" needs.
void require_own_density(const ScoreModel& model, const Tensor& x, double alpha, double sigma);

/// log-densities of a batch under the flow.
struct FlowLikelihood {
  Tensor latent;     // [B, ...] x(T)
  Tensor log_prob;   // [B, columns] float64, nats, one per independent trace estimate
  Tensor prior_gap;  // [B] float64: log p_T - log prior at x(T) where the model knows p_T, else
                     // undefined
  std::vector<Outcome> outcome;  // [B]
  double vjp = 0, jvp = 0;       ///< products per evaluation, as counted
};

/// log p_{t_min}(x) of samples x [B, ...].
/// terminal: "prior", N(0, prior_std^2 I) at T, or "exact", the model's own density there.
/// Throws std::invalid_argument on an unknown terminal, a dimension mismatch, or what solver and
/// model refuse.
FlowLikelihood flow_log_density(const FlowSolver& solver,
                                const std::shared_ptr<const Process>& process,
                                const std::shared_ptr<ScoreModel>& model,
                                std::unique_ptr<TraceEstimator> trace, ProductKind product,
                                const Tensor& x, double t_min, const std::string& terminal);

}  // namespace odelia
