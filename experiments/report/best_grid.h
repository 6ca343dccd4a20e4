#pragma once
#include <map>

#include "experiments/report/table.h"

namespace odelia {

/// What a solver reaches with the time grid that suits it best at a budget.
struct BestGrid {
  double value = 0, nfe = 0;
  std::string grid;
};

/// One solver's budgets.
struct BestGrids {
  std::string solver;
  std::map<int64_t, BestGrid> at;  ///< by budget
  double behind = 0;  ///< mean over its budgets of log(value / least value any solver has there)
};

/// Solvers on fixed grids of one process, the least behind first; records with failures do not
/// count.
std::vector<BestGrids> best_grids(const RunData& run, const std::string& process,
                                  const std::string& field);

/// Solver against budget, each cell with a letter for its grid.
Table best_grid_table(const RunData& run, const std::string& process, const std::string& field);

/// The tables of one process, for what was measured: budget_table, or where there are several time
/// grids best_grid_table.
std::vector<Table> budget_tables(const RunData& run, const std::string& process);

}  // namespace odelia
