// Exponential Runge-Kutta methods, each as data: nodes, and weights as combinations of
// phi-functions.
#include "solvers/methods/exponential_runge_kutta.h"
#include "solvers/methods/runge_kutta.h"

namespace odelia {
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
/// Source: Hochbruck & Ostermann 2010, sec. 2; Zhang, Song & Chen 2023, arXiv:2308.02157.
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

/// Fifth order, stiffly too, with eight stages; first columns close the rows to c phi_1(c z).
/// Source: Luan & Ostermann 2014, J. Comput. Appl. Math. 255, sec. 4.
ExponentialTableau luan_ostermann() {
  const auto P = [](int k, double c, double factor) {
    return phi_of(k, c, factor * std::pow(c, k));
  };
  const double c6 = 0.2, c7 = 2.0 / 3;
  const Weight a64 = P(2, c6, 8) + P(3, c6, -32);
  const Weight Phi = 5.0 / 32 * a64 + P(2, c6, -25.0 / 28) + P(2, c7, 81.0 / 175) +
                     P(3, c7, -162.0 / 25) + P(4, c6, 150.0 / 7) + P(4, c7, 972.0 / 35) +
                     P(4, 1, 6);
  ExponentialTableau t{{0, 0.5, 0.5, 0.25, 0.5, c6, c7, 1},
                       {{{}},
                        {{}, P(2, 0.5, 2)},
                        {{}, {}, P(2, 0.25, 2)},
                        {{}, {}, P(2, 0.5, -2) + P(3, 0.5, 16), P(2, 0.5, 8) + P(3, 0.5, -32)},
                        {{}, {}, {}, a64, P(2, c6, -2) + P(3, c6, 16)},
                        {{},
                         {},
                         {},
                         -125.0 / 162 * a64,
                         125.0 / 1944 * a64 + P(2, c7, -4.0 / 3) + P(3, c7, 40.0 / 3),
                         3125.0 / 3888 * a64 + P(2, c7, 25.0 / 3) + P(3, c7, -100.0 / 3)},
                        {{},
                         {},
                         {},
                         {},
                         phi2(-16.0 / 3) + phi3(208.0 / 3) + -40 * Phi,
                         phi2(250.0 / 21) + phi3(-250.0 / 3) + 250.0 / 7 * Phi,
                         phi2(27.0 / 14) + phi3(-27) + 135.0 / 7 * Phi}},
                       {{},
                        {},
                        {},
                        {},
                        {},
                        phi2(125.0 / 14) + phi3(-625.0 / 14) + P(4, 1, 1125.0 / 14),
                        phi2(-27.0 / 14) + phi3(162.0 / 7) + P(4, 1, -405.0 / 7),
                        phi2(0.5) + phi3(-6.5) + P(4, 1, 22.5)}};
  const auto close = [](std::vector<Weight>& row, double c) {
    row[0] = euler_to(c);
    for (size_t j = 1; j < row.size(); ++j) row[0] = row[0] + -1 * row[j];
  };
  for (size_t i = 1; i < t.c.size(); ++i) close(t.a[i - 1], t.c[i]);
  close(t.b, 1);
  return t;
}

/// The integral over [0, c] of e^{(c - s) z} times the j-th Lagrange polynomial of the nodes, for
/// every j: a polynomial sum_m p_m s^m gives sum_m p_m m! c^{m+1} phi_{m+1}(c z).
std::vector<Weight> interpolating(const std::vector<double>& nodes, double c) {
  std::vector<Weight> weights;
  for (size_t j = 0; j < nodes.size(); ++j) {
    std::vector<double> p{1};  // coefficients, lowest first
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i == j) continue;
      p.push_back(0);
      for (size_t m = p.size(); m-- > 0;)
        p[m] = ((m > 0 ? p[m - 1] : 0) - nodes[i] * p[m]) / (nodes[j] - nodes[i]);
    }
    Weight w;
    double factor = c;  // m! c^{m+1}
    for (size_t m = 0; m < p.size(); factor *= ++m * c)
      w.push_back({static_cast<int>(m) + 1, c, factor * p[m]});
    weights.push_back(std::move(w));
  }
  return weights;
}

/// Groups of stages that need not wait for one another: each stage, and the step at last,
/// integrates the polynomial through the first prediction and those of the group before, so that a
/// group gains an order. Source: Luan 2021, Efficient exponential Runge-Kutta methods of high
/// order, BIT 61.
ExponentialTableau luan(const std::vector<std::vector<double>>& groups) {
  ExponentialTableau t{{0}, {}, {}};
  std::vector<double> nodes{0};
  size_t before = 1;  // where the group before begins
  const auto row = [&](double c) {
    const std::vector<Weight> weights = interpolating(nodes, c);
    std::vector<Weight> out(before);
    out[0] = weights[0];
    out.insert(out.end(), weights.begin() + 1, weights.end());
    return out;
  };
  for (const auto& group : groups) {
    const size_t begin = t.c.size();
    for (double c : group) t.a.push_back(row(c)), t.c.push_back(c);
    nodes.assign(1, 0), nodes.insert(nodes.end(), group.begin(), group.end());
    before = begin;
  }
  t.b = row(1);
  return t;
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
      {"res_2s", 2, "Zhang, Song & Chen 2023, arXiv:2308.02157, with c2 = 1/2", etd2(0.5), 1},
      {"etdrk3", 3, "Cox & Matthews 2002, eqs. 23-25", etd3()},
      {"res_3s", 3, "Zhang, Song & Chen 2023, arXiv:2308.02157, with c2 = 1/2, c3 = 1",
       res3(0.5, 1)},
      {"cox_matthews4", 4, "Cox & Matthews 2002, eqs. 26-29", cox_matthews()},
      {"krogstad4", 4, "Krogstad 2005, eq. 51", krogstad()},
      {"strehmel_weiner4", 4, "Strehmel & Weiner 1992", strehmel_weiner()},
      {"friedli4", 4, "Friedli 1978", friedli()},
      {"hochbruck_ostermann4", 4, "Hochbruck & Ostermann 2005, eq. 5.19", hochbruck_ostermann()},
      // The last nodes make one more degree exact: 0, 5/6, 1/3 the fourth order, Lobatto's more
      // than the fifth.
      {"exprk4s6", 4, "Luan 2021, BIT 61", luan({{0.5}, {0.5, third}, {5.0 / 6, third}})},
      {"exprk5s8", 5, "Luan & Ostermann 2014, J. Comput. Appl. Math. 255", luan_ostermann()},
      {"exprk5s10", 5, "Luan 2021, BIT 61, with Lobatto's nodes at the end",
       luan({{0.5},
             {0.5, third},
             {0.5, third, 0.25},
             {0.5 - std::sqrt(0.05), 0.5 + std::sqrt(0.05), 1}})}};
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
            .needs = Needs::semi_linear,
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
