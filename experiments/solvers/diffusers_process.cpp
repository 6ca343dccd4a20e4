// Which of our processes diffusers' betas and sigmas stand for.
#include <cmath>
#include <cstdint>
#include <initializer_list>

#include "experiments/solvers/diffusers_given.h"
#include "models/processes/processes.h"

namespace odelia::elsewhere {
namespace {

bool is_one_of(const std::string& name, std::initializer_list<const char*> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// How far sigma/alpha of the process is from the table of n betas in equal steps, at most.
double apart(const Process& process, double first, double last, int64_t n) {
  double log_square = 0, most = 0;  // log of alpha^2
  for (int64_t i = 0; i < n; ++i) {
    log_square += std::log1p(-(first + (last - first) * double(i) / double(n - 1)));
    const double theirs = std::sqrt(std::expm1(-log_square)),
                 ours = std::exp(-process.lambda(double(i + 1) / double(n)));
    most = std::max(most, std::abs(ours / theirs - 1));
  }
  return most;
}

int64_t times_of(const Given& given) {
  const double n = given.number("num_train_timesteps", 1000);
  if (n != std::floor(n) || n < 2 || n > 1e6)
    throw std::invalid_argument(
        fmt::format("solvers --find: {}: num_train_timesteps must be a whole number from 2 to "
                    "1000000, got {}",
                    given.of, n));
  return static_cast<int64_t>(n);
}

/// The limit of small steps, beta(t) = N beta.
void take_linear(Elsewhere& found, const Given& given, double first, double last) {
  const int64_t n = times_of(given);
  if (!(first >= 0) || !(last > first) || !(last < 1))
    throw std::invalid_argument(
        fmt::format("solvers --find: {}: needs 0 <= beta_start < beta_end < 1, got {} and {}",
                    given.of, first, last));
  const std::string low = fmt::format("{:.6g}", double(n) * first),
                    high = fmt::format("{:.6g}", double(n) * last);
  found.process = low == "0.1" && high == "20"
                      ? "vp_linear"
                      : fmt::format("vp_linear(beta_max={},beta_min={})", high, low);
  if (given.has("beta_start") || given.has("beta_end") || given.has("beta_schedule"))
    add_note(found.note, fmt::format("its table's sigma/alpha is {}'s to {:.1f} %", found.process,
                                     100 * apart(*make_process(found.process), first, last, n)));
}

/// The same levels, but for the last, whose beta is cut off: there, at t = 1, vp_cosine has
/// alpha = 0.
void take_cosine(Elsewhere& found) {
  found.process = "vp_cosine";
  std::string note = "its levels are vp_cosine's but for the last";
  if (found.grid.starts_with("ddpm")) {
    const bool to_zero = found.grid.find("final=zero") != std::string::npos;
    found.grid = !to_zero ? "uniform" : found.grid == kLinspace ? kUniform : "uniform(t_min=0)";
    note += "; equal steps from t = 0.9946 in the place of its indices, which reach t = 1";
  }
  add_note(found.note, note);
}

/// A table has a lowest level, which no step goes below.
std::string to_lowest(const std::string& grid) {
  if (grid.empty()) return grid;
  const Spec spec = parse_spec(grid, "time grid");
  auto options = spec.options.values();
  options.erase("final");
  return to_string({spec.name, "", Options(std::move(options))});
}

}  // namespace

std::string process_of_sigmas(const Given& given, double sigma_min, double sigma_max) {
  const std::string low = fmt::format("{}", given.number("sigma_min", sigma_min)),
                    high = fmt::format("{}", given.number("sigma_max", sigma_max));
  return low == "0.002" && high == "80" ? "edm"
                                        : fmt::format("edm(sigma_max={},sigma_min={})", high, low);
}

void set_process_of_betas(Elsewhere& found, const Given& given) {
  const bool scaled = is_one_of(given.of, {"CogVideoXDDIMScheduler", "CogVideoXDPMScheduler",
                                           "LCMScheduler", "TCDScheduler"}),
             latent =
                 scaled ||
                 is_one_of(given.of, {"DPMSolverSDEScheduler", "HeunDiscreteScheduler",
                                      "KDPM2AncestralDiscreteScheduler", "KDPM2DiscreteScheduler"}),
             cosine = given.of == "UnCLIPScheduler";
  std::string schedule =
      given.choice("beta_schedule",
                   cosine   ? "squaredcos_cap_v2"
                   : scaled ? "scaled_linear"
                            : "linear",
                   {"linear", "scaled_linear", "squaredcos_cap_v2", "exp", "laplace", "sigmoid"});
  const double first = given.number("beta_start", latent ? 0.00085 : 1e-4),
               last = given.number("beta_end", latent ? 0.012 : 0.02);
  if (given.options.text("trained_betas", "None") != "None") schedule = "trained_betas";
  if (given.of.starts_with("CogVideoX") && given.number("snr_shift_scale", 3) != 1)
    schedule += " with shifted SNR";
  if (schedule == "linear") return take_linear(found, given, first, last);
  if (schedule == "squaredcos_cap_v2") return take_cosine(found);
  found.process = "tabulated(file=PATH)";
  found.grid = to_lowest(found.grid);
  add_note(
      found.note,
      fmt::format("its betas are {}: PATH is their table, lines `t alpha sigma`; it ends at its "
                  "lowest level, and theirs takes one step more, to sigma = 0",
                  schedule));
}

}  // namespace odelia::elsewhere
