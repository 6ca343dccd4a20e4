#pragma once
#include <vector>

#include "solvers/process.h"
#include "solvers/time_grid.h"

namespace odelia {

/// The grid with every point moved to the nearest level of a table (in log s, s = sigma/alpha, of
/// those within the process's times) that a network knows, and points that fall together taken as
/// one: it can have fewer steps than before.  A last point at sigma = 0 stays.  The same grid where
/// there are no levels.  Throws std::invalid_argument where fewer than two points are left.
TimeGrid snap_grid(const TimeGrid& grid, const Process& process, const std::vector<double>& levels);

}  // namespace odelia
