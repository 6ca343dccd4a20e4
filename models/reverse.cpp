#include "models/reverse.h"

#include "models/breaks.h"
#include "models/consistency_function.h"
#include "solvers/combine.h"
#include "solvers/origin.h"

namespace odelia {
namespace {

class Reverse final : public Dynamics, public SemiLinear, public KnowsOrigin {
 public:
  Reverse(std::shared_ptr<const Process> process, std::shared_ptr<ScoreModel> model, double eta,
          EvaluationWatcher* watcher)
      : process_(std::move(process)), model_(std::move(model)), eta_(eta), watcher_(watcher) {
    if (!(eta_ >= 0))
      throw std::invalid_argument(
          fmt::format("reverse_dynamics: eta must be 0 or more, got {}", eta_));
    require_pure_noise(*process_, *model_);
    if (process_->from_pure_noise() && eta_ > 0)
      throw std::invalid_argument(fmt::format(
          "process '{}' starts at alpha = 0, where the noise of the reverse SDE is infinite; take "
          "an ODE solver, eta = 0, or t_max=0.999",
          process_->name()));
  }
  std::string name() const override { return eta_ == 0 ? "probability_flow" : "reverse_sde"; }
  Tensor drift(const Tensor& x, const PerSample& t) override {
    if (process_->from_pure_noise()) {
      const auto [on_x, on_flow] = process_->flow_form(t);
      return combine({{on_x, x}, {on_flow, predict(x, t, Prediction::flow)}});
    }
    const PerSample on_x = t.map([&](double s) { return process_->f(s); });
    const PerSample on_eps = t.map(
        [&](double s) { return 0.5 * (1 + eta_ * eta_) * process_->g2(s) / process_->sigma(s); });
    return combine({{on_x, x}, {on_eps, noise(x, t)}});
  }
  double diffusion(double t) const override { return eta_ == 0 ? 0 : eta_ * process_->g(t); }
  bool regular(double t) const override { return process_->flow_regular(t); }
  std::vector<double> breaks(double t0, double t1) const override {
    return breaks_between(*model_, *process_, t0, t1);
  }
  void enter(double t0, double t1) override { model_->enter(process_->lambda(0.5 * (t0 + t1))); }
  SemiLinear* semi_linear() override { return this; }
  void select(const std::vector<int64_t>& rows) override {
    model_->select(rows);
    if (watcher_) watcher_->select(rows);
  }
  const Ledger& ledger() const override { return model_->ledger(); }

  const Process& process() const override { return *process_; }
  double eta() const override { return eta_; }
  std::shared_ptr<const ModelStatistics> statistics() const override {
    return model_->statistics();
  }
  Tensor noise(const Tensor& x, const PerSample& t) override {
    return predict(x, t, Prediction::noise);
  }
  Tensor data(const Tensor& x, const PerSample& t) override {
    return predict(x, t, Prediction::data);
  }
  Tensor origin(const Tensor& x, const PerSample& t) override {
    ConsistencyFunction* function = consistency_function(*model_);
    if (!function) refuse_as_consistency_function();
    const Tensor value = function->origin(x, process_->alphas(t), process_->sigmas(t));
    if (watcher_) watcher_->evaluated(x, t, value);
    return value;
  }
  double origin_level() const override {
    const ConsistencyFunction* function = consistency_function(*model_);
    return function ? function->origin_level() : 0;
  }

 private:
  Tensor predict(const Tensor& x, const PerSample& t, Prediction want) {
    const PerSample alpha = process_->alphas(t), sigma = process_->sigmas(t);
    const Tensor value = model_->predict(x, alpha, sigma, want);
    if (watcher_)
      watcher_->evaluated(x, t, convert(value, want, Prediction::data, x, alpha, sigma));
    return value;
  }
  std::shared_ptr<const Process> process_;
  std::shared_ptr<ScoreModel> model_;
  double eta_;
  EvaluationWatcher* watcher_;
};

class Forward final : public Dynamics {
 public:
  explicit Forward(std::shared_ptr<const Process> process) : process_(std::move(process)) {
    if (process_->from_pure_noise())
      throw std::invalid_argument(fmt::format(
          "process '{}' ends at alpha = 0, where the drift of the forward SDE is infinite; take "
          "t_max=0.999",
          process_->name()));
  }
  std::string name() const override { return "forward_sde"; }
  Tensor drift(const Tensor& x, const PerSample& t) override {
    return combine({{t.map([&](double s) { return process_->f(s); }), x}});
  }
  double diffusion(double t) const override { return process_->g(t); }
  const Ledger& ledger() const override { return ledger_; }

 private:
  std::shared_ptr<const Process> process_;
  Ledger ledger_;  // stays at zero: no network
};

}  // namespace

void require_pure_noise(const Process& process, const ScoreModel& model) {
  if (process.from_pure_noise() && !model.at_pure_noise())
    throw std::invalid_argument(fmt::format(
        "process '{}' starts at pure noise, alpha = 0, where this model cannot be asked: what it "
        "predicts says nothing of the data there; take t_max=0.999",
        process.name()));
}

std::unique_ptr<Dynamics> reverse_dynamics(std::shared_ptr<const Process> process,
                                           std::shared_ptr<ScoreModel> model, double eta,
                                           EvaluationWatcher* watcher) {
  return std::make_unique<Reverse>(std::move(process), std::move(model), eta, watcher);
}

std::unique_ptr<Dynamics> forward_dynamics(std::shared_ptr<const Process> process) {
  return std::make_unique<Forward>(std::move(process));
}

}  // namespace odelia
