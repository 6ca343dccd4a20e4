#pragma once
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// The one rounding rule from pixels in [-1, 1] to bytes, as every report names it.
inline constexpr const char* kRoundingRule = "round_half_up";

/// Bytes from pixels: floor(127.5 x + 128) clamped to [0, 255], rule "round_half_up".
/// x: floating, any shape and device, returns uint8 of the same shape.  Computed in float64, so
/// that float32 samples round the same everywhere.  Throws std::invalid_argument on integers, and
/// std::runtime_error on NaN, which has no byte.  Source: generate.py of arXiv:2206.00364.
Tensor to_uint8(const Tensor& x);

/// Pixels in [-1, 1] from bytes: x / 127.5 - 1.  uint8, any shape; returns float32 (or `dtype`).
/// to_uint8(to_unit(x)) is x.  Throws std::invalid_argument unless x is uint8.
Tensor to_unit(const Tensor& x, at::ScalarType dtype = at::kFloat);

/// Whether a sample of this shape is an image, grey or of three colours: [1 or 3, H, W].  What has
/// other channels, such as latents, has no bytes.
inline bool is_image(const std::vector<int64_t>& shape) {
  return shape.size() == 3 && (shape[0] == 1 || shape[0] == 3);
}

}  // namespace odelia
