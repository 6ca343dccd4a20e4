#pragma once
// Tensors of LibTorch's device `meta`, which have no numbers: whatever looks at one throws, where on a
// real device the host would wait for it.  Some operators have their shapes in Python alone, so that
// they are given here, boxed: their signatures differ between LibTorches.
#include <vector>

#include <ATen/core/stack.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/mean.h>
#include <torch/library.h>
#include <torch/version.h>

#include "solvers/tensor.h"

namespace odelia::meta {

inline void answer(torch::jit::Stack* stack, size_t arguments, const Tensor& y) {
  torch::jit::drop(*stack, arguments);
  torch::jit::push(*stack, y);
}

/// Of input, weight, bias, stride, padding, dilation (1), transposed, output_padding, groups.
inline void convolution(const c10::OperatorHandle&, torch::jit::Stack* stack) {
  const auto at = [&](size_t i) { return torch::jit::peek(*stack, i, 9); };
  const Tensor x = at(0).toTensor(), weight = at(1).toTensor();
  const auto stride = at(3).toIntVector(), padding = at(4).toIntVector(),
             more = at(7).toIntVector();
  const bool transposed = at(6).toBool();
  std::vector<int64_t> out = {x.size(0),
                              transposed ? weight.size(1) * at(8).toInt() : weight.size(0)};
  for (int i = 0; i < 2; ++i) {
    const int64_t n = x.size(2 + i), k = weight.size(2 + i);
    out.push_back(transposed ? (n - 1) * stride[i] - 2 * padding[i] + k + more[i]
                             : (n + 2 * padding[i] - k) / stride[i] + 1);
  }
  answer(stack, 9, at::empty(out, x.options(), x.suggest_memory_format()));
}

/// Of the result's gradient, input, weight and the rest, of a convolution or a batch norm: the
/// gradients of input, weight and bias.
inline void layer_backward(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const size_t arguments = op.schema().arguments().size();
  const auto at = [&](size_t i) { return torch::jit::peek(*stack, i, arguments).toTensor(); };
  const Tensor dy = at(0), x = at(1), weight = at(2);
  torch::jit::drop(*stack, arguments);
  torch::jit::push(*stack, at::empty_like(x), at::empty_like(weight),
                   at::empty({dy.size(1)}, dy.options()));
}

/// Of self, dim, correction, keepdim, out.
inline void variance(const c10::OperatorHandle&, torch::jit::Stack* stack) {
  const auto at = [&](size_t i) { return torch::jit::peek(*stack, i, 5); };
  const Tensor out = at(4).toTensor();
  out.resize_(at::mean(at(0).toTensor(), at(1).toIntVector(), at(3).toBool()).sizes());
  answer(stack, 5, out);
}

/// Of self, dim, index.
inline void index_select(const c10::OperatorHandle&, torch::jit::Stack* stack) {
  const auto at = [&](size_t i) { return torch::jit::peek(*stack, i, 3); };
  const Tensor x = at(0).toTensor();
  auto sizes = x.sizes().vec();
  sizes[at(1).toInt()] = at(2).toTensor().numel();
  answer(stack, 3, at::empty(sizes, x.options()));
}

/// Of a tensor, and whatever else: one like it.
inline void alike(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const size_t arguments = op.schema().arguments().size();
  const Tensor x = torch::jit::peek(*stack, 0, arguments).toTensor();
  answer(stack, arguments, at::empty(x.sizes(), x.options()));
}

/// Of a tensor, whatever else, and where the result goes.
inline void alike_out(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const size_t arguments = op.schema().arguments().size();
  const Tensor x = torch::jit::peek(*stack, 0, arguments).toTensor(),
               out = torch::jit::peek(*stack, arguments - 1, arguments).toTensor();
  out.resize_(x.sizes());
  answer(stack, arguments, out);
}

/// Of input, weight, bias, two running statistics, training, momentum, eps: result, mean, deviation.
inline void batch_norm(const c10::OperatorHandle&, torch::jit::Stack* stack) {
  const Tensor x = torch::jit::peek(*stack, 0, 8).toTensor();
  torch::jit::drop(*stack, 8);
  torch::jit::push(*stack, at::empty(x.sizes(), x.options()), at::empty(x.size(1), x.options()),
                   at::empty(x.size(1), x.options()));
}

/// Of condition, self, other.
inline void where(const c10::OperatorHandle&, torch::jit::Stack* stack) {
  const auto at = [&](size_t i) { return torch::jit::peek(*stack, i, 3).toTensor(); };
  answer(stack, 3, at::empty((at(0) * (at(1) + at(2))).sizes(), at(1).options()));
}

#if TORCH_VERSION_MAJOR < 2
/// Of a list of tensors, in place, and whatever else.
inline void each_in_place(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  torch::jit::drop(*stack, op.schema().arguments().size());
}
/// Of a list of tensors, and whatever else: a list alike, or of one number each.
template <bool numbers>
void each(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const size_t arguments = op.schema().arguments().size();
  std::vector<Tensor> out;
  for (const Tensor& x : torch::jit::peek(*stack, 0, arguments).toTensorVector())
    out.push_back(numbers ? at::empty({}, x.options()) : at::empty(x.sizes(), x.options()));
  torch::jit::drop(*stack, arguments);
  torch::jit::push(*stack, std::move(out));
}
#endif

}  // namespace odelia::meta

TORCH_LIBRARY_IMPL(aten, Meta, m) {
  using torch::CppFunction;
  namespace meta = odelia::meta;
  m.impl("convolution_overrideable", CppFunction::makeFromBoxedFunction<&meta::convolution>());
  for (const char* name : {"convolution_backward_overrideable", "native_batch_norm_backward"})
    m.impl(name, CppFunction::makeFromBoxedFunction<&meta::layer_backward>());
  m.impl("var.correction_out", CppFunction::makeFromBoxedFunction<&meta::variance>());
  m.impl("index_select", CppFunction::makeFromBoxedFunction<&meta::index_select>());
  m.impl("native_batch_norm", CppFunction::makeFromBoxedFunction<&meta::batch_norm>());
  for (const char* name : {"abs.out", "logical_and.out"})
    m.impl(name, CppFunction::makeFromBoxedFunction<&meta::alike_out>());
  m.impl("where.self", CppFunction::makeFromBoxedFunction<&meta::where>());
  m.impl("flip", CppFunction::makeFromBoxedFunction<&meta::alike>());
#if TORCH_VERSION_MAJOR < 2
  for (const char* name :
       {"_foreach_mul_.Scalar", "_foreach_add_.List", "_foreach_add_.Scalar", "_foreach_sqrt_",
        "_foreach_addcmul_.Scalar", "_foreach_addcdiv_.Scalar"})
    m.impl(name, CppFunction::makeFromBoxedFunction<&meta::each_in_place>());
  m.impl("_foreach_div.Scalar", CppFunction::makeFromBoxedFunction<&meta::each<false>>());
  m.impl("_foreach_norm.Scalar", CppFunction::makeFromBoxedFunction<&meta::each<true>>());
#endif
}
