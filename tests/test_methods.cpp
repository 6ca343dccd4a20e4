// Methods against one another and against closed forms.
#include "tests/catch.h"

#include "experiments/bench/solvers.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"
#include "tests/mixtures.h"
#include "tests/seeds.h"

using namespace odelia;

namespace {

Tensor run(const std::string& solver, const std::string& process, const std::string& grid,
           int64_t steps, at::ScalarType dtype = at::kDouble) {
  const auto p = make_process(process);
  const Method method = make_method(solver);
  const auto dynamics = reverse_dynamics(p, model_for(method, uneven_pair()), method.eta);
  const auto noise = interval_noise(seeds_apart(8));
  return integrate(method, *dynamics, *noise,
                   starting_noise(seeds_apart(8), {2}, at::TensorOptions(dtype)) * p->prior_std(),
                   make_time_grid(grid, *p, steps))
      .x;
}

/// The same draws in the same order, whatever the intervals are called.
class InTurn final : public NoiseSource {
 public:
  Tensor normal(const PerSample&, const PerSample&, const Tensor& like, int) override {
    std::vector<uint64_t> ids = seeds_apart(like.size(0));
    for (uint64_t& id : ids) id += 1000 * ++drawn_;
    return starting_noise(ids, like.sizes().slice(1), like.options());
  }
  void select(const std::vector<int64_t>&) override {}

 private:
  uint64_t drawn_ = 0;
};

/// Rounding of two formulas for the same step, 20 steps long.
bool same(const Tensor& a, const Tensor& b) { return at::allclose(a, b, 1e-11, 1e-11); }

}  // namespace

TEST_CASE("eta = 0 turns the SDE methods into their ODE forms", "[equivalence]") {
  CHECK(same(run("euler_maruyama(eta=0)", "vp_linear", "uniform", 20),
             run("euler", "vp_linear", "uniform", 20)));
  CHECK(same(run("euler_ancestral(eta=0)", "vp_linear", "log_snr", 20),
             run("ddim", "vp_linear", "log_snr", 20)));
  CHECK_FALSE(same(run("ddim(eta=0.1)", "vp_linear", "log_snr", 20),
                   run("ddim", "vp_linear", "log_snr", 20)));
}

TEST_CASE("DDIM with eta = 1 is DDPM's ancestral step with the small variance, on every process",
          "[equivalence]") {
  for (const char* process : {"vp_linear", "vp_cosine", "sub_vp", "edm", "ve", "rectified_flow"}) {
    INFO(process);
    CHECK(same(run("ddim(eta=1)", process, "log_snr", 20),
               run("ddpm_ancestral", process, "log_snr", 20)));
  }
  CHECK_FALSE(same(run("ddpm_ancestral(variance=large)", "vp_linear", "log_snr", 20),
                   run("ddpm_ancestral", "vp_linear", "log_snr", 20)));
}

TEST_CASE("DDIM on the EDM process is Euler's method, since there dx/dsigma is the noise",
          "[equivalence]") {
  CHECK(same(run("ddim", "edm", "karras(final=zero)", 18),
             run("euler", "edm", "karras(final=zero)", 18)));
}

TEST_CASE("EDM's stochastic sampler without churn is Heun on the EDM process", "[equivalence]") {
  CHECK(same(run("edm_stochastic(S_churn=0)", "edm", "karras(final=zero)", 18),
             run("heun", "edm", "karras(final=zero)", 18)));
}

TEST_CASE("semi-linear methods give the same sample on every process with the same noise levels",
          "[equivalence]") {
  // x/alpha follows one and the same recursion where sigma/alpha takes the same values.
  const auto of_process = [](const std::string& name, const Traits& traits) {
    // Stages or polynomials in t by their source; ARKODE sees nothing but t; the forward step's own
    // variance or discretisation, in units of x; a tolerance in units of x.
    return name == "pndm" || name.rfind("deis_tab", 0) == 0 || traits.family == "sundials" ||
           name == "ddpm_ancestral_large" || name == "reverse_diffusion" ||
           name.rfind("pc_langevin", 0) == 0 || name == "unipc_adaptive";
  };
  for (const auto& [name, entry] : registry()) {
    if (entry.traits.needs != Needs::semi_linear || of_process(name, entry.traits)) continue;
    std::vector<Tensor> ends;
    for (const char* process : {"vp_linear", "edm", "rectified_flow"}) {
      const auto p = make_process(process);
      const Method method = make_method(name);
      const auto dynamics = reverse_dynamics(p, model_for(method, uneven_pair()), method.eta);
      const double from = p->t_of_lambda(-2.5), to = p->t_of_lambda(3);
      const TimeGrid grid =
          make_time_grid(fmt::format("log_snr(t_max={:.17g},t_min={:.17g})", from, to), *p, 15);
      const Tensor x = starting_noise(seeds_apart(8), {2}, at::kDouble) * p->sigma(from);
      InTurn noise;
      ends.push_back(integrate(method, *dynamics, noise, x, grid).x / p->alpha(to));
    }
    for (size_t i = 1; i < ends.size(); ++i) {
      INFO(name << ", process " << i << ": " << (ends[i] - ends[0]).abs().max().item<double>());
      CHECK(at::allclose(ends[i], ends[0], 1e-8, 1e-8));  // times are inverted from lambda to 1e-12
    }
  }
}

