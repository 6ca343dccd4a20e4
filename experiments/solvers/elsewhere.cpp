#include "experiments/solvers/elsewhere.h"

#include <cctype>
#include <map>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "solvers/names.h"
#include "solvers/spec.h"
#include "solvers/text.h"

namespace odelia {
namespace {

// Grids under their names elsewhere.
constexpr const char* kKarras = "karras(final=zero)";
constexpr const char* kLinspace = "ddpm(final=zero)";
constexpr const char* kLeading = "ddpm(spacing=leading,final=zero)";
constexpr const char* kTrailing = "ddpm(spacing=trailing,final=zero)";
constexpr const char* kOpen = "ddpm(spacing=linspace_open,final=zero)";
constexpr const char* kFlow = "flow_shift(shift=3)";

/// Letters and digits in lower case; ++ is pp, as people write it where + is not allowed.
std::string plain(const std::string& name) {
  std::string out;
  for (size_t i = 0; i < name.size(); ++i)
    if (const auto c = static_cast<unsigned char>(name[i]); std::isalnum(c))
      out += static_cast<char>(std::tolower(c));
    else if (c == '+')
      out += 'p';
  return out;
}

struct Row {
  const char *name, *where, *solver, *grid = "", *note = "";
};

constexpr const char* kSigma = "in the variable sigma: --process edm";
constexpr const char* kEta = "their eta is the square of ours";
constexpr const char* kTau =
    "tau is theirs where a step begins, ours where it ends: tau_from and tau_to, in sigma/alpha";
constexpr const char* kSde3m =
    "the published third-order weights, which lose an order: dpmpp_3m_sde has them right";

// The names of samplers.  Where a name stands for a method that we have under two names, the one
// that gives their numbers.
constexpr Row kRows[] = {
    // k-diffusion, with the names that A1111 and ComfyUI gave its functions
    {"sample_euler", "k-diffusion", "euler", "", kSigma},
    {"Euler", "A1111", "euler", "", kSigma},
    {"sample_euler_ancestral", "k-diffusion", "euler_ancestral"},
    {"Euler a", "A1111", "euler_ancestral"},
    {"euler_ancestral", "ComfyUI", "euler_ancestral"},
    {"sample_heun", "k-diffusion", "heun", "", kSigma},
    {"heunpp2", "ComfyUI", "", "", "a mean of three slopes of its own; heun is the nearest"},
    {"sample_dpm_2", "k-diffusion", "dpm_2"},
    {"DPM2", "A1111", "dpm_2"},
    {"sample_dpm_2_ancestral", "k-diffusion", "dpm_2_ancestral"},
    {"DPM2 a", "A1111", "dpm_2_ancestral"},
    {"sample_lms", "k-diffusion", "lms4", "", kSigma},
    {"LMS", "A1111", "lms4", "", kSigma},
    {"DPM fast", "A1111", "", "",
     "steps of orders 3, 2 and 1 by turns; dpm_solver_3 is the nearest"},
    {"sample_dpm_fast", "k-diffusion", "", "",
     "steps of orders 3, 2 and 1 by turns; dpm_solver_3 is the nearest"},
    {"DPM adaptive", "A1111", "", "",
     "a pair of DPM-Solver with steps of its own; unipc_adaptive or dopri5 with --rtol"},
    {"sample_dpm_adaptive", "k-diffusion", "", "",
     "a pair of DPM-Solver with steps of its own; unipc_adaptive or dopri5 with --rtol"},
    {"sample_dpmpp_2s_ancestral", "k-diffusion", "dpmpp_2s_ancestral"},
    {"DPM++ 2S a", "A1111", "dpmpp_2s_ancestral"},
    {"sample_dpmpp_sde", "k-diffusion", "dpmpp_sde"},
    {"DPM++ SDE", "A1111", "dpmpp_sde"},
    {"sample_dpmpp_2m", "k-diffusion", "dpmpp_2m"},
    {"DPM++ 2M", "A1111", "dpmpp_2m"},
    {"sample_dpmpp_2m_sde", "k-diffusion", "dpmpp_2m_sde", "", kEta},
    {"DPM++ 2M SDE", "A1111", "dpmpp_2m_sde"},
    {"DPM++ 2M SDE Heun", "A1111", "dpmpp_2m_sde(type=heun)"},
    {"dpmpp_2m_sde_heun", "ComfyUI", "dpmpp_2m_sde(type=heun)"},
    {"sample_dpmpp_3m_sde", "k-diffusion", "dpmpp_3m_sde_legacy", "", kSde3m},
    {"DPM++ 3M SDE", "A1111", "dpmpp_3m_sde_legacy", "", kSde3m},
    {"Restart", "A1111", "restart(heun)", "", "its intervals by s_min, s_max and K"},
    // ComfyUI's own
    {"uni_pc", "ComfyUI", "unipc3_bh1(final=lower)"},
    {"uni_pc_bh2", "ComfyUI", "unipc3_bh2(final=lower)"},
    {"UniPC", "A1111", "unipc3_bh1(final=lower)"},
    {"ipndm", "ComfyUI", "ipndm4"},
    {"ipndm_v", "ComfyUI", "ipndm_v4_legacy", "",
     "the published variable-step weights, which lose two orders: ipndm_v4 has them right"},
    {"deis", "ComfyUI", "deis_tab2", "", "its max_order counts predictions: 3"},
    {"res_multistep", "ComfyUI", "res_2m"},
    {"gradient_estimation", "ComfyUI", "gradient_estimation"},
    {"er_sde", "ComfyUI", "er_sde_3_legacy", "",
     "integrals by left sums, of 200 points there and 100 here, first order: er_sde_3 has them to "
     "rounding"},
    {"seeds_2", "ComfyUI", "seeds_2"},
    {"seeds_3", "ComfyUI", "seeds_3"},
    {"sa_solver", "ComfyUI", "sa_solver_published(few_steps=false)", "", kTau},
    {"ddpm", "ComfyUI", "ddpm_ancestral"},
    {"lcm", "ComfyUI", "consistency", "", "of consistency functions alone"},
    {"euler_cfg_pp", "ComfyUI", "", "", "another use of guidance than n0 + w (nc - n0)"},
    {"exp_heun_2_x0", "ComfyUI", "etdrk2"},
    // papers
    {"DDIM", "arXiv:2010.02502", "ddim"},
    {"DDPM", "arXiv:2006.11239", "ddpm_ancestral", kLinspace},
    {"PNDM", "arXiv:2202.09778", "pndm"},
    {"F-PNDM", "arXiv:2202.09778", "pndm"},
    {"PLMS", "A1111", "ipndm4", "", "after a start of its own"},
    {"iPNDM", "arXiv:2204.13902", "ipndm4"},
    {"DEIS-tAB1", "arXiv:2204.13902", "deis_tab1"},
    {"DEIS-tAB2", "arXiv:2204.13902", "deis_tab2"},
    {"DEIS-tAB3", "arXiv:2204.13902", "deis_tab3"},
    {"DEIS-rhoAB1", "arXiv:2204.13902", "deis_rhoab1"},
    {"DEIS-rhoAB2", "arXiv:2204.13902", "deis_rhoab2"},
    {"DEIS-rhoAB3", "arXiv:2204.13902", "deis_rhoab3"},
    {"DPM-Solver-1", "arXiv:2206.00927", "dpm_solver_1", "log_snr"},
    {"DPM-Solver-2", "arXiv:2206.00927", "dpm_solver_2", "log_snr"},
    {"DPM-Solver-3", "arXiv:2206.00927", "dpm_solver_3", "log_snr"},
    {"DPM-Solver++(2S)", "arXiv:2211.01095", "dpmpp_2s", "log_snr"},
    {"DPM-Solver++(2M)", "arXiv:2211.01095", "dpmpp_2m", "log_snr"},
    {"DPM-Solver++(3M)", "arXiv:2211.01095", "dpmpp_3m_legacy", "log_snr",
     "the published weights, which lose an order: dpmpp_3m has them right"},
    {"SDE-DPM-Solver++(2M)", "arXiv:2211.01095", "dpmpp_2m_sde", "log_snr"},
    {"DPM-Solver-v3", "arXiv:2310.13268", "dpm_solver_v3_3"},
    {"UniPC-2", "arXiv:2302.04867", "unipc2_bh2"},
    {"UniPC-3", "arXiv:2302.04867", "unipc3_bh2"},
    {"UniC", "arXiv:2302.04867", "unic(dpmpp_2m)", "", "wraps any solver of one prediction a step"},
    {"EDM", "arXiv:2206.00364", "heun", kKarras, "on its own process: --process edm"},
    {"EDM stochastic", "arXiv:2206.00364", "edm_stochastic", kKarras,
     "on its own process: --process edm"},
    {"SEEDS-1", "arXiv:2305.14267", "seeds_1_noise"},
    {"SEEDS-2", "arXiv:2305.14267", "seeds_2_noise"},
    {"SEEDS-3", "arXiv:2305.14267", "seeds_3_noise"},
    {"SA-Solver", "arXiv:2309.05019", "sa_solver_published"},
    {"ER-SDE-Solver-1", "arXiv:2309.06169", "er_sde_1"},
    {"ER-SDE-Solver-2", "arXiv:2309.06169", "er_sde_2_legacy"},
    {"ER-SDE-Solver-3", "arXiv:2309.06169", "er_sde_3_legacy"},
    {"Gotta Go Fast", "arXiv:2105.14080", "gotta_go_fast_legacy", "", "with --rtol"},
    {"RX-DPM", "arXiv:2504.01855", "rx_dpm"},
    {"PFDiff", "arXiv:2408.08822", "pfdiff(ddim)"},
    {"RES", "arXiv:2308.02157", "res_2m"},
    {"reverse diffusion sampler", "arXiv:2011.13456", "reverse_diffusion"},
    {"predictor-corrector", "arXiv:2011.13456", "pc_langevin_legacy"},
    {"probability flow RK45", "arXiv:2011.13456", "dopri5", "", "with --rtol 1e-5"},
    // classes of diffusers that take no argument which chooses between methods of ours
    {"DDIMScheduler", "diffusers", "ddim", kLeading},
    {"DDIMParallelScheduler", "diffusers", "ddim", kLeading},
    {"CogVideoXDDIMScheduler", "diffusers", "ddim", kTrailing},
    {"DDIMInverseScheduler", "diffusers", "ddim", kLeading, "from data to noise: odelia encode"},
    {"PNDMScheduler", "diffusers", "pndm", kLeading},
    {"IPNDMScheduler", "diffusers", "ipndm4"},
    {"LMSDiscreteScheduler", "diffusers", "lms4", kLinspace, kSigma},
    {"EulerDiscreteScheduler", "diffusers", "euler", kLinspace, kSigma},
    {"EulerAncestralDiscreteScheduler", "diffusers", "euler_ancestral", kLinspace},
    {"HeunDiscreteScheduler", "diffusers", "heun", kLinspace, kSigma},
    {"KDPM2DiscreteScheduler", "diffusers", "dpm_2", kLinspace},
    {"KDPM2AncestralDiscreteScheduler", "diffusers", "dpm_2_ancestral", kLinspace},
    {"DPMSolverSDEScheduler", "diffusers", "dpmpp_sde", kLinspace},
    {"EDMEulerScheduler", "diffusers", "euler", kKarras, "on its own process: --process edm"},
    {"FlowMatchEulerDiscreteScheduler", "diffusers", "euler", kFlow, "--process rectified_flow"},
    {"FlowMatchHeunDiscreteScheduler", "diffusers", "heun", kFlow, "--process rectified_flow"},
    {"KarrasVeScheduler", "diffusers",
     "edm_stochastic(S_churn=80,S_min=0.05,S_max=50,S_noise=1.007)", "log_snr(final=zero)",
     "--process 'edm(sigma_min=0.02,sigma_max=100)'"},
    {"ScoreSdeVeScheduler", "diffusers", "pc_langevin_legacy", "uniform", "--process ve"},
    {"ScoreSdeVpScheduler", "diffusers", "euler_maruyama", "uniform"},
    {"LCMScheduler", "diffusers", "consistency", "", "of consistency functions alone"},
    {"TCDScheduler", "diffusers", "", "",
     "for trajectory consistency models, whose answers are asked at two times"},
    {"CMStochasticIterativeScheduler", "diffusers", "consistency", "karras",
     "of consistency functions alone; --process edm"},
};

/// Schedules that a label ends with.
struct Schedule {
  const char *name, *grid;
};
constexpr Schedule kSchedules[] = {{"karras", kKarras},
                                   {"exponential", "log_snr(final=zero)"},
                                   {"polyexponential", "log_snr(final=zero)"},
                                   {"sgm uniform", kTrailing},
                                   {"simple", kTrailing},
                                   {"normal", kLinspace},
                                   {"ddim uniform", kLeading},
                                   {"beta", "beta(final=zero)"},
                                   {"kl optimal", "kl_optimal(final=zero)"},
                                   {"align your steps", "align_your_steps"},
                                   {"ays", "align_your_steps"}};

const Row* row_of(const std::string& wanted) {
  for (const Row& row : kRows)
    if (plain(row.name) == wanted) return &row;
  return nullptr;
}

/// "sample_x" is x, and "xScheduler" is x too, where nobody else is called so.
const Row* row_or_short(const std::string& wanted) {
  for (const std::string& name : {wanted, "sample" + wanted, wanted + "scheduler"})
    if (const Row* row = row_of(name)) return row;
  return nullptr;
}

Elsewhere from(const Row& row) { return {row.name, row.where, row.solver, row.grid, row.note}; }

std::string flag(const Options& options, const char* key) {
  const std::string value = plain(options.text(key, ""));
  return value == "true" || value == "1" ? "true" : value.empty() ? "" : "false";
}

/// The grid of a diffusers scheduler by its arguments.
std::string diffusers_grid(const Options& o, const std::string& usual) {
  if (flag(o, "use_karras_sigmas") == "true") return kKarras;
  if (flag(o, "use_exponential_sigmas") == "true") return "log_snr(final=zero)";
  if (flag(o, "use_beta_sigmas") == "true") return "beta(final=zero)";
  const std::string spacing = o.text("timestep_spacing", "");
  return spacing == "linspace"   ? kLinspace
         : spacing == "leading"  ? kLeading
         : spacing == "trailing" ? kTrailing
                                 : usual;
}

[[noreturn]] void no_such(const std::string& who, const std::string& what) {
  throw std::invalid_argument(fmt::format("solvers --find: {} has no {}", who, what));
}

/// The grid of those of diffusers' schedulers that leave out the lowest time: from the last
/// evaluation to sigma = 0, or to the lowest time itself.
std::string open_grid(const Options& o, bool to_zero) {
  std::string grid = diffusers_grid(o, kOpen);
  if (grid == kLinspace) grid = kOpen;
  if (grid == kLeading) grid = "ddpm(spacing=leading_open,final=zero)";
  if (to_zero) return grid;
  const Spec spec = parse_spec(grid, "solvers --find");
  auto options = spec.options.values();
  options.erase("final");
  return to_string(Spec{spec.name, {}, Options(options)});
}

std::string order_of(const Options& o, const std::string& who, int most) {
  const std::string order = o.text("solver_order", "2");
  for (int n = 1; n <= most; ++n)
    if (order == std::to_string(n)) return order;
  no_such(who, fmt::format("solver_order {}", printable(order)));
}

/// The classes of diffusers whose arguments choose a method.
std::optional<Elsewhere> diffusers_class(const std::string& name, const Options& o) {
  const std::string type = o.text("algorithm_type", "dpmsolver++"),
                    solver_type = o.text("solver_type", "");
  const std::string late =
      "diffusers lowers the order at the end of fewer than 15 steps: final=lower";
  if (name == "dpmsolvermultistepscheduler" || name == "edmdpmsolvermultistepscheduler" ||
      name == "cogvideoxdpmscheduler") {
    const std::string order = order_of(o, "DPMSolverMultistepScheduler", 3);
    const bool heun = solver_type == "heun";
    std::string solver, note = late;
    if (type == "dpmsolver++")
      solver = order == "1"   ? "ddim"
               : order == "3" ? "dpmpp_3m_legacy"
               : heun         ? "exp_ab2_data"
                              : "dpmpp_2m";
    else if (type == "dpmsolver")
      solver = order == "1"   ? "ddim"
               : order == "3" ? "dpm_solver_3m_legacy"
               : heun         ? "exp_ab2_noise"
                              : "dpm_solver_2m";
    else if (type == "sde-dpmsolver++")
      solver = order == "1"   ? "ddim(eta=1)"
               : order == "3" ? "dpmpp_3m_sde_legacy"
               : heun         ? "dpmpp_2m_sde(type=heun)"
                              : "dpmpp_2m_sde";
    else if (type == "sde-dpmsolver")
      note = "noise prediction on the reverse SDE in several steps; seeds_2_noise is the nearest";
    else
      no_such("DPMSolverMultistepScheduler", fmt::format("algorithm_type '{}'", printable(type)));
    const bool edm = name.starts_with("edm");
    return Elsewhere{edm ? "EDMDPMSolverMultistepScheduler" : "DPMSolverMultistepScheduler",
                     "diffusers", solver,
                     name == "cogvideoxdpmscheduler" ? diffusers_grid(o, kLeading)
                     : edm                           ? diffusers_grid(o, kKarras)
                                                     : open_grid(o, /*to_zero=*/true),
                     note};
  }
  if (name == "dpmsolversinglestepscheduler") {
    const std::string order = order_of(o, "DPMSolverSinglestepScheduler", 3);
    const std::string solver = order == "1"            ? "ddim"
                               : type == "dpmsolver++" ? "dpmpp_" + order + "s"
                                                       : "dpm_solver_" + order;
    return Elsewhere{"DPMSolverSinglestepScheduler", "diffusers", solver,
                     open_grid(o, /*to_zero=*/true),
                     "diffusers counts evaluations where we count steps: --nfe"};
  }
  if (name == "unipcmultistepscheduler")
    return Elsewhere{"UniPCMultistepScheduler", "diffusers",
                     fmt::format("unipc{}_{}{}", order_of(o, "UniPCMultistepScheduler", 4),
                                 solver_type == "bh1" ? "bh1" : "bh2",
                                 flag(o, "lower_order_final") == "false" ? "" : "(final=lower)"),
                     open_grid(o, /*to_zero=*/true), ""};
  if (name == "sasolverscheduler")
    return Elsewhere{"SASolverScheduler", "diffusers",
                     fmt::format("sa_solver_published(corrector={},predictor={}{})",
                                 o.text("corrector_order", "2"), o.text("predictor_order", "2"),
                                 flag(o, "lower_order_final") == "false" ? ",final=full" : ""),
                     open_grid(o, /*to_zero=*/false), kTau};
  if (name == "deismultistepscheduler")
    return Elsewhere{"DEISMultistepScheduler", "diffusers",
                     fmt::format("exp_ab{}_noise", order_of(o, "DEISMultistepScheduler", 3)),
                     open_grid(o, /*to_zero=*/false),
                     "polynomials in log rho, which are ours in lambda; " + late};
  if (name == "ddpmscheduler" || name == "ddpmparallelscheduler") {
    const bool large = o.text("variance_type", "fixed_small").starts_with("fixed_large");
    return Elsewhere{"DDPMScheduler", "diffusers",
                     large ? "ddpm_ancestral_large" : "ddpm_ancestral", diffusers_grid(o, kLeading),
                     ""};
  }
  return {};
}

/// A class's arguments, or none; quotes and the words True and False as Python has them.
std::pair<std::string, Options> name_and_arguments(const std::string& text) {
  const size_t open = text.find('(');
  const bool call = open != std::string::npos && text.ends_with(')') &&
                    (text.find('=') != std::string::npos || text.size() == open + 2);
  if (!call) return {text, {}};
  const Spec spec = parse_spec(text, "solvers --find");
  return {spec.name, spec.options};
}

}  // namespace

Elsewhere find_elsewhere(const std::string& text) {
  const auto [name, options] = name_and_arguments(text);
  const std::string wanted = plain(name);
  for (const std::string& candidate : {wanted, wanted + "scheduler"})
    if (auto found = diffusers_class(candidate, options)) return *found;
  if (const Row* row = row_or_short(wanted)) {
    Elsewhere found = from(*row);
    if (found.where == "diffusers") found.grid = diffusers_grid(options, found.grid);
    if (plain(found.name) == "ddimscheduler" && options.values().count("eta"))
      found.solver = fmt::format("ddim(eta={})", options.number("eta", 0));
    return found;
  }
  for (const Schedule& schedule : kSchedules) {  // "DPM++ 2M Karras"
    const std::string end = plain(schedule.name);
    if (!wanted.ends_with(end) || wanted.size() == end.size()) continue;
    if (const Row* row = row_or_short(wanted.substr(0, wanted.size() - end.size()))) {
      Elsewhere found = from(*row);
      found.name += fmt::format(" {}", schedule.name), found.grid = schedule.grid;
      return found;
    }
  }
  const auto near = nearest_names(name, names_elsewhere());
  throw std::invalid_argument(fmt::format(
      "solvers --find: nobody known here calls a sampler '{}'{}; `odelia solvers` lists ours",
      printable(text), near.empty() ? "" : fmt::format("; did you mean '{}'?", near.front())));
}

std::vector<std::string> names_elsewhere() {
  std::vector<std::string> out = {"DPMSolverMultistepScheduler", "DPMSolverSinglestepScheduler",
                                  "UniPCMultistepScheduler",     "DEISMultistepScheduler",
                                  "SASolverScheduler",           "DDPMScheduler"};
  for (const Row& row : kRows) out.emplace_back(row.name);
  return out;
}

}  // namespace odelia
