#pragma once
#include <cmath>
#include <string>

#include "solvers/per_sample.h"

namespace odelia {

/// The Gaussian perturbation kernel of a linear forward SDE,
///     x_t | x_0 ~ N(alpha(t) x_0, sigma(t)^2 I),   dx = f(t) x dt + g(t) dw,
/// for t in [t_min, t_max],
/// with f = (log alpha)' and g^2 = (sigma^2)' - 2 f sigma^2.  Noise grows with t.
/// Source: arXiv:2011.13456, eq. 5 and appendix B.
class Process {
 public:
  virtual ~Process() = default;
  virtual std::string name() const = 0;
  virtual double t_min()
      const = 0;  ///< where sampling ends; the smallest time a network is asked for
  virtual double t_max() const = 0;  ///< T, where sampling starts
  virtual double log_alpha(double t) const = 0;
  virtual double sigma(double t) const = 0;
  virtual double f(double t) const = 0;
  virtual double g2(double t) const = 0;
  /// Inverse of lambda; by bisection unless a process knows better.
  virtual double t_of_lambda(double lambda) const;

  /// Whether alpha(t_max) = 0: sampling then starts at pure noise, and f and g^2 are infinite there,
  /// but d alpha/dt and d sigma/dt are not.
  virtual bool from_pure_noise() const { return false; }
  virtual double alpha_rate(double t) const { return f(t) * alpha(t); }
  virtual double sigma_rate(double t) const { return 0.5 * g2(t) / sigma(t) + f(t) * sigma(t); }
  /// a and b of the probability flow as dx/dt = a x + b u with u = eps - x0, finite at alpha = 0.
  struct FlowForm {
    PerSample on_x, on_flow;
  };
  FlowForm flow_form(const PerSample& t) const {
    return {
        t.map([&](double s) { return (alpha_rate(s) + sigma_rate(s)) / (alpha(s) + sigma(s)); }),
        t.map([&](double s) {
          return (sigma_rate(s) * alpha(s) - alpha_rate(s) * sigma(s)) / (alpha(s) + sigma(s));
        })};
  }
  /// Whether the probability flow has a finite drift at t.
  bool flow_regular(double t) const {
    return regular(t) || (from_pure_noise() && alpha(t) == 0 && sigma(t) > 0);
  }

  double alpha(double t) const { return std::exp(log_alpha(t)); }
  double g(double t) const { return std::sqrt(g2(t)); }
  /// Half log-SNR log(alpha / sigma), decreasing in t.  Source: arXiv:2206.00927, sec. 3.1.
  double lambda(double t) const { return log_alpha(t) - std::log(sigma(t)); }
  /// Whether x_t has a density and the dynamics a finite drift there: not at sigma = 0 or alpha = 0.
  bool regular(double t) const {
    const double alpha = this->alpha(t), sigma = this->sigma(t);
    return std::isfinite(alpha) && alpha > 0 && sigma > 0 && std::isfinite(f(t)) &&
           std::isfinite(g2(t));
  }
  /// Standard deviation of the prior N(0, prior_std^2 I) that sampling starts from.
  virtual double prior_std() const { return sigma(t_max()); }

  PerSample alphas(const PerSample& t) const {
    return t.map([&](double s) { return alpha(s); });
  }
  PerSample sigmas(const PerSample& t) const {
    return t.map([&](double s) { return sigma(s); });
  }
  PerSample lambdas(const PerSample& t) const {
    return t.map([&](double s) { return lambda(s); });
  }
};

}  // namespace odelia
