#include <algorithm>

#include "solvers/registry.h"

namespace odelia {
namespace {

/// DDIM for any process, from t to s < t, with a = alpha_t / alpha_s:
///     x_s = alpha_s x0(x_t) + sqrt(sigma_s^2 - std^2) eps(x_t) + std z,
///     std = eta sigma_s sqrt(1 - a^2 sigma_s^2 / sigma_t^2), and sigma_s at most.
/// eta = 0 is the first-order exponential integrator of the probability flow; eta = 1 DDPM's
/// ancestral step.
struct Ddim final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "ddim");
    const Process& p = sl.process();
    const PerSample alpha = p.alphas(now.t), sigma = p.sigmas(now.t), alpha1 = p.alphas(to.t1),
                    sigma1 = p.sigmas(to.t1);
    const PerSample a = alpha / alpha1, ratio = sigma1 / sigma;
    const PerSample std =
        PerSample::zip(sl.eta() * sigma1 * sqrt(1 - a * a * ratio * ratio), sigma1,
                       [](double wanted, double all) { return std::min(wanted, all); });
    const PerSample direction = sqrt(sigma1 * sigma1 - std * std);
    const Tensor eps = sl.noise(now.x, now.t);  // x0 = (x - sigma eps) / alpha
    const PerSample on_x = alpha1 / alpha, on_eps = direction - on_x * sigma;
    if (!any_nonzero(std)) return {{combine({{on_x, now.x}, {on_eps, eps}}), to.t1}};
    return {{combine({{on_x, now.x}, {on_eps, eps}, {std, noise.normal(now.t, to.t1, now.x)}}),
             to.t1,
             {},
             {}}};
  }
};
const Register<Ddim> method{{.name = "ddim",
                             .family = "exponential",
                             .order = 1,
                             .strong_order = 1,
                             .weak_order = 1,
                             .nfe_per_step = 1,
                             .needs = Needs::semi_linear,
                             .reference = "Song et al. 2021, arXiv:2010.02502, eqs. 12 and 16"}};

}  // namespace
}  // namespace odelia
