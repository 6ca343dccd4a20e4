// Boost.Odeint steppers on tensors.
#include <algorithm>

#include <ATen/TensorOperators.h>
#include <boost/numeric/odeint/algebra/vector_space_algebra.hpp>
#include <boost/numeric/odeint/stepper/adams_bashforth_moulton.hpp>
#include <boost/numeric/odeint/stepper/bulirsch_stoer.hpp>
#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta4.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_cash_karp54.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_fehlberg78.hpp>

#include "solvers/idle_options.h"
#include "solvers/registry.h"
#include "solvers/spending.h"

namespace boost::numeric::odeint {
template <>
struct vector_space_norm_inf<odelia::Tensor> {
  typedef double result_type;
  double operator()(const odelia::Tensor& x) const { return x.abs().max().item<double>(); }
};
}  // namespace boost::numeric::odeint

namespace odelia {
namespace {

namespace odeint = boost::numeric::odeint;

/// Odeint's operations on tensors: `x1 = a1 x1' + a2 x2 + ...` is one `combine`.
struct TensorOperations {
  template <size_t N>
  struct Sum {
    std::array<double, N> a;
    template <class... Factors>
    explicit Sum(Factors... factors) : a{static_cast<double>(factors)...} {}
    template <class... Tensors>
    void operator()(Tensor& out, const Tensors&... x) const {
      apply(out, std::make_index_sequence<N>{}, x...);
    }
    template <size_t... I, class... Tensors>
    void apply(Tensor& out, std::index_sequence<I...>, const Tensors&... x) const {
      out = combine({Term{a[I], x}...});
    }
    typedef void result_type;
  };
  template <class...>
  using scale_sum1 = Sum<1>;
  template <class...>
  using scale_sum2 = Sum<2>;
  template <class...>
  using scale_sum3 = Sum<3>;
  template <class...>
  using scale_sum4 = Sum<4>;
  template <class...>
  using scale_sum5 = Sum<5>;
  template <class...>
  using scale_sum6 = Sum<6>;
  template <class...>
  using scale_sum7 = Sum<7>;
  template <class...>
  using scale_sum8 = Sum<8>;
  template <class...>
  using scale_sum9 = Sum<9>;
  template <class...>
  using scale_sum10 = Sum<10>;
  template <class...>
  using scale_sum11 = Sum<11>;
  template <class...>
  using scale_sum12 = Sum<12>;
  template <class...>
  using scale_sum13 = Sum<13>;
  template <class...>
  using scale_sum14 = Sum<14>;

  /// (x, y) = (a y + b z, x).
  template <class...>
  struct scale_sum_swap2 {
    double a, b;
    scale_sum_swap2(double a, double b) : a(a), b(b) {}
    void operator()(Tensor& x, Tensor& y, const Tensor& z) const {
      y = std::exchange(x, combine({{a, y}, {b, z}}));
    }
    typedef void result_type;
  };

