#include "experiments/train/tasks/gan.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/tanh.h>

#include "experiments/train/prefix.h"
#include "experiments/train/range.h"
#include "experiments/train/task.h"
#include "models/data/images/images.h"
#include "models/data/png.h"
#include "models/networks/autoencoder/generator.h"

namespace odelia {
namespace {

const std::string kGenerator = "generator.", kCritic = "discriminator.";

/// The parameters of one player, by their own names; constants unless it learns.
ParameterSet player(const ParameterSet& all, const std::string& prefix, bool learns) {
  ParameterSet out = with_prefix(all, prefix);
  if (learns) return out;
  for (auto& [name, value] : out) value = value.detach();
  return out;
}

class GanTask final : public TrainingTask {
 public:
  GanTask(const CoderConfig& generator, const std::vector<int64_t>& critic,
          const GanObjective& objective, int64_t batch, ImageSet train, ImageSet test,
          at::Device device)
      : objective_(objective),
        batch_(batch),
        train_(std::move(train)),
        test_(std::move(test)),
        order_(train_.images.size(0), batch),
        device_(device) {
    train_.images = train_.images.to(device);
    test_.images = test_.images.to(device);
    checkpoint_.network = generator;
    checkpoint_.network.channels = train_.images.size(1);
    checkpoint_.network.size = train_.images.size(2);
    checkpoint_.dataset = train_.name;
    check(checkpoint_.network);
    critic_ = checkpoint_.network;
    critic_.widths = critic, critic_.latent = 1, critic_.vector = true;
    check(critic_);
  }

  ParameterSet initial(uint64_t seed) override {
    ParameterSet g, d, all;
    const uint64_t first = mix_seed(seed, 0, 5), second = mix_seed(seed, 0, 6);
    add_decoder(g, checkpoint_.network, &first);
    add_encoder(d, critic_, 1, &second);
    add_with_prefix(all, kGenerator, g);
    add_with_prefix(all, kCritic, d);
    return all;
  }

  int64_t turn(int64_t number) const override { return number / 2; }

  /// The weights of the player whose turn it is not are constants, get no gradient, and so no step.
  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    auto random = at::detail::createCPUGenerator(mix_seed(seed, number, 2));
    const bool critics_turn = number % 2 == 0;
    const auto g = player(parameters, kGenerator, !critics_turn),
               d = player(parameters, kCritic, critics_turn);
    const auto fakes = generate(g, noise(batch_, mix_seed(seed, number, 3)));
    if (!critics_turn) return at::softplus(-logits(d, fakes)).mean();
    auto images = rows_of(train_.images, order_.batch(seed, number / 2));
    if (objective_.flip) images = mirrored(images, random);
    const auto x = to_unit(images);
    const double delta = objective_.delta;
    const auto moved = x + delta * noise_of_step(x.sizes(), mix_seed(seed, number, 4), device_);
    const auto all = logits(d, at::cat({x, moved, fakes})).split(batch_);
    const auto slope = (all[1] - all[0]).square().mean() / (delta * delta);
    return at::softplus(-all[0]).mean() + at::softplus(all[2]).mean() + 0.5 * objective_.r1 * slope;
  }

  nlohmann::json evaluate(const ParameterSet& parameters, bool thorough) override {
    const at::NoGradGuard no_grad;
    const auto g = player(parameters, kGenerator, false), d = player(parameters, kCritic, false);
    const Tensor rows = measured_rows(test_, thorough ? 5000 : 500);
    const int64_t use = rows.size(0);
    double real = 0, fake = 0;
    for (int64_t from = 0; from < use; from += 100) {
      const int64_t n = std::min<int64_t>(100, use - from);
      const Tensor images = rows_of(test_.images, rows.narrow(0, from, n));
      real += (logits(d, to_unit(images)) > 0).sum().item<double>();
      fake += (logits(d, generate(g, noise(n, mix_seed(0, from, 3)))) < 0).sum().item<double>();
    }
    // With averaged weights on both sides; 0.5 each where the discriminator cannot tell.
    const auto n = static_cast<double>(use);
    return {{"test_images_told", real / n}, {"samples_told", fake / n}, {"test_images", use}};
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    const at::NoGradGuard no_grad;
    checkpoint_.training = facts;
    checkpoint_.parameters = on_device(player(parameters, kGenerator, false), at::kCPU);
    save_checkpoint(folder, checkpoint_);
    const auto z = noise(36, 0).to(at::kCPU);
    write_png((folder / "samples.png").string(),
              image_grid(to_uint8(one_step_generator(checkpoint_)->generate(z)), 6, 2));
  }

 private:
  /// What the generator makes so many images of.
  Tensor noise(int64_t rows, uint64_t seed) const {
    auto shape = checkpoint_.network.latent_shape();
    shape.insert(shape.begin(), rows);
    return noise_of_step(shape, seed, device_);
  }
  Tensor generate(const ParameterSet& g, const Tensor& z) const {
    return decode(checkpoint_.network, g, {}, z).tanh();
  }
  Tensor logits(const ParameterSet& d, const Tensor& pixels) const {
    return encode(critic_, d, {}, pixels).flatten();
  }

  GeneratorCheckpoint checkpoint_;
  CoderConfig critic_;
  GanObjective objective_;
  int64_t batch_;
  ImageSet train_, test_;
  DataOrder order_;
  at::Device device_;
};

}  // namespace

std::unique_ptr<TrainingTask> gan_task(const CoderConfig& generator,
                                       const std::vector<int64_t>& critic,
                                       const GanObjective& objective, int64_t batch, ImageSet train,
                                       ImageSet test, at::Device device) {
  require_images("gan", train);
  return std::make_unique<GanTask>(generator, critic, objective, batch, std::move(train),
                                   std::move(test), device);
}

namespace {

class GanSettings final : public TaskSettings {
 public:
  explicit GanSettings(TaskTables tables) : given_(tables.network.object()) {
    GanObjective& o = objective_;
    tables.objective
        .optional("r1", o.r1, "weight of the discriminator's squared slope at the images; 0: none")
        .optional("delta", o.delta, "distance over which that slope is measured")
        .optional("critic", critic_, "widths of the discriminator's levels")
        .optional("flip", o.flip, "mirror half of the images")
        .finish();
    check_ranges({{"objective.r1", o.r1, 0}, positive("objective.delta", o.delta)},
                 tables.objective.where());
    network_ = read_coder(tables.network);
  }
  nlohmann::json objective() const override {
    return {{"r1", objective_.r1},
            {"delta", objective_.delta},
            {"critic", critic_},
            {"flip", objective_.flip}};
  }
  nlohmann::json network() const override { return without_image_shape(to_json(network_)); }
  nlohmann::ordered_json inputs() const override {
    return {{"steps_of", "each player"}};  // AdamW's corrections were once by all steps
  }
  std::string no_from() const override {
    return "a GAN's folder holds its generator alone, and task 'gan' trains a discriminator too";
  }
  void check_data(const ImageSet& training) const override {
    check_images("gan", given_, training);
  }
  std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                     ImageSet test) const override {
    require_float32("task 'gan'", request.precision);
    return gan_task(network_, critic_, objective_, request.batch, std::move(training),
                    std::move(test), request.device);
  }

 private:
  nlohmann::json given_;
  CoderConfig network_;
  std::vector<int64_t> critic_ = {32, 64};
  GanObjective objective_;
};

const RegisterTask registered{{.name = "gan", .read = [](TaskTables tables) {
                                 return std::make_shared<const GanSettings>(tables);
                               }}};

}  // namespace
}  // namespace odelia
