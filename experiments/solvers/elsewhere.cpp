#include "experiments/solvers/elsewhere.h"

#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "experiments/solvers/diffusers.h"
#include "experiments/solvers/diffusers_arguments.h"
#include "experiments/solvers/parts.h"
#include "solvers/names.h"
#include "solvers/spec.h"
#include "solvers/text.h"

namespace odelia {
namespace {

using namespace elsewhere;

struct Row {
  const char *name, *where, *solver, *grid = "", *note = "", *process = "";
};

constexpr const char* kEta = "their eta is the square of ours";
constexpr const char* kDataAtZero =
    "its step to sigma = 0 is the data predicted there, ours goes on with its history";
constexpr const char* kDpmAdaptive =
    "with --rtol: their pair of order 2 and 3, with our step control, in t and for each sample";
constexpr const char* kLowerBelow10 =
    "of fewer than 10 steps their code lowers the order at the end: lower_order_final(..., "
    "below=10)";
constexpr const char* kSde3m =
    "the published third-order weights, which lose an order: dpmpp_3m_sde has them right";

constexpr const char* kAys = "align_your_steps(final=zero)";
constexpr const char* kAysNote =
    "SD 1.5's, as A1111 has it; table=sdxl and table=svd are the others.  ComfyUI's node spaces "
    "one level more and puts 0 in the place of the last";

// The names of samplers.  Where a name stands for a method that we have under two names, the one
// that gives their numbers.
constexpr Row kRows[] = {
    // k-diffusion, with the names that A1111 and ComfyUI gave its functions
    {"sample_euler", "k-diffusion", "ddim"},
    {"Euler", "A1111", "ddim"},
    {"sample_euler_ancestral", "k-diffusion", "euler_ancestral"},
    {"Euler a", "A1111", "euler_ancestral"},
    {"euler_ancestral", "ComfyUI", "euler_ancestral"},
    {"sample_heun", "k-diffusion", "deis_rhork_heun"},
    {"heunpp2", "ComfyUI", "", "",
     "a mean of three slopes of its own; deis_rhork_heun is the nearest"},
    {"sample_dpm_2", "k-diffusion", "dpm_2"},
    {"DPM2", "A1111", "dpm_2"},
    {"sample_dpm_2_ancestral", "k-diffusion", "dpm_2_ancestral"},
    {"DPM2 a", "A1111", "dpm_2_ancestral"},
    {"sample_lms", "k-diffusion", "lms4"},
    {"LMS", "A1111", "lms4"},
    {"DPM fast", "A1111", "", "",
     "steps of orders 3, 2 and 1 by turns; dpm_solver_3 is the nearest"},
    {"sample_dpm_fast", "k-diffusion", "", "",
     "steps of orders 3, 2 and 1 by turns; dpm_solver_3 is the nearest"},
    {"DPM adaptive", "A1111", "dpm_solver_3", "", kDpmAdaptive},
    {"sample_dpm_adaptive", "k-diffusion", "dpm_solver_3", "", kDpmAdaptive},
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
    {"Restart", "A1111", "restart(deis_rhork_heun)", "", "its intervals by s_min, s_max and K"},
    // ComfyUI's own
    {"uni_pc", "ComfyUI", "unipc3_bh1(final=lower)"},
    {"uni_pc_bh2", "ComfyUI", "unipc3_bh2(final=lower)"},
    {"UniPC", "A1111", "unipc3_bh1(final=lower)"},
    {"ipndm", "ComfyUI", "ipndm4", "", kDataAtZero},
    {"ipndm_v", "ComfyUI", "ipndm_v4_legacy", "",
     "the published variable-step weights, which lose two orders: ipndm_v4 has them right"},
    {"deis", "ComfyUI", "deis_tab2", "",
     "its max_order counts predictions: 3; its step to sigma = 0 is the data predicted there, ours "
     "goes on with its history"},
    {"res_multistep", "ComfyUI", "res_2m"},
    {"gradient_estimation", "ComfyUI", "gradient_estimation", "", kDataAtZero},
    {"er_sde", "ComfyUI", "er_sde_3_legacy", "",
     "integrals by left sums, of 200 points there and 100 here, first order: er_sde_3 has them to "
     "rounding"},
    {"seeds_2", "ComfyUI", "seeds_2"},
    {"seeds_3", "ComfyUI", "seeds_3"},
    {"sa_solver", "ComfyUI", "sa_solver_published(few_steps=false)"},
    {"sa_solver_pece", "ComfyUI", "", "",
     "evaluates again after the corrector; sa_solver_published(few_steps=false) is the nearest"},
    {"ddpm", "ComfyUI", "ddpm_ancestral"},
    {"lcm", "ComfyUI", "consistency", "", "of consistency functions alone"},
    {"exp_heun_2_x0", "ComfyUI", "etdrk2"},
    {"exp_heun_2_x0_sde", "ComfyUI", "", "",
     "exponential Heun on the reverse SDE; seeds_2, of midpoint type, is the nearest"},
    {"res_multistep_ancestral", "ComfyUI", "", "",
     "res_2m with ancestral noise; dpmpp_2m_sde is the nearest"},
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
    {"DPM-Solver++(2M)", "arXiv:2211.01095", "dpmpp_2m", "log_snr", kLowerBelow10},
    {"DPM-Solver++(3M)", "arXiv:2211.01095", "dpmpp_3m_legacy", "log_snr",
     "the published weights, which lose an order: dpmpp_3m has them right; of fewer than 10 steps "
     "their code lowers the order at the end: lower_order_final(..., below=10)"},
    {"SDE-DPM-Solver++(2M)", "arXiv:2211.01095", "dpmpp_2m_sde", "log_snr"},
    {"DPM-Solver-v3", "arXiv:2310.13268", "dpm_solver_v3_3"},
    {"UniPC-2", "arXiv:2302.04867", "unipc2_bh2(final=lower)"},
    {"UniPC-3", "arXiv:2302.04867", "unipc3_bh2(final=lower)"},
    {"UniC", "arXiv:2302.04867", "unic(dpmpp_2m)", "", "wraps any solver of one prediction a step"},
    {"EDM", "arXiv:2206.00364", "heun", kKarras, "", "edm"},
    {"EDM stochastic", "arXiv:2206.00364", "edm_stochastic", kKarras, "", "edm"},
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
    {"SciRE-Solver-2", "arXiv:2308.07896", "scire_2", "",
     "singlestep; of order 1 as published: scire_2(phi=1) has 2"},
    {"STORK-2", "arXiv:2505.24210", "stork_2_legacy", "",
     "after a start of its own; times of its stages that cost an order: stork_2 has them right"},
    {"reverse diffusion sampler", "arXiv:2011.13456", "reverse_diffusion"},
    {"predictor-corrector", "arXiv:2011.13456", "pc_langevin_legacy"},
    {"probability flow RK45", "arXiv:2011.13456", "dopri5", "", "with --rtol 1e-5"},
};

/// Schedules that a label ends with.  Source: AUTOMATIC1111/stable-diffusion-webui,
/// modules/sd_schedulers.py; comfyanonymous/ComfyUI, comfy/samplers.py.
struct Schedule {
  const char *name, *grid, *note = "";
};
constexpr Schedule kSchedules[] = {
    {"karras", kKarras},
    {"exponential", kEven},
    {"polyexponential", kEven},
    {"sgm uniform", kOpen},
    {"simple", kTrailing,
     "where the steps do not divide 1000, theirs rounds its times up, ours to the nearest"},
    {"normal", kUniform},
    {"ddim uniform", "ddpm(spacing=leading,offset=1,final=zero)",
     "where the steps do not divide 1000, theirs takes more of them"},
    {"beta", "beta(t_min=0)",
     "ComfyUI's; A1111's takes quantiles of sigma: beta(final=zero,in=sigma)"},
    {"kl optimal", "kl_optimal(final=zero)",
     "ComfyUI's; A1111's ends at the lowest level: kl_optimal"},
    {"align your steps", kAys, kAysNote},
    {"ays", kAys, kAysNote},
    {"linear quadratic", "", "a schedule that is none of our grids: --grid file:PATH"},
    {"turbo", kTrailing, "Forge's; ComfyUI's node takes the first of ten such steps"},
    {"gits", "", "levels searched for each network; align_your_steps(final=zero) is the nearest"}};

const Row* row_of(const std::string& name) {
  const Row* found = nullptr;
  for (const Row& row : kRows) {
    if (row.name == name) return &row;  // "DDPM" is the paper's, "ddpm" is ComfyUI's
    if (!found && plain_letters(row.name) == plain_letters(name)) found = &row;
  }
  return found;
}

/// "sample_x" is x too, where nobody else is called so.
const Row* row_or_short(const std::string& name) {
  const Row* row = row_of(name);
  return row ? row : row_of("sample_" + name);
}

Elsewhere from(const Row& row) {
  return {row.name, row.where, row.solver, row.grid, row.process, row.note};
}

/// The text without that end, or nothing where it ends otherwise.
std::optional<std::string> without_end(const std::string& text, const std::string& end) {
  if (!text.ends_with(end)) return {};
  return text.substr(0, text.size() - end.size());
}

/// A row under its name, or under ComfyUI's variants of it: x_gpu draws its noise elsewhere,
/// x_cfg_pp is another method.
std::optional<Elsewhere> label_of(const std::string& name) {
  if (const Row* row = row_or_short(name)) return from(*row);
  const std::string plain = plain_letters(name);
  if (const auto base = without_end(plain, "gpu"))
    if (const Row* row = row_or_short(*base)) {
      Elsewhere found = from(*row);
      found.name = name, found.where = "ComfyUI";
      return found;
    }
  if (const auto base = without_end(plain, "cfgpp"))
    if (const Row* row = row_or_short(*base)) {
      const std::string near = *row->solver ? fmt::format("; {} is the nearest", row->solver) : "";
      return Elsewhere{name, "ComfyUI", "",
                       "",   "",        "another use of guidance than n0 + w (nc - n0)" + near};
    }
  return {};
}

/// A name with its arguments, or none; quotes as Python has them.
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
  const std::string wanted = plain_letters(name);
  const Row* row = row_or_short(name);
  // "DDIM" is a paper's method, and short for a class of diffusers where it has arguments.
  if (!row || !options.values().empty())
    if (const auto found = find_diffusers(name, options)) return *found;
  if (!options.values().empty() && row)
    throw std::invalid_argument(fmt::format(
        "solvers --find: arguments are understood of diffusers' classes alone, got '{}'; ask for "
        "'{}', and give the options of ours, which `odelia solvers NAME` shows",
        printable(text), row->name));
  const bool called = !options.values().empty();
  if (const auto found = label_of(name); found && !called) return *found;
  for (const Schedule& schedule : kSchedules) {  // "DPM++ 2M Karras"
    const std::string end = plain_letters(schedule.name);
    if (!wanted.ends_with(end) || wanted.size() == end.size()) continue;
    const std::string before = wanted.substr(0, wanted.size() - end.size());
    auto found = called ? std::nullopt : label_of(before);
    if (!found) found = find_diffusers(before, options);
    if (!found) continue;
    found->name += fmt::format(" {}", schedule.name), found->grid = schedule.grid;
    add_note(found->note, schedule.note);
    return *found;
  }
  const auto near = nearest_names(name, names_elsewhere());
  throw std::invalid_argument(fmt::format(
      "solvers --find: nobody known here calls a sampler '{}'{}; `odelia solvers` lists ours",
      printable(text), near.empty() ? "" : fmt::format("; did you mean '{}'?", near.front())));
}

std::vector<std::string> names_elsewhere() {
  std::vector<std::string> out = diffusers_classes();
  for (const Row& row : kRows) out.emplace_back(row.name);
  return out;
}

}  // namespace odelia
