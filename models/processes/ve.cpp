#include "models/processes/base.h"

namespace odelia {
namespace {

/// alpha = 1, sigma = sigma_min (sigma_max/sigma_min)^t.   Source: arXiv:2011.13456, eq. 31.
class Ve final : public NamedProcess {
 public:
  explicit Ve(const Spec& spec)
      : NamedProcess(spec, 1e-5, 1),
        low_(spec.options.number("sigma_min", 0.01)),
        high_(spec.options.number("sigma_max", 50)) {
    if (!(low_ > 0) || !(high_ > low_))
      throw std::invalid_argument(fmt::format(
          "process '{}': needs 0 < sigma_min < sigma_max, got {} and {}", name(), low_, high_));
  }
  double log_alpha(double) const override { return 0; }
  double sigma(double t) const override { return low_ * std::pow(high_ / low_, t); }
  double f(double) const override { return 0; }
  double g2(double t) const override { return 2 * sigma(t) * sigma(t) * std::log(high_ / low_); }
  double t_of_lambda(double l) const override {
    return (-l - std::log(low_)) / std::log(high_ / low_);
  }

 private:
  double low_, high_;
};

const RegisterProcess<Ve> ve{
    {.name = "ve",
     .summary = "alpha = 1, sigma grows geometrically: Song et al. 2021, arXiv:2011.13456, eq. 31",
     .options = {{"sigma_min", "0.01", "sigma(0)"}, {"sigma_max", "50", "sigma(1)"}}}};

}  // namespace
}  // namespace odelia
