#include "experiments/report/figures.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "experiments/report/best_grid.h"
#include "experiments/report/gnuplot.h"
#include "experiments/report/png.h"
#include "experiments/report/table.h"
#include "models/data/files.h"

namespace odelia {
namespace {

constexpr size_t kMostCurves = 15;  // of a plot in which each is named

int index_of(const std::vector<std::string>& list, const std::string& item) {
  return static_cast<int>(std::find(list.begin(), list.end(), item) - list.begin());
}

std::string file_safe(std::string text) {
  for (char& c : text)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-') c = '_';
  return text;
}

/// The curves of one process: a solver keeps its colour in every plot, its grids differ in dash.
std::vector<Series> curves(const RunData& run, const std::string& process,
                           const std::string& field) {
  const auto solvers = run.solvers();
  std::vector<Series> out;
  std::vector<std::string> variants;
  std::map<std::pair<std::string, double>, double> half;
  for (const auto& r : run.records) {
    const double x = number(r, "nfe"), y = number(r, field);
    if (r.value("process", std::string()) != process || !(x > 0) || !(y > 0)) continue;
    const std::string variant = run.variant(r), label = run.label(r);
    if (index_of(variants, variant) == static_cast<int>(variants.size()))
      variants.push_back(variant);
    auto at =
        std::find_if(out.begin(), out.end(), [&](const Series& s) { return s.label == label; });
    if (at == out.end()) {
      out.push_back({label,
                     index_of(solvers, r.value("solver", std::string())),
                     index_of(variants, variant),
                     {}});
      at = out.end() - 1;
    }
    at->points.emplace_back(x, y);
    if (const double se = number(r, field + "_se"); field == run.metric() && se > 0)
      half[{label, x}] = 1.96 * se;
  }
  for (auto& s : out) {
    std::stable_sort(s.points.begin(), s.points.end());
    if (half.empty()) continue;
    for (const auto& [x, y] : s.points) s.spread.push_back(half[{s.label, x}]);
  }
  return out;
}

/// More curves than anyone can tell apart: each solver with its best grids or under error control,
/// the ten that are least behind in colour and by name.
std::vector<Series> best_curves(const RunData& run, const std::string& process,
                                const std::string& field) {
  constexpr int named = 10;
  std::vector<Series> out;
  for (const auto& solver : best_grids(run, process, field)) {
    const int place = static_cast<int>(out.size());
    Series s{place < named ? solver.solver : "", place < named ? place : -1, 0, {}};
    for (const auto& [budget, best] : solver.at) s.points.emplace_back(best.nfe, best.value);
    std::stable_sort(s.points.begin(), s.points.end());
    out.push_back(std::move(s));
  }
  std::reverse(out.begin(), out.end());  // the best are drawn last, on top
  return out;
}

bool wide(const std::vector<Series>& series) {
  double low = INFINITY, high = 0;
  for (const auto& s : series)
    for (const auto& [x, y] : s.points) low = std::min(low, y), high = std::max(high, y);
  return high > 8 * low;
}

std::string samples_text(const RunData& run, const std::string& process, const char* key) {
  int64_t least = INT64_MAX, most = 0;
  for (const auto& r : run.records) {
    const double n = number(r, key);
    if (r.value("process", std::string()) != process || std::isnan(n)) continue;
    least = std::min(least, static_cast<int64_t>(n));
    most = std::max(most, static_cast<int64_t>(n));
  }
  return least == most ? fmt::format("N = {}", most) : fmt::format("N = {} to {}", least, most);
}

class Drawer {
 public:
  Drawer(const RunData& run, std::string& problem) : run_(run), problem_(problem) {}

