// diffusers' schedulers: what their arguments choose.
#include "experiments/solvers/diffusers.h"

#include <vector>

#include <fmt/ranges.h>

#include "experiments/solvers/diffusers_arguments.h"
#include "experiments/solvers/diffusers_given.h"
#include "experiments/solvers/parts.h"

namespace odelia {
namespace {
using namespace elsewhere;

constexpr const char* kOpenLeading = "ddpm(spacing=leading_open,final=zero)";
constexpr const char* kToNoise = "from data to noise: odelia encode";

/// Classes whose arguments choose the grid alone.
struct Fixed {
  const char *name, *solver, *grid = "", *note = "";
};
constexpr Fixed kFixed[] = {
    {"DDIMInverseScheduler", "ddim", kLeading, kToNoise},
    {"CogVideoXDPMScheduler", "dpmpp_2m_sde", kLeading},
    {"IPNDMScheduler", "ipndm4", "",
     "its levels are sigma = sin^2(pi s/2) in equal steps of s, none of our grids: --grid "
     "file:PATH"},
    {"LMSDiscreteScheduler", "lms4", kUniform},
    {"EulerDiscreteScheduler", "ddim", kUniform},
    {"EulerAncestralDiscreteScheduler", "euler_ancestral", kUniform},
    {"HeunDiscreteScheduler", "deis_rhork_heun", kUniform},
    {"KDPM2DiscreteScheduler", "dpm_2", kUniform},
    {"KDPM2AncestralDiscreteScheduler", "dpm_2_ancestral", kUniform},
    {"DPMSolverSDEScheduler", "dpmpp_sde", kUniform},
    {"RePaintScheduler", "", "",
     "for inpainting, with jumps back to the noise; ddim is the nearest"},
    {"LCMScheduler", "consistency", "", "of consistency functions alone"},
    {"TCDScheduler", "", "",
     "for trajectory consistency models, whose answers are asked at two times"}};

/// The grid with the option set, or without it where the value is empty.
std::string with_option(const std::string& grid, const std::string& key, const std::string& value) {
  Spec spec = parse_spec(grid, "solvers --find");
  auto options = spec.options.values();
  options.erase(key);
  if (!value.empty()) options.emplace(key, value);
  spec.options = Options(options);
  return to_string(spec);
}

/// Where it evaluates; without regard to the end.
std::string spaced(const Given& given, const std::string& usual) {
  const std::string levels = given.spacing_of_levels();
  if (levels == "use_karras_sigmas") return kKarras;
  if (levels == "use_beta_sigmas") return kBetaInSigma;
  if (!levels.empty()) return kEven;
  if (given.has("sigma_schedule"))
    return given.choice("sigma_schedule", "", {"karras", "exponential"}) == "karras" ? kKarras
                                                                                     : kEven;
  const bool open = usual == kOpen;  // the lowest time is left out
  const std::string spacing =
      given.choice("timestep_spacing", "", {"linspace", "leading", "trailing"});
  return spacing == "linspace"   ? (open                ? kOpen
                                    : usual == kUniform ? kUniform
                                                        : kLinspace)
         : spacing == "leading"  ? (open ? kOpenLeading : kLeading)
         : spacing == "trailing" ? kTrailing
                                 : usual;
}

/// Of classes that go down by 1000/n indices, wherever they evaluate next, where that is not there.
/// Source: prev_timestep in their step().
std::string strides(const Given& given, const std::string& grid) {
  for (const char* name : {"DDIMScheduler", "DDIMParallelScheduler", "CogVideoXDDIMScheduler",
                           "CogVideoXDPMScheduler", "PNDMScheduler"}) {
    if (given.of != name) continue;
    if (grid == kLinspace)
      return "each of its steps ends 1000/n indices lower, not where the next evaluation lies";
    if (grid == kTrailing)
      return "where n does not divide 1000, its steps end 1000/n indices lower, rounded down, not "
             "where the next evaluation lies";
  }
  return "";
}

/// Puts the grid into `found`: `usual` unless the arguments say otherwise, and down to sigma = 0 or
/// to the lowest time.
void set_grid(Elsewhere& found, const Given& given, const std::string& usual, bool to_zero = true) {
  if (usual.empty()) return;
  found.grid = spaced(given, usual);
  add_note(found.note, strides(given, found.grid));
  const bool leading = found.grid.starts_with("ddpm(spacing=leading");
  const double offset = leading ? given.number("steps_offset", 0) : 0;
  if (offset != 0) found.grid = with_option(found.grid, "offset", fmt::format("{}", offset));
  to_zero = to_zero && given.choice("final_sigmas_type", "zero", {"zero", "sigma_min"}) == "zero" &&
            given.truth("set_alpha_to_one", found.name != "PNDMScheduler");
  if (to_zero) return;
  if (found.grid == kLeading)  // which has the lowest time already
    return add_note(found.note,
                    "its last step goes from the lowest time to itself, ours to sigma = 0");
  if (!found.grid.starts_with("ddpm(") || found.grid == kLinspace)  // as these have
    add_note(found.note,
             "its last step is empty, from the lowest level to itself: take one less "
             "of --steps");
  found.grid = with_option(found.grid, "final", "");
}

/// diffusers lowers the order at the end of fewer than 15 steps.
void lower_at_end(Elsewhere& found, const Given& given, const std::string& order) {
  if (!found.solver.empty() && order != "1" && given.truth("lower_order_final", true))
    found.solver = fmt::format("lower_order_final({})", found.solver);
}

/// Limits the data, of classes in which all else follows from the limited data.
void threshold(Elsewhere& found, const Given& given) {
  if (found.solver.empty() || !given.truth("thresholding", false)) return;
  const double most = given.number("sample_max_value", 1);
  if (most < 1)
    return add_note(found.note,
                    "not taken into account: thresholding, whose sample_max_value "
                    "below 1 scales the data up");
  found.solver = fmt::format("dynamic_threshold({},most={},quantile={})", found.solver, most,
                             given.number("dynamic_thresholding_ratio", 0.995));
}

/// Holds the data in [-clip_sample_range, clip_sample_range].
void clamp_data(Elsewhere& found, const Given& given) {
  const double at = given.number("clip_sample_range", 1);
  found.solver = at == 1 ? fmt::format("clamp({})", found.solver)
                         : fmt::format("clamp({},at={})", found.solver, at);
}

void dpm_multistep(Elsewhere& found, const Given& given, bool edm) {
  const std::string order = given.order({"1", "2", "3"});
  std::vector<std::string> types{"dpmsolver++", "sde-dpmsolver++", "deis"};
  if (!edm) types.insert(types.end(), {"dpmsolver", "sde-dpmsolver"});
  const std::string type = given.choice("algorithm_type", "dpmsolver++", types);
  const bool heun = given.heun();
  const auto of_order = [&](const char* one, const char* midpoint, const char* line,
                            const char* three) {
    return order == "1" ? one : order == "3" ? three : heun ? line : midpoint;
  };
  if (type == "dpmsolver")
    found.solver = of_order("ddim", "dpm_solver_2m", "exp_ab2_noise", "dpm_solver_3m_legacy");
  else if (type == "sde-dpmsolver++")
    found.solver = of_order("ddim(eta=1)", "dpmpp_2m_sde", "dpmpp_2m_sde(type=heun)", "");
  else if (type == "sde-dpmsolver")
    found.solver = of_order("seeds_1_noise", "", "", "");
  else
    found.solver = of_order("ddim", "dpmpp_2m", "exp_ab2_data", "dpmpp_3m_legacy");
  if (found.solver.empty() && type == "sde-dpmsolver++")
    found.note = edm ? "it has no formula for this order; dpmpp_3m_sde is the nearest"
                     : "its weight of the second difference does not vanish with the step; "
                       "dpmpp_3m_sde_legacy, as k-diffusion has it, is the nearest";
  else if (found.solver.empty())
    found.note =
        "noise prediction on the reverse SDE in several steps; seeds_2_noise is the nearest";
  lower_at_end(found, given, order);
  threshold(found, given);
  if (edm) found.process = process_of_sigmas(given, 0.002, 80);
  set_grid(found, given, edm ? kKarras : kOpen);
}

/// The times of the way up are both ends and equal steps between.
void dpm_inverse(Elsewhere& found, const Given& given) {
  dpm_multistep(found, given, /*edm=*/false);
  add_note(found.note, kToNoise);
  if (found.grid != kOpen) add_note(found.note, "its grid is none of ours: --grid file:PATH");
  found.grid = found.grid == kOpen ? "ddpm" : "";
}

void cosine_dpm(Elsewhere& found, const Given& given) {
  const std::string order = given.order({"1", "2"});
  found.solver = order == "1"   ? "ddim(eta=1)"
                 : given.heun() ? "dpmpp_2m_sde(type=heun)"
                                : "dpmpp_2m_sde";
  lower_at_end(found, given, order);
  found.process = process_of_sigmas(given, 0.3, 500);
  set_grid(found, given, kEven);
}

/// Source: singlestep_dpm_solver_second_order_update and ..._third_order_update: `midpoint` weighs
/// the slope with phi_1/2 or, of order 3, one difference with phi_2; `heun` takes the Taylor
/// expansion, phi_2 and phi_3.
void dpm_singlestep(Elsewhere& found, const Given& given) {
  const std::string order = given.order({"1", "2", "3"}),
                    type = given.choice("algorithm_type", "dpmsolver++",
                                        {"dpmsolver++", "dpmsolver", "sde-dpmsolver++", "deis"});
  const bool heun = given.heun(), sde = type == "sde-dpmsolver++";
  if (order == "1") {
    found.solver = sde ? "ddim(eta=1)" : "ddim";
  } else if (sde) {
    found.note = fmt::format(
        "on the reverse SDE, with a stage's noise and the step's drawn apart; {} is the nearest",
        order == "2" ? "dpmpp_sde" : "seeds_3");
  } else {
    found.solver = type == "dpmsolver" ? "dpm_solver_" + order : "dpmpp_" + order + "s";
    if (heun) found.solver += "(type=taylor)";
    found.note =
        "diffusers counts evaluations where we count steps: --nfe; its inner nodes are the grid's "
        "next points";
    if (order == "3" && !heun) found.note += ", and its second stage is of midpoint type too";
  }
  threshold(found, given);
  set_grid(found, given, kOpen);
}

void unipc(Elsewhere& found, const Given& given) {
  const std::string order = given.order({"1", "2", "3", "4"});
  const bool bh1 =
      given.choice("solver_type", "bh2", {"bh1", "bh2", "midpoint", "heun", "logrho"}) == "bh1";
  std::vector<std::string> options;
  if (given.truth("lower_order_final", true)) options.emplace_back("final=lower");
  const bool of_data = given.truth("predict_x0", true);
  if (!of_data) options.emplace_back("prediction=noise");
  found.solver = fmt::format("unipc{}_{}", order, bh1 ? "bh1" : "bh2");
  if (!options.empty()) found.solver += fmt::format("({})", fmt::join(options, ","));
  if (of_data) threshold(found, given);  // which it passes over otherwise
  set_grid(found, given, kOpen);
}

void sa_solver(Elsewhere& found, const Given& given) {
  const std::vector<std::string> orders{"1", "2", "3", "4", "5"};
  found.solver = fmt::format("sa_solver_published(corrector={},predictor={}{})",
                             given.choice("corrector_order", "2", {"0", "1", "2", "3", "4", "5"}),
                             given.choice("predictor_order", "2", orders),
                             given.truth("lower_order_final", true) ? "" : ",final=full");
  found.note = kTauEnds;
  threshold(found, given);
  set_grid(found, given, kOpen, /*to_zero=*/false);
}

void deis(Elsewhere& found, const Given& given) {
  const std::string order = given.order({"1", "2", "3"});
  found.solver = fmt::format("exp_ab{}_noise", order);
  found.note = "polynomials in log rho, which are ours in lambda";
  lower_at_end(found, given, order);
  threshold(found, given);
  set_grid(found, given, kOpen, /*to_zero=*/false);
}

void ddpm(Elsewhere& found, const Given& given, const char* grid) {
  const std::string type = given.choice("variance_type", "fixed_small",
                                        {"fixed_small", "fixed_small_log", "fixed_large",
                                         "fixed_large_log", "learned", "learned_range"});
  found.solver = type.starts_with("fixed_large") ? "ddpm_ancestral_large" : "ddpm_ancestral";
  if (type.starts_with("learned")) found.note = "the variance that the network gives is not taken";
  if (given.truth("thresholding", false))
    threshold(found, given);
  else if (given.truth("clip_sample", true))
    clamp_data(found, given);
  set_grid(found, given, grid);
}

void ddim(Elsewhere& found, const Given& given) {
  found.solver = given.has("eta") ? fmt::format("ddim(eta={})", given.number("eta", 0)) : "ddim";
  if (given.truth("clip_sample", true) && !given.truth("thresholding", false)) {
    if (given.truth("use_clipped_model_output", false))
      clamp_data(found, given);
    else
      found.note =
          "clip_sample, unless it is False, clips the data and keeps the noise; "
          "use_clipped_model_output=True is our clamp(ddim)";
  }
  set_grid(found, given, kLeading);
}

void pndm(Elsewhere& found, const Given& given) {
  const bool plms = given.truth("skip_prk_steps", false);
  found.solver = plms ? "ipndm4" : "pndm";
  set_grid(found, given, kLeading);
  if (plms) add_note(found.note, "after a start of its own");
}

void by_arguments(Elsewhere& found, const Given& given) {
  const std::string& name = given.of;
  if (name.starts_with("FlowMatch")) return find_flow_match(found, given);
  if (name == "DPMSolverMultistepScheduler") return dpm_multistep(found, given, /*edm=*/false);
  if (name == "EDMDPMSolverMultistepScheduler") return dpm_multistep(found, given, /*edm=*/true);
  if (name == "DPMSolverMultistepInverseScheduler") return dpm_inverse(found, given);
  if (name == "CosineDPMSolverMultistepScheduler") return cosine_dpm(found, given);
  if (name == "DPMSolverSinglestepScheduler") return dpm_singlestep(found, given);
  if (name == "UniPCMultistepScheduler") return unipc(found, given);
  if (name == "SASolverScheduler") return sa_solver(found, given);
  if (name == "DEISMultistepScheduler") return deis(found, given);
  if (name == "DDPMScheduler" || name == "DDPMParallelScheduler")
    return ddpm(found, given, kLeading);
  if (name == "UnCLIPScheduler") return ddpm(found, given, kLinspace);
  if (name == "PNDMScheduler") return pndm(found, given);
  if (name == "DDIMScheduler" || name == "DDIMParallelScheduler") return ddim(found, given);
  if (name == "CogVideoXDDIMScheduler") {
    found.solver = "ddim";
    if (given.number("eta", 0) != 0) found.note = "its eta has no effect";
    return set_grid(found, given, kLeading);
  }
  if (name == "EDMEulerScheduler") {
    found.solver = "euler";
    found.process = process_of_sigmas(given, 0.002, 80);
    return set_grid(found, given, kKarras);
  }
  if (name == "KarrasVeScheduler") {
    found.solver = fmt::format("edm_stochastic(S_churn={},S_min={},S_max={},S_noise={})",
                               given.number("s_churn", 80), given.number("s_min", 0.05),
                               given.number("s_max", 50), given.number("s_noise", 1.007));
    found.process = process_of_sigmas(given, 0.02, 100);
    found.grid = kEven;
    return;
  }
  if (name == "CMStochasticIterativeScheduler") {
    found.solver = "consistency", found.grid = "karras", found.process = "edm";
    found.note = "of consistency functions alone";
    return;
  }
  if (name == "ScoreSdeVeScheduler") {
    found.solver = fmt::format("pc_langevin_legacy(snr={})", given.number("snr", 0.15));
    found.grid = "uniform";
    found.process = fmt::format("ve(sigma_max={},sigma_min={})", given.number("sigma_max", 1348),
                                given.number("sigma_min", 0.01));
    return;
  }
  if (name == "ScoreSdeVpScheduler") {
    found.solver = "euler_maruyama", found.grid = "uniform", found.process = "vp_linear";
    return;
  }
  for (const Fixed& fixed : kFixed) {
    if (name != fixed.name) continue;
    found.solver = fixed.solver;
    set_grid(found, given, fixed.grid);
    add_note(found.note, fixed.note);
  }
}

}  // namespace

std::optional<Elsewhere> find_diffusers(const std::string& name, const Options& arguments) {
  const std::string wanted = plain_letters(name);
  for (const std::string& of : diffusers_classes()) {
    if (const auto known = plain_letters(of); known != wanted && known != wanted + "scheduler")
      continue;
    const std::string unheeded = unheeded_arguments(of, arguments);
    Elsewhere found{of, "diffusers", "", "", "", ""};
    const Given given{of, arguments};
    by_arguments(found, given);
    if (takes_argument(of, "beta_schedule")) set_process_of_betas(found, given);
    if (!unheeded.empty())
      add_note(found.note, fmt::format("not taken into account: {}", unheeded));
    return found;
  }
  return {};
}

}  // namespace odelia
