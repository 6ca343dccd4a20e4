#include "models/watched_model.h"

#include "models/consistency_function.h"

namespace odelia {
namespace {

class Watched final : public ScoreModel, public ConsistencyFunction {
 public:
  Watched(std::shared_ptr<ScoreModel> inner, Watch watch)
      : inner_(std::move(inner)),
        function_(consistency_function(*inner_)),
        watch_(std::move(watch)) {}
  bool knows_origin() const override { return function_; }
  double origin_level() const override { return function_->origin_level(); }
  Tensor origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    if (watch_.before) watch_.before();
    const Tensor y = function_->origin(x, alpha, sigma);
    ledger_.forward += 1, ledger_.rows += x.size(0);
    if (watch_.after) watch_.after({x, alpha, sigma, y, Prediction::data});
    return y;
  }
  Tensor log_density(const Tensor& x, double alpha, double sigma) const override {
    return inner_->log_density(x, alpha, sigma);
  }
  double lambda_max() const override { return inner_->lambda_max(); }
  bool at_pure_noise() const override { return inner_->at_pure_noise(); }
  std::vector<double> levels() const override { return inner_->levels(); }
  at::ScalarType precision() const override { return inner_->precision(); }
  at::ScalarType type() const override { return inner_->type(); }
  std::vector<int64_t> sample_shape() const override { return inner_->sample_shape(); }
  std::vector<double> breaks() const override { return inner_->breaks(); }
  void enter(double lambda) override { inner_->enter(lambda); }
  void begin(const std::vector<uint64_t>& seeds) override { inner_->begin(seeds); }
  void label(const std::vector<int64_t>& labels) override { inner_->label(labels); }
  void select(const std::vector<int64_t>& rows) override { inner_->select(rows); }
  Prediction native() const override { return inner_->native(); }
  std::shared_ptr<const ModelStatistics> statistics() const override {
    return inner_->statistics();
  }
  std::shared_ptr<const LatentSpace> latent_space() const override {
    return inner_->latent_space();
  }

 private:
  int64_t passes() const override { return passes_; }
  Tensor ask(const Tensor& x, const PerSample& alpha, const PerSample& sigma, Prediction want,
             ProductKind kind, const VisitPiece* visit) {
    if (watch_.before) watch_.before();
    const int64_t before = inner_->ledger().forward;
    const Tensor y = visit ? inner_->predict(x, alpha, sigma, want, kind, *visit)
                           : inner_->predict(x, alpha, sigma, want);
    passes_ = inner_->ledger().forward - before;
    if (watch_.after) watch_.after({x, alpha, sigma, y, want});
    return y;
  }
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    return ask(x, alpha, sigma, native(), ProductKind::vjp, nullptr);
  }
  Tensor evaluate_flow(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                       ProductKind kind, const VisitPiece* visit) override {
    return ask(x, alpha, sigma, Prediction::flow, kind, visit);
  }
  Tensor evaluate_with_products(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                                ProductKind kind, const VisitPiece& visit) override {
    return ask(x, alpha, sigma, native(), kind, &visit);
  }

  std::shared_ptr<ScoreModel> inner_;
  ConsistencyFunction* function_;  ///< the same model, where it is one
  Watch watch_;
  int64_t passes_ = 1;
};

}  // namespace

std::shared_ptr<ScoreModel> watched_model(std::shared_ptr<ScoreModel> model, Watch watch) {
  return std::make_shared<Watched>(std::move(model), std::move(watch));
}

}  // namespace odelia
