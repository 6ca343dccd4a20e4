#pragma once
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// One number a row [B] as a factor of x [B, ...]: [B, 1, ...], of x's type.
inline Tensor row_values(const Tensor& values, const Tensor& x) {
  std::vector<int64_t> shape(x.dim(), 1);
  shape[0] = x.size(0);
  return values.to(x.scalar_type()).view(shape);
}

}  // namespace odelia
