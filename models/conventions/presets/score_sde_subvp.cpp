#include <cmath>

#include "models/conventions/parts.h"

namespace odelia {
namespace {

/// alpha of x = alpha x0 + (1 - alpha^2) n that has this s: alpha^2 + s alpha - 1 = 0.
double alpha_of(double s) { return 2 / (s + std::sqrt(s * s + 4)); }

/// eps(x; 999 t), trained for t in [1e-5, 1]; x has not unit variance.
const RegisterConvention score_sde_subvp{
    {.name = "score_sde_subvp",
     .summary = "Song's sub-VP networks, model(x, 999 t)",
     .input = "alpha_t, from s = (1 - alpha_t^2)/alpha_t",
     .time = "999 t(alpha_t), beta from 0.1 to 20",
     .output = "n",
     .source = "Song et al. 2021, arXiv:2011.13456, eqs. 28 and 29; yang-song/score_sde_pytorch, "
               "sde_lib.py (subVPSDE) and models/utils.py (get_score_fn)",
     .make = [](const Spec&) {
       Convention c;
       c.scale = [](const Level& at) {
         return 2 / (at.sigma + std::hypot(at.sigma, 2 * at.alpha));
       };
       // vp_linear has the same alpha_t, and there s^2 is 1/alpha_t^2 - 1 = s / alpha_t.
       c.time = [](const Level& at) {
         return 999 * vp_linear_time({1, std::sqrt(at.s() / alpha_of(at.s()))});
       };
       c.output = Output::noise;
       const auto level = [](double t) {
         const double v = vp_linear_level(t), alpha = 1 / std::hypot(1, v);
         return v * v * alpha;
       };
       c.s_min = level(1e-5), c.s_max = level(1);
       return c;
     }}};

}  // namespace
}  // namespace odelia
