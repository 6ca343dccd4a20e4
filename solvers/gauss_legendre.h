#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace odelia {

/// Gauss and Legendre's rule on [0, 1] of 12 points: exact up to degree 23, so to rounding for e^z
/// times s^8 up to |z| = 5.
struct GaussRule {
  static constexpr int n = 12;
  std::array<double, n> node, weight;

  /// Newton's method on the Legendre polynomial P_n, which satisfies
  /// k P_k = (2k - 1) x P_{k-1} - (k - 1) P_{k-2}.
  GaussRule() {
    for (int i = 0; i < n; ++i) {
      double x = std::cos(std::numbers::pi * (i + 0.75) / (n + 0.5)), slope = 0;
      for (int iteration = 0; iteration < 10; ++iteration) {
        double before = 1, value = x;
        for (int k = 2; k <= n; ++k)
          before = std::exchange(value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
        slope = n * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      node[i] = 0.5 * (1 - x);
      weight[i] = 1 / ((1 - x * x) * slope * slope);
    }
  }
};
inline const GaussRule& gauss() {
  static const GaussRule rule;
  return rule;
}

/// Calls f(u, weight) at the points of the rule repeated on pieces of [a, b] no longer than 1, so
/// that nothing the schedules do (their singularities lie off the real line by pi/2) is felt.
template <class F>
void quadrature(double a, double b, F&& f) {
  const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(b - a))));
  const double h = (b - a) / pieces;
  for (int piece = 0; piece < pieces; ++piece)
    for (int i = 0; i < GaussRule::n; ++i)
      f(a + (piece + gauss().node[i]) * h, h * gauss().weight[i]);
}

}  // namespace odelia
