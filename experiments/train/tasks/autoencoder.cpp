#include "experiments/train/tasks/autoencoder.h"

#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>

#include "experiments/train/range.h"
#include "experiments/train/task.h"
#include "models/data/images/images.h"
#include "models/data/png.h"
#include "models/networks/autoencoder/autoencoder.h"

namespace odelia {
namespace {

const auto kFloats = at::TensorOptions(at::kFloat);

class AutoencoderTask final : public TrainingTask {
 public:
  AutoencoderTask(const CoderConfig& network, const AutoencoderObjective& objective, int64_t batch,
                  ImageSet train, ImageSet test, at::Device device)
      : objective_(objective),
        train_(std::move(train)),
        test_(std::move(test)),
        order_(train_.images.size(0), batch),
        pixels_(train_.images.to(device)) {
    checkpoint_.network = network;
    checkpoint_.network.channels = train_.images.size(1);
    checkpoint_.network.size = train_.images.size(2);
    checkpoint_.dataset = train_.name;
    check(checkpoint_.network);
  }

  nlohmann::json network() const override { return to_json(checkpoint_.network); }
  ParameterSet initial(uint64_t seed) override {
    return make_autoencoder(checkpoint_.network, seed);
  }

  Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) override {
    auto generator = at::detail::createCPUGenerator(mix_seed(seed, number, 2));
    auto images = rows_of(pixels_, order_.batch(seed, number));
    if (objective_.flip) images = mirrored(images, generator);
    const auto x = to_unit(images);
    const auto& c = checkpoint_.network;
    const Posterior q = posterior(encode(c, parameters, {}, x));
    const auto z =
        q.mean + at::exp(0.5 * q.log_var) *
                     noise_of_step(q.mean.sizes(), mix_seed(seed, number, 3), pixels_.device());
    const auto missed = (decode(c, parameters, {}, z) - x).square().flatten(1).sum(1);
    const auto nats = missed / (2 * objective_.std * objective_.std) + objective_.kl * kl_nats(q);
    return nats.mean() / static_cast<double>(x[0].numel());
  }

  nlohmann::json evaluate(const ParameterSet& parameters, bool thorough) override {
    checkpoint_.parameters = on_device(parameters, at::kCPU);
    const int64_t measured = measure_latents(thorough ? 10000 : 1000);
    const Autoencoder coder(checkpoint_);
    const Tensor rows = measured_rows(test_, thorough ? 10000 : 1000);
    const int64_t use = rows.size(0);
    double missed = 0, nats = 0;
    for (int64_t from = 0; from < use; from += kChunk) {
      const auto images = rows_of(test_.images, rows.narrow(0, from, std::min(kChunk, use - from)));
      const Posterior q = coder.posterior_of(images);
      missed += (coder.generate(q.mean) - to_unit(images))
                    .square()
                    .flatten(1)
                    .mean(1)
                    .sum()
                    .item<double>();
      nats += kl_nats(q).sum().item<double>();
    }
    const auto n = static_cast<double>(use);
    return {{"reconstruction_mse", missed / n},
            {"kl_nats", nats / n},
            {"test_images", use},
            {"kl", objective_.kl},
            {"decoder_std", objective_.std},
            {"latents_measured_on", measured}};
  }

  void save(const ParameterSet& parameters, const std::filesystem::path& folder,
            const nlohmann::json& facts) override {
    checkpoint_.training = facts;
    checkpoint_.parameters = on_device(parameters, at::kCPU);
    save_checkpoint(folder, checkpoint_);
    const at::NoGradGuard no_grad;
    const Autoencoder coder(checkpoint_);
    const auto shown = test_.images.narrow(0, 0, std::min<int64_t>(18, test_.images.size(0)));
    const auto again = to_uint8(coder.decode(coder.encode(shown)));
    write_png((folder / "reconstructions.png").string(),
              image_grid(at::stack({shown, again}, 1).flatten(0, 1), 6, 2));
    auto shape = checkpoint_.network.latent_shape();
    shape.insert(shape.begin(), 36);
    const auto z = at::randn(shape, at::detail::createCPUGenerator(0), kFloats);
    write_png((folder / "samples.png").string(), image_grid(to_uint8(coder.generate(z)), 6, 2));
  }

