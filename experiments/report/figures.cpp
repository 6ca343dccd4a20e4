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

/// How many samples were asked for: those that failed are no reason to tell points apart.
int64_t asked(const Json& record, const std::string& field) {
  const int64_t n = averaged(record, field);
  return n < 0 ? n : n + lost(record, field);
}

/// The curves of these processes: a solver keeps its colour in every plot; its grids, and the
/// guidances and processes where there are several, differ in dash.
std::vector<Series> curves(const RunData& run, const std::vector<std::string>& processes,
                           const std::string& field) {
  std::vector<Series> out;
  std::vector<std::string> variants;
  struct Point {
    double x, y, half;
    int64_t samples;
  };
  std::vector<std::vector<Point>> points;
  bool bars = false;
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
        const auto solver = r.value("solver", std::string());
        out.push_back({label, solver_style(solver), dash, {}});
        out.back().of = solver;
        points.emplace_back();
        at = out.end() - 1;
      }
      const double half = half_interval(r, field);
      bars = bars || half > 0;
      points[static_cast<size_t>(at - out.begin())].push_back({x, y, half, asked(r, field)});
    }
  for (size_t i = 0; i < out.size(); ++i) {
    std::stable_sort(points[i].begin(), points[i].end(), [](const Point& a, const Point& b) {
      return std::pair(a.x, a.y) < std::pair(b.x, b.y);
    });
    for (const Point& p : points[i]) {
      out[i].points.emplace_back(p.x, p.y), out[i].samples.push_back(p.samples);
      if (bars) out[i].spread.push_back(p.half);
    }
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
      const auto solver = any.value("solver", std::string());
      Series s{named[i] ? rows[i].solver + where : "",
               solver_style(solver),
               index_of(variants, guided_text(any) + ", " + processes[p]),
               {}};
      s.of = solver;
      std::map<double, const BestGrid*> points;  // in the order of evaluations
      for (const auto& [budget, best] : rows[i].at) points[best.nfe] = &best;
      for (const auto& [x, best] : points) {
        s.points.emplace_back(x, best->value);
        s.spread.push_back(half_interval(*best->record, field));
        s.samples.push_back(asked(*best->record, field));
      }
      out.push_back(std::move(s));
    }
  }
  std::reverse(out.begin(), out.end());  // the best are drawn last, on top
  return out;
}

/// The metrics of which more is better are shares and scores: their axis is linear in every plot,
/// so that plots can be compared.  Another is logarithmic where values are positive and span more
/// than a factor of three.
bool logarithmic(const MetricEntry& metric, double low, double high) {
  return metric.lower_is_better && low > 0 && high > 3 * low;
}

bool logarithmic(const MetricEntry& metric, const std::vector<Series>& series) {
  double low = INFINITY, high = 0;
  for (const auto& s : series)
    for (const auto& [x, y] : s.points) low = std::min(low, y), high = std::max(high, y);
  return logarithmic(metric, low, high);
}

