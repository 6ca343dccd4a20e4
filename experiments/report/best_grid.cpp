#include "experiments/report/best_grid.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "experiments/report/field.h"

namespace odelia {
namespace {

/// What the table calls grid k: a to z, then aa, ab and so on.
std::string grid_letters(size_t k) {
  std::string out(1, static_cast<char>('a' + k % 26));
  while ((k /= 26) > 0) out.insert(out.begin(), static_cast<char>('a' + --k % 26));
  return out;
}

}  // namespace

std::vector<BestGrids> best_grids(const RunData& run, const std::string& process,
                                  const std::string& field) {
  std::vector<BestGrids> out;
  for (const auto& r : run.records) {
    const double value = number(r, field), nfe = number(r, "nfe");
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
  std::map<int64_t, double> leading;  // of all that cost as much, then of all that cost less, too
  for (const auto& row : out)
    for (const auto& [cost, best] : row.at) {
      const auto known = leading.emplace(cost, best.value).first;
      if (better(field, best.value, known->second)) known->second = best.value;
    }
  for (auto at = leading.begin(); at != leading.end(); ++at)
    if (at != leading.begin() && better(field, std::prev(at)->second, at->second))
      at->second = std::prev(at)->second;
  for (auto& row : out) {
    for (const auto& [cost, best] : row.at)
      row.behind += odelia::behind(field, best.value, leading[cost]);
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
    legend.push_back(fmt::format("{} {}", grid_letters(k), grids[k]));

  const auto header = budget_header(run, process, field);
  std::vector<BudgetRow> table;
  for (const auto& row : rows) {
    table.push_back({row.solver, {}});
    for (size_t j = 0; j < budgets.size(); ++j)
      if (const auto best = row.at.find(budgets[j]); best != row.at.end()) {
        const auto place = std::find(grids.begin(), grids.end(), best->second.grid);
        table.back().cells[j + 1].push_back(
            {best->second.record, fmt::format(" {}", grid_letters(place - grids.begin()))});
      }
  }
  // What stands nowhere above, since samples failed on every grid of the budget.
  std::string failed;
  for (const auto& r : run.records) {
    if (!belongs(r, process) || run.adaptive(r) || lost(r, field) == 0 || !measured(r, field))
      continue;
    failed += fmt::format("{}{} on {} at {} ({} of {})", failed.empty() ? "" : ", ", run.row(r),
                          r.value("grid", std::string()), number(r, "nfe_budget"),
                          std::max<int64_t>(0, averaged(r, field)),
                          std::max<int64_t>(0, averaged(r, field)) + lost(r, field));
  }
  for (auto& row : budget_rows(run, process, field, false)) table.push_back(row);
  Table t =
      marked_table(fmt::format("{}, each solver with its best time grid ({}){}", field_title(field),
                               fmt::join(legend, ", "), run.where(process)),
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
