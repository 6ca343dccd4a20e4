// diffusers' FlowMatch schedulers: alpha = 1 - t, sigma = t, from t = 1 to 0.
#include "experiments/solvers/diffusers_given.h"

namespace odelia::elsewhere {
namespace {

/// Where the last evaluation lies: n points between 1 and the shifted 1/N, which are shifted again.
/// Source: FlowMatchEulerDiscreteScheduler.set_timesteps, without given sigmas.
double last_level(double shift, double of_times) {
  return shift * shift / (of_times + shift * shift - 1);
}

constexpr const char* kDynamic =
    "tokens are those of the image, 4096 of Flux at 1024 x 1024 pixels; its shift has no effect";

}  // namespace

void find_flow_match(Elsewhere& found, const Given& given) {
  found.process = "rectified_flow(t_max=1)";
  if (given.of == "FlowMatchLCMScheduler") {
    found.solver = "consistency";
    found.note = "of consistency functions alone";
  } else {
    found.solver = given.of == "FlowMatchHeunDiscreteScheduler" ? "heun" : "euler";
  }
  const bool dynamic = given.truth("use_dynamic_shifting", false);
  const std::string spacing = given.spacing_of_levels();
  const double shift = given.number("shift", 1),
               last = last_level(shift, given.number("num_train_timesteps", 1000));
  if (!(shift > 0) || !(last > 0 && last < 1))
    throw std::invalid_argument(fmt::format(
        "solvers --find: {}: needs shift > 0 and num_train_timesteps > 1, got {} and {}", given.of,
        shift, given.number("num_train_timesteps", 1000)));
  if (spacing == "use_beta_sigmas") {
    found.grid = dynamic ? kBeta : fmt::format("beta(final=zero,t_min={:.8g})", last);
  } else if (!spacing.empty()) {
    add_note(found.note, spacing + " goes by t, where ours goes by sigma/alpha: --grid file:PATH");
  } else if (dynamic) {
    found.grid = "flow_shift(t_min=0,tokens=4096)";
    add_note(found.note, kDynamic);
  } else {
    found.grid = fmt::format("flow_shift(final=zero,shift={},t_min={:.8g})", shift, last);
    add_note(found.note, fmt::format("where a pipeline gives it the sigmas linspace(1, 1/n, n): "
                                     "flow_shift(shift={},t_min=0)",
                                     shift));
  }
}

}  // namespace odelia::elsewhere
