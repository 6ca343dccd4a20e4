#pragma once
#include <memory>
#include <vector>

#include "models/score_model.h"

namespace odelia {

/// A lower bound on the log-probability of every sample, in nats, and the standard error of its
/// draws; [B] float64.  Each term of a sum over levels was drawn once: its variance is that of its
/// distance from the straight line between the terms beside it, which takes off what the terms' mean
/// changes evenly.  What it changes otherwise is taken for noise: the error is right where levels lie
/// close, and NaN below kLevelsOfError levels, where it may be off by more than a fifth.
struct Bound {
  Tensor log_prob, standard_error;
};
/// With fewer levels `continuous_bound` gives no standard error but NaN.
inline constexpr int64_t kLevelsOfError = 16;

/// KL(N(alpha y, sigma^2 I) || N(0, std^2 I)) of every sample y [B, ...], in nats; [B] float64,
/// where y is.
Tensor prior_divergence(const Tensor& y, double alpha, double sigma, double std);

/// The continuous-time bound on the density of y,
///     log p(y) >= -KL(q(x_T | y) || prior) - int E |eps - eps_hat|^2 dlambda
///                 - D/2 (1 + log 2 pi (sigma/alpha)^2),
/// the integral over the half log-SNRs from T to t_min, the last term a Gaussian decoder at t_min.
/// lambda is drawn uniformly, that is t with density g^2/sigma^2, one draw in each of `samples`
/// equal strata: even, 2 or more.  y: [B, ...] float64; the model is asked in the type and on the
/// device of `state`.  Throws std::invalid_argument for another number of strata, and for a process
/// that starts at alpha = 0, where lambda is infinite.
/// Source: arXiv:2101.09258, eq. 9 and sec. 4.1; arXiv:2107.00630, eq. 12.
Bound continuous_bound(const Process& process, ScoreModel& model, const Tensor& y,
                       const std::vector<uint64_t>& seeds, double t_min, int64_t samples,
                       const at::TensorOptions& state);

/// DDPM's bound on the probability of 8-bit images: T = 1000 steps with beta from 1e-4 to 0.02, all
/// of its terms, one noise draw each; posterior variances; the decoder a Gaussian integrated over
/// each value's bin, the outermost ones open.  A second draw of the decoder, which stands beside no
/// equal term, tells its part of the error.  bytes: uint8 [B, ...], seen by the model as
/// scale bytes + offset, scale not 0, in the type and on the device of `state`.  Throws
/// std::invalid_argument on other data than bytes, on a scale of 0, and on numbers that are not
/// finite.  Source: arXiv:2006.11239, eq. 5, 7, 8 and 13.
Bound discrete_bound(ScoreModel& model, const Tensor& bytes, const std::vector<uint64_t>& seeds,
                     const at::TensorOptions& state, double scale = 1 / 127.5, double offset = -1);

/// The half log-SNR of its first step, about 4.605: the cleanest level that it asks the model at.
extern const double kDiscreteLambda;

}  // namespace odelia
