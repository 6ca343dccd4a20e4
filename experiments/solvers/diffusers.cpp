// diffusers' schedulers: what their arguments choose.
#include "experiments/solvers/diffusers.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <fmt/ranges.h>

#include "experiments/solvers/diffusers_arguments.h"
#include "experiments/solvers/parts.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {
using namespace elsewhere;

constexpr const char* kOpen = "ddpm(spacing=linspace_open,final=zero)";
constexpr const char* kOpenLeading = "ddpm(spacing=leading_open,final=zero)";
constexpr const char* kFlow = "flow_shift(shift=3)";
constexpr const char* kOnEdm = "on its own process: --process edm";
constexpr const char* kLate =
    "diffusers lowers the order at the end of fewer than 15 steps: final=lower";

/// Classes whose arguments choose the grid alone.
struct Fixed {
  const char *name, *solver, *grid = "", *note = "";
};
constexpr Fixed kFixed[] = {
    {"DDIMInverseScheduler", "ddim", kLeading, "from data to noise: odelia encode"},
    {"CogVideoXDPMScheduler", "dpmpp_2m_sde", kLeading},
    {"IPNDMScheduler", "ipndm4"},
    {"LMSDiscreteScheduler", "lms4", kLinspace, kInSigma},
    {"EulerDiscreteScheduler", "euler", kLinspace, kInSigma},
    {"EulerAncestralDiscreteScheduler", "euler_ancestral", kLinspace},
    {"HeunDiscreteScheduler", "heun", kLinspace, kInSigma},
    {"KDPM2DiscreteScheduler", "dpm_2", kLinspace},
    {"KDPM2AncestralDiscreteScheduler", "dpm_2_ancestral", kLinspace},
    {"DPMSolverSDEScheduler", "dpmpp_sde", kLinspace},
    {"EDMEulerScheduler", "euler", kKarras, kOnEdm},
    {"FlowMatchEulerDiscreteScheduler", "euler", kFlow, "--process rectified_flow"},
    {"FlowMatchHeunDiscreteScheduler", "heun", kFlow, "--process rectified_flow"},
    {"ScoreSdeVpScheduler", "euler_maruyama", "uniform"},
    {"LCMScheduler", "consistency", "", "of consistency functions alone"},
    {"TCDScheduler", "", "",
     "for trajectory consistency models, whose answers are asked at two times"},
    {"CMStochasticIterativeScheduler", "consistency", "karras",
     "of consistency functions alone; --process edm"}};

/// The arguments of one call.
struct Given {
  std::string of;
  const Options& options;

  bool has(const char* key) const { return options.values().count(key) > 0; }
  std::string choice(const char* key, const std::string& usual,
                     const std::vector<std::string>& known) const {
    const std::string value = options.text(key, usual);
    if (has(key) && std::find(known.begin(), known.end(), value) == known.end())
      throw std::invalid_argument(fmt::format("solvers --find: {} has no {} {}; {}", of, key,
                                              printable(value), known_names(value, known)));
    return value;
  }
  bool truth(const char* key, bool usual) const {
    const std::string value = plain_letters(options.text(key, usual ? "True" : "False"));
    if (value == "true" || value == "1") return true;
    if (value == "false" || value == "0" || value == "none") return false;
    throw std::invalid_argument(fmt::format("solvers --find: {}: {} is True or False, got '{}'", of,
                                            key, printable(options.text(key, ""))));
  }
  std::string order(const std::vector<std::string>& known) const {
    return choice("solver_order", "2", known);
  }
  bool heun() const {
    // Names of other classes' types are midpoint there, so that configs can be carried over.
    return choice("solver_type", "midpoint", {"midpoint", "heun", "logrho", "bh1", "bh2"}) ==
           "heun";
  }
};

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
  std::string grid;
  const std::pair<const char*, const char*> sigmas[] = {{"use_karras_sigmas", kKarras},
                                                        {"use_lu_lambdas", kEven},
                                                        {"use_exponential_sigmas", kEven},
                                                        {"use_beta_sigmas", kBetaInSigma}};
  for (const auto& [key, name] : sigmas) {
    if (!given.truth(key, false)) continue;
    if (!grid.empty())
      throw std::invalid_argument(
          fmt::format("solvers --find: {}: {} and another of its kind; give one", given.of, key));
    grid = name;
  }
  if (grid == kBetaInSigma && given.of.starts_with("FlowMatch")) return kBeta;  // its sigma is t
  if (!grid.empty()) return grid;
  if (given.has("sigma_schedule"))
    return given.choice("sigma_schedule", "", {"karras", "exponential"}) == "karras" ? kKarras
                                                                                     : kEven;
  if (given.has("shift"))
    return fmt::format("flow_shift(shift={})", given.options.number("shift", 1));
  const bool open = usual == kOpen;  // the lowest time is left out
  const std::string spacing =
      given.choice("timestep_spacing", "", {"linspace", "leading", "trailing"});
  return spacing == "linspace"   ? (open ? kOpen : kLinspace)
         : spacing == "leading"  ? (open ? kOpenLeading : kLeading)
         : spacing == "trailing" ? kTrailing
                                 : usual;
}

