#pragma once
#include "experiments/train/loop.h"
#include "models/data/datasets.h"
#include "models/networks/autoencoder/coder.h"

namespace odelia {

/// The two losses of a GAN, with logits D of a discriminator: in even steps the discriminator's,
///   softplus(-D(x)) + softplus(D(G(z))) + r1/2 |grad D(x)|^2,
/// in odd ones the generator's, softplus(-D(G(z))).  Source: arXiv:1406.2661, sec. 3;
/// arXiv:1801.04406, eq. 9.  The gradient's norm is that of differences,
///   E[(D(x + delta n) - D(x))^2] / delta^2,  n ~ N(0, I),
/// which wants no second derivative.  Source: arXiv:2501.08316, sec. 3.4.
struct GanObjective {
  double r1 = 1;
  double delta = 0.05;  ///< of the differences, for pixels in [-1, 1]
  bool flip = true;     ///< mirror half of the images
};

/// A generator, and a discriminator that is dropped once training ends; its widths are `critic`.
std::unique_ptr<TrainingTask> gan_task(const CoderConfig& generator,
                                       const std::vector<int64_t>& critic,
                                       const GanObjective& objective, int64_t batch, ImageSet train,
                                       ImageSet test, at::Device device = at::kCPU);

}  // namespace odelia
