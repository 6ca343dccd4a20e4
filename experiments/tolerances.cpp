#include <algorithm>
#include <cmath>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "experiments/report/gnuplot.h"
#include "experiments/report/table.h"
#include "experiments/verbs.h"
#include "models/data/files.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// One likelihood run, by what it was solved with and how closely.
struct Run {
  std::string solver;
  double rtol = 0;  ///< 0 on a fixed grid
  int64_t steps = 0;
  double bits_per_dim = 0, ode = 0, nfe = 0;
  int64_t images = 0, failed = 0;
  nlohmann::json same;  ///< conventions that all runs must share

  std::string setting() const {
    return rtol > 0 ? fmt::format("tolerance {:g}", rtol) : fmt::format("{} steps", steps);
  }
};

Run read(const std::string& folder) {
  const std::string file = (fs::path(folder) / "summary.json").string();
  const auto json = nlohmann::json::parse(read_text(file), nullptr, false);
  if (json.is_discarded() || !json.contains("conventions"))
    throw Misuse(fmt::format("tolerances: {} is no summary of odelia likelihood", file));
  const auto number = [](const nlohmann::json& from, const char* key) {
    return from.contains(key) && from[key].is_number() ? from[key].get<double>() : std::nan("");
  };
  Run out;
  out.same = json["conventions"];
  out.solver = out.same.value("solver", "");
  out.solver = out.solver.substr(0, out.solver.find('('));
  if (const double rtol = number(out.same, "rtol"); rtol > 0) out.rtol = rtol;
  if (const double steps = number(out.same, "steps"); steps > 0)
    out.steps = static_cast<int64_t>(steps);
  for (const char* key : {"solver", "rtol", "atol", "steps", "grid", "step_control", "ode_error",
                          "micro_batch", "bound", "bound_samples"})
    out.same.erase(key);
  out.bits_per_dim = number(json, "bits_per_dim"), out.nfe = number(json, "nfe");
  out.images = json.at("images").size(), out.failed = json.value("failed", int64_t{0});
  out.ode = number(json.at("se"), "ode");
  return out;
}

struct Request {
  std::vector<std::string> folders;
  std::string out;
};

void run(const Request& r) {
  std::vector<Run> runs;
  for (const auto& folder : r.folders) runs.push_back(read(folder));
  for (const Run& other : runs)
    if (other.same != runs[0].same || other.images != runs[0].images)
      throw Misuse(fmt::format(
          "tolerances: {} and {} differ in more than solver and tolerance; compare runs of the "
          "same images, probes and conventions",
          r.folders[0], r.folders[&other - runs.data()]));
  std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
    return a.solver != b.solver ? a.solver < b.solver : a.nfe < b.nfe;
  });

  Table t;
  t.text_columns = 2;
  t.title = fmt::format("{} images, the same probes and dequantisation throughout", runs[0].images);
  t.header = {"solver", "solved with", "bits/dim", "stated ODE error", "evaluations", "failed"};
  Plot value, cost;
  value.title = "Likelihood against network evaluations";
  value.x_label = "evaluations per image";
  value.y_label = "bits/dim; bars: the stated ODE error", value.log_y = false;
  cost.title = "Network evaluations against the tolerance";
  cost.x_label = "relative and absolute tolerance", cost.y_label = "evaluations per image";
  const auto add = [](Plot& plot, int colour, const Run& run, double x, double y) -> Series& {
    if (plot.series.empty() || plot.series.back().label != run.solver)
      plot.series.push_back({run.solver, colour, 0, {}});
    plot.series.back().points.emplace_back(x, y);
    return plot.series.back();
  };
  int colour = -1;  // a solver's in both plots
  for (const Run& run : runs) {
    if (&run == &runs[0] || run.solver != (&run)[-1].solver) ++colour;
    t.rows.push_back({run.solver, run.setting(), fmt::format("{:.5f}", run.bits_per_dim),
                      fmt::format("{:.5f}", run.ode), fmt::format("{:.1f}", run.nfe),
                      std::to_string(run.failed)});
    add(value, colour, run, run.nfe, run.bits_per_dim)
        .spread.push_back(std::isnan(run.ode) ? 0 : run.ode);
    if (run.rtol > 0) add(cost, colour, run, run.rtol, run.nfe);
  }
  for (Series& s : cost.series) std::reverse(s.points.begin(), s.points.end());
  fs::create_directories(r.out);
  write_text((fs::path(r.out) / "table.md").string(), to_markdown(t));
  for (const auto& [name, plot] : {std::pair{"bits-per-dim", &value}, {"evaluations", &cost}}) {
    if (plot->series.empty()) continue;
    write_text((fs::path(r.out) / (std::string(name) + ".gp")).string(), plot_script(*plot, name));
    const std::string problem = run_gnuplot(r.out, name);
    if (!problem.empty()) fmt::print(stderr, "odelia: no plot: {}\n", problem);
  }
  fmt::print("{}\n{}\n", to_text(t), r.out);
}

const RegisterVerb verb{
    {"tolerances",
     "likelihood runs of several solvers, each more or less closely solved, side by side",
     [](CommandLine& app) {
       auto r = std::make_shared<Request>();
       app.option("runs", r->folders, "folders of odelia likelihood").required();
       app.option("--out", r->out, "folder for the table and the plots").required();
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
