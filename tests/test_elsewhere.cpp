// The names that others have for our methods.
#include "tests/catch.h"

#include <fmt/format.h>

#include "experiments/solvers/elsewhere.h"
#include "models/processes/processes.h"
#include "solvers/registry.h"
#include "solvers/time_grid.h"

using namespace odelia;

TEST_CASE("every name leads to a method and a grid that there are, or says what is nearest",
          "[elsewhere]") {
  const auto process = make_process("vp_linear");
  for (const std::string& name : names_elsewhere()) {
    INFO(name);
    const Elsewhere found = find_elsewhere(name);
    if (found.solver.empty())
      CHECK_FALSE(found.note.empty());
    else
      CHECK_NOTHROW(make_method(found.solver));
    if (!found.grid.empty()) CHECK(make_time_grid(found.grid, *process, 10).size() == 11);
  }
}

TEST_CASE("names as people write them", "[elsewhere]") {
  const auto solver = [](const std::string& name) { return find_elsewhere(name).solver; };
  const auto both = [](const std::string& name) {
    const Elsewhere e = find_elsewhere(name);
    return e.solver + " " + e.grid;
  };
  CHECK(both("DPM++ 2M Karras") == "dpmpp_2m karras(final=zero)");
  CHECK(both("dpmpp_2m_karras") == "dpmpp_2m karras(final=zero)");
  CHECK(both("dpmpp_2m_sde exponential") == "dpmpp_2m_sde log_snr(final=zero)");
  CHECK(both("euler sgm_uniform") == "euler ddpm(spacing=trailing,final=zero)");
  CHECK(both("euler_ays") == "euler align_your_steps");
  for (const char* name : {"Euler a", "euler_a"}) CHECK(solver(name) == "euler_ancestral");
  CHECK(solver("UniPC") == "unipc3_bh1(final=lower)");
  CHECK(solver("DPM-Solver++(2M)") == "dpmpp_2m");
  CHECK(solver("DPM-Solver++ (2S)") == "dpmpp_2s");
  CHECK(solver("sample_dpmpp_sde") == "dpmpp_sde");
  CHECK(solver("iPNDM") == "ipndm4");

  CHECK(both("DPMSolverMultistepScheduler") == "dpmpp_2m ddpm(spacing=linspace_open,final=zero)");
  CHECK(solver("DPMSolverMultistepScheduler(algorithm_type=sde-dpmsolver++)") == "dpmpp_2m_sde");
  CHECK(both("DPMSolverMultistepScheduler(algorithm_type=\"dpmsolver\", solver_order=3, "
             "use_karras_sigmas=True)") == "dpm_solver_3m_legacy karras(final=zero)");
  CHECK(solver("DPMSolverMultistep") == "dpmpp_2m");
  CHECK(solver("UniPCMultistepScheduler(solver_order=3, solver_type=bh1)") ==
        "unipc3_bh1(final=lower)");
  CHECK(solver("UniPCMultistepScheduler(lower_order_final=False)") == "unipc2_bh2");
  CHECK(both("SASolverScheduler(use_karras_sigmas=True)") ==
        "sa_solver_published(corrector=2,predictor=2) karras");
  CHECK(both("DEISMultistepScheduler(timestep_spacing=leading)") ==
        "exp_ab2_noise ddpm(spacing=leading_open)");
  CHECK(solver("DDIMScheduler(eta=1)") == "ddim(eta=1)");
  CHECK(both("EulerDiscreteScheduler(timestep_spacing=trailing)") ==
        "euler ddpm(spacing=trailing,final=zero)");
  CHECK(solver("DDPMScheduler(variance_type=fixed_large)") == "ddpm_ancestral_large");

  CHECK_THROWS_WITH(find_elsewhere("DPMM++ 2M"), ODELIA_CONTAINS("did you mean 'DPM++ 2M'"));
  CHECK_THROWS_WITH(find_elsewhere("DPMSolverMultistepScheduler(solver_order=7)"),
                    ODELIA_CONTAINS("no solver_order 7"));
  CHECK_THROWS_WITH(find_elsewhere("\x1b[2J"), !ODELIA_CONTAINS("\x1b"));
}
