#pragma once
#include <string>
#include <vector>

#include "models/guidance_rule.h"
#include "solvers/tensor.h"

namespace odelia {

/// What has to be said of a network in a file that does not say it itself.
struct ForeignChoice {
  std::string like;    ///< its convention, such as edm or ddpm(times=snapped)
  std::string shape;   ///< of one sample, such as 3x32x32
  bool trust = false;  ///< the file may run code
};

/// Which classes a network is asked for, and what guides it.
struct GuidanceChoice {
  Labels labels;
  Guidance how;
  std::string guide;  ///< spec of the model that guides; empty: the same without a class
  bool nothing() const { return labels.none() && !how.acts() && guide.empty(); }
};

/// How a network is run.
struct NetworkOptions {
  at::ScalarType precision = at::kFloat;  ///< of the convolutions: float32 or bfloat16
  bool tf32 = false;                      ///< float32 may be TF32, on a GPU
  /// Rows of one forward pass; padded, and part of the result's identity, where the network's
  /// answer depends on their number: on CUDA, in bfloat16, without AVX2, and in JVPs.
  /// 0: usual_micro_batch.
  int64_t micro_batch = 0;
  at::Device device = at::kCPU;
  ForeignChoice foreign = {};  ///< of torchscript:FILE
  GuidanceChoice guidance = {};
};

/// Sets what a network computes in by its name, float32 (ieee), tf32 or bfloat16 (bf16).  Throws
/// std::invalid_argument, beginning with `who`, on another one, and on tf32 where no GPU is.
void set_network_precision(NetworkOptions& options, const std::string& name,
                           const std::string& who);

/// What records call the precision of a network that computes in this type (ScoreModel::type) where
/// `asked`, a name as above, was asked for: that, or the type's own name where it is another.
std::string precision_name(at::ScalarType type, const std::string& asked);

}  // namespace odelia
