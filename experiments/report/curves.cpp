#include "experiments/report/curves.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "experiments/report/best_grid.h"
#include "experiments/report/field.h"
#include "experiments/report/leaders.h"

namespace odelia {
namespace {

/// The guidance and the comma before it, where there are several.
std::string guided_text(const Json& record) {
  const auto guidance = record.value("guidance", std::string());
  return guidance.empty() ? "" : ", " + guidance;
}

/// The rows to name: the best at each cost, then those least behind, ten at most unless more than
/// ten are best somewhere.
std::vector<bool> named_rows(const std::vector<BestGrids>& rows, size_t most,
                             const std::string& field) {
  std::map<int64_t, std::pair<double, size_t>> best;
  for (size_t i = 0; i < rows.size(); ++i)
    for (const auto& [cost, cell] : rows[i].at) {
      if (unresolved(*cell.record, field)) continue;
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

}  // namespace

std::vector<Series> solver_curves(const RunData& run, const std::vector<std::string>& processes,
                                  const std::string& field) {
  std::vector<Series> out;
  std::vector<std::string> variants;
  struct Point {
    double x, y, half;
    int64_t samples;
    bool failed, faint;
  };
  std::vector<std::vector<Point>> points;
  bool bars = false;
  for (const auto& process : processes)
    for (const auto& r : run.records) {
      const double x = nfe_of(r, field), y = number(r, field);
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
      points[static_cast<size_t>(at - out.begin())].push_back(
          {x, y, half, asked(r, field), lost(r, field) > 0, unresolved(r, field)});
    }
  for (size_t i = 0; i < out.size(); ++i) {
    std::stable_sort(points[i].begin(), points[i].end(), [](const Point& a, const Point& b) {
      return std::pair(a.x, a.y) < std::pair(b.x, b.y);
    });
    for (const Point& p : points[i]) {
      out[i].points.emplace_back(p.x, p.y), out[i].samples.push_back(p.samples);
      out[i].failed.push_back(p.failed), out[i].faint.push_back(p.faint);
      if (bars) out[i].spread.push_back(p.half);
    }
  }
  return out;
}

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
        s.faint.push_back(unresolved(*best->record, field));
      }
      out.push_back(std::move(s));
    }
  }
  std::reverse(out.begin(), out.end());  // the best are drawn last, on top
  return out;
}

}  // namespace odelia
