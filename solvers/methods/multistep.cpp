#include "solvers/methods/multistep.h"

#include <algorithm>

namespace odelia {
namespace {

class Multistep final : public NeedsHistory, public PastPredictions {
 public:
  Multistep(const Traits& traits, MultistepScheme scheme, const Options& options)
      : name_(traits.name), order_(static_cast<int>(traits.order)), scheme_(std::move(scheme)) {
    const std::string final = options.text("final", "full");
    if (final != "full" && final != "lower")
      throw std::invalid_argument(
          fmt::format("solver '{}': final must be full or lower, got '{}'", name_, final));
    lower_final_ = final == "lower";
  }

  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, name_.c_str());
    const size_t all = scheme_.nodes, behind = now.memory.size();
    const bool starting = rk_start_ && behind + 1 < all && dynamics.regular(to.t1);
    if (starting && to.nfe_left < rk_start().stages) return {now, {}, Status::budget_exhausted};
    State next{{}, to.t1, {scheme_.predict.evaluate(sl, now.x, now.t)}, {now.t}};
    for (size_t j = 0; j < behind; ++j)
      next.memory.push_back(now.memory[j]), next.memory_t.push_back(now.memory_t[j]);

    if (starting) {
      next.x =
          runge_kutta_start(sl, scheme_.predict, rk_start().stages, now, to.t1, next.memory[0]);
    } else {
      size_t nodes = next.memory.size();
      if (lower_final_ && to.count > 0) nodes = std::min<size_t>(nodes, to.count - to.index);
      if (!scheme_.reaches_zero && !dynamics.regular(to.t1)) nodes = 1;
      const std::span<const PerSample> times(next.memory_t.data(), nodes);
      next.x = apply_rule(scheme_.rule(sl.process(), now.t, to.t1, times), now.x, next.memory);
    }
    if (next.memory.size() == all) next.memory.pop_back(), next.memory_t.pop_back();
    return {next};
  }

  /// Local errors of the method's order, and a fixed number of them, leave the order as it is.
  Start rk_start() const override {
    return order_ > 2 ? Start{scheme_.nodes - 1, order_ - 1} : Start{0, 1};
  }
  std::shared_ptr<const Solver> with_rk_start() const override {
    auto copy = std::make_shared<Multistep>(*this);
    copy->rk_start_ = true;
    return copy;
  }

 private:
  std::string name_;
  int order_;
  MultistepScheme scheme_;
  bool lower_final_, rk_start_ = false;
};

const RegisterWrapper rk_start{
    {.name = "rk_start",
     .takes = "multistep methods of order 3 and more",
     .reference = "Hairer, Norsett & Wanner I, sec. III.1: starting values",
     .wrap = [](const Method& inner, const Options&) {
       const auto* method = dynamic_cast<const NeedsHistory*>(inner.solver.get());
       if (!method || method->rk_start().steps == 0)
         throw std::invalid_argument(
             fmt::format("wrapper 'rk_start' takes multistep methods of order 3 and more; '{}' "
                         "starts by itself. "
                         "Try rk_start(dpmpp_3m).",
                         inner.spec));
       const auto [steps, stages] = method->rk_start();
       Traits traits = inner.traits;
       traits.history = 0;
       traits.nfe_first_extra += steps * (stages - 1);
       return std::pair(traits, method->with_rk_start());
     }}};

/// Explicit tableaus of order 1 to 4, of as many stages, for the start.
/// Source: Hairer, Norsett & Wanner I, sec. II.1.
struct StartTableau {
  std::vector<double> c;
  std::vector<std::vector<double>> a;
  std::vector<double> b;
};
const StartTableau kStart[] = {
    {{0}, {}, {1}},
    {{0, 0.5}, {{0.5}}, {0, 1}},
    {{0, 1.0 / 3, 2.0 / 3}, {{1.0 / 3}, {0, 2.0 / 3}}, {0.25, 0, 0.75}},
    {{0, 0.5, 0.5, 1}, {{0.5}, {0, 0.5}, {0, 0, 1}}, {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}},
};

}  // namespace

void claim_lower_final(Traits& traits, const Options& options) {
  if (options.text("final", "full") == "lower") traits.order = std::min(traits.order, 2.0);
}

Tensor apply_rule(const ExponentialRule& rule, const Tensor& x, std::span<const Tensor> P) {
  std::vector<Term> terms{{rule.on_x, x}};
  for (size_t j = 0; j < rule.on_prediction.size(); ++j)
    terms.push_back({rule.on_prediction[j], P[j]});
  return combine(terms);
}

const Integrand& integrand(Interpolant what) {
  static const Integrand noise{
      [](SemiLinear& sl, const Tensor& x, const PerSample& t) { return sl.noise(x, t); },
      [](const Process& p, double t) { return p.alpha(t); },
      [](const Process& p, double t) { return std::exp(-p.lambda(t)); },
      [](const Process& p, double u) { return p.t_of_lambda(-std::log(u)); }};
  static const Integrand data{
      [](SemiLinear& sl, const Tensor& x, const PerSample& t) { return sl.data(x, t); },
      [](const Process& p, double t) { return p.sigma(t); },
      [](const Process& p, double t) { return std::exp(p.lambda(t)); },
      [](const Process& p, double u) { return p.t_of_lambda(std::log(u)); }};
  return what == Interpolant::noise ? noise : data;
}

Tensor runge_kutta_start(SemiLinear& sl, const Integrand& P_of, int order, const State& now,
                         const PerSample& t1, const Tensor& first) {
  const Process& p = sl.process();
  const auto unit = [&](const PerSample& t) {
    return t.map([&](double v) { return P_of.unit(p, v); });
  };
  const auto u = [&](const PerSample& t) { return t.map([&](double v) { return P_of.u(p, v); }); };
  const StartTableau& tableau = kStart[order - 1];
  const PerSample u0 = u(now.t), du = u(t1) - u0;
  std::vector<Tensor> P{first};
  const auto advance = [&](const PerSample& t, const std::vector<double>& weights) {
    std::vector<Term> terms{{unit(t) / unit(now.t), now.x}};
    for (size_t j = 0; j < weights.size(); ++j) terms.push_back({weights[j] * unit(t) * du, P[j]});
    return combine(terms);
  };
  for (size_t i = 1; i < tableau.c.size(); ++i) {
    const PerSample t = tableau.c[i] == 1 ? t1 : (u0 + tableau.c[i] * du).map([&](double v) {
      return P_of.t_of_u(p, v);
    });
    P.push_back(P_of.evaluate(sl, advance(t, tableau.a[i - 1]), t));
  }
  return advance(t1, tableau.b);
}

MultistepScheme exponential_adams(Interpolant what, Abscissa in, int nodes) {
  return {integrand(what), nodes,
          [=](const Process& p, const PerSample& t0, const PerSample& t1,
              std::span<const PerSample> times) {
            return exponential_rule(p, t0, t1, times, what, in);
          },
          what == Interpolant::noise && in != Abscissa::lambda};
}

bool register_multistep(Traits traits, std::function<MultistepScheme(const Options&)> scheme) {
  traits.needs = Needs::semi_linear;
  if (traits.order > 1)
    traits.options.push_back({"final", "full", "lower: the last steps have order ..., 2, 1"});
  register_solver({traits,
                   [traits, scheme](const Options& options) {
                     return std::make_unique<Multistep>(traits, scheme(options), options);
                   },
                   claim_lower_final});
  return true;
}

bool register_multistep(Traits traits, MultistepScheme scheme) {
  traits.history = scheme.nodes - 1;
  return register_multistep(traits, [scheme](const Options&) { return scheme; });
}

}  // namespace odelia
