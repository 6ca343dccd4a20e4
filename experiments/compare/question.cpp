#include "experiments/compare/question.h"

#include "experiments/command/hashes.h"

namespace odelia {
namespace {

/// Those of the config's hashes that go into the cell.
std::map<std::string, std::string> inputs_of(const CompareConfig& config, const Cell& cell) {
  std::map<std::string, std::string> out;
  const auto take = [&](const std::string& as, const std::string& key) {
    if (const auto found = config.inputs.find(key); found != config.inputs.end())
      out[as] = found->second;
  };
  const auto take_files = [&](const Spec& spec, const std::string& known) {
    for (const auto& file : files_of(spec))
      if (file != known) take("file " + file, "file " + file);
  };
  if (cell.part == Cell::Part::quality) take("classifier", "classifier");
  if (!cell.generator.empty()) {
    take("generator", "generator " + cell.generator);
    return out;
  }
  take("model", "model");
  const std::string& guide = config.guidances[cell.guidance].guide;
  take("guide", config.guidances.size() == 1 ? "guide" : "guide " + guide);
  const Spec process = parse_spec(cell.process, "process");
  const std::string table = process.options.text("file", "");
  take("process", "file " + table);
  take_files(process, table);
  take("process_program", "process " + process.name);
  if (cell.grid.starts_with("file:")) {
    take("grid", "file " + cell.grid.substr(5));
  } else {
    const Spec grid = parse_spec(cell.grid, "time grid");
    take("grid", "grid " + grid.name);
    take_files(grid, "");
  }
  if (make_method(cell.solver).traits.uses_statistics) take("statistics", "statistics");
  const std::string prefix = "solver ";  // of one that is not Odelia's own, as the config spells it
  for (const auto& [key, hash] : config.inputs)
    if (key.starts_with(prefix) && make_method(key.substr(prefix.size())).spec == cell.solver)
      out["solver"] = hash;
  return out;
}

/// Of networks whose hashes are known: where they lie does not matter.
void leave_out_paths(CompareConfig& one) {
  const auto clear = [&](const std::string& key, std::string& path) {
    if (one.inputs.count(key)) path.clear();
  };
  clear("model", one.model);
  std::string& guide = one.guidances[0].guide;
  clear(one.inputs.count("guide") ? "guide" : "guide " + guide, guide);
  for (std::string& generator : one.generators) clear("generator " + generator, generator);
}

}  // namespace

std::string question(const CompareConfig& config, const Cell& cell, bool by_path) {
  CompareConfig one = config;
  one.title.clear(), one.reference.clear(), one.allow_few_samples = false;
  one.metrics = CompareConfig().metrics;
  one.seeds = {}, one.seeds_at.clear(), one.trajectory.reset();
  one.guidances = {config.guidances[cell.guidance]};
  one.solvers.clear(), one.generators.clear();
  if (!cell.generator.empty()) {
    one.generators = {cell.generator};
  } else {
    SolverPlan plan{cell.solver, {cell.process}, {cell.grid}, {cell.budget}, {}};
    if (cell.adaptive()) plan.rtol = {cell.rtol};
    one.solvers = {plan};
  }
  if (cell.part != Cell::Part::quality) one.classifier.clear(), one.pictures = 0;
  if (!by_path) leave_out_paths(one);
  one.inputs = inputs_of(config, cell);
  return fmt::format("{}part = {}\nsteps = {}\nin_float64 = {}\n", resolved_toml(one, true),
                     static_cast<int>(cell.part), cell.steps, cell.in_float64);
}

}  // namespace odelia
