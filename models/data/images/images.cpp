#include "models/data/images/images.h"

#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/ops/isnan.h>
#include <fmt/format.h>

namespace odelia {

Tensor to_uint8(const Tensor& x) {
  if (!x.is_floating_point())
    throw std::invalid_argument(fmt::format("to_uint8: expected floating pixels in [-1, 1], got {}",
                                            at::toString(x.scalar_type())));
  if (at::isnan(x).any().item<bool>())
    throw std::runtime_error("to_uint8: the images contain NaN; drop the diverged samples first");
  return (x.to(at::kDouble) * 127.5 + 128.0).floor_().clamp_(0, 255).to(at::kByte);
}

Tensor to_unit(const Tensor& x, at::ScalarType dtype) {
  if (x.scalar_type() != at::kByte)
    throw std::invalid_argument(
        fmt::format("to_unit: expected bytes, got {}", at::toString(x.scalar_type())));
  return x.to(dtype).div_(127.5).sub_(1.0);
}

}  // namespace odelia
