#include "experiments/report/figures.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "experiments/command/run_folder.h"
#include "experiments/report/best_grid.h"
#include "experiments/report/field.h"
#include "experiments/report/gnuplot.h"
#include "experiments/report/guidance_curves.h"
#include "experiments/report/ranking.h"
#include "experiments/report/table.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/png.h"

namespace odelia {
namespace {

constexpr size_t kMostCurves = 15;  // of a plot in which each is named
constexpr size_t kMostRanked = 30;

/// The process's name and the comma before it, where there are several.
std::string suffix(const RunData& run, const std::string& process) {
  return run.processes().size() > 1 ? ", " + process : "";
}

std::string file_safe(std::string text) {
  for (char& c : text)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-') c = '_';
  return text;
}

/// The guidance and the comma before it, where there are several.
std::string guided_text(const Json& record) {
  const auto guidance = record.value("guidance", std::string());
  return guidance.empty() ? "" : ", " + guidance;
}

/// The curves of these processes: a solver keeps its colour in every plot; its grids, and the
/// guidances and processes where there are several, differ in dash.
std::vector<Series> curves(const RunData& run, const std::vector<std::string>& processes,
                           const std::string& field) {
  std::vector<Series> out;
  std::vector<std::string> variants;
  std::map<std::pair<std::string, double>, double> half;
  for (const auto& process : processes)
    for (const auto& r : run.records) {
      const double x = number(r, "nfe"), y = number(r, field);
      if (!belongs(r, process) || !(x > 0) || !drawable(field, y)) continue;
      const bool every = r.value("process", std::string()).empty();
      if (every && process != processes.front()) continue;  // once
      const std::string where = processes.size() > 1 && !every ? ", " + process : "",
                        label = run.label(r) + where;
      auto at =
          std::find_if(out.begin(), out.end(), [&](const Series& s) { return s.label == label; });
      if (at == out.end()) {
        const int dash = index_of(variants, run.variant(r) + guided_text(r) + where);
        out.push_back({label, solver_style(r.value("solver", std::string())), dash, {}});
        at = out.end() - 1;
      }
      at->points.emplace_back(x, y);
      if (const double bar = half_interval(r, field); bar > 0) half[{label, x}] = bar;
    }
  for (auto& s : out) {
    std::stable_sort(s.points.begin(), s.points.end());
    if (half.empty()) continue;
    for (const auto& [x, y] : s.points) s.spread.push_back(half[{s.label, x}]);
  }
  return out;
}

/// The rows to name: the best at each cost, then those least behind, ten at most unless more than
/// ten are best somewhere.
std::vector<bool> named_rows(const std::vector<BestGrids>& rows, size_t most,
                             const std::string& field) {
  std::map<int64_t, std::pair<double, size_t>> best;
  for (size_t i = 0; i < rows.size(); ++i)
    for (const auto& [cost, cell] : rows[i].at) {
      const auto known = best.emplace(cost, std::pair{cell.value, i}).first;
      if (better(field, cell.value, known->second.first)) known->second = {cell.value, i};
    }
  std::vector<bool> out(rows.size());
  double leading = std::nan("");
  for (const auto& [cost, winner] : best)  // a leader is better than all that cost less, too
    if (std::isnan(leading) || better(field, winner.first, leading))
      out[winner.second] = true, leading = winner.first;
  auto count = static_cast<size_t>(std::count(out.begin(), out.end(), true));
  for (size_t i = 0; i < rows.size() && count < most; ++i)
    if (!out[i]) out[i] = true, ++count;
  return out;
}

/// More curves than anyone can tell apart: each solver with its best grids or under error control,
/// the best at each budget and those least behind in colour and by name.
std::vector<Series> best_curves(const RunData& run, const std::vector<std::string>& processes,
                                const std::string& field) {
  const size_t most = 10 / processes.size();
  std::vector<Series> out;
  std::vector<std::string> variants;
  for (size_t p = 0; p < processes.size(); ++p) {
    const auto rows = best_grids(run, processes[p], field);
    const auto named = named_rows(rows, most, field);
    for (size_t i = 0; i < rows.size(); ++i) {
      const Json& any = *rows[i].at.begin()->second.record;
      const bool every = any.value("process", std::string()).empty();
      if (every && p > 0) continue;  // once
      const std::string where = processes.size() > 1 && !every ? ", " + processes[p] : "";
      Series s{named[i] ? rows[i].solver + where : "",
               solver_style(any.value("solver", std::string())),
               index_of(variants, guided_text(any) + ", " + processes[p]),
               {}};
      std::map<double, std::pair<double, double>> points;  // in the order of evaluations
      for (const auto& [budget, best] : rows[i].at)
        points[best.nfe] = {best.value, half_interval(*best.record, field)};
      for (const auto& [x, point] : points)
        s.points.emplace_back(x, point.first), s.spread.push_back(point.second);
      out.push_back(std::move(s));
    }
  }
  std::reverse(out.begin(), out.end());  // the best are drawn last, on top
  return out;
}

/// Whether values are positive and span more than a factor of three: a logarithmic axis then.
bool wide(const std::vector<Series>& series) {
  double low = INFINITY, high = 0;
  for (const auto& s : series)
    for (const auto& [x, y] : s.points) low = std::min(low, y), high = std::max(high, y);
  return low > 0 && high > 3 * low;
}

std::string sentence_case(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// How many samples the records average that hold this field.
std::string samples_text(const RunData& run, const std::vector<std::string>& processes,
                         const std::string& field) {
  int64_t least = INT64_MAX, most = 0;
  for (const auto& r : run.records) {
    const int64_t n = averaged(r, field);
    const auto process = r.value("process", std::string());
    if ((!process.empty() && !contains(processes, process)) || std::isnan(number(r, field)) ||
        n < 0)
      continue;
    least = std::min(least, n);
    most = std::max(most, n);
  }
  return least >= most ? fmt::format("N = {}", most) : fmt::format("N = {} to {}", least, most);
}

std::string value_label(const std::string& field, const MetricEntry& metric) {
  return fmt::format("{}   ({} is better)", field, metric.lower_is_better ? "lower" : "higher");
}

std::string first_seed(const Json& record) {
  const auto seeds = record.value("seeds", std::string());
  return seeds.substr(0, seeds.find('-'));
}

/// What the columns of these records' pictures have in common.
std::string noise_note(const std::vector<const Json*>& records) {
  const auto generated = [](const Json* r) { return r->value("process", std::string()).empty(); };
  const auto seed = first_seed(*records.front());
  if (std::any_of(records.begin(), records.end(),
                  [&](const Json* r) { return first_seed(*r) != seed; }))
    return "The rows are of different seeds: a column shows no common noise.";
  const std::string seeds = fmt::format("seeds {} and following", seed);
  const auto from_latent = std::count_if(records.begin(), records.end(), generated);
  if (from_latent == 0) return fmt::format("Every column starts from the same noise: {}.", seeds);
  if (from_latent == static_cast<int64_t>(records.size()))
    return fmt::format("Every column has one seed: {}.", seeds);
  return fmt::format(
      "Every column has one seed: {}. Rows of solvers start from the same noise; a network of one "
      "pass draws noise of its own shape.",
      seeds);
}

class Drawer {
 public:
  Drawer(const RunData& run, std::string& problem) : run_(run), problem_(problem) {}

  /// One plot of these processes.
  void plot(const std::vector<std::string>& processes, const std::string& field,
            const std::string& stem) {
    Plot p;
    p.series = curves(run_, processes, field);
    const bool crowded = p.series.size() > kMostCurves;
    if (crowded) p.series = best_curves(run_, processes, field);
    if (p.series.empty()) return;
    const auto* metric = metric_of(field);
    const bool one = processes.size() == 1;
    if (metric && one && at_one_cost(field)) return ranking(processes[0], field, stem);
    const std::string where = one ? suffix(run_, processes[0]) : "";
    p.x_label = "network evaluations per sample (NFE)";
    p.y_label = metric ? value_label(field, *metric) : "RMS error of the final state";
    p.log_y = !metric || wide(p.series);
    Figure f;
    f.path = "plots/" + (where.empty() ? stem : stem + tail(processes[0]));
    if (metric)
      describe_quality(p, f, field, processes, where, crowded);
    else
      describe_trajectory(p, f, processes, where);
    if (crowded)
      f.caption += fmt::format(
          " {} curves: each solver with its best time grid at every budget, or driven by a "
          "tolerance; named are the best at each budget and those that are on average nearest to "
          "it.",
          p.series.size());
    draw(f, plot_script(p, std::filesystem::path(f.path).filename().string()));
  }

  /// The methods in the order of a metric, where all were asked for as many evaluations.
  void ranking(const std::string& process, const std::string& field, const std::string& stem) {
    const MetricEntry& metric = *metric_of(field);
    Plot p;
    p.series = curves(run_, {process}, field);
    Ranking ranking;
    for (const Series& s : p.series)
      ranking.rows.push_back(
          {s.label, s.colour, s.points.front().second, s.spread.empty() ? 0 : s.spread.front()});
    std::stable_sort(ranking.rows.begin(), ranking.rows.end(),
                     [&](const auto& a, const auto& b) { return better(field, a.value, b.value); });
    const size_t all = ranking.rows.size();
    if (all > kMostRanked) ranking.rows.resize(kMostRanked);
    const std::string where = suffix(run_, process);
    Figure f;
    f.path = "plots/" + stem + tail(process);
    describe_quality(p, f, field, {process}, where, all > kMostCurves);
    const int64_t budget = run_.budgets(field).front();
    ranking.title = fmt::format("Sample quality at {} evaluations{}", budget, where);
    ranking.label = value_label(field, metric);
    ranking.levels = p.levels;
    const auto& rows = ranking.rows;  // the best comes first, whichever way the metric goes
    const double low = std::min(rows.front().value, rows.back().value),
                 high = std::max(rows.front().value, rows.back().value);
    ranking.log = low > 0 && high > 3 * low;
    f.heading = fmt::format("Quality at {} evaluations{}", budget, where);
    if (all > kMostRanked) f.caption += fmt::format(" The best {} of {}.", kMostRanked, all);
    draw(f, ranking_script(ranking, std::filesystem::path(f.path).filename().string()));
  }

  /// A metric against the scale of guidance, at one budget.
  void guidance(const std::string& process, int64_t budget, const std::string& field) {
    const MetricEntry& metric = *metric_of(field);
    Plot p;
    p.series = guidance_curves(run_, process, budget, field);
    if (p.series.empty()) return;
    p.title =
        fmt::format("{} against guidance, NFE {}{}", metric.label, budget, suffix(run_, process));
    p.x_label = "w";
    p.y_label = value_label(field, metric);
    p.log_x = false, p.log_y = wide(p.series);
    Figure f;
    f.path =
        fmt::format("plots/guidance-{}-nfe{}{}", file_safe(metric.name), budget, tail(process));
    f.heading = p.title;
    f.caption = fmt::format(
        "{} in the feature space in brackets, {}: {}. An evaluation where guidance acts counts as "
        "two; w = 1 guides nowhere.{}",
        sentence_case(metric.title), samples_text(run_, {process}, field), metric.comparable,
        bars_note(p));
    draw(f, plot_script(p, std::filesystem::path(f.path).filename().string()));
  }

  /// Precision against recall: what guidance buys, and what it costs.
  void trade(const std::string& process, int64_t budget, const std::string& precision,
             const std::string& recall) {
    Plot p;
    p.series = guidance_curves(run_, process, budget, precision, recall);
    if (p.series.empty()) return;
    p.title = fmt::format("Fidelity and diversity under guidance, NFE {}{}", budget,
                          suffix(run_, process));
    p.x_label = recall + "   (diversity)";
    p.y_label = precision + "   (fidelity)";
    p.log_x = p.log_y = false;
    Figure f;
    f.path = fmt::format("plots/guidance-trade-nfe{}{}", budget, tail(process));
    f.heading = p.title;
    f.caption = fmt::format("Beside the points: w; 1 guides nowhere. {}.",
                            samples_text(run_, {process}, precision));
    draw(f, plot_script(p, std::filesystem::path(f.path).filename().string()));
  }

  /// Sample grids: rows of the same seeds.
  void grid(const std::string& heading, const std::string& name,
            const std::vector<const Json*>& records, bool name_solver) {
    std::vector<PictureRow> rows;
    std::vector<const Json*> shown;
    for (const Json* r : records) {
      const auto file = picture_file(run_, *r);
      if (file.empty()) continue;
      const auto pixels = read_png(run_.folder + "/" + file);
      const int height = static_cast<int>(pixels.size(0)), width = static_cast<int>(pixels.size(1));
      std::string words =
          fmt::format("{}NFE {:.0f}", name_solver ? run_.label(*r) + ",  " : "", number(*r, "nfe"));
      for (const auto& field : run_.metrics()) {
        const double value = number(*r, field);
        words += fmt::format(",  {} {}", metric_of(field)->label,
                             std::isfinite(value) ? short_number(value) : "–");
      }
      rows.push_back({"../" + file, words, width, height});
      shown.push_back(r);
    }
    if (rows.size() < 2) return;
    Figure f{"grids/" + name, heading, noise_note(shown), false};
    draw(f, picture_script(heading, rows, name));
  }

  /// The process as a part of a file's name, where there are several.
  std::string tail(const std::string& process) {
    return run_.processes().size() > 1 ? "-" + file_name(process) : "";
  }

  /// A text as a part of a file's name; where that is too long, or another text had it first, with
  /// a hash.
  std::string file_name(const std::string& text) {
    constexpr size_t longest = 100;  // of two parts in a name of 255
    const std::string safe = file_safe(text);
    const bool own = named_.emplace(safe, text).first->second == text;
    if (own && safe.size() <= longest) return safe;
    return safe.substr(0, longest - 33) + "-" + hash_text(text);
  }

  std::vector<Figure> figures;

 private:
  /// Whether more than two methods were measured, all at one budget.
  bool at_one_cost(const std::string& field) const {
    size_t measured = 0;
    for (const auto& r : run_.records) {
      if (!drawable(field, number(r, field))) continue;
      if (std::isnan(number(r, "nfe_budget"))) return false;  // driven by a tolerance
      ++measured;
    }
    return measured > 2 && run_.budgets(field).size() == 1;
  }
  void describe_quality(Plot& p, Figure& f, const std::string& field,
                        const std::vector<std::string>& processes, const std::string& where,
                        bool crowded) const {
    const MetricEntry& metric = *metric_of(field);
    const std::string by = run_.metrics().size() > 1 ? " by " + metric.label : "";
    p.title = fmt::format("Sample quality{} against network evaluations{}", by, where);
    double n = 0, least = INFINITY;
    for (const auto& r : run_.records)
      if (std::isfinite(number(r, field)) && number(r, "n") > n) n = number(r, "n");
    for (const auto& s : p.series)
      for (const auto& [x, y] : s.points) least = std::min(least, y);
    const std::string held_text = text_at(
        run_.manifest, fmt::format("/reference/held_out/{}/{:.0f}", metric.name, n).c_str());
    const double held = held_text.empty() ? std::nan("") : std::strtod(held_text.c_str(), nullptr);
    const bool known = drawable(field, held);
    const std::string real = fmt::format("{:.0f} real images of the {} split", n,
                                         text_at(run_.manifest, "/reference/held_out/split"));
    // Far below the curves it would press them together: then a sentence says it.
    const bool near = known && !crowded && (!p.log_y || held > least / 3);
    if (near) p.levels.emplace_back(held, real);
    f.heading = fmt::format("Quality{} against evaluations{}", by, where);
    f.caption =
        fmt::format("{} in the feature space in brackets, {}: {}.{}", sentence_case(metric.title),
                    samples_text(run_, processes, field), metric.comparable, bars_note(p));
    if (known && !near) f.caption += fmt::format(" {} score {}.", real, short_number(held));
  }

  void describe_trajectory(Plot& p, Figure& f, const std::vector<std::string>& processes,
                           const std::string& where) const {
    p.title = "Trajectory error against network evaluations" + where;
    double floor = 0, least = INFINITY;
    for (const auto& r : run_.records)
      if (contains(processes, r.value("process", std::string())) &&
          number(r, "trajectory_reference_error") > floor)
        floor = number(r, "trajectory_reference_error");
    f.heading = "Trajectory error against evaluations" + where;
    f.caption = fmt::format(
        "RMS distance per pixel from a converged solution of the same probability flow from the "
        "same noise, deterministic solvers only, {}.{} The reference itself is known to about {}.",
        samples_text(run_, processes, "trajectory_rms"),
        bars(p) ? " Bars: 95 % intervals over samples." : "",
        floor > 0 ? short_number(floor) : "an unknown error");
    for (const auto& s : p.series)
      for (const auto& point : s.points) least = std::min(least, point.second);
    if (floor > 0 && floor > least / 30)
      p.levels.emplace_back(floor, "uncertainty of the reference");
  }

  static std::string bars_note(const Plot& p) {
    return bars(p) ? " Bars: 95 % intervals from ten groups of the seeds (jackknife)." : "";
  }
  static bool bars(const Plot& p) {
    return std::any_of(p.series.begin(), p.series.end(), [](const Series& s) {
      return std::any_of(s.spread.begin(), s.spread.end(), [](double half) { return half > 0; });
    });
  }

  void draw(const Figure& f, const std::string& script) {
    namespace fs = std::filesystem;
    const fs::path path = fs::path(run_.folder) / f.path;
    make_folder("report", path.parent_path().string());
    write_text(path.string() + ".gp", script);
    const auto wrong = run_gnuplot(path.parent_path().string(), path.filename().string());
    if (wrong.empty())
      figures.push_back(f);
    else
      problem_ = wrong;
  }

  const RunData& run_;
  std::string& problem_;
  std::map<std::string, std::string> named_;  ///< part of a file's name -> what has it
};

/// What guidance does to each metric, and to fidelity against diversity where both are measured.
void draw_guidance(const RunData& run, Drawer& drawer) {
  const auto metrics = run.metrics();
  const auto named = [&](const char* name) {
    const auto at = std::find_if(metrics.begin(), metrics.end(), [&](const std::string& field) {
      return metric_name(field) == name;
    });
    return at == metrics.end() ? std::string() : *at;
  };
  const std::string precision = named("precision"), recall = named("recall");
  for (const auto& process : run.processes())
    for (const int64_t budget : run.budgets(metrics.empty() ? "" : metrics.front())) {
      for (const auto& field : metrics) drawer.guidance(process, budget, field);
      if (!precision.empty() && !recall.empty()) drawer.trade(process, budget, precision, recall);
    }
}
}  // namespace

std::vector<Figure> draw_figures(const RunData& run, std::string& problem, bool together) {
  Drawer drawer(run, problem);
  const auto processes = run.processes();
  std::vector<std::vector<std::string>> plots;
  for (const auto& process : processes)
    if (plots.empty() || !together)
      plots.push_back({process});
    else
      plots[0].push_back(process);
  // Against evaluations there is nothing to see where guidance alone differs.
  const bool alone =
      run.guided() && run.budgets(run.metrics().empty() ? "" : run.metrics()[0]).size() == 1;
  for (const auto& of : plots) {
    for (const auto& field : alone ? std::vector<std::string>() : run.metrics())
      drawer.plot(
          of, field,
          field == run.metrics().front() ? "quality" : "quality-" + file_safe(metric_name(field)));
    drawer.plot(of, "trajectory_rms", "trajectory");
  }
  if (run.guided()) draw_guidance(run, drawer);
  for (const auto& process : processes) {
    const std::string where = suffix(run, process), tail = drawer.tail(process);
    std::map<int64_t, std::vector<const Json*>> at_budget;
    std::vector<std::pair<std::string, std::vector<const Json*>>> of_solver;
    const auto metrics = run.metrics();
    const auto budgets = run.budgets(metrics.empty() ? "" : metrics.front());
    for (const auto& r : run.records) {
      if (!belongs(r, process) || picture_file(run, r).empty()) continue;
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
      drawer.grid(label + where, drawer.file_name(label) + tail, records, false);
  }
  return drawer.figures;
}

}  // namespace odelia
