#include "experiments/sample/plan.h"

#include "experiments/command/guidance_config.h"
#include "models/conventions/snap_grid.h"
#include "models/guided_grid.h"

namespace odelia {
namespace {

void check(const SampleSteps& a, const std::string& dash, const std::string& who) {
  if (a.steps.has_value() + a.nfe.has_value() + a.rtol.has_value() > 1)
    throw std::invalid_argument(fmt::format(
        "{1}: {0}steps, {0}nfe and {0}rtol each say how many steps; give one of them", dash, who));
  if (a.nfe && *a.nfe < 1)
    throw std::invalid_argument(
        fmt::format("{} {}nfe: must be 1 or more, got {}", who, dash, *a.nfe));
  if (a.grid.starts_with("file:") && (a.steps || a.nfe))
    throw std::invalid_argument(fmt::format("{}: '{}' has its own steps; leave out {}{}", who,
                                            a.grid, dash, a.steps ? "steps" : "nfe"));
}

TimeGrid times_of(const SampleSteps& a, const Method& method, const Process& process,
                  const Guidance& guidance, const std::string& dash, const std::string& who) {
  if (!a.nfe) return make_time_grid(a.grid, process, a.steps.value_or(20));
  const Traits& traits = method.traits;
  if (traits.own_steps())
    throw std::invalid_argument(fmt::format(
        "{2} {0}nfe: {1} chooses its evaluations itself, so that no budget can be kept; give it "
        "{0}rtol",
        dash, method.spec, who));
  const TimeGrid grid = fit_guided_grid(method, a.grid, process, guidance, *a.nfe);
  if (grid.empty())
    throw std::invalid_argument(
        fmt::format("{} {}nfe {}: one step of {} takes {} evaluations{}", who, dash, *a.nfe,
                    method.spec, traits.nfe_per_step + traits.nfe_first_extra,
                    guidance.acts() ? ", twice as many where guidance acts" : ""));
  return grid;
}

}  // namespace

SolvePlan plan_samples(const SampleSteps& asked, const Process& process, const ScoreModel& model,
                       const Guidance& guidance, at::ScalarType state, const std::string& dash,
                       const std::string& who) {
  check(asked, dash, who);
  const Method method = make_method(asked.solver);
  const TimeGrid wished = times_of(asked, method, process, guidance, dash, who),
                 times = asked.rtol ? wished : grid_for(model, process, wished);
  check_acts(guidance, process, times.front(), times.back(), who);
  const auto tolerance = checked_tolerance(who, asked.rtol, asked.atol, model.precision(), state);
  return tolerance ? plan_to_tolerance(who, method, times.front(), times.back(), *tolerance)
                   : plan_on_grid(method, times);
}

}  // namespace odelia
