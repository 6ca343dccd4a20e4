#pragma once
#include <string>
#include <vector>

#include "experiments/metrics/metric.h"

namespace odelia {

/// The feature vectors of a set that count, float64, in the jackknife's groups.
struct GroupedFeatures {
  Tensor rows;                 // [n, d]
  std::vector<int64_t> begin;  // group g is rows begin[g] to begin[g + 1]
  int64_t groups() const { return static_cast<int64_t>(begin.size()) - 1; }
  int64_t size() const { return rows.size(0); }
  int64_t size(int64_t g) const { return begin[g + 1] - begin[g]; }
  int64_t dimension() const { return rows.size(1); }
  const double* row(int64_t i) const { return rows.data_ptr<double>() + i * rows.size(1); }
  /// The group of every row.
  std::vector<int64_t> group_of_rows() const;
  /// Whether leaving out any group leaves `least` rows or more, of 2 a group at least.
  bool has_jackknife(int64_t least) const;
  /// These of the rows, by rising number, in the groups they were in.
  GroupedFeatures some(std::vector<int64_t> indices) const;
};

/// Throws std::invalid_argument, beginning with `who`, unless the set has features [N, d], finite where
/// they count.
GroupedFeatures grouped_features(const FeatureSet& set, int64_t groups, const std::string& who);

/// Samples to be held against this reference, in as many groups.  Throws std::invalid_argument,
/// beginning with `who`, as above, and unless both are of one dimension.
GroupedFeatures grouped_samples(const FeatureSet& samples, const GroupedFeatures& reference,
                                const std::string& who);

/// The mean of the rows' values over `unit`, with its jackknife; unknown of no rows.
Measurement mean_of_rows(const GroupedFeatures& set, const std::vector<double>& values,
                         double unit);

}  // namespace odelia
