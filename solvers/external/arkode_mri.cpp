// ARKODE's multirate methods on the semi-linear split: the network is the slow side, and the fast
// one, linear with a number for its matrix, is solved exactly at no evaluation.  What ARKODE leaves
// to the fast solver, dv/dt = L(t) v + sum_k ((t - shift)/scale)^k r_k with L = (log sigma)', is
//     v(t1) = sigma1/sigma0 v(t0) + sum_k r_k int sigma1/sigma(t) ((t - shift)/scale)^k dt,
// so that these are exponential integrators whose nodes are MRI-GARK's.
#include <arkode/arkode_mristep.h>
#include <sundials/sundials_config.h>

#include "solvers/external/arkode_imex.h"
#include "solvers/gauss_legendre.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

struct Session : SundialsSession<MRIStepFree> {
  MRIStepInnerStepper fast = nullptr;
  MRIStepCoupling coupling = nullptr;
  ~Session() {
    if (memory) MRIStepFree(&memory);  // before what it uses
    memory = nullptr;
    if (coupling) MRIStepCoupling_Free(coupling);
    if (fast) MRIStepInnerStepper_Free(&fast);
  }
};

ImexCall& call_of(MRIStepInnerStepper fast) {
  void* content = nullptr;
  MRIStepInnerStepper_GetContent(fast, &content);
  return *static_cast<ImexCall*>(static_cast<SundialsCall*>(content));
}

int evolve_fast(MRIStepInnerStepper fast, double t0, double t1, N_Vector y) {
  double shift = 0, scale = 1;
  N_Vector* forcing = nullptr;
  int count = 0;
  MRIStepInnerStepper_GetForcingData(fast, &shift, &scale, &forcing, &count);
  ImexCall& call = call_of(fast);
  return call.guard(
      y,
      [&] {
        const Process& p = call.semi_linear->process();
        const double sigma1 = p.sigma(t1);
        std::vector<double> weight(count, 0);
        // In lambda, where the schedules are smooth: dt = -2 sigma^2/g^2 dlambda.
        quadrature(p.lambda(t0), p.lambda(t1), [&](double lambda, double w) {
          const double t = p.t_of_lambda(lambda), sigma = p.sigma(t);
          double power = -2 * sigma * sigma1 / p.g2(t) * w;
          for (double& c : weight) c += power, power *= (t - shift) / scale;
        });
        std::vector<Term> terms{{sigma1 / p.sigma(t0), tensor_of(y)}};
        for (int k = 0; k < count; ++k) terms.push_back({weight[k], tensor_of(forcing[k])});
        return combine(terms);
      },
      false);
}

int fast_side(MRIStepInnerStepper fast, double t, N_Vector y, N_Vector f, int) {
  return imex_linear_side(t, y, f, static_cast<SundialsCall*>(&call_of(fast)));
}

class ArkodeMri final : public Solver {
 public:
  ArkodeMri(std::string name, const char* table) : name_(std::move(name)), table_(table) {}

  Proposal step(Dynamics& ode, NoiseSource&, const State& now, const Step& to) const override {
    const double t0 = now.t[0], t1 = to.t1[0];
    ImexCall call(ode, to, &require_semi_linear(ode, name_.c_str()),
                  SundialsCall::Samples::independent);
    Session s;
    Tensor x1 = scratch_like(now.x);
    x1.copy_(now.x);
    s.y = sundials_made(make_nvector(x1, s.context), "N_VNewEmpty");
    sundials_require(MRIStepInnerStepper_Create(s.context, &s.fast), "MRIStepInnerStepper_Create");
    MRIStepInnerStepper_SetContent(s.fast, static_cast<SundialsCall*>(&call));
    MRIStepInnerStepper_SetEvolveFn(s.fast, evolve_fast);
    MRIStepInnerStepper_SetFullRhsFn(s.fast, fast_side);
    s.memory = sundials_made(MRIStepCreate(imex_network_side, nullptr, t0, s.y, s.fast, s.context),
                             "MRIStepCreate");
#if SUNDIALS_VERSION_MAJOR < 7
    sundials_require(MRIStepSetErrHandlerFn(
                         s.memory, [](int, const char*, const char*, char*, void*) {}, nullptr),
                     "MRIStepSetErrHandlerFn");
#endif
    sundials_require(MRIStepSetUserData(s.memory, static_cast<SundialsCall*>(&call)),
                     "MRIStepSetUserData");
    s.coupling =
        sundials_made(MRIStepCoupling_LoadTableByName(table_), "MRIStepCoupling_LoadTableByName");
    sundials_require(MRIStepSetCoupling(s.memory, s.coupling), "MRIStepSetCoupling");
    sundials_require(MRIStepSetInterpolantType(s.memory, ARK_INTERP_LAGRANGE),
                     "MRIStepSetInterpolantType");
    sundials_require(MRIStepSetStopTime(s.memory, t1), "MRIStepSetStopTime");
    sundials_require(MRIStepSetFixedStep(s.memory, t1 - t0), "MRIStepSetFixedStep");
    double t = t0;
    const int flag = MRIStepEvolve(s.memory, t1, s.y, &t, ARK_NORMAL);
    const Status status =
        call.finish(flag);  // may throw: GCC 12 would free a half-made Proposal twice
    call.mark(x1);
    return {{x1, to.t1}, {}, status};
  }

 private:
  std::string name_;
  const char* table_;
};

bool add(const char* name, const char* table, int order, int nfe, const char* source) {
  register_solver(
      {{.name = name,
        .family = "sundials",
        .order = double(order),
        .nfe_per_step = nfe,
        .needs = Needs::semi_linear,
        .evaluates_end = true,
        .outside = true,
        .reference = fmt::format("{}, by SUNDIALS ARKODE's MRIStep, table {}", source, table)},
       [=](const Options&) { return std::make_unique<ArkodeMri>(name, table); }});
  return true;
}

const bool registered[] = {
    add("arkode_mis_kw3", "ARKODE_MIS_KW3", 3, 4,
        "Schlegel, Knoth, Arnold & Wolke 2009, J. Comput. Appl. Math. 226"),
    add("arkode_mri_gark_erk33a", "ARKODE_MRI_GARK_ERK33a", 3, 4,
        "Sandu 2019, SIAM J. Numer. Anal. 57, arXiv:1808.02759"),
    add("arkode_mri_gark_erk45a", "ARKODE_MRI_GARK_ERK45a", 4, 6,
        "Sandu 2019, SIAM J. Numer. Anal. 57, arXiv:1808.02759"),
};

}  // namespace
}  // namespace odelia
