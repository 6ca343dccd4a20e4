#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "experiments/see/estimate.h"
#include "models/networks/score/preconditioning.h"
#include "models/score_model.h"

namespace odelia {

/// Which noise levels a model is asked at, as half log-SNRs lambda = log(alpha/sigma).
struct NoiseLevels {
  double low = -7, high = 6;
  int64_t bins = 27;  ///< of equal width between low and high
  int64_t draws = 1;  ///< levels per sample and bin, one in each equal part of it
  double width() const { return (high - low) / static_cast<double>(bins); }
  double edge(int64_t bin) const { return low + width() * static_cast<double>(bin); }
};

/// The squared error of the denoised estimate, |x0 - x0_hat|^2 / D, at every level that was drawn.
struct DenoisingErrors {
  NoiseLevels levels;
  Tensor lambda, data;  ///< [N, bins, draws] float64
};

/// Asks for the estimate at x = alpha y + sigma eps, alpha^2 + sigma^2 = 1, once for every sample,
/// bin and draw.  y: [N, ...] float64; seeds: of level and eps, one per sample; a row depends on its
/// sample and seed alone, whatever the batch.  told: of the samples that are done.  labels: the class
/// that the model is asked for with each sample, or none.  Throws std::runtime_error where an estimate
/// is not finite.
DenoisingErrors denoising_errors(ScoreModel& model, const Tensor& y,
                                 const std::vector<uint64_t>& seeds, const NoiseLevels& levels,
                                 int64_t batch, const std::function<void(int64_t)>& told = {},
                                 const std::vector<int64_t>& labels = {});

/// The mean over samples of weight(s) |x0 - x0_hat|^2 / D in a bin, s = sigma/alpha.
Estimate weighted_error(const DenoisingErrors& errors, int64_t bin,
                        const std::function<double(double s)>& weight);

/// The share that each bin has, per unit of lambda, in the sum over all bins of that mean: a ratio of
/// means over samples, with the standard error of its linear part.
std::vector<Estimate> weighted_shares(const DenoisingErrors& errors,
                                      const std::function<double(double s)>& weight);

/// The mean squared error of what a network of this target would say: the same error, as
/// x0 = a (x0 + s n) + b F, over b^2.
Estimate error_of(const DenoisingErrors& errors, int64_t bin, Target target, double sigma_data);

/// The mean squared error of the velocity alpha eps - sigma x0, and so on: 1/b^2 of each target.
double error_factor(Target target, double s, double sigma_data);

/// What the continuous-time bound on -log2 p is made of, in bits/dim, a value for every sample:
///     prior + integral + decoder,   integral = int |eps - eps_hat|^2 dlambda / (D ln 2).
/// Source: arXiv:2107.00630, eq. 17.
struct BoundTerms {
  std::vector<double> prior, integral, decoder;
  std::vector<double> total() const;
};

/// Of the 8-bit samples `bytes`, which the model sees as y = scale bytes + offset: their
/// probability, by the decoder p(byte | z) ~ N(z; alpha y, sigma^2) over the 256 values at the
/// cleanest level, one draw of z.  bytes undefined: the density of y + the log-Jacobian `log_scale`
/// per dimension, by a Gaussian decoder there.
BoundTerms bound_terms(const DenoisingErrors& errors, const Tensor& y, const Tensor& bytes,
                       double scale, double offset, const std::vector<uint64_t>& seeds);

Estimate mean_of(const std::vector<double>& values);

}  // namespace odelia
