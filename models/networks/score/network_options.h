#pragma once
#include <string>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// What has to be said of a network in a file that does not say it itself.
struct ForeignChoice {
  std::string like;    ///< its convention, such as edm or ddpm(times=snapped)
  std::string shape;   ///< of one sample, such as 3x32x32
  bool trust = false;  ///< the file may run code
};

/// How a network is run.
struct NetworkOptions {
  at::ScalarType precision = at::kFloat;  ///< of the convolutions: float32 or bfloat16
  /// Rows of one forward pass; padded, and part of the result's identity, where the network's
  /// answer depends on their number: on CUDA, in bfloat16, without AVX2, and in JVPs.
  int64_t micro_batch = 16;
  at::Device device = at::kCPU;
  /// One per sample of the batch, or one for all; empty: no class.
  std::vector<int64_t> labels = {};
  ForeignChoice foreign = {};  ///< of torchscript:FILE
  double guidance = 1;  ///< w of n_0 + w (n_c - n_0), arXiv:2207.12598; not 1: two evaluations
};

}  // namespace odelia
