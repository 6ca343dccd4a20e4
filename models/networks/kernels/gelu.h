#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// x Phi(x) with Phi by a tanh, x / (1 + exp(-2 sqrt(2/pi) (x + 0.044715 x^3))), every element the same
/// wherever it stands; in float32 within where x has less.  Source: arXiv:1606.08415, sec. 2.
Tensor gelu_tanh(const Tensor& x);

}  // namespace odelia
