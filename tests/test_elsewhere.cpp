// The names that others have for our methods.
#include "tests/catch.h"

#include <fmt/format.h>

#include "experiments/solvers/elsewhere.h"
#include "models/processes/processes.h"
#include "solvers/registry.h"
#include "solvers/time_grid.h"
#include "tests/program.h"

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
  for (const char* order : {"2", "3"})  // the paper's code lowers the order at the end
    CHECK(solver(std::string("UniPC-") + order) == fmt::format("unipc{}_bh2(final=lower)", order));
  for (const char* name : {"DPM adaptive", "sample_dpm_adaptive"}) {
    CHECK(solver(name) == "dpm_solver_3");
    CHECK_THAT(find_elsewhere(name).note, ODELIA_CONTAINS("--rtol"));
  }
  CHECK(solver("sa_solver") == "sa_solver_published(few_steps=false)");
  CHECK(find_elsewhere("sa_solver").note.empty());  // ComfyUI's adds noise in every step

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

TEST_CASE("a class of diffusers stands for what its arguments make of it", "[elsewhere]") {
  const auto solver = [](const std::string& name) { return find_elsewhere(name).solver; };
  const auto grid = [](const std::string& name) { return find_elsewhere(name).grid; };
  const auto note = [](const std::string& name) { return find_elsewhere(name).note; };
  const std::string once = "DPMSolverSinglestepScheduler", many = "DPMSolverMultistepScheduler";
  // Single steps: on the SDE there is none of ours; heun is the Taylor expansion.
  CHECK(solver(once) == "dpmpp_2s");
  CHECK(solver(once + "(solver_type='heun')") == "dpmpp_2s(type=taylor)");
  CHECK(solver(once + "(solver_type=heun, solver_order=3, algorithm_type=dpmsolver)") ==
        "dpm_solver_3(type=taylor)");
  CHECK(solver(once + "(algorithm_type='sde-dpmsolver++')").empty());
  CHECK_THAT(note(once + "(algorithm_type='sde-dpmsolver++')"),
             ODELIA_CONTAINS("dpmpp_sde is the nearest"));
  CHECK(solver(once + "(algorithm_type='sde-dpmsolver++', solver_order=1)") == "ddim(eta=1)");
  CHECK_THROWS_WITH(
      find_elsewhere(once + "(algorithm_type='dpmsolverpp')"),
      ODELIA_CONTAINS("no algorithm_type dpmsolverpp") && ODELIA_CONTAINS("did you mean"));
  // Stable Diffusion's PLMS.
  CHECK(solver("PNDMScheduler") == "pndm");
  CHECK(solver("PNDMScheduler(skip_prk_steps=True)") == "ipndm4");
  CHECK_THAT(note("PNDMScheduler(skip_prk_steps=True)"), ODELIA_CONTAINS("a start of its own"));
  CHECK(grid("PNDMScheduler(skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)") ==
        "ddpm(offset=1,spacing=leading)");
  CHECK(solver("CogVideoXDPMScheduler") == "dpmpp_2m_sde");

  CHECK(solver("CogVideoXDDIMScheduler(eta=1)") == "ddim");
  CHECK_THAT(note("CogVideoXDDIMScheduler(eta=1)"), ODELIA_CONTAINS("no effect"));
  CHECK(grid("CogVideoXDDIMScheduler") == "ddpm(spacing=leading,final=zero)");
  CHECK(grid(many + "(use_lu_lambdas=True)") == "log_snr(final=zero)");
  CHECK(grid(many + "(use_beta_sigmas=True)") == "beta(final=zero,in=sigma)");
  CHECK(grid("FlowMatchEulerDiscreteScheduler(use_beta_sigmas=True)") == "beta(final=zero)");
  CHECK_THAT(note("FlowMatchEulerDiscreteScheduler(use_karras_sigmas=True)"),
             ODELIA_CONTAINS("in t, where ours"));
  CHECK(grid(many + "(final_sigmas_type='sigma_min')") == "ddpm(spacing=linspace_open)");
  CHECK(solver("UniPCMultistepScheduler(predict_x0=False)") ==
        "unipc2_bh2(final=lower,prediction=noise)");
  CHECK_THAT(note(many), ODELIA_CONTAINS("lowers the order at the end"));
  CHECK(note(many + "(lower_order_final=False)").empty());
  CHECK(grid("FlowMatchEulerDiscreteScheduler(shift=6.0)") == "flow_shift(shift=6)");
}

TEST_CASE("an argument that is not heeded is said to be, and one that there is not is refused",
          "[elsewhere]") {
  const std::string many = "DPMSolverMultistepScheduler";
  CHECK_THAT(find_elsewhere(many + "(thresholding=True, use_flow_sigmas=True)").note,
             ODELIA_CONTAINS("not taken into account: thresholding, use_flow_sigmas"));
  // What a config holds beside, or at the value that ours has.
  CHECK(find_elsewhere(many + "(beta_schedule=scaled_linear, prediction_type=epsilon, "
                              "thresholding=False, num_train_timesteps=1000)")
            .note == find_elsewhere(many).note);
  CHECK(find_elsewhere("EDMEulerScheduler(rho=7.0)").note ==
        find_elsewhere("EDMEulerScheduler").note);
  CHECK_THROWS_WITH(find_elsewhere(many + "(use_karas_sigmas=True)"),
                    ODELIA_CONTAINS("has no argument 'use_karas_sigmas'") &&
                        ODELIA_CONTAINS("did you mean 'use_karras_sigmas'?"));
  CHECK_THROWS_WITH(find_elsewhere(many + "(use_karras_sigmas=yes)"),
                    ODELIA_CONTAINS("True or False, got 'yes'"));
  CHECK_THROWS_WITH(find_elsewhere(many + "(use_karras_sigmas=True, use_lu_lambdas=True)"),
                    ODELIA_CONTAINS("give one"));
  CHECK_THROWS_WITH(find_elsewhere("heun(alpha=0.5)"), ODELIA_CONTAINS("ask for 'sample_heun'"));
  // Of every class the arguments are known.
  for (const std::string& name : names_elsewhere())
    if (find_elsewhere(name).where == "diffusers") {
      INFO(name);
      CHECK_THROWS_WITH(find_elsewhere(name + "(no_such=1)"),
                        ODELIA_CONTAINS(name + " has no argument 'no_such'"));
    }
}

TEST_CASE("odelia solvers passes over nothing that it is given", "[elsewhere][cli]") {
  const std::pair<const char*, const char*> refused[] = {
      {"solvers heun --find 'DPM++ 2M'", "got 'heun' and --find"},
      {"solvers --find ''", "--find: the name is empty"},
      {"solvers ''", "the name is empty"},
      {"solvers --wrappers", "give --json too"},
      {"solvers heun --json --wrappers", "give no name beside it"},
      {"solvers --json --wrappers --find ddim", "give no name beside it"}};
  for (const auto& [words, message] : refused) {
    INFO(words);
    const Call call = run_program(words);
    CHECK(call.status == 2);
    CHECK(call.out.empty());
    CHECK_THAT(call.err, ODELIA_CONTAINS(message));
  }
}
