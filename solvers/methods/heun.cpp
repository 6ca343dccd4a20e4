#include "solvers/registry.h"

namespace odelia {
namespace {

/// The second-order family of EDM on the drift, with k2 at t + a h:
///     x1 = x + h [(1 - 1/(2a)) k1 + 1/(2a) k2],   k2 = drift(x + a h k1, t + a h);
/// a = 1 is Heun's trapezoidal rule, 2/3 Ralston's, 1/2 the midpoint rule.  A step to sigma = 0,
/// which has no drift, is Euler's.
class Heun final : public Solver {
 public:
  explicit Heun(const Options& options) : alpha_(options.number("alpha", 1)) {
    if (!(alpha_ > 0 && alpha_ <= 1))
      throw std::invalid_argument(
          fmt::format("solver 'heun': alpha must lie in (0, 1], got {}", alpha_));
  }

  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t;
    const Tensor k1 = ode.drift(s.x, s.t);
    if (!ode.regular(to.t1)) return {{combine({{1, s.x}, {h, k1}}), to.t1}};
    const Tensor k2 =
        ode.drift(combine({{1, s.x}, {alpha_ * h, k1}}), alpha_ == 1 ? to.t1 : s.t + alpha_ * h);
    const PerSample on_k2 = 0.5 / alpha_ * h;
    return {{combine({{1, s.x}, {h - on_k2, k1}, {on_k2, k2}}), to.t1},
            combine({{on_k2, k2}, {-on_k2, k1}})};
  }

 private:
  double alpha_;
};
const Register<Heun> method{
    {.name = "heun",
     .family = "runge_kutta",
     .order = 2,
     .nfe_per_step = 2,
     .embedded = true,
     .error_order = 1,
     .options = {{"alpha", "1",
                  "where in the step the second evaluation is; 1/2: midpoint, 2/3: Ralston"}},
     .reference =
         "Heun 1900; Karras et al. 2022, arXiv:2206.00364, Alg. 1 and, for alpha, Alg. 3"}};

}  // namespace
}  // namespace odelia
