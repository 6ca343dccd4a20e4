#include "models/networks/kernels/attention.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/matmul.h>
#if ODELIA_CUDA
#include <ATen/ops/scaled_dot_product_attention.h>
#endif
#include <ATen/ops/softmax.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <torch/csrc/autograd/custom_function.h>

#include "models/networks/kernels/exp_cut.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/panels.h"
#include "models/networks/kernels/tangent.h"

namespace odelia {
namespace {

struct Sizes {
  int64_t tokens, heads, d;
  int64_t rows, columns, width;  // tokens, tokens and d rounded up for the products
};

/// Zero beyond the tokens and beyond d, and only ever written within.
struct Workspace {
  std::vector<float> q, k, v, s, out;
  std::vector<float> dz, turned;  // of the derivative
  explicit Workspace(const Sizes& n, bool backward = false)
      : q(n.rows * n.d),
        k(n.columns * n.d),
        v(n.tokens * n.width),
        s(n.rows * n.columns),
        out(n.rows * n.width),
        dz(backward ? n.rows * n.columns : 0),
        turned(dz.size()) {}
};

#define ODELIA_KERNEL "models/networks/kernels/attention_kernel.h"
#include "models/networks/kernels/instruction_sets.h"
void (*const attend_head)(const float*, float*, const Sizes&,
                          Workspace&) = ODELIA_BEST(attend_head);

void (*const attend_head_backward)(const float*, const float*, float*, const Sizes&,
                                   Workspace&) = ODELIA_BEST(attend_head_backward);

void check(const Tensor& qkv, int64_t heads) {
  if (qkv.dim() != 4 || heads < 1 || qkv.size(1) % (3 * heads))
    throw std::invalid_argument(
        fmt::format("attend: expected qkv [B, 3 x {} heads x d, H, W], got [{}]", heads,
                    fmt::join(qkv.sizes(), ", ")));
}

}  // namespace

namespace {
/// q, k, v: [B, heads, tokens, d] each.
std::array<Tensor, 3> parts_of(const Tensor& qkv, int64_t heads) {
  const int64_t d = qkv.size(1) / (3 * heads);
  const auto parts = qkv.permute({0, 2, 3, 1})
                         .reshape({qkv.size(0), qkv.size(2) * qkv.size(3), 3, heads, d})
                         .permute({2, 0, 3, 1, 4});
  return {parts[0], parts[1], parts[2]};
}
/// q / sqrt(d)
Tensor scaled(const Tensor& q) { return q * (1 / std::sqrt(double(q.size(-1)))); }
/// [B, heads, tokens, d] as the image [B, heads d, H, W] that `like` has the size of.
Tensor image_of(const Tensor& y, const Tensor& like) {
  return y.transpose(1, 2)
      .reshape({y.size(0), like.size(2), like.size(3), y.size(1) * y.size(3)})
      .permute({0, 3, 1, 2});
}
}  // namespace

Tensor attend_reference(const Tensor& qkv, int64_t heads) {
  check(qkv, heads);
  const auto [q, k, v] = parts_of(qkv, heads);
  const auto weights = at::softmax(at::matmul(scaled(q), k.transpose(-2, -1)), -1);
  return image_of(at::matmul(weights, v), qkv);
}

Tensor attend_paired(const Tensor& rows, int64_t heads) {
  check(rows, heads);
  const auto [unscaled, k, v] = parts_of(rows, heads);
  const Tensor q = scaled(unscaled);
  const auto to_keys = [&](const Tensor& queries, const Tensor& keys) {
    return at::matmul(queries, keys.transpose(-2, -1));
  };
  const auto p = at::softmax(to_keys(values(q), values(k)), -1);
  const auto ds = to_keys(tangents(q), values(k)) + to_keys(values(q), tangents(k));
  const auto dp = p * (ds - (p * ds).sum(-1, /*keepdim=*/true));
  const auto y = at::matmul(p, at::cat({values(v), tangents(v)}, -1)).chunk(2, -1);
  return image_of(paired(y[0], y[1] + at::matmul(dp, values(v))), rows);
}

namespace {

Sizes sizes_of(const Tensor& qkv, int64_t heads) {
  const int64_t d = qkv.size(1) / (3 * heads), tokens = qkv.size(2) * qkv.size(3);
  return {tokens, heads, d, round_up(tokens, kRowsAtATime), round_up(tokens, 16), round_up(d, 16)};
}

Tensor dense(const Tensor& x) { return x.contiguous(at::MemoryFormat::ChannelsLast); }

/// One head of one sample at a time: each sees nothing else.
Tensor fused(const Tensor& qkv, int64_t heads) {
  const Sizes n = sizes_of(qkv, heads);
  const auto input = dense(qkv);
  auto y = at::empty({qkv.size(0), heads * n.d, qkv.size(2), qkv.size(3)}, qkv.options(),
                     at::MemoryFormat::ChannelsLast);
  const int64_t part = heads * n.d;
  at::parallel_for(0, qkv.size(0) * heads, 1, [&](int64_t begin, int64_t end) {
    Workspace w(n);
    for (int64_t i = begin; i < end; ++i) {
      const int64_t sample = i / heads * n.tokens, head = i % heads * n.d;
      attend_head(input.data_ptr<float>() + sample * 3 * part + head,
                  y.data_ptr<float>() + sample * part + head, n, w);
    }
  });
  return y;
}

struct Attention : torch::autograd::Function<Attention> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& qkv,
                        int64_t heads) {
    context->save_for_backward({qkv});
    context->saved_data["heads"] = heads;
    return fused(qkv, heads);
  }
  static std::vector<Tensor> backward(torch::autograd::AutogradContext* context,
                                      std::vector<Tensor> gradients) {
    const int64_t heads = context->saved_data["heads"].toInt();
    const auto qkv = dense(context->get_saved_variables()[0]), dy = dense(gradients[0]);
    const Sizes n = sizes_of(qkv, heads);
    const int64_t part = heads * n.d;
    auto dqkv = at::empty_like(qkv);
    at::parallel_for(0, qkv.size(0) * heads, 1, [&](int64_t begin, int64_t end) {
      Workspace w(n, /*backward=*/true);
      for (int64_t i = begin; i < end; ++i) {
        const int64_t sample = i / heads * n.tokens, head = i % heads * n.d;
        attend_head_backward(qkv.data_ptr<float>() + sample * 3 * part + head,
                             dy.data_ptr<float>() + sample * part + head,
                             dqkv.data_ptr<float>() + sample * 3 * part + head, n, w);
      }
    });
    return {dqkv, {}};
  }
};

}  // namespace

#if ODELIA_CUDA
namespace {
/// By LibTorch's fused kernel, which holds the scores in float32; no tangents.
Tensor attend_at_once(const Tensor& qkv, int64_t heads) {
  const auto [q, k, v] = parts_of(qkv, heads);
  return image_of(at::scaled_dot_product_attention(q, k, v), qkv);  // scales by 1/sqrt(d)
}
bool at_once(const Tensor& qkv) {
  return qkv.is_cuda() && qkv.scalar_type() == at::kBFloat16 && !has_tangent(qkv) &&
         !(at::GradMode::is_enabled() && qkv.requires_grad());
}
}  // namespace
#endif

Tensor attend(const Tensor& qkv, int64_t heads) {
  check(qkv, heads);
#if ODELIA_CUDA
  if (at_once(qkv)) return attend_at_once(qkv, heads);
#endif
  if (!attend_head || has_tangent(qkv) || !qkv.device().is_cpu() || qkv.scalar_type() != at::kFloat)
    return attend_reference(qkv, heads);
  if (at::GradMode::is_enabled() && qkv.requires_grad()) return Attention::apply(qkv, heads);
  return fused(qkv, heads);
}

}  // namespace odelia
