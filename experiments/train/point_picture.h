#pragma once
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// Sets of points side by side, on [-3, 3] x [-3, 3] with y upwards: darker where there are more,
/// as dark in one set as in another.  sets: [N, D] each, N may differ, the first two coordinates
/// are drawn (D = 1: the only one, on a line); returns uint8 [H, W].
Tensor point_picture(const std::vector<Tensor>& sets);

}  // namespace odelia