TEST_CASE("DPM-Solver++(2M) takes a first-order step first, which is DDIM", "[equivalence]") {
  CHECK(same(run("dpmpp_2m", "vp_linear", "log_snr", 1), run("ddim", "vp_linear", "log_snr", 1)));
  CHECK_FALSE(
      same(run("dpmpp_2m", "vp_linear", "log_snr", 3), run("ddim", "vp_linear", "log_snr", 3)));
}

TEST_CASE("one ARKODE step of fixed size is our own Dormand-Prince step",
          "[equivalence][external]") {
  CHECK(same(run("arkode_dormand_prince_7_4_5", "vp_linear", "uniform", 20),
             run("dopri5", "vp_linear", "uniform", 20)));
}

TEST_CASE("ARKODE's stages are found as they are asked to be, and as closely", "[external]") {
  const auto p = make_process("vp_linear");
  const Tensor x = starting_noise(seeds_apart(8), {2}, at::kDouble);
  const TimeGrid grid = make_time_grid("uniform(t_max=0.6,t_min=0.2)", *p, 10);
  const auto solved = [&](const std::string& options) {
    const auto flow = reverse_dynamics(p, uneven_model(), 0);
    NoNoise none;
    const Solution s = integrate(make_method("arkode_sdirk_2_1_2" + options), *flow, none, x, grid);
    REQUIRE(s.ok());
    return std::pair{s.x, flow->ledger().forward};
  };
  const auto newton = solved("(iteration_tol=1e-9)"), closest = solved(""),
             fixed = solved("(iteration=fixed_point,iteration_tol=1e-9)"),
             coarse = solved("(iteration_tol=1e-2)");
  const auto off = [&](const std::pair<Tensor, int64_t>& other) {
    return (other.first - closest.first).abs().max().item<double>();
  };
  // Each of 20 stages is off by a tolerance, and the flow carries that on.
  CHECK(off(newton) < 1e-7);
  CHECK(off(fixed) < 1e-7);
  CHECK(off(coarse) > 1e-9);
  CHECK(fixed.second != newton.second);
  CHECK(coarse.second < newton.second);
  CHECK(newton.second < closest.second);
}

TEST_CASE("one name, one method: what two families call differently is the same step",
          "[equivalence]") {
  const std::pair<const char*, const char*> pairs[] = {
      {"dpm_solver_1", "ddim"},
      {"dpmpp_1", "ddim"},
      {"heun(alpha=0.5)", "midpoint"},
      {"dpm_solver_2(type=taylor)", "res_2s_noise"},
      {"dpmpp_2s(type=taylor)", "res_2s"},
      {"deis_rhork_heun", "edm_stochastic(S_churn=0)"},
      {"odeint_rk4", "rk4"},
      {"odeint_dopri5", "dopri5"},
      {"odeint_cash_karp", "cash_karp54"},
      {"arkode_cash_karp_6_4_5", "cash_karp54"},
      {"arkode_verner_8_5_6", "verner65"},
      {"odeint_fehlberg78", "arkode_fehlberg_13_7_8"}};
  for (const auto& [a, b] : pairs) {
    INFO(a << " and " << b);
    CHECK(same(run(a, "vp_linear", "uniform", 20), run(b, "vp_linear", "uniform", 20)));
  }
}

TEST_CASE("ARKODE under its own error control agrees with ours at the same tolerance",
          "[external]") {
  const auto p = make_process("vp_linear");
  NoNoise none;
  const Tensor x = starting_noise(seeds_apart(8), {2}, at::kDouble);
  const auto flow = reverse_dynamics(p, uneven_model(), 0);
  const Tensor own =
      integrate_adaptive(make_method("dopri5"), *flow, none, x, 1, 1e-3, {1e-8, 1e-10}).x;
  const auto again = reverse_dynamics(p, uneven_model(), 0);
  const Tensor ark =
      integrate(make_method("arkode_dormand_prince_7_4_5(rtol=1e-8)"), *again, none, x, {1, 1e-3})
          .x;
  CHECK((own - ark).abs().max().item<double>() < 1e-6);  // both carry local errors of 1e-8 along
}

