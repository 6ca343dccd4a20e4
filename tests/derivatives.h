#pragma once
#include <functional>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "models/forward_mode.h"

namespace odelia {

using TensorMap = std::function<Tensor(const Tensor&)>;

struct Dual {
  Tensor value, tangent;
};
/// f(x) and J v, by forward mode.
inline Dual along(const TensorMap& f, const Tensor& x, const Tensor& v) {
  const at::NoGradGuard no_grad;
  const Tangents tangents;
  const auto [value, tangent] = tangents.detach(f(tangents.attach(x, v)));
  return {value.clone(), tangent.clone()};
}

/// J^T u, by reverse mode.
inline Tensor back(const TensorMap& f, const Tensor& x, const Tensor& u) {
  const at::AutoGradMode tracking(true);
  const Tensor leaf = x.detach().clone().requires_grad_(true);
  return torch::autograd::grad({f(leaf)}, {leaf}, {u})[0].detach();
}

/// The largest difference, in units of b's largest number, wherever both lie.
inline double off(const Tensor& a, const Tensor& b) {
  const Tensor exact = b.to(at::kCPU, at::kDouble);
  return ((a.to(at::kCPU, at::kDouble) - exact).abs().max() / exact.abs().max()).item<double>();
}

/// |u.(J v) - v.(J^T u)| in units of the terms: rounding alone, wherever both are right.
inline double adjoint_error(const Tensor& u, const Tensor& jv, const Tensor& v, const Tensor& jtu) {
  const auto dot = [](const Tensor& a, const Tensor& b) { return (a * b).sum(); };
  const Tensor size = (u * jv).abs().sum() + (v * jtu).abs().sum();
  return ((dot(u, jv) - dot(v, jtu)).abs() / size).item<double>();
}

/// (f(x + h v) - f(x - h v)) / 2h
inline Tensor quotient(const TensorMap& f, const Tensor& x, const Tensor& v, double h) {
  const at::NoGradGuard no_grad;
  return (f(x + h * v) - f(x - h * v)) / (2 * h);
}

}  // namespace odelia
