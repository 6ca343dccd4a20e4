#pragma once
#include <filesystem>
#include <memory>

#include "models/data/fields.h"
#include "models/networks/checkpoints/parameters.h"
#include "models/networks/kernels/convolution.h"

namespace odelia {

/// Shape of a conditional flow that spreads 8-bit images over their bins.
struct DequantizerConfig {
  int64_t channels = 1;   ///< of the image
  int64_t size = 28;      ///< height and width of the image
  int64_t width = 32;     ///< of its hidden layers
  int64_t couplings = 4;  ///< affine couplings, on the two halves of a checkerboard by turns
};
/// Throws std::invalid_argument, naming the field, unless the numbers make a network.
void check(const DequantizerConfig& config);
nlohmann::json to_json(const DequantizerConfig& config);
DequantizerConfig read_dequantizer(Fields description);

/// Fresh weights, under which u is uniform.
ParameterSet make_dequantizer(const DequantizerConfig& config, uint64_t seed);
/// Placeholders of the same names and shapes: what a file is held against before memory is taken.
ParameterSet dequantizer_shapes(const DequantizerConfig& config);

/// Where in its bin every value lies, and how likely that was.
struct Dequantised {
  Tensor u;      // like the image, in (0, 1); float64
  Tensor log_q;  // [B] float64, nats: log q(u | x)
};

/// u of images x given standard logistic noise e, log(p / (1 - p)) of p uniform in (0, 1):
///   v = couplings(exp(s(x)) e + m(x); x),   u = 1 / (1 + exp(-v)),
/// so that log P(x) >= E[log p(x + u) - log q(u | x)] for any density p.
///   x  uint8 [B, C, H, W];   e  float32, like x
/// `own` takes the place of ATen's convolutions, by name.  Differentiable in the parameters
/// without. Source: arXiv:1902.00275, sec. 3.1; the couplings: arXiv:1605.08803, eq. 7 and 8.
Dequantised dequantise(const DequantizerConfig& config, const ParameterSet& parameters,
                       const Convolutions& own, const Tensor& x, const Tensor& e);

/// Standard logistic noise of normal noise z, through both distribution functions; z's type.
Tensor logistic_of_normal(const Tensor& z);

/// A trained flow, and for which score network.
struct DequantizerCheckpoint {
  DequantizerConfig network;
  std::string dataset, model;
  nlohmann::json training = nlohmann::json::object();  ///< facts for people; not interpreted
  ParameterSet parameters;
};
void save_checkpoint(const std::filesystem::path& folder, const DequantizerCheckpoint& checkpoint,
                     at::ScalarType storage = at::kHalf);
/// Throws std::invalid_argument as load_score_checkpoint does.
DequantizerCheckpoint load_dequantizer_checkpoint(const std::filesystem::path& folder);

/// A trained flow, ready to use: row i is the same to the bit whatever else is in the batch.
class Dequantizer {
 public:
  explicit Dequantizer(DequantizerCheckpoint checkpoint);
  /// z: normal noise like x.  Throws std::invalid_argument on images of another type or shape.
  Dequantised draw(const Tensor& x, const Tensor& z) const;
  const DequantizerCheckpoint& checkpoint() const { return checkpoint_; }

 private:
  DequantizerCheckpoint checkpoint_;
  Convolutions own_;
};

/// A flow from a checkpoint folder, or one shipped with Odelia: `pretrained:NAME`, or just NAME.
std::shared_ptr<const Dequantizer> load_dequantizer(const std::string& spec);

}  // namespace odelia
