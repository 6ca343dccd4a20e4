#pragma once
#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_nonlinearsolver.h>

#include "solvers/external/nvector.h"
#include "solvers/solver.h"

namespace odelia {

/// Default tolerances of SUNDIALS' inner iterations where the steps are fixed: rounding of the
/// state's type.
double sundials_rounding(const Tensor& x);

/// What a right-hand side needs, and what it reports back: no C++ exception may cross the C stack,
/// and a poisoned solve must not be tried again with a smaller step.  Where the samples do not know
/// of one another (explicit steps of fixed size), one that turns non-finite is put aside: its drift
/// counts as 0 from there on, so that the others go on as if it were not there.
class SundialsCall {
 public:
  enum class Samples { independent, coupled };
  SundialsCall(Dynamics& ode, const Step& to, Samples samples = Samples::coupled);
  Dynamics& ode() { return ode_; }

  /// Runs `evaluate() -> Tensor`, which calls the network once or not at all, and copies its value
  /// to `out`. Returns what SUNDIALS expects: 0, or -1 to give up for good: an exception, a
  /// non-finite value, no budget left.
  template <class F>
  int guard(N_Vector out, F&& evaluate, bool network = true) noexcept {
    if (thrown_ || status_ != Status::ok) return -1;
    try {
      if (network && ode_.ledger().forward >= nfe_limit_) {
        status_ = Status::budget_exhausted;
        return -1;
      }
      const Tensor value = evaluate();
      if (!put_aside(value)) {
        status_ = Status::non_finite;
        return -1;
      }
      tensor_of(out).copy_(value);
      silence(tensor_of(out), 0);
      return 0;
    } catch (...) {
      thrown_ = std::current_exception();
      return -1;
    }
  }

  /// After the solve, with the flag it returned: rethrows what was caught, else says how it ended.
  Status finish(int flag) const;
  /// The samples that were put aside are NaN.
  void mark(Tensor& x) const;

 private:
  /// Notes the non-finite samples; false if the solve cannot go on.
  bool put_aside(const Tensor& value);
  /// Fills the samples that were put aside.
  void silence(Tensor& x, double value) const;

  Dynamics& ode_;
  int64_t nfe_limit_;
  Samples samples_;
  std::vector<bool> aside_ = {};
  std::exception_ptr thrown_ = nullptr;
  Status status_ = Status::ok;
};

/// dx/dt = drift: the right-hand side for every SUNDIALS integrator, its user data a SundialsCall.
int sundials_drift(double t, N_Vector y, N_Vector ydot, void* call);

/// jv = J v by one difference of the drift, over a distance that a float32 network still resolves.
/// SUNDIALS' own product steps by 1e-8, which such a network rounds away.
int sundials_jacobian_times(N_Vector v, N_Vector jv, double t, N_Vector y, N_Vector fy, void* call,
                            N_Vector);

/// A SUNDIALS context that prints nothing, freed at the end of its scope.
class SundialsContext {
 public:
  SundialsContext();
  ~SundialsContext();
  SundialsContext(const SundialsContext&) = delete;
  SundialsContext& operator=(const SundialsContext&) = delete;
  operator SUNContext() const { return context_; }

 private:
  SUNContext context_ = nullptr;
};

/// What a step lets SUNDIALS allocate, freed whichever way it ends.  Free: the integrator's own.
template <void (*Free)(void**)>
struct SundialsSession {
  SundialsContext context;
  N_Vector y = nullptr;
  void* memory = nullptr;
  SUNLinearSolver linear_solver = nullptr;
  SUNNonlinearSolver iteration = nullptr;
  ~SundialsSession() {
    if (memory) Free(&memory);
    if (iteration) SUNNonlinSolFree(iteration);
    if (linear_solver) SUNLinSolFree(linear_solver);
    if (y) N_VDestroy(y);
  }
};

/// Throws std::runtime_error unless the flag is a success or a warning.
void sundials_require(int flag, const char* call);
/// The same for what SUNDIALS creates: throws on a null pointer.
template <class T>
T sundials_made(T object, const char* call) {
  if (!object) sundials_require(-1, call);
  return object;
}

}  // namespace odelia
