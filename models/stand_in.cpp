#include "models/stand_in.h"

#include "models/consistency_function.h"
#include "solvers/combine.h"

namespace odelia {
namespace {

class StandIn final : public ScoreModel, public ConsistencyFunction {
 public:
  explicit StandIn(std::shared_ptr<ScoreModel> model)
      : model_(std::move(model)), function_(consistency_function(*model_)) {}
  std::vector<int64_t> sample_shape() const override { return model_->sample_shape(); }
  Prediction native() const override { return Prediction::noise; }
  double lambda_max() const override { return model_->lambda_max(); }
  bool at_pure_noise() const override { return model_->at_pure_noise(); }
  bool knows_origin() const override { return function_; }
  double origin_level() const override { return function_->origin_level(); }
  Tensor origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    if (log(alpha / sigma).any([&](double l) { return l > model_->lambda_max(); }))
      return function_->origin(x, alpha, sigma);
    ledger_.forward += 1, ledger_.rows += x.size(0);
    return combine({{0.5 / (alpha + sigma), x}});
  }
  at::ScalarType precision() const override { return model_->precision(); }
  at::ScalarType type() const override { return model_->type(); }
  std::vector<double> breaks() const override { return model_->breaks(); }
  // The model itself may be asked, and must know of which rows.
  void enter(double lambda) override { model_->enter(lambda); }
  void begin(const std::vector<uint64_t>& seeds) override { model_->begin(seeds); }
  void label(const std::vector<int64_t>& labels) override { model_->label(labels); }
  void select(const std::vector<int64_t>& rows) override { model_->select(rows); }
  std::shared_ptr<const ModelStatistics> statistics() const override {
    return model_->statistics();
  }

 private:
  /// At alpha = 0, x0 = 0 and eps = x/sigma.
  Tensor evaluate_flow(const Tensor& x, const PerSample& alpha, const PerSample& sigma, ProductKind,
                       const VisitPiece* visit) override {
    if (visit || !alpha.any([](double a) { return !(a > 0); })) return {};
    const PerSample on_x = PerSample::zip(
        alpha, sigma, [](double a, double s) { return (s - 0.25 * a) / (s * s + 0.25 * a * a); });
    return combine({{on_x, x}});
  }
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    if (log(alpha / sigma).any([&](double l) { return l > model_->lambda_max(); }))
      return model_->predict(x, alpha, sigma, native());
    const PerSample on_x =
        PerSample::zip(alpha, sigma, [](double a, double s) { return s / (s * s + 0.25 * a * a); });
    return combine({{on_x, x}});
  }
  std::shared_ptr<ScoreModel> model_;
  ConsistencyFunction* function_;  ///< the same model, where it is one
};

}  // namespace

std::shared_ptr<ScoreModel> stand_in(std::shared_ptr<ScoreModel> model) {
  return std::make_shared<StandIn>(std::move(model));
}

}  // namespace odelia
