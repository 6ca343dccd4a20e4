#pragma once
#include <vector>

#include "models/score_model.h"
#include "solvers/process.h"

namespace odelia {

/// The times strictly between t0 and t1, in this order, at which the model's answer jumps.
std::vector<double> breaks_between(const ScoreModel& model, const Process& process, double t0,
                                   double t1);
/// The same of jumps at these half log-SNRs.
std::vector<double> breaks_between(const std::vector<double>& lambdas, const Process& process,
                                   double t0, double t1);

}  // namespace odelia
