#pragma once
#include <ATen/Tensor.h>

namespace odelia {

/// The largest difference of two numbers at one place.
inline double distance(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

}  // namespace odelia
