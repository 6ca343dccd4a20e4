#include "experiments/compare/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include <ATen/core/grad_mode.h>

#include "experiments/command/hashes.h"
#include "experiments/command/state_type.h"
#include "experiments/command/student_note.h"
#include "experiments/compare/append.h"
#include "experiments/metrics/reference.h"
#include "experiments/sample/outcome_column.h"
#include "models/conventions/snap_grid.h"
#include "models/data/hash.h"
#include "models/data/images/images.h"
#include "models/device.h"
#include "models/features/extractor.h"
#include "models/latent_space.h"
#include "models/micro_batch.h"
#include "models/networks/autoencoder/generator.h"
#include "models/networks/open_model.h"
#include "models/processes/processes.h"
#include "models/solve.h"
#include "models/torch_error.h"
#include "models/watched_model.h"

namespace odelia {
namespace {
using Clock = std::chrono::steady_clock;

/// How the cell is solved; `times`: its own, or those of a reference at half its steps.
SolvePlan plan_of(const Cell& cell, const TimeGrid& times) {
  const Method method = make_method(cell.solver);
  return cell.adaptive() ? plan_to_tolerance("compare", method, times.front(), times.back(),
                                             {cell.rtol, cell.rtol})
                         : plan_on_grid(method, times);
}

/// The grid of a reference at half its steps.
TimeGrid half_grid(const Cell& cell, const ScoreModel& model) {
  const auto process = make_process(cell.process);
  return grid_for(model, *process, make_time_grid(cell.grid, *process, cell.steps / 2));
}

/// Appends what became of a batch.
void append_outcomes(ShardResult& out, const std::vector<Outcome>& outcome) {
  append(out.nfe, outcome_column(outcome, [](auto& o) { return o.nfe; }));
  append(out.steps, outcome_column(outcome, [](auto& o) { return o.steps; }));
  const Tensor status =
      outcome_column(outcome, [](auto& o) { return static_cast<int64_t>(o.status); });
  append(out.status, status.to(at::kByte));
}

/// Failed samples have no pixels and no features; their rows become `value`.
void clear_failed(Solution& solution, double value) {
  for (size_t i = 0; i < solution.outcome.size(); ++i)
    if (solution.outcome[i].status != Status::ok) solution.x[static_cast<int64_t>(i)].fill_(value);
}

/// Hashes the files that a process or time grid is read from, and the one that it is in where that is
/// not Odelia's library.
void add_files(std::map<std::string, std::string>& inputs,
               const std::vector<std::string>& processes, const std::vector<std::string>& grids) {
  const auto add_file = [&](const std::string& file) { inputs["file " + file] = hash_file(file); };
  for (const auto& process : processes) {
    const Spec spec = parse_spec(process, "process");
    for (const auto& file : files_of(spec)) add_file(file);
    if (const auto hash = hash_outside_process(process); !hash.empty())
      inputs["process " + spec.name] = hash;
  }
  for (const auto& grid : grids) {
    if (grid.starts_with("file:")) {
      add_file(grid.substr(5));
      continue;
    }
    const Spec spec = parse_spec(grid, "time grid");
    for (const auto& file : files_of(spec)) add_file(file);
    if (const auto hash = hash_outside_grid(grid); !hash.empty())
      inputs["grid " + spec.name] = hash;
  }
}
}  // namespace

namespace {
bool needs_features(const CompareConfig& config) {
  return std::any_of(config.metrics.begin(), config.metrics.end(), [](const std::string& name) {
    return metric_entry(name, "compare").of_features;
  });
}
}  // namespace

std::string metrics_reference_file(const CompareConfig& config) {
  return reference_file(config.reference, extractor_folder(config.classifier).string());
}

Reference metrics_reference(const CompareConfig& config) {
  return read_reference(metrics_reference_file(config), needs_features(config));
}

std::map<std::string, std::string> hash_inputs(const CompareConfig& config) {
  std::map<std::string, std::string> out;
  out["model"] = hash_model(config.model, config.foreign);
  for (const auto& [labels, how, guide] : config.guidances) {
    if (guide.empty()) continue;
    const bool one = config.guidances.size() == 1;
    out[one ? "guide" : "guide " + guide] = hash_model(guide, config.foreign);
  }
  const auto add_method = [&](const std::string& spec) {
    if (const auto hash = hash_solver(spec); !hash.empty()) out["solver " + spec] = hash;
    if (const auto hash = hash_statistics(config.model, make_method(spec)); !hash.empty())
      out["statistics"] = hash;
  };
  if (config.trajectory) {
    add_files(out, {}, {config.trajectory->grid});
    add_method(config.trajectory->reference);
  }
  for (const SolverPlan& plan : config.solvers) {
    add_files(out, plan.processes, plan.grids);
    add_method(plan.spec);
  }
  for (const auto& spec : config.generators) {
    const std::string kind = one_step_kind(spec);  // another one is refused where it is opened
    out["generator " + spec] = hash_network(spec, kind.empty() ? "generator" : kind);
  }
  if (config.classifier.empty()) return out;
  out["classifier"] = extractor_hash(config.classifier);
  const std::string reference = metrics_reference_file(config);
  out["reference"] = hash_file(reference);
  if (needs_features(config)) {
    metrics_reference(config);  // says what is wrong with them
    out["reference_features"] = hash_file(features_path(reference));
  }
  return out;
}

Runner::Runner(const CompareConfig& config, std::function<void()> evaluated)
    : config_(config),
      evaluated_(std::move(evaluated)),
      device_(parse_device(config.device, "compare")),
      type_(state_type(config.precision, "compare: precision")) {
  NetworkOptions options;
  options.device = device_;
  options.micro_batch = config.micro_batch;
  options.foreign = config.foreign;
  NetworkOptions faster = options;  // a word that means nothing is refused, used or not
  set_network_precision(faster, config.network_precision, "compare: network_precision");
  exact_ = quality_ = open_models(options);
  if (config.classifier.empty()) return;
  extractor_ = open_extractor(config.classifier, device_);
  check_extractor();
  for (const auto& spec : config.generators) {
    const auto& made = generators_[spec] = open_one_step(spec);
    if (made->image_shape() != data_shape(*exact_[0]))
      throw std::invalid_argument(fmt::format(
          "compare: generator '{}' makes images [{}], and samples of '{}' are [{}]; compare those "
          "of one size",
          spec, fmt::join(made->image_shape(), ", "), config.model,
          fmt::join(data_shape(*exact_[0]), ", ")));
  }
  if (faster.precision == at::kFloat && !faster.tf32) return;
  quality_ = open_models(faster);
}

std::vector<std::shared_ptr<ScoreModel>> Runner::open_models(const NetworkOptions& options) const {
  auto out = open_guided_models(config_.model, options, config_.guidances);
  if (evaluated_)
    for (auto& model : out) model = watched_model(model, {.before = evaluated_});
  return out;
}

std::string Runner::trajectory_precision() const {
  return precision_name(exact_[0]->type(), "float32");
}

std::string Runner::quality_precision() const {
  return precision_name(quality_[0]->type(), config_.network_precision);
}

int64_t Runner::micro_batch() const {
  return micro_batch_for(config_.micro_batch, device_, exact_[0]->sample_shape());
}

void Runner::check_extractor() const {
  const auto shape = data_shape(*exact_[0]);
  if (!is_image(shape))
    throw std::invalid_argument(fmt::format(
        "compare: a classifier sees images [1 or 3, H, W], but samples of '{}' are [{}]; leave out "
        "'classifier' and 'reference'",
        config_.model, fmt::join(shape, ", ")));
  try {
    odelia::check_extractor(*extractor_, shape);
  } catch (const std::exception& e) {
    throw std::invalid_argument(
        fmt::format("compare: classifier '{}' does not take images [{}] of model '{}': {}",
                    config_.classifier, fmt::join(shape, ", "), config_.model, e.what()));
  }
}

const std::shared_ptr<ScoreModel>& Runner::model(const Cell& cell) const {
  return (cell.part == Cell::Part::quality ? quality_ : exact_)[cell.guidance];
}

int64_t Runner::feature_dimension() const { return extractor_ ? extractor_->dimension() : 0; }

TimeGrid Runner::times_of(const Cell& cell) const {
  if (cell.adaptive()) return cell.times;
  return grid_for(*model(cell), *make_process(cell.process), cell.times);
}

Tensor Runner::starting_points(const Cell& cell, const Process& process,
                               const std::vector<uint64_t>& seeds) const {
  const Tensor x =
      starting_noise(seeds, exact_[0]->sample_shape(), at::TensorOptions(type_).device(device_));
  x.mul_(process.sigma(times_of(cell).front()));
  return cell.in_float64 ? x.to(at::kDouble) : x;  // from the very point where the others start
}

std::string Runner::obstacle(const Cell& cell) const {
  const at::NoGradGuard no_grad;
  if (!cell.generator.empty()) return "";
  const auto process = make_process(cell.process);
  const at::TensorOptions options(type_);
  if (cell.part != Cell::Part::quality && !model(cell)->levels().empty())
    return "the network is told the nearest of the times that it knows, so that no path converges; "
           "for trajectory error take times=interpolated";
  if (cell.part != Cell::Part::quality && is_progressive(config_.model))
    return "the network is a progressive student, made for its own steps alone, so that no path "
           "converges; for trajectory error take its teacher";
  try {
    if (cell.adaptive())
      checked_tolerance("compare", cell.rtol, cell.rtol, model(cell)->precision(), type_);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  std::string found = odelia::obstacle(plan_of(cell, times_of(cell)), process, model(cell),
                                       options.device(device_));
  if (found.empty() && cell.part == Cell::Part::reference)
    found = odelia::obstacle(plan_of(cell, half_grid(cell, *model(cell))), process, model(cell),
                             options.device(device_));
  return found;
}

ShardResult Runner::run(const Cell& cell, const SeedRange& seeds) {
  const at::NoGradGuard no_grad;
  ShardResult out;
  std::vector<uint64_t> all(seeds.size());
  std::iota(all.begin(), all.end(), seeds.first);
  if (!cell.generator.empty()) return run_generator(cell, all);
  const auto process = make_process(cell.process);
  const SolvePlan plan = plan_of(cell, times_of(cell));
  std::optional<SolvePlan> half;  // of a reference's steps, for its error
  if (cell.part == Cell::Part::reference) half = plan_of(cell, half_grid(cell, *model(cell)));
  const auto batch = static_cast<size_t>(plan.together(config_.batch));
  for (size_t first = 0; first < all.size(); first += batch) {
    const std::vector<uint64_t> some(all.begin() + first,
                                     all.begin() + std::min(all.size(), first + batch));
    const auto start = Clock::now();
    const Tensor x = starting_points(cell, *process, some);
    Solution solution = solve(plan, process, model(cell), some, x);
    if (cell.part == Cell::Part::quality) decode_solved(*model(cell), solution.x, solution.outcome);
    clear_failed(solution, 0);
    if (half) {
      Solution coarse = solve(*half, process, model(cell), some, x);
      clear_failed(coarse, std::nan(""));  // then the reference's error is unknown
      append(out.coarse, coarse.x.contiguous().cpu());
    }
    out.seconds += std::chrono::duration<double>(Clock::now() - start).count();
    append_outcomes(out, solution.outcome);
    if (cell.part != Cell::Part::quality) {
      append(out.x, solution.x.contiguous().cpu());
      continue;
    }
    take_images(cell, some[0], to_uint8(solution.x).cpu(), out);
  }
  return out;
}

ShardResult Runner::run_generator(const Cell& cell, const std::vector<uint64_t>& seeds) const {
  ShardResult out;
  const OneStepGenerator& generator = *generators_.at(cell.generator);
  const auto batch = static_cast<size_t>(config_.batch);
  for (size_t first = 0; first < seeds.size(); first += batch) {
    const std::vector<uint64_t> some(seeds.begin() + first,
                                     seeds.begin() + std::min(seeds.size(), first + batch));
    if (evaluated_) evaluated_();
    const auto start = Clock::now();
    const Solution made = generate(generator, some);
    out.seconds += std::chrono::duration<double>(Clock::now() - start).count();
    append_outcomes(out, made.outcome);
    take_images(cell, some[0], to_uint8(made.x), out);
  }
  return out;
}

void Runner::take_images(const Cell& cell, uint64_t first_seed, const Tensor& images,
                         ShardResult& out) const {
  append(out.features, extract(*extractor_, images));
  const int64_t wanted = config_.pictures - static_cast<int64_t>(first_seed - cell.seeds.first);
  if (wanted > 0)
    append(out.pictures, images.slice(0, 0, std::min(wanted, images.size(0))).contiguous());
}

}  // namespace odelia
