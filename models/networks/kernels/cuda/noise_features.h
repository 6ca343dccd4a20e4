#pragma once
#include "solvers/cuda/module.h"
#include "solvers/tensor.h"

namespace odelia::cuda {

/// noise_features.cu
const KernelText& noise_features_text();

/// As noise_features.h of the score networks, by one kernel.  x: float32 [B, C, H, W] contiguous, on a
/// CUDA device; high_pass: for each of at most two features whether it is that, or the background.
Tensor noise_features(const Tensor& x, const Tensor& lambda, const std::vector<bool>& high_pass,
                      double variance, bool pairs);

}  // namespace odelia::cuda
