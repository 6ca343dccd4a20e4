#pragma once
#include <memory>

#include "models/data/fields.h"
#include "models/features/extractor.h"
#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// A small convolutional classifier: a whitening layer over 2x2 patches, then per width two 3x3
/// convolutions with max-pooling by 2 after the first, BatchNorm and SiLU after each; global
/// max-pooling gives the features, a linear map of them the logits.  After K. Jordan 2024,
/// arXiv:2404.00498, sec. 3.
struct ClassifierConfig {
  int64_t channels = 3, size = 32, classes = 10;
  std::vector<int64_t> widths = {64, 128, 256};    ///< the last is the feature dimension
  std::vector<double> mean = {0.5}, std = {0.25};  ///< of pixels in [0, 1], per channel
};
void check(const ClassifierConfig& config);
nlohmann::json to_json(const ClassifierConfig& config);
ClassifierConfig read_classifier(Fields description);

/// Fresh weights; `images` (uint8 [N, C, H, W])
/// determine the whitening layer, which is not trained.
ParameterSet make_classifier(const ClassifierConfig& config, const Tensor& images, uint64_t seed);
/// Placeholders of the same names and shapes: what a file is held against before memory is taken.
ParameterSet classifier_shapes(const ClassifierConfig& config);

/// Features [B, widths.back()] of normalised images [B, C, H, W].  With `training`, BatchNorm uses
/// the batch's statistics and updates the running ones in `parameters`.
Tensor classifier_features(const ClassifierConfig& config, const ParameterSet& parameters,
                           const Tensor& x, bool training);
/// Logits [B, classes] of those features.
Tensor classifier_head(const ParameterSet& parameters, const Tensor& features);

/// A trained classifier.
struct ClassifierCheckpoint {
  ClassifierConfig network;
  std::string dataset;
  nlohmann::json training = nlohmann::json::object();  ///< facts for people; not interpreted
  ParameterSet parameters;
};
void save_checkpoint(const std::filesystem::path& folder, const ClassifierCheckpoint& checkpoint,
                     at::ScalarType storage = at::kHalf);
/// Throws std::invalid_argument as load_score_checkpoint does.
ClassifierCheckpoint load_classifier_checkpoint(const std::filesystem::path& folder);

/// A trained classifier, ready to use.  Runs in padded batches of one size: image i has the same
/// features to the bit whatever else is in the batch.
class Classifier final : public FeatureExtractor {
 public:
  explicit Classifier(ClassifierCheckpoint checkpoint, at::Device device = at::kCPU);
  Tensor features(const Tensor& images) const override;
  /// float32 [N, classes] on the CPU.
  Tensor logits(const Tensor& images) const;
  Tensor class_logits(const Tensor& features) const override;
  int64_t dimension() const override { return checkpoint_.network.widths.back(); }
  const ClassifierCheckpoint& checkpoint() const { return checkpoint_; }

 private:
  ClassifierCheckpoint checkpoint_;
  ParameterSet folded_;  // BatchNorm folded into the convolutions
  at::Device device_;
};

/// Folds BatchNorm's running statistics into convolution weights and biases.
ParameterSet fold_batch_norm(const ClassifierConfig& config, const ParameterSet& parameters);

/// (bytes / 255 - mean) / std per channel, float32.
Tensor normalise(const ClassifierConfig& config, const Tensor& bytes);

/// A classifier from a checkpoint folder, or one shipped
/// with Odelia: `pretrained:NAME`, or just NAME.
std::shared_ptr<Classifier> load_classifier(const std::string& spec, at::Device device = at::kCPU);

}  // namespace odelia
