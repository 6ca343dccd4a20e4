#pragma once
#include "models/processes/base.h"

namespace odelia {

/// beta(t) = beta_min + (beta_max - beta_min) t: the mean coefficient shared by VP and sub-VP.
/// log alpha = -t^2 (beta_max - beta_min)/4 - t beta_min/2.   Source: arXiv:2011.13456, eqs. 29
/// and 32.
class LinearBeta : public NamedProcess {
 public:
  explicit LinearBeta(const Spec& spec)
      : NamedProcess(spec, 1e-3, 1),
        b0_(spec.options.number("beta_min", 0.1)),
        b1_(spec.options.number("beta_max", 20)) {
    if (!(b0_ >= 0) || !(b1_ > b0_))
      throw std::invalid_argument(fmt::format(
          "process '{}': needs 0 <= beta_min < beta_max, got {} and {}", name(), b0_, b1_));
  }
  double log_alpha(double t) const override { return -0.25 * t * t * (b1_ - b0_) - 0.5 * t * b0_; }
  double f(double t) const override { return -0.5 * beta(t); }

 protected:
  double beta(double t) const { return b0_ + (b1_ - b0_) * t; }
  double t_of_log_alpha(double la) const {
    return -4 * la / (b0_ + std::sqrt(b0_ * b0_ - 4 * (b1_ - b0_) * la));
  }

 private:
  double b0_, b1_;
};

}  // namespace odelia
