// Every Butcher table that SUNDIALS ARKODE ships,
// and its pairs of them, as one of our solvers each.
#include <arkode/arkode_arkstep.h>
#include <sundials/sundials_config.h>
#include <sunlinsol/sunlinsol_spgmr.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

#include <algorithm>

#include "solvers/external/arkode_imex.h"
#include "solvers/external/arkode_tables.h"
#include "solvers/idle_options.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

enum class Split { explicit_all, implicit_all, implicit_linear };

/// Five directions of GMRES, converged or not: Newton goes on from any reduction of the residual.
int reduce(SUNLinearSolver solver, SUNMatrix none, N_Vector x, N_Vector b, double tolerance) {
  const int flag = SUNLinSolSolve_SPGMR(solver, none, x, b, tolerance);
  return flag == SUNLS_RES_REDUCED ? 0 : flag;
}

using Session = SundialsSession<ARKStepFree>;

/// ARKODE with given tables.  With rtol = 0, one ARKODE step of fixed
/// size per grid step; with rtol > 0, as many as ARKODE's own error
/// control asks for, one step size and one norm for the whole batch.
class Arkode final : public Solver {
 public:
  Arkode(std::string name, Split split, int explicit_id, int implicit_id, const Options& options)
      : name_(std::move(name)),
        split_(split),
        explicit_id_(explicit_id),
        implicit_id_(implicit_id),
        rtol_(options.number("rtol", 0)),
        atol_(options.number("atol", 1e-2 * rtol_)),
        iteration_tol_(options.number("iteration_tol", 0)),
        fixed_point_(options.text("iteration", "newton") == "fixed_point"),
        idle_(options, rtol_, {"atol"}) {
    if (!(rtol_ >= 0) || !(atol_ >= 0) || !(iteration_tol_ >= 0))
      throw std::invalid_argument(fmt::format(
          "solver '{}': rtol, atol and iteration_tol must be 0 or more; got {}, {} and {}", name_,
          rtol_, atol_, iteration_tol_));
    const std::string iteration = options.text("iteration", "newton");
    if (iteration != "newton" && iteration != "fixed_point")
      throw std::invalid_argument(fmt::format(
          "solver '{}': iteration must be newton or fixed_point, got '{}'", name_, iteration));
  }

  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    idle_.refuse(name_, "ARKODE's own step control");
    const double t0 = now.t[0], t1 = to.t1[0];
    const bool imex = split_ == Split::implicit_linear;
    const bool coupled = rtol_ > 0 || split_ == Split::implicit_all;
    ImexCall call(ode, to, imex ? &require_semi_linear(ode, name_.c_str()) : nullptr,
                  coupled ? SundialsCall::Samples::coupled : SundialsCall::Samples::independent);
    Session s;
    Tensor x1 = scratch_like(now.x);
    x1.copy_(now.x);
    s.y = sundials_made(make_nvector(x1, s.context), "N_VNewEmpty");
    const ARKRhsFn on_explicit = imex                            ? imex_network_side
                                 : split_ == Split::explicit_all ? sundials_drift
                                                                 : nullptr;
    const ARKRhsFn on_implicit = imex                            ? imex_linear_side
                                 : split_ == Split::implicit_all ? sundials_drift
                                                                 : nullptr;
    s.memory =
        sundials_made(ARKStepCreate(on_explicit, on_implicit, t0, s.y, s.context), "ARKStepCreate");
    call.arkode = s.memory;
#if SUNDIALS_VERSION_MAJOR < 7
    sundials_require(ARKStepSetErrHandlerFn(
                         s.memory, [](int, const char*, const char*, char*, void*) {}, nullptr),
                     "ARKStepSetErrHandlerFn");
#endif
    sundials_require(ARKStepSetUserData(s.memory, static_cast<SundialsCall*>(&call)),
                     "ARKStepSetUserData");
    sundials_require(ARKStepSetTableNum(s.memory, static_cast<ARKODE_DIRKTableID>(implicit_id_),
                                        static_cast<ARKODE_ERKTableID>(explicit_id_)),
                     "ARKStepSetTableNum");
    const double inner = iteration_tol_ > 0 ? iteration_tol_ : sundials_rounding(now.x);
    sundials_require(
        ARKStepSStolerances(s.memory, rtol_ > 0 ? rtol_ : inner, rtol_ > 0 ? atol_ : inner),
        "ARKStepSStolerances");
    if (split_ == Split::implicit_all) iterate(s);
    if (imex) {
      s.linear_solver = imex_division(call, s.context);
      sundials_require(ARKStepSetLinearSolver(s.memory, s.linear_solver, nullptr),
                       "ARKStepSetLinearSolver");
      sundials_require(ARKStepSetLinear(s.memory, 1), "ARKStepSetLinear");
    }
    // The other kind of dense output evaluates the
    // network; nobody looks between the ends of a step.
    sundials_require(ARKStepSetInterpolantType(s.memory, ARK_INTERP_LAGRANGE),
                     "ARKStepSetInterpolantType");
    sundials_require(ARKStepSetStopTime(s.memory, t1), "ARKStepSetStopTime");
    sundials_require(ARKStepSetMaxNumSteps(s.memory, -1),
                     "ARKStepSetMaxNumSteps");  // the evaluation budget is the limit
    if (rtol_ == 0) sundials_require(ARKStepSetFixedStep(s.memory, t1 - t0), "ARKStepSetFixedStep");
    double t = t0;
    const int flag = ARKStepEvolve(s.memory, t1, s.y, &t, ARK_NORMAL);
    const Status status =
        call.finish(flag);  // may throw: GCC 12 would free a half-made Proposal twice
    call.mark(x1);
    return {{x1, to.t1}, {}, status};
  }

 private:
  /// How the implicit stages are found: Newton with matrix-free GMRES, or fixed points with
  /// Anderson's acceleration.
  void iterate(Session& s) const {
    if (fixed_point_) {
      s.iteration =
          sundials_made(SUNNonlinSol_FixedPoint(s.y, 3, s.context), "SUNNonlinSol_FixedPoint");
      sundials_require(ARKStepSetNonlinearSolver(s.memory, s.iteration),
                       "ARKStepSetNonlinearSolver");
    } else {
      s.linear_solver =
          sundials_made(SUNLinSol_SPGMR(s.y, SUN_PREC_NONE, 5, s.context), "SUNLinSol_SPGMR");
      s.linear_solver->ops->solve = reduce;
      sundials_require(ARKStepSetLinearSolver(s.memory, s.linear_solver, nullptr),
                       "ARKStepSetLinearSolver");
      sundials_require(ARKStepSetJacTimes(s.memory, nullptr, sundials_jacobian_times),
                       "ARKStepSetJacTimes");
    }
    if (rtol_ == 0)
      sundials_require(ARKStepSetMaxNonlinIters(s.memory, 50),
                       "ARKStepSetMaxNonlinIters");  // to rounding, not to a tolerance
  }

  std::string name_;
  Split split_;
  int explicit_id_, implicit_id_;
  double rtol_, atol_, iteration_tol_;
  bool fixed_point_;
  IdleOptions idle_;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return text;
}

