#pragma once
#include "experiments/report/run_data.h"

namespace odelia {

/// A picture in the run folder: `path`.png, and `path`.svg where it is a plot.
struct Figure {
  std::string path, heading, caption;
  bool plot = true;
};

/// Draws the plots (quality against evaluations, trajectory error against evaluations; one each per
/// process) and the sample grids (all solvers at one budget; one solver at all budgets) below
/// plots/ and grids/. Figures that gnuplot could not draw are left out, and `problem` says why.
std::vector<Figure> draw_figures(const RunData& run, std::string& problem);

}  // namespace odelia
