#include <cmath>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/full.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <fmt/format.h>

#include "models/networks/kernels/attention.h"
#include "models/networks/kernels/norm_silu.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/silu.h"
#include "models/networks/kernels/tangent.h"
#include "models/networks/kernels/unit_channels.h"
#include "models/networks/unets/plan.h"

namespace odelia {
namespace {

/// A layer [K, C] of x [B, C].
Tensor layer(const UNetMap& map, const Tensor& x) {
  if (map.own) return convolve(map.own, x.view({x.size(0), x.size(1), 1, 1})).flatten(1);
  return at::linear(x, map.weight, map.bias);
}

/// [C, 1, k, k]: the filter for every channel by itself.
Tensor depthwise(const Tensor& taps, int64_t channels) {
  return at::outer(taps, taps).expand({channels, 1, taps.size(0), taps.size(0)});
}

Tensor resampled(const UNetResample& resample, const Tensor& x, bool padded = true) {
  using To = UNetResample::To;
  if (resample.to == To::same) return x;
  const Tensor& taps = resample.taps;
  const int64_t k = taps.size(0), channels = x.size(1), pad = padded ? (k - 1) / 2 : 0;
  const Tensor in =
      x.to(taps.scalar_type());  // LibTorch 1.13 takes the wrong convolution in bfloat16
  if (resample.to == To::half) {
    if (k == 2) return at::avg_pool2d(x, {2, 2});
    return at::conv2d(in, depthwise(taps, channels), {}, 2, pad, 1, channels).to(x.scalar_type());
  }
  if (k == 2) return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
  return at::conv_transpose2d(in, depthwise(2 * taps, channels), {}, 2, pad, 0, channels)
      .to(x.scalar_type());
}

Tensor scaled(Tensor x, double scale) { return scale == 1 ? x : x * scale; }

/// Both side by side, each with its share of the magnitude.
Tensor joined(const Tensor& a, const Tensor& b, double t) {
  if (t == 0) return at::cat({a, b}, 1);
  const auto na = static_cast<double>(a.size(1)), nb = static_cast<double>(b.size(1));
  const double c = std::sqrt(na + nb) / std::hypot(1 - t, t);
  return at::cat({a * (c / std::sqrt(na) * (1 - t)), b * (c / std::sqrt(nb) * t)}, 1);
}

struct Pass {
  Tensor embedding;  // what blocks see, [B, E]
  bool pairs;        // rows are [x; dx], as in kernels/paired.h

  /// scale (map(x) + add)
  Tensor apply(const UNetMap& map, const Tensor& x, const Tensor& add = {},
               double scale = 1) const {
    const auto type = map.own ? map.own->type() : map.weight.scalar_type();
    const auto in = x.to(type), more = add.defined() ? add.to(type) : add;
    if (map.own)
      return pairs ? convolve_paired(map.own, in, more, scale) : convolve(map.own, in, more, scale);
    const int64_t half = map.weight.size(2) / 2, pad = map.pads_after ? 0 : half;
    const auto input = map.pads_after ? at::constant_pad_nd(in, {0, half, 0, half}) : in;
    const auto y = pairs ? convolve_paired(input, map.weight, map.bias, map.stride, pad)
                         : at::conv2d(input, map.weight, map.bias, map.stride, pad);
    return scaled(more.defined() ? y + more : y, scale);
  }
  /// map(x) for a norm behind: what it is to add first, besides.
  std::pair<Tensor, Tensor> apply_before_norm(const UNetMap& map, const Tensor& x) const {
    if (!map.own) return {apply(map, x), {}};
    return convolve_before_norm(map.own, x.to(map.own->type()), pairs);
  }
  Tensor normed(const Tensor& x, const Tensor& gain, const Tensor& bias, const UNetNorm& norm,
                bool silu = true, const Tensor& first = {}) const {
    return (pairs ? group_norm_silu_paired : group_norm_silu)(x, gain, bias, norm.groups, silu,
                                                              norm.epsilon, first);
  }
  Tensor apply(const UNetNorm& norm, const Tensor& x, bool silu) const {
    return norm.gain.defined() ? normed(x, norm.gain, norm.bias, norm, silu) : x;
  }
  Tensor plus(const Tensor& x, const Tensor& c) const { return pairs ? plus_paired(x, c) : x + c; }
  Tensor times(const Tensor& x, const Tensor& f) const {
    return pairs ? times_paired(x, f) : x * f;
  }
  Tensor unit(const Tensor& x, int64_t run) const { return unit_channels(x, run, pairs); }
  Tensor attended(const Tensor& qkv, int64_t heads) const {
    return pairs ? attend_paired(qkv, heads) : attend(qkv, heads);
  }

