// The coefficient engine against closed forms.
#include "tests/catch.h"

#include "models/processes/processes.h"
#include "solvers/exponential.h"

using namespace odelia;

namespace {

const char* const kProcesses[] = {"vp_linear", "sub_vp",    "ve",
                                  "edm",       "vp_cosine", "rectified_flow"};

/// Times at lambda = first, first + steps_0, ...: t0, then t1, then history backwards from t0.
struct Step5 {
  double t0, t1;
  std::vector<PerSample> history;  // t0 first
};
Step5 uneven(const Process& p) {
  Step5 s{p.t_of_lambda(0.4), p.t_of_lambda(0.75), {}};
  for (double lambda : {0.4, 0.1, -0.3, -0.5, -1.0}) s.history.push_back(p.t_of_lambda(lambda));
  return s;
}

double variable(const Process& p, Abscissa in, double t) {
  return in == Abscissa::t ? t : in == Abscissa::rho ? p.sigma(t) / p.alpha(t) : p.lambda(t);
}

}  // namespace

TEST_CASE("phi functions satisfy their series, their recurrence and their values at 0", "[phi]") {
  double factorial = 1;
  for (int k = 0; k <= 8; ++k) {
    if (k > 0) factorial *= k;
    CHECK(phi(k, 0) == Approx(1 / factorial).epsilon(1e-15));
    // sum_m z^m / (m + k)!
    for (double z : {-1.0, -1e-3, 1e-9, 0.5, 1.0}) {
      double sum = 0, term = 1 / factorial;
      for (int m = 0; m < 30; ++m) sum += term, term *= z / (m + k + 1);
      CHECK(phi(k, z) == Approx(sum).epsilon(4e-15));  // at z = -1 the series loses a factor e
    }
    // phi_k = z phi_{k+1} + 1/k!, each to rounding; around |z| = 5 the two formulas meet
    for (double z : {-40.0, -5.001, -4.999, -3.0, 3.0, 4.999, 5.001, 40.0})
      CHECK(std::abs(z * phi(k + 1, z) + 1 / factorial - phi(k, z)) <
            4e-15 * (1 / factorial + phi(k, z)));
  }
  CHECK(phi(1, 1e-12) == Approx(std::expm1(1e-12) / 1e-12).epsilon(1e-15));
}

TEST_CASE("moments with equally spaced nodes are Adams's weights, and phi functions", "[moments]") {
  const std::vector<double> nodes{0, -1, -2, -3};
  const auto adams = exponential_moments(0, 0, 1, nodes);
  const double bashforth[] = {55.0 / 24, -59.0 / 24, 37.0 / 24, -9.0 / 24};
  for (int j = 0; j < 4; ++j) CHECK(adams[j] == Approx(bashforth[j]).epsilon(1e-14));

  // int_0^h e^{u-h} (1 + u/h) du = h (phi_1 + phi_2)(-h), and so on for the line through 0 and -h
  for (double h : {1e-6, 0.3, 2.5, 30.0}) {
    const auto w = exponential_moments(1, 0, h, std::vector<double>{0, -h});
    CHECK(w[0] == Approx(h * (phi(1, -h) + phi(2, -h))).epsilon(1e-13));
    CHECK(w[1] == Approx(-h * phi(2, -h)).epsilon(1e-13));
  }
}

TEST_CASE("one node is DDIM, in noise and in data alike", "[rule]") {
  for (const char* name : kProcesses) {
    INFO(name);
    const auto p = make_process(name);
    const double t0 = p->t_of_lambda(-0.7), t1 = p->t_of_lambda(0.9), eps = 0.3, x0 = -1.2;
    const double x = p->alpha(t0) * x0 + p->sigma(t0) * eps;
    const std::vector<PerSample> nodes{t0};
    for (auto what : {Interpolant::noise, Interpolant::data}) {
      const auto r = exponential_rule(*p, t0, t1, nodes, what, Abscissa::lambda);
      const double P = what == Interpolant::noise ? eps : x0;
      CHECK(r.on_x[0] * x + r.on_prediction[0][0] * P ==
            Approx(p->alpha(t1) * x0 + p->sigma(t1) * eps).epsilon(1e-13));
    }
  }
}

TEST_CASE("weights add up to the one-node weight, in every variable", "[rule]") {
  for (const char* name : kProcesses) {
    const auto p = make_process(name);
    const Step5 s = uneven(*p);
    for (auto what : {Interpolant::noise, Interpolant::data})
      for (auto in : {Abscissa::lambda, Abscissa::t, Abscissa::rho})
        for (size_t order = 2; order <= 5; ++order) {
          INFO(name << " order " << order);
          const std::span<const PerSample> nodes(s.history.data(), order);
          const auto r = exponential_rule(*p, s.t0, s.t1, nodes, what, in);
          double sum = 0, size = 0;
          for (const PerSample& w : r.on_prediction) sum += w[0], size += std::abs(w[0]);
          const auto one = exponential_rule(*p, s.t0, s.t1, nodes.first(1), what, in);
          // the Lagrange polynomials sum to 1, each rounded;
          // times are inverted from lambda to 1e-15
          CHECK(std::abs(sum - one.on_prediction[0][0]) < 1e-14 * size);
        }
  }
}

