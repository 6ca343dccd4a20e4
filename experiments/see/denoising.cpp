#include "experiments/see/denoising.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/logsumexp.h>

#include "models/bound.h"
#include "solvers/combine.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

/// alpha and sigma at half log-SNRs, alpha^2 + sigma^2 = 1.
PerSample alphas(const std::vector<double>& lambda) {
  return PerSample(lambda).map([](double l) { return 1 / std::sqrt(1 + std::exp(-2 * l)); });
}
PerSample sigmas(const std::vector<double>& lambda) {
  return PerSample(lambda).map([](double l) { return 1 / std::sqrt(1 + std::exp(2 * l)); });
}

/// |a_i - b_i|^2 / D of every row, summed in the order of its elements.
std::vector<double> mean_squares(const Tensor& a, const Tensor& b) {
  const Tensor d = (a.to(at::kDouble) - b.to(at::kDouble)).cpu().contiguous();
  const int64_t rows = d.size(0), each = d.numel() / rows;
  const double* value = d.data_ptr<double>();
  std::vector<double> out;
  for (int64_t i = 0; i < rows; ++i) {
    double sum = 0;
    for (int64_t k = i * each; k < (i + 1) * each; ++k) sum += value[k] * value[k];
    out.push_back(sum / static_cast<double>(each));
  }
  return out;
}

}  // namespace

DenoisingErrors denoising_errors(ScoreModel& model, const Tensor& y,
                                 const std::vector<uint64_t>& seeds, const NoiseLevels& levels,
                                 int64_t batch, const std::function<void(int64_t)>& told,
                                 const std::vector<int64_t>& labels) {
  const int64_t n = y.size(0), cells = levels.bins * levels.draws;
  DenoisingErrors out{levels, at::empty({n, levels.bins, levels.draws}, at::kDouble),
                      at::empty({n, levels.bins, levels.draws}, at::kDouble)};
  const bool exact = model.precision() == at::kDouble;
  // The error is that of the model's own prediction, without the rounding of a conversion.
  const bool noise = model.native() == Prediction::noise;
  for (int64_t from = 0; from < n; from += batch) {
    const int64_t rows = std::min(batch, n - from);
    const std::vector<uint64_t> some(seeds.begin() + from, seeds.begin() + from + rows);
    if (!labels.empty()) model.label({labels.begin() + from, labels.begin() + from + rows});
    const Tensor x0 = y.narrow(0, from, rows).to(exact ? at::kDouble : at::kFloat);
    const Tensor drawn = stratified(levels.low, levels.high, cells, some, Stream::loss_levels);
    for (int64_t j = 0; j < cells; ++j) {
      std::vector<double> lambda;
      for (int64_t i = 0; i < rows; ++i) lambda.push_back(drawn.data_ptr<double>()[i * cells + j]);
      const PerSample alpha = alphas(lambda), sigma = sigmas(lambda);
      const Tensor eps = normals(x0, some, Stream::loss_noise, static_cast<uint64_t>(j));
      const auto squares = mean_squares(
          noise ? eps : x0, model.predict(combine({{alpha, x0}, {sigma, eps}}), alpha, sigma,
                                          noise ? Prediction::noise : Prediction::data));
      for (int64_t i = 0; i < rows; ++i) {
        const double value = squares[i] * (noise ? std::exp(-2 * lambda[i]) : 1);
        if (!std::isfinite(value))
          throw std::runtime_error(
              fmt::format("loss: the model's estimate of sample {} of these is not finite at "
                          "log(alpha/sigma) = {:.6g}",
                          from + i, lambda[i]));
        out.lambda.data_ptr<double>()[(from + i) * cells + j] = lambda[i];
        out.data.data_ptr<double>()[(from + i) * cells + j] = value;
      }
    }
    if (told) told(from + rows);
  }
  return out;
}

namespace {
/// The mean over its draws in a bin, for one sample.
double in_bin(const DenoisingErrors& errors, int64_t sample, int64_t bin,
              const std::function<double(double)>& weight) {
  const int64_t draws = errors.levels.draws, at = (sample * errors.levels.bins + bin) * draws;
  double sum = 0;
  for (int64_t k = at; k < at + draws; ++k)
    sum +=
        weight(std::exp(-errors.lambda.data_ptr<double>()[k])) * errors.data.data_ptr<double>()[k];
  return sum / static_cast<double>(draws);
}
}  // namespace