void add(const std::string& name, Split split, const ArkodeTable* on_explicit,
         const ArkodeTable* on_implicit, int nfe) {
  const ArkodeTable& table = on_explicit ? *on_explicit : *on_implicit;
  Traits traits{
      .name = name,
      .family = "sundials",
      .order = static_cast<double>(table.order),
      .nfe_per_step = nfe,
      .needs = split == Split::implicit_linear ? Needs::semi_linear : Needs::drift,
      .evaluates_end = true,
      .outside = true,
      // SUNDIALS has Cash's tables to twelve digits.
      .coefficient_error = name.starts_with("arkode_cash_5") ? 1e-11 : 1e-16,
      .reference = fmt::format(
          "table {} of SUNDIALS ARKODE's ARKStep (Reynolds et al., arXiv:2205.14077)", table.name)};
  if (table.embedded_order > 0)
    traits.options = {
        {"rtol", "0",
         "relative tolerance of ARKODE's own step control inside each grid step; 0: fixed steps"},
        {"atol", "rtol/100", "absolute tolerance"}};
  if (split == Split::implicit_all) {
    traits.options.push_back(
        {"iteration", "newton",
         "how stages are solved: newton (with GMRES, no matrix) or fixed_point"});
    traits.options.push_back(
        {"iteration_tol", "1e-13, float32 1e-5",
         "how closely, in steps of fixed size; a float32 network needs some 1e-6"});
  }
  const int explicit_id = on_explicit ? on_explicit->id : -1,
            implicit_id = on_implicit ? on_implicit->id : -1;
  register_solver({std::move(traits), [=](const Options& options) {
                     return std::make_unique<Arkode>(name, split, explicit_id, implicit_id,
                                                     options);
                   }});
}

/// The implicit partner of an explicit table: ARK324L2SA_ERK_4_2_3 and ARK324L2SA_DIRK_4_2_3.
const ArkodeTable* partner(const ArkodeTable& table) {
  const auto at = table.name.find("_ERK_");
  if (at == std::string::npos) return nullptr;
  const std::string wanted = table.name.substr(0, at) + "_DIRK_" + table.name.substr(at + 5);
  for (const ArkodeTable& other : arkode_tables())
    if (other.name == wanted) return &other;
  return nullptr;
}

// Every grid step is a new solve, and SUNDIALS 6 throws away the evaluation that it starts with.
constexpr int to_start = SUNDIALS_VERSION_MAJOR < 7 ? 1 : 0;

const bool registered = [] {
  for (const ArkodeTable& t : arkode_tables()) {
    const int stages = static_cast<int>(t.c.size());
    if (t.implicit)
      add("arkode_" + lower(t.name), Split::implicit_all, nullptr, &t, 0);
    else
      add("arkode_" + lower(t.name), Split::explicit_all, &t, nullptr, stages + to_start);
    if (const ArkodeTable* implicit = t.implicit ? nullptr : partner(t))
      add("arkode_imex_" + lower(t.name.substr(0, t.name.find("_ERK_"))), Split::implicit_linear,
          &t, implicit, stages + to_start);
  }
  return true;
}();

}  // namespace
}  // namespace odelia
