#include "experiments/train/score.h"

#include <algorithm>
#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/erfinv.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>

#include "models/data/images.h"
#include "models/data/png.h"
#include "models/networks/score/network_model.h"
#include "models/processes.h"
#include "models/solve.h"
#include "solvers/names.h"

namespace odelia {
namespace {

/// One coefficient per sample as float32 [B, 1, 1, 1].
template <class F>
Tensor column(const std::vector<double>& lambda, F&& f) {
  std::vector<float> values;
  for (double l : lambda) values.push_back(static_cast<float>(f(std::exp(-l))));
  return at::tensor(values).view({-1, 1, 1, 1});
}

Tensor row(const std::vector<double>& lambda) {
  return at::tensor(std::vector<float>(lambda.begin(), lambda.end()));
}

/// Input scale k of x = k (x0 + s n).
double input_scale(const UNetConfig& network, double s) {
  return 1 / std::sqrt(s * s + network.sigma_data * network.sigma_data);
}

/// Standard normal quantile.
double probit(double u) {
  return M_SQRT2 * at::erfinv(at::scalar_tensor(2 * u - 1, at::kDouble)).item<double>();
}

class ScoreTask final : public TrainingTask {
 public:
  ScoreTask(const ScoreCheckpoint& description, const ScoreObjective& objective, int64_t batch,
            at::ScalarType precision, ImageSet train, ImageSet test)
      : checkpoint_(description),
        objective_(objective),
        precision_(precision),
        train_(std::move(train)),
        test_(std::move(test)),
        order_(train_.images.size(0), batch),
        batch_(batch) {
    const double low = objective.levels == "lognormal" ? -objective.p_mean - 3 * objective.p_std
                                                       : ddpm_lambda(1000);
    const double high =
        objective.levels == "lognormal" ? -objective.p_mean + 3 * objective.p_std : ddpm_lambda(1);
    checkpoint_.lambda_range = {low, high};
    if (objective.outer_share > 0)
      checkpoint_.lambda_range = {std::min(low, objective.lambda_range.at(0)),
                                  std::max(high, objective.lambda_range.at(1))};
  }

  ParameterSet initial(uint64_t seed) override { return make_unet(checkpoint_.network, seed); }

  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    const auto generator = at::detail::createCPUGenerator(mix_seed(seed, number, 2));
    const auto index = order_.batch(seed, number);
    auto x0 = to_unit(train_.images.index_select(0, index));
    if (objective_.flip) {
      const auto mirrored =
          at::rand({batch_, 1, 1, 1}, generator, at::TensorOptions(at::kFloat)) < 0.5;
      x0 = at::where(mirrored, x0.flip(3), x0);
    }
    const auto u = at::rand({batch_}, generator, at::TensorOptions(at::kDouble));
    const auto lambda =
        draw_levels(objective_, {u.data_ptr<double>(), u.data_ptr<double>() + batch_});
    const auto n = at::randn(x0.sizes(), generator, at::TensorOptions(at::kFloat));
    Tensor labels;
    if (const int64_t classes = checkpoint_.network.classes) {
      const auto dropped =
          at::rand({batch_}, generator, at::TensorOptions(at::kFloat)) < objective_.class_dropout;
      labels = train_.labels.index_select(0, index).masked_fill(dropped, classes);
    }

    const auto& net = checkpoint_.network;
    const auto x = noised(checkpoint_, x0, n, lambda);
    auto dropout = at::detail::createCPUGenerator(mix_seed(seed, number, 4));
    const auto output =
        unet_forward(net, cast_unet(parameters, precision_), x, row(lambda), labels, &dropout);
    const auto on = [&](double s) { return target_of(checkpoint_.target, s, net.sigma_data); };
    const auto target = column(lambda, [&](double s) { return on(s).on_data; }) * x0 +
                        column(lambda, [&](double s) { return on(s).on_noise; }) * n;
    const auto weight = column(lambda, [&](double s) {
      return loss_weight(objective_.weighting, checkpoint_.target, s, net.sigma_data,
                         objective_.gamma);
    });
    return (weight * (output - target).square()).mean();
  }

