#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Points on the great circle from a to b, ends included:
///     x_k = sin((1 - u) theta) / sin(theta) a + sin(u theta) / sin(theta) b,   u = k / (count - 1),
/// theta the angle between them.  a, b: floating, of one shape; returns [count, ...], the ends to
/// the bit.  Throws std::invalid_argument on fewer than two points, and where both lie on one line
/// through 0, which says no circle.  Source: arXiv:2010.02502, eq. 67.
Tensor slerp(const Tensor& a, const Tensor& b, int64_t count);

}  // namespace odelia
