#include <cmath>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/full.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <fmt/format.h>

#include "models/networks/kernels/attention.h"
#include "models/networks/kernels/norm_silu.h"
#include "models/networks/kernels/silu.h"
#include "models/networks/unets/plan.h"

namespace odelia {
namespace {

Tensor apply(const UNetMap& map, const Tensor& x, const Tensor& add = {}) {
  if (map.own) {
    if (x.dim() == 4) return convolve(map.own, x, add);
    return convolve(map.own, x.view({x.size(0), x.size(1), 1, 1})).flatten(1);
  }
  if (x.dim() == 2) return at::linear(x, map.weight, map.bias);
  const int64_t pad = map.weight.size(2) / 2;
  const auto y = map.pads_after ? at::conv2d(at::constant_pad_nd(x, {0, pad, 0, pad}), map.weight,
                                             map.bias, map.stride)
                                : at::conv2d(x, map.weight, map.bias, map.stride, pad);
  return add.defined() ? y + add : y;
}

Tensor apply(const UNetNorm& norm, const Tensor& x, bool silu) {
  if (!norm.gain.defined()) return x;
  return group_norm_silu(x, norm.gain, norm.bias, norm.groups, silu, norm.epsilon);
}

/// [C, 1, k, k]: the filter for every channel by itself.
Tensor depthwise(const Tensor& taps, int64_t channels) {
  return at::outer(taps, taps).expand({channels, 1, taps.size(0), taps.size(0)});
}

Tensor apply(const UNetResample& resample, const Tensor& x, bool padded = true) {
  using To = UNetResample::To;
  if (resample.to == To::same) return x;
  const int64_t k = resample.taps.size(0), channels = x.size(1), pad = padded ? (k - 1) / 2 : 0;
  if (resample.to == To::half) {
    if (k == 2) return at::avg_pool2d(x, {2, 2});
    return at::conv2d(x, depthwise(resample.taps, channels), {}, 2, pad, 1, channels);
  }
  if (k == 2) return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
  return at::conv_transpose2d(x, depthwise(2 * resample.taps, channels), {}, 2, pad, 0, channels);
}

Tensor apply(const UNetConv& conv, const Tensor& x) {
  const Tensor y = apply(conv.resample, x);
  return conv.map ? apply(conv.map, y) : y;
}

Tensor scaled(Tensor x, double scale) { return scale == 1 ? x : x * scale; }

struct Pass {
  Tensor embedding;  // silu of it, [B, E]

  Tensor operator()(const UNetConv& conv, const Tensor& x) const { return apply(conv, x); }

  Tensor operator()(const UNetBlock& block, const Tensor& x) const {
    auto h = apply(block.conv0, apply(block.resample, apply(block.norm0, x, true)));
    const auto e = apply(block.embedding, embedding);
    if (block.scale_shift) {
      const auto parts = e.chunk(2, 1);
      const auto& [gain, bias, groups, epsilon] = block.norm1;
      h = group_norm_silu(h, gain * (1 + parts[0]), bias * (1 + parts[0]) + parts[1], groups, true,
                          epsilon);
    } else {
      h = apply(block.norm1, h + e.unsqueeze(-1).unsqueeze(-1), true);
    }
    const auto original = apply(block.resample, x);
    const auto skip = block.skip ? apply(block.skip, original) : original;
    return scaled(apply(block.conv1, h, skip), block.scale);
  }

  Tensor operator()(const UNetAttention& attention, const Tensor& x) const {
    const auto qkv = apply(attention.qkv, apply(attention.norm, x, false));
    return scaled(apply(attention.out, attend(qkv, attention.heads), x), attention.scale);
  }

  Tensor operator()(const std::vector<UNetLayer>& layers, Tensor x) const {
    for (const auto& layer : layers)
      x = std::visit([&](const auto& one) { return (*this)(one, x); }, layer);
    return x;
  }
};

/// [B] -> [B, 2 frequencies]
Tensor fourier(const UNetEmbedding& e, const Tensor& time) {
  const auto t = time.to(e.frequencies.scalar_type());
  const auto angle = at::outer(e.of_logarithm ? at::log(t) : t, e.frequencies);
  return e.sines_first ? at::cat({angle.sin(), angle.cos()}, 1)
                       : at::cat({angle.cos(), angle.sin()}, 1);
}

/// The row of the label's table for each sample; undefined where there is no such table.
Tensor rows_of(const UNetEmbedding& e, const Tensor& labels, const Tensor& time) {
  if (e.labels == 0) {
    if (labels.defined())
      throw std::invalid_argument("U-Net: labels were given, but it is unconditional");
    return {};
  }
  if (!labels.defined()) {
    if (e.no_label < 0)
      throw std::invalid_argument(fmt::format(
          "U-Net: it was trained on {} classes and has none for no class; say which with --labels",
          e.labels));
    return at::full({time.size(0)}, e.no_label, time.options().dtype(at::kLong));
  }
  const int64_t low = labels.min().item<int64_t>(), high = labels.max().item<int64_t>();
  if (low < 0 || high >= std::max(e.labels, e.no_label + 1))
    throw std::invalid_argument(
        fmt::format("U-Net: label {} is not in 0..{}", low < 0 ? low : high, e.labels - 1));
  return labels;
}

Tensor embed(const UNetEmbedding& e, const Tensor& time, const Tensor& labels) {
  const Tensor rows = rows_of(e, labels, time);
  auto f = fourier(e, time);
  if (e.early.defined()) f = f + e.early.index_select(0, rows);
  f = apply(e.second, silu(apply(e.first, f)));
  if (e.late.defined()) f = f + e.late.index_select(0, rows);
  return silu(f);
}

/// x joined by the image at its size, which becomes the next step's.
Tensor join(const UNetPyramid& pyramid, const Tensor& x, Tensor& image) {
  const auto& [resample, map] = pyramid.of_image;
  if (pyramid.residual) {
    const int64_t pad = (resample.taps.size(0) - 1) / 2;
    const auto around = at::constant_pad_nd(image, {pad, pad, pad, pad});
    return image = (x + apply(resample, apply(map, around), /*padded=*/false)) * std::sqrt(0.5);
  }
  image = apply(resample, image);
  return x + apply(map, image);
}

}  // namespace

Tensor forward(const UNetPlan& plan, const Tensor& x, const Tensor& time, const Tensor& labels) {
  const Pass pass{embed(plan.embedding, time, labels)};
  const bool plain = plan.input_scale == 1 && plan.input_shift == 0;
  const Tensor input = plain ? x : plan.input_scale * x + plan.input_shift;
  auto image = input.contiguous(at::MemoryFormat::ChannelsLast), h = image;
  std::vector<Tensor> skips;
  for (const auto& step : plan.encoder) {
    h = pass(step.layers, h);
    if (step.pyramid) h = join(*step.pyramid, h, image);
    skips.push_back(h);
  }
  h = pass(plan.middle, h);
  Tensor output;
  for (const auto& step : plan.decoder) {
    if (step.concatenates) {
      h = at::cat({h, skips.back()}, 1);
      skips.pop_back();
    }
    h = pass(step.layers, h);
    if (!step.output) continue;
    const auto& [resample, norm, conv] = *step.output;
    const Tensor before = output.defined() ? apply(resample, output) : output;
    output = apply(conv, apply(norm, h, true), before);
  }
  return plan.over_time ? output / time.to(output.scalar_type()).view({-1, 1, 1, 1}) : output;
}

}  // namespace odelia
