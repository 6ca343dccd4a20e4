#include "experiments/train/tasks/dequantizer.h"

#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/erfc.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/zeros.h>

#include "experiments/command/hashes.h"
#include "experiments/train/range.h"
#include "experiments/train/task.h"
#include "models/bound.h"
#include "models/data/images/images.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/score/denoising.h"
#include "models/processes/processes.h"

namespace odelia {
namespace {

constexpr double kScale = 1 / 127.5;

class DequantizerTask final : public TrainingTask {
 public:
  DequantizerTask(const DequantizerConfig& network, const DequantizerObjective& objective,
                  int64_t batch, ImageSet train, ImageSet test, at::Device device)
      : score_(load_score_checkpoint(checkpoint_folder(objective.model, "score"))),
        prepared_(score_.network->prepare(score_.parameters, at::kFloat, device,
                                          /*differentiable=*/true)),
        process_(make_process("vp_linear")),
        train_(std::move(train)),
        test_(std::move(test)),
        order_(train_.images.size(0), batch),
        batch_(batch),
        device_(device) {
    train_.images = train_.images.to(device);
    test_.images = test_.images.to(device);
    if (at::IntArrayRef(score_.network->sample_shape()) != train_.images.sizes().slice(1) ||
        score_.network->classes() > 0)
      throw std::invalid_argument(
          fmt::format("train: network '{}' is no unconditional one of {}'s images", objective.model,
                      train_.name));
    if (score_.target == Target::consistency)
      throw std::invalid_argument(fmt::format(
          "train: network '{}' is a consistency function, which bounds no likelihood; take the "
          "network that it was distilled from",
          objective.model));
    if (score_.student)
      throw std::invalid_argument(fmt::format(
          "train: network '{}' is a progressive student, which was taught its own steps alone and "
          "bounds no likelihood; take its teacher, '{}', or that one's",
          objective.model, score_.student->teacher));
    checkpoint_ = {network, train_.name, objective.model, {}, {}};
    checkpoint_.network.channels = train_.images.size(1);
    checkpoint_.network.size = train_.images.size(2);
    check(checkpoint_.network);
    last_ = std::min(process_->lambda(objective.t_min), score_.lambda_range[1]);
  }

  nlohmann::json network() const override { return to_json(checkpoint_.network); }
  ParameterSet initial(uint64_t seed) override {
    return make_dequantizer(checkpoint_.network, seed);
  }

  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    const auto x = rows_of(train_.images, order_.batch(seed, number));
    return bits_per_dim(&parameters, x, mix_seed(seed, number, 2)).mean();
  }

  nlohmann::json evaluate(const ParameterSet& parameters, bool thorough) override {
    const at::NoGradGuard no_grad;
    const Tensor rows = measured_rows(test_, thorough ? 10000 : 1000);
    const int64_t use = rows.size(0);
    double sum = 0, uniform = 0;
    for (int64_t from = 0; from < use; from += batch_) {
      const auto x = rows_of(test_.images, rows.narrow(0, from, std::min(batch_, use - from)));
      for (const ParameterSet* p : {&parameters, static_cast<const ParameterSet*>(nullptr)})
        (p ? sum : uniform) += bits_per_dim(p, x, mix_seed(7, from, 3)).sum().item<double>();
    }
    const auto images = static_cast<double>(use);
    return {{"bound", sum / images},
            {"bound_uniform", uniform / images},
            {"bound_images", use},
            {"t_min", process_->t_of_lambda(last_)}};  // that of the config, or the network's least
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    checkpoint_.training = facts;
    checkpoint_.parameters = on_device(parameters, at::kCPU);
    save_checkpoint(folder, checkpoint_);
  }

