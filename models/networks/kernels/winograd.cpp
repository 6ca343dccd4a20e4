#include "models/networks/kernels/winograd.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/networks/kernels/panels.h"

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

/// Tiles of one pass: their workspace stays in the second-level cache; but where the weights, which
/// every pass reads, do not, there are four times as many.  No more than leave work for every thread.
int64_t tiles_at_once(int64_t tiles, int64_t in, int64_t out) {
  const int64_t fit = kWorkspace / (36 * 4 * (in + out)) / kRowsAtATime;
  const bool weights_fit = 36 * 4 * in * out <= kWorkspace;
  const int64_t each = (tiles + at::get_num_threads() - 1) / at::get_num_threads();
  return kRowsAtATime * std::clamp<int64_t>((each + kRowsAtATime - 1) / kRowsAtATime, 1,
                                            weights_fit ? std::clamp<int64_t>(fit, 1, 4) : 4);
}

#define ODELIA_KERNEL "models/networks/kernels/winograd_kernel.h"
#include "models/networks/kernels/instruction_sets.h"
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
  const int64_t chunk = tiles_at_once(tiles, in, out);
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

}  // namespace odelia
