#include "solvers/time_grid.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "solvers/names.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

/// A grid of more steps is a slip of the pen, refused before it fills the memory.
constexpr int64_t most_steps = 1'000'000;

/// n + 1 times, equally spaced in the variable u(t) with inverse t(u).
template <class U, class T>
TimeGrid equal_steps(int64_t n, double from, double to, U u, T t) {
  TimeGrid grid{from};
  const double u0 = u(from), u1 = u(to);
  for (int64_t i = 1; i < n; ++i) grid.push_back(t(u0 + (u1 - u0) * i / n));
  grid.push_back(to);
  return grid;
}

/// DDPM's 1000 times i/1000, thinned to n steps from the last to the first.
TimeGrid ddpm_subset(int64_t n, const Process& process, double from, double to) {
  const int64_t first = std::llround(1000 * to), last = std::llround(1000 * from);
  if (std::abs(process.t_max() - 1) > 1e-12 || first < 1 || last > 1000 || last - first < n)
    throw std::invalid_argument(
        fmt::format("time grid 'ddpm' thins the times 1/1000 ... 1000/1000; it cannot give {} "
                    "steps from t = {} to {} of process {}",
                    n, from, to, process.name()));
  TimeGrid grid;
  for (int64_t i = 0; i <= n; ++i)
    grid.push_back(std::llround(last + double(first - last) * i / n) / 1000.0);
  return grid;
}

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
    double t = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), t);
    if (error != std::errc() || end != line.data() + line.size())
      throw std::invalid_argument(fmt::format(
          "time grid '{}', line {}: expected one number, got '{}'", path, number, line));
    if (static_cast<int64_t>(grid.size()) > most_steps)
      throw std::invalid_argument(
          fmt::format("time grid '{}': has more than {} steps", path, most_steps));
    grid.push_back(t);
  }
  return grid;
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
    if (!(process.alpha(t) > 0) || !(process.sigma(t) >= 0) || !std::isfinite(process.sigma(t)))
      throw std::invalid_argument(
          fmt::format("{}: process {} has no kernel at t = {}: alpha = {}, sigma = {}", who,
                      process.name(), t, process.alpha(t), process.sigma(t)));
}

}  // namespace

std::vector<std::string> time_grid_names() {
  return {"uniform", "quadratic", "log_snr", "karras", "ddpm", "file:PATH"};
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
  std::vector<std::string> known{"t_min", "t_max", "final"};
  if (spec.name == "karras") known.push_back("rho");
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

  if (spec.name == "log_snr" && !(process.sigma(to) > 0))
    throw std::invalid_argument(
        fmt::format("{}: equal steps in lambda never reach t = {}, where sigma = 0 and lambda is "
                    "infinite (process {}); give t_min > 0, and final=zero for a last step to 0",
                    who, to, process.name()));
  const double rho = spec.options.number("rho", 7);
  if (!(rho > 0))
    throw std::invalid_argument(fmt::format("{}: rho must be positive, got {}", who, rho));

  const int64_t n = to_zero ? steps - 1 : steps;
  const auto identity = [](double t) { return t; };
  const auto ratio = [&](double t) { return std::exp(-process.lambda(t)); };  // sigma / alpha
  TimeGrid grid;
  if (n == 0) {
    grid = {from};
  } else if (spec.name == "uniform") {
    grid = equal_steps(n, from, to, identity, identity);
  } else if (spec.name == "quadratic") {
    grid = equal_steps(
        n, from, to, [](double t) { return std::sqrt(t); }, [](double u) { return u * u; });
  } else if (spec.name == "log_snr") {
    grid = equal_steps(
        n, from, to, [&](double t) { return process.lambda(t); },
        [&](double l) { return process.t_of_lambda(l); });
  } else if (spec.name == "karras") {
    grid = equal_steps(
        n, from, to, [&](double t) { return std::pow(ratio(t), 1 / rho); },
        [&](double u) { return process.t_of_lambda(-rho * std::log(u)); });
  } else if (spec.name == "ddpm") {
    grid = ddpm_subset(n, process, from, to);
  } else {
    throw std::invalid_argument(fmt::format("unknown time grid '{}'; {}", spec.name,
                                            known_names(spec.name, time_grid_names())));
  }
  if (to_zero) grid.push_back(0);
  check_domain(grid, process, 0, who);
  return grid;
}

}  // namespace odelia
