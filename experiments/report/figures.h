#pragma once
#include <string>
#include <utility>
#include <vector>

#include "experiments/report/run_data.h"

namespace odelia {

/// A picture in the run folder: `path`.png, and `path`.svg where it is a plot.
struct Figure {
  std::string path, heading, caption;
  bool plot = true;
  /// In the place of `path`.png, which could not be drawn: pictures of the run, as files in its
  /// folder, with the words above each.
  std::vector<std::pair<std::string, std::string>> rows = {};
};

/// Draws the plots (quality against evaluations, trajectory error against evaluations; one each per
/// process) and the sample grids (all solvers at one budget; one solver at all budgets) below
/// plots/ and grids/. `together`: all processes in one plot each. Plots that gnuplot could not
/// draw are left out, grids are given as their rows, and `problem` says why.
std::vector<Figure> draw_figures(const RunData& run, std::string& problem, bool together = false);

}  // namespace odelia
