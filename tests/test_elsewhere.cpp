// The names that others have for our methods.
#include "tests/catch.h"

#include <fmt/format.h>

#include "experiments/solvers/elsewhere.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"
#include "solvers/registry.h"
#include "solvers/time_grid.h"
#include "tests/program.h"

using namespace odelia;

namespace {

std::shared_ptr<const Process> process_of(const Elsewhere& found) {
  return make_process(found.process.empty() ? "vp_linear" : found.process);
}

TimeGrid grid_of(const std::string& name, int64_t steps) {
  const Elsewhere found = find_elsewhere(name);
  return make_time_grid(found.grid, *process_of(found), steps);
}

/// The network's index of DDPM's table, as a real number, of all points but the end.
std::vector<double> indices(const std::string& name, int64_t steps) {
  std::vector<double> out;
  for (double t : grid_of(name, steps)) out.push_back(1000 * t - 1);
  out.pop_back();
  return out;
}

void check_near(const std::vector<double>& got, const std::vector<double>& wanted, double margin) {
  REQUIRE(got.size() == wanted.size());
  for (size_t i = 0; i < got.size(); ++i) {
    INFO("at " << i);
    CHECK(std::abs(got[i] - wanted[i]) <= margin);
  }
}

}  // namespace

TEST_CASE("every name leads to a method, a process and a grid that fit, or says what is nearest",
          "[elsewhere]") {
  std::vector<std::string> names = names_elsewhere();
  for (const char* schedule :
       {"karras", "exponential", "sgm uniform", "simple", "normal", "ddim uniform", "beta",
        "kl optimal", "ays", "linear quadratic", "turbo", "gits"})
    names.push_back(std::string("euler ") + schedule);
  for (const std::string& name : names) {
    INFO(name);
    const Elsewhere found = find_elsewhere(name);
    if (found.solver.empty())
      CHECK_FALSE(found.note.empty());
    else
      CHECK_NOTHROW(make_method(found.solver));
    CHECK_THAT(found.note, !ODELIA_CONTAINS("final=lower"));  // which is not every method's
    if (found.process.starts_with("tabulated")) continue;     // in a file of the user's
    if (!found.grid.empty()) CHECK(make_time_grid(found.grid, *process_of(found), 10).size() == 11);
  }
}

TEST_CASE("samplers of levels take k-diffusion's steps on vp_linear", "[elsewhere]") {
  // x0 in N(m, v) in each coordinate: with y = x/alpha and s = sigma/alpha, the data predicted is
  // (v y + s^2 m)/(v + s^2).
  const std::vector<double> means{0.3, -0.5};
  const double v = 0.36;
  const auto process = make_process("vp_linear");
  const TimeGrid grid = grid_of("euler normal", 10);
  std::vector<double> s;
  for (double t : grid) s.push_back(t == 0 ? 0 : std::exp(-process->lambda(t)));
  const auto slope = [&](double y, double at, double m) {
    return (y - (v * y + at * at * m) / (v + at * at)) / at;
  };
  // The integral of Lagrange's polynomials over step i, by Simpson's rule, exact for cubics.
  const auto weight = [&](size_t i, size_t j, size_t known) {
    const auto basis = [&](double at) {
      double out = 1;
      for (size_t k = 0; k < known; ++k)
        if (k != j) out *= (at - s[i - k]) / (s[i - j] - s[i - k]);
      return out;
    };
    const double a = s[i], b = s[i + 1];
    return (b - a) / 6 * (basis(a) + 4 * basis((a + b) / 2) + basis(b));
  };
  const auto theirs = [&](const std::string& name, double y, double m) {
    std::vector<double> d;
    for (size_t i = 0; i + 1 < s.size(); ++i) {
      const double h = s[i + 1] - s[i];
      d.push_back(slope(y, s[i], m));
      if (name == "LMS") {
        const size_t known = std::min<size_t>(d.size(), 4);
        for (size_t j = 0; j < known; ++j) y += weight(i, j, known) * d[i - j];
      } else if (name == "heun" && s[i + 1] > 0) {
        y += h * (d[i] + slope(y + h * d[i], s[i + 1], m)) / 2;
      } else {
        y += h * d[i];
      }
    }
    return y;
  };
  const double from[] = {1.2 * s[0], -0.7 * s[0]};
  for (const char* name : {"Euler", "sample_euler", "EulerDiscreteScheduler", "heun",
                           "HeunDiscreteScheduler", "LMS", "LMSDiscreteScheduler"}) {
    INFO(name);
    const Method method = make_method(find_elsewhere(name).solver);
    const auto dynamics = reverse_dynamics(process, mixture_model({{1}, {means}, {0.6}}), 0);
    NoNoise none;
    const Tensor x =
        process->alpha(grid[0]) * at::tensor({from[0], from[1]}, at::kDouble).view({1, 2});
    const Tensor end = integrate(method, *dynamics, none, x, grid).x;
    const std::string of = name[0] == 'L' ? "LMS" : name[0] == 'h' || name[0] == 'H' ? "heun" : "";
    for (int64_t c = 0; c < 2; ++c)  // ten steps of rounding from s = 150
      CHECK(end[0][c].item<double>() == Approx(theirs(of, from[c], means[c])).margin(1e-10));
  }
}

