#include "models/bound.h"

#include <cmath>

#include <ATen/ops/clamp.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/erfc.h>
#include <ATen/ops/log.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include "solvers/combine.h"
#include "solvers/noise.h"
#include "solvers/row_sums.h"

namespace odelia {
namespace {

constexpr double kFirstBeta = 1e-4, kLastBeta = 0.02;  // of DDPM's steps

/// |a_i - b_i|^2 of every sample, [B] float64.
std::vector<double> squared_distances(const Tensor& a, const Tensor& b) {
  const Tensor sums = row_sums((a.to(at::kDouble) - b.to(at::kDouble)).square().cpu());
  return {sums.data_ptr<double>(), sums.data_ptr<double>() + sums.numel()};
}

/// One draw of an integrand for every row, and what it counts in the sum.
struct Term {
  double at = 0, weight = 0;
  std::vector<double> values;
};

/// Sums terms whose integrand changes smoothly from one to the next, and tells their noise from each
/// one's distance to the straight line between its neighbours.
class Sum {
 public:
  explicit Sum(int64_t rows) : total_(rows), variance_(rows) {}
  /// In order of `at`.
  void add(Term term) {
    for (size_t i = 0; i < total_.size(); ++i) total_[i] += term.weight * term.values[i];
    last_.push_back(std::move(term));
    ++count_;
    if (last_.size() < 3) return;
    // The first term has no neighbour on one side: the second's noise is taken for its own.
    judge(last_[1].weight, count_ == 3 ? last_[0].weight : 0);
    last_.erase(last_.begin());
  }
  double total(int64_t i) const { return total_[i]; }
  /// Of the total; after the last term.
  double variance(int64_t i) const {
    return variance_[i] + std::pow(last_.back().weight, 2) * noise_[i];
  }

 private:
  void judge(double weight, double weight_before) {
    const Term &a = last_[0], &b = last_[1], &c = last_[2];
    const double p = (b.at - a.at) / (c.at - a.at), of_c = p, of_a = 1 - p;
    noise_.assign(total_.size(), 0);
    for (size_t i = 0; i < total_.size(); ++i) {
      noise_[i] = std::pow(b.values[i] - of_a * a.values[i] - of_c * c.values[i], 2) /
                  (1 + of_a * of_a + of_c * of_c);
      variance_[i] += (weight * weight + weight_before * weight_before) * noise_[i];
    }
  }

