#pragma once
#include "experiments/train/loop.h"
#include "models/data/datasets.h"
#include "models/networks/autoencoder/coder.h"

namespace odelia {

/// The negative evidence lower bound of a decoder N(decode(z), std^2 I), by dimension of the image:
///   (|x - decode(z)|^2 / (2 std^2) + kl KL(q(z | x) || N(0, I))) / D,   z ~ q(z | x).
/// kl = 1 is a VAE to sample from; a small one leaves the latent its information, for a diffusion
/// of latents.  Source: arXiv:1312.6114, eq. 10; arXiv:2112.10752, sec. 3.1.
struct AutoencoderObjective {
  double kl = 1;
  double std = 0.2;  ///< of the decoder, for pixels in [-1, 1]
  bool flip = true;  ///< mirror half of the images
};

std::unique_ptr<TrainingTask> autoencoder_task(const CoderConfig& network,
                                               const AutoencoderObjective& objective, int64_t batch,
                                               ImageSet train, ImageSet test,
                                               at::Device device = at::kCPU);

}  // namespace odelia