TEST_CASE("the levels that a name implies are theirs", "[elsewhere]") {
  // FlowMatchEulerDiscreteScheduler.set_timesteps(4): its shift, which is 1, is taken twice.
  check_near(grid_of("FlowMatchEulerDiscreteScheduler", 4), {1, 0.667, 0.334, 0.001, 0}, 1e-8);
  for (const char* name :
       {"FlowMatchEulerDiscreteScheduler(shift=3.0)", "FlowMatchHeunDiscreteScheduler(shift=3.0)"})
    check_near(grid_of(name, 4), {1, 0.85769230769, 0.60215053763, 0.00892857143, 0}, 1e-8);
  const Elsewhere flux = find_elsewhere("FlowMatchEulerDiscreteScheduler(shift=3)");
  CHECK_THAT(flux.note, ODELIA_CONTAINS("flow_shift(shift=3,t_min=0)"));
  check_near(make_time_grid("flow_shift(shift=3,t_min=0)", *process_of(flux), 4),
             {1, 0.9, 0.75, 0.5, 0}, 1e-12);
  CHECK(
      find_elsewhere("FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, shift=3)").grid ==
      "flow_shift(t_min=0,tokens=4096)");

  // ComfyUI's, of n = 10; its beta rounds the index.
  check_near(grid_of("euler beta", 10),
             {1, 0.960, 0.877, 0.766, 0.638, 0.5005, 0.362, 0.234, 0.123, 0.040, 0}, 1e-3);
  check_near(indices("euler ddim_uniform", 10), {901, 801, 701, 601, 501, 401, 301, 201, 101, 1},
             1e-9);
  check_near(indices("euler simple", 10), {999, 899, 799, 699, 599, 499, 399, 299, 199, 99}, 1e-9);
  check_near(indices("euler turbo", 4), {999, 749, 499, 249}, 1e-9);
  check_near(indices("euler sgm_uniform", 10),  // to its rounding here
             {999, 899.1, 799.2, 699.3, 599.4, 499.5, 399.6, 299.7, 199.8, 99.9}, 0.5 + 1e-9);
  for (const char* name : {"euler normal", "EulerDiscreteScheduler", "EulerAncestralDiscrete",
                           "HeunDiscreteScheduler(timestep_spacing=linspace)"}) {
    const auto of_20 = indices(name, 20);
    check_near({of_20[0], of_20[1], of_20[2], of_20[19]}, {999, 946.42105, 893.84211, 0}, 1e-5);
  }
  CHECK(find_elsewhere("DDIMScheduler(timestep_spacing=linspace)").grid == "ddpm(final=zero)");

  const TimeGrid ays = grid_of("euler_ays", 7);
  const auto level = [](double t) { return std::exp(-make_process("vp_linear")->lambda(t)); };
  CHECK(level(ays[0]) == Approx(14.6146412293).epsilon(1e-9));
  CHECK(level(ays[6]) == Approx(0.0291671582).epsilon(1e-9));
  CHECK(ays[7] == 0);
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
  CHECK(both("euler sgm_uniform") == "ddim ddpm(spacing=linspace_open,final=zero)");
  CHECK(both("euler_ays") == "ddim align_your_steps(final=zero)");
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

  CHECK(both("DPMSolverMultistepScheduler") ==
        "lower_order_final(dpmpp_2m) ddpm(spacing=linspace_open,final=zero)");
  CHECK(solver("DPMSolverMultistepScheduler(algorithm_type=sde-dpmsolver++)") ==
        "lower_order_final(dpmpp_2m_sde)");
  CHECK(both("DPMSolverMultistepScheduler(algorithm_type=\"dpmsolver\", solver_order=3, "
             "use_karras_sigmas=True)") ==
        "lower_order_final(dpm_solver_3m_legacy) karras(final=zero)");
  CHECK(solver("DPMSolverMultistep") == "lower_order_final(dpmpp_2m)");
  CHECK(solver("UniPCMultistepScheduler(solver_order=3, solver_type=bh1)") ==
        "unipc3_bh1(final=lower)");
  CHECK(solver("UniPCMultistepScheduler(lower_order_final=False)") == "unipc2_bh2");
  CHECK(both("SASolverScheduler(use_karras_sigmas=True)") ==
        "sa_solver_published(corrector=2,predictor=2) karras");
  CHECK(both("DEISMultistepScheduler(timestep_spacing=leading)") ==
        "lower_order_final(exp_ab2_noise) ddpm(spacing=leading_open)");
  CHECK(solver("DDIMScheduler(eta=1)") == "ddim(eta=1)");
  CHECK(both("EulerDiscreteScheduler(timestep_spacing=trailing)") ==
        "ddim ddpm(spacing=trailing,final=zero)");
  CHECK(solver("DDPMScheduler(variance_type=fixed_large)") == "clamp(ddpm_ancestral_large)");

  CHECK(both("dpmpp_2m_sde_gpu_karras") == "dpmpp_2m_sde karras(final=zero)");
  CHECK(find_elsewhere("dpmpp_2m_sde_gpu").name == "dpmpp_2m_sde_gpu");
  for (const char* name : {"dpmpp_2m_cfg_pp", "dpmpp_2m_cfg_pp karras"}) {
    CHECK(solver(name).empty());
    CHECK_THAT(find_elsewhere(name).note, ODELIA_CONTAINS("dpmpp_2m is the nearest"));
  }
  CHECK_THAT(find_elsewhere("dpmpp_2m_gits").note, ODELIA_CONTAINS("align_your_steps"));
  for (const char* name : {"res_multistep_ancestral", "sa_solver_pece", "exp_heun_2_x0_sde"})
    CHECK_THAT(find_elsewhere(name).note, ODELIA_CONTAINS("is the nearest"));

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

  const std::string both = note("CogVideoXDDIMScheduler(eta=1, set_alpha_to_one=False)");
  CHECK_THAT(both, ODELIA_CONTAINS("no effect") && ODELIA_CONTAINS("to itself"));
  CHECK(solver("CogVideoXDDIMScheduler(eta=1)") == "ddim");
  CHECK(grid("CogVideoXDDIMScheduler") == "ddpm(spacing=leading)");
  CHECK(grid(many + "(use_lu_lambdas=True)") == "log_snr(final=zero)");
  CHECK(grid(many + "(use_beta_sigmas=True)") == "beta(final=zero,in=sigma)");
  CHECK(grid("FlowMatchEulerDiscreteScheduler(use_beta_sigmas=True)") ==
        "beta(final=zero,t_min=0.001)");
  CHECK_THAT(note("FlowMatchEulerDiscreteScheduler(use_karras_sigmas=True)"),
             ODELIA_CONTAINS("by t, where ours"));
  CHECK(grid(many + "(final_sigmas_type='sigma_min')") == "ddpm(spacing=linspace_open)");
  CHECK(solver("UniPCMultistepScheduler(predict_x0=False)") ==
        "unipc2_bh2(final=lower,prediction=noise)");
  CHECK(note(many).empty());
  CHECK(solver(many + "(lower_order_final=False)") == "dpmpp_2m");

  // Its third order is neither ours nor k-diffusion's, and EDM's has none.
  for (const std::string& name : {many, "EDM" + many}) {
    const std::string third = name + "(algorithm_type='sde-dpmsolver++', solver_order=3)";
    CHECK(solver(third).empty());
    CHECK_THAT(note(third), ODELIA_CONTAINS("dpmpp_3m_sde"));
  }
  // n levels and the last again, where ours has n + 1.
  for (const std::string& name :
       {many + "(use_karras_sigmas=True, final_sigmas_type=sigma_min)",
        std::string("SASolverScheduler(use_exponential_sigmas=True)"),
        std::string("EulerDiscreteScheduler(final_sigmas_type=sigma_min)")})
    CHECK_THAT(note(name), ODELIA_CONTAINS("last step is empty"));
  CHECK(note(many + "(final_sigmas_type=sigma_min)").empty());

  // Limits to the data: theirs by default.
  CHECK(solver("DDPMScheduler") == "clamp(ddpm_ancestral)");
  CHECK(solver("DDPMScheduler(clip_sample_range=2)") == "clamp(ddpm_ancestral,at=2)");
  CHECK(solver("DDPMScheduler(clip_sample=False)") == "ddpm_ancestral");
  CHECK_THAT(note("DDIMScheduler"), ODELIA_CONTAINS("clip_sample"));
  CHECK(note("DDIMScheduler(clip_sample=False)").empty());
  CHECK(solver("DDIMScheduler(use_clipped_model_output=True)") == "clamp(ddim)");
  const std::string limited = solver(many + "(thresholding=True, sample_max_value=2)");
  CHECK(limited == "dynamic_threshold(lower_order_final(dpmpp_2m),most=2,quantile=0.995)");
  CHECK_NOTHROW(make_method(limited));

  // Where a step ends, and where the next evaluation lies.
  CHECK_THAT(note("DDIMScheduler(timestep_spacing=trailing)"), ODELIA_CONTAINS("rounded down"));
  CHECK_THAT(note("CogVideoXDPMScheduler(timestep_spacing=linspace)"),
             ODELIA_CONTAINS("1000/n indices lower"));
  CHECK(note("DDPMScheduler(timestep_spacing=trailing)").empty());
}

