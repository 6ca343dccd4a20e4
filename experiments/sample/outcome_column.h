#pragma once
#include "solvers/integrate.h"

namespace odelia {

/// One number of each outcome, [N] int64.
Tensor outcome_column(const std::vector<Outcome>& outcomes, int64_t (*number)(const Outcome&));

}  // namespace odelia
