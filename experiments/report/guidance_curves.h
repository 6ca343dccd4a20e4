#pragma once
#include "experiments/plots/gnuplot.h"
#include "experiments/report/run_data.h"

namespace odelia {

/// A metric against the scale of guidance: the records of one process and budget, a curve for each
/// solver, time grid and way to guide.  w = 1, which guides nowhere, is the first point of all.
/// along: instead of w, another field that the points are drawn over, in the order of w.
std::vector<Series> guidance_curves(const RunData& run, const std::string& process, int64_t budget,
                                    const std::string& field, const std::string& along = "");

}  // namespace odelia
