#include "solvers/registry.h"

namespace odelia {
namespace {

/// DPM-Solver++(2M): exact linear part, the data prediction extrapolated linearly in lambda,
///     x_s = sigma_s/sigma_t x - alpha_s (e^{-h} - 1) D,   D = (1 + 1/(2r)) x0_t - 1/(2r) x0_previous,
/// h = lambda_s - lambda_t, r = h_previous / h; D = x0_t in the first step and in one that ends at sigma = 0.
struct DpmPP2M final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "dpmpp_2m");
    const Process& p = sl.process();
    const PerSample lambda = p.lambdas(now.t), h = p.lambdas(to.t1) - lambda;
    const PerSample on_x = p.sigmas(to.t1) / p.sigmas(now.t), on_D = -p.alphas(to.t1) * expm1(-h);
    const Tensor x0 = sl.data(now.x, now.t);
    State next{{}, to.t1, {x0}, {lambda}};
    if (now.memory.empty() || !dynamics.regular(to.t1)) {
      next.x = combine({{on_x, now.x}, {on_D, x0}});
    } else {
      const PerSample half_over_r = 0.5 * h / (lambda - now.memory_t[0]);
      next.x = combine({{on_x, now.x}, {on_D * (1 + half_over_r), x0}, {-on_D * half_over_r, now.memory[0]}});
    }
    return {next};
  }
};
const Register<DpmPP2M> method{{.name = "dpmpp_2m", .family = "exponential_multistep", .order = 2, .nfe_per_step = 1, .needs = "semi_linear",
                                .history = 1, .reference = "Lu et al. 2022, arXiv:2211.01095, Alg. 2"}};

}  // namespace
}  // namespace odelia
