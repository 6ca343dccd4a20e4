#include "solvers/registry.h"

namespace odelia {
namespace {

/// x' = x + h drift(x, t) + g(t) dW.
struct EulerMaruyama final : Solver {
  Proposal step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t, g = sde.diffusion(s.t);
    const Tensor k = sde.drift(s.x, s.t);
    if (!any_nonzero(g)) return {{combine({{1, s.x}, {h, k}}), to.t1}};
    return {{combine({{1, s.x}, {h, k}, {g * sqrt(abs(h)), w.normal(s.t, to.t1, s.x)}}),
             to.t1,
             {},
             {}}};
  }
};
// The noise is additive (g depends on t alone), so the strong order is 1 and not 1/2.
const Register<EulerMaruyama> method{
    {.name = "euler_maruyama",
     .family = "euler_maruyama",
     .kind = Equation::sde,
     .order = 1,
     .strong_order = 1,
     .weak_order = 1,
     .nfe_per_step = 1,
     .reference = "Maruyama 1955; Kloeden & Platen 1992, sec. 10.2; arXiv:2011.13456, appendix E"}};

}  // namespace
}  // namespace odelia
