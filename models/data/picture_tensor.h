#pragma once
#include "models/data/picture.h"
#include "solvers/tensor.h"

namespace odelia {

/// planes: contiguous uint8 [C, H, W].
Picture picture_of(const Tensor& planes);

/// The other way, into contiguous planes of the picture's sides; a grey picture fills all three of
/// a colour one.
void to_planes(const Picture& picture, const Tensor& planes);

}  // namespace odelia