  nlohmann::json evaluate(const ParameterSet& parameters, bool thorough) override {
    at::NoGradGuard no_grad;
    // Every test image at least; 10,000 evaluations where the set is smaller.
    const int64_t have = test_.images.size(0),
                  use = thorough ? have : std::min<int64_t>(have, 2000);
    const int64_t rounds = thorough ? std::max<int64_t>(1, 10000 / have) : 1;
    const double mse = noise_prediction_mse(checkpoint_, cast_unet(parameters, precision_),
                                            test_.images.narrow(0, 0, use), rounds);
    return {{"noise_mse", mse}, {"noise_mse_images", use}, {"noise_mse_evaluations", use * rounds}};
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    checkpoint_.training.update(facts);
    checkpoint_.parameters = parameters;
    save_checkpoint(folder, checkpoint_);
    write_png((folder / "samples.png").string(), image_grid(preview(checkpoint_, 36), 6, 2));
  }

 private:
  ScoreCheckpoint checkpoint_;
  ScoreObjective objective_;
  at::ScalarType precision_;
  ImageSet train_, test_;
  DataOrder order_;
  int64_t batch_;
};

}  // namespace

double ddpm_lambda(double t) {
  // alpha_bar(t) = prod (1 - beta_i), beta from 1e-4 to 0.02: arXiv:2006.11239, sec. 4.
  static const std::vector<double> table = [] {
    std::vector<double> lambda(1001);
    double log_alpha_bar = 0;
    for (int i = 1; i <= 1000; ++i) {
      log_alpha_bar += std::log1p(-(1e-4 + (0.02 - 1e-4) * (i - 1) / 999));
      lambda[i] = 0.5 * (log_alpha_bar - std::log(-std::expm1(log_alpha_bar)));
    }
    return lambda;
  }();
  const int i = std::clamp(static_cast<int>(t), 1, 999);
  return table[i] + (t - i) * (table[i + 1] - table[i]);
}

std::vector<double> draw_levels(const ScoreObjective& o, const std::vector<double>& u) {
  std::vector<double> lambda;
  const double size = u.size();
  for (size_t i = 0; i < u.size(); ++i) {
    double v = (i + u[i]) / size;
    if (v < o.outer_share) {
      lambda.push_back(o.lambda_range[0] +
                       (o.lambda_range[1] - o.lambda_range[0]) * v / o.outer_share);
      continue;
    }
    v = (v - o.outer_share) / (1 - o.outer_share);
    if (o.levels == "ddpm")
      lambda.push_back(ddpm_lambda(1 + 999 * v));
    else if (o.levels == "ddpm_discrete")
      lambda.push_back(ddpm_lambda(1 + std::floor(1000 * v)));
    else
      lambda.push_back(-(o.p_mean + o.p_std * probit(std::clamp(v, 1e-6, 1 - 1e-6))));
  }
  return lambda;
}

Tensor predicted_noise(const ScoreCheckpoint& c, const Tensor& output, const Tensor& x,
                       const std::vector<double>& lambda) {
  // n = (y - x0)/s with x0 = a y + b F and y = x/k.
  const auto on = [&](double s) { return to_data(c.target, s, c.network.sigma_data); };
  return column(lambda,
                [&](double s) { return (1 - on(s).on_input) / (s * input_scale(c.network, s)); }) *
             x -
         column(lambda, [&](double s) { return on(s).on_output / s; }) * output;
}

Tensor noised(const ScoreCheckpoint& c, const Tensor& x0, const Tensor& n,
              const std::vector<double>& lambda) {
  return (x0 + column(lambda, [](double s) { return s; }) * n) *
         column(lambda, [&](double s) { return input_scale(c.network, s); });
}