Estimate weighted_error(const DenoisingErrors& errors, int64_t bin,
                        const std::function<double(double s)>& weight) {
  Mean mean;
  for (int64_t i = 0; i < errors.data.size(0); ++i) mean.add(in_bin(errors, i, bin, weight));
  return mean.estimate();
}

std::vector<Estimate> weighted_shares(const DenoisingErrors& errors,
                                      const std::function<double(double s)>& weight) {
  const NoiseLevels& levels = errors.levels;
  const int64_t n = errors.data.size(0);
  std::vector<std::vector<double>> each(n);  // of a sample in every bin
  std::vector<double> sums(n, 0);
  for (int64_t i = 0; i < n; ++i)
    for (int64_t bin = 0; bin < levels.bins; ++bin) {
      each[i].push_back(in_bin(errors, i, bin, weight));
      sums[i] += each[i].back() * levels.width();
    }
  const double whole = mean_of(sums).value;
  std::vector<Estimate> out;
  for (int64_t bin = 0; bin < levels.bins; ++bin) {
    Mean mean, apart;
    for (int64_t i = 0; i < n; ++i) mean.add(each[i][bin]);
    const double share = mean.estimate().value / whole;
    for (int64_t i = 0; i < n; ++i) apart.add(each[i][bin] - share * sums[i]);
    out.push_back({share, apart.estimate().se / whole});
  }
  return out;
}

double error_factor(Target target, double s, double sigma_data) {
  return std::pow(to_data(target, s, sigma_data).on_output, -2);
}

Estimate error_of(const DenoisingErrors& errors, int64_t bin, Target target, double sigma_data) {
  return weighted_error(errors, bin, [&](double s) { return error_factor(target, s, sigma_data); });
}

std::vector<double> BoundTerms::total() const {
  std::vector<double> out;
  for (size_t i = 0; i < prior.size(); ++i) out.push_back(prior[i] + integral[i] + decoder[i]);
  return out;
}

BoundTerms bound_terms(const DenoisingErrors& errors, const Tensor& y, const Tensor& bytes,
                       double scale, double offset, const std::vector<uint64_t>& seeds) {
  const NoiseLevels& levels = errors.levels;
  const int64_t n = y.size(0);
  const double d = static_cast<double>(y.numel() / n), s = std::exp(-levels.high);
  const Tensor prior = prior_divergence(y, alphas({levels.low})[0], sigmas({levels.low})[0], 1);
  BoundTerms out;
  for (int64_t i = 0; i < n; ++i) {
    out.prior.push_back(prior[i].item<double>() / (d * M_LN2));
    double integral = 0;
    for (int64_t bin = 0; bin < levels.bins; ++bin)
      integral += levels.width() * in_bin(errors, i, bin, [](double r) { return 1 / (r * r); });
    out.integral.push_back(integral / M_LN2);
    if (!bytes.defined()) {
      out.decoder.push_back((0.5 * (1 + std::log(2 * M_PI * s * s)) - std::log(std::abs(scale))) /
                            M_LN2);
      continue;
    }
    const Tensor own = y.narrow(0, i, 1),
                 z = own + s * normals(own, {seeds[i]}, Stream::loss_decoder);
    const Tensor values = at::arange(256, at::kDouble) * scale + offset;
    const auto exponent = [&](const Tensor& centre) {
      return (z.flatten().unsqueeze(1) - centre).square() / (-2 * s * s);
    };
    const Tensor log_p =
        exponent(own.flatten().unsqueeze(1)).squeeze(1) - at::logsumexp(exponent(values), {1});
    out.decoder.push_back(-log_p.mean().item<double>() / M_LN2);
  }
  return out;
}

Estimate mean_of(const std::vector<double>& values) {
  Mean mean;
  for (const double v : values) mean.add(v);
  return mean.estimate();
}

}  // namespace odelia
