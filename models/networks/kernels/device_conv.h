#pragma once
#include "models/networks/kernels/convolution.h"

namespace odelia {

/// A convolution of LibTorch's for a device, with constant weights: bias, summand and scale are one
/// kernel's work, and one with a single pixel is a matrix product.
///   weight  [K, C, k, k], float32 or bfloat16;  bias  [K], or undefined
std::shared_ptr<const Convolution> make_device_convolution(const Tensor& weight, const Tensor& bias,
                                                           int64_t stride);

}  // namespace odelia
