#include "solvers/methods/wrapping.h"

namespace odelia {
namespace {

/// Gives one prediction whatever is asked; evaluates it, once, if there is none yet.
class Frozen final : public WrappedDynamics {
 public:
  Frozen(Dynamics& dynamics, Tensor known) : WrappedDynamics(dynamics), known_(std::move(known)) {}
  const Tensor& known() const { return known_; }
  /// The same prediction at another state and time.
  Tensor elsewhere(const Tensor& x, const PerSample& t) { return evaluate(asked_, x, t); }

 private:
  Tensor answer(Asked what, const Tensor& x, const PerSample& t) override {
    asked_ = what;
    if (!known_.defined()) known_ = evaluate(what, x, t);
    return known_;
  }
  Tensor known_;
  Asked asked_ = Asked::drift;
};

/// PFDiff: with the prediction of the step before, spring to the middle of the step; with the one
/// evaluated there, the future's, take the whole step from where it began:
///   x_m = inner(x, t -> t_m; P_previous),   P = prediction(x_m, t_m),   x1 = inner(x, t -> t1; P).
/// One evaluation a step and, like the midpoint rule, order 2 from a first-order method.  The first step,
/// which has no past, evaluates where it begins; the authors' code goes half a step with that instead.
class PfDiff final : public Solver {
 public:
  explicit PfDiff(const Method& inner) : inner_(inner) {}

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    const State start{now.x, now.t};
    const PerSample middle = inner_.traits.needs == Needs::drift
                                 ? 0.5 * (now.t + to.t1)
                                 : middle_time(dynamics, now.t, to.t1);
    Frozen past(dynamics, now.memory.empty() ? Tensor() : now.memory[0]);
    const Tensor springboard = inner_.solver->step(past, noise, start, {middle}).next.x;
    Frozen future(dynamics, past.elsewhere(springboard, middle));
    Proposal out = inner_.solver->step(future, noise, start, to);
    out.next.memory = {future.known()};
    return {out.next};
  }

 private:
  Method inner_;
};

constexpr const char* kReference =
    "Wang et al. 2024, arXiv:2408.08822, Alg. 1 (PFDiff-1), but for the first step, which springs "
    "by an "
    "evaluation of its own and is a whole one";

std::pair<Traits, std::shared_ptr<const Solver>> wrap(const Method& inner, const Options&) {
  const Traits& t = inner.traits;
  if (t.family == "wrapper" || t.order != 1 || inner.eta > 0 || t.kind == Equation::sde ||
      t.history > 0 || t.nfe_per_step != 1 || t.nfe_first_extra != 0)
    refuse("pfdiff", inner, "first-order ODE solvers of one evaluation a step", "ddim");
  Traits traits = t;
  traits.family = "wrapper";
  traits.order = 2;
  traits.strong_order = traits.weak_order = 0;
  traits.history = 1;
  traits.nfe_first_extra = 1;  // no past to spring from
  traits.reference = kReference;
  return {traits, std::make_shared<PfDiff>(inner)};
}

const RegisterWrapper pfdiff{{.name = "pfdiff",
                              .takes = "a first-order ODE solver of one evaluation a step",
                              .reference = kReference,
                              .wrap = wrap}};

}  // namespace
}  // namespace odelia