/// Takes the bars off curves of which one would hide another's, and says how long they are: the
/// median over the named, as a share of the value where the axis shows
/// shares.  "" where there are none.
std::string take_bars_off(std::vector<Series>& series, bool relative) {
  std::vector<double> halves;
  for (Series& s : series) {
    for (size_t k = 0; k < s.spread.size() && !s.label.empty(); ++k)
      if (s.spread[k] > 0)
        halves.push_back(relative ? 100 * s.spread[k] / s.points[k].second : s.spread[k]);
    s.spread.clear();
  }
  if (halves.empty()) return "";
  const auto middle = halves.begin() + static_cast<int64_t>(halves.size() / 2);
  std::nth_element(halves.begin(), middle, halves.end());
  return relative ? fmt::format("±{:.2g} %", *middle) : fmt::format("±{:.2g}", *middle);
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
    p.subject = subject();
    p.x_label = "network evaluations per sample (NFE)";
    p.y_label = metric ? value_label(field, *metric) : "RMS distance to the converged trajectory";
    p.log_y = !metric || logarithmic(*metric, p.series);
    const std::string usual = crowded ? take_bars_off(p.series, p.log_y) : "";
    set_side_by_side(p);
    Figure f;
    f.path = "plots/" + (where.empty() ? stem : stem + tail(processes[0]));
    if (metric)
      describe_quality(p, f, field, processes, where, crowded);
    else
      describe_trajectory(p, f, processes, where);
    p.y_label += bars_label(p);
    f.caption += side_note(p);
    if (crowded) describe_crowd(p, f, usual);
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
    const auto& rows = ranking.rows;  // the best comes first, whichever way the metric goes
    const double low = std::min(rows.front().value, rows.back().value),
                 high = std::max(rows.front().value, rows.back().value);
    p.log_y = ranking.log = logarithmic(metric, low, high);
    const std::string where = suffix(run_, process);
    Figure f;
    f.path = "plots/" + stem + tail(process);
    describe_quality(p, f, field, {process}, where, all > kMostCurves);
    const int64_t budget = run_.budgets(field).front();
    ranking.title = fmt::format("Sample quality at {} evaluations{}", budget, where);
    ranking.subject = subject();
    ranking.label = value_label(field, metric) + bars_label(p);
    ranking.levels = p.levels;
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
    p.subject = subject();
    p.x_label = "guidance w";
    p.y_label = value_label(field, metric) + bars_label(p);
    p.log_x = false, p.log_y = logarithmic(metric, p.series);
    set_side_by_side(p);
    Figure f;
    f.path =
        fmt::format("plots/guidance-{}-nfe{}{}", file_safe(metric.name), budget, tail(process));
    f.heading = p.title;
    f.caption = fmt::format(
        "{} in the feature space in brackets, {}: {}. An evaluation where guidance acts counts as "
        "two; w = 1 guides nowhere.{}",
        sentence_case(metric.title), samples_text(run_, {process}, field), metric.comparable,
        bars_note(p) + side_note(p));
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
    p.subject = subject();
    p.y_label = precision + "   (fidelity); numbers: guidance w";
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
      std::string words = fmt::format("{}{}NFE {:.0f}", name_solver ? run_.label(*r) + ",  " : "",
                                      tolerance(*r, records), number(*r, "nfe"));
      for (const auto& field : run_.metrics()) {
        const double value = number(*r, field);
        words += fmt::format(",  {} {}", metric_of(field)->label,
                             std::isfinite(value) ? short_number(value) : "–");
      }
      rows.push_back({"../" + file, words, width, height});
      shown.push_back(r);
    }
    if (rows.size() < 2) return;
    Figure f{"grids/" + name, heading, noise_note(shown), false, {}};
    if (draw(f, picture_script(heading, rows, name, subject()))) return;
    for (size_t i = 0; i < rows.size(); ++i)  // the page can show the pictures as they are
      f.rows.emplace_back(picture_file(run_, *shown[i]), rows[i].words);
    figures.push_back(f);
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
  /// Which network and data, in the words of the run.
  std::string subject() const { return text_at(run_.manifest, "/title"); }

  /// The tolerance, and the comma after it, where a solver has several of the records.
  std::string tolerance(const Json& record, const std::vector<const Json*>& records) const {
    const double rtol = number(record, "rtol");
    const bool several = std::any_of(records.begin(), records.end(), [&](const Json* other) {
      return run_.label(*other) == run_.label(record) && number(*other, "rtol") != rtol;
    });
    return several && std::isfinite(rtol) ? fmt::format("rtol {:g},  ", rtol) : "";
  }

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

  /// What of many curves is shown.
  static void describe_crowd(Plot& p, Figure& f, const std::string& usual) {
    const auto grey = std::count_if(p.series.begin(), p.series.end(),
                                    [](const Series& s) { return s.label.empty(); });
    if (!usual.empty()) {
      p.y_label += fmt::format("; 95 % intervals: {}", usual);
      f.caption += fmt::format(" 95 % intervals, not drawn, are {} in the median.", usual);
    }
    if (grey > 0) p.y_label += fmt::format("; grey: the other {} methods", grey);
    f.caption += fmt::format(
        " {} curves: each solver with its best time grid at every budget, or driven by a "
        "tolerance; named are the best at each budget and those that are on average nearest to "
        "it.",
        p.series.size());
  }

  static void set_side_by_side(Plot& p) { p.side_by_side = p.series.size() > 1 && bars(p); }
  static std::string side_note(const Plot& p) {
    return p.side_by_side ? " Curves stand a little beside one another for them." : "";
  }
  static std::string bars_label(const Plot& p) { return bars(p) ? "; bars: 95 %" : ""; }
  static std::string bars_note(const Plot& p) {
    return bars(p) ? " Bars: 95 % intervals from ten groups of the seeds (jackknife)." : "";
  }
  static bool bars(const Plot& p) {
    return std::any_of(p.series.begin(), p.series.end(), [](const Series& s) {
      return std::any_of(s.spread.begin(), s.spread.end(), [](double half) { return half > 0; });
    });
  }

  /// Whether it could be drawn; it is then one of the figures.
  bool draw(const Figure& f, const std::string& script) {
    namespace fs = std::filesystem;
    const fs::path path = fs::path(run_.folder) / f.path;
    make_folder("report", path.parent_path().string());
    write_text(path.string() + ".gp", script);
    const auto wrong = run_gnuplot(path.parent_path().string(), path.filename().string());
    if (wrong.empty())
      figures.push_back(f);
    else
      problem_ = wrong;
    return wrong.empty();
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
