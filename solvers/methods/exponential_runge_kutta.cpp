// Exponential Runge-Kutta methods, each as data: nodes, and weights as combinations of
// phi-functions.
#include "solvers/methods/exponential_runge_kutta.h"

namespace odelia {
namespace {

double value(const Weight& w, double z) {
  double sum = 0;
  for (const PhiTerm& term : w) sum += term.factor * phi(term.k, term.scale * z);
  return sum;
}

}  // namespace

Weight operator+(Weight a, const Weight& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Weight operator*(double factor, Weight w) {
  for (PhiTerm& term : w) term.factor *= factor;
  return w;
}

ExponentialRungeKutta::ExponentialRungeKutta(std::string name, ExponentialTableau tableau,
                                             Interpolant what)
    : name_(std::move(name)), tab_(std::move(tableau)), data_(what == Interpolant::data) {
  for (size_t j = 0; j < tab_.b_hat.size(); ++j) error_.push_back(tab_.b[j] + -1 * tab_.b_hat[j]);
}

Proposal ExponentialRungeKutta::step(Dynamics& dynamics, NoiseSource&, const State& now,
                                     const Step& to) const {
  SemiLinear& sl = require_semi_linear(dynamics, name_.c_str());
  const Process& p = sl.process();
  const auto predict = [&](const Tensor& x, const PerSample& t) {
    return data_ ? sl.data(x, t) : sl.noise(x, t);
  };
  const auto linear = [&](const PerSample& t) {  // e^{c z} u_0, as a factor of x_0
    return data_ ? p.sigmas(t) / p.sigmas(now.t) : p.alphas(t) / p.alphas(now.t);
  };
  std::vector<Tensor> N{predict(now.x, now.t)};
  if (!dynamics.regular(to.t1)) {
    const PerSample on_x = linear(to.t1), on_N = data_ ? p.alphas(to.t1) - on_x * p.alphas(now.t)
                                                       : p.sigmas(to.t1) - on_x * p.sigmas(now.t);
    return {{combine({{on_x, now.x}, {on_N, N[0]}}), to.t1}};
  }
  const PerSample lambda = p.lambdas(now.t), h = p.lambdas(to.t1) - lambda;
  const auto weigh = [&](std::vector<Term> terms, const PerSample& t,
                         const std::vector<Weight>& weights) {
    const PerSample unit = data_ ? p.alphas(t) : -p.sigmas(t);
    for (size_t j = 0; j < weights.size(); ++j)
      if (!weights[j].empty())
        terms.push_back(
            {unit * h.map([&](double v) { return v * value(weights[j], data_ ? -v : v); }), N[j]});
    return combine(terms);
  };
  for (size_t i = 1; i < tab_.c.size(); ++i) {
    const PerSample t =
        tab_.c[i] == 1 ? to.t1
                       : (lambda + tab_.c[i] * h).map([&](double l) { return p.t_of_lambda(l); });
    N.push_back(predict(weigh({{linear(t), now.x}}, t, tab_.a[i - 1]), t));
  }
  Proposal out{{weigh({{linear(to.t1), now.x}}, to.t1, tab_.b), to.t1}};
  if (!error_.empty()) out.error = weigh({}, to.t1, error_);
  return out;
}

}  // namespace odelia