  void plot(const std::string& process, const std::string& field, const std::string& stem) {
    Plot p;
    p.series = curves(run_, process, field);
    const bool crowded = p.series.size() > kMostCurves;
    if (crowded) p.series = best_curves(run_, process, field);
    if (p.series.empty()) return;
    const bool several = run_.processes().size() > 1, quality = field != "trajectory_rms";
    const std::string where = several ? ", " + process : "";
    const std::string name = several ? stem + "-" + file_safe(process) : stem;
    p.x_label = "network evaluations per sample (NFE)";
    p.y_label = quality ? field + "   (lower is better)" : "RMS error of the final state";
    p.log_y = !quality || wide(p.series);
    Figure f;
    f.path = "plots/" + name;
    if (quality) {
      p.title = "Sample quality against network evaluations" + where;
      int64_t n = 0;
      for (const auto& r : run_.records)
        if (!std::isnan(number(r, field))) n = std::max(n, r.value("n", int64_t{0}));
      const auto pointer = Json::json_pointer(fmt::format("/reference/held_out/fd/{}", n));
      const double held = run_.manifest.value(pointer, std::nan(""));
      const std::string real =
          fmt::format("{} real images of the {} split", n,
                      run_.manifest.value("/reference/held_out/split"_json_pointer, std::string()));
      // Far below a crowd of curves it would press them together: then a sentence says it.
      if (held > 0 && !crowded) p.levels.emplace_back(held, real);
      f.heading = "Quality against evaluations" + where;
      f.caption = fmt::format(
          "Fréchet distance in the feature space in brackets, {}: not comparable with Inception "
          "FID, nor across different N.{}",
          samples_text(run_, process, "n"),
          p.series[0].spread.empty()
              ? ""
              : " Bars: 95 % intervals from ten splits of the seeds (jackknife).");
      if (held > 0 && crowded) f.caption += fmt::format(" {} score {}.", real, short_number(held));
    } else {
      p.title = "Trajectory error against network evaluations" + where;
      double floor = 0;
      for (const auto& r : run_.records)
        if (r.value("process", std::string()) == process &&
            r.contains("trajectory_reference_error"))
          floor = number(r, "trajectory_reference_error");
      f.heading = "Trajectory error against evaluations" + where;
      f.caption = fmt::format(
          "RMS distance per pixel from a converged solution of the same probability flow from the "
          "same noise, deterministic solvers only, {}. The reference itself is known to about {}.",
          samples_text(run_, process, "trajectory_n"), short_number(floor));
      double least = INFINITY;
      for (const auto& s : p.series)
        for (const auto& point : s.points) least = std::min(least, point.second);
      if (floor > 0 && floor > least / 30)
        p.levels.emplace_back(floor, "uncertainty of the reference");
    }
    if (crowded)
      f.caption += fmt::format(
          " {} curves: each solver with its best time grid at every budget, or driven by a "
          "tolerance; the ten that are on average nearest to the best are named.",
          p.series.size());
    draw(f, plot_script(p, std::filesystem::path(f.path).filename().string()));
  }

  /// Sample grids: rows of the same seeds.
  void grid(const std::string& heading, const std::string& name,
            const std::vector<const Json*>& records, bool name_solver) {
    std::vector<PictureRow> rows;
    std::string seeds;
    for (const Json* r : records) {
      const auto file = picture_file(run_, *r);
      if (file.empty()) continue;
      const auto pixels = read_png(run_.folder + "/" + file);
      const int height = static_cast<int>(pixels.size(0)), width = static_cast<int>(pixels.size(1));
      const double fd = number(*r, run_.metric());
      rows.push_back(
          {"../" + file,
           name_solver ? run_.label(*r) : fmt::format("NFE {:g}", std::round(number(*r, "nfe"))),
           fmt::format("{}FD {}",
                       name_solver ? fmt::format("NFE {:.0f}   ", number(*r, "nfe")) : "",
                       short_number(fd)),
           width, height});
      seeds = r->value("seeds", std::string());
    }
    if (rows.size() < 2) return;
    Figure f{"grids/" + name, heading,
             fmt::format("Every column starts from the same noise: seeds {} and following.",
                         seeds.substr(0, seeds.find('-'))),
             false};
    draw(f, picture_script(heading, rows, name));
  }

  std::vector<Figure> figures;

 private:
  void draw(const Figure& f, const std::string& script) {
    namespace fs = std::filesystem;
    const fs::path path = fs::path(run_.folder) / f.path;
    fs::create_directories(path.parent_path());
    write_text(path.string() + ".gp", script);
    const auto wrong = run_gnuplot(path.parent_path().string(), path.filename().string());
    if (wrong.empty())
      figures.push_back(f);
    else
      problem_ = wrong;
  }

  const RunData& run_;
  std::string& problem_;
};
}  // namespace

std::vector<Figure> draw_figures(const RunData& run, std::string& problem) {
  Drawer drawer(run, problem);
  const auto processes = run.processes();
  for (const auto& process : processes) {
    if (!run.metric().empty()) drawer.plot(process, run.metric(), "quality");
    drawer.plot(process, "trajectory_rms", "trajectory");
  }
  for (const auto& process : processes) {
    const std::string where = processes.size() > 1 ? ", " + process : "",
                      tail = processes.size() > 1 ? "-" + file_safe(process) : "";
    std::map<int64_t, std::vector<const Json*>> at_budget;
    std::vector<std::pair<std::string, std::vector<const Json*>>> of_solver;
    const auto budgets = run.budgets(run.metric());
    for (const auto& r : run.records) {
      if (r.value("process", std::string()) != process || picture_file(run, r).empty()) continue;
      const double budget = number(r, "nfe_budget");
      const auto within = std::lower_bound(budgets.begin(), budgets.end(),
                                           std::isnan(budget) ? number(r, "nfe") : budget);
      if (within != budgets.end()) at_budget[*within].push_back(&r);
      const std::string label = run.label(r);
      if (of_solver.empty() || of_solver.back().first != label) of_solver.push_back({label, {}});
      of_solver.back().second.push_back(&r);
    }
    for (const auto& [budget, records] : at_budget)
      drawer.grid(fmt::format("At most {} evaluations{}", budget, where),
                  fmt::format("nfe{}{}", budget, tail), records, true);
    for (const auto& [label, records] : of_solver)
      drawer.grid(label + where, file_safe(label) + tail, records, false);
  }
  return drawer.figures;
}

}  // namespace odelia
