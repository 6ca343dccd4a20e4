#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Winograd's F(4x4, 3x3) for the convolutions of a network's forward pass on the CPU: a quarter of
/// the multiplications.
///
///   Y = A^T [ sum_c (G g_c G^T) * (B^T d_c B) ] A   for every 4x4 tile of the output, * by element
///
/// with the interpolation points 0, +-5/8, +-3/2 and infinity, which keep the rounding error of
/// float32 within about 4 times that of the plain sum (0, +-1, +-2 make it 12 times).  A sample's
/// result does not depend on the batch or the number of threads.
/// Source: arXiv:1509.09308, sec. 4.3; the choice of points: arXiv:1803.10986.

/// Whether this path serves a weight [K, C, 3, 3]: not where C or K is no multiple of 16, or without
/// AVX2 and FMA.
bool winograd_serves(const Tensor& weight);

/// G g G^T of a weight [K, C, 3, 3] in float32, laid out for this processor; an undefined tensor
/// where this path does not serve.
Tensor winograd_weights(const Tensor& weight);

/// y [B, K, H, W] = bias [K] + convolution of x [B, C, H, W] with padding 1, + add [B, K, H, W] if
/// given, in channels_last.  All are float32 on the CPU; std::invalid_argument on other shapes.
/// `transformed` is winograd_weights of the weight.  Not differentiable.
Tensor winograd_conv3x3(const Tensor& x, const Tensor& transformed, const Tensor& bias,
                        const Tensor& add = {});

/// The derivatives [K, C, 3, 3] by the weight of that convolution, from dy [B, K, H, W] by its result:
///   G^T [ sum over tiles of (B^T d_c B) * (A dy_k A^T) ] G
/// The same to the bit for every number of threads.  Throws as winograd_conv3x3.
Tensor winograd_weight_gradient(const Tensor& x, const Tensor& dy);

/// winograd_weights of the convolution's transpose, which takes derivatives by y to those by x.
Tensor winograd_transposed_weights(const Tensor& weight);

}  // namespace odelia
