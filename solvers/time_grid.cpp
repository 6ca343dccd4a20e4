#include "solvers/time_grid.h"

#include <filesystem>
#include <fstream>
#include <map>

#include "solvers/asked_options.h"
#include "solvers/grid_registry.h"
#include "solvers/number_in.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

/// A grid of more steps is a slip of the pen, refused before it fills the memory.
constexpr int64_t most_steps = 1'000'000;

TimeGrid from_file(const std::string& path) {
  const bool regular =
      std::filesystem::is_regular_file(path);  // opening a pipe would wait for ever
  std::ifstream in(path);
  if (!regular || !in)
    throw std::invalid_argument(
        fmt::format("time grid: cannot read '{}'; give a file with one time per line", path));
  TimeGrid grid;
  std::string line;
  for (int64_t number = 1; std::getline(in, line); ++number) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
    if (line.empty()) continue;
    const auto t = number_in<double>(line);
    if (!t)
      throw std::invalid_argument(fmt::format(
          "time grid '{}', line {}: expected one number, got '{}'", path, number, line));
    if (static_cast<int64_t>(grid.size()) > most_steps)
      throw std::invalid_argument(
          fmt::format("time grid '{}': has more than {} steps", path, most_steps));
    grid.push_back(*t);
  }
  return grid;
}

Registered<GridEntry>& entries() {
  static Registered<GridEntry> all("time grid");
  return all;
}

/// Throws unless the grid has two points or more, all finite and strictly monotone.
void check_points(const TimeGrid& grid, const std::string& who) {
  if (grid.size() < 2)
    throw std::invalid_argument(
        fmt::format("{}: needs 2 points or more, got {}", who, grid.size()));
  for (size_t i = 0; i < grid.size(); ++i) {
    if (!std::isfinite(grid[i]))
      throw std::invalid_argument(
          fmt::format("{}: point {} is {}, not a finite time", who, i, grid[i]));
    if (i > 0 && grid[i] == grid[i - 1])
      throw std::invalid_argument(fmt::format(
          "{}: points {} and {} are both {}; remove the repeated one", who, i - 1, i, grid[i]));
    if (i > 1 && (grid[i] > grid[i - 1]) != (grid[1] > grid[0]))
      throw std::invalid_argument(
          fmt::format("{}: not monotone at point {}: {} after {}", who, i, grid[i], grid[i - 1]));
  }
}

/// Throws unless the points fall from t_max or less to `lowest` or more, and the process has a
/// kernel at each.
void check_domain(const TimeGrid& grid, const Process& process, double lowest,
                  const std::string& who) {
  check_points(grid, who);
  if (grid.back() > grid.front())
    throw std::invalid_argument(
        fmt::format("{}: rises from t = {} to {}; samples go from noise to data, so the times must "
                    "fall: reverse them",
                    who, grid.front(), grid.back()));
  constexpr double rounding = 1e-6;  // times in a file may have been float32 once
  const bool to_zero = grid.back() == 0 && lowest > 0 && process.sigma(0) == 0;
  const double last = to_zero ? grid[grid.size() - 2] : grid.back();
  if (grid.front() > process.t_max() * (1 + rounding) || last < lowest * (1 - rounding))
    throw std::invalid_argument(fmt::format(
        "{}: goes from t = {} to {}, and process {} from {} to {}; rescale the times, or give the "
        "process t_min and t_max of its own",
        who, grid.front(), grid.back(), process.name(), process.t_max(), lowest));
  for (double t : grid)
    if (!(process.alpha(t) > 0 || (t == grid.front() && process.from_pure_noise())) ||
        !(process.sigma(t) >= 0) || !std::isfinite(process.sigma(t)))
      throw std::invalid_argument(
          fmt::format("{}: process {} has no kernel at t = {}: alpha = {}, sigma = {}", who,
                      process.name(), t, process.alpha(t), process.sigma(t)));
}

}  // namespace

void register_time_grid(GridEntry entry) {
  const std::string name = entry.name;
  entries().add(name, std::move(entry));
}

namespace {
/// Refuses what a kind of grid makes of another number of steps than it was asked for, or with other
/// ends, but for rounding, where it has none of its own.
void check_made(const TimeGrid& grid, int64_t steps, double from, double to, bool own_ends,
                const std::string& who) {
  const auto made = static_cast<int64_t>(grid.size()) - 1;
  const auto at = [&](double t, double end) { return std::abs(t - end) <= 1e-9 * (from - to); };
  if (made == steps && (own_ends || (at(grid.front(), from) && at(grid.back(), to)))) return;
  const std::string ends =
      grid.empty() ? "" : fmt::format(" from t = {} to {}", grid.front(), grid.back());
  throw std::invalid_argument(fmt::format("{}: asked for {} steps from t = {} to {}, it made {}{}",
                                          who, steps, from, to, made, ends));
}
}  // namespace

const std::map<std::string, GridEntry>& time_grid_entries() { return entries().all(); }

std::vector<std::string> time_grid_names() {
  std::vector<std::string> names = entries().names();
  names.push_back("file:PATH");
  return names;
}

void check_time_grid(const TimeGrid& grid) { check_points(grid, "time grid"); }

TimeGrid make_time_grid(const std::string& text, const Process& process, int64_t steps) {
  const std::string who = fmt::format("time grid '{}'", text);
  if (text.rfind("file:", 0) == 0) {
    const TimeGrid grid = from_file(text.substr(5));
    check_domain(grid, process, process.t_min(), who);
    return grid;
  }
  const Spec spec = parse_spec(text, "time grid");
  const GridEntry* entry = entries().find(spec.name);
  if (!entry)
    throw std::invalid_argument(fmt::format("unknown time grid '{}'; {}", spec.name,
                                            known_names(spec.name, time_grid_names())));
  std::vector<std::string> known{"t_min", "t_max", "final"};
  for (const OptionDoc& option : entry->options) known.push_back(option.name);
  check_options(spec, known, "time grid");
  if (steps < 1 || steps > most_steps)
    throw std::invalid_argument(
        fmt::format("{}: needs 1 step or more, and {} at most; got {}", who, most_steps, steps));

  const double from = spec.options.number("t_max", process.t_max());
  const double to = spec.options.number("t_min", process.t_min());
  const std::string final = spec.options.text("final", "t_min");
  if (final != "t_min" && final != "zero")
    throw std::invalid_argument(
        fmt::format("{}: final must be t_min or zero, got '{}'", who, final));
  if (!(from <= process.t_max()) || !(to >= 0) || !(from > to))
    throw std::invalid_argument(
        fmt::format("{}: needs 0 <= t_min < t_max <= {} (process {}); got {} and {}", who,
                    process.t_max(), process.name(), to, from));
  const bool to_zero = final == "zero";
  if (to_zero && process.sigma(0) != 0)
    throw std::invalid_argument(
        fmt::format("{}: final=zero needs a process with sigma(0) = 0; that of {} is {}", who,
                    process.name(), process.sigma(0)));

  const int64_t n = to_zero ? steps - 1 : steps;
  TimeGrid grid{from};
  if (n > 0) {
    const AskedOptions asked;
    grid = entry->make({who, process, spec.options, n, from, to});
    asked.check(spec, {"t_min", "t_max", "final"}, "time grid");
    check_made(grid, n, from, to, entry->own_ends, who);
  }
  if (to_zero) grid.push_back(0);
  check_domain(grid, process, 0, who);
  return grid;
}

}  // namespace odelia
