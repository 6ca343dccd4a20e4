#include "experiments/train/tasks/score.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/erfinv.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>

#include "experiments/command/hashes.h"
#include "experiments/train/point_picture.h"
#include "experiments/train/range.h"
#include "experiments/train/task.h"
#include "models/data/images/images.h"
#include "models/data/png.h"
#include "models/guidance.h"
#include "models/networks/score/denoising.h"
#include "models/networks/score/network_model.h"
#include "models/processes/processes.h"
#include "models/solve.h"
#include "solvers/names.h"
#include "solvers/noise.h"
#include "solvers/text.h"

namespace odelia {
namespace {

constexpr int64_t kPreviewPoints = 2000;

/// Data as the network sees them: pixels in [-1, 1], or points as they are.
Tensor to_model(const Tensor& data) {
  return data.scalar_type() == at::kByte ? to_unit(data) : data;
}

/// Images as a network of latents sees them: drawn from the posterior, anew at every sight.
Tensor draw_latents(const Autoencoder& coder, const Tensor& images, at::Generator generator) {
  auto shape = coder.latent_shape();
  shape.insert(shape.begin(), images.size(0));
  return coder.draw(images, at::randn(shape, generator, at::TensorOptions(at::kFloat)));
}

/// What a network's picture is drawn by.
std::shared_ptr<const Process> preview_process() { return make_process("vp_linear"); }

/// Refuses noise levels that end before the picture's begin.
void check_preview(const ScoreCheckpoint& c, const ScoreObjective& objective) {
  const auto process = preview_process();
  const double begin = process->lambda(process->t_max());
  if (!(c.lambda_range[1] > begin))
    throw std::invalid_argument(fmt::format(
        "train: the network is trained at log(alpha/sigma) up to {:.4g}, for objective.p_mean is "
        "{}, and samples begin at {:.4g}; take a smaller p_mean, or levels beyond by outer_share",
        c.lambda_range[1], objective.p_mean, begin));
}

/// Standard normal quantile.
double probit(double u) {
  return M_SQRT2 * at::erfinv(at::scalar_tensor(2 * u - 1, at::kDouble)).item<double>();
}

class ScoreTask final : public TrainingTask {
 public:
  ScoreTask(const ScoreCheckpoint& description, const ScoreObjective& objective, int64_t batch,
            at::ScalarType precision, ImageSet train, ImageSet test, at::Device device)
      : checkpoint_(description),
        objective_(objective),
        precision_(precision),
        train_(std::move(train)),
        test_(std::move(test)),
        order_(train_.images.size(0), batch),
        batch_(batch),
        device_(device) {
    // Latents are drawn on the host, which has the autoencoder.
    if (!checkpoint_.latent.coder) train_.images = train_.images.to(device_);
    const double low = objective.levels == "lognormal" ? -objective.p_mean - 3 * objective.p_std
                                                       : ddpm_lambda(1000);
    const double high =
        objective.levels == "lognormal" ? -objective.p_mean + 3 * objective.p_std : ddpm_lambda(1);
    checkpoint_.lambda_range = {low, high};
    if (objective.outer_share > 0)
      checkpoint_.lambda_range = {std::min(low, objective.lambda_range.at(0)),
                                  std::max(high, objective.lambda_range.at(1))};
    check_preview(checkpoint_, objective);
  }

  ParameterSet initial(uint64_t seed) override { return checkpoint_.network->make(seed); }
  /// The other may be smaller.
  ParameterSet initial_from(const std::filesystem::path& folder, const nlohmann::json&,
                            uint64_t seed) override {
    const auto other = load_score_checkpoint(folder);
    try {
      require_same_meaning(other);
      return checkpoint_.network->grown(*other.network, other.parameters, seed);
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument(
          fmt::format("train: from '{}': {}", printable(folder.string()), error.what()));
    }
  }

  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    const auto generator = at::detail::createCPUGenerator(mix_seed(seed, number, 2));
    const auto index = order_.batch(seed, number);
    auto data = rows_of(train_.images, index);
    if (objective_.flip && !train_.points()) data = mirrored(data, generator);
    const auto& coder = checkpoint_.latent.coder;
    const auto x0 = coder ? send(draw_latents(*coder, data, generator), device_) : to_model(data);
    const auto u = at::rand({batch_}, generator, at::TensorOptions(at::kDouble));
    const auto lambda =
        draw_levels(objective_, {u.data_ptr<double>(), u.data_ptr<double>() + batch_});
    const auto n = noise_of_step(x0.sizes(), mix_seed(seed, number, 3), device_);
    Tensor labels;
    if (const int64_t classes = checkpoint_.network->classes()) {
      const auto dropped =
          at::rand({batch_}, generator, at::TensorOptions(at::kFloat)) < objective_.class_dropout;
      labels = send(train_.labels.index_select(0, index).masked_fill(dropped, classes), device_);
    }

