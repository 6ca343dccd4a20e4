#pragma once
#include <vector>

#include "models/score_model.h"
#include "solvers/time_grid.h"

namespace odelia {

/// The times strictly between t0 and t1, in this order, at which the model's answer jumps.
std::vector<double> breaks_between(const ScoreModel& model, const Process& process, double t0,
                                   double t1);
/// The same of jumps at these half log-SNRs.
std::vector<double> breaks_between(const std::vector<double>& lambdas, const Process& process,
                                   double t0, double t1);

/// The grid with a point at each of these times: the nearest inner point in half log-SNR moves
/// there, so that the number of steps stays.  Throws std::invalid_argument where the inner points
/// are too few.
TimeGrid with_points(const TimeGrid& grid, const Process& process, const std::vector<double>& at);

}  // namespace odelia