  Tensor operator()(const UNetConv& conv, const Tensor& x) const {
    const Tensor y = resampled(conv.resample, x);
    return conv.map ? apply(conv.map, y) : y;
  }

  Tensor operator()(const UNetBlock& block, const Tensor& x) const {
    auto [h, left] =
        apply_before_norm(block.conv0, resampled(block.resample, apply(block.norm0, x, true)));
    const auto& norm = block.norm1;
    const auto e = block.embedding ? layer(block.embedding, embedding) : Tensor();
    if (!e.defined()) {
      h = normed(h, norm.gain, norm.bias, norm, /*silu=*/true, left);
    } else if (block.scale_shift) {
      const auto parts = e.chunk(2, 1);
      h = normed(h, norm.gain * (1 + parts[0]), norm.bias * (1 + parts[0]) + parts[1], norm,
                 /*silu=*/true, left);
    } else if (left.defined()) {
      h = normed(h, norm.gain, norm.bias, norm, /*silu=*/true, e + left);
    } else {
      h = apply(norm, plus(h, e.unsqueeze(-1).unsqueeze(-1).to(h.scalar_type())), true);
    }
    const auto original = resampled(block.resample, x);
    const auto skip = block.skip ? apply(block.skip, original) : original;
    return apply(block.conv1, h, skip, block.scale);
  }

  Tensor operator()(const UNetAttention& attention, const Tensor& x) const {
    const auto qkv = apply(attention.qkv, apply(attention.norm, x, false));
    return apply(attention.out, attended(qkv, attention.heads), x, attention.scale);
  }

  Tensor operator()(const UNetMagnitudeBlock& block, const Tensor& input) const {
    const auto act = [&](const Tensor& z) { return pairs ? silu_paired(z) : silu(z); };
    const auto skip = [&](const Tensor& z) { return block.skip ? apply(block.skip, z) : z; };
    Tensor x = resampled(block.resample, input);
    if (block.encodes) {
      x = skip(x);
      x = unit(x, x.size(1));
    }
    auto h = apply(block.conv0, act(x));
    const auto gain = layer(block.embedding, embedding).unsqueeze(-1).unsqueeze(-1);
    h = act(times(h, gain.to(h.scalar_type())));
    x = apply(block.conv1, h, block.encodes ? x : skip(x), block.scale);
    if (block.qkv) {
      const auto qkv = apply(block.qkv, x);
      h = attended(unit(qkv, qkv.size(1) / (3 * block.heads)), block.heads);
      x = apply(block.out, h, x, block.attention_scale);
    }
    return pairs ? clamp_paired(x, block.clip) : x.clamp(-block.clip, block.clip);
  }

  Tensor operator()(const std::vector<UNetLayer>& layers, Tensor x) const {
    for (const auto& layer : layers)
      x = std::visit([&](const auto& one) { return (*this)(one, x); }, layer);
    return x;
  }

