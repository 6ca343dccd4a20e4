#pragma once
#include <memory>
#include <string>
#include <vector>

#include "models/score_model.h"

namespace odelia {

/// How the trace of the Jacobian of the predicted noise is found.
struct TraceOptions {
  std::string method = "exact";      ///< exact, hutchinson or hutchpp
  std::string probe = "rademacher";  ///< of Hutchinson and Hutch++: rademacher or gaussian
  int64_t probes = 1;                ///< products per evaluation; Hutch++ divides them by three
  ProductKind product = ProductKind::vjp;
};

/// Largest dimension of one sample for which the exact trace, one product per dimension, is taken.
inline constexpr int64_t kExactTraceLimit = 4096;

/// Gaussian data N(m, C): their diffused score is linear, and the trace of its Jacobian is known.
/// Held as C = U diag(variance) U^T.
class GaussianPart {
 public:
  /// covariance: [D, D], symmetric; float64.  Throws std::invalid_argument on anything else.
  explicit GaussianPart(const Tensor& covariance);
  /// The same of rows [N, D] of data, N >= 2.
  static GaussianPart of_data(const Tensor& rows);
  int64_t dimension() const { return static_cast<int64_t>(variance_.size()); }
  /// tr J_G = sum_i sigma / (alpha^2 c_i + sigma^2), c_i the eigenvalues of C.
  double trace(double alpha, double sigma) const;
  /// (U^T v)^2 of every row of v [B, D], in float64: what v^T J_G v needs.
  Tensor squares(const Tensor& v) const;
  /// v^T J_G v = sum_i sigma (U^T v)_i^2 / (alpha^2 c_i + sigma^2).
  double quadratic(const double* squares, double alpha, double sigma) const;
  /// J_G v for rows v [B, D] float64, and the diagonal of J_G, [D].
  Tensor product(const Tensor& v, double alpha, double sigma) const;
  Tensor diagonal(double alpha, double sigma) const;

 private:
  Tensor slopes(double alpha, double sigma) const;  // eigenvalues of J_G, [D]
  std::vector<double> variance_;
  Tensor basis_;  // [D, D], an eigenvector a row
};

/// tr(d eps / d x) per sample, from products with the Jacobian.
class TraceEstimator {
 public:
  virtual ~TraceEstimator() = default;
  /// Independent unbiased estimates per sample; their spread is the probes' error.
  virtual int64_t columns() const = 0;
  /// Estimates for the rows [from, from + rows) of the current batch into out [B, columns] float64,
  /// on the batch's device.
  virtual void piece(int64_t from, int64_t rows, const PerSample& alpha, const PerSample& sigma,
                     const Product& product, Tensor& out) = 0;
  virtual void select(const std::vector<int64_t>& rows) = 0;
  /// Whether a control variate is taken off, which is of the predicted noise.
  virtual bool controlled() const { return false; }
};

/// An estimator for samples of this shape whose probes follow from their seeds alone, one per
/// sample, and stay the same for the whole solve, so that what is integrated is smooth.
///   exact       sum_j e_j^T J e_j
///   hutchinson  v^T J v, v = +-1 or N(0, 1)      (arXiv:1810.01367, eq. 8; Hutchinson 1989)
///   hutchpp     tr(Q^T J Q) + g^T J g, g in the complement of Q = orth(J S)  (arXiv:2010.09649,
///   alg. 1)
/// With a Gaussian part every quadratic form v^T J v has v^T J_G v subtracted and tr J_G added: a
/// control variate. Throws std::invalid_argument on unknown names (listing the known), counts below
/// 1 (Hutch++: below 3), a Gaussian part with a method other than hutchinson, and an exact trace
/// above kExactTraceLimit.
std::unique_ptr<TraceEstimator> make_trace_estimator(
    const TraceOptions& options, const std::vector<uint64_t>& seeds,
    const std::vector<int64_t>& shape, const at::TensorOptions& tensor_options,
    std::shared_ptr<const GaussianPart> control = nullptr);

}  // namespace odelia
