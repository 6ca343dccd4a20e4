#include "models/networks/kernels/product_conv.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/networks/kernels/panels.h"

namespace odelia {
namespace {

struct Sizes {
  int64_t high, wide, in, out, kernel, stride, out_high, out_wide;
};

/// Which sample an output pixel belongs to, and where its patch of the input begins.
struct Pixel {
  int64_t sample, top, left;
};
inline Pixel pixel(const Sizes& n, int64_t index) {
  const int64_t all = n.out_high * n.out_wide, within = index % all;
  return {index / all, within / n.out_wide * n.stride - n.kernel / 2,
          within % n.out_wide * n.stride - n.kernel / 2};
}

#define ODELIA_KERNEL "models/networks/kernels/product_conv_kernel.h"
#include "models/networks/kernels/instruction_sets.h"
void (*const convolve)(const float*, const float*, const float*, const float*, float*, const Sizes&,
                       int64_t, int64_t, float*, float*) = ODELIA_BEST(convolve);
void (*const transpose_pixels)(const float*, const float*, float*, const Sizes&, int64_t, int64_t,
                               float*, float*) = ODELIA_BEST(transpose);

constexpr int64_t kWorkspace = 1 << 18;  // bytes that should stay in the second-level cache

/// b [inner, columns] in panels of zero-padded columns.
Tensor in_panels(const Tensor& b) {
  const int64_t inner = b.size(0), columns = round_up(b.size(1), 16), width = panel_width(columns);
  return at::constant_pad_nd(b, {0, columns - b.size(1)})
      .view({inner, columns / width, width})
      .permute({1, 0, 2})
      .contiguous();
}

int64_t rows_at_once(int64_t floats_per_row) {
  return kRowsAtATime * std::clamp<int64_t>(kWorkspace / (4 * floats_per_row * kRowsAtATime), 1, 8);
}

Tensor dense(const Tensor& x) { return x.contiguous(at::MemoryFormat::ChannelsLast); }

}  // namespace

ProductConv make_product_conv(const Tensor& weight, int64_t stride, bool differentiable) {
  const bool layer = weight.dim() == 2;
  if ((!layer && weight.dim() != 4) ||
      (!layer && (weight.size(2) != weight.size(3) || weight.size(2) % 2 == 0)))
    throw std::invalid_argument(
        fmt::format("make_product_conv: expected a weight [K, C, k, k] with k odd, or [K, C]; got "
                    "[{}]",
                    fmt::join(weight.sizes(), ", ")));
  ProductConv out{weight.size(0), weight.size(1), layer ? 1 : weight.size(2), stride, {}, {}};
  if (!convolve || !weight.device().is_cpu()) return out;
  const auto w = weight.detach().to(at::kFloat);
  const auto rows =  // [K, k k C]: channels fastest, as in channels_last
      layer ? w : w.permute({0, 2, 3, 1}).reshape({out.out, out.kernel * out.kernel * out.in});
  out.panels = in_panels(rows.t());
  if (differentiable) out.transposed = in_panels(rows);
  return out;
}

Tensor ProductConv::forward(const Tensor& x, const Tensor& bias, const Tensor& add) const {
  if (x.dim() != 4 || x.size(1) != in || x.scalar_type() != at::kFloat ||
      (bias.defined() && bias.numel() != out))
    throw std::invalid_argument(
        fmt::format("product_conv: expected float32 x [B, {}, H, W] and bias [{}], got {} [{}]", in,
                    out, c10::toString(x.scalar_type()), fmt::join(x.sizes(), ", ")));
  const int64_t high = (x.size(2) - 1) / stride + 1, wide = (x.size(3) - 1) / stride + 1;
  const Sizes n{x.size(2), x.size(3), in, out, kernel, stride, high, wide};
  auto y = at::empty({x.size(0), out, high, wide}, x.options(), at::MemoryFormat::ChannelsLast);
  if (add.defined() && add.sizes() != y.sizes())
    throw std::invalid_argument(fmt::format("product_conv: cannot add [{}] to [{}]",
                                            fmt::join(add.sizes(), ", "),
                                            fmt::join(y.sizes(), ", ")));
  const Tensor input = dense(x), addend = add.defined() ? dense(add) : add,
               shift = bias.defined() ? bias.contiguous() : bias;
  const int64_t total = x.size(0) * high * wide, inner = kernel * kernel * in,
                columns = round_up(out, 16), chunk = rows_at_once(inner + columns);
  at::parallel_for(0, (total + chunk - 1) / chunk, 1, [&](int64_t begin, int64_t end) {
    thread_local std::vector<float> patches, sums;
    patches.resize(chunk * inner), sums.resize(chunk * columns);
    for (int64_t i = begin; i < end; ++i)
      convolve(input.data_ptr<float>(), panels.data_ptr<float>(),
               shift.defined() ? shift.data_ptr<float>() : nullptr,
               addend.defined() ? addend.data_ptr<float>() : nullptr, y.data_ptr<float>(), n,
               i * chunk, std::min(chunk, total - i * chunk), patches.data(), sums.data());
  });
  return y;
}

Tensor ProductConv::transpose(const Tensor& dy, int64_t high, int64_t wide) const {
  const int64_t out_high = (high - 1) / stride + 1, out_wide = (wide - 1) / stride + 1;
  if (dy.dim() != 4 || dy.scalar_type() != at::kFloat || !transposed.defined() ||
      dy.sizes().slice(1) != at::IntArrayRef({out, out_high, out_wide}))
    throw std::invalid_argument(fmt::format(
        "product_conv: expected a float32 derivative [B, {}, {}, {}] of a differentiable "
        "convolution, got {} [{}]",
        out, out_high, out_wide, c10::toString(dy.scalar_type()), fmt::join(dy.sizes(), ", ")));
  const Sizes n{high, wide, in, out, kernel, stride, out_high, out_wide};
  const Tensor from = dense(dy);
  Tensor dx = dense(at::zeros({dy.size(0), in, high, wide}, dy.options()));
  const int64_t pixels = out_high * out_wide, columns = round_up(kernel * kernel * in, 16),
                chunk = rows_at_once(out + columns);
  at::parallel_for(0, dy.size(0), 1, [&](int64_t begin, int64_t end) {
    thread_local std::vector<float> padded, sums;
    padded.resize(chunk * out), sums.resize(chunk * columns);
    for (int64_t sample = begin; sample < end; ++sample)
      for (int64_t first = 0; first < pixels; first += chunk)
        transpose_pixels(from.data_ptr<float>(), transposed.data_ptr<float>(), dx.data_ptr<float>(),
                         n, sample * pixels + first, std::min(chunk, pixels - first), padded.data(),
                         sums.data());
  });
  return dx;
}

}  // namespace odelia
