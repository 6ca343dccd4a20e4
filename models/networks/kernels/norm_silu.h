#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// y = act(gain * (x + first - mean_g) / sqrt(var_g + epsilon) + bias) over groups g of channels,
/// statistics, of x + first, in float32.
///   x           [B, C, H, W], float32 or bfloat16, channels_last
///   gain, bias  float32, [C] for all samples or [B, C] each its own
///   first       likewise, or undefined: such as the bias of a convolution that left it to its norm
///   act         SiLU z / (1 + exp(-z)) if `silu`, else the identity
/// returns x's type.  One kernel on a CPU, where it is about a quarter of a small network's time out
/// of separate operations, and one on a CUDA device; differentiable once.
Tensor group_norm_silu(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups,
                       bool silu = true, double epsilon = 1e-5, const Tensor& first = {});

/// The same of rows [x; dx] (paired.h), where gain, bias and `first` have no tangent.
/// Throws as refuse_gradients.
Tensor group_norm_silu_paired(const Tensor& rows, const Tensor& gain, const Tensor& bias,
                              int64_t groups, bool silu = true, double epsilon = 1e-5,
                              const Tensor& first = {});

/// The same as a few passes over memory on any device, in x's layout; differentiable once.
Tensor group_norm_silu_composed(const Tensor& x, const Tensor& gain, const Tensor& bias,
                                int64_t groups, bool silu = true, double epsilon = 1e-5,
                                const Tensor& first = {});

/// The same by LibTorch's GroupNorm; differentiable in every way.
Tensor group_norm_silu_reference(const Tensor& x, const Tensor& gain, const Tensor& bias,
                                 int64_t groups, bool silu = true, double epsilon = 1e-5);

}  // namespace odelia
