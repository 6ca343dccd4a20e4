// UniPC with steps and orders of each sample's own.
#include "tests/catch.h"
#include "tests/seeds.h"

#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"

using namespace odelia;

namespace {

Solution run(const std::string& solver, const std::vector<uint64_t>& ids, const TimeGrid& grid,
             const Limits& limits = {}) {
  const auto flow =
      reverse_dynamics(make_process("vp_linear"),
                       mixture_model({{0.4, 0.6}, {{-1, 0.5}, {1, -0.5}}, {0.5, 0.6}}), 0);
  NoNoise none;
  return integrate(make_method(solver), *flow, none, starting_noise(ids, {2}, at::kDouble), grid,
                   limits);
}

}  // namespace

TEST_CASE("adaptive UniPC keeps its tolerance, and high orders save evaluations", "[adaptive]") {
  const auto p = make_process("vp_linear");
  const Tensor truth = run("rk4", seeds(16), make_time_grid("log_snr", *p, 2000)).x;
  double last = HUGE_VAL;
  for (const char* rtol : {"1e-2", "1e-4", "1e-6"}) {
    INFO(rtol);
    const Solution s = run(fmt::format("unipc_adaptive(rtol={})", rtol), seeds(16), {1, 1e-3});
    REQUIRE(s.ok());
    const double error = (s.x - truth).abs().max().item<double>();
    CHECK(error < 100 * std::stod(rtol));  // local errors add up and are carried along
    CHECK(error < last);
    last = error;
  }
  const auto evaluations = [](const char* solver) {
    return run(solver, seeds(1), {1, 1e-3}).mean_nfe();
  };
  CHECK(evaluations("unipc_adaptive(rtol=1e-5,max_order=4)") <
        0.5 * evaluations("unipc_adaptive(rtol=1e-5,max_order=1)"));
  CHECK(evaluations("unipc_adaptive(rtol=1e-6)") > evaluations("unipc_adaptive(rtol=1e-3)"));
}

TEST_CASE("adaptive UniPC: a sample does not depend on its batch, and grid points are hit",
          "[contract]") {
  const Solution all = run("unipc_adaptive", seeds(16), {1, 0.3, 1e-3});
  CHECK(at::equal(run("unipc_adaptive", seeds(1, 6), {1, 0.3, 1e-3}).x, all.x.slice(0, 5, 6)));
  CHECK(at::allclose(run("unipc_adaptive(rtol=1e-7)", seeds(4), {1, 0.3, 1e-3}).x,
                     run("unipc_adaptive(rtol=1e-7)", seeds(4), {1, 1e-3}).x, 1e-4,
                     1e-4));  // within tolerance
}

TEST_CASE("adaptive UniPC stops at its budget and refuses what it cannot take", "[status]") {
  const Solution s = run("unipc_adaptive(rtol=1e-9)", seeds(2), {1, 1e-3}, {.max_nfe = 15});
  CHECK(s.outcome[0].status == Status::budget_exhausted);
  CHECK(s.outcome[0].nfe == 15);
  CHECK_THROWS_WITH(make_method("unipc_adaptive(max_order=6)"), ODELIA_CONTAINS("max_order"));
  CHECK_THROWS_WITH(make_method("unipc_adaptive(rtol=0)"), ODELIA_CONTAINS("rtol"));
}
