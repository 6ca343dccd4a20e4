#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Self-attention of all pixels of a sample with each other, in `heads` heads of width d:
///   y = softmax(q k^T / sqrt(d)) v
/// qkv [B, 3 heads d, H, W], channels ordered (q k v, head, d); returns [B, heads d, H, W], both
/// channels_last.  Differentiable; backwards once on the CPU in float32, where one pass per head
/// does it all, there and back, and a sample does not depend on the batch. Throws
/// std::invalid_argument on channels that do not divide.  Source: arXiv:1706.03762, eq. 1.
Tensor attend(const Tensor& qkv, int64_t heads);

/// The same as ATen operations.
Tensor attend_reference(const Tensor& qkv, int64_t heads);

/// Of rows [qkv; dqkv] (paired.h): y and, with P = softmax(S), S = q k^T / sqrt(d),
///   dy = dP v + P dv,  dP = P (dS - sum P dS),  dS = (dq k^T + q dk^T) / sqrt(d).
Tensor attend_paired(const Tensor& rows, int64_t heads);

}  // namespace odelia
