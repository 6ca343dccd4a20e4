#pragma once
#include <vector>

#include "models/score_model.h"
#include "solvers/process.h"
#include "solvers/time_grid.h"

namespace odelia {

/// The grid with every point moved to the nearest level of a table (in log s, s = sigma/alpha, of
/// those within the process's times) that a network knows, and points that fall together taken as
/// one: it can have fewer steps than before.  A last point at sigma = 0 stays.  The same grid where
/// there are no levels.  Throws std::invalid_argument where fewer than two points are left.
TimeGrid snap_grid(const TimeGrid& grid, const Process& process, const std::vector<double>& levels);

/// The grid as this model wants it: with a point at each of its breaks, and on the levels that it
/// knows.  Throws as with_points and snap_grid.
TimeGrid grid_for(const ScoreModel& model, const Process& process, const TimeGrid& grid);

}  // namespace odelia
