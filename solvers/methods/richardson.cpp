#include "solvers/methods/wrapping.h"

namespace odelia {
namespace {

/// Answers the evaluation at the start of the step from the first time that it was asked.
class StartKnown final : public WrappedDynamics {
 public:
  StartKnown(Dynamics& dynamics, const Tensor& x) : WrappedDynamics(dynamics), x_(x) {}

 private:
  Tensor answer(Asked what, const Tensor& x, const PerSample& t) override {
    if (!x.is_same(x_)) return evaluate(what, x, t);
    if (!known_.defined()) known_ = evaluate(what, x, t);
    return known_;
  }
  const Tensor& x_;
  Tensor known_;
};

/// Richardson extrapolation over two half steps and the whole one, from the same first evaluation:
///   x1 = (2^p x_fine - x_coarse)/(2^p - 1),
/// for an inner method of order p with an expansion of its error; the halves
/// meet in the middle in lambda, or in t without a process.  The weights are
/// those of equal halves, which they are up to the next order: RX-DPM, which
/// keeps the grid's own points, has weights for unequal ones (rx_dpm).
class Richardson final : public Solver {
 public:
  explicit Richardson(const Method& inner) : inner_(inner) {}

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    StartKnown ode(dynamics, now.x);
    const Solver& inner = *inner_.solver;
    const Tensor coarse = inner.step(ode, noise, now, to).next.x;
    const Proposal half = inner.step(
        ode, noise, now, {middle_time(dynamics, now.t, to.t1), 2 * to.index, 2 * to.count});
    const Tensor fine =
        inner.step(ode, noise, half.next, {to.t1, 2 * to.index + 1, 2 * to.count}).next.x;
    const double scale = std::exp2(inner_.traits.order) - 1;
    const Tensor error = combine({{1 / scale, fine}, {-1 / scale, coarse}});
    return {{combine({{1, fine}, {1, error}}), to.t1}, error};
  }

 private:
  Method inner_;
};

std::pair<Traits, std::shared_ptr<const Solver>> wrap(const Method& inner, const Options&) {
  const Traits& t = inner.traits;
  if (t.family == "wrapper" || t.order == 0 || inner.eta > 0 || t.kind == Equation::sde ||
      t.history > 0 || t.nfe_first_extra > 0 || t.own_steps() || t.outside)
    refuse("richardson", inner, "single-step ODE solvers of this library", "ddim");
  Traits traits = t;
  traits.family = "wrapper";
  traits.order = t.order + 1;
  traits.strong_order = traits.weak_order = 0;
  traits.nfe_per_step = 3 * t.nfe_per_step - 1;
  traits.embedded = true;
  traits.error_order = t.order;
  traits.reference = "Richardson 1911; Hairer, Norsett & Wanner I, sec. II.4";
  return {traits, std::make_shared<Richardson>(inner)};
}

const RegisterWrapper richardson{
    {.name = "richardson",
     .takes = "a single-step ODE solver",
     .reference = "Richardson 1911; Hairer, Norsett & Wanner I, sec. II.4",
     .wrap = wrap}};

}  // namespace
}  // namespace odelia
