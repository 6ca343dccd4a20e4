#include "models/networks/kernels/paired.h"

#include <algorithm>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_make_dual.h>
#include <ATen/ops/_unpack_dual.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/tanh.h>

namespace odelia {

Tensor paired(const Tensor& x, const Tensor& dx) { return at::cat({x, dx}); }

void refuse_gradients(std::initializer_list<Tensor> tensors) {
  if (at::GradMode::is_enabled() && std::any_of(tensors.begin(), tensors.end(),
                                                [](const Tensor& t) { return t.requires_grad(); }))
    throw std::invalid_argument(
        "network: was asked for a tangent while gradients are recorded, and has no gradients of "
        "tangents; ask under at::NoGradGuard");
}

Tensor of_dual(const Tensor& x, const std::function<Tensor(const Tensor& rows)>& network) {
  const auto [value, tangent] = at::_unpack_dual(x, /*level=*/0);
  refuse_gradients({value, tangent});
  const Tensor y = network(paired(value, tangent));
  return at::_make_dual(values(y), tangents(y), /*level=*/0);
}

Tensor plus_paired(const Tensor& rows, const Tensor& c) {
  return paired(values(rows) + c, tangents(rows));
}

Tensor times_paired(const Tensor& rows, const Tensor& f) {
  return rows * (f.size(0) == 1 ? f : at::cat({f, f}));
}

Tensor silu_paired(const Tensor& rows) {
  const Tensor x = values(rows), below = 1 + at::exp(-x), s = 1 / below;
  return paired(x / below, tangents(rows) * (s * (1 + x * (1 - s))));
}

Tensor tanh_paired(const Tensor& rows) {
  const Tensor y = at::tanh(values(rows));
  return paired(y, tangents(rows) * (1 - y * y));
}

Tensor clamp_paired(const Tensor& rows, double most) {
  const Tensor x = values(rows), y = x.clamp(-most, most);
  return paired(y, tangents(rows) * (x == y).to(x.scalar_type()));
}

}  // namespace odelia