TEST_CASE("betas and sigmas say the process", "[elsewhere]") {
  const auto process = [](const std::string& name) { return find_elsewhere(name).process; };
  const auto note = [](const std::string& name) { return find_elsewhere(name).note; };
  const std::string many = "DPMSolverMultistepScheduler";
  CHECK(process(many) == "vp_linear");
  CHECK(process("HeunDiscreteScheduler") == "vp_linear(beta_max=12,beta_min=0.85)");
  CHECK(process(many + "(beta_start=0.00085, beta_end=0.012)") ==
        "vp_linear(beta_max=12,beta_min=0.85)");
  // Of 1000 betas, sigma/alpha at the last: by the sum of log(1 - beta), and by its integral.
  CHECK_THAT(note(many + "(beta_start=0.00085, beta_end=0.012)"), ODELIA_CONTAINS("to 1.3 %"));
  for (const std::string& name : {many + "(beta_schedule=scaled_linear)",
                                  many + "(trained_betas=[0.1])", std::string("LCMScheduler")}) {
    CHECK(process(name) == "tabulated(file=PATH)");
    CHECK_THAT(note(name), ODELIA_CONTAINS("t alpha sigma"));
    CHECK(find_elsewhere(name).grid.find("final") == std::string::npos);  // the table has an end
  }
  for (const char* spacing : {"linspace", "leading", "trailing"}) {
    const Elsewhere cosine = find_elsewhere(
        fmt::format("{}(beta_schedule=squaredcos_cap_v2, timestep_spacing={})", many, spacing));
    CHECK(cosine.process == "vp_cosine");
    CHECK(make_time_grid(cosine.grid, *process_of(cosine), 10).size() == 11);
  }
  CHECK(process(many + "(num_train_timesteps=4000)") == "vp_linear(beta_max=80,beta_min=0.4)");
  CHECK_THAT(note(many + "(num_train_timesteps=4000, rescale_betas_zero_snr=True)"),
             ODELIA_CONTAINS("not taken into account: num_train_timesteps, rescale_betas"));
  CHECK(process("EDMEulerScheduler") == "edm");
  CHECK(process("EDMEulerScheduler(sigma_max=40)") == "edm(sigma_max=40,sigma_min=0.002)");
  CHECK_THROWS_WITH(find_elsewhere(many + "(beta_end=1e-5)"), ODELIA_CONTAINS("beta_end < 1"));
  CHECK_THROWS_WITH(find_elsewhere(many + "(num_train_timesteps=0.5)"),
                    ODELIA_CONTAINS("whole number"));
}

TEST_CASE("an argument that is not heeded is said to be, and one that there is not is refused",
          "[elsewhere]") {
  const std::string many = "DPMSolverMultistepScheduler";
  CHECK_THAT(find_elsewhere(many + "(thresholding=True, use_flow_sigmas=True)").note,
             ODELIA_CONTAINS("not taken into account: use_flow_sigmas"));
  CHECK_THAT(find_elsewhere("DDIMScheduler(thresholding=True)").note,
             ODELIA_CONTAINS("not taken into account: thresholding"));
  // At the class's own default, too.
  CHECK_THAT(find_elsewhere("CMStochasticIterativeScheduler").note,
             ODELIA_CONTAINS("not taken into account: clip_denoised"));
  // What a config holds beside, or at the value that ours has.
  CHECK(find_elsewhere(many + "(prediction_type=epsilon, thresholding=False, "
                              "num_train_timesteps=1000, trained_betas=None)")
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
  CHECK_THAT(run_program("solvers --find EDMEulerScheduler").out,
             ODELIA_CONTAINS("--solver 'euler' --grid 'karras(final=zero)' --process 'edm'"));
}
