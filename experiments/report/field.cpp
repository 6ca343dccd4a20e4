#include "experiments/report/field.h"

#include <cmath>

namespace odelia {

const MetricEntry* metric_of(const std::string& field) {
  const std::string name = metric_name(field);
  return name.empty() ? nullptr : &metric_entry(name, "report: field '" + field + "'");
}

bool better(const std::string& field, double a, double b) {
  const auto* metric = metric_of(field);
  return metric && !metric->lower_is_better ? a > b : a < b;
}

double shortfall(const std::string& field, double value, double best) {
  const auto* metric = metric_of(field);
  return metric && !metric->lower_is_better ? best - value : value - best;
}

double behind(const std::string& field, double value, double best) {
  const auto* metric = metric_of(field);
  if (metric && !metric->ratios) return shortfall(field, value, best);
  return std::log(metric && !metric->lower_is_better ? best / value : value / best);
}

bool drawable(const std::string& field, double value) {
  const auto* metric = metric_of(field);
  return std::isfinite(value) && (value > 0 || (metric && !metric->ratios));
}

}  // namespace odelia
