#pragma once
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// `cpu`, `cuda` or `cuda:N`.  Throws std::invalid_argument on anything else, and where this
/// LibTorch or this machine has no such device, saying which.
at::Device parse_device(const std::string& text, const std::string& who);

}  // namespace odelia
