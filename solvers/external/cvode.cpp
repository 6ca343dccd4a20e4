// SUNDIALS CVODE: Adams and BDF of variable order and step, inside each step of the grid.
#include <cvode/cvode.h>
#include <sundials/sundials_config.h>
#include <sunlinsol/sunlinsol_spgmr.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

#include "solvers/external/sundials.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

using Session = SundialsSession<CVodeFree>;

/// CVODE from one grid point to the next under its own error control, one step size and one norm
/// for the whole batch.  Every grid step starts anew at order one: give it few.  Adams solves its
/// implicit relation by fixed points, BDF by Newton with matrix-free GMRES, whose products with the
/// Jacobian cost an evaluation each.
class Cvode final : public Solver {
 public:
  Cvode(int method, const char* name, const Options& options)
      : method_(method),
        rtol_(options.number("rtol", 1e-5)),
        atol_(options.number("atol", 1e-2 * rtol_)),
        max_order_(options.number("max_order", method == CV_ADAMS ? 12 : 5)) {
    if (!(rtol_ > 0) || !(atol_ > 0))
      throw std::invalid_argument(fmt::format(
          "solver '{}': rtol and atol must be positive; got {} and {}", name, rtol_, atol_));
    if (max_order_ != std::floor(max_order_) || max_order_ < 1 ||
        max_order_ > (method == CV_ADAMS ? 12 : 5))
      throw std::invalid_argument(
          fmt::format("solver '{}': max_order must be a whole number from 1 to {}, got {}", name,
                      method == CV_ADAMS ? 12 : 5, max_order_));
  }

  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    const double t0 = now.t[0], t1 = to.t1[0];
    SundialsCall call(ode, to);
    Session s;
    Tensor x1 = scratch_like(now.x);
    x1.copy_(now.x);
    s.y = sundials_made(make_nvector(x1, s.context), "N_VNewEmpty");
    s.memory = sundials_made(CVodeCreate(method_, s.context), "CVodeCreate");
#if SUNDIALS_VERSION_MAJOR < 7
    sundials_require(CVodeSetErrHandlerFn(
                         s.memory, [](int, const char*, const char*, char*, void*) {}, nullptr),
                     "CVodeSetErrHandlerFn");
#endif
    sundials_require(CVodeInit(s.memory, sundials_drift, t0, s.y), "CVodeInit");
    sundials_require(CVodeSetUserData(s.memory, &call), "CVodeSetUserData");
    sundials_require(CVodeSStolerances(s.memory, rtol_, atol_), "CVodeSStolerances");
    sundials_require(CVodeSetMaxOrd(s.memory, static_cast<int>(max_order_)), "CVodeSetMaxOrd");
    sundials_require(CVodeSetMaxNumSteps(s.memory, -1),
                     "CVodeSetMaxNumSteps");  // the evaluation budget is the limit
    sundials_require(CVodeSetStopTime(s.memory, t1), "CVodeSetStopTime");
    if (method_ == CV_ADAMS) {
      s.iteration =
          sundials_made(SUNNonlinSol_FixedPoint(s.y, 0, s.context), "SUNNonlinSol_FixedPoint");
      sundials_require(CVodeSetNonlinearSolver(s.memory, s.iteration), "CVodeSetNonlinearSolver");
    } else {
      s.linear_solver =
          sundials_made(SUNLinSol_SPGMR(s.y, SUN_PREC_NONE, 5, s.context), "SUNLinSol_SPGMR");
      sundials_require(CVodeSetLinearSolver(s.memory, s.linear_solver, nullptr),
                       "CVodeSetLinearSolver");
      sundials_require(CVodeSetJacTimes(s.memory, nullptr, sundials_jacobian_times),
                       "CVodeSetJacTimes");
    }
    double t = t0;
    const int flag = CVode(s.memory, t1, s.y, &t, CV_NORMAL);
    const Status status =
        call.finish(flag);  // may throw: GCC 12 would free a half-made Proposal twice
    return {{x1, to.t1}, {}, status};
  }

 private:
  int method_;
  double rtol_, atol_;
  double max_order_;
};

const bool registered = [] {
  for (const int method : {CV_ADAMS, CV_BDF}) {
    const bool adams = method == CV_ADAMS;
    const char* name = adams ? "cvode_adams" : "cvode_bdf";
    register_solver(
        {{.name = name,
          .family = "sundials",
          .nfe_per_step = 0,
          .evaluates_end = true,
          .outside = true,
          .options = {{"rtol", "1e-5", "relative tolerance"},
                      {"atol", "rtol/100", "absolute tolerance"},
                      {"max_order", adams ? "12" : "5", "the highest order it may take"}},
          .reference = "Cohen & Hindmarsh 1996, by SUNDIALS CVODE"},
         [=](const Options& options) { return std::make_unique<Cvode>(method, name, options); }});
  }
  return true;
}();

}  // namespace
}  // namespace odelia
