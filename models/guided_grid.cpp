#include "models/guided_grid.h"

#include <algorithm>

#include "models/breaks.h"
#include "models/guidance.h"
#include "models/solve.h"
#include "solvers/combine.h"
#include "solvers/grid_points.h"

namespace odelia {
namespace {

/// The score of data N(0, 1), which costs nothing: a solve that only counts needs some score.
class AnyScore final : public ScoreModel {
 public:
  std::vector<int64_t> sample_shape() const override { return {1}; }
  Prediction native() const override { return Prediction::flow; }
  bool at_pure_noise() const override { return true; }

 private:
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    return combine({{(sigma - alpha) / (alpha * alpha + sigma * sigma), x}});
  }
};

/// Passes through a network that a whole solve on this grid takes, counted on one sample of one
/// number; 0 where the method does not go with the grid, as a solve will say, or with such a sample.
int64_t cost(const Method& method, const TimeGrid& wished, const Process& process,
             const Guidance& guidance) {
  Guidance alone = guidance;
  alone.rescale = 0, alone.channels = 0;  // of one number there is no spread
  std::shared_ptr<ScoreModel> model = std::make_shared<AnyScore>();
  if (alone.acts()) model = guided_model(model, std::make_shared<AnyScore>(), {}, alone);
  const std::shared_ptr<const Process> borrowed(std::shared_ptr<void>(), &process);
  const TimeGrid times =
      with_points(wished, process, breaks_between(*model, process, wished.front(), wished.back()));
  try {
    return solve(plan_on_grid(method, times), borrowed, model, {0}, at::kDouble).outcome[0].nfe;
  } catch (const std::exception&) {
    return 0;
  }
}

/// Throws where the method takes more evaluations than it claims, counted on the grid's first steps.
void check_cost(const Method& method, const TimeGrid& times, const Process& process,
                const Guidance& guidance) {
  constexpr int64_t most = 32;  // a claim that is false is false soon
  const Traits& traits = method.traits;
  const int64_t steps = std::min(most, static_cast<int64_t>(times.size()) - 1);
  if (steps < 1) return;
  const TimeGrid first(times.begin(), times.begin() + steps + 1);
  const int64_t counted = cost(method, first, process, guidance) / (guidance.acts() ? 2 : 1),
                claimed = traits.nfe_per_step * steps + traits.nfe_first_extra;
  if (counted > claimed)
    throw std::invalid_argument(fmt::format(
        "solver '{}': {} steps take {} evaluations, and {} by its claim, so that no budget can be "
        "kept; correct its nfe_per_step or nfe_first_extra, which `odelia order` counts",
        method.spec, steps, counted, claimed));
}

}  // namespace

TimeGrid fit_guided_grid(const Method& method, const std::string& grid, const Process& process,
                         const Guidance& guidance, int64_t budget) {
  const Traits& traits = method.traits;
  const int64_t least = traits.nfe_per_step + traits.nfe_first_extra;  // as claimed, of one step
  // Too many steps first, then fewer in proportion, until they fit.
  int64_t evaluations = std::max(budget, least);
  TimeGrid times = fit_grid(traits, grid, process, evaluations);
  // Every step costs the same, but for those that begin anew and the one to sigma = 0, where there
  // is nothing to evaluate.
  const bool cheap_end = least > 1 && !times.empty() && process.sigma(times.back()) == 0;
  if (!guidance.bounded() && !cheap_end) {
    const int64_t paid = budget / (guidance.acts() ? 2 : 1);
    if (paid != evaluations) times = fit_grid(traits, grid, process, paid);
    check_cost(method, times, process, guidance);
    return times;
  }
  while (!times.empty()) {
    const int64_t passes = cost(method, times, process, guidance);
    if (passes == 0) return times;
    if (passes <= budget) break;
    evaluations = std::min(evaluations - 1, evaluations * budget / passes);
    times = fit_grid(traits, grid, process, evaluations);
  }
  // Proportion may have gone too far: one step more, as long as that fits.
  while (!times.empty()) {
    evaluations += traits.nfe_per_step;
    TimeGrid longer = fit_grid(traits, grid, process, evaluations);
    if (longer.size() <= times.size()) break;
    const int64_t passes = cost(method, longer, process, guidance);
    if (passes == 0 || passes > budget) break;
    times = std::move(longer);
  }
  return times;
}

}  // namespace odelia
