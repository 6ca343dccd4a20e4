#pragma once
#include <filesystem>
#include <memory>

#include "models/latent_space.h"
#include "models/networks/autoencoder/coder.h"

namespace odelia {

/// Fresh weights of an autoencoder whose posterior is a Gaussian, q(z | x) = N(mean, diag(std^2)).
ParameterSet make_autoencoder(const CoderConfig& config, uint64_t seed);
/// Placeholders of the same names and shapes: what a file is held against before memory is taken.
ParameterSet autoencoder_shapes(const CoderConfig& config);

/// The posterior of a latent given an image.
struct Posterior {
  Tensor mean, log_var;  ///< [B, latent...] float32
};
/// The two halves of the encoder's answer; log_var within [-30, 20].
Posterior posterior(const Tensor& encoded);

/// KL(q || N(0, I)) of every row, nats [B].  Source: arXiv:1312.6114, eq. 10.
Tensor kl_nats(const Posterior& q);

/// A trained autoencoder.
struct AutoencoderCheckpoint {
  CoderConfig network;
  /// Of the training images' latents, by channel of a latent: (z - mean) / std has zero mean and
  /// unit variance.  Source: arXiv:2112.10752, app. G.
  std::vector<double> latent_mean, latent_std;
  std::string dataset;
  /// Facts for people; `kl` alone, its objective's weight, is read (OneStepGenerator::warning).
  nlohmann::json training = nlohmann::json::object();
  ParameterSet parameters;
};
void save_checkpoint(const std::filesystem::path& folder, const AutoencoderCheckpoint& checkpoint,
                     at::ScalarType storage = at::kHalf);
/// Throws std::invalid_argument as load_score_checkpoint does.
AutoencoderCheckpoint load_autoencoder_checkpoint(const std::filesystem::path& folder);

/// A trained autoencoder, ready to use, on the CPU in float32.  As a latent space its latents have
/// zero mean and unit variance on the training images.
class Autoencoder final : public LatentSpace {
 public:
  explicit Autoencoder(AutoencoderCheckpoint checkpoint, std::string identity = {});
  std::vector<int64_t> latent_shape() const override { return c_.network.latent_shape(); }
  std::vector<int64_t> image_shape() const override;
  Tensor decode(const Tensor& latents) const override;
  Tensor encode(const Tensor& images) const override;
  std::string identity() const override { return identity_; }
  /// Latents drawn from the posterior, mean + std noise.  noise: like the latents.
  Tensor draw(const Tensor& images, const Tensor& noise) const;
  /// Pixels of z as the encoder says it, neither shifted nor scaled: z ~ N(0, I) samples a VAE.
  Tensor generate(const Tensor& z) const;
  /// The posterior of z, neither shifted nor scaled.  Throws std::invalid_argument on images of
  /// another type or shape.
  Posterior posterior_of(const Tensor& images) const;
  const AutoencoderCheckpoint& checkpoint() const { return c_; }

 private:
  /// Throws std::invalid_argument unless z is [B, latent...].
  void require_latents(const Tensor& z) const;
  Tensor scaled(const Tensor& z) const;
  AutoencoderCheckpoint c_;
  std::string identity_;
  PreparedCoder prepared_;
  Tensor mean_, std_;  ///< of latents, to be broadcast
};

/// The files of an autoencoder's folder, to be carried into another one unchanged.
struct AutoencoderFiles {
  std::string config, weights;
};
AutoencoderFiles read_autoencoder_files(const std::filesystem::path& folder);
void write_autoencoder_files(const std::filesystem::path& folder, const AutoencoderFiles& files);

/// An autoencoder from a checkpoint folder, or one shipped with Odelia: `pretrained:NAME`, or just
/// NAME.  Its identity is the folder's hash.
std::shared_ptr<const Autoencoder> load_autoencoder(const std::string& spec);

}  // namespace odelia
