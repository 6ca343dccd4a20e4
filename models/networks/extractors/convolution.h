#pragma once
#include <string>

#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// A convolution and the batch norm behind it as one convolution with a bias, float32.
struct FoldedConvolution {
  Tensor weight, bias;
};

/// `conv`.weight without a bias and `norm`.weight, bias, running_mean, running_var; folded in float64.
FoldedConvolution fold(const ParameterSet& parameters, const std::string& conv,
                       const std::string& norm, double epsilon, at::Device device);

}  // namespace odelia
