#pragma once
#include "experiments/train/tasks/distill.h"

namespace odelia {

/// Progressive distillation (arXiv:2202.00512, Alg. 2): a student learns to do two DDIM steps of its
/// teacher in one, becomes the teacher, and the number of steps is halved again.
struct ProgressiveObjective : StudentObjective {
  int64_t from = 32;  ///< DDIM steps of the teacher
  int64_t to = 4;     ///< of the student at the end
  /// Steps of denoising score matching that come first, in which weights of a teacher that predicts
  /// noise learn to predict `target`.
  int64_t adapt = 400;
  int64_t updates = 400;  ///< of every halving
  std::string process = "vp_linear", grid = "uniform";
  Target target = Target::velocity;
  Weighting weighting = Weighting::truncated_snr;

  int64_t halvings() const;
  /// Steps of the run: adapt, then updates for every halving.
  int64_t length() const { return adapt + halvings() * updates; }
};

/// Throws std::invalid_argument unless from is to times 2, 4, 8, ..., and on a target that few steps
/// cannot be made with.
void check(const ProgressiveObjective& objective);

/// The data that one DDIM step from s to s1 must predict to come from y to y1:
///     x = (y1 - (s1/s) y) / (1 - s1/s).
/// Levels per sample; y = x0 + s n.  Source: arXiv:2202.00512, Alg. 2.
Tensor two_step_target(const Tensor& y, const Tensor& y1, const std::vector<double>& s,
                       const std::vector<double>& s1);

/// y + (1 - s1/s) (x - y): a DDIM step on data x.
Tensor ddim_step(const Tensor& y, const Tensor& x, const std::vector<double>& s,
                 const std::vector<double>& s1);

/// A distillation task.  `network`: of the student; empty: the teacher's, with its weights.
std::unique_ptr<TrainingTask> progressive_task(Teacher teacher,
                                               const ProgressiveObjective& objective,
                                               const nlohmann::json& network, int64_t batch,
                                               at::ScalarType precision, ImageSet train,
                                               ImageSet test, at::Device device = at::kCPU);

}  // namespace odelia
