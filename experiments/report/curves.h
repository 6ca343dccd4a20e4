#pragma once
#include "experiments/plots/gnuplot.h"
#include "experiments/report/run_data.h"

namespace odelia {

/// The curves of these processes: a solver keeps its colour in every plot; its grids, and the
/// guidances and processes where there are several, differ in dash.
std::vector<Series> solver_curves(const RunData& run, const std::vector<std::string>& processes,
                                  const std::string& field);

/// More curves than anyone can tell apart: each solver with its best grids or under error control,
/// the best at each budget and those least behind in colour and by name.
std::vector<Series> best_curves(const RunData& run, const std::vector<std::string>& processes,
                                const std::string& field);

}  // namespace odelia
