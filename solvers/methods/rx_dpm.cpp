#include "solvers/exponential.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

/// RX-DPM with k = 2 around DDIM, Euler's method on d(x/alpha)/ds = eps in s = sigma/alpha: after
/// every second step, of lengths h1 and h2 in s, the step over both from the prediction at their
/// beginning, which costs nothing, and the extrapolation
///   x1 = (x_fine - r x_coarse)/(1 - r),   r = (h1^2 + h2^2)/(h1 + h2)^2.
/// One evaluation a step.  A step without a partner, the last one of an odd number, is DDIM's.
struct RxDpm final : Solver {
  /// Memory, in the middle of a pair: the state at its beginning, and the prediction there.
  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "rx_dpm");
    const Process& p = sl.process();
    const auto ddim = [&](const Tensor& x, const PerSample& t, const Tensor& eps) {
      const ExponentialRule rule =
          exponential_rule(p, t, to.t1, std::vector{t}, Interpolant::noise, Abscissa::rho);
      return combine({{rule.on_x, x}, {rule.on_prediction[0], eps}});
    };
    const Tensor eps = sl.noise(now.x, now.t);
    const Tensor fine = ddim(now.x, now.t, eps);
    if (now.memory.empty()) return {{fine, to.t1, {now.x, eps}, {now.t}}};

    const PerSample t0 = now.memory_t[0];
    const Tensor coarse = ddim(now.memory[0], t0, now.memory[1]);
    const auto level = [&](const PerSample& t) { return p.sigmas(t) / p.alphas(t); };
    const PerSample h1 = level(now.t) - level(t0), h2 = level(to.t1) - level(now.t), h = h1 + h2;
    const PerSample r = (h1 * h1 + h2 * h2) / (h * h);
    return {{combine({{1 / (1 - r), fine}, {-r / (1 - r), coarse}}), to.t1}};
  }
};
const Register<RxDpm> method{{.name = "rx_dpm",
                              .family = "extrapolation",
                              .order = 2,
                              .nfe_per_step = 1,
                              .needs = Needs::semi_linear,
                              .history = 1,
                              .reference = "Choi et al. 2025, arXiv:2504.01855, sec. 4 (RX-Euler, "
                                           "k = 2) and its code's rx_euler_sampler"}};

}  // namespace
}  // namespace odelia
