#include "models/exact_consistency.h"

#include <cmath>

#include <ATen/ops/tensor.h>

#include "models/consistency_function.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/combine.h"
#include "solvers/integrate.h"

namespace odelia {
namespace {

class ExactConsistency final : public ScoreModel, public ConsistencyFunction {
 public:
  ExactConsistency(Mixture mixture, double s_min, double tolerance)
      : mixture_(std::move(mixture)),
        model_(mixture_model(mixture_)),
        s_min_(s_min),
        tolerance_{.rtol = tolerance, .atol = tolerance} {
    if (!(s_min >= 0) || (several() && s_min == 0))
      throw std::invalid_argument(fmt::format(
          "exact_consistency: s_min must be {}, got {}",
          several() ? "positive, for the flow of several Gaussians is integrated" : "0 or more",
          s_min));
  }
  std::vector<int64_t> sample_shape() const override { return model_->sample_shape(); }
  Prediction native() const override { return Prediction::data; }
  bool knows_origin() const override { return true; }
  double origin_level() const override { return s_min_; }
  Tensor origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    ledger_.forward += 1, ledger_.rows += x.size(0);
    return evaluate(x, alpha, sigma);
  }

 private:
  bool several() const { return mixture_.weights.size() > 1; }

  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    const PerSample s = sigma / alpha;
    if (several()) return integrated(combine({{1 / alpha, x}}), s);
    const double v = mixture_.stds[0] * mixture_.stds[0];
    const PerSample gain =
        s.map([&](double level) { return std::sqrt((v + s_min_ * s_min_) / (v + level * level)); });
    const Tensor mean = at::tensor(mixture_.means[0], at::kDouble).to(x.options()).expand_as(x);
    return combine({{gain / alpha, x}, {1 - gain, mean.contiguous()}});
  }

  /// Row by row, for each may begin at a level of its own.
  Tensor integrated(const Tensor& y, const PerSample& s) const {
    static const Method method = make_method("dop853");
    Tensor out = y.clone();
    for (int64_t i = 0; i < y.size(0); ++i) {
      if (s[i] <= s_min_) continue;
      const std::shared_ptr<const Process> process =
          make_process(fmt::format("ve(sigma_min={:.17g},sigma_max={:.17g})", s_min_, s[i]));
      const auto flow = reverse_dynamics(process, model_, 0);
      NoNoise none;
      const Solution end =
          integrate_adaptive(method, *flow, none, y.narrow(0, i, 1), process->t_max(),
                             process->t_of_lambda(-std::log(s_min_)), tolerance_, {});
      if (!end.ok())
        throw std::runtime_error("exact_consistency: the flow could not be integrated");
      out.narrow(0, i, 1).copy_(end.x);
    }
    return out;
  }

  Mixture mixture_;
  std::shared_ptr<ScoreModel> model_;
  double s_min_;
  Tolerance tolerance_;
};

}  // namespace

std::shared_ptr<ScoreModel> exact_consistency(Mixture mixture, double s_min, double tolerance) {
  return std::make_shared<ExactConsistency>(std::move(mixture), s_min, tolerance);
}

}  // namespace odelia
