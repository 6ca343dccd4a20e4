#pragma once
#include <string>
#include <vector>

#include "solvers/integrate.h"

namespace odelia {
class ScoreModel;

/// What the samples of a model stand for, where they are latents of images.
class LatentSpace {
 public:
  virtual ~LatentSpace() = default;
  virtual std::vector<int64_t> latent_shape() const = 0;
  virtual std::vector<int64_t> image_shape() const = 0;  ///< [C, H, W]
  /// Pixels of latents, float32 on the CPU, about [-1, 1].  Row i depends on row i alone.
  virtual Tensor decode(const Tensor& latents) const = 0;
  /// The latents that images, uint8 [N, C, H, W], are most likely of; float32.
  virtual Tensor encode(const Tensor& images) const = 0;
  /// A hash of all that this depends on.
  virtual std::string identity() const = 0;
};

/// Shape of what a model's samples stand for: their own, or of the images that they decode to.
std::vector<int64_t> data_shape(const ScoreModel& model);

/// Turns solved samples x [B, ...] into what they stand for: their images, on the CPU, where they
/// are latents, with outcome non_finite where a pixel is; else leaves them alone.
void decode_solved(const ScoreModel& model, Tensor& x, std::vector<Outcome>& outcome);

/// Why there is no likelihood of images then.
inline constexpr const char* kDensityOfLatents =
    "its flow is that of the latents, and so is its density; take a network of the images";

/// Throws std::invalid_argument, in the name of what takes a model of the data themselves, where
/// the model's samples are latents; `remedy` ends the sentence.
void refuse_latents(const ScoreModel& model, const std::string& who, const std::string& remedy);

}  // namespace odelia
