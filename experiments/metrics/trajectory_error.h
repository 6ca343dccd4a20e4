#pragma once
#include <limits>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// Root mean square over a sample's elements of a - b, in float64.  a, b: [N, ...]; returns N
/// doubles. Throws std::invalid_argument on shapes that differ.
std::vector<double> rms_errors(const Tensor& a, const Tensor& b);

/// How far samples end from where the exact flow takes the same starting noise.
struct TrajectoryError {
  int64_t n = 0;  ///< samples compared; what they leave unknown is NaN
  double rms = std::numeric_limits<double>::quiet_NaN();  ///< over all samples and elements
  /// Of rms, from the spread over samples.
  double standard_error = std::numeric_limits<double>::quiet_NaN();
  double median = std::numeric_limits<double>::quiet_NaN();  ///< of the samples' own RMS errors
};

/// Summary of the errors of the samples with keep[i].
/// Throws std::invalid_argument on sizes that differ.
TrajectoryError trajectory_error(const std::vector<double>& errors, const std::vector<bool>& keep);

/// The RMS error of all but group g of the samples, for every g: those of two cells on the same
/// samples give the standard error of their difference (jackknife_standard_error).  Groups are
/// cut as for frechet_jackknife, one sample each where there are fewer than `groups`.  Empty where
/// a group's absence would leave no sample.
std::vector<double> trajectory_jackknife(const std::vector<double>& errors,
                                         const std::vector<bool>& keep, int64_t groups = 10);

}  // namespace odelia
