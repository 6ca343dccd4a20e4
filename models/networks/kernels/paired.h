#pragma once
#include <functional>
#include <initializer_list>

#include "solvers/tensor.h"

namespace odelia {

/// Rows [x; dx] of one tensor: a batch's values, and behind them as many tangents.  What is linear
/// takes both in one pass, as 2B rows; what is not has a function here, or one that ends in _paired.
inline Tensor values(const Tensor& rows) { return rows.narrow(0, 0, rows.size(0) / 2); }
inline Tensor tangents(const Tensor& rows) {
  return rows.narrow(0, rows.size(0) / 2, rows.size(0) / 2);
}
/// [x; dx], in x's layout.
Tensor paired(const Tensor& x, const Tensor& dx);

/// Throws std::invalid_argument where gradients would be recorded, which rows do not carry.
void refuse_gradients(std::initializer_list<Tensor> tensors);

/// Of a dual x: `network` is asked once, for x and its tangent as rows, and the answer is dual too.
/// Throws as refuse_gradients.
Tensor of_dual(const Tensor& x, const std::function<Tensor(const Tensor& rows)>& network);

/// x + c and x f, c and f [B, ...] or [1, ...] without a tangent.
Tensor plus_paired(const Tensor& rows, const Tensor& c);
Tensor times_paired(const Tensor& rows, const Tensor& f);
/// x / (1 + exp(-x)), as `silu`.
Tensor silu_paired(const Tensor& rows);
Tensor tanh_paired(const Tensor& rows);
/// x within [-most, most]; the tangent is zero where that binds.
Tensor clamp_paired(const Tensor& rows, double most);

}  // namespace odelia
