#pragma once
// LibTorch's tensor by its lightest header: <torch/types.h> costs a file four times as long to
// compile.  Functions that are no methods come from <ATen/ops/NAME.h>, arithmetic between tensors
// from <ATen/TensorOperators.h>.
#include <ATen/core/Tensor.h>

namespace odelia {
using at::Tensor;
}
