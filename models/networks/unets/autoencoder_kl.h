#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/data/fields.h"
#include "models/latent_space.h"
#include "models/networks/unets/plan.h"
#include "models/networks/unets/weights.h"

namespace odelia {

/// The name by which its weights are recognised.
inline constexpr const char* kAutoencoderKl = "AutoencoderKL";

/// AutoencoderKL of diffusers, among whose latents DiT, SiT and Stable Diffusion work:
///     latents of an image   scale (mean(image) - shift), mean: of the encoder's posterior
///     image of latents      D(latents / scale + shift)
/// or, where every channel's mean m and standard deviation d are stated, as for EDM2's networks,
///     latents of an image   scale (mean(image) - m) / d
///     image of latents      D(latents d / scale + m)
/// Source: arXiv:2112.10752; huggingface/diffusers, models/autoencoders/autoencoder_kl.py and
/// pipelines/stable_diffusion_xl; NVlabs/edm2, training/encoders.py.
struct AutoencoderKl {
  UNetChain encoder, decoder;  ///< the encoder says mean and log variance
  int64_t channels = 0, latent_channels = 0;
  int64_t factor = 1;  ///< pixels of an image along a side for each of its latents
  double scale = 1, shift = 0;
  Tensor mean = {}, deviation = {};  ///< [1, latent_channels, 1, 1]; undefined where not stated
  /// Whether it takes and makes images in [-1, 1], as it does where nothing is said, or in [0, 1].
  std::optional<bool> centered = {};
};

/// The weights say the sizes; `facts` are its config.json's.  Throws std::invalid_argument on a fact
/// or a tensor that is missing, or does not fit.
AutoencoderKl read_autoencoder_kl(UNetWeights& weights, Fields& facts);
void prepare(AutoencoderKl& coder);

/// Pixels [B, channels, factor H, factor W] of latents [B, latent_channels, H, W]; the weights' type
/// and device.
Tensor decode(const AutoencoderKl& coder, const Tensor& latents);
/// Latents of pixels in [-1, 1].
Tensor encode(const AutoencoderKl& coder, const Tensor& pixels);

/// As the latents [latent_channels, H, W] of a network, image by image.  Throws
/// std::invalid_argument, in the name of `who`, on another shape.
std::shared_ptr<const LatentSpace> latents_of(AutoencoderKl coder,
                                              const std::vector<int64_t>& latent_shape,
                                              const std::string& identity, const std::string& who);

}  // namespace odelia
