#pragma once
#include <functional>

#include "experiments/metrics/grouped.h"

namespace odelia {

/// Squared radii of balls about every vector of a set: the distance to its k-th nearest other one.
struct Radii {
  std::vector<double> squared;  ///< [n]
  /// [n, groups], without the vectors of a group; empty where they were not asked for, or where a
  /// group leaves too few.
  std::vector<double> squared_without;
};
/// Throws std::invalid_argument unless the set has more than k vectors.
Radii nearest_radii(const GroupedFeatures& set, int64_t k, bool without_groups);

/// Calls visit(i, j, squared distance) for every pair of a centre i and a point j whose squared
/// distance is bound[i] or less; in several threads, each centre in one.
///
/// Distances, here and in radii, are sum_k (x_k - y_k)^2 in float64, one order of summation: equal
/// pairs have equal distances, a pair of equal vectors zero, and ties are ties.  Only pairs that
/// the matrix product |x|^2 + |y|^2 - 2 x.y rules out, its rounding considered, are not summed so.
void each_within(const GroupedFeatures& centres, const GroupedFeatures& points,
                 const std::vector<double>& bound,
                 const std::function<void(int64_t i, int64_t j, double squared)>& visit);

/// A metric of the samples in the balls about the reference's vectors, to the k-th neighbour.
using MeasureInBalls = Measurement (*)(const GroupedFeatures& reference, const Radii& radii,
                                       const FeatureSet& samples);
Measure against_balls(const FeatureSet& reference, int64_t k, const std::string& who,
                      MeasureInBalls measure);

}  // namespace odelia
