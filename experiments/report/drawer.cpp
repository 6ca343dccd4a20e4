#include "experiments/report/drawer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/command/file_name.h"
#include "experiments/command/run_folder.h"
#include "experiments/plots/axis.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/write_plot.h"
#include "experiments/report/curves.h"
#include "experiments/report/field.h"
#include "experiments/report/guidance_curves.h"
#include "experiments/report/ranking.h"
#include "models/data/png.h"

namespace odelia {
namespace {

constexpr size_t kMostCurves = 15;  // of a plot in which each is named
constexpr size_t kMostRanked = 30;
constexpr const char* kFailedNote = " †: samples failed, and those that ended are averaged.";

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

bool bars(const Series& s) {
  return std::any_of(s.spread.begin(), s.spread.end(), [](double half) { return half > 0; });
}

bool bars(const Plot& p) {
  return std::any_of(p.series.begin(), p.series.end(), [](const Series& s) { return bars(s); });
}

std::string bars_label(const Plot& p) { return bars(p) ? "; bars: 95 %" : ""; }

std::string bars_note(const Plot& p) {
  return bars(p) ? " Bars: 95 % intervals from ten groups of the seeds (jackknife)." : "";
}

void set_side_by_side(Plot& p) {
  p.side_by_side =
      std::count_if(p.series.begin(), p.series.end(), [](const Series& s) { return bars(s); }) > 1;
}

std::string side_note(const Plot& p) {
  return p.side_by_side ? " Curves stand a little beside one another for them." : "";
}

/// What the signs at points say, of those that there are.
std::string signs_note(const Plot& p) {
  const auto any = [&](std::vector<bool> Series::*sign) {
    return std::any_of(p.series.begin(), p.series.end(), [&](const Series& s) {
      const auto& points = s.*sign;
      return !s.label.empty() && std::find(points.begin(), points.end(), true) != points.end();
    });
  };
  std::string out;
  if (any(&Series::failed)) out += kFailedNote;
  if (any(&Series::faint))
    out += " Pale: within three times the reference's own uncertainty, not resolved.";
  return out;
}

/// Curves that one sees as one, for they are nowhere further apart than a line is broad.
std::string coincide_note(const Plot& p) {
  constexpr double line = 0.003;  // of the axis
  std::vector<double> values;
  for (const Series& s : p.series)
    for (const auto& point : s.points)
      if (!s.label.empty()) values.push_back(point.second);
  if (values.empty()) return "";
  const Axis axis = axis_for(values, p.log_y, 0.06);
  const auto near = [&](const std::pair<double, double>& a, const std::pair<double, double>& b) {
    return a.first == b.first && std::abs(axis.place(a.second) - axis.place(b.second)) < line;
  };
  std::string out;
  for (auto a = p.series.begin(); a != p.series.end(); ++a)
    for (auto b = a + 1; b != p.series.end(); ++b)
      if (!a->label.empty() && !b->label.empty() && a->points.size() > 1 &&
          std::equal(a->points.begin(), a->points.end(), b->points.begin(), b->points.end(), near))
        out += fmt::format(" {} and {} coincide.", a->label, b->label);
  return out;
}

/// What the records with this field say beside their numbers.
std::string remarks_note(const RunData& run, const std::vector<std::string>& processes,
                         const std::string& field, int64_t budget = 0) {
  std::vector<std::pair<std::string, const Json*>> named;
  for (const auto& r : run.records) {
    const auto process = r.value("process", std::string());
    if ((process.empty() || contains(processes, process)) && drawable(field, number(r, field)) &&
        (budget == 0 || number(r, "nfe_budget") == static_cast<double>(budget)))
      named.emplace_back(run.label(r), &r);
  }
  const auto says = remarks(named);
  return says.empty() ? "" : " " + says;
}

/// What of many curves is shown.
void describe_crowd(Plot& p, Figure& f, const std::string& usual) {
  const auto grey = std::count_if(p.series.begin(), p.series.end(),
                                  [](const Series& s) { return s.label.empty(); });
  if (!usual.empty()) {
    p.y_label += fmt::format("; 95 % intervals: {}", usual);
    f.caption += fmt::format(" 95 % intervals, not drawn, are {} in the median.", usual);
  }
  if (grey > 0) p.y_label += fmt::format("; grey: the other {} methods", grey);
  f.caption += fmt::format(
      " {} curves: each solver with its best time grid at every budget, or driven by a "
      "tolerance, cells that lost samples left out; named are the best at each budget and those "
      "that are on average nearest to it.",
      p.series.size());
}

}  // namespace

void Drawer::plot(const std::vector<std::string>& processes, const std::string& field,
                  const std::string& stem) {
  Plot p;
  p.series = solver_curves(run_, processes, field);
  const bool crowded = p.series.size() > kMostCurves;
  if (crowded) p.series = best_curves(run_, processes, field);
  if (p.series.empty()) return;
  const auto* metric = metric_of(field);
  const bool one = processes.size() == 1;
  if (metric && one && at_one_cost(field)) return ranking(processes[0], field, stem);
  const std::string where = one ? run_.where(processes[0]) : "";
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
  f.caption +=
      side_note(p) + signs_note(p) + coincide_note(p) + remarks_note(run_, processes, field);
  if (crowded) describe_crowd(p, f, usual);
  draw(f, plot_script(p, std::filesystem::path(f.path).filename().string()));
}

void Drawer::ranking(const std::string& process, const std::string& field,
                     const std::string& stem) {
  const MetricEntry& metric = *metric_of(field);
  Plot p;
  p.series = solver_curves(run_, {process}, field);
  Ranking ranking;
  for (const Series& s : p.series)
    ranking.rows.push_back({s.label, s.colour, s.points.front().second,
                            s.spread.empty() ? 0 : s.spread.front(), s.failed.front()});
  std::stable_sort(ranking.rows.begin(), ranking.rows.end(), [&](const auto& a, const auto& b) {
    return a.failed == b.failed ? better(field, a.value, b.value) : b.failed;
  });
  const size_t all = ranking.rows.size();
  if (all > kMostRanked) ranking.rows.resize(kMostRanked);
  const auto [low, high] =
      std::minmax_element(ranking.rows.begin(), ranking.rows.end(),
                          [](const auto& a, const auto& b) { return a.value < b.value; });
  p.log_y = ranking.log = logarithmic(metric, low->value, high->value);
  const std::string where = run_.where(process);
  Figure f;
  f.path = "plots/" + stem + tail(process);
  describe_quality(p, f, field, {process}, where, all > kMostCurves);
  const int64_t budget = run_.budgets(field).front();
  ranking.title = fmt::format("Sample quality at {} evaluations{}", budget, where);
  ranking.subject = subject();
  ranking.label = value_label(field, metric) + bars_label(p);
  ranking.levels = p.levels;
  f.heading = fmt::format("Quality at {} evaluations{}", budget, where);
  f.caption += signs_note(p) + remarks_note(run_, {process}, field);
  if (all > kMostRanked) f.caption += fmt::format(" The best {} of {}.", kMostRanked, all);
  draw(f, ranking_script(ranking, std::filesystem::path(f.path).filename().string()));
}

void Drawer::guidance(const std::string& process, int64_t budget, const std::string& field) {
  const MetricEntry& metric = *metric_of(field);
  Plot p;
  p.series = guidance_curves(run_, process, budget, field);
  if (p.series.empty()) return;
  p.title = fmt::format("{} against guidance, NFE {}{}", metric.label, budget, run_.where(process));
  p.subject = subject();
  p.x_label = "guidance w";
  p.y_label = value_label(field, metric) + bars_label(p);
  p.log_x = false, p.log_y = logarithmic(metric, p.series);
  set_side_by_side(p);
  Figure f;
  f.path = fmt::format("plots/guidance-{}-nfe{}{}", file_safe(metric.name), budget, tail(process));
  f.heading = p.title;
  f.caption = fmt::format(
      "{} in the feature space in brackets, {}: {}. An evaluation where guidance acts counts as "
      "two; w = 1 guides nowhere.{}",
      sentence_case(metric.title), samples_text(run_, {process}, field), metric.comparable,
      bars_note(p) + side_note(p) + signs_note(p) + remarks_note(run_, {process}, field, budget));
  draw(f, plot_script(p, std::filesystem::path(f.path).filename().string()));
}

void Drawer::trade(const std::string& process, int64_t budget, const std::string& precision,
                   const std::string& recall) {
  Plot p;
  p.series = guidance_curves(run_, process, budget, precision, recall);
  if (p.series.empty()) return;
  p.title =
      fmt::format("Fidelity and diversity under guidance, NFE {}{}", budget, run_.where(process));
  p.x_label = recall + "   (diversity)";
  p.subject = subject();
  p.y_label = precision + "   (fidelity); numbers: guidance w";
  // Bars both ways would hide the curves.
  std::vector<std::string> usual;
  for (const auto& field : {precision, recall}) {
    auto alone = guidance_curves(run_, process, budget, field);
    if (const auto half = take_bars_off(alone, false); !half.empty())
      usual.push_back(metric_name(field) + " " + half);
  }
  if (!usual.empty()) p.y_label += fmt::format("; 95 %: {}", fmt::join(usual, ", "));
  p.log_x = p.log_y = false;
  Figure f;
  f.path = fmt::format("plots/guidance-trade-nfe{}{}", budget, tail(process));
  f.heading = p.title;
  f.caption = fmt::format(
      "Beside the points: w; 1 guides nowhere. {}.{}{}", samples_text(run_, {process}, precision),
      usual.empty()
          ? ""
          : fmt::format(" 95 % intervals, not drawn, in the median: {}.", fmt::join(usual, ", ")),
      signs_note(p) + remarks_note(run_, {process}, precision, budget));
  draw(f, plot_script(p, std::filesystem::path(f.path).filename().string()));
}

void Drawer::grid(const std::string& heading, const std::string& name,
                  const std::vector<const Json*>& records, bool name_solver) {
  std::vector<PictureRow> rows;
  std::vector<const Json*> shown;
  std::vector<std::pair<std::string, const Json*>> named;
  bool failed = false;
  for (const Json* r : records) {
    const auto file = picture_file(run_, *r);
    if (file.empty()) continue;
    const auto pixels = read_png(run_.folder + "/" + file);
    const int height = static_cast<int>(pixels.size(0)), width = static_cast<int>(pixels.size(1));
    std::string words = fmt::format("{}{}NFE {:.0f}", name_solver ? run_.label(*r) + ",  " : "",
                                    tolerance(*r, records), number(*r, "nfe"));
    for (const auto& field : run_.metrics()) {
      const double value = number(*r, field);
      words += fmt::format(",  {} {}{}", metric_of(field)->label,
                           std::isfinite(value) ? short_number(value) : "–",
                           lost(*r, field) > 0 ? "†" : "");
    }
    named.emplace_back(run_.label(*r), r);
    failed = failed || (!run_.metrics().empty() && lost(*r, run_.metrics().front()) > 0);
    rows.push_back({"../" + file, words, width, height});
    shown.push_back(r);
  }
  if (rows.size() < 2) return;
  Figure f{"grids/" + name, heading, noise_note(shown), false, {}};
  if (failed) f.caption += kFailedNote;
  if (const auto says = remarks(named); !says.empty()) f.caption += " " + says;
  if (draw(f, picture_script(heading, rows, name, subject()))) return;
  for (size_t i = 0; i < rows.size(); ++i)  // the page can show the pictures as they are
    f.rows.emplace_back(picture_file(run_, *shown[i]), rows[i].words);
  figures.push_back(f);
}

std::string Drawer::tail(const std::string& process) {
  return run_.processes().size() > 1 ? "-" + file_name(process) : "";
}

std::string Drawer::file_name(const std::string& text) {
  constexpr size_t longest = 100;  // of two parts in a name of 255
  const std::string safe = file_safe(text);
  const bool own = named_.emplace(safe, text).first->second == text;
  if (own && safe.size() <= longest) return safe;
  return hashed_name(safe, text, longest);
}

std::string Drawer::subject() const { return text_at(run_.manifest, "/title"); }

std::string Drawer::tolerance(const Json& record, const std::vector<const Json*>& records) const {
  const double rtol = number(record, "rtol");
  const bool several = std::any_of(records.begin(), records.end(), [&](const Json* other) {
    return run_.label(*other) == run_.label(record) && number(*other, "rtol") != rtol;
  });
  return several && std::isfinite(rtol) ? fmt::format("rtol {:g},  ", rtol) : "";
}

bool Drawer::at_one_cost(const std::string& field) const {
  size_t measured = 0;
  for (const auto& r : run_.records) {
    if (!drawable(field, number(r, field))) continue;
    if (std::isnan(number(r, "nfe_budget"))) return false;  // driven by a tolerance
    ++measured;
  }
  return measured > 2 && run_.budgets(field).size() == 1;
}

void Drawer::describe_quality(Plot& p, Figure& f, const std::string& field,
                              const std::vector<std::string>& processes, const std::string& where,
                              bool crowded) const {
  const MetricEntry& metric = *metric_of(field);
  const std::string by = run_.metrics().size() > 1 ? " by " + metric.label : "";
  p.title = fmt::format("Sample quality{} against network evaluations{}", by, where);
  int64_t n = 0;
  double least = INFINITY;
  for (const auto& r : run_.records)
    if (std::isfinite(number(r, field))) n = std::max(n, asked(r, field));
  for (const auto& s : p.series)
    for (const auto& [x, y] : s.points) least = std::min(least, y);
  const std::string held_text =
      text_at(run_.manifest, fmt::format("/reference/held_out/{}/{}", metric.name, n).c_str());
  const double held = held_text.empty() ? std::nan("") : std::strtod(held_text.c_str(), nullptr);
  const bool known = drawable(field, held);
  const std::string real = fmt::format("{} real images of the {} split", n,
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

void Drawer::describe_trajectory(Plot& p, Figure& f, const std::vector<std::string>& processes,
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
  if (floor > 0 && floor > least / 30) p.levels.emplace_back(floor, "uncertainty of the reference");
}

bool Drawer::draw(const Figure& f, const std::string& script) {
  namespace fs = std::filesystem;
  const fs::path path = fs::path(run_.folder) / f.path;
  make_folder("report", path.parent_path().string());
  const auto wrong = write_plot(path.parent_path().string(), path.filename().string(), script);
  if (wrong.empty())
    figures.push_back(f);
  else
    problem_ = wrong;
  return wrong.empty();
}

}  // namespace odelia
