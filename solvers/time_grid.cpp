#include "solvers/time_grid.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "solvers/registry.h"

namespace odelia {
namespace {

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
  std::ifstream in(path);
  if (!in) throw std::invalid_argument(fmt::format("time grid: cannot read '{}'", path));
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
    grid.push_back(t);
  }
  return grid;
}

}  // namespace

std::vector<std::string> time_grid_names() {
  return {"uniform", "quadratic", "log_snr", "karras", "ddpm", "file:PATH"};
}

void check_time_grid(const TimeGrid& grid) {
  if (grid.size() < 2)
    throw std::invalid_argument(
        fmt::format("time grid: needs 2 points or more, got {}", grid.size()));
  for (size_t i = 0; i < grid.size(); ++i) {
    if (!std::isfinite(grid[i]))
      throw std::invalid_argument(
          fmt::format("time grid: point {} is {}, not a finite time", i, grid[i]));
    if (i > 0 && grid[i] == grid[i - 1])
      throw std::invalid_argument(fmt::format(
          "time grid: points {} and {} are both {}; remove the repeated one", i - 1, i, grid[i]));
    if (i > 1 && (grid[i] > grid[i - 1]) != (grid[1] > grid[0]))
      throw std::invalid_argument(
          fmt::format("time grid: not monotone at point {}: {} after {}", i, grid[i], grid[i - 1]));
  }
}

TimeGrid make_time_grid(const std::string& text, const Process& process, int64_t steps) {
  if (text.rfind("file:", 0) == 0) {
    const TimeGrid grid = from_file(text.substr(5));
    check_time_grid(grid);
    return grid;
  }
  const Spec spec = parse_spec(text, "time grid");
  std::vector<std::string> known{"t_min", "t_max", "final"};
  if (spec.name == "karras") known.push_back("rho");
  check_options(spec, known, "time grid");
  if (steps < 1)
    throw std::invalid_argument(
        fmt::format("time grid '{}': needs 1 step or more, got {}", text, steps));

  const double from = spec.options.number("t_max", process.t_max());
  const double to = spec.options.number("t_min", process.t_min());
  const std::string final = spec.options.text("final", "t_min");
  if (final != "t_min" && final != "zero")
    throw std::invalid_argument(
        fmt::format("time grid '{}': final must be t_min or zero, got '{}'", text, final));
  if (!(from <= process.t_max()) || !(to >= 0) || !(from > to))
    throw std::invalid_argument(
        fmt::format("time grid '{}': needs 0 <= t_min < t_max <= {} (process {}); got {} and {}",
                    text, process.t_max(), process.name(), to, from));
  const bool to_zero = final == "zero";
  if (to_zero && process.sigma(0) != 0)
    throw std::invalid_argument(fmt::format(
        "time grid '{}': final=zero needs a process with sigma(0) = 0; that of {} is {}", text,
        process.name(), process.sigma(0)));

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
    const double rho = spec.options.number("rho", 7);
    grid = equal_steps(
        n, from, to, [&](double t) { return std::pow(ratio(t), 1 / rho); },
        [&](double u) { return process.t_of_lambda(-rho * std::log(u)); });
  } else if (spec.name == "ddpm") {
    grid = ddpm_subset(n, process, from, to);
  } else {
    throw std::invalid_argument(fmt::format("unknown time grid '{}'; known: {}", spec.name,
                                            fmt::join(time_grid_names(), ", ")));
  }
  if (to_zero) grid.push_back(0);
  check_time_grid(grid);
  return grid;
}

}  // namespace odelia
