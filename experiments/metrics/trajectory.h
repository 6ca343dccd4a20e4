#pragma once
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// Root mean square over a sample's elements of a - b, in float64.  a, b: [N, ...]; returns N
/// doubles. Throws std::invalid_argument on shapes that differ.
std::vector<double> rms_errors(const Tensor& a, const Tensor& b);

/// How far samples end from where the exact flow takes the same starting noise.
struct TrajectoryError {
  int64_t n = 0;              ///< samples compared
  double rms = 0;             ///< over all samples and elements
  double standard_error = 0;  ///< of rms, from the spread over samples
  double median = 0;          ///< of the samples' own RMS errors
};

/// Summary of the errors of the samples with keep[i].  Throws std::invalid_argument on sizes that
/// differ.
TrajectoryError trajectory_error(const std::vector<double>& errors, const std::vector<bool>& keep);

}  // namespace odelia
