#pragma once
#include "solvers/cuda/module.h"
#include "solvers/tensor.h"

/// unit_channels as one kernel (unit_channels.cu): x float32 or bfloat16, channels_last.
namespace odelia::cuda {

/// unit_channels.cu
const KernelText& unit_channels_text();

Tensor unit_channels(const Tensor& x, int64_t run, bool pairs);

}  // namespace odelia::cuda
