#pragma once
#include <map>

#include "experiments/report/run_tables.h"

namespace odelia {

/// What a solver reaches with the time grid that suits it best at a budget.
struct BestGrid {
  double value = 0, nfe = 0;
  std::string grid;
  const Json* record = nullptr;
};

/// One solver's budgets, or what it reached under error control.
struct BestGrids {
  std::string solver;  ///< or "solver, adaptive"
  bool adaptive = false;
  std::map<int64_t, BestGrid> at;  ///< by budget, or by evaluations spent
  /// Mean of how far the value is behind the best that as many evaluations give any solver:
  /// log(value / best), or the difference, as behind() has it.  Over all budgets, or those of `at`
  /// under error control.
  double behind = 0;
};

/// The solvers of one process, the least behind first; records with failures do not count.  What is
/// not resolved leads nobody, and is not behind where it would; a solver without a value at a budget
/// is behind by as much as the last one there, or as it is elsewhere where that is more.
std::vector<BestGrids> best_grids(const RunData& run, const std::string& process,
                                  const std::string& field);

/// Solver against budget, each cell with a letter for
/// its grid, or letters beyond 26; then the adaptive runs, as in budget_table.
Table best_grid_table(const RunData& run, const std::string& process, const std::string& field);

/// The tables of one process, for what was measured: budget_table, or where there are several time
/// grids best_grid_table.
std::vector<Table> budget_tables(const RunData& run, const std::string& process);

}  // namespace odelia
