#pragma once
#include "models/guidance_rule.h"
#include "solvers/budget.h"

namespace odelia {

/// The grid of the most steps on which a guided method stays within `budget` passes through the
/// network: an evaluation takes two where guidance acts, and a method begins anew at the ends of its
/// interval, where the grid gets points; a last step to sigma = 0 has no end to evaluate.  What that
/// comes to is counted on a network that costs nothing.  Empty if there is none.  Throws as
/// make_time_grid and with_points, and std::invalid_argument where the method takes more
/// evaluations than it claims.
TimeGrid fit_guided_grid(const Method& method, const std::string& grid, const Process& process,
                         const Guidance& guidance, int64_t budget);

}  // namespace odelia
