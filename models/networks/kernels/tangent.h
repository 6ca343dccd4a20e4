#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// True if a forward-mode derivative travels with x, which fused kernels would lose.
inline bool has_tangent(const Tensor& x) { return x._fw_grad(/*level=*/0).defined(); }

}  // namespace odelia
