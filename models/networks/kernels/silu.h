#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// x / (1 + exp(-x)), every element the same wherever it stands; on a device in one operation.
Tensor silu(const Tensor& x);

}  // namespace odelia
