#pragma once
#include <cstring>

#include <ATen/ops/empty.h>

#include "solvers/tensor.h"

namespace odelia::fuzz {

/// The bytes as a tensor of their own, whose ends the address sanitizer watches.
inline Tensor bytes_of(const uint8_t* data, size_t size) {
  const Tensor out = at::empty({static_cast<int64_t>(size)}, at::kByte);
  if (size > 0) std::memcpy(out.data_ptr(), data, size);
  return out;
}

}  // namespace odelia::fuzz
