#include "solvers/registry.h"

namespace odelia {
namespace {

/// DPM-2: the midpoint rule on d(x/alpha)/ds = eps, s = sigma/alpha, its midpoint halfway in log s:
///     s_mid = sqrt(s s1),   x_mid/alpha_mid = x/alpha + (s_mid - s) eps(x),   x1/alpha1 = x/alpha
///     + (s1 - s) eps(x_mid).
/// A step to sigma = 0 is Euler's.
struct Dpm2 final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "dpm_2");
    const Process& p = sl.process();
    const PerSample alpha = p.alphas(now.t), s = p.sigmas(now.t) / alpha;
    const auto advance = [&](const PerSample& t1, const Tensor& eps) {
      const PerSample alpha1 = p.alphas(t1);
      return combine({{alpha1 / alpha, now.x}, {p.sigmas(t1) - alpha1 * s, eps}});
    };
    const Tensor eps = sl.noise(now.x, now.t);
    if (!dynamics.regular(to.t1)) return {{advance(to.t1, eps), to.t1}};
    const PerSample mid = (0.5 * (p.lambdas(now.t) + p.lambdas(to.t1))).map([&](double l) {
      return p.t_of_lambda(l);
    });
    return {{advance(to.t1, sl.noise(advance(mid, eps), mid)), to.t1}};
  }
};
const Register<Dpm2> method{
    {.name = "dpm_2",
     .family = "edm",
     .order = 2,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .reference =
         "Karras et al. 2022, arXiv:2206.00364, Alg. 2; Lu et al. 2022, arXiv:2206.00927"}};

}  // namespace
}  // namespace odelia