  std::vector<double> total_, variance_;
  std::vector<double> noise_;  // variance of the term judged last, before its weight
  std::vector<Term> last_;     // two, while none is added
  int64_t count_ = 0;
};

}  // namespace

Tensor prior_divergence(const Tensor& y, double alpha, double sigma, double std) {
  const double v = sigma * sigma / (std * std), d = static_cast<double>(y.numel() / y.size(0));
  const Tensor squares = row_sums(y.to(at::kDouble).square());
  return 0.5 * (squares * (alpha * alpha / (std * std)) + d * (v - 1 - std::log(v)));
}

Bound continuous_bound(const Process& process, ScoreModel& model, const Tensor& y,
                       const std::vector<uint64_t>& seeds, double t_min, int64_t samples,
                       const at::TensorOptions& state) {
  if (samples < 2 || samples % 2)
    throw std::invalid_argument(
        fmt::format("continuous_bound: samples must be even and 2 or more, got {}", samples));
  if (process.from_pure_noise())
    throw std::invalid_argument(
        fmt::format("continuous_bound: {} starts at alpha = 0, and levels are drawn evenly in "
                    "log(alpha/sigma), "
                    "which is infinite there; take t_max=0.999",
                    process.name()));
  const int64_t rows = y.size(0);
  const double low = process.lambda(process.t_max()), high = process.lambda(t_min),
               weight = (high - low) / static_cast<double>(samples),
               d = static_cast<double>(y.numel() / rows);
  const Tensor x0 = y.to(state),
               levels = stratified(low, high, samples, seeds, Stream::bound_levels);
  Sum sum(rows);
  for (int64_t j = 0; j < samples; ++j) {
    std::vector<double> t(rows);
    for (int64_t i = 0; i < rows; ++i)
      t[i] = process.t_of_lambda(levels.data_ptr<double>()[i * samples + j]);
    const PerSample time(t), alpha = process.alphas(time), sigma = process.sigmas(time);
    const Tensor eps = normals(x0, seeds, Stream::bound_noise, static_cast<uint64_t>(j));
    const Tensor seen = combine({{alpha, x0}, {sigma, eps}});
    sum.add({static_cast<double>(j), 1,
             squared_distances(eps, model.predict(seen, alpha, sigma, Prediction::noise))});
  }
  const double s = process.sigma(t_min) / process.alpha(t_min);
  const Tensor prior = prior_divergence(y, process.alpha(process.t_max()),
                                        process.sigma(process.t_max()), process.prior_std());
  Bound out{at::empty({rows}, at::kDouble), at::empty({rows}, at::kDouble)};
  for (int64_t i = 0; i < rows; ++i) {
    out.log_prob[i] = -prior[i].item<double>() - weight * sum.total(i) -
                      0.5 * d * (1 + std::log(2 * M_PI * s * s));
    out.standard_error[i] =
        samples < kLevelsOfError ? std::nan("") : weight * std::sqrt(sum.variance(i));
  }
  return out;
}

const double kDiscreteLambda = 0.5 * std::log((1 - kFirstBeta) / kFirstBeta);

Bound discrete_bound(ScoreModel& model, const Tensor& bytes, const std::vector<uint64_t>& seeds,
                     const at::TensorOptions& state, double scale, double offset) {
  if (bytes.scalar_type() != at::kByte)
    throw std::invalid_argument(
        "discrete_bound: is a bound for 8-bit images; take the continuous one for other data");
  if (!std::isfinite(1 / scale) || !std::isfinite(scale) || !std::isfinite(offset))
    throw std::invalid_argument(fmt::format(
        "discrete_bound: needs a finite scale, not 0, and a finite offset, got {} and {}; bytes "
        "put into [-1, 1] have 1 / 127.5 and -1",
        scale, offset));
  constexpr int steps = 1000;
  std::vector<double> alpha_bar{1}, beta{0};
  for (int t = 1; t <= steps; ++t) {
    beta.push_back(kFirstBeta + (kLastBeta - kFirstBeta) * (t - 1) / (steps - 1));
    alpha_bar.push_back(alpha_bar.back() * (1 - beta[t]));
  }
  // As a quotient: bytes / 127.5 - 1 to the bit, where that is the map.
  const Tensor y = bytes.to(at::kDouble) / (1 / scale) + offset, x0 = y.to(state);
  const int64_t rows = y.size(0);
  const auto estimate = [&](int t, uint64_t draw = 0) {
    const double alpha = std::sqrt(alpha_bar[t]), sigma = std::sqrt(1 - alpha_bar[t]);
    const Tensor eps =
        normals(x0, seeds, Stream::bound_noise, ((1 + draw) << 32) + static_cast<uint64_t>(t));
    return model.predict(combine({{alpha, x0}, {sigma, eps}}), alpha, sigma, Prediction::data);
  };
  // At equal variances
  // KL(q(x_{t-1} | x_t, x0) || p(x_{t-1} | x_t)) = (SNR(t-1) - SNR(t)) / 2 |x0 - x0_hat|^2.
  // SNR |x0 - x0_hat|^2 = |eps - eps_hat|^2 is what changes smoothly, with log SNR; that of t = 1
  // counts nothing and is there as a neighbour.
  const auto snr = [&](int t) { return alpha_bar[t] / (1 - alpha_bar[t]); };
  const Tensor first = estimate(1);
  Sum sum(rows);
  for (int t = 1; t <= steps; ++t) {
    auto values = squared_distances(x0, t == 1 ? first : estimate(t));
    for (double& v : values) v *= snr(t);
    sum.add({std::log(snr(t)), t == 1 ? 0 : 0.5 * (snr(t - 1) / snr(t) - 1), std::move(values)});
  }
  // The decoder at t = 1, with the posterior variance of t = 2, since that of t = 1 is 0.
  const double std = std::sqrt(beta[2] * (1 - alpha_bar[1]) / (1 - alpha_bar[2]));
  const double half_bin = std::abs(scale) / 2;
  const int greatest = scale > 0 ? 255 : 0;  // the byte whose y is
  const auto decoded = [&](const Tensor& estimated) {
    const Tensor mean = estimated.to(at::kCPU, at::kDouble);
    const auto below = [&](const Tensor& edge) {
      return 0.5 * at::erfc((mean - edge) * (M_SQRT1_2 / std));
    };
    const Tensor upper = at::where(bytes == greatest, at::ones_like(y), below(y + half_bin));
    const Tensor lower = at::where(bytes == 255 - greatest, at::zeros_like(y), below(y - half_bin));
    return row_sums(at::log(at::clamp(upper - lower, 1e-12)));
  };
  const Tensor decoder = decoded(first), again = decoded(estimate(1, 1));
  const Tensor prior =
      prior_divergence(y, std::sqrt(alpha_bar[steps]), std::sqrt(1 - alpha_bar[steps]), 1);
  Bound out{at::empty({rows}, at::kDouble), at::empty({rows}, at::kDouble)};
  for (int64_t i = 0; i < rows; ++i) {
    out.log_prob[i] = decoder[i].item<double>() - prior[i].item<double>() - sum.total(i);
    out.standard_error[i] = std::sqrt(
        sum.variance(i) + 0.5 * std::pow(decoder[i].item<double>() - again[i].item<double>(), 2));
  }
  return out;
}

}  // namespace odelia
