#pragma once
#include <memory>
#include <span>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// What DPM-Solver-v3 knows of a score network, element by element of a sample, as functions of the
/// half log-SNR.  With f = (sigma eps - l x) / alpha along the probability flow, and ' = d/dlambda,
///     l   makes f as independent of x as it can be:  l = E diag(sigma d eps/dx),
///     s, b  are the least squares fit  f' ~ s f + b.
/// They belong to the network alone: x/alpha and lambda are all it sees, whatever the process.
/// Source: arXiv:2310.13268, sec. 3.1.
class ModelStatistics {
 public:
  virtual ~ModelStatistics() = default;
  /// l, s and b: [3, lambdas, D] float64, D the elements of a sample, or 1 where all are alike.
  /// Throws std::domain_error outside what was measured.
  virtual Tensor at(std::span<const double> lambda) const = 0;
};

/// Those of Gaussian data of standard deviation c:  l = 1/(1 + c^2 e^{2 lambda}), s = b = 0.
/// Throws std::invalid_argument unless c > 0.
std::shared_ptr<const ModelStatistics> gaussian_statistics(double c);

/// Chebyshev series in lambda over [first, last]; coefficients [3, K, D] float64.
std::shared_ptr<const ModelStatistics> chebyshev_statistics(double first, double last,
                                                            Tensor coefficients);

/// The K points of [first, last], ends included, through which a series of K coefficients goes.
std::vector<double> chebyshev_points(double first, double last, int64_t count);

/// The coefficients of the series through values [..., K, D] at chebyshev_points.
Tensor chebyshev_coefficients(const Tensor& values);

/// d/dlambda of a series [..., K, D], as another one.
Tensor chebyshev_derivative(const Tensor& coefficients, double first, double last);

/// The value at these points: [..., lambdas, D].
Tensor chebyshev_values(const Tensor& coefficients, double first, double last,
                        std::span<const double> lambda);

}  // namespace odelia
