#pragma once
#include <memory>
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// Mean and covariance of a set of feature vectors.
struct Gaussian {
  int64_t n = 0;  ///< vectors behind it; 0: unknown
  Tensor mu;      // [d] float64
  Tensor sigma;   // [d, d] float64, divided by n - 1
};

/// Mean and covariance in float64, one pass.  The bits depend on the rows and their order alone, not
/// on threads, nor on how they are cut into calls of `add`: feed them in id order and a resumed run
/// repeats them.
class Moments {
 public:
  explicit Moments(int64_t dimension);
  Moments(Moments&&) noexcept;
  ~Moments();
  /// features: [N, d], any floating type.  Throws std::invalid_argument on another d or a value
  /// that is not finite.
  void add(const Tensor& features);
  int64_t count() const;
  /// Throws std::invalid_argument with fewer than two rows.
  Gaussian finish() const;

 private:
  struct Sums;
  std::unique_ptr<Sums> sums_;
};

struct FrechetDistance {
  double value = 0;      ///< mean_part + cov_part
  double mean_part = 0;  ///< ||mu1 - mu2||^2
  double cov_part = 0;   ///< tr C1 + tr C2 - 2 tr (C1 C2)^(1/2)
  /// sum |w| / sum |w| over the negative eigenvalues that rounding left, set to 0
  double negative_mass = 0;
};

/// The moments of those rows of features [N, d] with keep[i]; of all where `keep` is empty.
Moments moments_of(const Tensor& features, const std::vector<bool>& keep = {});

/// Throws std::invalid_argument, beginning with `who`, unless mu is [d] and sigma [d, d] with d of
/// 1 or more, all are finite, and sigma is symmetric to 1e-6 of its greatest element and positive
/// semi-definite to what rounding to float32 may do, d 2^-24 of its greatest variance.
void check_gaussian(const Gaussian& g, const std::string& who);

/// Fréchet (2-Wasserstein) distance, squared, of two Gaussians:
///     ||mu1 - mu2||^2 + tr C1 + tr C2 - 2 sum_i sqrt(w_i),
///     w = eigenvalues of L2^T C1 L2,   C2 = L2 L2^T,
/// symmetric throughout: no general matrix square root, no imaginary part to drop.  Where a C is
/// singular, its L has as many columns as its rank and sqrt(w) are the singular values of L1^T L2:
/// zeros, whose roots rounding would make sqrt(eps), are never computed.  A cov_part below zero by
/// no more than rounding explains is 0.  The same bits for every number of threads, unless BLAS
/// spreads within a parallel region, as OpenBLAS with pthreads does.
/// Source: Dowson & Landau 1982; arXiv:1706.08500, eq. 6.
/// Throws std::invalid_argument as check_gaussian, and where the dimensions differ.
FrechetDistance frechet_distance(const Gaussian& a, const Gaussian& b);

/// The distance F_g to `reference` of all of these features [N, d] but group g, of the `groups` that
/// group_begin cuts: the F_g of two sets of the same seeds give the standard error of their
/// difference.  Only rows with keep[i] count; n of them, none is kept back where `keep` is empty.
/// Empty where n < 2 G.
std::vector<double> frechet_jackknife(const Tensor& features, const std::vector<bool>& keep,
                                      const Gaussian& reference, int64_t groups = 10);

/// The standard error of the distance of these features [N, d] to `reference`, by the jackknife of
/// `groups` of rows: every F_g has nearly the N, and the bias, of the whole.  NaN where there is no
/// such jackknife.
double frechet_standard_error(const Tensor& features, const Gaussian& reference,
                              int64_t groups = 10);

}  // namespace odelia
