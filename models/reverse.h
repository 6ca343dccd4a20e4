#pragma once
#include <memory>

#include "models/score_model.h"
#include "solvers/dynamics.h"

namespace odelia {

/// Is told of what a solver asks a model; asks for nothing itself.
class EvaluationWatcher {
 public:
  virtual ~EvaluationWatcher() = default;
  /// One evaluation: x [B, ...] at t, and the denoised estimate of it, data [B, ...].
  virtual void evaluated(const Tensor& x, const PerSample& t, const Tensor& data) = 0;
  /// The batch consists of these of its rows from now on.
  virtual void select(const std::vector<int64_t>& rows) = 0;
};

/// The reverse family  dx = [f x + (1 + eta^2)/2 g^2/sigma eps(x, t)] dt + eta g dw:
/// eta = 0 is the probability-flow ODE, eta = 1 the reverse-time SDE; all share the marginals of
/// the process. Source: arXiv:2011.13456, eqs. 6 and 13; arXiv:2106.02808, eq. 6 for eta between.
/// A watcher changes nothing of it, and must live as long.
std::unique_ptr<Dynamics> reverse_dynamics(std::shared_ptr<const Process> process,
                                           std::shared_ptr<ScoreModel> model, double eta,
                                           EvaluationWatcher* watcher = nullptr);

/// Throws std::invalid_argument where a process starts at alpha = 0, and the model cannot be asked
/// about pure noise.
void require_pure_noise(const Process& process, const ScoreModel& model);

/// The noising SDE  dx = f x dt + g dw.  Needs no network.  Source: arXiv:2011.13456, eq. 5.
std::unique_ptr<Dynamics> forward_dynamics(std::shared_ptr<const Process> process);

}  // namespace odelia
