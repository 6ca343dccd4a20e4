#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Every `run` neighbouring channels of a pixel over their root mean square r = sqrt(<x^2>):
///     y = x / (r + 1e-4), and of rows [x; dx] (paired.h) that `pairs`,
///     dy = (dx - y <x dx> / r) / (r + 1e-4).
/// x [B, C, H, W] with C a multiple of run; the answer is channels_last.  One kernel on a CUDA device
/// but for gradients, which LibTorch has of its own operations.  Source: arXiv:2312.02696, eq. 30.
Tensor unit_channels(const Tensor& x, int64_t run, bool pairs = false);

}  // namespace odelia