 private:
  static constexpr int64_t kChunk = 500;

  /// Mean and standard deviation of latents of some training images, drawn from the posterior.
  /// Returns of how many.
  int64_t measure_latents(int64_t most) {
    const at::NoGradGuard no_grad;
    auto& c = checkpoint_;
    c.latent_mean.assign(c.network.latent, 0), c.latent_std.assign(c.network.latent, 1);
    const Autoencoder coder(c);  // does not scale yet
    const Tensor some = measured_rows(train_, most);
    const int64_t use = some.size(0);
    Tensor first, second;
    double count = 0;
    for (int64_t from = 0; from < use; from += kChunk) {
      const Posterior q = coder.posterior_of(
          rows_of(train_.images, some.narrow(0, from, std::min(kChunk, use - from))));
      const auto rows = [](const Tensor& t) {
        return t.to(at::kDouble).transpose(0, 1).flatten(1);
      };
      const auto mean = rows(q.mean), square = mean.square() + at::exp(rows(q.log_var));
      first = first.defined() ? first + mean.sum(1) : mean.sum(1);
      second = second.defined() ? second + square.sum(1) : square.sum(1);
      count += static_cast<double>(mean.size(1));
    }
    for (int64_t k = 0; k < c.network.latent; ++k) {
      const double mean = first[k].item<double>() / count;
      c.latent_mean[k] = mean;
      c.latent_std[k] = std::sqrt(second[k].item<double>() / count - mean * mean);
    }
    return use;
  }

  AutoencoderCheckpoint checkpoint_;
  AutoencoderObjective objective_;
  ImageSet train_, test_;
  DataOrder order_;
  Tensor pixels_;  ///< of the training images, on the device
};

}  // namespace

std::unique_ptr<TrainingTask> autoencoder_task(const CoderConfig& network,
                                               const AutoencoderObjective& objective, int64_t batch,
                                               ImageSet train, ImageSet test, at::Device device) {
  require_images("autoencoder", train);
  return std::make_unique<AutoencoderTask>(network, objective, batch, std::move(train),
                                           std::move(test), device);
}

namespace {

class AutoencoderSettings final : public TaskSettings {
 public:
  explicit AutoencoderSettings(TaskTables tables) : given_(tables.network.object()) {
    AutoencoderObjective& o = objective_;
    tables.objective
        .optional("kl", o.kl, "weight of KL(q || N(0, I)): 1 for a VAE, small for latent diffusion")
        .optional("std", o.std, "of the decoder, for pixels in [-1, 1]")
        .optional("flip", o.flip, "mirror half of the images")
        .finish();
    check_ranges({{"objective.kl", o.kl, 0}, positive("objective.std", o.std)},
                 tables.objective.where());
    network_ = read_coder(tables.network);
  }
  nlohmann::json objective() const override {
    return {{"kl", objective_.kl}, {"std", objective_.std}, {"flip", objective_.flip}};
  }
  nlohmann::json network() const override { return without_image_shape(to_json(network_)); }
  void check_data(const ImageSet& training) const override {
    check_images("autoencoder", given_, training);
  }
  std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                     ImageSet test) const override {
    require_float32("task 'autoencoder'", request.precision);
    return autoencoder_task(network_, objective_, request.batch, std::move(training),
                            std::move(test), request.device);
  }

 private:
  nlohmann::json given_;
  CoderConfig network_;
  AutoencoderObjective objective_;
};

const RegisterTask registered{{.name = "autoencoder", .read = [](TaskTables tables) {
                                 return std::make_shared<const AutoencoderSettings>(tables);
                               }}};

}  // namespace
}  // namespace odelia
