#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Convolutions of any kernel, stride and number of channels as products of small matrices: what
/// Winograd's path does not take (1x1, strided, an image's few channels), and layers [K, C] as 1x1.
///
///   y[p, :] = W [x around p] + bias,   one row of C k^2 numbers for every output pixel p
///
/// with padding k/2.  A sample's result depends neither on the batch nor on the number of threads.
struct ProductConv {
  int64_t out = 0, in = 0, kernel = 1, stride = 1;
  Tensor panels;      ///< W^T for this processor, [columns / w, k k C, w]
  Tensor transposed;  ///< W, [columns / w, K, w] of k k C columns; undefined unless asked for

  /// y [B, K, H', W'] of x [B, C, H, W], + add like y if given; channels_last, float32, CPU.
  /// bias [K], or undefined for none.  Throws std::invalid_argument on other shapes or types.
  Tensor forward(const Tensor& x, const Tensor& bias, const Tensor& add = {}) const;
  /// W^T dy [B, C, high, wide] of dy [B, K, H', W']: from derivatives by y to those by x.
  Tensor transpose(const Tensor& dy, int64_t high, int64_t wide) const;
};

/// Of a weight [K, C, k, k], k odd, or [K, C]; panels are undefined on a processor without AVX2.
ProductConv make_product_conv(const Tensor& weight, int64_t stride, bool differentiable);

}  // namespace odelia
