#pragma once
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// A text as an array of a file of arrays: its bytes, [N] uint8.
Tensor text_bytes(const std::string& text);
std::string text_of_bytes(const Tensor& bytes);

}  // namespace odelia
