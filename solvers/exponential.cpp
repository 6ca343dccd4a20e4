#include "solvers/exponential.h"

#include <algorithm>

#include "solvers/gauss_legendre.h"

namespace odelia {
namespace {

/// The rule of one sample; the first value is on_x.
std::vector<double> rule(const Process& p, double t0, double t1, std::span<const double> nodes,
                         Interpolant what, Abscissa in) {
  const bool noise = what == Interpolant::noise;
  const double alpha1 = p.alpha(t1), sigma1 = p.sigma(t1);
  const double rho0 = p.sigma(t0) / p.alpha(t0), rho1 = sigma1 / alpha1;
  std::vector<double> out(1 + nodes.size());
  out[0] = noise ? alpha1 / p.alpha(t0) : sigma1 / p.sigma(t0);
  if (nodes.size() == 1) {
    out[1] = noise ? alpha1 * (rho1 - rho0) : alpha1 * (1 - rho1 / rho0);
    return out;
  }
  if (rho1 == 0 && (!noise || in == Abscissa::lambda))
    throw std::invalid_argument(fmt::format(
        "exponential_rule: a step to sigma = 0 has no rule of {} nodes, except for noise in t or "
        "rho. Take one node there.",
        nodes.size()));

  // alpha1 d(rho) and sigma1 d(1/rho), in lambda: -+ alpha1 or sigma1 e^{-+lambda} d(lambda).
  const double c = noise ? -1 : 1, lambda1 = p.lambda(t1), scale = noise ? -sigma1 : alpha1;
  std::vector<double> u;
  for (double t : nodes)
    u.push_back(in == Abscissa::t     ? t
                : in == Abscissa::rho ? p.sigma(t) / p.alpha(t)
                                      : p.lambda(t));
  if (in == Abscissa::lambda) {
    const auto w = exponential_moments(c, p.lambda(t0), lambda1, u);
    std::transform(w.begin(), w.end(), out.begin() + 1, [&](double v) { return scale * v; });
    return out;
  }
  const auto add = [&](double rho, double weight) {
    const double at = in == Abscissa::rho ? rho : p.t_of_lambda(-std::log(rho));
    for (size_t j = 0; j < u.size(); ++j) out[1 + j] += weight * lagrange(u, j, at);
  };
  if (rho1 > 0) {
    quadrature(p.lambda(t0), lambda1, [&](double l, double weight) {
      add(std::exp(-l), scale * std::exp(c * (l - lambda1)) * weight);
    });
  } else {  // rho = sinh(v): like lambda for large rho, and smooth down to rho = 0
    quadrature(std::asinh(rho0), 0,
               [&](double v, double weight) { add(std::sinh(v), alpha1 * std::cosh(v) * weight); });
  }
  return out;
}

}  // namespace

double lagrange(std::span<const double> nodes, size_t j, double u) {
  double value = 1;
  for (size_t m = 0; m < nodes.size(); ++m)
    if (m != j) value *= (u - nodes[m]) / (nodes[j] - nodes[m]);
  return value;
}

double phi(int k, double z) {
  if (k == 0) return std::exp(z);
  double factorial = 1;  // (k - 1)!
  for (int i = 2; i < k; ++i) factorial *= i;
  if (std::abs(z) <= 5) {  // a sum of positive terms: nothing cancels
    double sum = 0;
    for (int i = 0; i < GaussRule::n; ++i) {
      double term = gauss().weight[i] * std::exp((1 - gauss().node[i]) * z);
      for (int power = 1; power < k; ++power) term *= gauss().node[i];
      sum += term;
    }
    return sum / factorial;
  }
  // phi_{k+1} = (phi_k - 1/k!)/z: nothing cancels where |z| is large.
  double value = std::exp(z), inverse_factorial = 1;
  for (int i = 0; i < k; ++i) {
    value = (value - inverse_factorial) / z;
    inverse_factorial /= i + 1;
  }
  return value;
}

std::vector<double> exponential_moments(double c, double u0, double u1,
                                        std::span<const double> nodes) {
  std::vector<double> w(nodes.size());
  // Pieces of length 1 in c u as well as in u.
  const double stretch = std::max(1.0, std::abs(c));
  quadrature(stretch * u0, stretch * u1, [&](double v, double weight) {
    const double u = v / stretch, e = weight / stretch * std::exp(c * (u - u1));
    for (size_t j = 0; j < nodes.size(); ++j) w[j] += e * lagrange(nodes, j, u);
  });
  return w;
}

ExponentialRule rule_per_sample(
    const PerSample& t0, const PerSample& t1, std::span<const PerSample> nodes,
    const std::function<std::vector<double>(double, double, std::span<const double>)>& of_one) {
  int64_t rows = std::max(t0.size(), t1.size());
  for (const PerSample& node : nodes) rows = std::max(rows, node.size());
  std::vector<std::vector<double>> columns(1 + nodes.size(), std::vector<double>(rows));
  std::vector<double> times(nodes.size());
  for (int64_t i = 0; i < rows; ++i) {
    for (size_t j = 0; j < nodes.size(); ++j) times[j] = nodes[j][i];
    const std::vector<double> weights = of_one(t0[i], t1[i], times);
    for (size_t j = 0; j < weights.size(); ++j) columns[j][i] = weights[j];
  }
  ExponentialRule out{PerSample(std::move(columns[0])), {}};
  for (size_t j = 1; j < columns.size(); ++j) out.on_prediction.emplace_back(std::move(columns[j]));
  return out;
}

ExponentialRule exponential_rule(const Process& process, const PerSample& t0, const PerSample& t1,
                                 std::span<const PerSample> nodes, Interpolant what, Abscissa in) {
  if (nodes.empty())
    throw std::invalid_argument("exponential_rule: needs one node or more, got none");
  return rule_per_sample(t0, t1, nodes, [&](double a, double b, std::span<const double> times) {
    return rule(process, a, b, times, what, in);
  });
}

}  // namespace odelia