  /// error = |error| / (atol + rtol (a_x |x| + a_k |k|)).
  template <class T = double>
  struct rel_error {
    T atol, rtol, a_x, a_k;
    rel_error(T atol, T rtol, T a_x, T a_k) : atol(atol), rtol(rtol), a_x(a_x), a_k(a_k) {}
    void operator()(Tensor& error, const Tensor& x, const Tensor& k) const {
      error = error.abs() / (atol + rtol * (a_x * x.abs() + a_k * k.abs()));
    }
    typedef void result_type;
  };
};

template <template <class, class, class, class, class, class, class> class Stepper>
using OnTensors = Stepper<Tensor, double, Tensor, double, odeint::vector_space_algebra,
                          TensorOperations, odeint::initially_resizer>;

/// Tolerances of Odeint's own step control.
struct Tolerances {
  double rtol, atol;
  Tolerances(const char* solver, const Options& options, double fallback)
      : rtol(options.number("rtol", fallback)),
        atol(options.number("atol", 1e-2 * rtol)),
        solver(solver),
        idle(options, rtol, {"atol"}) {
    const bool fixed = fallback == 0 && rtol == 0;
    if (!fixed && (!(rtol > 0) || !(atol > 0)))
      throw std::invalid_argument(fmt::format(
          "solver '{}': rtol and atol must be positive; got {} and {}", solver, rtol, atol));
  }
  /// Refuses an atol that does nothing in steps of fixed size.
  void check_fixed() const { idle.refuse(solver, "Odeint's own step control"); }
  const char* solver;
  IdleOptions idle;
};

/// From one grid point to the next in steps that an Odeint stepper controls itself, the first of
/// them `first` of the whole: one step size and one norm for the whole batch.
template <class Stepper>
Proposal in_own_steps(Stepper stepper, double first, Dynamics& ode, const State& now,
                      const Step& to) {
  const double t1 = to.t1[0], span = t1 - now.t[0];
  const Spending spending(ode, to);
  const auto drift = [&](const Tensor& x, Tensor& k, double t) {
    if (spending.left() < 1) throw Status::budget_exhausted;
    k = ode.drift(x, t);
    for (bool finite : finite_rows(k))
      if (!finite) throw Status::non_finite;  // Odeint would take a NaN for a small error
  };
  Tensor x = now.x;
  double t = now.t[0], h = first * span;
  try {
    while (std::abs(t1 - t) > 1e-14 * std::abs(span)) {
      if (std::abs(h) > std::abs(t1 - t)) h = t1 - t;
      if (std::abs(h) < 1e-12 * std::abs(span)) throw Status::step_collapsed;
      stepper.try_step(drift, x, t, h);
    }
  } catch (Status status) {
    return {{x, to.t1}, {}, status};
  }
  return {{x, to.t1}};
}

/// The same by an embedded pair.
template <class Pair>
Proposal in_own_steps(const Tolerances& tolerances, Dynamics& ode, const State& now,
                      const Step& to) {
  // Against atol + rtol |x|, as elsewhere.  Odeint's own choice, with rtol |h dx/dt| on top, takes
  // a step for good because it is large.
  const odeint::default_error_checker<double, odeint::vector_space_algebra, TensorOperations>
      checker(tolerances.atol, tolerances.rtol, 1, 0);
  return in_own_steps(odeint::controlled_runge_kutta<Pair>(checker), 1e-3, ode, now, to);
}

std::vector<OptionDoc> tolerance_options(const char* fallback, const char* meaning) {
  return {{"rtol", fallback, meaning}, {"atol", "rtol/100", "absolute tolerance"}};
}
constexpr const char* kOrFixed =
    "relative tolerance of Odeint's own step control inside each grid step; 0: fixed steps";

/// One Odeint step per grid step; an embedded pair as many as its tolerance asks for, if given one.
template <class Stepper>
class OdeintStep final : public Solver {
 public:
  static constexpr bool pair =
      !std::is_same_v<typename Stepper::stepper_category, odeint::stepper_tag>;
  OdeintStep(const char* name, const Options& options) : tolerances_(name, options, 0) {}
  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    if constexpr (pair)
      if (tolerances_.rtol > 0) return in_own_steps<Stepper>(tolerances_, ode, now, to);
    tolerances_.check_fixed();
    const auto drift = [&](const Tensor& x, Tensor& k, double t) { k = ode.drift(x, t); };
    Stepper stepper;
    Tensor x1;
    stepper.do_step(drift, now.x, now.t[0], x1, to.t1[0] - now.t[0]);
    return {{x1, to.t1}};
  }

 private:
  Tolerances tolerances_;
};

template <class Stepper>
bool entry(const char* name, double order, int nfe, const char* reference) {
  Traits traits{.name = name,
                .family = "odeint",
                .order = order,
                .nfe_per_step = nfe,
                .evaluates_end = true,
                .outside = true,
                .reference = reference};
  if (OdeintStep<Stepper>::pair) traits.options = tolerance_options("0", kOrFixed);
  register_solver({std::move(traits), [name](const Options& options) {
                     return std::make_unique<OdeintStep<Stepper>>(name, options);
                   }});
  return true;
}

const auto rk4 = entry<OnTensors<odeint::runge_kutta4>>(
    "odeint_rk4", 4, 4, "Kutta 1901, by Boost.Odeint's runge_kutta4");
const auto cash_karp = entry<OnTensors<odeint::runge_kutta_cash_karp54>>(
    "odeint_cash_karp", 5, 6, "Cash & Karp 1990, by Boost.Odeint's runge_kutta_cash_karp54");
const auto fehlberg = entry<OnTensors<odeint::runge_kutta_fehlberg78>>(
    "odeint_fehlberg78", 8, 13, "Fehlberg 1968, by Boost.Odeint's runge_kutta_fehlberg78");

/// Dormand & Prince's pair, first same as last: the drift at the end is kept for the next step.
class OdeintDopri5 final : public Solver {
 public:
  explicit OdeintDopri5(const Options& options) : tolerances_("odeint_dopri5", options, 0) {}
  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    using Stepper = OnTensors<odeint::runge_kutta_dopri5>;
    if (tolerances_.rtol > 0) return in_own_steps<Stepper>(tolerances_, ode, now, to);
    tolerances_.check_fixed();
    const double t0 = now.t[0], t1 = to.t1[0];
    const auto drift = [&](const Tensor& x, Tensor& k, double t) { k = ode.drift(x, t); };
    Stepper stepper;
    Tensor x1, k1;
    stepper.do_step(drift, now.x, now.memory.empty() ? ode.drift(now.x, t0) : now.memory[0], t0, x1,
                    k1, t1 - t0);
    return {{x1, to.t1, {k1}, {}}};
  }

