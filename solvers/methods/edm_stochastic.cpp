#include "solvers/registry.h"

namespace odelia {
namespace {

/// EDM's stochastic sampler: raise the noise level by a factor 1 + gamma, then Heun, in
/// s = sigma/alpha, on
///     d(x/alpha)/ds = eps,
/// which is Alg. 2 itself for the EDM process (alpha = 1, sigma = t)
/// and its rescaling for every other.  Where the dynamics break on the way down, a step each.
class EdmStochastic final : public Solver {
 public:
  explicit EdmStochastic(const Options& options)
      : S_churn_(options.number("S_churn", 10)),
        S_min_(options.number("S_min", 0)),
        S_max_(options.number("S_max", HUGE_VAL)),
        S_noise_(options.number("S_noise", 1)) {
    if (!(S_churn_ >= 0) || !(S_noise_ >= 0) || !(S_min_ <= S_max_))
      throw std::invalid_argument(
          fmt::format("solver 'edm_stochastic': needs S_churn, S_noise >= 0 and S_min <= S_max; "
                      "got {}, {}, {}, {}",
                      S_churn_, S_noise_, S_min_, S_max_));
  }

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "edm_stochastic");
    const Process& p = sl.process();
    const PerSample alpha = p.alphas(now.t), s = p.sigmas(now.t) / alpha;

    // Increase the noise level temporarily, where the process still knows the higher level.
    const double s_top = p.sigma(p.t_max()) / p.alpha(p.t_max());
    const PerSample s_hat = s.map([&](double v) {
      const double gamma =
          v >= S_min_ && v <= S_max_
              ? std::min(S_churn_ / std::max<double>(to.count, 1), std::sqrt(2.0) - 1)
              : 0;
      return std::min((1 + gamma) * v, std::max(v, s_top));
    });
    const PerSample t_hat = PerSample::zip(
        now.t, PerSample::zip(s, s_hat, [](double a, double b) { return a == b ? 0 : b; }),
        [&](double t, double raised) {
          return raised == 0 ? t : p.t_of_lambda(-std::log(raised));
        });
    const std::vector<double> breaks = dynamics.breaks(t_hat[0], to.t1[0]);
    const PerSample alpha_hat = p.alphas(t_hat);
    const PerSample kick = S_noise_ * sqrt(s_hat * s_hat - s * s);
    Tensor x = now.x;
    if (any_nonzero(kick))
      x = combine({{alpha_hat / alpha, x}, {alpha_hat * kick, noise.normal(now.t, t_hat, x)}});

    PerSample from = t_hat, level = s_hat;
    for (const double between : breaks) {
      dynamics.enter(from[0], between);
      x = heun(dynamics, sl, x, from, level, between);
      from = between, level = p.sigma(between) / p.alpha(between);
    }
    if (!breaks.empty()) dynamics.enter(from[0], to.t1[0]);
    return {{heun(dynamics, sl, x, from, level, to.t1), to.t1}};
  }

 private:
  /// Euler step from level s, then the second-order correction unless it ends at sigma = 0.
  static Tensor heun(Dynamics& dynamics, SemiLinear& sl, const Tensor& x, const PerSample& t,
                     const PerSample& s, const PerSample& t1) {
    const Process& p = sl.process();
    const PerSample alpha = p.alphas(t), alpha1 = p.alphas(t1), ds = p.sigmas(t1) / alpha1 - s;
    const Tensor d = sl.noise(x, t);
    const Tensor euler = combine({{alpha1 / alpha, x}, {alpha1 * ds, d}});
    if (!dynamics.regular(t1)) return euler;
    const Tensor d1 = sl.noise(euler, t1);
    const PerSample half = 0.5 * alpha1 * ds;
    return combine({{alpha1 / alpha, x}, {half, d}, {half, d1}});
  }

  double S_churn_, S_min_, S_max_, S_noise_;
};

const Register<EdmStochastic> method{
    {.name = "edm_stochastic",
     .family = "edm",
     .kind = Equation::sde,
     .order = 2,
     .weak_order = 2,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .options =
         {{"S_churn", "10",
           "total amount of added noise; 0: deterministic, whatever the others say"},
          {"S_min", "0", "lowest sigma/alpha at which noise is added"},
          {"S_max", "unbounded",
           "highest sigma/alpha at which noise is added, and never above the process's own: "
           "for the published first step from 80 edm(sigma_max=120) and a grid with t_max=80"},
          {"S_noise", "1",
           "standard deviation of the added noise; any other value biases the end, and has "
           "no order"}},
     .deterministic = "S_churn=0",
     .own_noise = "S_churn says how much noise there is, S_churn=0 that there is none",
     .reference = "Karras et al. 2022, arXiv:2206.00364, Alg. 2"},
    [](Traits& traits, const Options& options) {
      if (options.number("S_noise", 1) != 1 && options.number("S_churn", 10) > 0)
        traits.weak_order = 0;
    }};

}  // namespace
}  // namespace odelia
