#pragma once
#include "experiments/train/tasks/distill.h"

namespace odelia {

/// Consistency distillation (arXiv:2303.01469, Alg. 2) and training (Alg. 3; improved,
/// arXiv:2310.14189): a student's answers at neighbouring levels of one trajectory must agree, and at
/// the cleanest it is the identity.
struct ConsistencyObjective : StudentObjective {
  /// What leads from a level to the next: the teacher, by a step of `solver`; or the data
  /// themselves, with the same noise.
  std::string pairs = "teacher";
  std::string solver = "heun";                ///< of a step by the teacher: heun or ddim
  double s_min = 0.002, s_max = 80, rho = 7;  ///< levels sigma/alpha: arXiv:2206.00364, eq. 5
  /// Levels less one, doubled from `levels_from` to `levels_to` in equal parts of `updates`.
  int64_t levels_from = 10, levels_to = 80;
  std::string draw = "lognormal";  ///< of pairs: lognormal (arXiv:2310.14189, eq. 10) or uniform
  double p_mean = -1.1, p_std = 2;
  std::string weighting = "gap";   ///< of pairs: gap, one over the difference of levels, or uniform
  std::string distance = "huber";  ///< huber (arXiv:2310.14189, eq. 8) or l2
  double huber = 0.00054;          ///< its constant, times the square root of the dimension
  /// mu_0 of the averaged target network, exp(levels_from log(mu_0) / levels) at a step
  /// (arXiv:2303.01469, appendix C); 0: the student itself, without a gradient.
  double target_ema = 0;
  /// Steps of denoising score matching that come first, in which the weights of another kind of
  /// network learn what theirs must be: the data from every level.
  int64_t adapt = 400;
  int64_t updates = 2000;

  int64_t length() const { return adapt + updates; }
};

/// Throws std::invalid_argument on names that there are not, on levels that are none or that no pair
/// is drawn at, and on guidance where there is nothing to guide.
void check(const ConsistencyObjective& objective);

/// Pairs of neighbouring levels at step k of `updates`: min(levels_from 2^floor(k/K'), levels_to)
/// with K' = floor(updates / (log2(levels_to/levels_from) + 1)).  Source: arXiv:2310.14189, eq. 11.
int64_t consistency_levels(const ConsistencyObjective& objective, int64_t k);

/// The level at the i-th of n + 1 points, i from 0 (s_min) to n (s_max).
double consistency_level(const ConsistencyObjective& objective, int64_t i, int64_t n);

/// For rising quantiles v in [0, 1), the lower index of each pair among n.
std::vector<int64_t> draw_pairs(const ConsistencyObjective& objective, int64_t n,
                                const std::vector<double>& v);

/// A consistency task.  `network`: of the student; empty: the teacher's, with its weights.
std::unique_ptr<TrainingTask> consistency_task(Teacher teacher,
                                               const ConsistencyObjective& objective,
                                               const nlohmann::json& network, int64_t batch,
                                               at::ScalarType precision, ImageSet train,
                                               ImageSet test, at::Device device = at::kCPU);

}  // namespace odelia
