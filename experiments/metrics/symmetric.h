#pragma once
#include <functional>

#include "solvers/tensor.h"

namespace odelia {

/// Calls task(i) for all i < n, on LibTorch's threads, whichever is free.  BLAS and LAPACK run on
/// one thread within a task, so that its bits are the same for every number of threads.
void each_on_one_thread(int64_t n, const std::function<void(int64_t i)>& task);

/// Adds a^T a to the lower triangle of c.  a: [m, d], c: [d, d], float64; the upper triangle is not
/// touched but for tiles on the diagonal.
void add_squares(Tensor& c, const Tensor& a);

/// Copies the lower triangle of c [d, d] to the upper one.
void mirror_lower(Tensor& c);

/// (c + c^T) / 2, and in `asymmetry` the greatest |c_ij - c_ji|.  c: [d, d] float64.
Tensor symmetric_part(const Tensor& c, double& asymmetry);

/// L [d, d] with C = L L^T, its upper triangle zero; undefined where C is not positive definite
/// to within rounding.
Tensor cholesky(const Tensor& c);

/// L [d, r] with C = L L^T to rounding for a C [d, d] of rank r: Cholesky's decomposition, pivoted,
/// of the correlation matrix, until what is left of every variance is d eps of it.
Tensor low_rank_factor(const Tensor& c);

/// L [d, r] with the part of C [d, d] whose eigenvalues stand out of the noise that made the least
/// one negative.
Tensor positive_part_factor(const Tensor& c);

/// l^T c l [d, d], its lower triangle alone.
/// c: [d, d] symmetric; l: [d, d], zero above its diagonal.
Tensor congruence(const Tensor& c, const Tensor& l);

/// The eigenvalues [d] in rising order of the symmetric matrix that this lower triangle [d, d] is of.
Tensor eigenvalues(const Tensor& lower);

/// The singular values of a^T b.  a: [d, r], b: [d, s].
Tensor singular_values(const Tensor& a, const Tensor& b);

}  // namespace odelia
