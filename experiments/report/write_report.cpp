#include "experiments/report/write_report.h"

#include "experiments/report/best_grid.h"
#include "experiments/report/page.h"
#include "experiments/report/run_tables.h"
#include "models/data/files.h"

namespace odelia {

std::string write_report(const std::string& folder, bool together) {
  const RunData run = read_run(folder);
  const Table all = record_table(run);
  std::vector<Table> tables;
  for (const auto& process : run.processes())
    for (const auto& t : budget_tables(run, process)) tables.push_back(t);
  std::string text, markdown;
  for (const auto& t : tables) {
    if (&t != &tables.front()) text += "\n", markdown += "\n";
    text += to_text(t);
    markdown += to_markdown(t);
  }
  write_text(folder + "/table.txt", text);
  write_text(folder + "/table.md", markdown);
  write_text(folder + "/table.csv", to_csv(all));
  std::string problem;
  const auto figures = draw_figures(run, problem, together);
  write_text(folder + "/report.html", html_page(run, figures, problem));
  return problem;
}

}  // namespace odelia
