#include <algorithm>

#include "solvers/exponential.h"
#include "solvers/methods/multistep.h"
#include "solvers/methods/wrapping.h"

namespace odelia {
namespace {

constexpr const char* takes = "ODE solvers that evaluate one prediction a step, at its start";

/// Knows the prediction at the start of the step, once evaluated, and in which form it was asked.
class PredictorStart final : public WrappedDynamics {
 public:
  PredictorStart(Dynamics& dynamics, const Method& inner, const Tensor& x, Tensor known)
      : WrappedDynamics(dynamics), inner_(inner), x_(x), known_(std::move(known)) {}
  const Tensor& known() const { return known_; }
  Interpolant form() const {
    return asked_ == Asked::data ? Interpolant::data : Interpolant::noise;
  }
  Tensor at_end(const Tensor& x, const PerSample& t) { return evaluate(asked_, x, t); }

 private:
  Tensor answer(Asked what, const Tensor& x, const PerSample& t) override {
    if (what == Asked::drift || !x.is_same(x_)) refuse("unic", inner_, takes, "dpmpp_2m");
    asked_ = what;
    if (!known_.defined()) known_ = evaluate(what, x, t);
    return known_;
  }
  const Method& inner_;
  const Tensor& x_;
  Tensor known_;
  Asked asked_ = Asked::noise;
};

/// UniC after any predictor of order p, with its coefficients exact for every step ratio:
///   x' = predictor(x),   P' = prediction(x', t1),
///   x1 = on_x x + integral of the polynomial in lambda through P' and the p predictions before,
/// which raises the order by one.  P' serves the next step, so that an evaluation a step is all;
/// the last step is not corrected.
class UniC final : public Solver {
 public:
  explicit UniC(const Method& inner) : inner_(inner) {}

  /// The memory is that of this corrector, up to p predictions and their times, and behind it the
  /// predictor's; the first of the times says how many are the corrector's.
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    const size_t own = now.memory.empty() ? 0 : static_cast<size_t>(now.memory_t[0][0]);
    std::vector<Tensor> past(now.memory.begin(), now.memory.begin() + own);
    std::vector<PerSample> times;
    State start{now.x, now.t, {now.memory.begin() + own, now.memory.end()}, {}};
    if (own > 0) {
      times.assign(now.memory_t.begin() + 1, now.memory_t.begin() + 1 + own);
      start.memory_t.assign(now.memory_t.begin() + 1 + own, now.memory_t.end());
    }
    PredictorStart known(dynamics, inner_, now.x, own ? past[0] : Tensor());
    Proposal out = inner_.solver->step(known, noise, start, to);
    if (to.last() || !dynamics.regular(to.t1)) return {{out.next.x, to.t1}};

    if (own == 0) past = {known.known()}, times = {now.t};
    past.insert(past.begin(), known.at_end(out.next.x, to.t1));
    times.insert(times.begin(), to.t1);
    const ExponentialRule rule =
        exponential_rule(known.process(), now.t, to.t1, times, known.form(), Abscissa::lambda);
    std::vector<Term> terms{{rule.on_x, now.x}};
    for (size_t j = 0; j < past.size(); ++j) terms.push_back({rule.on_prediction[j], past[j]});
    State next{combine(terms), to.t1};
    // After the first step only the newest: one prediction more than the predictor has used.
    const auto keep =
        static_cast<std::ptrdiff_t>(own == 0 ? 1 : std::min({past.size(), own + 1, order()}));
    next.memory.assign(past.begin(), past.begin() + keep);
    next.memory_t = {PerSample(static_cast<double>(keep))};
    next.memory_t.insert(next.memory_t.end(), times.begin(), times.begin() + keep);
    next.memory.insert(next.memory.end(), out.next.memory.begin(), out.next.memory.end());
    next.memory_t.insert(next.memory_t.end(), out.next.memory_t.begin(), out.next.memory_t.end());
    return {next};
  }

 private:
  size_t order() const { return static_cast<size_t>(inner_.traits.order); }
  Method inner_;
};

std::pair<Traits, std::shared_ptr<const Solver>> wrap(const Method& inner, const Options&) {
  const Traits& t = inner.traits;
  // What it interpolates is the noise or the data, as evaluated, and not v, made of the noise.
  const bool velocity = t.name.rfind("v_ab", 0) == 0;
  // The corrected state is not the one that the predictor left behind: it must not remember that.
  const bool fits = t.history == 0 || dynamic_cast<const PastPredictions*>(inner.solver.get());
  if (!fits || velocity || t.family == "wrapper" || t.order == 0 || inner.eta > 0 ||
      t.kind == Equation::sde || t.needs != Needs::semi_linear || t.nfe_per_step != 1 ||
      t.nfe_first_extra != 0 || t.evaluates_end || t.order > 4)
    refuse("unic", inner, takes, "dpmpp_2m");
  Traits traits = t;
  traits.family = "wrapper";
  // The first predicted point is off by h^2, and enters with weight h.
  traits.order = std::min(t.order + 1, 3.0);
  traits.strong_order = traits.weak_order = 0;
  traits.history = std::max(t.history, 1);
  traits.embedded = false;
  traits.reference = "Zhao et al. 2023, arXiv:2302.04867, Alg. 1";
  return {traits, std::make_shared<UniC>(inner)};
}

const RegisterWrapper unic{
    {.name = "unic",
     .takes = "an ODE solver of one prediction a step, at its start",
     .reference =
         "Zhao et al. 2023, arXiv:2302.04867, Alg. 1 and appendix C (varying coefficients)",
     .wrap = wrap}};

}  // namespace
}  // namespace odelia
