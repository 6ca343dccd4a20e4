#pragma once
#include <functional>

#include "experiments/see/estimate.h"
#include "experiments/see/power.h"
#include "models/solve.h"

namespace odelia {

/// Spectra at one evaluation of a path: of x_t and of the denoised estimate that the solver got.
struct PathLevel {
  double s = 0;                           ///< sigma/alpha; infinite at pure noise
  std::vector<Estimate> noisy, denoised;  ///< by ring, over samples
};

/// Spectra along the paths of a solver, and of the samples at their end.
struct PathPower {
  std::vector<PathLevel> levels;  ///< in the order in which they were evaluated
  std::vector<Estimate> samples;
};

/// Solves the seeds, as `solve` does, and measures what the model is asked and answers on the way.
/// shape: [C, H, W] of a sample.  The same to the bit whatever the batch.  Throws
/// std::invalid_argument for a plan whose evaluations are not at the same levels for all samples,
/// std::runtime_error where a sample fails.
PathPower path_power(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
                     const std::shared_ptr<ScoreModel>& model, const std::vector<uint64_t>& seeds,
                     const std::vector<int64_t>& shape, at::ScalarType type, int64_t batch,
                     const std::function<void(int64_t)>& told = {});

/// Means over images [N, C, H, W], by ring.
std::vector<Estimate> mean_power(const Tensor& images);

/// Where a ring's power in the denoised estimate is what it will be at the end, within `factor`
/// either way, from there on.
struct Recovery {
  double s = 0;       ///< sigma/alpha of the first such level
  double before = 0;  ///< of the level before it, where it was not yet; NaN: there is none
};

/// By ring.  The end is the last evaluation at the cleanest level; where a level was evaluated more
/// than once, each time counts.  Throws std::invalid_argument unless factor > 1.
std::vector<Recovery> recoveries(const std::vector<PathLevel>& levels, double factor);

}  // namespace odelia
