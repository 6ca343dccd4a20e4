#include "experiments/likelihood/flow_setup.h"

#include <algorithm>

#include "experiments/command/data_option.h"
#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/micro_batch_option.h"
#include "experiments/command/model_options.h"
#include "experiments/command/state_type.h"
#include "experiments/command/student_note.h"
#include "experiments/command/verbs.h"
#include "models/data/files.h"
#include "models/latent_space.h"
#include "models/micro_batch.h"
#include "models/networks/open_model.h"
#include "models/processes/processes.h"

namespace odelia {

namespace {
/// An option that the solver never looks at was given for a reason: says so.
void refuse_ignored(const LikelihoodConfig& c, const SolvePlan& plan, const char* verb) {
  const LikelihoodConfig usual;
  const auto given = [&](const char* key) { return c.given.beside(key, {"solver"}); };
  const bool by_program = c.given.flags.empty() && c.given.keys.empty();  // which says values alone
  const auto refuse = [&](const char* options, const char* how, const char* remedy) {
    throw Misuse(
        fmt::format("{} {}: solver '{}' goes {}, so that they would do nothing; leave them "
                    "out, or take a solver {}",
                    verb, options, c.solver, how, remedy));
  };
  if (plan.tolerance && (given("steps") || given("grid") ||
                         (by_program && (c.steps != usual.steps || c.grid != usual.grid))))
    refuse("--steps, --grid", "by its tolerance", "of fixed steps, such as rk4");
  if (!plan.tolerance && (given("rtol") || given("atol") ||
                          (by_program && (c.rtol != usual.rtol || c.atol != usual.atol))))
    refuse("--rtol, --atol", "from grid point to grid point",
           "with an error estimate, such as dopri5");
}

/// Throws Misuse where the model, asked at t_min, could not answer: its levels end before.
void refuse_unknown_levels(const Process& p, double t_min, double lambda_max, const char* verb) {
  const double lambda = p.lambda(t_min);
  if (!(lambda > lambda_max + kBeyondKnown)) return;
  const double known =
      std::max(p.lambda(p.t_max()), std::min(lambda_max, p.lambda(std::max(t_min, p.t_min()))));
  throw Misuse(
      fmt::format("{} --t-min {}: there log(alpha/sigma) is {:.4g}, and the model knows levels up "
                  "to {:.4g}; give {:.4g} or more, or leave it out",
                  verb, t_min, lambda, lambda_max, p.t_of_lambda(known)));
}
}  // namespace

FlowSetup open_flow(const LikelihoodConfig& c, const char* verb) {
  if (c.model.empty())
    throw Misuse(
        fmt::format("{}: no model; name a network or mixture:FILE.json with --model", verb));
  check_micro_batch(c.micro_batch, verb);
  if (c.batch < 0)
    throw Misuse(fmt::format("{} --batch: must be 1 or more, or 0 for as many as is usual, got {}",
                             verb, c.batch));
  const auto type = state_type_unless_auto(c.dtype, fmt::format("{} --dtype", verb));
  if (c.seed < 0) throw Misuse(fmt::format("{} --seed: must be 0 or more, got {}", verb, c.seed));
  FlowSetup flow;
  flow.device = read_device(c.device, verb);
  flow.process = make_process(c.process);
  flow.steps = {c.rtol, c.atol == 0 ? c.rtol : c.atol, c.steps, c.grid};
  checked_tolerance(verb, flow.steps.rtol, flow.steps.atol, at::kDouble, at::kDouble);

  // A solver with one step size for the whole batch gets samples one by one, or they would depend
  // on each other.
  const Method method = make_method(c.solver);
  const bool alone = control_by_tolerance(method.traits) == StepControl::own;
  NetworkOptions options;
  options.micro_batch = alone ? 1 : c.micro_batch;
  options.foreign = c.foreign;
  options.guidance.labels = first_labels(c, verb);
  options.device = flow.device;
  set_network_precision(options, c.network_precision, fmt::format("{} --network-precision", verb));
  flow.model = open_model(c.model, options);
  refuse_latents(*flow.model, verb, kDensityOfLatents);
  refuse_progressive(c.model, verb);
  flow.network = !is_exact_model(c.model);
  flow.micro_batch = micro_batch_for(options.micro_batch, flow.device, flow.model->sample_shape());
  flow.batch = alone ? 1 : c.batch > 0 ? c.batch : flow.micro_batch;
  const bool exact = !flow.network || flow.model->precision() == at::kDouble;
  flow.state_dtype = type.value_or(exact ? at::kDouble : at::kFloat);
  const Process& p = *flow.process;
  flow.t_min = c.t_min;
  if (flow.t_min == 0) {  // as near to the data as process and model go
    flow.t_min = p.t_min();
    if (!(p.sigma(flow.t_min) > 0) || p.lambda(flow.t_min) > flow.model->lambda_max())
      flow.t_min = p.t_of_lambda(std::min(flow.model->lambda_max(), 12.0));
  }
  if (!(flow.t_min > 0 && flow.t_min < p.t_max() && p.sigma(flow.t_min) > 0))
    throw Misuse(fmt::format("{} --t-min: must lie between 0 and {} where sigma > 0, got {}", verb,
                             p.t_max(), flow.t_min));
  refuse_unknown_levels(p, flow.t_min, flow.model->lambda_max(), verb);
  flow.plan = plan_flow(verb, c.solver, flow.steps, p, flow.t_min);
  refuse_ignored(c, flow.plan, verb);
  if (flow.plan.tolerance)
    checked_tolerance(verb, flow.steps.rtol, flow.steps.atol, flow.model->precision(),
                      flow.state_dtype);
  return flow;
}

void FlowSetup::tell(const LikelihoodData& data, const std::vector<int64_t>& rows) const {
  if (!data.labels.empty()) model->label(labels_of(data, rows));
}

void FlowSetup::put_outside_hashes(nlohmann::ordered_json& identity) const {
  if (const auto hash = hash_solver(plan.method.spec); !hash.empty())
    identity["solver_hash"] = hash;
  if (plan.tolerance) return;
  if (const auto hash = hash_grid(steps.grid); !hash.empty()) identity["grid_hash"] = hash;
}

std::vector<int64_t> labels_of(const LikelihoodData& data, const std::vector<int64_t>& rows) {
  std::vector<int64_t> out;
  if (data.labels.empty()) return out;
  for (int64_t row : rows) out.push_back(data.labels[row]);
  return out;
}

void add_flow_settings(Settings& settings, LikelihoodConfig& c, bool of_latents) {
  const auto theirs = [&](const std::string& text) {
    return of_latents ? "that of the latents unless given; " + text : text;
  };
  settings.add("model", c.model, theirs(kModels));
  add_foreign_options(settings, c.foreign);
  settings.add("process", c.process, theirs(kProcesses));
  settings.add("data", c.data,
               of_latents ? "latents.npz, as odelia encode writes it"
                          : data_help() + " with arr_0 [N, ...]");
  if (!of_latents) {
    settings.add("split", c.split, "of a data set: train or test; test unless given");
    settings.add("data-folder", c.data_folder,
                 "where data sets lie; else the environment's ODELIA_DATA");
  }
  settings.add("images", c.images, "which: FIRST-LAST; all unless given");
  settings.add("labels", c.labels, labels_help());
  settings.add("solver", c.solver, "a black-box ODE solver: own, Odeint or SUNDIALS");
  settings.add("rtol", c.rtol, "relative tolerance");
  settings.add("atol", c.atol, "absolute tolerance; 0: the relative one").hide_default();
  settings.add("steps", c.steps, "steps of a solver that no tolerance drives");
  settings.add("grid", c.grid, "time grid of those steps");
  settings
      .add("t-min", c.t_min,
           theirs("where the data stand; 0: as near to them as process and network go"))
      .hide_default();
  settings.add("dtype", c.dtype, "of the state: float32, float64, or auto: float64 for mixtures");
  add_micro_batch_option(settings, c.micro_batch,
                         "part of the result in bfloat16, in JVPs and on a GPU; ");
  settings.add("batch", c.batch, "samples in flight; changes no result; 0: one micro-batch");
  add_device_option(settings, c.device);
}

}  // namespace odelia
