#pragma once
#include "experiments/command/command_line.h"
#include "experiments/metrics/metric.h"

namespace odelia {

/// `odelia metrics NAME`: the metric of samples, against others where it is held against any.
void add_distance_verb(CommandLine& metrics, const MetricEntry& entry);

}  // namespace odelia
