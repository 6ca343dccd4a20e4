#include "experiments/report/leaders.h"

#include <cmath>

#include "experiments/report/field.h"

namespace odelia {
namespace {

/// The standard error of the difference of two leave-one-out series, groups in the same order.
double paired_error(const Json& a, const Json& b) {
  const auto k = static_cast<double>(a.size());
  double mean = 0, squares = 0;
  for (size_t i = 0; i < a.size(); ++i) mean += (a[i].get<double>() - b[i].get<double>()) / k;
  for (size_t i = 0; i < a.size(); ++i)
    squares += std::pow(a[i].get<double>() - b[i].get<double>() - mean, 2);
  return std::sqrt((k - 1) / k * squares);
}

/// That of the series under this key; NaN where it is not one of as many groups in both records.
double paired_error(const Json& a, const Json& b, const std::string& key) {
  const auto one = a.find(key), other = b.find(key);
  const bool both = one != a.end() && other != b.end() && one->size() == other->size();
  return both && one->size() > 1 ? paired_error(*one, *other) : std::nan("");
}

bool same_text(const Json& a, const Json& b, const char* key) {
  return a.value(key, std::string()) == b.value(key, std::string());
}

}  // namespace

double difference_error(const Json& a, const Json& b, const std::string& field) {
  const char* seeds = field.starts_with("trajectory") ? "trajectory_seeds" : "seeds";
  const auto* metric = metric_of(field);
  double paired = std::nan("");
  if (!a.value(seeds, std::string()).empty() && same_text(a, b, seeds))
    paired = paired_error(a, b, field + "_jackknife");
  if (metric && metric->error_of_both)
    paired = same_text(a, b, "reference_hash") && same_text(a, b, "reference_features_hash")
                 ? std::hypot(paired, paired_error(a, b, field + "_reference_jackknife"))
                 : std::nan("");
  if (!std::isnan(paired)) return paired;
  return std::hypot(number(a, field + "_se"), number(b, field + "_se"));
}

bool unresolved(const Json& record, const std::string& field) {
  if (!record.contains("trajectory_reference_error") || !field.starts_with("trajectory"))
    return false;
  return !(number(record, field) >= 3 * number(record, "trajectory_reference_error"));
}

std::vector<bool> leaders(const std::vector<const Json*>& records, const std::string& field) {
  const Json* best = nullptr;
  for (const Json* r : records)
    if (lost(*r, field) == 0 && std::isfinite(number(*r, field)) &&
        (!best || better(field, number(*r, field), number(*best, field))))
      best = r;
  std::vector<bool> out;
  for (const Json* r : records) {
    const double behind =
        best ? shortfall(field, number(*r, field), number(*best, field)) : std::nan("");
    const double error = !best       ? std::nan("")
                         : r == best ? number(*r, field + "_se")
                                     : difference_error(*r, *best, field);
    const bool tied = r == best ? std::isfinite(error) : behind <= 2 * error;
    out.push_back(tied && lost(*r, field) == 0 && !unresolved(*r, field));
  }
  return out;
}

}  // namespace odelia
