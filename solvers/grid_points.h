#pragma once
#include "solvers/time_grid.h"

namespace odelia {

/// The grid with a point at each of these times: the nearest inner point in half log-SNR moves
/// there, so that the number of steps stays.  Throws std::invalid_argument where the inner points
/// are too few.
TimeGrid with_points(const TimeGrid& grid, const Process& process, const std::vector<double>& at);

}  // namespace odelia
