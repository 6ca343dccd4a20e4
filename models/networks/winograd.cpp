#include "models/networks/winograd.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/_make_dual.h>
#include <ATen/ops/_unpack_dual.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <torch/csrc/autograd/custom_function.h>

#include "models/networks/panels.h"
#include "models/networks/tangent.h"

namespace odelia {
namespace {

constexpr float kA = 0.625f, kB = 1.5f;  // the points; all products below are exact in float32
constexpr float kA2 = kA * kA, kB2 = kB * kB, kA3 = kA * kA * kA, kB3 = kB * kB * kB;
constexpr float kAB2 = kA * kB2, kBA2 = kB * kA2, kA2B2 = kA2 * kB2, kSum = kA2 + kB2;

constexpr int64_t kWorkspace = 1 << 20;  // bytes that should stay in the second-level cache

struct Sizes {
  int64_t high, wide, in, out, tiles_high, tiles_wide;
  const float* zeros;  // [in]: what lies outside of the image
};

/// Floats from one of the 36 matrices of a workspace to the next: a cache line more than it holds,
/// so that a tile's 36 rows do not all fall into the same sets of the cache.
int64_t plane(int64_t rows, int64_t columns) { return rows * columns + 16; }

#define ODELIA_KERNEL "models/networks/winograd_kernel.h"
#include "models/networks/instruction_sets.h"
void (*const convolve)(const float*, const float*, const float*, const float*, float*, const Sizes&,
                       int64_t, int64_t, float*, float*) = ODELIA_BEST(convolve);

/// G of the points above, [6, 3].
Tensor kernel_transform() {
  const double a = kA, b = kB, na = 2 * a * a * (a * a - b * b), nb = 2 * b * b * (b * b - a * a);
  return at::tensor({1 / (a * a * b * b), 0.0, 0.0,  //
                     1 / na, a / na, a * a / na,     //
                     1 / na, -a / na, a * a / na,    //
                     1 / nb, b / nb, b * b / nb,     //
                     1 / nb, -b / nb, b * b / nb,    //
                     0.0, 0.0, 1.0},
                    at::kDouble)
      .view({6, 3});
}

}  // namespace

Tensor winograd_weights(const Tensor& weight) {
  if (weight.dim() != 4 || weight.size(2) != 3 || weight.size(3) != 3)
    throw std::invalid_argument(
        fmt::format("winograd_weights: expected a weight [K, C, 3, 3], got [{}]",
                    fmt::join(weight.sizes(), ", ")));
  const int64_t out = weight.size(0), in = weight.size(1), panel = panel_width(out);
  if (!convolve || in % 16 || out % 16 || !weight.device().is_cpu()) return {};
  const auto g = kernel_transform();
  return at::matmul(at::matmul(g, weight.detach().to(at::kDouble)), g.t())  // [K, C, 6, 6]
      .view({out / panel, panel, in, 36})
      .permute({3, 0, 2, 1})
      .contiguous()
      .to(at::kFloat);  // [36, K / panel, C, panel]
}

Tensor winograd_conv3x3(const Tensor& x, const Tensor& transformed, const Tensor& bias,
                        const Tensor& add) {
  const int64_t in = transformed.size(2), out = transformed.size(1) * transformed.size(3);
  if (x.dim() != 4 || x.size(1) != in || x.scalar_type() != at::kFloat || bias.numel() != out)
    throw std::invalid_argument(fmt::format(
        "winograd_conv3x3: expected float32 x [B, {}, H, W] and bias [{}], got {} [{}] "
        "and [{}]",
        in, out, c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", "), bias.numel()));
  const auto input = x.contiguous(at::MemoryFormat::ChannelsLast), shift = bias.contiguous();
  const auto addend = add.defined() ? add.contiguous(at::MemoryFormat::ChannelsLast) : add;
  auto y = at::empty({x.size(0), out, x.size(2), x.size(3)}, x.options(),
                     at::MemoryFormat::ChannelsLast);
  if (add.defined() && add.sizes() != y.sizes())
    throw std::invalid_argument(fmt::format("winograd_conv3x3: cannot add [{}] to [{}]",
                                            fmt::join(add.sizes(), ", "),
                                            fmt::join(y.sizes(), ", ")));
  const std::vector<float> zeros(in);
  const Sizes n{x.size(2),           x.size(3),           in,          out,
                (x.size(2) + 3) / 4, (x.size(3) + 3) / 4, zeros.data()};
  const int64_t tiles = x.size(0) * n.tiles_high * n.tiles_wide;
  const int64_t fit = kWorkspace / (36 * 4 * (in + out)) / kRowsAtATime;
  const int64_t chunk = kRowsAtATime * std::clamp<int64_t>(fit, 1, 4);
  at::parallel_for(0, (tiles + chunk - 1) / chunk, 1, [&](int64_t begin, int64_t end) {
    thread_local std::vector<float> v, m;
    v.resize(36 * plane(chunk, in)), m.resize(36 * plane(chunk, out));
    for (int64_t i = begin; i < end; ++i)
      convolve(input.data_ptr<float>(), transformed.data_ptr<float>(), shift.data_ptr<float>(),
               add.defined() ? addend.data_ptr<float>() : nullptr, y.data_ptr<float>(), n,
               i * chunk, std::min(chunk, tiles - i * chunk), v.data(), m.data());
  });
  return y;
}

Tensor winograd_transposed_weights(const Tensor& weight) {
  return winograd_weights(weight.transpose(0, 1).flip({2, 3}));
}

namespace {

struct Differentiable : torch::autograd::Function<Differentiable> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x,
                        const c10::optional<Tensor>& add, const Tensor& transformed,
                        const Tensor& transposed, const Tensor& bias) {
    context->save_for_backward({transposed});
    context->saved_data["adds"] = add.has_value();
    return winograd_conv3x3(x, transformed, bias, add.value_or(Tensor()));
  }
  static std::vector<Tensor> backward(torch::autograd::AutogradContext* context,
                                      std::vector<Tensor> gradients) {
    const auto transposed = context->get_saved_variables()[0];
    const Tensor dy = gradients[0],
                 none = at::zeros({transposed.size(1) * transposed.size(3)}, dy.options());
    return {winograd_conv3x3(dy, transposed, none),
            context->saved_data["adds"].toBool() ? dy : Tensor(),
            {},
            {},
            {}};
  }
};

/// Value and tangent, the latter undefined where none travels with it.
std::pair<Tensor, Tensor> unpack(const Tensor& x) {
  if (!x.defined() || !has_tangent(x)) return {x, {}};
  const auto [value, tangent] = at::_unpack_dual(x, /*level=*/0);
  return {value, tangent};
}

}  // namespace

Tensor winograd_conv3x3(const Tensor& x, const Tensor& transformed, const Tensor& transposed,
                        const Tensor& bias, const Tensor& add) {
  const auto [value, tangent] = unpack(x);
  const auto [add_value, add_tangent] = unpack(add);
  if (tangent.defined() || add_tangent.defined()) {
    Tensor slope = tangent.defined()
                       ? winograd_conv3x3(tangent, transformed, at::zeros_like(bias), add_tangent)
                       : add_tangent;
    return at::_make_dual(winograd_conv3x3(value, transformed, bias, add_value), slope, 0);
  }
  if (at::GradMode::is_enabled() &&
      (x.requires_grad() || (add.defined() && add.requires_grad())))
    return Differentiable::apply(x, add.defined() ? c10::make_optional(add) : c10::nullopt,
                                 transformed, transposed, bias);
  return winograd_conv3x3(x, transformed, bias, add);
}

}  // namespace odelia
