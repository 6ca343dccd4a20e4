#pragma once
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// How a network is run.
struct NetworkOptions {
  at::ScalarType precision = at::kFloat;  ///< of the convolutions: float32 or bfloat16
  /// Rows of one forward pass; padded, and part of the result's identity, where the network's
  /// answer depends on their number: on CUDA, in bfloat16, without AVX2, and in JVPs.
  int64_t micro_batch = 16;
  at::Device device = at::kCPU;
  /// One per sample of the batch, or one for all; empty: no class.
  std::vector<int64_t> labels = {};
  double guidance = 1;  ///< w of n_0 + w (n_c - n_0), arXiv:2207.12598; not 1: two evaluations
};

}  // namespace odelia