TEST_CASE("EDM's churn raises the noise level before it lowers it, and keeps the marginal",
          "[edm]") {
  // Gaussian data N(0, s^2): whatever the churn, the end
  // must have the variance of the data plus sigma_min^2.
  const auto p = make_process("edm");
  const Method method = make_method("edm_stochastic(S_churn=30,S_noise=1)");
  const auto dynamics = reverse_dynamics(p, mixture_model({{1}, {{0.0}}, {0.5}}), method.eta);
  std::vector<uint64_t> ids(4000);
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = i;
  const auto noise = interval_noise(ids);
  const Tensor x = starting_noise(ids, {1}, at::kDouble) * 80;
  const Solution end = integrate(method, *dynamics, *noise, x, make_time_grid("karras", *p, 64));
  CHECK(end.x.std().item<double>() ==
        Approx(0.5).epsilon(0.05));  // 4 standard errors of 1.1 %, and Heun's bias
  CHECK(end.outcome[0].nfe == 128);
}

TEST_CASE("EDM's churn is S_churn/N of the level, sqrt 2 - 1 at most, within its window", "[edm]") {
  struct Raised final : NoiseSource {
    std::vector<std::pair<double, double>> levels;
    Tensor normal(const PerSample& from, const PerSample& to, const Tensor& like, int) override {
      levels.emplace_back(from[0], to[0]);
      return at::zeros_like(like);
    }
    void select(const std::vector<int64_t>&) override {}
  };
  const auto p = make_process("edm(sigma_max=200)");
  const TimeGrid grid = make_time_grid("karras(t_max=80)", *p, 18);
  const auto raised = [&](const std::string& spec) {
    const Method method = make_method(spec);
    const auto dynamics = reverse_dynamics(p, mixture_model({{1}, {{0.0}}, {0.5}}), method.eta);
    Raised noise;
    integrate(method, *dynamics, noise, at::full({1, 1}, 80.0, at::kDouble), grid);
    return noise.levels;
  };
  for (const auto& [churn, gamma] : {std::pair{"4", 4.0 / 18}, {"40", std::sqrt(2.0) - 1}}) {
    INFO(churn);
    const auto all = raised(fmt::format("edm_stochastic(S_churn={})", churn));
    REQUIRE(all.size() == 18);
    for (const auto& [from, to] : all) CHECK(to / from == Approx(1 + gamma).epsilon(1e-12));
  }
  const double low = grid[12], high = grid[3];  // both belong to it
  std::vector<double> drawn;
  for (const auto& [from, to] :
       raised(fmt::format("edm_stochastic(S_churn=4,S_min={:.17g},S_max={:.17g})", low, high)))
    drawn.push_back(from);
  CHECK(drawn == std::vector<double>(grid.begin() + 3, grid.begin() + 13));
}

TEST_CASE("float32 states follow the float64 ones to float32 rounding", "[precision]") {
  for (const auto& [name, entry] : registry()) {
    INFO(name);
    const Tensor coarse = run(name, "vp_linear", "log_snr", 15, at::kFloat),
                 fine = run(name, "vp_linear", "log_snr", 15);
    CHECK(coarse.scalar_type() == at::kFloat);
    // 6e-8 per operation, amplified by 1/alpha(T) = 150 at the start and by the bimodal score
    CHECK((coarse.to(at::kDouble) - fine).abs().max().item<double>() < 2e-3);
  }
}

TEST_CASE("a method reads the state once per evaluation and once more per step, at most",
          "[cost]") {
  const Tensor x = starting_noise(seeds_apart(4), {8}, at::kFloat);
  for (const auto& [name, entry] : registry()) {
    // SUNDIALS and Odeint's extrapolation add their vectors as they like; the variable-order method
    // looks at every order it might take next.
    if (entry.traits.family == "sundials" || name == "odeint_bulirsch_stoer" ||
        name == "unipc_adaptive")
      continue;
    constexpr int64_t steps = 12;
    const SolverCost cost = solver_cost(make_method(name), x, steps);
    CAPTURE(name, cost.nfe, cost.passes);
    CHECK(cost.nfe > 0);
    CHECK(cost.passes <= cost.nfe + steps);
  }
}
