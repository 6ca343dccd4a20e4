#pragma once
#include "experiments/compare/plan.h"

namespace odelia {

/// Whether a run of `now` may go on in a folder of `before`: every sample, metric and trajectory
/// error that was asked for there is asked for here, and is the same.  So a config may gain
/// solvers, budgets, grids, seeds and metrics, and only those are computed.
bool widens(const CompareConfig& before, const CompareConfig& now, const std::vector<Cell>& cells);

}  // namespace odelia