    const auto& net = *checkpoint_.network;
    const auto x = noised(checkpoint_, x0, n, lambda);
    auto dropout = at::detail::createCPUGenerator(mix_seed(seed, number, 4));
    const auto output = of_shape(x,
                                 net.forward(net.cast(parameters, precision_), x,
                                             lambda_row(lambda, device_), labels, &dropout),
                                 net);
    const auto target = wanted_output(checkpoint_, x0, n, lambda);
    const auto weight = column(lambda, x0, [&](double s) {
      return loss_weight(objective_.weighting, checkpoint_.target, s, net.sigma_data(),
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
    // What was never trained without a class is measured with each image's own.
    const Tensor rows = measured_rows(test_, use);
    const auto of = [&](const Tensor& all) { return use < have ? rows_of(all, rows) : all; };
    const Tensor labels = always_labelled() ? of(test_.labels) : Tensor();
    const double mse =
        noise_prediction_mse(checkpoint_, checkpoint_.network->cast(parameters, precision_),
                             of(test_.images), rounds, device_, labels);
    nlohmann::json out = {
        {"noise_mse", mse}, {"noise_mse_images", use}, {"noise_mse_evaluations", use * rounds}};
    if (labels.defined()) out["noise_mse_labels"] = "data";
    if (checkpoint_.latent.coder) out["noise_mse_latents"] = "drawn from the posterior";
    if (checkpoint_.network->classes()) out["class_dropout"] = objective_.class_dropout;
    return out;
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    checkpoint_.training = facts;
    checkpoint_.parameters = on_device(parameters, at::kCPU);
    save_checkpoint(folder, checkpoint_);
    const std::string picture = (folder / "samples.png").string();
    if (train_.points())
      write_png(picture, point_picture({test_.images, preview(checkpoint_, kPreviewPoints)}));
    else
      write_png(picture, image_grid(to_uint8(in_pixels(preview(checkpoint_, 36))), 6, 2));
  }

 private:
  /// Weights that were taught another answer, or in another space, fit in name and shape alone.
  void require_same_meaning(const ScoreCheckpoint& other) const {
    if (other.target != checkpoint_.target)
      throw std::invalid_argument(fmt::format(
          "predicts {0}, and objective.target is {1}; take target = \"{0}\", or a network of {1}",
          to_string(other.target), to_string(checkpoint_.target)));
    const auto space = [](const ScoreCheckpoint& c) {
      return c.latent.coder ? c.latent.coder->identity() : "";
    };
    if (space(other) != space(checkpoint_))
      throw std::invalid_argument(
          space(other).empty() ? "is a network of the data themselves, and objective.latent names "
                                 "an autoencoder; leave it out"
          : space(checkpoint_).empty()
              ? "is a network of latents; name its autoencoder in objective.latent"
              : "is a network of another autoencoder's latents; name that one in objective.latent");
  }

  bool always_labelled() const {
    return checkpoint_.network->classes() > 0 && objective_.class_dropout == 0;
  }

  Tensor in_pixels(const Tensor& samples) const {
    const auto& coder = checkpoint_.latent.coder;
    return coder ? coder->decode(samples) : samples;
  }

  ScoreCheckpoint checkpoint_;
  ScoreObjective objective_;
  at::ScalarType precision_;
  ImageSet train_, test_;
  DataOrder order_;
  int64_t batch_;
  at::Device device_;
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

double noise_prediction_mse(const ScoreCheckpoint& c, const ParameterSet& cast,
                            const Tensor& images, int64_t rounds, at::Device device,
                            const Tensor& labels) {
  const auto generator = at::detail::createCPUGenerator(20201214);
  const int64_t n = images.size(0), all = n * rounds, chunk = 100;
  const auto rank = at::randperm(all, generator, at::TensorOptions(at::kLong));
  double sum = 0;
  for (int64_t from = 0; from < all; from += chunk) {
    const int64_t size = std::min(chunk, all - from);
    std::vector<double> lambda;
    for (int64_t j = from; j < from + size; ++j)
      lambda.push_back(ddpm_lambda(1 + 1000 * rank[j].item<int64_t>() / all));
    const auto index = at::arange(from, from + size).remainder(n);
    const auto data = images.index_select(0, index);
    const auto x0 =
        (c.latent.coder ? draw_latents(*c.latent.coder, data, generator) : to_model(data))
            .to(device);
    const auto noise = at::randn(x0.sizes(), generator, at::TensorOptions(at::kFloat)).to(device);
    const auto x = noised(c, x0, noise, lambda);
    Tensor told;
    if (c.network->classes())
      told =
          (labels.defined() ? labels.index_select(0, index)
                            : at::full({size}, c.network->classes(), at::TensorOptions(at::kLong)))
              .to(device);
    const auto output = of_shape(
        x, c.network->forward(cast, x, lambda_row(lambda, device), told, nullptr), *c.network);
    sum += (predicted_noise(c, output, x, lambda) - noise).square().mean().item<double>() * size;
  }
  return sum / all;
}

Tensor preview(const ScoreCheckpoint& checkpoint, int64_t count) {
  at::NoGradGuard no_grad;
  Labels labels;  // each class in turn
  std::vector<uint64_t> seeds;
  for (int64_t i = 0; i < count; ++i) {
    seeds.push_back(i);
    if (i < checkpoint.network->classes()) labels.of.push_back(i);
  }
  const auto model = guided_model(std::make_shared<NetworkModel>(checkpoint, NetworkOptions()),
                                  nullptr, labels, Guidance());
  const auto process = preview_process();
  const auto method = make_method("ddim");
  const double t_min = std::max(process->t_min(), process->t_of_lambda(checkpoint.lambda_range[1]));
  const auto grid = make_time_grid(fmt::format("log_snr(t_min={})", t_min), *process, 25);
  // The shipped networks' pictures start from the prior's spread, not from sigma(T).
  return solve(plan_on_grid(method, grid), process, model, seeds,
               starting_noise(seeds, model->sample_shape(), at::kFloat) * process->prior_std())
      .x;
}

void check(const ScoreObjective& objective) {
  if (objective.levels != "ddpm" && objective.levels != "ddpm_discrete" &&
      objective.levels != "lognormal")
    throw std::invalid_argument(
        "train: unknown levels '" + objective.levels + "'; " +
        known_names(objective.levels, {"ddpm", "ddpm_discrete", "lognormal"}));
  if (objective.lambda_range.size() != 2 ||
      !(objective.lambda_range[0] < objective.lambda_range[1]))
    throw std::invalid_argument("train: lambda_range must be two numbers, the lower first");
}

std::unique_ptr<TrainingTask> score_task(const ScoreCheckpoint& description,
                                         const ScoreObjective& objective, int64_t batch,
                                         at::ScalarType precision, ImageSet train, ImageSet test,
                                         at::Device device) {
  check(objective);
  if (description.network->classes() != 0) require_labels("network.classes", train);
  if (const int64_t classes = class_count(train);
      description.network->classes() != 0 && description.network->classes() != classes)
    throw std::invalid_argument(fmt::format(
        "train: network.classes must be 0 (unconditional) or the {} of data set '{}', got {}",
        classes, train.name, description.network->classes()));
  if (description.network->classes() != 0 && objective.class_dropout == 0)
    require_labels_below("a network that is measured with classes (objective.class_dropout = 0)",
                         test, description.network->classes());
  require_precision_of(*description.network, precision);
  return std::make_unique<ScoreTask>(description, objective, batch, precision, std::move(train),
                                     std::move(test), device);
}

namespace {

class ScoreSettings final : public TaskSettings {
 public:
  explicit ScoreSettings(TaskTables tables) : network_(tables.network.object()) {
    std::string target = "noise", weighting = "uniform";
    ScoreObjective& o = objective_;
    Fields& wanted = tables.objective;
    wanted.optional("target", target, "what the network predicts: noise, data, velocity or edm")
        .optional("weighting", weighting, "of noise levels: uniform, min_snr, edm, ...")
        .optional("gamma", o.gamma, "of min_snr")
        .optional("levels", o.levels, "noise levels drawn: ddpm, ddpm_discrete or lognormal")
        .optional("p_mean", o.p_mean, "of lognormal: mean of ln sigma")
        .optional("p_std", o.p_std, "of lognormal: standard deviation of ln sigma")
        .optional("lambda_range", o.lambda_range,
                  "half log-SNR, low and high: where outer_share trains")
        .optional("outer_share", o.outer_share,
                  "part of a batch at half log-SNRs uniform in lambda_range")
        .optional("class_dropout", o.class_dropout,
                  "how often a conditional network is shown no class")
        .optional("flip", o.flip, "mirror half of the images")
        .optional("latent", latent_, "an autoencoder in whose latents the network is trained")
        .finish();
    std::vector<Range> ranges = {positive("objective.gamma", o.gamma),
                                 {"objective.p_mean", o.p_mean, -20, 20},
                                 positive("objective.p_std", o.p_std),
                                 {"objective.outer_share", o.outer_share, 0, 1},
                                 {"objective.class_dropout", o.class_dropout, 0, 1}};
    for (double lambda : o.lambda_range)
      ranges.push_back({"objective.lambda_range", lambda, -100, 100});
    check_ranges(ranges, wanted.where());
    o.target = target_from(target), o.weighting = weighting_from(weighting);
    if (o.target == Target::consistency)
      wanted.fail("target", "is that of task = \"consistency\"; take that task, or edm");
    check(o);
    flip_asked_ = wanted.has("flip") && o.flip;
    read_network(tables.network);
    if (o.target == Target::edm && !network_.contains("sigma_data"))
      network_["sigma_data"] = latent_.empty() ? 0.5 : 1.0;  // arXiv:2206.00364, Table 1
  }
  nlohmann::json objective() const override {
    const ScoreObjective& o = objective_;
    nlohmann::json out = {{"target", to_string(o.target)},
                          {"weighting", to_string(o.weighting)},
                          {"gamma", o.gamma},
                          {"levels", o.levels},
                          {"p_mean", o.p_mean},
                          {"p_std", o.p_std},
                          {"lambda_range", o.lambda_range},
                          {"outer_share", o.outer_share},
                          {"class_dropout", o.class_dropout},
                          {"flip", o.flip}};
    if (!latent_.empty()) out["latent"] = latent_;
    return out;
  }
  nlohmann::ordered_json inputs() const override {
    if (latent_.empty()) return nlohmann::ordered_json::object();
    return {{"latent", hash_network(latent_, "autoencoder")}};
  }
  nlohmann::json network() const override {
    nlohmann::json out = read_network({network_, "network"})->to_json();
    for (const char* key : {"channels", "size", "dimension"}) out.erase(key);
    return out;
  }
  std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                     ImageSet test) const override {
    if (flip_asked_ && training.points())
      throw std::invalid_argument(
          fmt::format("train: objective.flip mirrors images, and data set '{}' holds points; leave "
                      "it out",
                      training.name));
    ScoreCheckpoint description;
    auto shape = training.images.sizes().slice(1).vec();
    if (!latent_.empty()) {
      description.latent = score_latent(latent_);
      if (description.latent.coder->image_shape() != shape)
        throw std::invalid_argument(fmt::format(
            "train: objective.latent '{}' is an autoencoder of images [{}], and data set '{}' "
            "holds [{}]; train one on these: task = \"autoencoder\"",
            latent_, fmt::join(description.latent.coder->image_shape(), ", "), training.name,
            fmt::join(shape, ", ")));
      shape = description.latent.coder->latent_shape();
    }
    description.network = network_for_data(network_, shape, "train: network");
    description.target = objective_.target;
    description.dataset = training.name;
    return score_task(description, objective_, request.batch, request.precision,
                      std::move(training), std::move(test), request.device);
  }

 private:
  nlohmann::json network_;  ///< as given, but for edm's sigma_data
  ScoreObjective objective_;
  std::string latent_;  ///< "": the data themselves
  bool flip_asked_ = false;
};

const RegisterTask registered{{.name = "score", .read = [](TaskTables tables) {
                                 return std::make_shared<const ScoreSettings>(tables);
                               }}};

}  // namespace
}  // namespace odelia
