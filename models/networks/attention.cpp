#include "models/networks/attention.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/networks/exp_cut.h"
#include "models/networks/panels.h"
#include "models/networks/tangent.h"

namespace odelia {
namespace {

struct Sizes {
  int64_t tokens, heads, d;
  int64_t rows, columns, width;  // tokens, tokens and d rounded up for the products
};

/// Zero beyond the tokens and beyond d, and only ever written within.
struct Workspace {
  std::vector<float> q, k, v, s, out;
  explicit Workspace(const Sizes& n)
      : q(n.rows * n.d),
        k(n.columns * n.d),
        v(n.tokens * n.width),
        s(n.rows * n.columns),
        out(n.rows * n.width) {}
};

#define ODELIA_KERNEL "models/networks/attention_kernel.h"
#include "models/networks/instruction_sets.h"
void (*const attend_head)(const float*, float*, const Sizes&,
                          Workspace&) = ODELIA_BEST(attend_head);

void check(const Tensor& qkv, int64_t heads) {
  if (qkv.dim() != 4 || heads < 1 || qkv.size(1) % (3 * heads))
    throw std::invalid_argument(
        fmt::format("attend: expected qkv [B, 3 x {} heads x d, H, W], got [{}]", heads,
                    fmt::join(qkv.sizes(), ", ")));
}

}  // namespace

Tensor attend_reference(const Tensor& qkv, int64_t heads) {
  check(qkv, heads);
  const int64_t b = qkv.size(0), h = qkv.size(2), w = qkv.size(3), d = qkv.size(1) / (3 * heads);
  const auto parts = qkv.permute({0, 2, 3, 1})
                         .reshape({b, h * w, 3, heads, d})
                         .permute({2, 0, 3, 1, 4});  // [3, B, heads, tokens, d]
  const auto weights = at::softmax(
      at::matmul(parts[0] * (1 / std::sqrt(double(d))), parts[1].transpose(-2, -1)), -1);
  return at::matmul(weights, parts[2])
      .transpose(1, 2)
      .reshape({b, h, w, heads * d})
      .permute({0, 3, 1, 2});
}

Tensor attend(const Tensor& qkv, int64_t heads) {
  check(qkv, heads);
  const bool differentiable =
      (at::GradMode::is_enabled() && qkv.requires_grad()) || has_tangent(qkv);
  if (!attend_head || differentiable || !qkv.device().is_cpu() || qkv.scalar_type() != at::kFloat)
    return attend_reference(qkv, heads);
  const int64_t d = qkv.size(1) / (3 * heads), tokens = qkv.size(2) * qkv.size(3);
  const Sizes n{tokens,         heads, d, round_up(tokens, kRowsAtATime), round_up(tokens, 16),
                round_up(d, 16)};
  const auto input = qkv.contiguous(at::MemoryFormat::ChannelsLast);
  auto y = at::empty({qkv.size(0), heads * d, qkv.size(2), qkv.size(3)}, qkv.options(),
                     at::MemoryFormat::ChannelsLast);
  const float* from = input.data_ptr<float>();
  float* to = y.data_ptr<float>();
  at::parallel_for(0, qkv.size(0) * heads, 1, [&](int64_t begin, int64_t end) {
    Workspace w(n);
    for (int64_t i = begin; i < end; ++i) {
      const int64_t sample = i / heads, head = i % heads;
      attend_head(from + sample * tokens * 3 * heads * d + head * d,
                  to + sample * tokens * heads * d + head * d, n, w);
    }
  });
  return y;
}

}  // namespace odelia
