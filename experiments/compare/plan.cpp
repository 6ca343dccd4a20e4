#include "experiments/compare/plan.h"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <map>
#include <set>

#include "experiments/command/file_name.h"
#include "experiments/command/guidance_config.h"
#include "experiments/command/statistics_note.h"
#include "experiments/command/student_note.h"
#include "experiments/compare/meaning.h"
#include "experiments/compare/question.h"
#include "models/data/hash.h"
#include "models/guided_grid.h"
#include "models/processes/processes.h"
#include "models/solve.h"
#include "solvers/methods/wrapping.h"
#include "solvers/number_in.h"

namespace odelia {
namespace {

/// Labels keep the = of options.
std::string label_safe(const std::string& text) { return file_safe(text, "="); }

/// What cells of one solver have in common.
struct Line {
  const Method& method;
  std::string process;
  const Guidance& guidance;
  size_t number;  ///< of the guidance
  std::string guided;
  Cell cell(const std::string& grid) const {
    Cell out;
    out.solver = method.spec, out.process = process, out.grid = grid;
    out.guidance = number, out.guided = guided;
    return out;
  }
};

/// Why a method cannot go to this end of a grid; "" if it can.
std::string end_refusal(const Traits& traits, const Process& process, double end) {
  if (!traits.evaluates_end || process.sigma(end) != 0) return "";
  return fmt::format("{} evaluates the end of a step, and this grid ends at sigma = 0",
                     traits.name);
}

Cell fixed_cell(const Line& line, const std::string& grid, int64_t budget) {
  const auto process = make_process(line.process);
  Cell cell = line.cell(grid);
  cell.budget = budget;
  const Method& method = line.method;
  const auto& traits = method.traits;
  if (traits.own_steps()) {
    cell.skipped = fmt::format("{} chooses its evaluations itself: no budget can be kept{}",
                               traits.name, controls_itself(traits) ? "; give it rtol" : "");
    return cell;
  }
  const bool doubled = line.guidance.acts() && !line.guidance.bounded();
  const int64_t least = (doubled ? 2 : 1) * (traits.nfe_per_step + traits.nfe_first_extra);
  cell.times = fit_guided_grid(method, grid, *process, line.guidance, budget);
  if (cell.times.empty()) {
    cell.skipped = budget < least
                       ? fmt::format("one step of {} takes {} evaluations", traits.name, least)
                       : fmt::format("this grid has no version of {} evaluations or fewer for {}",
                                     budget, traits.name);
    return cell;
  }
  cell.steps = static_cast<int64_t>(cell.times.size()) - 1;
  cell.skipped = end_refusal(traits, *process, cell.times.back());
  return cell;
}

/// The ends of a time grid between which error control goes: not to sigma = 0, where no step has an
/// error estimate.  Those of the process where the grid has no version of that many steps.
std::pair<double, double> ends_of(const std::string& grid, const Process& process) {
  constexpr int64_t any_number = 20;  // of steps: as `sample` makes the grid whose ends it takes
  try {
    const TimeGrid times = make_time_grid(grid, process, any_number);
    const bool to_zero = process.sigma(times.back()) == 0 && times.size() > 2;
    return {times.front(), to_zero ? times[times.size() - 2] : times.back()};
  } catch (const std::invalid_argument&) {
    return {process.t_max(), process.t_min()};
  }
}

/// What error control makes of a time grid: it goes from one end to the other in steps of its own.
Cell adaptive_cell(const Line& line, const std::string& grid) {
  const auto process = make_process(line.process);
  const auto [from, to] = ends_of(grid, *process);
  const bool usual = from == process->t_max() && to == process->t_min();
  Cell cell = line.cell(usual ? "adaptive" : fmt::format("adaptive(t_max={}, t_min={})", from, to));
  cell.times = {from, to};
  cell.skipped = end_refusal(line.method.traits, *process, to);
  return cell;
}

/// Every tolerance between the ends of each grid, where these differ.
std::vector<Cell> adaptive_cells(const Line& line, const SolverPlan& plan) {
  std::vector<Cell> out;
  std::set<std::string> seen;
  for (const auto& grid : plan.rtol.empty() ? std::vector<std::string>() : plan.grids) {
    Cell cell = adaptive_cell(line, grid);
    if (!seen.insert(cell.grid).second) continue;
    for (double rtol : plan.rtol) {
      cell.rtol = rtol;
      // Refuses what no tolerance can drive.
      plan_to_tolerance("compare", line.method, cell.times[0], cell.times[1], {rtol, rtol});
      out.push_back(cell);
    }
  }
  return out;
}

/// The cells of one grid: a budget that the grid cannot serve is skipped with its reason, and a
/// grid that serves none is refused.
std::vector<Cell> grid_cells(const Line& line, const std::string& grid,
                             const std::vector<int64_t>& budgets) {
  std::vector<Cell> out;
  std::exception_ptr refusal;
  size_t refused = 0;
  for (int64_t budget : budgets) {
    try {
      out.push_back(fixed_cell(line, grid, budget));
    } catch (const std::invalid_argument& e) {
      refusal = std::current_exception(), ++refused;
      Cell cell = line.cell(grid);
      cell.budget = budget;
      cell.skipped = e.what();
      out.push_back(std::move(cell));
    }
    // A grid from a file is the same at every budget that holds it.
    for (size_t i = 0; grid.starts_with("file:") && i + 1 < out.size(); ++i)
      if (out[i].skipped.empty() && out.back().skipped.empty() && out[i].times == out.back().times)
        out.back().skipped =
            fmt::format("this grid is the same as at {} evaluations", out[i].budget);
  }
  if (refused == budgets.size() && refusal) std::rethrow_exception(refusal);
  return out;
}

/// The guidance in words where there are several.
std::string guided_text(const CompareConfig& config, size_t number) {
  if (config.guidances.size() == 1) return "";
  const GuidanceChoice& choice = config.guidances[number];
  const std::string variant = guidance_variant(choice);
  return fmt::format("w = {}{}{}", choice.how.w, variant.empty() ? "" : ", ", variant);
}

/// The cells of one solver for these budgets, without part and seeds.
std::vector<Cell> cells_of(const SolverPlan& plan, const std::vector<int64_t>& budgets,
                           const CompareConfig& config) {
  const Method method = make_method(plan.spec);
  std::vector<Cell> out;
  for (const auto& process : plan.processes)
    for (size_t k = 0; k < config.guidances.size(); ++k) {
      const Line line{method, process, config.guidances[k].how, k, guided_text(config, k)};
      for (const auto& grid : plan.grids)
        for (Cell& cell : grid_cells(line, grid, budgets)) out.push_back(std::move(cell));
      for (Cell& cell : adaptive_cells(line, plan)) out.push_back(std::move(cell));
    }
  for (const Cell& cell : out)
    if (!cell.times.empty())
      check_acts(config.guidances[cell.guidance].how, *make_process(cell.process),
                 cell.times.front(), cell.times.back(), "compare: 'guidance.interval'");
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
  if (method.traits.order == 0)
    throw std::invalid_argument(
        fmt::format("compare: key 'trajectory.reference' needs a solver that converges to the "
                    "probability flow, and '{}' claims no order there; try 'rk4'",
                    plan.reference));
  const auto process = make_process(cell.process);
  Cell out;
  out.part = Cell::Part::reference;
  out.solver = method.spec, out.process = cell.process, out.grid = plan.grid;
  out.guidance = cell.guidance, out.guided = cell.guided;
  out.steps = plan.steps;
  out.times = make_time_grid(plan.grid, *process, plan.steps);
  if (make_time_grid(plan.grid, *process, plan.steps / 2).size() >= out.times.size())
    throw std::invalid_argument(fmt::format(
        "compare: key 'trajectory.grid' needs a grid of any number of steps, for half of "
        "them tell its error; got '{}'",
        plan.grid));
  out.seeds = plan.seeds;
  return out;
}

void add_trajectory(const CompareConfig& config, std::vector<Cell>& cells) {
  const TrajectoryPlan& plan = *config.trajectory;
  std::vector<Cell> references;
  for (const auto& solver : config.solvers) {
    const Method method = make_method(solver.spec);
    if (!deterministic(method)) continue;
    // Where the solver has no budgets it is driven by tolerance alone, here too.
    const bool own = plan.nfe.empty() || solver.nfe.empty();
    for (Cell cell : cells_of(solver, own ? solver.nfe : plan.nfe, config)) {
      cell.part = Cell::Part::trajectory;
      cell.seeds = plan.seeds;
      if (cell.skipped.empty() && wrapped_by(method, "denoise_to_zero"))
        cell.skipped =
            "it ends at the data predicted from the flow's end, not there: no trajectory error";
      if (cell.skipped.empty()) {
        const Cell reference = reference_cell(plan, cell);
        if (cell.times.front() != reference.times.front() ||
            cell.times.back() != reference.times.back())
          cell.skipped =
              fmt::format("its grid spans t = {} to {}, the reference {} to {}", cell.times.front(),
                          cell.times.back(), reference.times.front(), reference.times.back());
        const auto same = [&](const Cell& r) { return r.flow() == reference.flow(); };
        if (cell.skipped.empty() && std::none_of(references.begin(), references.end(), same))
          references.push_back(reference);
      }
      cells.push_back(std::move(cell));
    }
  }
  cells.insert(cells.end(), references.begin(), references.end());
}
}  // namespace

namespace {
/// The cell in words, as its config spells it.
std::string spelled(const Cell& c) {
  return fmt::format(
      "solver '{}' with process '{}', grid '{}' and {}", c.solver, c.flow(), c.grid,
      c.adaptive() ? fmt::format("rtol {}", c.rtol) : fmt::format("nfe {}", c.budget));
}

/// What is asked for, however it is spelled.
std::string meaning(const Cell& c) {
  const std::string grid = c.adaptive() ? c.grid : grid_meaning(c.grid, *make_process(c.process));
  return fmt::format("{}|{}|{}|{}|{}|{}|{}", static_cast<int>(c.part), solver_meaning(c.solver),
                     process_meaning(c.process), c.guided, grid, c.budget, c.rtol);
}

void refuse_repeated(const std::vector<Cell>& cells) {
  std::map<std::string, const Cell*> seen;
  for (const Cell& c : cells) {
    if (!c.generator.empty() || c.part == Cell::Part::reference) continue;
    const auto [before, fresh] = seen.emplace(meaning(c), &c);
    if (fresh) continue;
    const std::string first = spelled(*before->second), again = spelled(c);
    throw std::invalid_argument(
        fmt::format("compare: {} is asked for twice{}; remove one of the entries", first,
                    first == again ? "" : ", the second time as " + again));
  }
}
}  // namespace

bool deterministic(const Method& method) {
  return method.traits.kind == Equation::ode && method.eta == 0;
}

namespace {
/// Whether another text could look like this one in a file's name.  A number never does.
bool loses(const std::string& text) { return !number_in<double>(text) && label_safe(text) != text; }

/// The same of the values of a spec's options, such as a file's name.
bool values_lose(const std::string& text) {
  const Spec spec = parse_spec(text, "spec", true);
  for (const auto& [key, value] : spec.options.values())
    if (loses(value)) return true;
  return !spec.inner.empty() && values_lose(spec.inner);
}

/// Whether what a user chose freely for this cell could look like another cell's.
bool name_loses(const Cell& c) {
  if (!c.generator.empty()) return loses(c.solver);
  const std::string by = "by ";  // the guide's name, which comes last
  const size_t guide = c.guided.find(by);
  if (guide != std::string::npos && loses(c.guided.substr(guide + by.size()))) return true;
  return values_lose(c.solver) || values_lose(c.process) ||
         (c.grid.starts_with("file:") ? loses(c.grid.substr(5)) : values_lose(c.grid));
}

/// Six digits where these say it all, as names always had them; else as many as it takes.
std::string tolerance_name(double rtol) {
  const std::string text = fmt::format("{:g}", rtol);
  return std::strtod(text.c_str(), nullptr) == rtol ? text : fmt::format("{}", rtol);
}
}  // namespace

std::string Cell::label() const {
  const std::string last = adaptive() ? "rtol" + tolerance_name(rtol)
                           : part == Part::reference
                               ? fmt::format("steps{}{}", steps, in_float64 ? "-float64" : "")
                               : fmt::format("nfe{}", budget);
  constexpr size_t longest = 180;  // file systems take names of 255
  const std::string name = generator.empty()
                               ? fmt::format("{}-{}{}-{}-{}", solver, process,
                                             guided.empty() ? "" : "-" + guided, grid, last)
                               : fmt::format("{}-{}", solver, last);
  const std::string safe = label_safe(name);
  if (safe.size() <= longest && name.find('/') == std::string::npos && !name_loses(*this))
    return safe;
  return hashed_name(safe, name, longest);
}

std::string Cell::place() const {
  constexpr const char* parts[] = {"quality", "trajectory", "reference"};
  return fmt::format("{}/{}", parts[static_cast<int>(part)], label());
}

namespace {
/// What tables call a generator: the last part of its folder's name.
std::string generator_name(const std::string& spec) {
  std::string path = spec;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const std::string name = path.substr(path.find_last_of("/:") + 1);
  return name.empty() ? path : name;
}

Cell generator_cell(const CompareConfig& config, const std::string& spec) {
  Cell cell;
  cell.solver = generator_name(spec), cell.generator = spec;
  cell.budget = cell.steps = 1;
  const auto at = config.seeds_at.find(1);
  cell.seeds = at != config.seeds_at.end() ? at->second : config.seeds;
  return cell;
}

void refuse_alike(const std::vector<Cell>& cells) {
  std::map<std::string, std::string> spec;
  for (const Cell& c : cells)
    if (!spec.emplace(c.solver, c.generator).second && c.part == Cell::Part::quality &&
        spec.at(c.solver) != c.generator)
      throw std::invalid_argument(fmt::format(
          "compare: key 'generators': tables would call '{}' just '{}', and something else too; "
          "give its folder another name",
          c.generator, c.solver));
}
}  // namespace

std::vector<Cell> plan_cells(const CompareConfig& config) {
  std::vector<Cell> cells;
  if (!config.classifier.empty())
    for (const auto& solver : config.solvers)
      for (Cell& cell : cells_of(solver, solver.nfe, config)) {
        const auto at = config.seeds_at.find(cell.budget);
        cell.seeds = !cell.adaptive() && at != config.seeds_at.end() ? at->second : config.seeds;
        cells.push_back(std::move(cell));
      }
  for (const auto& spec : config.generators) cells.push_back(generator_cell(config, spec));
  refuse_alike(cells);
  if (config.trajectory) add_trajectory(config, cells);
  refuse_repeated(cells);
  return cells;
}

std::string student_note(const CompareConfig& config, const Cell& cell) {
  if (!cell.generator.empty()) return "";
  return student_note(config.model, *make_process(cell.process), make_method(cell.solver),
                      cell.times);
}

std::string statistics_note(const CompareConfig& config, const Cell& cell) {
  if (!cell.generator.empty()) return "";
  return statistics_note(config.model, make_method(cell.solver),
                         config.guidances[cell.guidance].how.acts());
}

void skip_without_reference(std::vector<Cell>& cells) {
  std::set<std::string> seen;
  for (const Cell& reference : cells) {
    if (reference.part != Cell::Part::reference || !seen.insert(reference.flow()).second ||
        reference.skipped.empty())
      continue;
    for (Cell& cell : cells)
      if (cell.part == Cell::Part::trajectory && cell.flow() == reference.flow() &&
          cell.skipped.empty())
        cell.skipped = fmt::format("its reference, {}: {}", reference.solver, reference.skipped);
  }
}

std::vector<Shard> plan_shards(const std::vector<Cell>& cells, const CompareConfig& config,
                               size_t from) {
  constexpr double adaptive_guess = 60;  // evaluations; only progress depends on it
  constexpr double most = 40000;         // evaluations in a shard: what a kill may cost
  std::vector<Shard> out;
  for (size_t i = from; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    if (!cell.skipped.empty()) continue;
    const std::string asked = hash_text(question(config, cell)),
                      asked_by_path = hash_text(question(config, cell, true));
    double evaluations = cell.adaptive() ? adaptive_guess : static_cast<double>(cell.budget);
    if (cell.part == Cell::Part::reference)
      evaluations =
          1.5 * static_cast<double>(cell.steps * make_method(cell.solver).traits.nfe_per_step);
    const auto affordable =
        static_cast<int64_t>(most / evaluations) / config.micro_batch * config.micro_batch;
    const auto size =
        static_cast<uint64_t>(std::min(config.shard, std::max(config.micro_batch, affordable)));
    const auto samples = static_cast<uint64_t>(cell.seeds.size());
    for (uint64_t done = 0; done < samples; done += size) {
      const uint64_t first = cell.seeds.first + done;
      const SeedRange seeds{first, first + std::min(size, samples - done) - 1};
      const std::string file =
          fmt::format("shards/{}/{:06}-{:06}.npz", cell.place(), seeds.first, seeds.last);
      out.push_back({i, seeds, file, evaluations * static_cast<double>(seeds.size()),
                     hash_text(asked + "/" + file), hash_text(asked_by_path + "/" + file)});
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
