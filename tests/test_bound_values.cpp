// Bounds on likelihoods in numbers: what they are for Gaussian data, by closed forms and quadrature.
#include "tests/catch.h"
#include "tests/temporary_folder.h"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <ATen/ATen.h>
#include <fmt/format.h>

#include "experiments/likelihood/run.h"
#include "experiments/train/tasks/dequantizer.h"
#include "models/bound.h"
#include "models/data/images/images.h"
#include "models/data/npz.h"
#include "models/mixture.h"
#include "models/networks/score/network_model.h"
#include "models/networks/score/unet/unet.h"
#include "models/processes/processes.h"
#include "solvers/noise.h"
#include "tests/threads.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

/// The data: N(mu, kStd^2 I).
const std::vector<double> kMean = {0.3, -0.5, 0.1};
constexpr double kStd = 0.4;
constexpr int64_t kDim = 3;

Mixture gaussian() { return {{1}, {kMean}, {kStd}}; }

double squared_distance(const Tensor& y) {
  return (y.to(at::kDouble) - at::tensor(kMean, at::kDouble)).square().sum().item<double>();
}

double cdf(double z) { return 0.5 * std::erfc(-z * M_SQRT1_2); }

std::vector<uint64_t> seeds_of(int64_t n) {
  std::vector<uint64_t> out;
  for (int64_t i = 0; i < n; ++i) out.push_back(sample_seed(3, i, 0));
  return out;
}

struct Mean {
  double value, error;
};
Mean mean_of(const Tensor& x) {
  return {x.mean().item<double>(), (x.std() / std::sqrt(double(x.numel()))).item<double>()};
}

}  // namespace

TEST_CASE("the discrete bound of a Gaussian is its sum over DDPM's thousand steps",
          "[likelihood][bound]") {
  // At every t the exact score says x0 = mu + k (x - a mu), k = a s^2 / (a^2 s^2 + 1 - a^2), so that
  // it misses y by (1 - k a) (y - mu) - k sqrt(1 - a^2) n.
  std::vector<double> beta{0}, kept{1};  // a^2
  for (int t = 1; t <= 1000; ++t)
    beta.push_back(1e-4 + (0.02 - 1e-4) * (t - 1) / 999),
        kept.push_back(kept.back() * (1 - beta[t]));
  const auto snr = [&](int t) { return kept[t] / (1 - kept[t]); };
  const auto k_of = [&](int t) {
    return std::sqrt(kept[t]) * kStd * kStd / (kept[t] * kStd * kStd + 1 - kept[t]);
  };
  const int64_t copies = 250;
  const auto model = mixture_model(gaussian());
  // One in the middle of bytes, one with the open bins of either end.
  for (const Tensor& bytes :
       {at::tensor({160, 60, 130}, at::kByte), at::tensor({255, 0, 90}, at::kByte)}) {
    INFO(bytes);
    const Tensor y = bytes.to(at::kDouble) / 127.5 - 1;
    const double apart = squared_distance(y);
    double terms = 0;
    for (int t = 2; t <= 1000; ++t) {
      const double k = k_of(t);
      terms += 0.5 * (snr(t - 1) - snr(t)) *
               (std::pow(1 - k * std::sqrt(kept[t]), 2) * apart + k * k * (1 - kept[t]) * kDim);
    }
    const double prior = 0.5 * (kept[1000] * y.square().sum().item<double>() +
                                kDim * (-kept[1000] - std::log(1 - kept[1000])));
    // The decoder's mean, over the noise at t = 1 by the trapezoidal rule: each number by itself.
    const double std = std::sqrt(beta[2] * (1 - kept[1]) / (1 - kept[2])), k = k_of(1);
    double decoder = 0;
    for (int64_t i = 0; i < kDim; ++i)
      for (double n = -8; n <= 8; n += 1e-3) {
        const double v = y[i].item<double>(), byte = bytes[i].item<double>(),
                     at = kMean[i] +
                          k * (std::sqrt(kept[1]) * (v - kMean[i]) + std::sqrt(1 - kept[1]) * n),
                     upper = byte == 255 ? 1 : cdf((v + 1 / 255.0 - at) / std),
                     lower = byte == 0 ? 0 : cdf((v - 1 / 255.0 - at) / std);
        decoder += 1e-3 * std::exp(-0.5 * n * n) / std::sqrt(2 * M_PI) *
                   std::log(std::max(upper - lower, 1e-12));
      }
    const Bound bound = discrete_bound(*model, bytes.expand({copies, kDim}).contiguous(),
                                       seeds_of(copies), at::kDouble);
    const Mean mean = mean_of(bound.log_prob);
    INFO(mean.value << " +- " << mean.error << ", exactly " << decoder - prior - terms);
    CHECK(mean.error < 0.25);  // the term of t = 2 alone is worth 1.8 nats
    CHECK(std::abs(mean.value - (decoder - prior - terms)) < 4 * mean.error);
  }
}

