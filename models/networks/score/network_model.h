#pragma once
#include "models/consistency_function.h"
#include "models/networks/kernels/recorded_pass.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/network_options.h"
#include "models/row_labels.h"
#include "models/score_model.h"

namespace odelia {

/// A trained network as the score model of any process.
///
/// x = alpha x0 + sigma n is rescaled to k (x0 + s n), s = sigma/alpha, which is all the network
/// ever saw, and log(alpha/sigma) is its time.  Sample i is the same to the bit whatever else is in
/// the batch: rows do not see one another, or run in padded micro-batches of one size where the
/// libraries beneath would let them.  Where alpha/sigma is
/// smaller than in training the input is noise to within alpha/sigma, and the network is asked at
/// its noisiest level; where it is larger, it cannot know the answer: std::domain_error (within
/// 0.05 in log(alpha/sigma) it is asked at its cleanest level).
class NetworkModel final : public ScoreModel, public ConsistencyFunction {
 public:
  /// Throws std::invalid_argument on a precision or micro-batch it cannot run in.  One with classes
  /// whose training facts say class_dropout = 0 is asked with labels alone.
  NetworkModel(ScoreCheckpoint checkpoint, NetworkOptions options);
  std::vector<int64_t> sample_shape() const override;
  Prediction native() const override { return native_; }
  void label(const std::vector<int64_t>& labels) override;
  void select(const std::vector<int64_t>& rows) override { labels_.select(rows); }
  double lambda_max() const override { return checkpoint_.lambda_range[1]; }
  bool at_pure_noise() const override { return native_ == Prediction::data; }
  bool knows_origin() const override { return checkpoint_.target == Target::consistency; }
  double origin_level() const override { return checkpoint_.s_min(); }
  Tensor origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override;
  /// Throws std::invalid_argument where those in its folder are of other weights.
  std::shared_ptr<const ModelStatistics> statistics() const override;
  /// float16, which resolves as little, where TF32 is asked for or allowed.
  at::ScalarType precision() const override;
  at::ScalarType type() const override { return options_.precision; }
  /// Of how many shapes its passes are kept as CUDA graphs.
  size_t recorded_passes() const { return recorded_ ? recorded_->recorded() : 0; }
  std::shared_ptr<const LatentSpace> latent_space() const override;
  const ScoreCheckpoint& checkpoint() const { return checkpoint_; }

 private:
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override;
  Tensor evaluate_with_products(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                                ProductKind kind, const VisitPiece& visit) override;

  /// What the network is asked for a batch, and how its answer is read.
  struct Question {
    PerSample scale;     ///< x_in = scale x
    PerSample on_input;  ///< native = on_input x_in + on_output F(x_in)
    PerSample on_output;
    Tensor input;   ///< x_in in x's type
    Tensor single;  ///< the same in float32, on the network's device
    std::vector<float> lambda;
    std::vector<int64_t> labels;  ///< as the network has them: no class is its last
  };
  Question ask(const Tensor& x, const PerSample& alpha, const PerSample& sigma) const;
  /// Refuses what it would answer by weights that no training step has seen.
  [[noreturn]] void refuse_no_class(const std::string& remedy) const;
  /// Rows [from, from + n) of x, padded to a micro-batch if its size is fixed; F of them.
  Tensor padded(const Tensor& x, int64_t from, int64_t n, bool fixed) const;
  Tensor forward(const PreparedNetwork& network, const Question& q, const Tensor& chunk,
                 int64_t from, int64_t n) const;
  /// Calls pass(from, n) for pieces of a batch: micro-batches of fixed size one by one, or any size
  /// and, where there are threads for it, at once.
  void in_pieces(int64_t rows, bool fixed,
                 const std::function<void(int64_t from, int64_t n)>& pass) const;

  ScoreCheckpoint checkpoint_;
  NetworkOptions options_;
  RowLabels labels_;
  bool knows_no_class_;  ///< it may be asked without a class
  Prediction native_;
  std::unique_ptr<PreparedNetwork> prepared_;  ///< for forward passes
  std::unique_ptr<RecordedPass>
      recorded_;  ///< of `prepared_`, as CUDA graphs where wanted; or null
  /// For products with the Jacobian; made when first needed.
  std::unique_ptr<PreparedNetwork> differentiable_;
};

/// A network from a checkpoint folder, or one shipped with Odelia: `pretrained:NAME`, or just NAME.
std::shared_ptr<ScoreModel> load_model(const std::string& spec, const NetworkOptions& options = {});

}  // namespace odelia
