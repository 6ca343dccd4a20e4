#pragma once
#include "models/guidance_rule.h"
#include "solvers/budget.h"

namespace odelia {

/// The grid of the most steps on which a guided method stays within `budget` passes through the
/// network, by its own claim: an evaluation takes two in the steps where guidance acts, once the
/// grid has points at the ends of its interval.  Empty if there is none.  Throws as make_time_grid
/// and with_points.
TimeGrid fit_guided_grid(const Traits& traits, const std::string& grid, const Process& process,
                         const Guidance& guidance, int64_t budget);

}  // namespace odelia
