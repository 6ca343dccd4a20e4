#pragma once
#include <ATen/TensorOperators.h>
#include <ATen/ops/exp.h>

#include "solvers/tensor.h"

namespace odelia {

/// x / (1 + exp(-x)), every element the same wherever it stands: at::silu computes the last few of
/// a tensor another way than the rest, so that a row would depend on the batch.
inline Tensor silu(const Tensor& x) { return x / (1 + at::exp(-x)); }

}  // namespace odelia
