#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Appends b's rows to a, which may be undefined: it has none yet.
void append(Tensor& a, const Tensor& b);

}  // namespace odelia