TEST_CASE("data lifted to t_min have the closed form's bound", "[likelihood][bound]") {
  // E log p_tmin(a y + sigma e) + D log a, where p_tmin is N(a mu, v I), v = a^2 s^2 + sigma^2.
  const TemporaryFolder folder("bound-values");
  std::ofstream(folder / "m.json")
      << nlohmann::json{{"weights", {1.0}}, {"means", {kMean}}, {"stds", {kStd}}};
  constexpr int64_t copies = 200;
  const Tensor y = at::tensor({0.6, -0.5, 0.1, -0.2, 0.4, 0.3}, at::kDouble).view({2, kDim});
  write_npz(folder / "y.npz", {{"arr_0", y.repeat_interleave(copies, 0)}});
  LikelihoodConfig c;
  c.model = "mixture:" + (folder / "m.json"), c.data = folder / "y.npz";
  c.t_min = 0.2, c.t_min_treatment = "elbo", c.terminal = "exact", c.divergence = "exact";
  c.rtol = 1e-5, c.ode_images = 0, c.dequant_draws = 10;
  const auto process = make_process("vp_linear");
  const double a = process->alpha(c.t_min), sigma = process->sigma(c.t_min),
               v = a * a * kStd * kStd + sigma * sigma, unit = kDim * M_LN2;
  const auto records = LikelihoodRun(c).run(0, 2 * copies);
  for (int64_t i = 0; i < 2; ++i) {
    std::vector<double> bits;
    for (int64_t k = 0; k < copies; ++k) bits.push_back(records[i * copies + k].bits_per_dim);
    const Mean mean = mean_of(at::tensor(bits, at::kDouble));
    const double nats = -0.5 * kDim * std::log(2 * M_PI * v) -
                        (a * a * squared_distance(y[i]) + sigma * sigma * kDim) / (2 * v) +
                        kDim * std::log(a);
    INFO(mean.value << " +- " << mean.error << ", exactly " << -nats / unit);
    CHECK(4 * mean.error < 0.1);  // log a is worth 0.3 bits/dim
    CHECK(std::abs(mean.value + nats / unit) < 4 * mean.error + 1e-4);  // the ODE's
  }
}

TEST_CASE("the prior's divergence is that of two Gaussians, whatever the prior's width",
          "[likelihood][bound]") {
  const Tensor y = at::tensor({0.6, -0.5, 0.1, -1.2, 0.4, 0.3}, at::kDouble).view({2, kDim});
  for (const auto& [alpha, sigma, prior] :
       {std::tuple{1.0, 20.0, 20.0}, {0.9, 15.0, 20.0}, {0.3, 0.7, 1.0}, {0.3, 0.7, 0.1}}) {
    const double r = sigma * sigma / (prior * prior);
    for (int64_t i = 0; i < 2; ++i)
      CHECK(prior_divergence(y, alpha, sigma, prior)[i].item<double>() ==
            Approx(0.5 * (alpha * alpha * y[i].square().sum().item<double>() / (prior * prior) +
                          kDim * (r - 1 - std::log(r))))
                .epsilon(1e-12));
  }
}

