#pragma once
#include <ATen/ops/cat.h>

#include "solvers/tensor.h"

namespace odelia {

/// Appends b's rows to a, which may be undefined: it has none yet.
inline void append(Tensor& a, const Tensor& b) { a = a.defined() ? at::cat({a, b}) : b; }

}  // namespace odelia
