#pragma once
#include <functional>
#include <span>
#include <vector>

#include "solvers/process.h"

namespace odelia {

/// What a semi-linear method interpolates between its evaluations: predicted noise, or data.
enum class Interpolant { noise, data };
/// The variable of the interpolating polynomial: half log-SNR lambda, time t, rho = sigma/alpha.
enum class Abscissa { lambda, t, rho };

/// x(t1) = on_x x(t0) + sum_j on_prediction[j] P_j.
struct ExponentialRule {
  PerSample on_x;
  std::vector<PerSample> on_prediction;
};

/// The rule of every sample.  of_one: on_x, then the
/// weights on the predictions, for one sample's times.
ExponentialRule rule_per_sample(
    const PerSample& t0, const PerSample& t1, std::span<const PerSample> nodes,
    const std::function<std::vector<double>(double, double, std::span<const double>)>& of_one);

/// The exact solution over [t0, t1] when the prediction is the polynomial through (nodes_j, P_j):
///     noise   x(t1) = (alpha1/alpha0) x(t0) + alpha1 int eps d(sigma/alpha)
///     data    x(t1) = (sigma1/sigma0) x(t0) + sigma1 int x0  d(alpha/sigma).
/// Nodes may lie before t0 (history), inside, and at t1 (a corrector).  With n nodes the local
/// error is of order n + 1.  Cost: some 60 n^2 flops for every 1 in |lambda1 - lambda0|. Throws
/// std::invalid_argument without nodes, and where a step ends at sigma = 0 with more than one:
/// lambda and d(alpha/sigma) are infinite there, and only noise in t or rho has a rule.
/// Source: arXiv:2204.13902, eq. 15; arXiv:2206.00927, eq. 3.4; arXiv:2211.01095, eq. 3.3.
ExponentialRule exponential_rule(const Process& process, const PerSample& t0, const PerSample& t1,
                                 std::span<const PerSample> nodes, Interpolant what, Abscissa in);

/// w_j = int_{u0}^{u1} e^{c (u - u1)} l_j(u) du with the Lagrange
/// polynomials l_j of the nodes: in lambda, c = -1 gives noise prediction, 1
/// data prediction, 0 Adams' methods, 1 + tau^2 SA-Solver's, and 2 l - 1 the
/// blend (1 - l) noise + l data whose linear term DPM-Solver-v3 estimates.
std::vector<double> exponential_moments(double c, double u0, double u1,
                                        std::span<const double> nodes);

/// phi_k(z) = int_0^1 e^{(1-s) z} s^{k-1}/(k-1)! ds, phi_0 = e^z, to rounding for every z and k
/// <= 8. Source: Hochbruck & Ostermann 2010, Acta Numerica 19, eq. 2.10.
double phi(int k, double z);

/// The j-th Lagrange polynomial of the nodes, at u.
double lagrange(std::span<const double> nodes, size_t j, double u);

}  // namespace odelia
