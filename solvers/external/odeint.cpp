// Boost.Odeint steppers on tensors.
#include <boost/numeric/odeint/algebra/vector_space_algebra.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_cash_karp54.hpp>

#include "solvers/registry.h"

namespace odelia {
namespace {

namespace odeint = boost::numeric::odeint;

/// Odeint's operations on tensors: `x1 = a1 x1' + a2 x2 + ...` is one `combine`.
struct TensorOperations {
  template <class... Factors>
  struct Sum {
    std::tuple<Factors...> a;
    explicit Sum(Factors... factors) : a(factors...) {}
    template <class... Tensors>
    void operator()(Tensor& out, const Tensors&... x) const {
      apply(out, std::index_sequence_for<Factors...>{}, x...);
    }
    template <size_t... I, class... Tensors>
    void apply(Tensor& out, std::index_sequence<I...>, const Tensors&... x) const {
      out = combine({Term{static_cast<double>(std::get<I>(a)), x}...});
    }
    typedef void result_type;
  };
  // clang-format off
  template <class A = double> struct scale_sum1 : Sum<A> { using Sum<A>::Sum; };
  template <class A = double, class B = A> struct scale_sum2 : Sum<A, B> { using Sum<A, B>::Sum; };
  template <class A = double, class B = A, class C = B> struct scale_sum3 : Sum<A, B, C> { using Sum<A, B, C>::Sum; };
  template <class A = double, class B = A, class C = B, class D = C> struct scale_sum4 : Sum<A, B, C, D> { using Sum<A, B, C, D>::Sum; };
  template <class A = double, class B = A, class C = B, class D = C, class E = D> struct scale_sum5 : Sum<A, B, C, D, E> { using Sum<A, B, C, D, E>::Sum; };
  template <class A = double, class B = A, class C = B, class D = C, class E = D, class F = E> struct scale_sum6 : Sum<A, B, C, D, E, F> { using Sum<A, B, C, D, E, F>::Sum; };
  template <class A = double, class B = A, class C = B, class D = C, class E = D, class F = E, class G = F> struct scale_sum7 : Sum<A, B, C, D, E, F, G> { using Sum<A, B, C, D, E, F, G>::Sum; };
  // clang-format on
};

/// Cash & Karp's pair, one Odeint step per grid step.
struct OdeintCashKarp final : Solver {
  using Stepper = odeint::runge_kutta_cash_karp54<Tensor, double, Tensor, double, odeint::vector_space_algebra, TensorOperations>;

  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    const double t0 = now.t[0], t1 = to.t1[0];
    const auto drift = [&](const Tensor& x, Tensor& k, double t) { k = ode.drift(x, t); };
    Stepper stepper;
    Tensor x1, error;
    stepper.do_step(drift, now.x, t0, x1, t1 - t0, error);
    return {{x1, to.t1, {}, {}}, error};
  }
};
const Register<OdeintCashKarp> method{{.name = "odeint_cash_karp", .family = "odeint", .order = 5, .nfe_per_step = 6, .evaluates_end = true,
                                       .reference = "Cash & Karp 1990, by Boost.Odeint's runge_kutta_cash_karp54"}};

}  // namespace
}  // namespace odelia
