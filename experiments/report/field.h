#pragma once
#include "experiments/metrics/metric.h"

namespace odelia {

/// The metric whose values stand in this field of the records; null of other fields, such as
/// trajectory_rms.  Throws std::invalid_argument, listing the known ones, on an unknown metric.
const MetricEntry* metric_of(const std::string& field);

/// Whether a is the better value of this field.
/// Fields other than metrics are errors: lower is better.
bool better(const std::string& field, double a, double b);

/// By how much `value` falls short of `best`: a difference, zero or more where best is better.
double shortfall(const std::string& field, double value, double best);

/// The same as it is averaged over budgets: the logarithm of a ratio, or the difference where
/// values may be zero.
double behind(const std::string& field, double value, double best);

/// Whether a curve can have this value: finite, and positive where values are compared as ratios.
bool drawable(const std::string& field, double value);

}  // namespace odelia
