#pragma once
#include <map>

#include "experiments/plots/table.h"
#include "experiments/report/run_data.h"

namespace odelia {

/// One row per record, every measured column.
Table record_table(const RunData& run);

/// Solver against budget for one process: of a metric, or of trajectory_rms.  Adaptive points
/// stand in the column of the budget they stay within, with their counted mean in brackets.
Table budget_table(const RunData& run, const std::string& process, const std::string& field);

/// One measurement in a budget table: its record, and what stands behind the number.
struct BudgetEntry {
  const Json* record;
  std::string tail;
};

/// A row of a budget table; by column, from 1.
struct BudgetRow {
  std::string label;
  std::map<size_t, std::vector<BudgetEntry>> cells;
};

/// The table of these rows: numbers with "n of N" where samples failed, the best of each column
/// (all that tie with it) and the unresolved marked, and a note on N and on what the other signs say.
/// No best is marked of what cannot be compared: different N, where the metric is biased by that, and
/// costs beyond all budgets.
Table marked_table(const std::string& title, const std::vector<std::string>& header,
                   const std::vector<BudgetRow>& rows, const std::string& field);

/// The rows of budget_table, the adaptive runs alone if so wanted.
std::vector<BudgetRow> budget_rows(const RunData& run, const std::string& process,
                                   const std::string& field, bool fixed_too);

/// "NFE at most", the budgets, and "more" if an adaptive run needs more than all of them.
std::vector<std::string> budget_header(const RunData& run, const std::string& process,
                                       const std::string& field);

/// What to call a field in a heading.
std::string field_title(const std::string& field);

}  // namespace odelia
