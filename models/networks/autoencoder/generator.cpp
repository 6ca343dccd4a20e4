#include "models/networks/autoencoder/generator.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/tanh.h>

#include "models/data/json.h"
#include "models/networks/checkpoints/load_checkpoint.h"
#include "solvers/combine.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

class Generator final : public OneStepGenerator {
 public:
  explicit Generator(GeneratorCheckpoint checkpoint)
      : c_(std::move(checkpoint)), prepared_(prepare_coder(c_.parameters)) {}
  std::vector<int64_t> noise_shape() const override { return c_.network.latent_shape(); }
  std::vector<int64_t> image_shape() const override {
    return {c_.network.channels, c_.network.size, c_.network.size};
  }
  Tensor generate(const Tensor& noise) const override {
    const at::NoGradGuard no_grad;
    if (noise.dim() < 1 || noise.sizes().slice(1) != at::IntArrayRef(noise_shape()))
      throw std::invalid_argument(
          fmt::format("generator for '{}': expected noise [B, {}], got [{}]", c_.dataset,
                      fmt::join(noise_shape(), ", "), fmt::join(noise.sizes(), ", ")));
    return decode_rows(c_.network, prepared_, noise.to(at::kCPU, at::kFloat).contiguous()).tanh();
  }
  std::string kind() const override { return "generator"; }

 private:
  GeneratorCheckpoint c_;
  PreparedCoder prepared_;
};

class OfAutoencoder final : public OneStepGenerator {
 public:
  explicit OfAutoencoder(std::shared_ptr<const Autoencoder> coder) : coder_(std::move(coder)) {}
  std::vector<int64_t> noise_shape() const override { return coder_->latent_shape(); }
  std::vector<int64_t> image_shape() const override { return coder_->image_shape(); }
  Tensor generate(const Tensor& noise) const override { return coder_->generate(noise); }
  std::string kind() const override { return "autoencoder"; }
  std::string warning() const override {
    // The weight of the KL term, as training notes it; a VAE's is about 1.
    const auto& facts = coder_->checkpoint().training;
    const auto kl = facts.is_object() ? facts.find("kl") : facts.end();
    if (kl == facts.end() || !kl->is_number() || kl->get<double>() >= 0.5) return "";
    return fmt::format(
        "this autoencoder was trained with objective.kl = {:.3g}: samples start from N(0, I), and "
        "its latents are not of that law; it is a first stage of latent diffusion, and no VAE to "
        "sample from",
        kl->get<double>());
  }

 private:
  std::shared_ptr<const Autoencoder> coder_;
};

/// The kind that a folder's config.json states; "" where there is none.
std::string kind_of(const std::filesystem::path& folder) {
  const auto file = folder / "config.json";
  std::error_code none;
  if (!std::filesystem::is_regular_file(file, none)) return "";
  try {
    const auto json = read_json(file.string(), 1 << 20);
    if (const auto kind = json.is_object() ? json.find("kind") : json.end();
        json.is_object() && kind != json.end() && kind->is_string())
      return kind->get<std::string>();
  } catch (const std::exception&) {  // whoever opens it says what is wrong
  }
  return "";
}

}  // namespace

std::string one_step_kind(const std::string& spec) {
  if (spec.find(':') != std::string::npos && !spec.starts_with("pretrained:") &&
      !std::filesystem::exists(spec))
    return "";
  try {
    const auto kind = kind_of(checkpoint_folder(spec));
    return kind == "autoencoder" || kind == "generator" ? kind : "";
  } catch (const std::invalid_argument&) {
    return "";
  }
}

ParameterSet generator_shapes(const CoderConfig& config) {
  ParameterSet out;
  add_decoder(out, config, nullptr);
  return out;
}

void save_checkpoint(const std::filesystem::path& folder, const GeneratorCheckpoint& c,
                     at::ScalarType storage) {
  const nlohmann::json config = {{"kind", "generator"},
                                 {"network", to_json(c.network)},
                                 {"dataset", c.dataset},
                                 {"training", c.training}};
  write_checkpoint(folder, config, c.parameters, storage);
}

GeneratorCheckpoint load_generator_checkpoint(const std::filesystem::path& folder) {
  return load_checkpoint<GeneratorCheckpoint>(
      folder, "generator",
      [](GeneratorCheckpoint& c, Fields& fields) {
        c.network = read_coder(fields.inner("network"));
      },
      [](const GeneratorCheckpoint& c, const Fields&) {
        check(c.network);
        return generator_shapes(c.network);
      });
}

std::shared_ptr<const OneStepGenerator> one_step_generator(GeneratorCheckpoint checkpoint) {
  return std::make_shared<Generator>(std::move(checkpoint));
}

Solution generate(const OneStepGenerator& generator, const std::vector<uint64_t>& seeds) {
  Solution out{generator.generate(starting_noise(seeds, generator.noise_shape(), at::kFloat)), {}};
  const std::vector<bool> finite = finite_rows(out.x);
  for (size_t i = 0; i < seeds.size(); ++i) {
    Outcome o;
    o.nfe = o.steps = 1;
    if (!finite[i]) {
      o.status = Status::non_finite;
      out.x[static_cast<int64_t>(i)].zero_();
    }
    out.outcome.push_back(o);
  }
  return out;
}

std::shared_ptr<const OneStepGenerator> open_one_step(const std::string& spec) {
  if (one_step_kind(spec) == "autoencoder")
    return std::make_shared<OfAutoencoder>(load_autoencoder(spec));
  return one_step_generator(load_generator_checkpoint(checkpoint_folder(spec, "generator")));
}

}  // namespace odelia
