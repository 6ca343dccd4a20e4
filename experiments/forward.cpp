#include <filesystem>
#include <numeric>

#include <ATen/ops/full.h>
#include <nlohmann/json.hpp>

#include "experiments/report/gnuplot.h"
#include "experiments/verbs.h"
#include "models/data/files.h"
#include "models/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

struct Request {
  std::string process = "vp_linear", grid = "uniform", out;
  double x0 = 1;
  int64_t paths = 20000, steps = 2000;
  uint64_t seed = 0;
};

/// Mean and variance of simulated paths at one time, their standard errors, and the closed form.
struct Level {
  double t = 0, mean = 0, variance = 0;
  double true_mean = 0, true_variance = 0, mean_error = 0, variance_error = 0;
  /// The larger of the two distances, in standard errors.
  double distance() const {
    return std::max(std::abs(mean - true_mean) / mean_error,
                    std::abs(variance - true_variance) / variance_error);
  }
};

Level measure(const Tensor& x, const Process& process, double t, double t_start, double x0) {
  const double a = process.alpha(t) / process.alpha(t_start), n = static_cast<double>(x.numel());
  Level out;
  out.t = t, out.mean = x.mean().item<double>(), out.variance = x.var().item<double>();
  out.true_mean = a * x0;
  // From x0 at t_start, not at 0: sigma^2(t) less what had been added before, as it has grown
  // since.
  out.true_variance = std::pow(process.sigma(t), 2) - std::pow(a * process.sigma(t_start), 2);
  out.mean_error = std::sqrt(out.variance / n);
  out.variance_error = out.variance * std::sqrt(2 / (n - 1));
  return out;
}

void run(const Request& r) {
  if (r.paths < 2 || r.steps < 1) throw Misuse("forward: needs 2 paths or more and 1 step or more");
  const auto process = make_process(r.process);
  TimeGrid grid = make_time_grid(r.grid, *process, r.steps);
  std::reverse(grid.begin(), grid.end());
  const auto dynamics = forward_dynamics(process);
  std::vector<uint64_t> seeds(r.paths);
  std::iota(seeds.begin(), seeds.end(), r.seed);
  const auto noise = interval_noise(seeds);
  std::vector<Level> levels;
  const int64_t every = std::max<int64_t>(1, r.steps / 50);
  integrate(make_method("euler_maruyama"), *dynamics, *noise,
            at::full({r.paths, 1}, r.x0, at::kDouble), grid, {},
            [&](const State& state, int64_t step) {
              if ((step + 1) % every == 0 || step + 1 == r.steps)
                levels.push_back(measure(state.x, *process, grid[step + 1], grid.front(), r.x0));
            });

  Plot plot;
  plot.title = fmt::format("{}: {} paths, {} steps of Euler-Maruyama, against the closed form",
                           process->name(), r.paths, r.steps);
  plot.x_label = "t", plot.y_label = "mean and variance", plot.log_y = false;
  plot.series = {{"mean", 0, 0, {}},
                 {"mean, closed form", 0, 2, {}},
                 {"variance", 1, 0, {}},
                 {"variance, closed form", 1, 2, {}}};
  json report = {{"process", process->name()}, {"x0", r.x0},     {"paths", r.paths},
                 {"steps", r.steps},           {"grid", r.grid}, {"seed", r.seed},
                 {"levels", json::array()}};
  double worst = 0;
  for (const Level& l : levels) {
    plot.series[0].points.push_back({l.t, l.mean}),
        plot.series[1].points.push_back({l.t, l.true_mean});
    plot.series[2].points.push_back({l.t, l.variance}),
        plot.series[3].points.push_back({l.t, l.true_variance});
    worst = std::max(worst, l.distance());
    report["levels"].push_back({{"t", l.t},
                                {"mean", l.mean},
                                {"mean_closed_form", l.true_mean},
                                {"mean_se", l.mean_error},
                                {"variance", l.variance},
                                {"variance_closed_form", l.true_variance},
                                {"variance_se", l.variance_error}});
  }
  report["worst_distance_in_standard_errors"] = worst;
  std::filesystem::create_directories(r.out);
  write_text((std::filesystem::path(r.out) / "forward.json").string(), report.dump(2) + "\n");
  write_text((std::filesystem::path(r.out) / "forward.gp").string(), plot_script(plot, "forward"));
  const std::string problem = run_gnuplot(r.out, "forward");
  if (!problem.empty()) fmt::print(stderr, "odelia: no plot: {}\n", problem);
  const Level& end = levels.back();
  fmt::print(
      "{} at T: mean {:.5f} ± {:.5f} (closed form {:.5f}), variance {:.5g} ± {:.2g} ({:.5g}); at "
      "worst {:.1f} standard errors away; {}\n",
      process->name(), end.mean, end.mean_error, end.true_mean, end.variance, end.variance_error,
      end.true_variance, worst, r.out);
}

const RegisterVerb verb{
    {"forward", "the forward SDE's paths against the closed form of their mean and variance",
     [](CommandLine& app) {
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
