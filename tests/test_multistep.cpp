// Multistep methods against one another, their starts and their ends.
#include "tests/catch.h"

#include "experiments/order/study.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"
#include "solvers/methods/multistep.h"
#include "tests/mixtures.h"
#include "tests/seeds.h"

using namespace odelia;

namespace {

Solution run(const std::string& solver, const std::string& process, const std::string& grid,
             int64_t steps, const Limits& limits = {}) {
  const auto p = make_process(process);
  const auto flow = reverse_dynamics(p, uneven_model(), 0);
  NoNoise none;
  const Tensor x = starting_noise(seeds_apart(8), {2}, at::kDouble) * p->prior_std();
  return integrate(make_method(solver), *flow, none, x, make_time_grid(grid, *p, steps), limits);
}

/// Rounding of two formulas for the same step, 12 steps long.
bool same(const std::string& a, const std::string& b, const std::string& process = "vp_linear",
          const std::string& grid = "log_snr", int64_t steps = 12) {
  return at::allclose(run(a, process, grid, steps).x, run(b, process, grid, steps).x, 1e-10, 1e-10);
}

std::vector<std::string> multistep_methods() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : registry())
    if (entry.traits.kind == Equation::ode &&
        dynamic_cast<const NeedsHistory*>(make_method(name).solver.get()))
      names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("methods that are one and the same", "[multistep][equivalence]") {
  // The first three are one implementation under two names: what it gives is held by the orders,
  // and for lms3 and lms4 by their source in test_reference.cpp.
  CHECK(same("lms4", "deis_rhoab3"));
  CHECK(same("lms3", "ipndm_v3"));
  CHECK(same("res_2m", "exp_ab2_data"));
  CHECK(same("gradient_estimation(gamma=1)", "ddim"));
  CHECK(same("gradient_estimation(gamma=1.5)", "ipndm2"));
  for (const char* one : {"lms1", "ipndm1", "exp_ab1_data", "exp_ab1_noise"}) {
    CHECK(same(one, "ddim"));
    CHECK(same(one, "ddim", "rectified_flow", "uniform(final=zero)"));
  }
  CHECK_FALSE(same("exp_ab2_data", "exp_ab2_noise"));
  CHECK_FALSE(same("exp_ab2_data", "dpmpp_2m"));  // phi_1/2 for phi_2
}

TEST_CASE(
    "on equal steps in sigma the weights of iPNDM are those of variable steps, the published "
    "ones included",
    "[multistep][equivalence]") {
  for (const char* n : {"2", "3", "4"})
    CHECK(same(std::string("ipndm") + n, std::string("lms") + n, "edm", "uniform"));
  CHECK(same("ipndm_v3_legacy", "lms3", "edm", "uniform"));
  // of the fourth-order errors only the sign survives there
  CHECK_FALSE(same("ipndm_v4_legacy", "lms4", "edm", "uniform"));
  CHECK_FALSE(same("ipndm3", "lms3", "edm", "karras"));
  CHECK_FALSE(same("ipndm_v3_legacy", "lms3", "edm", "karras"));
}

TEST_CASE(
    "STORK's virtual stages come to Adams and Bashforth's weights, and SciRE's slope to one in phi",
    "[multistep][equivalence]") {
  for (const char* grid : {"uniform", "karras"}) {  // where the velocity is the noise, and t sigma
    CHECK(same("stork_2(derivative_order=1)", "lms2", "edm", grid));
    CHECK(same("stork_2(derivative_order=1,stages=3)", "lms2", "edm", grid));
    CHECK_FALSE(same("stork_2", "lms3", "edm", grid));  // 1/8 for 1/6 on the second derivative
    CHECK(same("scire_2(phi=1)", "midpoint", "edm", grid));
  }
  // The second step: x + h (v + m (v - v_before)), m as the authors' code makes it of 50 stages.
  const auto second = [](const std::string& name) { return run(name, "edm", "uniform", 2).x; };
  const Tensor euler = second("lms1"), adams = second("lms2");
  const double m = 0.4896204655055381;
  CHECK(at::allclose(second("stork_2_legacy(derivative_order=1)"), euler + 2 * m * (adams - euler),
                     1e-10, 1e-10));
  CHECK_THROWS_WITH(make_method("stork_2(stages=1)"), ODELIA_CONTAINS("2 to 1000"));
}

TEST_CASE("with its factor 2, DPM-Solver's third order is the exact integral of a parabola",
          "[multistep][equivalence]") {
  CHECK(same("rk_start(dpmpp_3m)", "rk_start(exp_ab3_data)"));
  CHECK(same("rk_start(dpm_solver_3m)", "rk_start(exp_ab3_noise)"));
  CHECK_FALSE(same("dpmpp_3m", "dpmpp_3m_legacy"));
}

