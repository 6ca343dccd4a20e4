#include "experiments/compare_plan.h"

#include <algorithm>
#include <cctype>

#include "models/processes.h"

namespace odelia {
namespace {

std::string file_safe(std::string text) {
  for (char& c : text)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-' && c != '=') c = '_';
  return text;
}

/// The most steps within the budget; 0 if there is none.  A grid may add points of its own (the
/// step to sigma = 0), so it is the grid's length that counts.
int64_t fit_steps(const Traits& traits, const std::string& grid, const Process& process,
                  int64_t budget) {
  for (int64_t steps = (budget - traits.nfe_first_extra) / traits.nfe_per_step; steps > 0;
       --steps) {
    const auto intervals = static_cast<int64_t>(make_time_grid(grid, process, steps).size()) - 1;
    if (traits.nfe_first_extra + traits.nfe_per_step * intervals <= budget) return steps;
  }
  return 0;
}

Cell fixed_cell(const Method& method, const std::string& process_spec, const std::string& grid,
                int64_t budget) {
  const auto process = make_process(process_spec);
  Cell cell;
  cell.solver = method.spec;
  cell.process = process_spec;
  cell.grid = grid;
  cell.budget = budget;
  const auto& traits = method.traits;
  if (traits.nfe_per_step == 0) {
    cell.skipped = fmt::format("{} chooses its evaluations itself: no budget can be kept{}",
                               traits.name, controls_itself(traits) ? "; give it rtol" : "");
    return cell;
  }
  const int64_t steps = fit_steps(traits, grid, *process, budget);
  if (steps == 0) {
    cell.skipped = fmt::format("one step of {} takes {} evaluations", traits.name,
                               traits.nfe_per_step + traits.nfe_first_extra);
    return cell;
  }
  cell.times = make_time_grid(grid, *process, steps);
  cell.steps = static_cast<int64_t>(cell.times.size()) - 1;
  if (traits.evaluates_end && process->sigma(cell.times.back()) == 0)
    cell.skipped =
        fmt::format("{} evaluates the end of a step, and this grid ends at sigma = 0", traits.name);
  return cell;
}

Cell adaptive_cell(const Method& method, const std::string& process_spec, double rtol) {
  const auto process = make_process(process_spec);
  Cell cell;
  cell.solver = method.spec;
  cell.process = process_spec;
  cell.grid = "adaptive";
  cell.rtol = rtol;
  cell.times = {process->t_max(), process->t_min()};
  const Traits& traits = method.traits;
  if (!traits.embedded && !controls_itself(traits))
    throw std::invalid_argument(
        fmt::format("compare: solver '{}' has no embedded error estimate for rtol; give "
                    "it 'nfe' budgets, or try 'dopri5'",
                    method.spec));
  if (method.options.values().contains("rtol"))
    throw std::invalid_argument(
        fmt::format("compare: solver '{}' has an rtol of its own; leave it to the list of 'rtol'",
                    method.spec));
  return cell;
}

/// The cells of one solver for these budgets, without part and seeds.
std::vector<Cell> cells_of(const SolverPlan& plan, const std::vector<int64_t>& budgets) {
  const Method method = make_method(plan.spec);
  std::vector<Cell> out;
  for (const auto& process : plan.processes) {
    for (const auto& grid : plan.grids)
      for (int64_t budget : budgets) out.push_back(fixed_cell(method, process, grid, budget));
    for (double rtol : plan.rtol) out.push_back(adaptive_cell(method, process, rtol));
  }
  return out;
}

/// The converged solution that cells of this process and span are held against.
Cell reference_cell(const TrajectoryPlan& plan, const Cell& cell) {
  const Method method = make_method(plan.reference);
  if (!deterministic(method))
    throw std::invalid_argument(
        fmt::format("compare: key 'trajectory.reference' needs a deterministic solver, got "
                    "'{}'; try 'rk4'",
                    plan.reference));
  const auto process = make_process(cell.process);
  Cell out;
  out.part = Cell::Part::reference;
  out.solver = method.spec;
  out.process = cell.process;
  out.grid = plan.grid;
  out.steps = plan.steps;
  out.times = make_time_grid(plan.grid, *process, plan.steps);
  out.seeds = plan.seeds;
  return out;
}

void add_trajectory(const CompareConfig& config, std::vector<Cell>& cells) {
  const TrajectoryPlan& plan = *config.trajectory;
  std::vector<Cell> references;
  for (const auto& solver : config.solvers) {
    if (!deterministic(make_method(solver.spec))) continue;
    for (Cell cell : cells_of(solver, plan.nfe.empty() ? solver.nfe : plan.nfe)) {
      cell.part = Cell::Part::trajectory;
      cell.seeds = plan.seeds;
      if (cell.skipped.empty()) {
        const Cell reference = reference_cell(plan, cell);
        if (cell.times.front() != reference.times.front() ||
            cell.times.back() != reference.times.back())
          cell.skipped =
              fmt::format("its grid spans t = {} to {}, the reference {} to {}", cell.times.front(),
                          cell.times.back(), reference.times.front(), reference.times.back());
        const auto same = [&](const Cell& r) { return r.process == reference.process; };
        if (cell.skipped.empty() && std::none_of(references.begin(), references.end(), same))
          references.push_back(reference);
      }
      cells.push_back(std::move(cell));
    }
  }
  cells.insert(cells.end(), references.begin(), references.end());
}
}  // namespace

bool deterministic(const Method& method) { return method.traits.kind == "ode" && method.eta == 0; }

std::string Cell::label() const {
  const std::string last = adaptive()                ? fmt::format("rtol{:g}", rtol)
                           : part == Part::reference ? fmt::format("steps{}", steps)
                                                     : fmt::format("nfe{}", budget);
  return file_safe(fmt::format("{}-{}-{}-{}", solver, process, grid, last));
}

std::vector<Cell> plan_cells(const CompareConfig& config) {
  std::vector<Cell> cells;
  if (!config.classifier.empty())
    for (const auto& solver : config.solvers)
      for (Cell& cell : cells_of(solver, solver.nfe)) {
        const auto at = config.seeds_at.find(cell.budget);
        cell.seeds = !cell.adaptive() && at != config.seeds_at.end() ? at->second : config.seeds;
        cells.push_back(std::move(cell));
      }
  if (config.trajectory) add_trajectory(config, cells);
  return cells;
}

std::vector<Shard> plan_shards(const std::vector<Cell>& cells, const CompareConfig& config) {
  constexpr double adaptive_guess = 60;  // evaluations; only progress depends on it
  constexpr double most = 40000;         // evaluations in a shard: what a kill may cost
  constexpr const char* parts[] = {"quality", "trajectory", "reference"};
  std::vector<Shard> out;
  for (size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    if (!cell.skipped.empty()) continue;
    double evaluations = cell.adaptive() ? adaptive_guess : static_cast<double>(cell.budget);
    if (cell.part == Cell::Part::reference)
      evaluations =
          1.5 * static_cast<double>(cell.steps * make_method(cell.solver).traits.nfe_per_step);
    const auto affordable =
        static_cast<int64_t>(most / evaluations) / config.micro_batch * config.micro_batch;
    const auto size =
        static_cast<uint64_t>(std::min(config.shard, std::max(config.micro_batch, affordable)));
    for (uint64_t first = cell.seeds.first; first <= cell.seeds.last; first += size) {
      const SeedRange seeds{first, std::min(first + size - 1, cell.seeds.last)};
      out.push_back(
          {i, seeds,
           fmt::format("shards/{}/{:03}-{}/{:06}-{:06}.npz", parts[static_cast<int>(cell.part)], i,
                       cell.label(), seeds.first, seeds.last),
           evaluations * static_cast<double>(seeds.size())});
    }
  }
  // References first, for no trajectory error is known without them.  Then the cheap ones: whole
  // comparisons at few evaluations are there long before the expensive ones.
  const auto cost = [&](const Shard& s) {
    return cells[s.cell].part == Cell::Part::reference
               ? 0.0
               : s.weight / static_cast<double>(s.seeds.size());
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Shard& a, const Shard& b) { return cost(a) < cost(b); });
  return out;
}

}  // namespace odelia
