#pragma once
#include <filesystem>
#include <memory>

#include "models/networks/autoencoder/autoencoder.h"

namespace odelia {

/// The generator of a GAN: a decoder of z ~ N(0, I), its pixels through tanh.
struct GeneratorCheckpoint {
  CoderConfig network;
  std::string dataset;
  nlohmann::json training = nlohmann::json::object();  ///< facts for people; not interpreted
  ParameterSet parameters;
};
ParameterSet generator_shapes(const CoderConfig& config);
void save_checkpoint(const std::filesystem::path& folder, const GeneratorCheckpoint& checkpoint,
                     at::ScalarType storage = at::kHalf);
/// Throws std::invalid_argument as load_score_checkpoint does.
GeneratorCheckpoint load_generator_checkpoint(const std::filesystem::path& folder);

/// Makes an image of noise in one pass, on the CPU in float32.
class OneStepGenerator {
 public:
  virtual ~OneStepGenerator() = default;
  virtual std::vector<int64_t> noise_shape() const = 0;
  virtual std::vector<int64_t> image_shape() const = 0;
  /// Pixels, about [-1, 1], of standard normal noise [B, ...]; row i depends on row i alone.
  virtual Tensor generate(const Tensor& noise) const = 0;
  virtual std::string kind() const = 0;  ///< "autoencoder" or "generator", as its config.json says
  /// What its user should know of its samples; "" if nothing.
  virtual std::string warning() const { return ""; }
};

/// A generator whose weights are at hand.
std::shared_ptr<const OneStepGenerator> one_step_generator(GeneratorCheckpoint checkpoint);

/// Images of the noise of these seeds: float32 pixels, rows that are not finite as zeros.
Solution generate(const OneStepGenerator& generator, const std::vector<uint64_t>& seeds);

/// "autoencoder" or "generator" where the spec is the folder, or the name of a shipped network, that
/// generates in one step; else "".
std::string one_step_kind(const std::string& spec);
/// Throws std::invalid_argument as the loaders do.
std::shared_ptr<const OneStepGenerator> open_one_step(const std::string& spec);

}  // namespace odelia
