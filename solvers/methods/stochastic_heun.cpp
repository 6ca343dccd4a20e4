#include "solvers/methods/stochastic_heun.h"

#include "solvers/registry.h"

namespace odelia {

Proposal stochastic_heun_step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) {
  const PerSample h = to.t1 - s.t, g = sde.diffusion(s.t);
  const bool noisy = any_nonzero(g);
  const Tensor dw = noisy ? w.normal(s.t, to.t1, s.x) : s.x;  // times sqrt|h|
  const PerSample scale = noisy ? sqrt(abs(h)) : PerSample(0);
  const Tensor k1 = sde.drift(s.x, s.t);
  const Tensor euler = combine({{1, s.x}, {h, k1}, {g * scale, dw}});
  if (!sde.regular(to.t1)) return {{euler, to.t1}};
  const Tensor k2 = sde.drift(euler, to.t1);
  const PerSample g1 = sde.diffusion(to.t1), half = 0.5 * h;
  return {{combine({{1, s.x}, {half, k1}, {half, k2}, {0.5 * (g + g1) * scale, dw}}), to.t1},
          combine({{half, k2}, {-half, k1}, {0.5 * (g1 - g) * scale, dw}})};
}

namespace {

struct StochasticHeun final : Solver {
  Proposal step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) const override {
    return stochastic_heun_step(sde, w, s, to);
  }
};
const Register<StochasticHeun> method{
    {.name = "stochastic_heun",
     .family = "stochastic_runge_kutta",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .embedded = true,
     .error_order = 1,
     .reference = "Kloeden & Platen 1992, sec. 15.1, eq. 1.4; Roberts 2012, arXiv:1210.0933"}};

}  // namespace
}  // namespace odelia
