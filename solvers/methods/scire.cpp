#include <cmath>

#include "solvers/registry.h"

namespace odelia {
namespace {

constexpr double kPhi = 0.63212055882855768;  // (e - 1)/e

/// SciRE-Solver-2, on d(x/alpha)/ds = eps in s = sigma/alpha, with h = s1 - s:
///     s_mid = s + r1 h,   x_mid/alpha_mid = x/alpha + r1 h eps(x),
///     x1/alpha1 = x/alpha + h eps(x) + h/(2 r1 phi) [eps(x_mid) - eps(x)].
/// Its recursive difference divides the slope by phi; what integrates a slope exactly is phi = 1, the
/// midpoint rule if r1 = 1/2.
class Scire2 final : public Solver {
 public:
  explicit Scire2(const Options& options)
      : r1_(options.number("r1", 0.5)), phi_(options.number("phi", kPhi)) {
    if (!(r1_ > 0 && r1_ < 1 && phi_ > 0))
      throw std::invalid_argument(fmt::format(
          "solver 'scire_2': needs 0 < r1 < 1 and phi above 0; got {} and {}", r1_, phi_));
  }

  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "scire_2");
    const Process& p = sl.process();
    const PerSample alpha = p.alphas(now.t), s = p.sigmas(now.t) / alpha;
    const PerSample alpha1 = p.alphas(to.t1), h = p.sigmas(to.t1) / alpha1 - s;
    const PerSample mid = (s + r1_ * h).map([&](double v) { return p.t_of_lambda(-std::log(v)); });
    const PerSample alpha_mid = p.alphas(mid);

    const Tensor eps = sl.noise(now.x, now.t);
    const Tensor x_mid = combine({{alpha_mid / alpha, now.x}, {alpha_mid * (r1_ * h), eps}});
    const Tensor eps_mid = sl.noise(x_mid, mid);
    const double slope = 1 / (2 * r1_ * phi_);
    return {{combine({{alpha1 / alpha, now.x},
                      {alpha1 * ((1 - slope) * h), eps},
                      {alpha1 * (slope * h), eps_mid}}),
             to.t1}};
  }

 private:
  double r1_, phi_;
};
const Register<Scire2> method{
    {.name = "scire_2",
     .family = "edm",
     .order = 1,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .options = {{"r1", "0.5", "where the inner evaluation lies, in (0, 1)"},
                 {"phi", "(e - 1)/e",
                  "divides the slope; published are (e - 1)/e and 2/3, of order 1; 1 has order 2"}},
     .reference = "Li et al. 2023, arXiv:2308.07896, SciRE-Solver-2, singlestep"},
    [](Traits& traits, const Options& options) {
      if (options.number("phi", kPhi) == 1) traits.order = 2;
    }};

}  // namespace
}  // namespace odelia
