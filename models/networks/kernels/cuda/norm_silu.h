#pragma once
#include <array>

#include "solvers/cuda/module.h"
#include "solvers/tensor.h"

/// group_norm_silu as one kernel (norm_silu.cu) on a CUDA device.  x, dy: [B, C, H, W], float32 or
/// bfloat16, channels_last; first, gain, bias: float32 [C] or [B, C], channels side by side; first may
/// be undefined.
namespace odelia::cuda {

/// norm_silu.cu
const KernelText& norm_silu_text();

/// Whether a group of so many channels is one block's work.
bool norm_silu_fits(const Tensor& x, int64_t groups);

struct NormSilu {
  int64_t groups;
  bool silu;
  double epsilon;
};
Tensor norm_silu(const Tensor& x, const Tensor& first, const Tensor& gain, const Tensor& bias,
                 const NormSilu& how);
/// Of rows [x; dx].
Tensor norm_silu_paired(const Tensor& rows, const Tensor& first, const Tensor& gain,
                        const Tensor& bias, const NormSilu& how);
/// By x, and by gain and bias, [B, C].
std::array<Tensor, 3> norm_silu_backward(const Tensor& x, const Tensor& dy, const Tensor& gain,
                                         const Tensor& bias, const NormSilu& how);

}  // namespace odelia::cuda
