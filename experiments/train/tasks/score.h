#pragma once
#include "experiments/train/loop.h"
#include "models/data/datasets.h"
#include "models/networks/score/checkpoint.h"

namespace odelia {

/// Denoising score matching (arXiv:1907.05600, eq. 2; arXiv:2006.11239, eq. 14).
struct ScoreObjective {
  Target target = Target::noise;
  Weighting weighting = Weighting::uniform;
  double gamma = 5;  ///< of min_snr
  /// ddpm: DDPM's linear betas, t uniform and continuous in [1, 1000]; ddpm_discrete: t in 1..1000;
  /// lognormal: ln s ~ N(p_mean, p_std^2)
  std::string levels = "ddpm";
  double p_mean = -1.2, p_std = 1.2;
  std::vector<double> lambda_range = {
      -7, 6.3};                ///< with outer_share: how far beyond the levels it is trained
  double outer_share = 0;      ///< part of each batch at a lambda uniform in lambda_range
  double class_dropout = 0.1;  ///< how often a conditional network is shown "no class"
  bool flip = true;            ///< mirror half of the images; points stay as they are
};

/// Throws std::invalid_argument on levels that there are not, and on a lambda_range that is none.
void check(const ScoreObjective& objective);

/// Half log-SNR of DDPM's T = 1000 linear betas at t in [1, 1000], linear between integers.
double ddpm_lambda(double t);

/// Half log-SNRs for a batch, stratified: quantile (i + u_i) / B of the objective's distribution.
/// u: [B] in [0, 1).
std::vector<double> draw_levels(const ScoreObjective& objective, const std::vector<double>& u);

/// Noise-prediction MSE on images uint8 [N, C, H, W], or latents drawn of them as in training, or
/// points float32 [N, D], over DDPM's t in 1..1000, every t equally often, noise fixed.  Sample j of
/// `rounds * N` has t = 1 + floor(1000 p(j) / (rounds N)) for a fixed permutation p.  cast: on the
/// device.  labels: int64 [N], what a network with classes is told; undefined: no class.
double noise_prediction_mse(const ScoreCheckpoint& checkpoint, const ParameterSet& cast,
                            const Tensor& images, int64_t rounds, at::Device device = at::kCPU,
                            const Tensor& labels = {});

/// `count` samples of the network after 25 DDIM steps, float32 [count, ...]; seeds 0, 1, ...
Tensor preview(const ScoreCheckpoint& checkpoint, int64_t count);

/// Every device sees the same batches: images lie on `device` and noise is drawn there, the same to
/// the bit; levels, flips and labels, a few numbers a row, come from the host.
std::unique_ptr<TrainingTask> score_task(const ScoreCheckpoint& description,
                                         const ScoreObjective& objective, int64_t batch,
                                         at::ScalarType precision, ImageSet train, ImageSet test,
                                         at::Device device = at::kCPU);

}  // namespace odelia
