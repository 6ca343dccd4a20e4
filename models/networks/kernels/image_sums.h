#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// scale (y + bias + add) in y's place, for images [B, C, H, W].
///   bias  [C], or undefined; of rows that `pairs` (paired.h), which [x; dx] are, x's alone
///   add   like y, or undefined
/// One kernel on a CUDA device; no gradients.
Tensor add_to_images(Tensor y, const Tensor& bias, const Tensor& add, bool pairs = false,
                     double scale = 1);

/// y + bias with each pixel repeated, to the size of `add`, which is added.
Tensor add_upsampled(const Tensor& y, const Tensor& bias, const Tensor& add, bool pairs = false);

}  // namespace odelia
