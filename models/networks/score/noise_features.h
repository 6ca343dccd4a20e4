#pragma once
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// x with further channels that undo the input's scaling by noise level, squashed to +-4:
///   high_pass   (x - mean of its 3x3 neighbourhood) / (k s): the noise, where the image is smooth
///   background  (x + k) / (k s): the noise, where the image is -1
/// with s = exp(-lambda), k = 1/sqrt(s^2 + sigma_data^2).
///   x       [B, C, H, W] float32; rows [x; dx] if it `pairs` (kernels/paired.h)
///   lambda  [B] float32, of x alone
/// returns [B, (1 + features) C, H, W], channels_last; differentiable in x.
Tensor noise_features(const Tensor& x, const Tensor& lambda,
                      const std::vector<std::string>& features, double sigma_data, bool pairs);

}  // namespace odelia
