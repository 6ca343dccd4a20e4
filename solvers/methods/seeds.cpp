// SEEDS: exponential Runge-Kutta on the reverse SDE, the noise of all stages from one path.
#include "solvers/methods/tau_rule.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

/// The noise part of the exact solution, sigma(lambda) e^{-tau^2 lambda} times a martingale: stage
/// after stage it is what it was, decayed, and a fresh draw over the interval between.
class StageNoise {
 public:
  StageNoise(SemiLinear& sl, NoiseSource& noise, const State& now)
      : sl_(sl), noise_(noise), x_(now.x), t_(now.t) {}

  /// On to time s: returns the terms to add to x there.
  const std::vector<Term>& advance(const PerSample& s) {
    const TauRule rule = tau_rule(sl_.process(), sl_.eta(), t_, s, {sl_.process().lambdas(t_)});
    for (Term& term : terms_) term.c = rule.on_x * term.c;
    if (any_nonzero(rule.noise)) {
      draws_.push_back(std::make_unique<Tensor>(noise_.normal(t_, s, x_)));
      terms_.push_back({rule.noise, *draws_.back()});
    }
    t_ = s;
    return terms_;
  }

 private:
  SemiLinear& sl_;
  NoiseSource& noise_;
  const Tensor& x_;
  PerSample t_;
  std::vector<std::unique_ptr<Tensor>> draws_;
  std::vector<Term> terms_;
};

/// The state at s from the state now, with data predictions D_j at their lambdas, and the noise.
Tensor stage(SemiLinear& sl, const State& now, const PerSample& s,
             const std::vector<PerSample>& lambdas, const std::vector<Tensor>& data,
             const std::vector<Term>& noise) {
  const TauRule rule = tau_rule(sl.process(), sl.eta(), now.t, s, lambdas);
  std::vector<Term> terms{{rule.on_x, now.x}};
  for (size_t j = 0; j < data.size(); ++j) terms.push_back({rule.on_data[j], data[j]});
  for (const Term& term : noise) terms.push_back(term);
  return combine(terms);
}

/// The time at share r of the step in lambda.
PerSample between(const Process& p, const PerSample& t, const PerSample& t1, double r) {
  const PerSample lambda = p.lambdas(t), h = p.lambdas(t1) - lambda;
  return (lambda + r * h).map([&](double l) { return p.t_of_lambda(l); });
}

/// The data predicted in the middle in lambda stands for the whole step.
struct Seeds2 final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "seeds_2");
    const Process& p = sl.process();
    const PerSample lambda = p.lambdas(now.t);
    StageNoise w(sl, noise, now);
    const Tensor d = sl.data(now.x, now.t);
    if (!dynamics.regular(to.t1))
      return {{stage(sl, now, to.t1, {lambda}, {d}, w.advance(to.t1)), to.t1, {}, {}}};
    const PerSample s = between(p, now.t, to.t1, 0.5);
    const Tensor x_s = stage(sl, now, s, {lambda}, {d}, w.advance(s));
    const Tensor d_s = sl.data(x_s, s);
    return {{stage(sl, now, to.t1, {lambda}, {d_s}, w.advance(to.t1)), to.t1, {}, {}}};
  }
};
const Register<Seeds2> seeds_2{
    {.name = "seeds_2",
     .family = "seeds",
     .kind = "sde",
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .needs = "semi_linear",
     .reference = "Gonzalez et al. 2023, arXiv:2305.14267, Alg. 3 (SEEDS-2)"}};

/// Stages at a third and two thirds of the step in lambda, each by the line through what is known.
struct Seeds3 final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "seeds_3");
    const Process& p = sl.process();
    const PerSample lambda = p.lambdas(now.t);
    StageNoise w(sl, noise, now);
    const Tensor d = sl.data(now.x, now.t);
    if (!dynamics.regular(to.t1))
      return {{stage(sl, now, to.t1, {lambda}, {d}, w.advance(to.t1)), to.t1, {}, {}}};
    const PerSample s1 = between(p, now.t, to.t1, 1.0 / 3), s2 = between(p, now.t, to.t1, 2.0 / 3);
    const Tensor x1 = stage(sl, now, s1, {lambda}, {d}, w.advance(s1));
    const Tensor d1 = sl.data(x1, s1);
    const Tensor x2 = stage(sl, now, s2, {lambda, p.lambdas(s1)}, {d, d1}, w.advance(s2));
    const Tensor d2 = sl.data(x2, s2);
    return {
        {stage(sl, now, to.t1, {lambda, p.lambdas(s2)}, {d, d2}, w.advance(to.t1)), to.t1, {}, {}}};
  }
};
const Register<Seeds3> seeds_3{
    {.name = "seeds_3",
     .family = "seeds",
     .kind = "sde",
     .order = 3,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 3,
     .needs = "semi_linear",
     .reference = "Gonzalez et al. 2023, arXiv:2305.14267, Alg. 4 (SEEDS-3)"}};

}  // namespace
}  // namespace odelia
