// SEEDS: exponential Runge-Kutta on the reverse SDE, the noise of all stages from one path.
#include <algorithm>

#include "solvers/exponential.h"
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
      return {{stage(sl, now, to.t1, {lambda}, {d}, w.advance(to.t1)), to.t1}};
    const PerSample s = between(p, now.t, to.t1, 0.5);
    const Tensor x_s = stage(sl, now, s, {lambda}, {d}, w.advance(s));
    const Tensor d_s = sl.data(x_s, s);
    return {{stage(sl, now, to.t1, {lambda}, {d_s}, w.advance(to.t1)), to.t1}};
  }
};
const Register<Seeds2> seeds_2{
    {.name = "seeds_2",
     .family = "seeds",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
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
      return {{stage(sl, now, to.t1, {lambda}, {d}, w.advance(to.t1)), to.t1}};
    const PerSample s1 = between(p, now.t, to.t1, 1.0 / 3), s2 = between(p, now.t, to.t1, 2.0 / 3);
    const Tensor x1 = stage(sl, now, s1, {lambda}, {d}, w.advance(s1));
    const Tensor d1 = sl.data(x1, s1);
    const Tensor x2 = stage(sl, now, s2, {lambda, p.lambdas(s1)}, {d, d1}, w.advance(s2));
    const Tensor d2 = sl.data(x2, s2);
    return {{stage(sl, now, to.t1, {lambda, p.lambdas(s2)}, {d, d2}, w.advance(to.t1)), to.t1}};
  }
};
const Register<Seeds3> seeds_3{
    {.name = "seeds_3",
     .family = "seeds",
     .kind = Equation::sde,
     .order = 3,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 3,
     .needs = Needs::semi_linear,
     .reference = "Gonzalez et al. 2023, arXiv:2305.14267, Alg. 4 (SEEDS-3)"}};

/// The same on the noise prediction, in y = x/alpha and rho = sigma/alpha = e^-lambda,
///   dy = (1 + tau^2) eps drho + noise:
///   y1 = y + (1 + tau^2) sum_j eps_j int l_j drho + tau (W(rho^2) - W(rho1^2)),
/// l_j the Lagrange polynomials in lambda, W a Brownian motion whose time is rho^2.
class SeedsNoise : public Solver {
 public:
  /// Shares of the step in lambda at which the stages are; each interpolates the first prediction
  /// and the newest one, or for `middle` the newest alone.
  SeedsNoise(const char* name, std::vector<double> shares, bool middle)
      : name_(name), shares_(std::move(shares)), middle_(middle) {}

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, name_);
    const Process& p = sl.process();
    const double tau = sl.eta();
    const auto square = [&](const PerSample& t) {
      const PerSample rho = p.sigmas(t) / p.alphas(t);
      return rho * rho;
    };
    std::vector<Tensor> eps{sl.noise(now.x, now.t)}, draws;
    draws.reserve(shares_.size() + 1);
    std::vector<PerSample> t{now.t}, scales;
    const auto stage = [&](const PerSample& end, std::vector<size_t> used) {
      const PerSample scale = tau * sqrt(square(t.back()) - square(end));
      if (any_nonzero(scale)) {
        draws.push_back(noise.normal(t.back(), end, now.x));
        scales.push_back(scale);
      }
      std::vector<PerSample> nodes;
      for (size_t j : used) nodes.push_back(t[j]);
      const ExponentialRule rule =
          exponential_rule(p, now.t, end, nodes, Interpolant::noise, Abscissa::lambda);
      std::vector<Term> terms{{rule.on_x, now.x}};
      for (size_t j = 0; j < used.size(); ++j)
        terms.push_back({(1 + tau * tau) * rule.on_prediction[j], eps[used[j]]});
      for (size_t j = 0; j < draws.size(); ++j)
        terms.push_back({p.alphas(end) * scales[j], draws[j]});
      return combine(terms);
    };
    const auto newest = [&] {
      if (t.size() == 1) return std::vector<size_t>{0};
      return middle_ ? std::vector{t.size() - 1} : std::vector<size_t>{0, t.size() - 1};
    };
    // To sigma = 0 the data as predicted here: the flow's step, without noise.
    if (!dynamics.regular(to.t1)) {
      const ExponentialRule rule =
          exponential_rule(p, now.t, to.t1, t, Interpolant::noise, Abscissa::rho);
      return {{combine({{rule.on_x, now.x}, {rule.on_prediction[0], eps[0]}}), to.t1}};
    }
    for (double share : shares_) {
      const PerSample end = between(p, now.t, to.t1, share);
      const Tensor x = stage(end, newest());
      t.push_back(end);
      eps.push_back(sl.noise(x, end));
    }
    return {{stage(to.t1, newest()), to.t1}};
  }

 private:
  const char* name_;
  std::vector<double> shares_;
  bool middle_;
};

struct Seeds1Noise final : SeedsNoise {
  Seeds1Noise() : SeedsNoise("seeds_1_noise", {}, true) {}
};
struct Seeds2Noise final : SeedsNoise {
  Seeds2Noise() : SeedsNoise("seeds_2_noise", {0.5}, true) {}
};
struct Seeds3Noise final : SeedsNoise {
  Seeds3Noise() : SeedsNoise("seeds_3_noise", {1.0 / 3, 2.0 / 3}, false) {}
};

template <class S>
Register<S> in_noise(const char* name, int stages) {
  return Register<S>{
      {.name = name,
       .family = "seeds",
       .kind = Equation::sde,
       .order = double(stages),
       .strong_order = 1,
       .weak_order = std::min(stages, 2) * 1.0,
       .nfe_per_step = stages,
       .needs = Needs::semi_linear,
       .reference = fmt::format(
           "Gonzalez et al. 2023, arXiv:2305.14267, SEEDS-{} in noise prediction (VP)", stages)}};
}
const auto seeds_1_noise = in_noise<Seeds1Noise>("seeds_1_noise", 1);
const auto seeds_2_noise = in_noise<Seeds2Noise>("seeds_2_noise", 2);
const auto seeds_3_noise = in_noise<Seeds3Noise>("seeds_3_noise", 3);

}  // namespace
}  // namespace odelia
