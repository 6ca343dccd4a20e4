#pragma once
#include <string>

#include <fmt/format.h>

#include "solvers/tensor.h"

namespace odelia::cuda {

inline const void* address(const Tensor& t) { return t.defined() ? t.data_ptr() : nullptr; }

/// How many numbers a kernel reads at once (vectors.h): 16 bytes of them, where so many channels allow.
inline int64_t vector_size(const Tensor& x, int64_t channels) {
  const int64_t size = 16 / x.element_size();
  return channels % size == 0 ? size : 1;
}
/// What the name of the kernel for them ends in.
inline std::string vector_suffix(const Tensor& x, int64_t channels) {
  return fmt::format("{}{}", x.scalar_type() == at::kFloat ? "float" : "bfloat",
                     vector_size(x, channels));
}

}  // namespace odelia::cuda