 private:
  Tolerances tolerances_;
};
const Register<OdeintDopri5> dopri5{
    {.name = "odeint_dopri5",
     .family = "odeint",
     .order = 5,
     .nfe_per_step = 6,
     .nfe_first_extra = 1,
     .evaluates_end = true,
     .outside = true,
     .options = tolerance_options("0", kOrFixed),
     .reference = "Dormand & Prince 1980, by Boost.Odeint's runge_kutta_dopri5"}};

/// Adams-Bashforth-Moulton of order 4 for equal steps: eight of them in each step of the grid, the
/// first three by rk4, since grids have unequal steps.
struct OdeintAdams final : Solver {
  using Stepper =
      odeint::adams_bashforth_moulton<4, Tensor, double, Tensor, double,
                                      odeint::vector_space_algebra, TensorOperations,
                                      odeint::initially_resizer, OnTensors<odeint::runge_kutta4>>;
  static constexpr int substeps = 8;

  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    const double t0 = now.t[0], h = (to.t1[0] - t0) / substeps;
    const auto drift = [&](const Tensor& x, Tensor& k, double t) { k = ode.drift(x, t); };
    Stepper stepper;
    Tensor x = now.x;
    double t = t0;
    stepper.initialize(drift, x, t, h);
    for (int i = 3; i < substeps; ++i) {
      Tensor x1;
      stepper.do_step(drift, x, t0 + i * h, x1, h);
      x = x1;
    }
    return {{x, to.t1}};
  }
};
const Register<OdeintAdams> adams{
    {.name = "odeint_adams_bashforth_moulton4",
     .family = "odeint",
     .order = 4,
     .nfe_per_step = 22,
     .evaluates_end = true,
     .outside = true,
     .reference =
         "Hairer, Norsett & Wanner I, sec. III.1, by Boost.Odeint's adams_bashforth_moulton"}};

/// The dynamics in s = |t - t0|, which grows whichever way t goes:
///     dx/ds = drift(x, t0 + s) or -drift(x, t0 - s).
/// Odeint's extrapolation compares orders by their work over h, with its sign: for h < 0 it would
/// take the dearer one.
class Onward final : public Dynamics {
 public:
  Onward(Dynamics& ode, double t0, double t1) : ode_(ode), t0_(t0), t1_(t1) {}
  std::string name() const override { return ode_.name(); }
  double length() const { return std::abs(t1_ - t0_); }
  Tensor drift(const Tensor& x, const PerSample& s) override {
    const Tensor k = ode_.drift(x, s.map([&](double v) { return time(v); }));
    return t1_ > t0_ ? k : combine({{-1, k}});
  }
  const Ledger& ledger() const override { return ode_.ledger(); }

 private:
  double time(double s) const {
    if (s >= length()) return t1_;
    return t1_ > t0_ ? std::min(t0_ + s, t1_) : std::max(t0_ - s, t1_);
  }
  Dynamics& ode_;
  double t0_, t1_;
};

/// Bulirsch & Stoer's extrapolated midpoint rule from one grid point to the next, its order and
/// step from its own error control, held to atol + rtol |x|.
class OdeintBulirschStoer final : public Solver {
 public:
  explicit OdeintBulirschStoer(const Options& options)
      : tolerances_("odeint_bulirsch_stoer", options, 1e-5) {}
  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    Onward onward(ode, now.t[0], to.t1[0]);
    Step length = to;
    length.t1 = onward.length();
    Proposal out = in_own_steps(
        odeint::bulirsch_stoer<Tensor, double, Tensor, double, odeint::vector_space_algebra,
                               TensorOperations>(tolerances_.atol, tolerances_.rtol, 1, 0),
        1, onward, {now.x, 0.0}, length);
    out.next.t = to.t1;
    return out;
  }

 private:
  Tolerances tolerances_;
};
const Register<OdeintBulirschStoer> bulirsch_stoer{
    {.name = "odeint_bulirsch_stoer",
     .family = "odeint",
     .nfe_per_step = 0,
     .evaluates_end = true,
     .outside = true,
     .options = tolerance_options("1e-5", "relative tolerance"),
     .reference = "Bulirsch & Stoer 1966; Hairer, Norsett & Wanner I, sec. II.9, by Boost.Odeint's "
                  "bulirsch_stoer"}};

}  // namespace
}  // namespace odelia
