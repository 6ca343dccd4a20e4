// SUNDIALS ARKODE's explicit Runge-Kutta integrator (ERKStep) as one of our solvers.
#include <arkode/arkode_butcher_erk.h>
#include <arkode/arkode_erkstep.h>

#include "solvers/external/nvector.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

/// What the C callback needs, and what it reports back: no C++ exception may cross the C stack, and a poisoned
/// right-hand side must not be retried.
struct Call {
  Dynamics* ode;
  int64_t nfe_limit;
  std::exception_ptr thrown = nullptr;
  Status status = Status::ok;
};

int drift(double t, N_Vector y, N_Vector ydot, void* data) {
  auto& call = *static_cast<Call*>(data);
  if (call.thrown || call.status != Status::ok) return -1;
  try {
    if (call.ode->ledger().forward >= call.nfe_limit) {
      call.status = Status::budget_exhausted;
      return -1;
    }
    const Tensor k = call.ode->drift(tensor_of(y), t);
    for (bool finite : finite_rows(k))
      if (!finite) {
        call.status = Status::non_finite;
        return -1;
      }
    tensor_of(ydot).copy_(k);
    return 0;
  } catch (...) {
    call.thrown = std::current_exception();
    return -1;
  }
}

/// Frees what SUNDIALS allocated, whichever way the step ends.
struct Session {
  SUNContext context = nullptr;
  N_Vector y = nullptr;
  void* memory = nullptr;
  ~Session() {
    if (memory) ERKStepFree(&memory);
    if (y) N_VDestroy(y);
    if (context) SUNContext_Free(&context);
  }
};

void require(int flag, const char* call) {
  if (flag < 0) throw std::runtime_error(fmt::format("solver 'arkode_erk': SUNDIALS {} failed with flag {}", call, flag));
}

/// Dormand & Prince's pair by ARKODE.  With rtol = 0, one ARKODE step of fixed size per grid step; with rtol > 0,
/// as many as ARKODE's own error control asks for, one step size and one norm for the whole batch.
class ArkodeErk final : public Solver {
 public:
  explicit ArkodeErk(const Options& options) : rtol_(options.number("rtol", 0)), atol_(options.number("atol", 1e-2 * rtol_)) {
    if (!(rtol_ >= 0) || !(atol_ >= 0))
      throw std::invalid_argument(fmt::format("solver 'arkode_dormand_prince': rtol and atol must be 0 or more; got {} and {}", rtol_, atol_));
  }

  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    const double t0 = now.t[0], t1 = to.t1[0];
    Session session;
    Call call{&ode, to.nfe_left > std::numeric_limits<int64_t>::max() - ode.ledger().forward ? std::numeric_limits<int64_t>::max()
                                                                                             : ode.ledger().forward + to.nfe_left};
    require(SUNContext_Create(nullptr, &session.context), "SUNContext_Create");
    Tensor x1 = scratch_like(now.x);
    x1.copy_(now.x);
    session.y = make_nvector(x1, session.context);
    session.memory = ERKStepCreate(drift, t0, session.y, session.context);
    if (!session.memory) throw std::runtime_error("solver 'arkode_dormand_prince': SUNDIALS ERKStepCreate failed");
    require(ERKStepSetErrHandlerFn(session.memory, [](int, const char*, const char*, char*, void*) {}, nullptr), "ERKStepSetErrHandlerFn");
    require(ERKStepSetUserData(session.memory, &call), "ERKStepSetUserData");
    require(ERKStepSetTableNum(session.memory, ARKODE_DORMAND_PRINCE_7_4_5), "ERKStepSetTableNum");
    require(ERKStepSetStopTime(session.memory, t1), "ERKStepSetStopTime");
    require(ERKStepSetMaxNumSteps(session.memory, -1), "ERKStepSetMaxNumSteps");  // the evaluation budget is the limit
    if (rtol_ > 0) require(ERKStepSStolerances(session.memory, rtol_, atol_), "ERKStepSStolerances");
    else require(ERKStepSetFixedStep(session.memory, t1 - t0), "ERKStepSetFixedStep");
    double t = t0;
    const int flag = ERKStepEvolve(session.memory, t1, session.y, &t, ARK_NORMAL);
    if (call.thrown) std::rethrow_exception(call.thrown);
    if (call.status == Status::ok && flag < 0) call.status = Status::step_collapsed;
    return {{x1, to.t1, {}, {}}, {}, call.status};
  }

 private:
  double rtol_, atol_;
};

// 8: seven stages, and one evaluation with which ARKODE starts, since every grid step is a new solve.
const Register<ArkodeErk> method{{
    .name = "arkode_dormand_prince", .family = "sundials", .order = 5, .nfe_per_step = 8, .evaluates_end = true,
    .options = {{"rtol", "0", "relative tolerance of ARKODE's own step control inside each grid step; 0: fixed steps"},
                {"atol", "rtol/100", "absolute tolerance"}},
    .reference = "Dormand & Prince 1980, by SUNDIALS ARKODE's ERKStep (Reynolds et al., arXiv:2205.14077)"}};

}  // namespace
}  // namespace odelia