  /// x joined by the image at its size, which becomes the next step's.
  Tensor join(const UNetPyramid& pyramid, const Tensor& x, Tensor& image) const {
    const auto& [resample, map] = pyramid.of_image;
    if (pyramid.residual) {
      const int64_t pad = (resample.taps.size(0) - 1) / 2;
      const auto around = at::constant_pad_nd(image, {pad, pad, pad, pad});
      return image =
                 (x + resampled(resample, apply(map, around), /*padded=*/false)) * std::sqrt(0.5);
    }
    image = resampled(resample, image);
    return x + apply(map, image);
  }
};

/// [B] -> [B, 2 frequencies], or of cosines alone [B, frequencies]
Tensor fourier(const UNetEmbedding& e, const Tensor& time) {
  const auto t = time.to(e.frequencies.scalar_type());
  if (e.phases.defined()) return at::addcmul(e.phases, t.unsqueeze(1), e.frequencies).cos();
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
          "U-Net: it was trained on {} classes and has none for no class; say which "
          "with --labels of sample, likelihood, encode or decode, or labels in a config",
          e.labels));
    return at::full({time.size(0)}, e.no_label, time.options().dtype(at::kLong));
  }
  if (!labels.device().is_cpu()) return labels;  // to read them would wait for the device
  const int64_t low = labels.min().item<int64_t>(), high = labels.max().item<int64_t>();
  if (low < 0 || high >= e.rows())
    throw std::invalid_argument(
        fmt::format("U-Net: label {} is not in 0..{}", low < 0 ? low : high, e.labels - 1));
  return labels;
}

Tensor embed(const UNetEmbedding& e, const Tensor& time, const Tensor& labels) {
  const Tensor rows = rows_of(e, labels, time);
  auto f = fourier(e, time);
  if (e.early.defined()) f = f + e.early.index_select(0, rows);
  f = layer(e.first, f);
  if (e.second) f = layer(e.second, silu(f));
  if (e.late.defined()) f = f + e.late.index_select(0, rows);
  return silu(f);
}

/// Of x, or of rows [x; dx] if it `pairs`.
Tensor forward(const UNetPlan& plan, const Tensor& x, const Tensor& time, const Tensor& labels,
               bool pairs) {
  const Pass pass{embed(plan.embedding, time, labels), pairs};
  const bool plain = plan.input_scale == 1 && plan.input_shift == 0;
  const Tensor input =
      plain ? x : pass.plus(plan.input_scale * x, at::full({1}, plan.input_shift, x.options()));
  auto image = input.contiguous(at::MemoryFormat::ChannelsLast), h = image;
  if (plan.adds_ones) {
    const Tensor ones = at::ones_like(image.narrow(1, 0, 1));
    h = at::cat({image, pairs ? paired(values(ones), 0 * tangents(ones)) : ones}, 1);
  }
  std::vector<Tensor> skips;
  for (const auto& step : plan.encoder) {
    h = pass(step.layers, h);
    if (step.pyramid) h = pass.join(*step.pyramid, h, image);
    if (plan.inner == at::kBFloat16) h = h.to(at::kBFloat16);  // behind the first layer, in float32
    skips.push_back(h);
  }
  h = pass(plan.middle, h);
  Tensor output;
  for (const auto& step : plan.decoder) {
    if (step.concatenates) {
      h = joined(h, skips.back(), step.balance);
      skips.pop_back();
    }
    h = pass(step.layers, h);
    if (!step.output) continue;
    const auto& [resample, norm, conv] = *step.output;
    const Tensor before = output.defined() ? resampled(resample, output) : output;
    output = pass.apply(conv, pass.apply(norm, h, true), before);
  }
  if (!plan.over_time) return output;
  const Tensor over = time.to(output.scalar_type()).view({-1, 1, 1, 1});
  return pairs ? times_paired(output, 1 / over) : output / over;
}

}  // namespace

Tensor forward(const UNetChain& chain, const Tensor& x) {
  const Pass pass{.embedding = {}, .pairs = false};
  const Tensor h = pass(chain.layers, x.contiguous(at::MemoryFormat::ChannelsLast)),
               y = pass.apply(chain.conv, pass.apply(chain.norm, h, /*silu=*/true));
  return chain.after ? pass.apply(chain.after, y) : y;
}

Tensor forward(const UNetPlan& plan, const Tensor& x, const Tensor& time, const Tensor& labels) {
  if (!has_tangent(x)) return forward(plan, x, time, labels, /*pairs=*/false);
  return of_dual(x, [&](const Tensor& rows) { return forward(plan, rows, time, labels, true); });
}

}  // namespace odelia
