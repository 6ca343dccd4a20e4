#include "experiments/report/best_grid.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

namespace odelia {

std::vector<BestGrids> best_grids(const RunData& run, const std::string& process,
                                  const std::string& field) {
  std::vector<BestGrids> out;
  for (const auto& r : run.records) {
    const double value = number(r, field), nfe = number(r, "nfe");
    if (r.value("process", std::string()) != process || !(value > 0) || number(r, "failures") > 0)
      continue;
    const bool adaptive = run.adaptive(r);
    const std::string solver = adaptive ? run.label(r) : r.value("solver", std::string());
    auto row = std::find_if(out.begin(), out.end(),
                            [&](const BestGrids& b) { return b.solver == solver; });
    if (row == out.end()) row = out.insert(out.end(), {solver, adaptive, {}, 0});
    const auto key = static_cast<int64_t>(adaptive ? std::ceil(nfe) : number(r, "nfe_budget"));
    const auto cell = row->at.find(key);
    if (cell == row->at.end() || value < cell->second.value)
      row->at[key] = {value, nfe, r.value("grid", std::string())};
  }
  std::map<int64_t, double> least;  // of all that cost as much, then of all that cost less, too
  for (const auto& row : out)
    for (const auto& [cost, best] : row.at) {
      const auto known = least.emplace(cost, best.value).first;
      known->second = std::min(known->second, best.value);
    }
  double lowest = INFINITY;
  for (auto& [cost, value] : least) value = lowest = std::min(lowest, value);
  for (auto& row : out) {
    for (const auto& [cost, best] : row.at) row.behind += std::log(best.value / least[cost]);
    row.behind /= static_cast<double>(row.at.size());
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const BestGrids& a, const BestGrids& b) { return a.behind < b.behind; });
  return out;
}

Table best_grid_table(const RunData& run, const std::string& process, const std::string& field) {
  auto rows = best_grids(run, process, field);
  std::erase_if(rows, [](const BestGrids& row) { return row.adaptive; });
  const auto budgets = run.budgets(field);
  std::vector<std::string> grids;
  for (const auto& row : rows)
    for (const auto& [budget, best] : row.at)
      if (std::find(grids.begin(), grids.end(), best.grid) == grids.end())
        grids.push_back(best.grid);
  std::sort(grids.begin(), grids.end());
  std::vector<std::string> legend;
  for (size_t k = 0; k < grids.size(); ++k)
    legend.push_back(fmt::format("{} {}", static_cast<char>('a' + k), grids[k]));

  Table t;
  t.title = fmt::format("{}, each solver with its best time grid ({}){}", field_title(run, field),
                        fmt::join(legend, ", "), run.processes().size() > 1 ? ", " + process : "");
  t.header = {"NFE at most"};
  for (int64_t b : budgets) t.header.push_back(std::to_string(b));
  for (const auto& row : rows) {
    t.rows.push_back({row.solver});
    for (int64_t b : budgets) {
      const auto best = row.at.find(b);
      const auto letter = [&] {
        return static_cast<char>(
            'a' + (std::find(grids.begin(), grids.end(), best->second.grid) - grids.begin()));
      };
      t.rows.back().push_back(
          best == row.at.end() ? ""
                               : fmt::format("{} {}", short_number(best->second.value), letter()));
    }
  }
  const Table adaptive = adaptive_table(run, process, field);
  for (size_t j = t.header.size(); j < adaptive.header.size(); ++j) {
    t.header.push_back(adaptive.header[j]);
    for (auto& row : t.rows) row.emplace_back();
  }
  t.rows.insert(t.rows.end(), adaptive.rows.begin(), adaptive.rows.end());
  return t;
}

std::vector<Table> budget_tables(const RunData& run, const std::string& process) {
  std::vector<Table> out;
  for (const std::string& field : {run.metric(), std::string("trajectory_rms")}) {
    if (field.empty()) continue;
    auto t = run.grids().size() > 1 ? best_grid_table(run, process, field)
                                    : budget_table(run, process, field);
    if (!t.rows.empty() || field != "trajectory_rms") out.push_back(std::move(t));
  }
  return out;
}

}  // namespace odelia
