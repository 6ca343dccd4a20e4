#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// The sum of every row of x [B, ...], [B], with any number of threads the same.  Of several rows
/// LibTorch adds each in one thread; one alone, from 32,768 numbers on, in a part for every thread.
inline Tensor row_sums(const Tensor& x) {
  const Tensor rows = x.flatten(1);
  if (!rows.is_cpu() || rows.size(0) != 1) return rows.sum(1);
  return rows.expand({2, -1}).sum(1).narrow(0, 0, 1);
}

/// The sum of all numbers of x in that way.
inline double sum_of(const Tensor& x) { return row_sums(x.reshape({1, -1})).item<double>(); }

}  // namespace odelia
