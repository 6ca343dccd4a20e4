#pragma once
#include <string>
#include <vector>

#include "solvers/process.h"

namespace odelia {

/// Times from the start of a solve to its end, strictly
/// monotone: a grid of n steps has n + 1 points.
using TimeGrid = std::vector<double>;

/// The grid `spec` with `steps` steps from t_max to t_min of the process.  spec is one of
/// solvers/time_grids/, one file each, such as log_snr or karras(rho=7), or
///   file:PATH  times in a file, one per line, falling, within the process's; `steps` is ignored
/// Each but `file` takes t_min= and t_max=, and final=zero: the last of the steps then goes from
/// t_min to t = 0, where sigma = 0, as in EDM's sampler.
/// Throws std::invalid_argument on an unknown name (listing the known), no step or more than a
/// million, times that rise or lie out of the process's domain, or a repeated point.
TimeGrid make_time_grid(const std::string& spec, const Process& process, int64_t steps);

/// Names of the grids above.
std::vector<std::string> time_grid_names();

/// Throws std::invalid_argument unless the grid has two
/// points or more, all finite and strictly monotone.
void check_time_grid(const TimeGrid& grid);

}  // namespace odelia
