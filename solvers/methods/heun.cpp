#include "solvers/registry.h"

namespace odelia {
namespace {

/// Heun's trapezoidal rule on the drift; where the step ends at sigma = 0, which has no drift, Euler's.
struct Heun final : Solver {
  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t;
    const Tensor k1 = ode.drift(s.x, s.t);
    const Tensor euler = combine({{1, s.x}, {h, k1}});
    if (!ode.regular(to.t1)) return {{euler, to.t1, {}, {}}};
    const Tensor k2 = ode.drift(euler, to.t1);
    return {{combine({{1, s.x}, {0.5 * h, k1}, {0.5 * h, k2}}), to.t1, {}, {}}, combine({{0.5 * h, k2}, {-0.5 * h, k1}})};
  }
};
const Register<Heun> method{{.name = "heun", .family = "runge_kutta", .order = 2, .nfe_per_step = 2, .embedded = true, .error_order = 1,
                             .reference = "Heun 1900; Karras et al. 2022, arXiv:2206.00364, Alg. 1"}};

}  // namespace
}  // namespace odelia
