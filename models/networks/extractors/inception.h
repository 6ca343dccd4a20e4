#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/networks/extractors/convolution.h"
#include "models/networks/extractors/network_extractor.h"

namespace odelia {

/// FID's Inception v3, as ported from TensorFlow's inception-2015-12-05: average pools that do not
/// count their padding, a max pool in the last block, batch norms with eps 1e-3.  Features are the
/// 2048 of pool3, or spatial ones: the first seven channels of mixed_6/conv at 17 x 17 positions, of
/// which sFID is made.  Logits are without the bias, as the Inception score has them.
/// Source: mseitzer/pytorch-fid, src/pytorch_fid/inception.py; toshas/torch-fidelity,
/// feature_extractor_inceptionv3.py; openai/guided-diffusion, evaluations/evaluator.py.
class Inception final : public NetworkExtractor {
 public:
  enum class Layer { pool3, spatial };
  /// parameters: those of inception_shapes.
  Inception(const ParameterSet& parameters, InputRule input, Layer layer = Layer::pool3,
            at::Device device = at::kCPU);
  int64_t dimension() const override;
  Tensor class_logits(const Tensor& features) const override;

 private:
  using Names = std::vector<std::string>;
  Tensor forward(const Tensor& x) const override;
  Tensor convolved(const std::string& name, const Tensor& x, int64_t stride, bool padded) const;
  Tensor branch(const std::string& block, Tensor h, const Names& names) const;
  Tensor reduced(const std::string& block, const Tensor& h, const Names& names) const;
  Tensor block_a(const std::string& name, const Tensor& h) const;
  Tensor block_b(const std::string& name, const Tensor& h) const;
  Tensor block_c(const std::string& name, const Tensor& h) const;
  Tensor block_d(const std::string& name, const Tensor& h) const;
  Tensor block_e(const std::string& name, const Tensor& h, bool greatest) const;

  std::map<std::string, FoldedConvolution> convolutions_;
  Tensor head_;  // [classes, features], on the CPU
  Layer layer_;
};

/// Names and shapes of its weights; every width but the image's divided by `narrowed`.
ParameterSet inception_shapes(int64_t narrowed = 1);

/// What of an image it sees, by name: "pytorch-fid", "torch-fidelity", "clean-fid".
const std::vector<InputRule>& inception_inputs();

}  // namespace odelia
