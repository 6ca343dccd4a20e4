#pragma once
#include <vector>

#include "models/networks/extractors/convolution.h"
#include "models/networks/extractors/network_extractor.h"

namespace odelia {

/// EfficientNet-Lite0 as trained on ImageNet: sixteen inverted residual blocks without squeeze and
/// excitation, ReLU6, TensorFlow's padding, batch norms with eps 1e-3; features are the 1280 behind
/// the global average.  Source: the package efficientnet-lite-pytorch 0.1.0, model.py, utils.py.
class EfficientNetLite final : public NetworkExtractor {
 public:
  /// parameters: those of efficientnet_lite_shapes; size: of the images that the network sees.
  explicit EfficientNetLite(const ParameterSet& parameters, at::Device device = at::kCPU,
                            int64_t size = 224);
  int64_t dimension() const override { return head_.weight.size(0); }
  Tensor class_logits(const Tensor& features) const override;

 private:
  struct Block {
    FoldedConvolution expand, depthwise, project;  // expand: undefined in the first
    int64_t stride;
  };
  Tensor forward(const Tensor& x) const override;

  FoldedConvolution stem_, head_;
  std::vector<Block> blocks_;
  Tensor fc_weight_, fc_bias_;  // on the CPU
};

/// Names and shapes of its weights; every width but the image's divided by `narrowed`.
ParameterSet efficientnet_lite_shapes(int64_t narrowed = 1);

}  // namespace odelia
