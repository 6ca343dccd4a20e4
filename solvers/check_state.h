#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Elements below which a second thread costs more than it brings.
constexpr int64_t parallel_grain = 32768;

/// Throws std::invalid_argument unless x is a float32 or float64 batch [B, ...] on CPU or CUDA, or
/// without numbers on `meta`, whose gradient nobody waits for.
void check_state(const char* who, const Tensor& x);

/// The same, and that x has the shape, dtype and device of `first`.
void check_same(const char* who, const Tensor& x, const Tensor& first);

}  // namespace odelia