/// Puts the grid into `found`: `usual` unless the arguments say otherwise, and down to sigma = 0 or
/// to the lowest time.
void set_grid(Elsewhere& found, const Given& given, const std::string& usual, bool to_zero = true) {
  if (usual.empty()) return;
  found.grid = spaced(given, usual);
  if (given.of.starts_with("FlowMatch") && (found.grid == kKarras || found.grid == kEven))
    found.note += "; spaced so in t, where ours goes by sigma/alpha";
  const bool leading = found.grid.starts_with("ddpm(spacing=leading");
  const double offset = leading ? given.options.number("steps_offset", 0) : 0;
  if (offset != 0) found.grid = with_option(found.grid, "offset", fmt::format("{}", offset));
  to_zero = to_zero && given.choice("final_sigmas_type", "zero", {"zero", "sigma_min"}) == "zero";
  const bool to_one = given.truth("set_alpha_to_one", found.name != "PNDMScheduler");
  if (!to_one && found.grid == kLeading)  // which has the lowest time already
    found.note = "its last step goes from the lowest time to itself, ours to sigma = 0";
  else
    to_zero = to_zero && to_one;
  if (!to_zero) found.grid = with_option(found.grid, "final", "");
}

/// EDM's process, with the ends that were given.
std::string on_edm(const Given& given) {
  if (!given.has("sigma_min") && !given.has("sigma_max")) return kOnEdm;
  return fmt::format("on its own process: --process 'edm(sigma_min={},sigma_max={})'",
                     given.options.number("sigma_min", 0.002),
                     given.options.number("sigma_max", 80));
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
    found.solver =
        of_order("ddim(eta=1)", "dpmpp_2m_sde", "dpmpp_2m_sde(type=heun)", "dpmpp_3m_sde_legacy");
  else if (type == "sde-dpmsolver")
    found.solver = of_order("seeds_1_noise", "", "", "");
  else
    found.solver = of_order("ddim", "dpmpp_2m", "exp_ab2_data", "dpmpp_3m_legacy");
  if (found.solver.empty())
    found.note =
        "noise prediction on the reverse SDE in several steps; seeds_2_noise is the nearest";
  else if (order != "1" && given.truth("lower_order_final", true))
    found.note = kLate;
  if (edm) found.note += (found.note.empty() ? "" : "; ") + on_edm(given);
  set_grid(found, given, edm ? kKarras : kOpen);
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
  set_grid(found, given, kOpen);
}

void unipc(Elsewhere& found, const Given& given) {
  const std::string order = given.order({"1", "2", "3", "4"});
  const bool bh1 =
      given.choice("solver_type", "bh2", {"bh1", "bh2", "midpoint", "heun", "logrho"}) == "bh1";
  std::vector<std::string> options;
  if (given.truth("lower_order_final", true)) options.emplace_back("final=lower");
  if (!given.truth("predict_x0", true)) options.emplace_back("prediction=noise");
  found.solver = fmt::format("unipc{}_{}", order, bh1 ? "bh1" : "bh2");
  if (!options.empty()) found.solver += fmt::format("({})", fmt::join(options, ","));
  set_grid(found, given, kOpen);
}

void sa_solver(Elsewhere& found, const Given& given) {
  const std::vector<std::string> orders{"1", "2", "3", "4", "5"};
  found.solver = fmt::format("sa_solver_published(corrector={},predictor={}{})",
                             given.choice("corrector_order", "2", {"0", "1", "2", "3", "4", "5"}),
                             given.choice("predictor_order", "2", orders),
                             given.truth("lower_order_final", true) ? "" : ",final=full");
  found.note = kTauEnds;
  set_grid(found, given, kOpen, /*to_zero=*/false);
}

