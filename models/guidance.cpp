#include "models/guidance.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>

#include "models/consistency_function.h"
#include "models/latent_space.h"
#include "models/row_labels.h"
#include "solvers/combine.h"
#include "solvers/row_sums.h"
#include "solvers/row_values.h"

namespace odelia {
namespace {

/// The same values twice, for a batch of twice the rows.
PerSample twice(const PerSample& value, int64_t rows) {
  if (value.uniform()) return value;
  std::vector<double> all;
  for (int64_t i = 0; i < 2 * rows; ++i) all.push_back(value[i % rows]);
  return PerSample(std::move(all));
}

std::string space_of(const ScoreModel& model) {
  const auto space = model.latent_space();
  return space ? space->identity() : "";
}

/// Whether it can be asked for classes: all that have some have class 0.
bool knows_classes(ScoreModel& model) {
  try {
    model.label({0});
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

class Guided final : public ScoreModel, public ConsistencyFunction {
 public:
  Guided(std::shared_ptr<ScoreModel> model, std::shared_ptr<ScoreModel> guide, Labels labels,
         const Guidance& guidance)
      : model_(std::move(model)),
        guide_(std::move(guide)),
        labels_(std::move(labels)),
        guidance_(guidance) {
    check(guidance_);
    function_ = consistency_function(*model_);
    if (guidance_.acts() && (function_ || (guide_ && consistency_function(*guide_))))
      refuse_guidance(
          "a consistency function says where the flow ends, and neither is guided nor guides; "
          "distil a guided teacher (objective.guidance), or give w = 1");
    if (itself() && labels_.none())
      refuse_guidance("by the model itself without a class needs labels; give some, or a guide");
    if (guide_ && !guidance_.acts())
      refuse_guidance("a guide means nothing at w = 1; give another w");
    if (guide_ && guide_->sample_shape() != model_->sample_shape())
      refuse_guidance(fmt::format("a guide for samples [{}] cannot guide a model of [{}]",
                                  fmt::join(guide_->sample_shape(), ", "),
                                  fmt::join(model_->sample_shape(), ", ")));
    if (guide_ && space_of(*guide_) != space_of(*model_))
      refuse_guidance(
          "the samples of model and guide are latents of two autoencoders, or of one alone; take "
          "a guide of the model's own");
    if (guide_ && guide_->levels() != model_->levels())
      refuse_guidance(
          "model and guide know different noise levels; take times=interpolated for both");
    if (guidance_.channels > model_->sample_shape()[0])
      refuse_guidance(fmt::format("of the first {} channels, and a sample has {}",
                                  guidance_.channels, model_->sample_shape()[0]));
    guide_by_class_ = guide_ && knows_classes(*guide_);
    // Refused now, not at the first evaluation.
    now_ = labels_.all();
    if (itself()) model_->label({now_[0], kNoClass});
    tell();
  }

  std::vector<int64_t> sample_shape() const override { return model_->sample_shape(); }
  Prediction native() const override { return model_->native(); }
  double lambda_max() const override {
    return guide_ ? std::min(model_->lambda_max(), guide_->lambda_max()) : model_->lambda_max();
  }
  bool at_pure_noise() const override {
    if (guidance_.acts() && guidance_.rescale > 0 && native() == Prediction::noise)
      return false;  // the noise whose spread is brought back says nothing of the data there
    return model_->at_pure_noise() && (!guide_ || guide_->at_pure_noise());
  }
  bool knows_origin() const override { return function_; }
  double origin_level() const override { return function_->origin_level(); }
  Tensor origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    ledger_.forward += 1, ledger_.rows += x.size(0);
    return function_->origin(x, alpha, sigma);
  }
  std::vector<double> levels() const override { return model_->levels(); }
  std::shared_ptr<const LatentSpace> latent_space() const override {
    return model_->latent_space();
  }
  at::ScalarType precision() const override { return model_->precision(); }
  at::ScalarType type() const override { return model_->type(); }
  /// Measured without guidance, they are not those of the guided model.
  std::shared_ptr<const ModelStatistics> statistics() const override {
    return guidance_.acts() ? nullptr : model_->statistics();
  }
  std::vector<double> breaks() const override { return guidance_.breaks(); }
  void enter(double lambda) override {
    inside_ = guidance_.passes(lambda) == 2;
    entered_ = !std::isnan(lambda);
  }
  void begin(const std::vector<uint64_t>& seeds) override {
    if (!labels_.none()) now_ = labels_.of_seeds(seeds);
    tell();
  }
  void label(const std::vector<int64_t>& labels) override {
    if (labels.empty() && !labels_.none()) return;  // those of the seeds, as `begin` tells
    now_ = labels;
    tell();
  }
  void select(const std::vector<int64_t>& rows) override {
    now_.select(rows);
    tell();
  }

 private:
  bool itself() const { return guidance_.acts() && !guide_; }
  void tell() {
    const auto labels = now_.empty() ? std::vector<int64_t>{kNoClass} : now_.list();
    model_->label(labels);
    if (guide_) guide_->label(guide_by_class_ ? labels : std::vector<int64_t>{kNoClass});
  }
  int64_t passes() const override { return passes_; }

  /// w of every row: 1 where guidance does not act.
  PerSample weights(const PerSample& alpha, const PerSample& sigma) const {
    if (!guidance_.acts()) return 1;
    if (entered_) return inside_ ? guidance_.w : 1;
    return PerSample::zip(alpha, sigma, [&](double a, double s) {
      // Not s <= to * a, which is no number at alpha = 0 without an upper end.
      return s >= guidance_.from * a && !(s > guidance_.to * a) ? guidance_.w : 1;
    });
  }

  /// The model's answer, and its guide's.
  std::pair<Tensor, Tensor> both(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                                 Prediction want) {
    if (guide_)
      return {model_->predict(x, alpha, sigma, want), guide_->predict(x, alpha, sigma, want)};
    const int64_t rows = x.size(0);
    now_.require(rows, "guidance");
    std::vector<int64_t> labels;
    for (int64_t i = 0; i < rows; ++i) labels.push_back(now_[i]);
    labels.resize(2 * rows, kNoClass);
    model_->label(labels);
    const Tensor all =
        model_->predict(at::cat({x, x}), twice(alpha, rows), twice(sigma, rows), want);
    tell();
    return {all.narrow(0, 0, rows), all.narrow(0, rows, rows)};
  }

  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    return ask(x, alpha, sigma, native());
  }
  /// Labels alone leave the network's own Jacobian; what guidance makes of two has no density.
  Tensor evaluate_with_products(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                                ProductKind kind, const VisitPiece& visit) override {
    if (guidance_.acts())
      refuse_guidance("what it makes of two predictions is no score, and has no density");
    passes_ = 1;
    return model_->predict(x, alpha, sigma, native(), kind, visit);
  }
  Tensor evaluate_flow(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                       ProductKind kind, const VisitPiece* visit) override {
    if (visit && !guidance_.acts())
      return model_->predict(x, alpha, sigma, Prediction::flow, kind, *visit);
    // The spread that rescaling restores is that of the native prediction.
    if (visit || guidance_.rescale > 0) return {};
    return ask(x, alpha, sigma, Prediction::flow);
  }

  Tensor ask(const Tensor& x, const PerSample& alpha, const PerSample& sigma, Prediction want) {
    const PerSample w = weights(alpha, sigma);
    passes_ = w.any([](double v) { return v != 1; }) ? 2 : 1;
    if (passes_ == 1) return model_->predict(x, alpha, sigma, want);
    const auto [own, guide] = both(x, alpha, sigma, want);
    const int64_t guided = guidance_.channels;
    const bool some = guided > 0 && guided < x.size(1);
    const auto part = [&](const Tensor& all) {
      return some ? all.narrow(1, 0, guided).contiguous() : all;
    };
    const Tensor own_part = part(own);
    Tensor out = combine({{w, own_part}, {1 - w, part(guide)}});
    if (guidance_.rescale > 0) out = rescaled(out, own_part);
    return some ? at::cat({out, own.narrow(1, guided, x.size(1) - guided)}, 1) : out;
  }

  /// phi out std(own)/std(out) + (1 - phi) out, sample by sample.
  Tensor rescaled(const Tensor& out, const Tensor& own) const {
    const auto spread = [](const Tensor& x) {
      const Tensor flat = x.to(at::kDouble).flatten(1);
      if (flat.is_cpu()) {
        const auto numbers = static_cast<double>(flat.size(1));
        const Tensor apart = flat - (row_sums(flat) / numbers).unsqueeze(1);
        return (row_sums(apart.square()) / (numbers - 1)).sqrt();
      }
      std::vector<Tensor> each;  // row by row: a GPU's sum over rows has another order
      for (int64_t i = 0; i < flat.size(0); ++i) each.push_back(flat[i].std());
      return at::stack(each);
    };
    const double phi = guidance_.rescale;
    const Tensor a = spread(own), b = spread(out);
    const Tensor factor = at::where(b > 0, phi * a / b + 1 - phi, at::ones_like(b));
    return out * row_values(factor, out);
  }

  std::shared_ptr<ScoreModel> model_, guide_;
  ConsistencyFunction* function_ = nullptr;  ///< the same model, where it is one
  Labels labels_;
  Guidance guidance_;
  RowLabels now_;                ///< before any seeds are told: every label that there is
  bool guide_by_class_ = false;  ///< an unconditional guide is asked without
  bool entered_ = false, inside_ = true;
  int64_t passes_ = 1;
};

}  // namespace

std::shared_ptr<ScoreModel> guided_model(std::shared_ptr<ScoreModel> model,
                                         std::shared_ptr<ScoreModel> guide, Labels labels,
                                         const Guidance& guidance) {
  return std::make_shared<Guided>(std::move(model), std::move(guide), std::move(labels), guidance);
}

}  // namespace odelia
