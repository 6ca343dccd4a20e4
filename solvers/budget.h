#pragma once
#include "solvers/registry.h"
#include "solvers/time_grid.h"

namespace odelia {

/// The grid of the most steps on which a method stays within `budget` evaluations, by its own
/// claim; empty if there is none.  Throws as make_time_grid.
TimeGrid fit_grid(const Traits& traits, const std::string& grid, const Process& process,
                  int64_t budget);

}  // namespace odelia
