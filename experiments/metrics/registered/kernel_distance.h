#pragma once
#include <memory>

#include "experiments/metrics/grouped.h"

namespace odelia {

/// sum k(x, y), k(x, y) = (x.y/d + 1)^3, for all pairs of groups of two sets.
struct KernelSums {
  std::vector<double> sums;  // of group g of one and h of the other at g * groups + h
  double total = 0;
  std::vector<double> of_first, of_second;  // of one group with all groups of the other set
};
KernelSums kernel_sums(const GroupedFeatures& a, const GroupedFeatures& b);
/// Those of a set with itself, each vector's pair with itself left out.
KernelSums inner_kernel_sums(const GroupedFeatures& a);

/// The unbiased estimate of two sets, and those without a group of the one or the other; empty
/// where there are too few vectors for that.
struct KernelEstimate {
  double value = 0;
  std::vector<double> without_x, without_y;
};
/// x: 2 vectors or more; y as well, and `inner_y` its inner sums.
KernelEstimate kernel_estimate(const GroupedFeatures& x, const GroupedFeatures& y,
                               const KernelSums& inner_y);

/// The squared maximum mean discrepancy of two sets of feature vectors [n, d] and [m, d] with the
/// kernel k(x, y) = (x.y/d + 1)^3, estimated without bias:
///     sum_(i != j) k(x_i, x_j) / (n (n - 1)) + sum_(i != j) k(y_i, y_j) / (m (m - 1))
///         - 2 sum_ij k(x_i, y_j) / (n m).
/// It can be below zero, as an unbiased estimate of zero must.  The standard error is the jackknife
/// of `groups` of either set, variances added.  Differences of samples a and b share the reference,
/// but of its part
///     -2 mean_y (E_a k(a, y) - E_b k(b, y))
/// is left: Measurement has the jackknifes of both.  All pairs are taken, for every sum is one over
/// pairs of groups, and leaving a group out leaves out its sums: no blocks of 1000 samples are
/// needed for an error.  Source: Binkowski et al. 2018, arXiv:1801.01401, eq. 4 and sec. 3.1; Arvesen
/// 1969 (doi:10.1214/aoms/1177697287) for the jackknife of several samples.
class KernelDistance {
 public:
  /// Throws std::invalid_argument unless the reference has features [m, d], m of 2 or more.
  explicit KernelDistance(const FeatureSet& reference, int64_t groups = 10);
  /// Throws std::invalid_argument unless the samples have features [n, d].
  Measurement operator()(const FeatureSet& samples) const;

 private:
  struct Groups;
  std::shared_ptr<const Groups> reference_;
};

}  // namespace odelia
