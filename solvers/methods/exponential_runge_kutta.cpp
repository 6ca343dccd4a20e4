// Exponential Runge-Kutta methods, each as data: nodes, and weights as combinations of
// phi-functions.
#include "solvers/methods/exponential_runge_kutta.h"

#include "solvers/methods/runge_kutta.h"

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
    return {{combine({{on_x, now.x}, {on_N, N[0]}}), to.t1, {}, {}}};
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
  Proposal out{{weigh({{linear(to.t1), now.x}}, to.t1, tab_.b), to.t1, {}, {}}};
  if (!error_.empty()) out.error = weigh({}, to.t1, error_);
  return out;
}

namespace {

constexpr double third = 1.0 / 3;

/// c phi_1(c z): the row of a stage that knows the first prediction only.
Weight euler_to(double c) { return phi_of(1, c, c); }
Weight phi1(double factor) { return phi_of(1, 1, factor); }
Weight phi2(double factor) { return phi_of(2, 1, factor); }
Weight phi3(double factor) { return phi_of(3, 1, factor); }

/// Second order with one inner node.  Source: Hochbruck & Ostermann 2010, Acta Numerica 19, sec. 2.
ExponentialTableau etd2(double c2) {
  return {{0, c2}, {{euler_to(c2)}}, {phi1(1) + phi2(-1 / c2), phi2(1 / c2)}, {phi1(1), {}}};
}

/// Source: Cox & Matthews 2002, eqs. 23-25.
ExponentialTableau etd3() {
  return {{0, 0.5, 1},
          {{euler_to(0.5)}, {phi1(-1), phi1(2)}},
          {phi1(1) + phi2(-3) + phi3(4), phi2(4) + phi3(-8), phi2(-1) + phi3(4)}};
}

/// Third order with the nodes c2, c3; gamma closes the order conditions of the last stage.
/// Source: Hochbruck & Ostermann 2010, sec. 2; Zhang, Liu & Chen 2023, arXiv:2308.02157.
ExponentialTableau res3(double c2, double c3) {
  const double gamma = (3 * c3 * c3 - 2 * c3) / (2 * c2 - 3 * c2 * c2);
  const double b3 = 1 / (gamma * c2 + c3);  // gamma c2 b3 + c3 b3 = phi_2, b2 = gamma b3
  const Weight a32 = phi_of(2, c2, gamma * c2) + phi_of(2, c3, c3 * c3 / c2);
  return {{0, c2, c3},
          {{euler_to(c2)}, {euler_to(c3) + -1 * a32, a32}},
          {phi1(1) + phi2(-b3 * (1 + gamma)), phi2(gamma * b3), phi2(b3)}};
}

/// The quadrature of the fourth-order methods: nodes 0, 1/2, 1 and its middle weight.
const Weight first = phi1(1) + phi2(-3) + phi3(4), middle = phi2(4) + phi3(-8),
             last = phi2(-1) + phi3(4);

/// Source: Cox & Matthews 2002, eqs. 26-29; a_41 there is phi_1(z) - phi_1(z/2).
ExponentialTableau cox_matthews() {
  return {
      {0, 0.5, 0.5, 1},
      {{euler_to(0.5)}, {{}, euler_to(0.5)}, {phi1(1) + phi_of(1, 0.5, -1), {}, phi_of(1, 0.5, 1)}},
      {first, 0.5 * middle, 0.5 * middle, last}};
}

/// Source: Krogstad 2005, eq. 51.
ExponentialTableau krogstad() {
  return {{0, 0.5, 0.5, 1},
          {{euler_to(0.5)},
           {euler_to(0.5) + phi_of(2, 0.5, -1), phi_of(2, 0.5, 1)},
           {phi1(1) + phi2(-2), {}, phi2(2)}},
          {first, 0.5 * middle, 0.5 * middle, last}};
}

/// Source: Strehmel & Weiner 1992; Hochbruck & Ostermann 2005, example 4.
ExponentialTableau strehmel_weiner() {
  return {{0, 0.5, 0.5, 1},
          {{euler_to(0.5)},
           {euler_to(0.5) + phi_of(2, 0.5, -0.5), phi_of(2, 0.5, 0.5)},
           {phi1(1) + phi2(-2), phi2(-2), phi2(4)}},
          {first, {}, middle, last}};
}

/// Source: Friedli 1978.
ExponentialTableau friedli() {
  return {{0, 0.5, 0.5, 1},
          {{euler_to(0.5)},
           {euler_to(0.5) + phi_of(2, 0.5, -0.5), phi_of(2, 0.5, 0.5)},
           {phi1(1) + phi2(-2), phi1(-1.04) + phi2(0.08), phi1(1.04) + phi2(1.92)}},
          {first, {}, middle, last}};
}

/// Order four on stiff problems too, with five stages.
/// Source: Hochbruck & Ostermann 2005, eq. 5.19.
ExponentialTableau hochbruck_ostermann() {
  const Weight a52 = phi_of(2, 0.5, 0.5) + phi3(-1) + phi2(0.25) + phi_of(3, 0.5, -0.5);
  const Weight a54 = phi_of(2, 0.5, 0.25) + -1 * a52;
  return {{0, 0.5, 0.5, 1, 0.5},
          {{euler_to(0.5)},
           {euler_to(0.5) + phi_of(2, 0.5, -1), phi_of(2, 0.5, 1)},
           {phi1(1) + phi2(-2), phi2(1), phi2(1)},
           {euler_to(0.5) + -2 * a52 + -1 * a54, a52, a52, a54}},
          {first, {}, {}, last, middle}};
}

/// The integrating-factor form of a tableau: a_ij e^{(c_i - c_j) z}.  Source: Lawson 1967.
ExponentialTableau lawson(const Tableau& t) {
  const auto row = [&](const std::vector<double>& weights, double end) {
    std::vector<Weight> out;
    for (size_t j = 0; j < weights.size(); ++j)
      out.push_back(weights[j] == 0 ? Weight{} : phi_of(0, end - t.c[j], weights[j]));
    return out;
  };
  ExponentialTableau out{t.c, {}, row(t.b, 1), row(t.b_hat, 1)};
  for (size_t i = 1; i < t.c.size(); ++i) out.a.push_back(row(t.a[i - 1], t.c[i]));
  return out;
}

struct Named {
  std::string name;
  double order;
  std::string reference;
  ExponentialTableau tableau;
  double error_order = 0;
};

std::vector<Named> all_tables() {
  std::vector<Named> all{
      {"etdrk2", 2, "Cox & Matthews 2002, eq. 22", etd2(1), 1},
      {"res_2s", 2, "Zhang, Liu & Chen 2023, arXiv:2308.02157, with c2 = 1/2", etd2(0.5), 1},
      {"etdrk3", 3, "Cox & Matthews 2002, eqs. 23-25", etd3()},
      {"res_3s", 3, "Zhang, Liu & Chen 2023, arXiv:2308.02157, with c2 = 1/2, c3 = 1",
       res3(0.5, 1)},
      {"cox_matthews4", 4, "Cox & Matthews 2002, eqs. 26-29", cox_matthews()},
      {"krogstad4", 4, "Krogstad 2005, eq. 51", krogstad()},
      {"strehmel_weiner4", 4, "Strehmel & Weiner 1992", strehmel_weiner()},
      {"friedli4", 4, "Friedli 1978", friedli()},
      {"hochbruck_ostermann4", 4, "Hochbruck & Ostermann 2005, eq. 5.19", hochbruck_ostermann()}};
  for (const Tableau& t : tableaus())
    // Not Fehlberg's pair: order four shows late, on coarse ends of uniform grids.
    if (t.order <= 5 && t.error_order < t.order && !t.first_same_as_last())
      all.push_back({"lawson_" + t.name, t.order, "Lawson 1967 on: " + t.reference, lawson(t),
                     t.error_order});
  return all;
}

const bool registered = [] {
  for (const Named& n : all_tables())
    for (const Interpolant what : {Interpolant::data, Interpolant::noise}) {
      const bool data = what == Interpolant::data;
      const std::string name = data ? n.name : n.name + "_noise";
      register_solver(
          {{.name = name,
            .family = "exponential_runge_kutta",
            .order = n.order,
            .nfe_per_step = static_cast<int>(n.tableau.c.size()),
            .needs = "semi_linear",
            .embedded = !n.tableau.b_hat.empty(),
            .error_order = n.error_order,
            .reference = n.reference + (data ? "; data prediction" : "; noise prediction")},
           [=](const Options&) {
             return std::make_unique<ExponentialRungeKutta>(name, n.tableau, what);
           }});
    }
  return true;
}();

}  // namespace
}  // namespace odelia