TEST_CASE("a rule is exact for predictions that are polynomials in its variable", "[rule]") {
  for (const char* name : kProcesses) {
    const auto p = make_process(name);
    const Step5 s = uneven(*p);
    const double lambda0 = p->lambda(s.t0), lambda1 = p->lambda(s.t1);
    for (auto what : {Interpolant::noise, Interpolant::data})
      for (auto in : {Abscissa::lambda, Abscissa::t, Abscissa::rho})
        for (int degree = 0; degree < 5; ++degree) {
          const auto r = exponential_rule(*p, s.t0, s.t1, s.history, what, in);
          double got = 0, size = 0;
          for (size_t j = 0; j < s.history.size(); ++j) {
            const double term =
                r.on_prediction[j][0] * std::pow(variable(*p, in, s.history[j][0]), degree);
            got += term, size += std::abs(term);
          }
          // the same integral by Simpson's rule, its h^4/2880 below 1e-12 with 400 pieces of 0.35
          double want = 0;
          const int pieces = 400;
          for (int i = 0; i <= 2 * pieces; ++i) {
            const double l = lambda0 + (lambda1 - lambda0) * i / (2 * pieces);
            const double f = std::pow(variable(*p, in, p->t_of_lambda(l)), degree) *
                             (what == Interpolant::noise ? -p->alpha(s.t1) * std::exp(-l)
                                                         : p->sigma(s.t1) * std::exp(l));
            want += f * (i == 0 || i == 2 * pieces ? 1 : i % 2 ? 4 : 2);
          }
          want *= (lambda1 - lambda0) / (6 * pieces);
          INFO(name << " degree " << degree);
          CHECK(std::abs(got - want) < 1e-12 * size + 1e-12 * std::abs(want));
        }
  }
}

TEST_CASE("noise and data views agree on a flow that both describe exactly", "[rule]") {
  // With one point as data the flow is linear: x0 is constant, and so is eps: any number of nodes.
  const auto p = make_process("vp_linear");
  const Step5 s = uneven(*p);
  const double x0 = 0.8, eps = -0.6, x = p->alpha(s.t0) * x0 + p->sigma(s.t0) * eps;
  for (auto in : {Abscissa::lambda, Abscissa::t, Abscissa::rho}) {
    double end[2];
    for (auto what : {Interpolant::noise, Interpolant::data}) {
      const auto r = exponential_rule(*p, s.t0, s.t1, s.history, what, in);
      double& y = end[what == Interpolant::data];
      y = r.on_x[0] * x;
      for (const PerSample& w : r.on_prediction) y += w[0] * (what == Interpolant::data ? x0 : eps);
    }
    CHECK(end[0] == Approx(end[1]).epsilon(1e-13));
  }
}

TEST_CASE("a step to sigma = 0 has rules for noise in t and in rho, and is refused otherwise",
          "[rule]") {
  const auto p = make_process("rectified_flow");
  const std::vector<PerSample> nodes{0.2, 0.4};
  // rho = t/(1 - t): eps linear in rho, from 1/4 to 0: int = -(a/4 + b/32)
  const auto r = exponential_rule(*p, 0.2, 0, nodes, Interpolant::noise, Abscissa::rho);
  CHECK(r.on_prediction[0][0] + r.on_prediction[1][0] == Approx(-0.25).epsilon(1e-14));
  CHECK(r.on_prediction[0][0] / 4 + r.on_prediction[1][0] * 2 / 3 ==
        Approx(-1.0 / 32).epsilon(1e-14));
  // eps = t = rho/(1 + rho): int_0^{1/4} rho/(1 + rho) = 1/4 - log(5/4)
  const auto t = exponential_rule(*p, 0.2, 0, nodes, Interpolant::noise, Abscissa::t);
  CHECK(t.on_prediction[0][0] * 0.2 + t.on_prediction[1][0] * 0.4 ==
        Approx(std::log(1.25) - 0.25).epsilon(1e-13));
  for (auto in : {Abscissa::lambda, Abscissa::t, Abscissa::rho})
    CHECK_THROWS_WITH(exponential_rule(*p, 0.2, 0, nodes, Interpolant::data, in),
                      ODELIA_CONTAINS("Take one node"));
  CHECK_THROWS_WITH(exponential_rule(*p, 0.2, 0, nodes, Interpolant::noise, Abscissa::lambda),
                    ODELIA_CONTAINS("Take one node"));
  CHECK_THROWS_WITH(exponential_rule(*p, 0.2, 0.1, {}, Interpolant::noise, Abscissa::lambda),
                    ODELIA_CONTAINS("got none"));
}

TEST_CASE("a batch of steps is the steps one by one", "[rule]") {
  const auto p = make_process("vp_linear");
  const PerSample t0(std::vector<double>{0.5, 0.3}), t1(std::vector<double>{0.4, 0.29});
  const std::vector<PerSample> nodes{t0, PerSample(0.7)};
  const auto both = exponential_rule(*p, t0, t1, nodes, Interpolant::data, Abscissa::lambda);
  for (int i = 0; i < 2; ++i) {
    const std::vector<PerSample> own{t0[i], 0.7};
    const auto one = exponential_rule(*p, t0[i], t1[i], own, Interpolant::data, Abscissa::lambda);
    CHECK(both.on_x[i] == one.on_x[0]);
    for (int j = 0; j < 2; ++j) CHECK(both.on_prediction[j][i] == one.on_prediction[j][0]);
  }
}