 private:
  /// Of every image, [B]; of uniform dequantisation without parameters.
  Tensor bits_per_dim(const ParameterSet* parameters, const Tensor& x, uint64_t seed) {
    const auto generator = at::detail::createCPUGenerator(seed);
    const int64_t rows = x.size(0);
    const auto levels = at::rand({rows}, generator, at::TensorOptions(at::kDouble));
    const auto z = noise_of_step(x.sizes(), mix_seed(seed, 0, 1), device_),
               n = noise_of_step(x.sizes(), mix_seed(seed, 0, 2), device_);
    const Dequantised bins =
        parameters ? dequantise(checkpoint_.network, *parameters, {}, x, logistic_of_normal(z))
                   : uniform_bins(z);
    const auto y = to_unit(x) + kScale * (bins.u - 0.5).to(at::kFloat);

    const double first = process_->lambda(process_->t_max());
    std::vector<double> lambda;
    for (int64_t i = 0; i < rows; ++i)
      lambda.push_back(first + (last_ - first) *
                                   (static_cast<double>(i) + levels.data_ptr<double>()[i]) /
                                   static_cast<double>(rows));
    const auto input = noised(score_, y, n, lambda);
    const auto output = prepared_->forward(input, lambda_row(lambda, device_), {});
    const auto missed =
        (predicted_noise(score_, output, input, lambda) - n).square().flatten(1).sum(1);

    const auto d = static_cast<double>(y.numel() / rows);
    const double t = process_->t_max(), decoder = 0.5 * d * (1 + std::log(2 * M_PI) - 2 * last_);
    const auto prior =
        prior_divergence(y.detach(), process_->alpha(t), process_->sigma(t), process_->prior_std());
    const auto nats =
        prior + (last_ - first) * missed + decoder + bins.log_q - d * std::log(kScale);
    return nats / (d * M_LN2);
  }

  /// Phi(z), which is uniform.
  static Dequantised uniform_bins(const Tensor& z) {
    return {0.5 * at::erfc(z * -M_SQRT1_2), at::zeros({z.size(0)}, z.options())};
  }

  ScoreCheckpoint score_;
  std::unique_ptr<PreparedNetwork> prepared_;
  std::shared_ptr<const Process> process_;
  DequantizerCheckpoint checkpoint_;
  ImageSet train_, test_;
  DataOrder order_;
  int64_t batch_;
  at::Device device_;
  double last_;  ///< half log-SNR where the flow begins
};

}  // namespace

std::unique_ptr<TrainingTask> dequantizer_task(const DequantizerConfig& network,
                                               const DequantizerObjective& objective, int64_t batch,
                                               ImageSet train, ImageSet test, at::Device device) {
  require_images("dequantizer", train);
  if (objective.model.empty())
    throw std::invalid_argument("train: objective.model must name the score network");
  return std::make_unique<DequantizerTask>(network, objective, batch, std::move(train),
                                           std::move(test), device);
}

namespace {

class DequantizerSettings final : public TaskSettings {
 public:
  explicit DequantizerSettings(TaskTables tables) : given_(tables.network.object()) {
    tables.objective
        .required("model", objective_.model, "the score network whose bound it tightens")
        .optional("t_min", objective_.t_min,
                  "where the flow of likelihoods begins, on vp_linear; as near as the network goes")
        .finish();
    check_ranges({{"objective.t_min", objective_.t_min, 0, 1, false}}, tables.objective.where());
    network_ = read_dequantizer(tables.network);
  }
  nlohmann::json objective() const override {
    return {{"model", objective_.model}, {"t_min", objective_.t_min}};
  }
  nlohmann::json network() const override { return without_image_shape(to_json(network_)); }
  void check_data(const ImageSet& training) const override {
    check_images("dequantizer", given_, training);
  }
  nlohmann::ordered_json inputs() const override {
    return {{"model", hash_network(objective_.model, "score")}};
  }
  std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                     ImageSet test) const override {
    require_float32("task 'dequantizer'", request.precision);
    return dequantizer_task(network_, objective_, request.batch, std::move(training),
                            std::move(test), request.device);
  }

 private:
  nlohmann::json given_;
  DequantizerConfig network_;
  DequantizerObjective objective_;
};

const RegisterTask registered{
    {.name = "dequantizer",
     .read = [](TaskTables tables) { return std::make_shared<const DequantizerSettings>(tables); },
     .example = {{"model", "fashion-mnist"}}}};

}  // namespace
}  // namespace odelia
