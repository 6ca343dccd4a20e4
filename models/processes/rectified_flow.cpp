#include "models/processes/base.h"

namespace odelia {
namespace {

/// alpha = 1 - t, sigma = t; f and g^2 diverge at t = 1, where u = eps - x0 does not: with t_max = 1
/// sampling starts at pure noise, for models that can be asked there.
/// Source: arXiv:2209.03003, eq. 1.
class RectifiedFlow final : public NamedProcess {
 public:
  explicit RectifiedFlow(const Spec& spec) : NamedProcess(spec, 1e-3, 0.999) {
    if (t_max() > 1)
      throw std::invalid_argument(
          fmt::format("process '{}': needs t_max <= 1, where alpha = 0; got {}", name(), t_max()));
  }
  double log_alpha(double t) const override { return std::log1p(-t); }
  double sigma(double t) const override { return t; }
  double f(double t) const override { return -1 / (1 - t); }
  double g2(double t) const override { return 2 * t / (1 - t); }
  bool from_pure_noise() const override { return t_max() == 1; }
  double alpha_rate(double) const override { return -1; }
  double sigma_rate(double) const override { return 1; }
  double t_of_lambda(double l) const override { return 1 / (1 + std::exp(l)); }
};

const RegisterProcess<RectifiedFlow> rectified_flow{
    {.name = "rectified_flow",
     .summary = "alpha = 1 - t, sigma = t: Liu et al. 2022, arXiv:2209.03003, eq. 1"}};

}  // namespace
}  // namespace odelia
