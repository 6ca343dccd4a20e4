#include <filesystem>
#include <limits>
#include <numeric>

#include <ATen/ops/full.h>
#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/write_plot.h"
#include "models/data/files.h"
#include "models/data/json_text.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

/// Paths farther from the closed form, in standard errors, do not follow it: up to 3 are the scheme's
/// own, see check_steps, and of some hundred distances none is as large by chance.
constexpr double kFarthest = 5;

struct Request {
  std::string process = "vp_linear", grid = "log_snr", out;
  double x0 = 1;
  int64_t paths = 20000, steps = 2000;
  uint64_t seed = 0;
};

/// Moments of x at one time: of simulated paths with their standard errors, or of a formula.
struct Moments {
  double mean = 0, variance = 0;
};

/// Mean and variance of simulated paths at one time, their standard errors, and the closed form.
struct Level {
  double t = 0;
  Moments paths, exact;
  double mean_error = 0, variance_error = 0;
  /// The larger of the two distances, in standard errors.
  double distance() const {
    return std::max(std::abs(paths.mean - exact.mean) / mean_error,
                    std::abs(paths.variance - exact.variance) / variance_error);
  }
};

/// From x0 at t_start, not at 0: sigma^2(t) less what had been added before, as it has grown since.
Moments closed_form(const Process& process, double t, double t_start, double x0) {
  const double a = process.alpha(t) / process.alpha(t_start);
  return {a * x0, std::pow(process.sigma(t), 2) - std::pow(a * process.sigma(t_start), 2)};
}

/// Standard errors of n paths of the right variance: their own would be small where it is.
Level level_of(double t, const Moments& paths, const Moments& exact, double n) {
  return {t, paths, exact, std::sqrt(exact.variance / n), exact.variance * std::sqrt(2 / (n - 1))};
}

/// About fifty levels, and the end.
bool is_level(int64_t step, int64_t steps) {
  return (step + 1) % std::max<int64_t>(1, steps / 50) == 0 || step + 1 == steps;
}

/// Refuses steps so long that Euler-Maruyama's own moments, known exactly because the SDE is
/// linear, leave the closed form by more than so many paths can hide:
///     m <- (1 + f h) m,   v <- (1 + f h)^2 v + g^2 h.
void check_steps(const Request& r, const Process& process, const TimeGrid& grid) {
  constexpr double most = 3;  // standard errors
  Moments scheme{r.x0, 0};
  const auto steps = static_cast<int64_t>(grid.size()) - 1;
  for (int64_t i = 0; i < steps; ++i) {
    const double h = grid[i + 1] - grid[i], growth = 1 + process.f(grid[i]) * h;
    scheme = {growth * scheme.mean, growth * growth * scheme.variance + process.g2(grid[i]) * h};
    if (!is_level(i, steps)) continue;
    const Moments exact = closed_form(process, grid[i + 1], grid.front(), r.x0);
    const Level level = level_of(grid[i + 1], scheme, exact, static_cast<double>(r.paths));
    if (!(level.distance() <= most))
      throw Misuse(fmt::format(
          "forward: {} steps on the grid '{}' are too long for process {}: at t = {:.6g} "
          "Euler-Maruyama itself has mean {:.5g} and variance {:.5g} where the SDE has {:.5g} and "
          "{:.5g}, {:.3g} standard errors of {} paths; take {}",
          steps, r.grid, process.name(), level.t, scheme.mean, scheme.variance, exact.mean,
          exact.variance, level.distance(), r.paths,
          r.grid == "log_snr" ? "more --steps or fewer --paths"
                              : "--grid log_snr or shorter steps"));
  }
}

void check(const Request& r) {
  // The variance of fewer is too skewed to be judged by its standard error.
  constexpr int64_t least = 100, most = 10'000'000;
  if (r.paths < least || r.paths > most)
    throw Misuse(fmt::format("forward --paths: from {} to {}, got {}", least, most, r.paths));
  if (r.seed > std::numeric_limits<uint64_t>::max() - static_cast<uint64_t>(r.paths))
    throw Misuse(fmt::format("forward --seed: {} and the {} after it do not fit 64 bits", r.seed,
                             r.paths - 1));
  if (!std::isfinite(r.x0))
    throw Misuse(fmt::format("forward --x0: needs a finite number, got {}", r.x0));
}

