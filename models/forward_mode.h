#pragma once
#include <tuple>

#include <ATen/ops/_make_dual.h>
#include <ATen/ops/_unpack_dual.h>
#include <torch/csrc/autograd/forward_grad.h>

#include "solvers/tensor.h"

namespace odelia {

/// The tangent directions of one forward-mode pass.
class Tangents {
 public:
  [[nodiscard]] Tangents() : level_(torch::autograd::ForwardADLevel::get_next_idx()) {}
  ~Tangents() { torch::autograd::ForwardADLevel::release_idx(level_); }
  Tangents(const Tangents&) = delete;
  Tangents& operator=(const Tangents&) = delete;
  Tensor attach(const Tensor& x, const Tensor& v) const { return at::_make_dual(x, v, level_); }
  /// Value and tangent; the tangent is undefined where y does not depend on x.
  std::tuple<Tensor, Tensor> detach(const Tensor& y) const { return at::_unpack_dual(y, level_); }

 private:
  uint64_t level_;
};

}  // namespace odelia
