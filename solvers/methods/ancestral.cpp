// Ancestral methods of k-diffusion: a deterministic step to a lower noise level, then fresh noise.
#include "solvers/registry.h"

namespace odelia {
namespace {

/// An ancestral step keeps the marginals if its deterministic part does: its weak order is the
/// order of that part, while the noise, blind to the path, leaves the strong order at 1. One
/// ancestral step in y = x/alpha and s = sigma/alpha, where every process is the same:
///   s_up = min(s1, eta s1 sqrt(1 - s1^2/s^2)),   s_down = sqrt(s1^2 - s_up^2),
///   y1 = [a step of the probability flow from s to s_down] + s_up z.
/// Source: k-diffusion, get_ancestral_step; eta = 1 is arXiv:2006.11239's posterior.
struct AncestralStep {
  PerSample alpha, s, alpha1, down, up;
  AncestralStep(const SemiLinear& sl, const PerSample& t, const PerSample& t1)
      : alpha(sl.process().alphas(t)),
        s(sl.process().sigmas(t) / alpha),
        alpha1(sl.process().alphas(t1)) {
    const PerSample s1 = sl.process().sigmas(t1) / alpha1, ratio = s1 / s;
    up = PerSample::zip(s1, sl.eta() * s1 * sqrt(1 - ratio * ratio),
                        [](double a, double b) { return std::min(a, b); });
    down = sqrt(s1 * s1 - up * up);
  }
  /// alpha1 (a y + b p + s_up z) for a prediction p.
  Proposal finish(const PerSample& a, const PerSample& b, const Tensor& p, NoiseSource& noise,
                  const State& now, const PerSample& t1) const {
    const PerSample on_x = alpha1 / alpha * a, on_p = alpha1 * b;
    if (!any_nonzero(up)) return {{combine({{on_x, now.x}, {on_p, p}}), t1}};
    return {{combine({{on_x, now.x}, {on_p, p}, {alpha1 * up, noise.normal(now.t, t1, now.x)}}),
             t1,
             {},
             {}}};
  }
  bool reaches_zero() const {
    return down.any([](double v) { return v == 0; });
  }
};

/// y1 = y + (s_down - s) eps + s_up z: DDIM with the same eta.
struct EulerAncestral final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "euler_ancestral");
    const AncestralStep a(sl, now.t, to.t1);
    return a.finish(1, a.down - a.s, sl.noise(now.x, now.t), noise, now, to.t1);
  }
};
const Register<EulerAncestral> euler{{.name = "euler_ancestral",
                                      .family = "ancestral",
                                      .kind = Equation::sde,
                                      .order = 1,
                                      .strong_order = 1,
                                      .weak_order = 1,
                                      .nfe_per_step = 1,
                                      .needs = Needs::semi_linear,
                                      .reference = "k-diffusion, sample_euler_ancestral"}};

/// The state at the middle in log s of [s, s_down], by a first-order step, and its time.
struct Middle {
  Tensor x;
  PerSample t;
  Middle(const AncestralStep& a, const Process& p, const State& now, const PerSample& t1,
         const Tensor& eps) {
    // Not out of the process, or below the end of a step that leaves it: for eta = 1 the middle is
    // t1 itself, and for more it lies below.
    const double low = p.lambda(p.t_max());
    const auto highest = [&](double end) { return p.lambda(std::min(end, p.t_min())); };
    const PerSample s_mid = PerSample::zip(sqrt(a.s * a.down), t1, [&](double s, double end) {
      return std::clamp(s, std::exp(-highest(end)), std::exp(-low));
    });
    t = PerSample::zip(s_mid, t1, [&](double s, double end) {
      const double high = highest(end), lambda = std::clamp(-std::log(s), low, high);
      // Below its t_min a process need not know the inverse of lambda.
      return end < p.t_min() && lambda > high - 1e-6 ? end : p.t_of_lambda(lambda);
    });
    const PerSample alpha_mid = p.alphas(t);
    x = combine({{alpha_mid / a.alpha, now.x}, {alpha_mid * (s_mid - a.s), eps}});
  }
};

/// y1 = y + (s_down - s) eps(middle) + s_up z: DPM-Solver-2's midpoint rule in Karras' variables.
struct Dpm2Ancestral final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "dpm_2_ancestral");
    const AncestralStep a(sl, now.t, to.t1);
    Tensor eps = sl.noise(now.x, now.t);
    if (!a.reaches_zero()) {
      const Middle middle(a, sl.process(), now, to.t1, eps);
      eps = sl.noise(middle.x, middle.t);
    }
    return a.finish(1, a.down - a.s, eps, noise, now, to.t1);
  }
};
const Register<Dpm2Ancestral> dpm_2{
    {.name = "dpm_2_ancestral",
     .family = "ancestral",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .reference = "k-diffusion, sample_dpm_2_ancestral; Karras et al. 2022, arXiv:2206.00364"}};

/// y1 = (s_down/s) y + (1 - s_down/s) x0(middle) + s_up z: DPM-Solver++(2S) to s_down.
struct DpmPP2SAncestral final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "dpmpp_2s_ancestral");
    const AncestralStep a(sl, now.t, to.t1);
    const PerSample ratio = a.down / a.s;
    const Tensor eps = sl.noise(now.x, now.t);
    if (a.reaches_zero()) return a.finish(1, a.down - a.s, eps, noise, now, to.t1);
    const Middle middle(a, sl.process(), now, to.t1, eps);
    return a.finish(ratio, 1 - ratio, sl.data(middle.x, middle.t), noise, now, to.t1);
  }
};
const Register<DpmPP2SAncestral> dpmpp_2s{
    {.name = "dpmpp_2s_ancestral",
     .family = "ancestral",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .reference =
         "k-diffusion, sample_dpmpp_2s_ancestral; Lu et al. 2022, arXiv:2211.01095, Alg. 1"}};

}  // namespace
}  // namespace odelia
