#pragma once
#include "solvers/exponential.h"
#include "solvers/registry.h"

namespace odelia {

/// factor phi_k(scale z): a summand of a weight.
struct PhiTerm {
  int k;
  double scale, factor;
};
/// A weight of an exponential Runge-Kutta tableau: a sum of phi-functions; empty means zero.
using Weight = std::vector<PhiTerm>;
inline Weight phi_of(int k, double scale, double factor) { return {{k, scale, factor}}; }
Weight operator+(Weight a, const Weight& b);
Weight operator*(double factor, Weight w);

/// Nodes c (c[0] = 0), weights a (row i - 1 holds a_i0 ... a_i,i-1), b and, where there is an error
/// estimate, b_hat.
struct ExponentialTableau {
  std::vector<double> c;
  std::vector<std::vector<Weight>> a;
  std::vector<Weight> b;
  std::vector<Weight> b_hat = {};
};

/// Exponential Runge-Kutta on the probability flow, in lambda = log(alpha/sigma),
/// where its linear part is constant:
///     noise   u = x/sigma,  u' = +u + N,  N = -eps
///     data    u = x/alpha,  u' = -u + N,  N = x0,
/// so that with z = +h or -h, h = lambda_1 - lambda_0,
///     u_i = e^{c_i z} u_0 + h sum_j a_ij(z) N_j,    u_1 = e^z u_0 + h sum_j b_j(z) N_j.
/// A step to sigma = 0, where lambda is infinite, is the first-order one (DDIM), with one evaluation.
/// Source: Hochbruck & Ostermann 2010, Acta Numerica 19, sec. 2.
class ExponentialRungeKutta : public Solver {
 public:
  ExponentialRungeKutta(std::string name, ExponentialTableau tableau, Interpolant what);
  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override;

 private:
  std::string name_;
  ExponentialTableau tab_;
  std::vector<Weight> error_;
  bool data_;
};

}  // namespace odelia
