#pragma once
#include "experiments/report/run_data.h"

namespace odelia {

/// A table of text cells: the first `text_columns` are words and stand left, the others numbers and
/// stand right.
struct Table {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  size_t text_columns = 1;
};
std::string to_text(const Table& table);  ///< aligned, for a terminal
std::string to_markdown(const Table& table);
std::string to_csv(const Table& table);
std::string to_html(const Table& table);  ///< sortable by the page's script

/// & < > " as entities.
std::string escape_html(const std::string& text);

/// One row per record, every measured column.
Table record_table(const RunData& run);

/// Solver against budget for one process: of the metric, or of trajectory_rms.  Adaptive points
/// stand in the column of the budget they stay within, with their counted mean in brackets.
Table budget_table(const RunData& run, const std::string& process, const std::string& field);

/// The adaptive runs alone, in the same columns.
Table adaptive_table(const RunData& run, const std::string& process, const std::string& field);

/// What to call a field in a heading.
std::string field_title(const RunData& run, const std::string& field);

}  // namespace odelia