std::vector<Level> simulate(const Request& r, const std::shared_ptr<const Process>& process,
                            const TimeGrid& grid) {
  const auto dynamics = forward_dynamics(process);
  std::vector<uint64_t> seeds(r.paths);
  std::iota(seeds.begin(), seeds.end(), r.seed);
  const auto noise = interval_noise(seeds);
  const auto steps = static_cast<int64_t>(grid.size()) - 1;
  std::vector<Level> levels;
  const Solution end = integrate(
      make_method("euler_maruyama"), *dynamics, *noise, at::full({r.paths, 1}, r.x0, at::kDouble),
      grid, {}, [&](const State& state, int64_t step) {
        if (!is_level(step, steps)) return;
        const double t = grid[step + 1];
        const Moments paths{state.x.mean().item<double>(), state.x.var().item<double>()};
        levels.push_back(level_of(t, paths, closed_form(*process, t, grid.front(), r.x0),
                                  static_cast<double>(r.paths)));
      });
  for (size_t i = 0; i < seeds.size(); ++i)
    if (const Outcome& o = end.outcome[i]; o.status != Status::ok)
      throw std::runtime_error(fmt::format("forward: path of seed {}: {} at t = {:.6g}", seeds[i],
                                           to_string(o.status), o.t));
  return levels;
}

void run(const Request& r) {
  check(r);
  const auto process = make_process(r.process);
  TimeGrid grid = make_time_grid(r.grid, *process, r.steps);
  std::reverse(grid.begin(), grid.end());
  check_steps(r, *process, grid);
  make_folder("forward", r.out);
  const std::vector<Level> levels = simulate(r, process, grid);
  const auto steps = static_cast<int64_t>(grid.size()) - 1;

  Plot plot;
  plot.title = fmt::format("{}: {} paths, {} steps of Euler-Maruyama, against the closed form",
                           process->name(), r.paths, steps);
  plot.x_label = "t", plot.y_label = "mean and variance", plot.log_y = false;
  // The closed form is a broad pale line: what was simulated lies on it.
  plot.series = {{"mean", 0, 0, {}},
                 {"closed form of the mean", 0, 0, {}, {}, true},
                 {"variance", 1, 0, {}},
                 {"closed form of the variance", 1, 0, {}, {}, true}};
  json report = {{"process", process->name()},
                 {"x0", r.x0},
                 {"paths", r.paths},
                 {"steps", steps},
                 {"grid", r.grid},
                 {"seed", r.seed},
                 {"levels", json::array()}};
  double worst = 0;
  bool follows = true;
  for (const Level& l : levels) {
    plot.series[0].points.push_back({l.t, l.paths.mean}),
        plot.series[1].points.push_back({l.t, l.exact.mean});
    plot.series[2].points.push_back({l.t, l.paths.variance}),
        plot.series[3].points.push_back({l.t, l.exact.variance});
    worst = std::max(worst, l.distance());
    follows = follows && l.distance() <= kFarthest;
    report["levels"].push_back({{"t", l.t},
                                {"mean", l.paths.mean},
                                {"mean_closed_form", l.exact.mean},
                                {"mean_se", l.mean_error},
                                {"variance", l.paths.variance},
                                {"variance_closed_form", l.exact.variance},
                                {"variance_se", l.variance_error}});
  }
  report["worst_distance_in_standard_errors"] = worst;
  write_text((std::filesystem::path(r.out) / "forward.json").string(), json_text(report, 2) + "\n");
  draw_plot(r.out, "forward", plot_script(plot, "forward"));
  const Level& end = levels.back();
  fmt::print(
      "{} at T: mean {:.5f} ± {:.5f} (closed form {:.5f}), variance {:.5g} ± {:.2g} ({:.5g})\n"
      "of {} such means and variances on the way the farthest is {:.1f} standard errors off, {} "
      "the {:g} that chance and the length of the steps allow; written to {}\n",
      process->name(), end.paths.mean, end.mean_error, end.exact.mean, end.paths.variance,
      end.variance_error, end.exact.variance, 2 * levels.size(), worst,
      follows ? "within" : "beyond", kFarthest, r.out);
  if (!follows) throw std::runtime_error("forward: the paths do not follow the closed form");
}

const RegisterVerb verb{
    {"forward", "the forward SDE's paths against the closed form of their mean and variance",
     [](CommandLine& app) {
       app.example("Check the numbers", "odelia forward --process vp_linear --out forward");
       auto r = std::make_shared<Request>();
       app.option("--process", r->process, "forward process").show_default();
       app.option("--grid", r->grid, "time grid").show_default();
       app.option("--steps", r->steps, "steps of Euler-Maruyama").show_default();
       app.option("--paths", r->paths, "simulated paths").show_default();
       app.option("--x0", r->x0, "where all of them start").show_default();
       app.option("--seed", r->seed, "of the first path").show_default();
       app.option("--out", r->out, "folder for forward.json and the plot").required();
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
