#include "models/networks/autoencoder/autoencoder.h"

#include <algorithm>
#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/tensor.h>

#include "models/data/files.h"
#include "models/data/images/images.h"
#include "models/networks/checkpoints/load_checkpoint.h"

namespace odelia {
namespace {

/// One value a channel, to be broadcast over latents.
Tensor by_channel(const std::vector<double>& values, const CoderConfig& c) {
  const auto row = at::tensor(std::vector<float>(values.begin(), values.end()));
  return c.vector ? row : row.view({-1, 1, 1});
}

void check(const AutoencoderCheckpoint& c, const std::string& file) {
  check(c.network);
  const auto channels = static_cast<size_t>(c.network.latent);
  if (c.latent_mean.size() != channels || c.latent_std.size() != channels)
    throw std::invalid_argument(fmt::format(
        "{}: latent_mean and latent_std need one number for each of {} channels", file, channels));
  const auto fits = [](double least, double x) { return std::isfinite(x) && x > least; };
  for (double m : c.latent_mean)
    if (!fits(-1e6, m) || m > 1e6)
      throw std::invalid_argument(fmt::format("{}: latent_mean {} is none", file, m));
  for (double s : c.latent_std)
    if (!fits(0, s) || s > 1e6)
      throw std::invalid_argument(
          fmt::format("{}: latent_std must be positive, and is {}", file, s));
}

}  // namespace

ParameterSet make_autoencoder(const CoderConfig& config, uint64_t seed) {
  ParameterSet out;
  const uint64_t other = seed + 0x9e3779b97f4a7c15ull;
  add_encoder(out, config, 2, &seed);
  add_decoder(out, config, &other);
  return out;
}

ParameterSet autoencoder_shapes(const CoderConfig& config) {
  ParameterSet out;
  add_encoder(out, config, 2, nullptr);
  add_decoder(out, config, nullptr);
  return out;
}

Posterior posterior(const Tensor& encoded) {
  const auto halves = encoded.chunk(2, 1);
  return {halves[0], at::clamp(halves[1], -30, 20)};
}

Tensor kl_nats(const Posterior& q) {
  return 0.5 * (q.mean.square() + at::exp(q.log_var) - 1 - q.log_var).flatten(1).sum(1);
}

void save_checkpoint(const std::filesystem::path& folder, const AutoencoderCheckpoint& c,
                     at::ScalarType storage) {
  check(c, folder.string());
  const nlohmann::json config = {{"kind", "autoencoder"},        {"network", to_json(c.network)},
                                 {"latent_mean", c.latent_mean}, {"latent_std", c.latent_std},
                                 {"dataset", c.dataset},         {"training", c.training}};
  write_checkpoint(folder, config, c.parameters, storage);
}

AutoencoderCheckpoint load_autoencoder_checkpoint(const std::filesystem::path& folder) {
  return load_checkpoint<AutoencoderCheckpoint>(
      folder, "autoencoder",
      [](AutoencoderCheckpoint& c, Fields& fields) {
        fields.required("latent_mean", c.latent_mean).required("latent_std", c.latent_std);
        c.network = read_coder(fields.inner("network"));
      },
      [](const AutoencoderCheckpoint& c, const Fields& fields) {
        check(c, fields.where());
        return autoencoder_shapes(c.network);
      });
}

Autoencoder::Autoencoder(AutoencoderCheckpoint checkpoint, std::string identity)
    : c_(std::move(checkpoint)),
      identity_(std::move(identity)),
      prepared_(prepare_coder(c_.parameters)),
      mean_(by_channel(c_.latent_mean, c_.network)),
      std_(by_channel(c_.latent_std, c_.network)) {}

std::vector<int64_t> Autoencoder::image_shape() const {
  return {c_.network.channels, c_.network.size, c_.network.size};
}

void Autoencoder::require_latents(const Tensor& z) const {
  if (z.dim() < 1 || z.sizes().slice(1) != at::IntArrayRef(latent_shape()))
    throw std::invalid_argument(
        fmt::format("autoencoder for '{}': expected latents [B, {}], got [{}]", c_.dataset,
                    fmt::join(latent_shape(), ", "), fmt::join(z.sizes(), ", ")));
}

Tensor Autoencoder::generate(const Tensor& z) const {
  const at::NoGradGuard no_grad;
  require_latents(z);
  return decode_rows(c_.network, prepared_, z.to(at::kCPU, at::kFloat).contiguous());
}

Tensor Autoencoder::decode(const Tensor& latents) const {
  const at::NoGradGuard no_grad;
  require_latents(latents);
  return generate(latents.to(at::kCPU, at::kFloat) * std_ + mean_);
}

Posterior Autoencoder::posterior_of(const Tensor& images) const {
  const at::NoGradGuard no_grad;
  if (images.scalar_type() != at::kByte || images.dim() != 4 ||
      images.sizes().slice(1) != at::IntArrayRef(image_shape()))
    throw std::invalid_argument(
        fmt::format("autoencoder for '{}': expected uint8 images [B, {}], got {} [{}]", c_.dataset,
                    fmt::join(image_shape(), ", "), c10::toString(images.scalar_type()),
                    fmt::join(images.sizes(), ", ")));
  return posterior(encode_rows(c_.network, prepared_, to_unit(images)));
}

Tensor Autoencoder::scaled(const Tensor& z) const { return (z - mean_) / std_; }

Tensor Autoencoder::encode(const Tensor& images) const {
  const at::NoGradGuard no_grad;
  return scaled(posterior_of(images).mean);
}

Tensor Autoencoder::draw(const Tensor& images, const Tensor& noise) const {
  const at::NoGradGuard no_grad;
  require_latents(noise);
  const Posterior q = posterior_of(images);
  return scaled(q.mean + at::exp(0.5 * q.log_var) * noise);
}

AutoencoderFiles read_autoencoder_files(const std::filesystem::path& folder) {
  return {read_text((folder / "config.json").string()),
          read_text((folder / "model.safetensors").string(), uint64_t{1} << 32)};
}

void write_autoencoder_files(const std::filesystem::path& folder, const AutoencoderFiles& files) {
  std::filesystem::create_directories(folder);
  write_text((folder / "model.safetensors").string(), files.weights);
  write_text((folder / "config.json").string(), files.config);
}

std::shared_ptr<const Autoencoder> load_autoencoder(const std::string& spec) {
  const auto folder = checkpoint_folder(spec, "autoencoder");
  return std::make_shared<Autoencoder>(load_autoencoder_checkpoint(folder),
                                       hash_checkpoint(folder));
}

}  // namespace odelia
