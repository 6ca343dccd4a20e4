#pragma once
#include <functional>
#include <optional>

#include "models/conventions/convention.h"
#include "models/row_labels.h"
#include "models/score_model.h"

namespace odelia {

/// A network as a function.  x: [n, ...] in the network's type, on its device, contiguous; time:
/// [n], float64 for a network in float64 and else float32, or int64 where the convention has integer
/// times; labels: [n] int64, or float32 rows [n, classes] where the convention has them, or undefined
/// where there are none.  Returns [n, ...], of x's type, on its device.  It is called with gradients
/// recorded or not, as ForeignModel needs them, and from one thread at a time.
using NetworkCall =
    std::function<Tensor(const Tensor& x, const Tensor& time, const Tensor& labels)>;

/// What a foreign network is, besides its convention, and how it is run.
struct ForeignOptions {
  std::string name;                   ///< for messages, such as a file's
  std::string hash = {};              ///< of its contents: what results depend on
  std::vector<int64_t> shape;         ///< of one sample, such as {3, 32, 32}
  at::ScalarType type = at::kFloat;   ///< it computes in: float32, float64, bfloat16 or float16
  at::ScalarType inner = at::kFloat;  ///< bfloat16: within float32 it computes in that
  bool tf32 = false;                  ///< float32 may be TF32, on a GPU
  at::Device device = at::kCPU;
  /// It can be asked with 0 .. labels - 1, and with none where that is 0; nothing: not known.
  std::optional<int64_t> labels = {};
  int64_t no_label = -1;  ///< what it takes for no class besides these; -1: nothing
  /// Rows of every pass: fewer are padded with zeros, so that a row does not depend on how many
  /// others there are.  Part of the result's identity.
  int64_t micro_batch = 16;
  /// Where its samples are latents of images: what turns them into those.
  std::shared_ptr<const LatentSpace> latents = {};
};

/// A network of somebody else's as the score model of any process.
///
/// VJPs are LibTorch's reverse mode; JVPs its forward mode, which not every network has.  What
/// comes back is held against what was asked for: shape, type and device at every call, finite
/// values at the first.
class ForeignModel final : public ScoreModel {
 public:
  /// Throws std::invalid_argument on options that do not fit one another.
  ForeignModel(Convention convention, ForeignOptions options, NetworkCall call);
  std::vector<int64_t> sample_shape() const override { return options_.shape; }
  Prediction native() const override { return convention_.native(); }
  /// No class: the convention's null label, else the network is called without labels.
  void label(const std::vector<int64_t>& labels) override;
  void select(const std::vector<int64_t>& rows) override { labels_.select(rows); }
  double lambda_max() const override { return convention_.lambda_max(); }
  bool at_pure_noise() const override { return convention_.at_pure_noise; }
  std::vector<double> levels() const override { return convention_.levels(); }
  /// float16, which resolves as little, where TF32 is asked for or allowed.
  at::ScalarType precision() const override;
  at::ScalarType type() const override;
  std::shared_ptr<const LatentSpace> latent_space() const override { return options_.latents; }
  const Convention& convention() const { return convention_; }
  const ForeignOptions& options() const { return options_; }
  /// All that its answers depend on, as one line: contents, convention, type, micro-batch.
  std::string identity() const;

 private:
  struct Question;
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override;
  Tensor evaluate_with_products(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                                ProductKind kind, const VisitPiece& visit) override;
  Question ask(const Tensor& x, const PerSample& alpha, const PerSample& sigma) const;
  Tensor forward(const Question& q, const Tensor& chunk, int64_t from, int64_t n);
  void check(const Tensor& y, const Tensor& x, const Tensor& time, int64_t n);

  Convention convention_;
  ForeignOptions options_;
  NetworkCall call_;
  RowLabels labels_;
  bool answered_ = false;  ///< a finite answer has come
};

/// Such a model that has been asked once, at a level that every network knows and with the first of
/// `labels`, so that what does not fit is found now.
std::shared_ptr<ForeignModel> rehearsed_model(const Convention& convention,
                                              const ForeignOptions& options,
                                              const NetworkCall& call,
                                              const std::vector<int64_t>& labels);

}  // namespace odelia
