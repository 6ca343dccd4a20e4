#include "models/processes/linear_beta.h"
#include "models/processes/vp_log_alpha.h"

namespace odelia {
namespace {

/// sigma^2 = 1 - alpha^2, g^2 = beta.
struct VpLinear final : LinearBeta {
  using LinearBeta::LinearBeta;
  double sigma(double t) const override { return std::sqrt(-std::expm1(2 * log_alpha(t))); }
  double g2(double t) const override { return beta(t); }
  double t_of_lambda(double l) const override { return t_of_log_alpha(vp_log_alpha(l)); }
};

const RegisterProcess<VpLinear> vp_linear{
    {.name = "vp_linear",
     .summary =
         "alpha^2 + sigma^2 = 1, beta linear in t: Song et al. 2021, arXiv:2011.13456, eq. 32",
     .options = {{"beta_min", "0.1", "beta(0)"}, {"beta_max", "20", "beta(1)"}}}};

}  // namespace
}  // namespace odelia