TEST_CASE("the bound of a large sample does not depend on the threads", "[likelihood][bound]") {
  constexpr int64_t dimension = 40'000;  // from 32,768 on LibTorch adds in parallel
  const auto model = mixture_model({{1}, {std::vector<double>(dimension, 0.1)}, {kStd}});
  const auto process = make_process("vp_linear");
  const Tensor y = at::linspace(-1, 1, dimension, at::kDouble).view({1, dimension});
  CHECK(same_in_any_threads([&] {
    return continuous_bound(*process, *model, y, seeds_of(1), 1e-3, 2, at::kDouble).log_prob;
  }));
}

TEST_CASE("with exact scores the continuous bound is tight on every process",
          "[likelihood][bound]") {
  const Mixture two{{0.4, 0.6}, {{0.5, -0.3}, {-0.4, 0.6}}, {0.5, 0.6}};
  const auto model = mixture_model(two);
  constexpr int64_t rows = 16;
  Tensor y = at::empty({rows, 2}, at::kDouble);
  fill_normal(y, seeds_of(rows), std::vector<uint64_t>(rows, 1));
  y *= 0.8;
  const Tensor truth = model->log_density(y, 1, 0);
  // sigma/alpha at the end is 1e-3 of the data's width; at the start the data are 1e-4 of the prior's
  // square, which is what the bound may lose there.
  for (const char* name : {"ve(sigma_max=50)", "edm(sigma_max=50)", "sub_vp",
                           "vp_cosine(t_max=0.999)", "rectified_flow(t_max=0.999)"}) {
    INFO(name);
    const auto process = make_process(name);
    const double t_min = std::max(process->t_of_lambda(std::log(1000.0)), process->t_min());
    const Bound bound =
        continuous_bound(*process, *model, y, seeds_of(rows), t_min, 256, at::kDouble);
    const Tensor z = (bound.log_prob - truth) / bound.standard_error;
    INFO(z);
    CHECK(z.abs().max().item<double>() < 4);
    CHECK(std::abs(z.mean().item<double>()) < 1);  // of sixteen: 0.25
  }
}

TEST_CASE("a dequantiser's uniform bound is the continuous bound of its network",
          "[likelihood][bound][dequantizer]") {
  const TemporaryFolder folder("bound-values");
  ScoreCheckpoint c;
  c.network = unet({.size = 6,
                    .base = 8,
                    .multipliers = {1},
                    .blocks = {1},
                    .middle_blocks = 0,
                    .group_size = 8,
                    .embedding = 16});
  c.lambda_range = {-7, 5}, c.dataset = "synthetic";
  c.parameters = c.network->make(3);
  at::manual_seed(4);
  for (auto& [name, value] : c.parameters) value = value + 0.05 * at::randn(value.sizes());
  save_checkpoint(folder.path() / "score", c);
  const auto model = load_model(folder / "score");
  const auto process = make_process("vp_linear");
  constexpr int64_t count = 1500, levels = 16, d = 36;
  ImageSet set;
  set.images = at::randint(256, {count, 1, 6, 6}, at::kLong).to(at::kByte);
  set.name = "synthetic", set.split = "test";
  const auto task = dequantizer_task({1, 6, 8, 2}, {folder / "score"}, 100, set, set);
  const auto said = task->evaluate(task->initial(1), true);
  const double t_min = said.at("t_min").get<double>(), unit = d * M_LN2;
  CHECK(t_min == Approx(process->t_of_lambda(5)));

  const Tensor y = to_unit(set.images).to(at::kDouble) +
                   (at::rand(set.images.sizes(), at::kDouble) - 0.5) / 127.5;
  const Bound bound =
      continuous_bound(*process, *model, y, seeds_of(count), t_min, levels, at::kFloat);
  // A byte's bin is 1 / 127.5 wide.
  const double exact = -bound.log_prob.mean().item<double>() / unit + std::log2(127.5);
  // Each error's square is that of so many levels; the task takes one for an image.
  const double square = bound.standard_error.square().mean().item<double>() / count,
               error = std::sqrt(square * (1 + levels)) / unit;
  const double uniform = said.at("bound_uniform").get<double>();
  INFO(uniform << ", " << exact << " +- " << error << " bits/dim");
  CHECK(error < 0.15);  // the bin's width is worth 7, the decoder 5
  CHECK(std::abs(uniform - exact) < 4 * error);
}
