#pragma once
#include "solvers/tensor.h"

namespace odelia {

/// Which of `classes` each label [B] is: bool [B, classes].
Tensor class_indicators(const Tensor& labels, int64_t classes);

/// The rows of a table [classes, width] that labels [B] name: [B, width].  Where the table learns,
/// its gradient is the same to the bit every time, also on CUDA, where index_select's adds the rows
/// of one label in any order.
Tensor class_rows(const Tensor& table, const Tensor& labels);

}  // namespace odelia