void deis(Elsewhere& found, const Given& given) {
  found.solver = fmt::format("exp_ab{}_noise", given.order({"1", "2", "3"}));
  found.note = "polynomials in log rho, which are ours in lambda";
  if (given.truth("lower_order_final", true)) found.note += fmt::format("; {}", kLate);
  set_grid(found, given, kOpen, /*to_zero=*/false);
}

void ddpm(Elsewhere& found, const Given& given) {
  const std::string type = given.choice("variance_type", "fixed_small",
                                        {"fixed_small", "fixed_small_log", "fixed_large",
                                         "fixed_large_log", "learned", "learned_range"});
  found.solver = type.starts_with("fixed_large") ? "ddpm_ancestral_large" : "ddpm_ancestral";
  if (type.starts_with("learned")) found.note = "the variance that the network gives is not taken";
  set_grid(found, given, kLeading);
}

void pndm(Elsewhere& found, const Given& given) {
  const bool plms = given.truth("skip_prk_steps", false);
  found.solver = plms ? "ipndm4" : "pndm";
  set_grid(found, given, kLeading);
  if (plms)
    found.note += (found.note.empty() ? "" : "; ") + std::string("after a start of its own");
}

void by_arguments(Elsewhere& found, const Given& given) {
  const std::string& name = given.of;
  const Options& o = given.options;
  if (name == "DPMSolverMultistepScheduler") return dpm_multistep(found, given, /*edm=*/false);
  if (name == "EDMDPMSolverMultistepScheduler") return dpm_multistep(found, given, /*edm=*/true);
  if (name == "DPMSolverSinglestepScheduler") return dpm_singlestep(found, given);
  if (name == "UniPCMultistepScheduler") return unipc(found, given);
  if (name == "SASolverScheduler") return sa_solver(found, given);
  if (name == "DEISMultistepScheduler") return deis(found, given);
  if (name == "DDPMScheduler" || name == "DDPMParallelScheduler") return ddpm(found, given);
  if (name == "PNDMScheduler") return pndm(found, given);
  if (name == "CogVideoXDDIMScheduler") {
    found.solver = "ddim";
    if (o.number("eta", 0) != 0) found.note = "its eta has no effect";
    return set_grid(found, given, kLeading);
  }
  if (name == "DDIMScheduler" || name == "DDIMParallelScheduler") {
    found.solver = given.has("eta") ? fmt::format("ddim(eta={})", o.number("eta", 0)) : "ddim";
    return set_grid(found, given, kLeading);
  }
  if (name == "KarrasVeScheduler") {
    found.solver = fmt::format("edm_stochastic(S_churn={},S_min={},S_max={},S_noise={})",
                               o.number("s_churn", 80), o.number("s_min", 0.05),
                               o.number("s_max", 50), o.number("s_noise", 1.007));
    found.note = fmt::format("--process 'edm(sigma_min={},sigma_max={})'",
                             o.number("sigma_min", 0.02), o.number("sigma_max", 100));
    found.grid = kEven;
    return;
  }
  if (name == "ScoreSdeVeScheduler") {
    found.solver = fmt::format("pc_langevin_legacy(snr={})", o.number("snr", 0.15));
    found.grid = "uniform", found.note = "--process ve";
    return;
  }
  for (const Fixed& fixed : kFixed) {
    if (name != fixed.name) continue;
    found.solver = fixed.solver;
    set_grid(found, given, fixed.grid);
    const std::string note = name == "EDMEulerScheduler" ? on_edm(given) : fixed.note;
    found.note += (found.note.empty() || note.empty() ? "" : "; ") + note;
  }
}

}  // namespace

std::optional<Elsewhere> find_diffusers(const std::string& name, const Options& arguments) {
  const std::string wanted = plain_letters(name);
  for (const std::string& of : diffusers_classes()) {
    if (const auto known = plain_letters(of); known != wanted && known != wanted + "scheduler")
      continue;
    const std::string unheeded = unheeded_arguments(of, arguments);
    Elsewhere found{of, "diffusers", "", "", ""};
    by_arguments(found, Given{of, arguments});
    if (!unheeded.empty())
      found.note +=
          fmt::format("{}not taken into account: {}", found.note.empty() ? "" : "; ", unheeded);
    return found;
  }
  return {};
}

}  // namespace odelia
