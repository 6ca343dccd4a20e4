#include "experiments/report/best_grid.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "experiments/report/field.h"
#include "experiments/report/leaders.h"

namespace odelia {
namespace {

/// What the table calls grid k: a to z, then aa, ab and so on.
std::string grid_letters(size_t k) {
  std::string out(1, static_cast<char>('a' + k % 26));
  while ((k /= 26) > 0) out.insert(out.begin(), static_cast<char>('a' + --k % 26));
  return out;
}

/// The best value at each cost, of all that cost as much or less; what is not resolved is none.
std::map<int64_t, double> leading_values(const std::vector<BestGrids>& rows,
                                         const std::string& field) {
  std::map<int64_t, double> out;
  for (const auto& row : rows)
    for (const auto& [cost, best] : row.at) {
      if (unresolved(*best.record, field)) continue;
      const auto known = out.emplace(cost, best.value).first;
      if (better(field, best.value, known->second)) known->second = best.value;
    }
  for (auto at = out.begin(); at != out.end(); ++at)
    if (at != out.begin() && better(field, std::prev(at)->second, at->second))
      at->second = std::prev(at)->second;
  return out;
}

/// How far each cell of a row is behind what leads at its cost or below; by cost.
std::map<int64_t, double> distances(const BestGrids& row, const std::map<int64_t, double>& leading,
                                    const std::string& field) {
  std::map<int64_t, double> out;
  for (const auto& [cost, best] : row.at) {
    const auto above = leading.upper_bound(cost);
    out[cost] = above == leading.begin()
                    ? 0
                    : std::max(0.0, behind(field, best.value, std::prev(above)->second));
  }
  return out;
}

double mean(const std::map<int64_t, double>& values) {
  double out = 0;
  for (const auto& [cost, value] : values) out += value / static_cast<double>(values.size());
  return out;
}

/// Sets how far the rows are behind.
void set_behind(std::vector<BestGrids>& rows, const std::string& field) {
  const auto leading = leading_values(rows, field);
  std::vector<std::map<int64_t, double>> all;
  std::map<int64_t, double> last;  // of each budget
  for (const auto& row : rows) {
    all.push_back(distances(row, leading, field));
    if (row.adaptive) continue;
    for (const auto& [cost, value] : all.back()) last[cost] = std::max(last[cost], value);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const double own = mean(all[i]);
    if (!rows[i].adaptive)
      for (const auto& [cost, value] : last) all[i].emplace(cost, std::max(own, value));
    rows[i].behind = mean(all[i]);
  }
}

}  // namespace

std::vector<BestGrids> best_grids(const RunData& run, const std::string& process,
                                  const std::string& field) {
  std::vector<BestGrids> out;
  for (const auto& r : run.records) {
    const double value = number(r, field), nfe = nfe_of(r, field);
    if (!belongs(r, process) || !drawable(field, value) || lost(r, field) > 0) continue;
    const bool adaptive = run.adaptive(r);
    const double cost = adaptive ? std::ceil(nfe) : number(r, "nfe_budget");
    if (std::isnan(cost)) continue;  // unknown: it has no place among the costs
    const std::string solver = adaptive ? run.label(r) : run.row(r);
    auto row = std::find_if(out.begin(), out.end(),
                            [&](const BestGrids& b) { return b.solver == solver; });
    if (row == out.end()) row = out.insert(out.end(), {solver, adaptive, {}, 0});
    const auto key = static_cast<int64_t>(cost);
    const auto cell = row->at.find(key);
    if (cell == row->at.end() || better(field, value, cell->second.value))
      row->at[key] = {value, nfe, r.value("grid", std::string()), &r};
  }
  set_behind(out, field);
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
      if (!best.grid.empty() && std::find(grids.begin(), grids.end(), best.grid) == grids.end())
        grids.push_back(best.grid);
  std::sort(grids.begin(), grids.end());
  std::vector<std::string> legend;
  for (size_t k = 0; k < grids.size(); ++k)
    legend.push_back(fmt::format("{} {}", grid_letters(k), grids[k]));

  const auto header = budget_header(run, process, field);
  std::vector<BudgetRow> table;
  for (const auto& row : rows) {
    table.push_back({row.solver, {}});
    for (size_t j = 0; j < budgets.size(); ++j)
      if (const auto best = row.at.find(budgets[j]); best != row.at.end()) {
        const auto place = std::find(grids.begin(), grids.end(), best->second.grid);
        const bool none = place == grids.end();  // of a network of one pass
        table.back().cells[j + 1].push_back(
            {best->second.record, none ? "" : " " + grid_letters(place - grids.begin())});
      }
  }
  // What stands nowhere above, since samples failed on every grid of the budget.
  std::string failed;
  for (const auto& r : run.records) {
    if (!belongs(r, process) || run.adaptive(r) || lost(r, field) == 0 || !measured(r, field))
      continue;
    const auto grid = r.value("grid", std::string());
    failed += fmt::format("{}{}{} at {} ({} of {})", failed.empty() ? "" : ", ", run.row(r),
                          grid.empty() ? "" : " on " + grid, number(r, "nfe_budget"),
                          std::max<int64_t>(0, averaged(r, field)),
                          std::max<int64_t>(0, averaged(r, field)) + lost(r, field));
  }
  for (auto& row : budget_rows(run, process, field, false)) table.push_back(row);
  Table t =
      marked_table(fmt::format("{}, each solver with its best time grid{}{}", field_title(field),
                               legend.empty() ? "" : fmt::format(" ({})", fmt::join(legend, ", ")),
                               run.where(process)),
                   header, table, field);
  if (!failed.empty())
    t.note += fmt::format("{}Left out, since samples failed (n of N ended well): {}.",
                          t.note.empty() ? "" : " ", failed);
  return t;
}

std::vector<Table> budget_tables(const RunData& run, const std::string& process) {
  std::vector<Table> out;
  auto fields = run.metrics();
  fields.emplace_back("trajectory_rms");
  for (const std::string& field : fields) {
    auto t = run.grids().size() > 1 ? best_grid_table(run, process, field)
                                    : budget_table(run, process, field);
    if (!t.rows.empty() || field != "trajectory_rms") out.push_back(std::move(t));
  }
  if (out.empty()) out.push_back(budget_table(run, process, "trajectory_rms"));
  return out;
}

}  // namespace odelia