TEST_CASE("the velocity methods are exact for Gaussian data, on any grid and process",
          "[multistep]") {
  // Mean 0: the flow only rescales, x(t1) = x(t0) sqrt(c^2 alpha1^2 + sigma1^2) / the same at t0.
  const double c = 0.7;
  NoNoise none;
  for (const char* process : {"vp_linear", "edm", "rectified_flow"}) {
    const auto p = make_process(process);
    const auto flow = reverse_dynamics(p, mixture_model({{1}, {{0.0, 0.0}}, {c}}), 0);
    const Tensor x = starting_noise(seeds_apart(8), {2}, at::kDouble) * p->prior_std();
    const auto grid = make_time_grid("karras(final=zero)", *p, 5);
    const Tensor end = integrate(make_method("v_ab3(data_std=0.7)"), *flow, none, x, grid).x;
    const double start = std::hypot(c * p->alpha(grid[0]), p->sigma(grid[0]));
    // v is the rounding of two terms up to rho/c = 1400 times larger, and uneven steps multiply it
    CHECK(at::allclose(end, x * (c / start), 1e-8, 1e-8));
  }
}

TEST_CASE("from order 3 on B(h) of UniPC matters in the first steps only", "[unipc]") {
  for (const char* prediction : {"data", "noise"})
    for (int p : {3, 4}) {
      const auto name = [&](const char* b) {
        return fmt::format("rk_start(unipc{}_{}(prediction={}))", p, b, prediction);
      };
      CHECK(same(name("bh1"), name("vary")));
      CHECK(same(name("bh2"), name("vary")));
    }
  CHECK_FALSE(same("unipc2_bh1", "unipc2_bh2"));
  CHECK_FALSE(same("unipc3_bh1", "unipc3_bh2"));
}

TEST_CASE("UniPC of order 1 with a step or two, by hand", "[unipc]") {
  CHECK(same("unipc1_vary", "ddim", "vp_linear", "log_snr", 1));
  CHECK(same("unipc3_bh2", "ddim", "vp_linear", "log_snr", 1));
  CHECK_FALSE(same("unipc1_vary", "ddim", "vp_linear", "log_snr", 2));  // one correction
}

TEST_CASE("every multistep method takes one, two and three steps, to t_min and to sigma = 0",
          "[multistep]") {
  for (const std::string& name : multistep_methods())
    for (int64_t steps = 1; steps <= 4; ++steps)
      for (const char* grid : {"log_snr", "karras(final=zero)", "uniform(final=zero)"})
        for (const char* process : {"vp_linear", "edm", "rectified_flow"}) {
          INFO(name << ", " << steps << " steps, " << grid << ", " << process);
          const Solution end = run(name, process, grid, steps);
          CHECK(end.ok());
          CHECK(end.outcome[0].nfe == steps);
          CHECK(end.x.abs().max().item<double>() < 100);
        }
}

TEST_CASE("a lower order at the end is first order in the last step", "[multistep]") {
  CHECK(same("exp_ab2_data(final=lower)", "ddim", "vp_linear", "log_snr", 2));
  CHECK(same("unipc2_bh2(final=lower)", "unipc1_bh2", "vp_linear", "log_snr", 2));
  CHECK(same("dpmpp_3m(final=lower)", "dpmpp_2m(final=lower)", "vp_linear", "log_snr", 3));
  CHECK_FALSE(same("dpmpp_3m(final=lower)", "dpmpp_2m(final=lower)", "vp_linear", "log_snr", 5));
  CHECK_THROWS_WITH(make_method("dpmpp_3m(final=never)"), ODELIA_CONTAINS("full or lower"));
}

TEST_CASE("a Runge-Kutta start gives the full order and costs what it claims",
          "[multistep][order]") {
  for (const char* name : {"dpmpp_3m", "dpm_solver_3m", "lms4", "deis_tab3", "exp_ab4_data",
                           "exp_ab5_noise", "v_ab4", "unipc2_bh1", "unipc3_bh2", "unipc4_vary"}) {
    const std::string solver = fmt::format("rk_start({})", name);
    for (const Certificate& c : certify(solver, "vp_linear", "karras")) {
      INFO(c.solver << " claims " << c.claimed << ", shows " << c.observed);
      CHECK(c.claimed == registry().at(name).traits.order);
      // the slope between the two finest grids; fifth order meets rounding before its slope is full
      CHECK(c.observed >= c.claimed - (c.claimed < 5 ? 0.1 : 0.15));
      CHECK(c.counts_hold);
    }
  }
}

TEST_CASE("UniPC's own start keeps third order", "[unipc][order]") {
  for (const char* name : {"unipc3_bh1", "unipc3_bh2", "unipc4_vary"}) {
    const Certificate c = ode_order(make_method(name), "vp_linear", "log_snr", false);
    INFO(name << " shows " << c.observed);
    CHECK(c.observed >= 2.9);
  }
}

TEST_CASE("a start that the budget does not pay for ends the sample", "[multistep]") {
  const Solution end = run("rk_start(exp_ab4_data)", "vp_linear", "log_snr", 10, {12});
  CHECK(end.outcome[0].status == Status::budget_exhausted);
  CHECK(end.outcome[0].nfe <= 12);
  CHECK_THROWS_WITH(make_method("rk_start(dpmpp_2m)"), ODELIA_CONTAINS("Try rk_start(dpmpp_3m)"));
  CHECK_THROWS_WITH(make_method("rk_start(heun)"), ODELIA_CONTAINS("starts by itself"));
}
