#include "models/solve.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/ops/cat.h>

#include "models/breaks.h"
#include "models/reverse.h"
#include "models/stand_in.h"
#include "models/torch_error.h"
#include "solvers/uploads.h"

namespace odelia {

const char* to_string(StepControl control) {
  switch (control) {
    case StepControl::grid:
      return "grid";
    case StepControl::per_sample:
      return "per_sample";
    case StepControl::own:
      return "own";
  }
  throw std::logic_error("unreachable");
}

StepControl control_by_tolerance(const Traits& traits) {
  if (controls_itself(traits)) return StepControl::own;
  return traits.embedded ? StepControl::per_sample : StepControl::grid;
}

SolvePlan plan_on_grid(const Method& method, const TimeGrid& times) {
  SolvePlan plan{method, times};
  if (!method.traits.own_steps()) return plan;
  plan.control = StepControl::own;
  plan.limits.max_nfe = kMostEvaluations;
  return plan;
}

SolvePlan plan_to_tolerance(const std::string& who, const Method& method, double t0, double t1,
                            const Tolerance& tolerance) {
  SolvePlan plan{method,
                 {t0, t1},
                 control_by_tolerance(method.traits),
                 tolerance,
                 {.max_nfe = kMostEvaluations}};
  if (plan.control == StepControl::grid)
    throw std::invalid_argument(
        fmt::format("{}: solver '{}' has no error estimate that rtol could drive; give it steps, "
                    "or try 'dopri5'",
                    who, method.spec));
  if (states(method, "rtol") || (states(method, "atol") && tolerance.atol != tolerance.rtol))
    throw std::invalid_argument(
        fmt::format("{}: solver '{}' has a tolerance of its own; leave it to 'rtol' and 'atol'",
                    who, method.spec));
  if (plan.control == StepControl::own && !(tolerance.rtol > 0))
    throw std::invalid_argument(
        fmt::format("{}: solver '{}' controls its steps by rtol, which must be positive, got {}",
                    who, method.spec, tolerance.rtol));
  if (plan.control == StepControl::own)
    plan.method = with_tolerance(method, tolerance.rtol, tolerance.atol);
  return plan;
}

SolvePlan reversed(SolvePlan plan) {
  std::reverse(plan.times.begin(), plan.times.end());
  return plan;
}

namespace {

std::unique_ptr<NoiseSource> noise_for(const SolvePlan& plan, const std::vector<uint64_t>& seeds) {
  const double first = plan.times.front(), last = plan.times.back();
  if (seeds.empty()) return std::make_unique<NoNoise>();
  if (plan.control == StepControl::per_sample)  // a rejected step refines the path that it saw
    return brownian_tree(seeds, std::min(first, last), std::max(first, last));
  return interval_noise(seeds);
}

Solution solve_by(const SolvePlan& plan, const TimeGrid& times, Dynamics& dynamics,
                  NoiseSource& noise, const Tensor& x, const Observer& observer = {}) {
  if (plan.control == StepControl::per_sample)
    return integrate_adaptive(plan.method, dynamics, noise, x, times.front(), times.back(),
                              *plan.tolerance, plan.limits);
  return integrate(plan.method, dynamics, noise, x, times, plan.limits, observer);
}

/// Under error control of every sample, from break to break of the model, each time anew; who fails
/// stays behind.
Solution solve_in_stretches(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
                            const std::shared_ptr<ScoreModel>& model,
                            const std::vector<uint64_t>& seeds, const Tensor& x) {
  std::vector<double> ends =
      breaks_between(*model, *process, plan.times.front(), plan.times.back());
  ends.push_back(plan.times.back());
  Solution all{x.clone(), std::vector<Outcome>(seeds.size())};
  std::vector<int64_t> going(seeds.size());
  std::iota(going.begin(), going.end(), 0);
  double from = plan.times.front();
  for (const double to : ends) {
    std::vector<uint64_t> theirs;
    for (int64_t row : going) theirs.push_back(seeds[row]);
    const Tensor index = send(going, x.device());
    model->begin(theirs);
    const auto dynamics = reverse_dynamics(process, model, plan.method.eta);
    dynamics->enter(from, to);
    const auto noise = noise_for(plan, theirs);
    const Solution part =
        solve_by(plan, {from, to}, *dynamics, *noise, all.x.index_select(0, index));
    all.x.index_copy_(0, index, part.x);
    std::vector<int64_t> next;
    for (size_t i = 0; i < going.size(); ++i) {
      Outcome& sum = all.outcome[going[i]];
      const Outcome& o = part.outcome[i];
      sum.status = o.status, sum.t = o.t;
      sum.steps += o.steps, sum.rejected += o.rejected, sum.nfe += o.nfe;
      if (o.status == Status::ok) next.push_back(going[i]);
    }
    if (next.empty()) break;
    going = std::move(next), from = to;
  }
  return all;
}

/// Under a tolerance of the method's own control, with the breaks of the model among its times, where
/// `integrate` begins anew: what a method does in the first and in the last step is done once.
SolvePlan with_breaks(SolvePlan plan, const Process& process, const ScoreModel& model) {
  const auto breaks = breaks_between(model, process, plan.times.front(), plan.times.back());
  plan.times.insert(plan.times.end() - 1, breaks.begin(), breaks.end());
  return plan;
}

}  // namespace

Solution solve(const SolvePlan& plan, Dynamics& dynamics, const std::vector<uint64_t>& seeds,
               const Tensor& x, const Observer& observer) {
  if (x.size(0) > plan.together(x.size(0)))
    throw std::invalid_argument(fmt::format(
        "solver '{}' controls one step size for the whole batch; solve one sample at a time",
        plan.method.traits.name));
  const auto noise = noise_for(plan, seeds);
  return solve_by(plan, plan.times, dynamics, *noise, x, observer);
}

namespace {
/// Refuses times at which the process is not, but for the rounding that time grids are allowed.
void check_times(const TimeGrid& times, const Process& process) {
  constexpr double rounding = 2e-6;
  for (const double t : {times.front(), times.back()})
    if (!(t >= 0 && t <= process.t_max() * (1 + rounding)))
      throw std::invalid_argument(
          fmt::format("solve: t = {} lies outside of process '{}', whose times go from 0 to {}", t,
                      process.name(), process.t_max()));
}
}  // namespace

Solution solve(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
               const std::shared_ptr<ScoreModel>& model, const std::vector<uint64_t>& seeds,
               const Tensor& x) {
  check_times(plan.times, *process);
  if (plan.tolerance && process->sigma(plan.times.back()) == 0)
    throw std::invalid_argument(
        fmt::format("solve: error control of '{}' cannot go to t = {}, where sigma = 0 and no step "
                    "has an error estimate; end at the process's t_min (leave out final=zero)",
                    plan.method.spec, plan.times.back()));
  const auto samples = static_cast<int64_t>(seeds.size()), together = plan.together(samples);
  if (samples == 0) throw std::invalid_argument("solve: needs a seed or more, got none");
  if (x.dim() < 1 || x.size(0) != samples)
    throw std::invalid_argument(fmt::format("solve: needs a seed for every sample, got {} for [{}]",
                                            samples, fmt::join(x.sizes(), ", ")));
  const bool in_stretches = plan.tolerance && plan.control == StepControl::per_sample;
  const SolvePlan whole =
      plan.tolerance && !in_stretches ? with_breaks(plan, *process, *model) : plan;
  std::vector<Tensor> parts;
  Solution out;
  for (int64_t from = 0; from < samples; from += together) {
    const int64_t to = std::min(from + together, samples);
    const std::vector<uint64_t> some(seeds.begin() + from, seeds.begin() + to);
    Solution part;
    if (in_stretches) {
      part = solve_in_stretches(plan, process, model, some, x.slice(0, from, to));
    } else {
      model->begin(some);
      const auto dynamics = reverse_dynamics(process, model, plan.method.eta);
      part = solve(whole, *dynamics, some, x.slice(0, from, to));
    }
    parts.push_back(part.x);
    out.outcome.insert(out.outcome.end(), part.outcome.begin(), part.outcome.end());
  }
  model->enter(std::nan(""));
  out.x = parts.size() == 1 ? parts[0] : at::cat(parts);
  return out;
}

Solution solve(const SolvePlan& plan, const std::shared_ptr<const Process>& process,
               const std::shared_ptr<ScoreModel>& model, const std::vector<uint64_t>& seeds,
               const at::TensorOptions& options) {
  if (seeds.empty()) throw std::invalid_argument("solve: needs a seed or more, got none");
  return solve(plan, process, model, seeds,
               starting_noise(seeds, model->sample_shape(), options)
                   .mul_(process->sigma(plan.times.front())));
}

std::string obstacle(SolvePlan plan, const std::shared_ptr<const Process>& process,
                     const std::shared_ptr<ScoreModel>& model, const at::TensorOptions& options,
                     uint64_t seed) {
  constexpr int64_t most_steps = 200, most_evaluations = 2000;  // of a stand-in
  if (static_cast<int64_t>(plan.times.size()) > most_steps + 1)
    plan.times.erase(plan.times.begin() + 1, plan.times.end() - most_steps);
  plan.limits.max_nfe = std::min(plan.limits.max_nfe, most_evaluations);
  try {
    solve(plan, process, stand_in(model), {seed}, options);
  } catch (const std::invalid_argument& e) {
    return e.what();
  } catch (const std::domain_error& e) {
    return e.what();
  } catch (const c10::Error& e) {
    if (of_the_machine(e)) throw;
    return "LibTorch: " + first_line(e);
  }
  return "";
}

}  // namespace odelia
