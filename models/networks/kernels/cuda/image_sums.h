#pragma once
#include "solvers/cuda/module.h"
#include "solvers/tensor.h"

/// The sums of image_sums.h as kernels (image_sums.cu): images float32 or bfloat16, channels_last, all
/// of one type; bias float32 [C], contiguous, or undefined, for the first `biased` rows.
namespace odelia::cuda {

/// image_sums.cu
const KernelText& image_sums_text();

/// y <- scale (y + bias + add); add like y, or undefined.
void add(const Tensor& y, const Tensor& bias, const Tensor& add, double scale, int64_t biased);
/// y + bias, repeated to the size of `add`, + add.
Tensor add_upsampled(const Tensor& y, const Tensor& bias, const Tensor& add, int64_t biased);

}  // namespace odelia::cuda
