#include "solvers/registry.h"

namespace odelia {
namespace {

/// DDPM's ancestral step from t to s < t, for any process: with a = alpha_t/alpha_s and
/// b^2 = sigma_t^2 - a^2 sigma_s^2,
///     x_s = a sigma_s^2/sigma_t^2 x_t + alpha_s b^2/sigma_t^2 x0(x_t) + std z,
/// std = b sigma_s/sigma_t (variance=small, the posterior's) or b (variance=large, the forward
/// step's); nothing is added where sigma_s = 0.
class DdpmAncestral : public Solver {
 public:
  explicit DdpmAncestral(const Options& options, const char* fallback = "small") {
    const std::string variance = options.text("variance", fallback);
    if (variance != "small" && variance != "large")
      throw std::invalid_argument(fmt::format(
          "solver 'ddpm_ancestral': variance must be small or large, got '{}'", variance));
    large_ = variance == "large";
  }

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "ddpm_ancestral");
    const Process& p = sl.process();
    const PerSample alpha = p.alphas(now.t), sigma = p.sigmas(now.t), alpha1 = p.alphas(to.t1),
                    sigma1 = p.sigmas(to.t1);
    const PerSample a = alpha / alpha1, ratio = sigma1 / sigma;
    const PerSample b2_over_sigma2 = 1 - a * a * ratio * ratio;
    const PerSample std =
        sqrt(b2_over_sigma2) *
        (large_ ? sigma1.map([](double v) { return v == 0 ? 0.0 : 1.0; }) * sigma : sigma1);
    const Tensor x0 = sl.data(now.x, now.t);
    const PerSample on_x = a * ratio * ratio, on_x0 = alpha1 * b2_over_sigma2;
    if (!any_nonzero(std)) return {{combine({{on_x, now.x}, {on_x0, x0}}), to.t1}};
    return {{combine({{on_x, now.x}, {on_x0, x0}, {std, noise.normal(now.t, to.t1, now.x)}}),
             to.t1,
             {},
             {}}};
  }

 private:
  bool large_;
};

constexpr const char* kOwnNoise =
    "its noise is that of DDPM's reverse process; ddim(eta=...) is the same step with less of it";

const Register<DdpmAncestral> method{
    {.name = "ddpm_ancestral",
     .family = "ancestral",
     .kind = Equation::sde,
     .strong_order = 1,
     .weak_order = 1,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .options = {{"variance", "small", "small: posterior variance; large: forward-step variance"}},
     .own_noise = kOwnNoise,
     .reference = "Ho et al. 2020, arXiv:2006.11239, Alg. 2 and sec. 3.2"}};

/// The forward step's variance beta, under a name of its own.
struct DdpmAncestralLarge final : DdpmAncestral {
  DdpmAncestralLarge() : DdpmAncestral({}, "large") {}
};
const Register<DdpmAncestralLarge> large{
    {.name = "ddpm_ancestral_large",
     .family = "ancestral",
     .kind = Equation::sde,
     .strong_order = 1,
     .weak_order = 1,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .own_noise = kOwnNoise,
     .reference = "Ho et al. 2020, arXiv:2006.11239, sec. 3.2: variance beta"}};

}  // namespace
}  // namespace odelia
