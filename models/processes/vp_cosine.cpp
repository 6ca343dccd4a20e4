#include <numbers>

#include "models/processes/base.h"
#include "models/processes/vp_log_alpha.h"

namespace odelia {
namespace {

constexpr double kUsualS = 0.008;

/// alpha = cos(pi/2 (t+s)/(1+s)) / cos(pi/2 s/(1+s)), sigma^2 = 1 - alpha^2; t_max bounds beta.
/// Source: arXiv:2102.09672, eq. 17; t_max: arXiv:2206.00927, appendix D.4.
class VpCosine final : public NamedProcess {
 public:
  explicit VpCosine(const Spec& spec)
      : NamedProcess(spec, 1e-3, 0.9946),
        s_(spec.options.number("s", kUsualS)),
        steep_(s_ < kUsualS) {
    if (!(s_ >= 0) || t_max() >= 1)
      throw std::invalid_argument(
          fmt::format("process '{}': needs s >= 0 and t_max < 1, where alpha = 0", name()));
  }
  double log_alpha(double t) const override { return std::log(std::cos(angle(t))) - log_cos0(); }
  double sigma(double t) const override {
    if (!steep_) return std::sqrt(-std::expm1(2 * log_alpha(t)));
    // 1 - alpha^2 without a difference of numbers near 1.
    const double d = rate() * t;
    return std::sqrt(std::sin(d) * std::sin(d + 2 * rate() * s_)) / std::cos(rate() * s_);
  }
  double f(double t) const override { return -rate() * std::tan(angle(t)); }
  double g2(double t) const override { return -2 * f(t); }
  double t_of_lambda(double l) const override {
    const double square = steep_ ? sine_squared(l) : 1;
    const double at = square < 0.5 ? std::asin(std::sqrt(square))
                                   : std::acos(std::exp(vp_log_alpha(l) + log_cos0()));
    return at / rate() - s_;
  }

 private:
  double rate() const { return std::numbers::pi / 2 / (1 + s_); }
  double angle(double t) const { return rate() * (t + s_); }
  double log_cos0() const { return std::log(std::cos(rate() * s_)); }
  /// sin^2 of the angle where lambda is l, from sigma.
  double sine_squared(double l) const {
    const double sine0 = std::sin(rate() * s_);
    return sine0 * sine0 + std::exp(2 * (vp_log_alpha(l) - l + log_cos0()));
  }
  double s_;
  bool steep_;  ///< s is below the usual one: sigma^2 may be next to nothing beside 1
};

const RegisterProcess<VpCosine> vp_cosine{
    {.name = "vp_cosine",
     .summary =
         "alpha^2 + sigma^2 = 1, alpha a cosine: Nichol & Dhariwal 2021, arXiv:2102.09672, eq. 17",
     .options = {{"s", "0.008", "offset, so that beta is not too small near t = 0"}}}};

}  // namespace
}  // namespace odelia
