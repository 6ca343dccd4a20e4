#pragma once
#include <ATen/ops/randn.h>

namespace odelia {

/// Random images whose channels lie side by side, as the networks' kernels take them.
inline at::Tensor random_image(at::IntArrayRef sizes, at::ScalarType type) {
  return at::randn(sizes).to(type).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace odelia
