#include "models/processes/linear_beta.h"

namespace odelia {
namespace {

/// sigma = 1 - alpha^2, g^2 = beta (1 - alpha^4).   Source: arXiv:2011.13456, eq. 28.
struct SubVp final : LinearBeta {
  using LinearBeta::LinearBeta;
  double sigma(double t) const override { return -std::expm1(2 * log_alpha(t)); }
  double g2(double t) const override { return -beta(t) * std::expm1(4 * log_alpha(t)); }
  /// (1 - alpha^2)/alpha = s gives alpha = 2/(s + sqrt(s^2 + 4)).
  double t_of_lambda(double l) const override {
    const double s = std::exp(-l);
    return t_of_log_alpha(-std::asinh(s / 2));  // log of the same root, without cancellation
  }
};

const RegisterProcess<SubVp> sub_vp{
    {.name = "sub_vp",
     .summary =
         "the mean of vp_linear, sigma = 1 - alpha^2: Song et al. 2021, arXiv:2011.13456, eq. 28",
     .options = {{"beta_min", "0.1", "beta(0)"}, {"beta_max", "20", "beta(1)"}}}};

}  // namespace
}  // namespace odelia
