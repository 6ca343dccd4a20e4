#include "solvers/methods/wrapping.h"

namespace odelia {
namespace {

/// Answers the first evaluation of a solve from Gaussian data N(0, sigma_data^2 I), and others of
/// that state,
///   eps = sigma x/(alpha^2 sigma_data^2 + sigma^2),   x0 = (x - sigma eps)/alpha.
class GaussianStart final : public WrappedDynamics {
 public:
  GaussianStart(Dynamics& dynamics, double sigma_data)
      : WrappedDynamics(dynamics), s2_(sigma_data * sigma_data) {}

 private:
  Tensor answer(Asked what, const Tensor& x, const PerSample& t) override {
    if (!first_.defined()) first_ = x;
    if (!x.is_same(first_)) return evaluate(what, x, t);
    const PerSample scale = t.map([&](double s) {
      const Process& p = process();
      const double a = p.alpha(s), sigma = p.sigma(s), variance = a * a * s2_ + sigma * sigma;
      if (what == Asked::data) return a * s2_ / variance;
      if (what == Asked::noise) return sigma / variance;
      return p.f(s) + 0.5 * (1 + eta() * eta()) * p.g2(s) / variance;
    });
    return combine({{scale, x}});
  }
  Tensor first_;
  double s2_;
};

/// The first evaluation for nothing: at high noise the score is that of a Gaussian.  The error of
/// that step stays of order h, however accurate the rest.
class AnalyticStart final : public Solver {
 public:
  AnalyticStart(const Method& inner, const Options& options)
      : inner_(inner), sigma_data_(options.number("sigma_data", 1)) {
    if (!(sigma_data_ >= 0))
      throw std::invalid_argument(fmt::format(
          "wrapper 'analytic_start': sigma_data must be 0 or more, got {}", sigma_data_));
  }
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    if (to.index > 0) return inner_.solver->step(dynamics, noise, now, to);
    require_semi_linear(dynamics, "analytic_start");
    GaussianStart start(dynamics, sigma_data_);
    return inner_.solver->step(start, noise, now, to);
  }

 private:
  Method inner_;
  double sigma_data_;
};

std::pair<Traits, std::shared_ptr<const Solver>> wrap(const Method& inner, const Options& options) {
  if (wrapped_by(inner, "analytic_start"))
    refuse("analytic_start", inner, "solvers whose start is not answered already", "heun");
  if (inner.traits.outside)
    refuse("analytic_start", inner,
           "methods of this library, which evaluate at the state they are given", "heun");
  Traits traits = inner.traits;
  traits.family = "wrapper";
  traits.order = std::min(traits.order, 1.0);
  traits.strong_order = std::min(traits.strong_order, 1.0);
  traits.weak_order = std::min(traits.weak_order, 1.0);
  traits.nfe_first_extra -= 1;
  traits.embedded = false;  // the adaptive loop evaluates the start itself
  traits.needs = Needs::semi_linear;
  traits.reference = "Dockhorn et al. 2022, arXiv:2210.05475, sec. 3.2";
  return {traits, std::make_shared<AnalyticStart>(inner, options)};
}

const RegisterWrapper analytic_start{
    {.name = "analytic_start",
     .takes = "any solver of this library",
     .options = {{"sigma_data", "1", "standard deviation of the data"}},
     .reference = "analytic first step: Dockhorn et al. 2022, arXiv:2210.05475, sec. 3.2",
     .wrap = wrap}};

}  // namespace
}  // namespace odelia