double noise_prediction_mse(const ScoreCheckpoint& c, const ParameterSet& cast,
                            const Tensor& images, int64_t rounds) {
  const auto generator = at::detail::createCPUGenerator(20201214);
  const int64_t n = images.size(0), all = n * rounds, chunk = 100;
  const auto rank = at::randperm(all, generator, at::TensorOptions(at::kLong));
  double sum = 0;
  for (int64_t from = 0; from < all; from += chunk) {
    const int64_t size = std::min(chunk, all - from);
    std::vector<double> lambda;
    for (int64_t j = from; j < from + size; ++j)
      lambda.push_back(ddpm_lambda(1 + 1000 * rank[j].item<int64_t>() / all));
    const auto x0 = to_unit(images.index_select(0, at::arange(from, from + size).remainder(n)));
    const auto noise = at::randn(x0.sizes(), generator, at::TensorOptions(at::kFloat));
    const auto x = noised(c, x0, noise, lambda);
    Tensor labels;
    if (c.network.classes)
      labels = at::full({size}, c.network.classes, at::TensorOptions(at::kLong));
    const auto output = unet_forward(c.network, cast, x, row(lambda), labels);
    sum += (predicted_noise(c, output, x, lambda) - noise).square().mean().item<double>() * size;
  }
  return sum / all;
}

Tensor preview(const ScoreCheckpoint& checkpoint, int64_t count) {
  at::NoGradGuard no_grad;
  NetworkOptions options;
  std::vector<uint64_t> seeds;
  for (int64_t i = 0; i < count; ++i) {
    seeds.push_back(i);
    if (checkpoint.network.classes) options.labels.push_back(i % checkpoint.network.classes);
  }
  const auto model = std::make_shared<NetworkModel>(checkpoint, options);
  const auto process = make_process("vp_linear");
  const auto method = make_method("ddim");
  const double t_min = std::max(process->t_min(), process->t_of_lambda(checkpoint.lambda_range[1]));
  const auto grid = make_time_grid(fmt::format("log_snr(t_min={})", t_min), *process, 25);
  // The shipped networks' pictures start from the prior's spread, not from sigma(T).
  return to_uint8(
      solve(plan_on_grid(method, grid), process, model, seeds,
            starting_noise(seeds, model->sample_shape(), at::kFloat) * process->prior_std())
          .x);
}

std::unique_ptr<TrainingTask> score_task(const ScoreCheckpoint& description,
                                         const ScoreObjective& objective, int64_t batch,
                                         at::ScalarType precision, ImageSet train, ImageSet test) {
  if (objective.levels != "ddpm" && objective.levels != "ddpm_discrete" &&
      objective.levels != "lognormal")
    throw std::invalid_argument(
        "train: unknown levels '" + objective.levels + "'; " +
        known_names(objective.levels, {"ddpm", "ddpm_discrete", "lognormal"}));
  const auto& net = description.network;
  for (int64_t size : net.attention) {
    std::vector<int64_t> sizes;
    for (size_t level = 0; level < net.levels(); ++level) sizes.push_back(net.resolution(level));
    if (std::find(sizes.begin(), sizes.end(), size) == sizes.end())
      throw std::invalid_argument(
          fmt::format("train: network.attention has {}, but the levels' sizes are {}", size,
                      fmt::join(sizes, ", ")));
  }
  if (const int64_t classes = train.labels.max().item<int64_t>() + 1;
      net.classes != 0 && net.classes != classes)
    throw std::invalid_argument(fmt::format(
        "train: network.classes must be 0 (unconditional) or the {} of data set '{}', got {}",
        classes, train.name, net.classes));
  if (objective.lambda_range.size() != 2 ||
      !(objective.lambda_range[0] < objective.lambda_range[1]))
    throw std::invalid_argument("train: lambda_range must be two numbers, the lower first");
  return std::make_unique<ScoreTask>(description, objective, batch, precision, std::move(train),
                                     std::move(test));
}

}  // namespace odelia
