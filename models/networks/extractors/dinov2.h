#pragma once
#include "models/networks/checkpoints/parameters.h"
#include "models/networks/extractors/network_extractor.h"

namespace odelia {

/// Sizes of a vision transformer of DINOv2's.
struct Dinov2Sizes {
  int64_t width = 1024, depth = 24, patch = 14;
  int64_t positions = 37;  ///< along a side, of the table of positions
};

/// DINOv2's vision transformer without registers (ViT-S, B or L, 64 numbers a head): the normed class
/// token of the last block.  Its positions are brought from 37 x 37 to the image's by torch's
/// bicubic interpolation at the scale (n + 0.1)/37, as the published code does.  It has no classes.
/// Source: facebookresearch/dinov2, dinov2/models/vision_transformer.py, dinov2/hub/backbones.py.
class Dinov2 final : public NetworkExtractor {
 public:
  /// parameters: those of dinov2_shapes.
  Dinov2(const ParameterSet& parameters, InputRule input, at::Device device = at::kCPU,
         int64_t size = 224);
  int64_t dimension() const override { return sizes_.width; }

 private:
  Tensor forward(const Tensor& x) const override;
  Tensor attended(const std::string& block, const Tensor& h) const;
  Tensor linear(const std::string& name, const Tensor& h) const;
  Tensor normed(const std::string& name, const Tensor& h) const;

  Dinov2Sizes sizes_;
  ParameterSet p_;
  Tensor positions_;  // [1, 1 + n n, width]
};

/// What the shapes of weights say of the sizes.  Throws std::invalid_argument where they say nothing.
Dinov2Sizes dinov2_sizes(const ParameterSet& parameters);
ParameterSet dinov2_shapes(const Dinov2Sizes& sizes);

/// What of an image it sees, by name: "dgm-eval", "edm2".
const std::vector<InputRule>& dinov2_inputs();

}  // namespace odelia
