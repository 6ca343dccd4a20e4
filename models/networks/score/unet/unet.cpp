#include "models/networks/score/unet/unet.h"

#include <cmath>

#include <ATen/ops/addcmul.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/upsample_nearest2d.h>

#include "models/networks/kernels/attention.h"
#include "models/networks/kernels/class_rows.h"
#include "models/networks/kernels/image_sums.h"
#include "models/networks/kernels/norm_silu.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/silu.h"
#include "models/networks/kernels/tangent.h"
#include "models/networks/score/noise_features.h"
#include "models/networks/score/unet/names.h"

namespace odelia {

Tensor unet_frequencies(const at::TensorOptions& options) {
  return at::exp(at::linspace(std::log(0.2), std::log(16.0), kUNetFrequencies, options));
}

namespace {

/// The forward pass: parameters looked up by the names that Maker gave them.
struct Forward {
  const UNetConfig& config;
  const ParameterSet& p;
  const Convolutions& prepared;     ///< take the place of those in p
  const UNetConditioning* at_once;  ///< null: layer by layer
  at::Generator* dropout;           ///< draws the masks; null: nothing is dropped
  bool pairs;                       ///< rows are [x; dx], as in kernels/paired.h
  Tensor embedding = {};            // [B, E]; or, if at_once, all blocks' gains and biases [B, F]

  /// The convolution of x, plus `add` if given.
  Tensor conv(const std::string& name, const Tensor& x, int64_t stride = 1,
              const Tensor& add = {}) const {
    if (const auto found = prepared.find(name); found != prepared.end())
      return pairs ? convolve_paired(found->second, x, add) : convolve(found->second, x, add);
    const auto &weight = get(p, name + ".weight"), &bias = get(p, name + ".bias");
    if (!pairs) return convolve(x, weight, bias, stride, add);
    const auto y = convolve_paired(x, weight, bias, stride);
    return add.defined() ? y + add : y;
  }
  /// The same for a norm behind: what it is to add first, besides.
  std::pair<Tensor, Tensor> conv_before(const std::string& name, const Tensor& x) const {
    const auto found = prepared.find(name);
    if (found == prepared.end()) return {conv(name, x), {}};
    return convolve_before_norm(found->second, x, pairs);
  }
  Tensor linear(const std::string& name, const Tensor& x) const {
    if (const auto found = prepared.find(name); found != prepared.end())
      return convolve(found->second, x.view({x.size(0), x.size(1), 1, 1})).flatten(1);
    return at::linear(x, get(p, name + ".weight"), get(p, name + ".bias"));
  }
  /// 0 with the dropout's probability, else what keeps the mean.
  Tensor mask(const Tensor& x) const {
    const double keep = 1 - config.dropout;
    const auto like = pairs ? values(x) : x;
    const auto kept = at::rand(like.sizes(), *dropout, at::TensorOptions(at::kFloat)) < keep;
    const auto factor = (kept.to(at::kFloat) / keep).to(x.options());
    return pairs ? paired(factor, factor) : factor;
  }
  Tensor norm(const Tensor& x, const Tensor& gain, const Tensor& bias, bool silu = true,
              const Tensor& first = {}) const {
    return (pairs ? group_norm_silu_paired : group_norm_silu)(
        x, gain, bias, config.groups(x.size(1)), silu, 1e-5, first);
  }
  Tensor norm(const std::string& name, const Tensor& x, bool silu = true) const {
    return norm(x, get(p, name + ".weight"), get(p, name + ".bias"), silu);
  }
  /// Gain and bias of a block's second norm, [B, C] each.
  std::pair<Tensor, Tensor> film(const std::string& name) const {
    if (at_once) {
      const auto [from, width] = at_once->blocks.at(name);
      return {embedding.narrow(1, from, width), embedding.narrow(1, from + width, width)};
    }
    const auto parts = linear(name + ".film", embedding).chunk(2, 1);
    return {1 + parts[0], parts[1]};
  }

  /// x + conv2(silu(film(norm(conv1(silu(norm(x))))))).  Source: arXiv:2105.05233, sec. 3.
  Tensor block(const std::string& name, const Tensor& x) const {
    const auto [inner, left] = conv_before(name + ".conv1", norm(name + ".norm1", x));
    const auto [gain, bias] = film(name);
    auto h = norm(inner, gain, bias, /*silu=*/true, left);
    if (dropout && config.dropout > 0) h = h * mask(h);
    const auto skip = p.count(name + ".shortcut.weight") ? conv(name + ".shortcut", x) : x;
    return conv(name + ".conv2", h, 1, skip);
  }

  Tensor attention(const std::string& name, const Tensor& x) const {
    const auto qkv = conv(name + ".qkv", norm(name + ".norm", x, false));
    const auto seen = pairs ? attend_paired(qkv, config.heads) : attend(qkv, config.heads);
    return conv(name + ".out", seen, 1, x);
  }

  Tensor join(const Tensor& h, const Tensor& skip) const {
    return config.skip == "concat" ? at::cat({h, skip}, 1) : h + skip;
  }
  /// h at the size of the encoder's level, so that odd sizes come back exactly, and both joined.
  Tensor up(const std::string& name, const Tensor& h, const Tensor& skip) const {
    const auto [y, left] = conv_before(name, h);
    if (left.defined() && config.skip == "add") return add_upsampled(y, left, skip, pairs);
    const auto whole = left.defined() ? add_to_images(y, left, {}, pairs) : y;
    return join(at::upsample_nearest2d(whole, skip.sizes().slice(2)), skip);
  }

  /// What blocks are told of lambda and label: what `embedding` is.
  Tensor embed(const Tensor& lambda, const Tensor& labels) const;
};

/// sin and cos of lambda times the frequencies.  [B] -> [B, 64]
Tensor fourier(const Tensor& lambda) {
  const auto angle = lambda.unsqueeze(1) * unet_frequencies(lambda.options());
  return at::cat({angle.sin(), angle.cos()}, 1);
}

Tensor Forward::embed(const Tensor& lambda, const Tensor& labels) const {
  const auto waves =
      at_once ? at::addcmul(at_once->phases, lambda.unsqueeze(1), at_once->frequencies).sin_()
              : fourier(lambda);
  auto e = linear("time2", silu(linear("time1", waves)));
  if (config.classes) e = e + class_rows(get(p, "class.weight"), labels);
  e = silu(e);
  return at_once ? at::linear(e, at_once->weight, at_once->bias) : e;
}

Tensor forward(const UNetConfig& c, const ParameterSet& p, const Convolutions& prepared,
               const UNetConditioning* at_once, const Tensor& x, const Tensor& lambda,
               const Tensor& labels, at::Generator* dropout, bool pairs = false) {
  if (has_tangent(x))
    return of_dual(x, [&](const Tensor& rows) {
      return forward(c, p, prepared, at_once, rows, lambda, labels, dropout, /*pairs=*/true);
    });
  Forward net{c, p, prepared, at_once, dropout, pairs};
  net.embedding = net.embed(lambda, labels);

  auto h = noise_features(x, lambda, c.features, c.sigma_data, pairs);
  if (c.patch > 1) h = at::pixel_unshuffle(h, c.patch).contiguous(at::MemoryFormat::ChannelsLast);
  h = net.conv("stem", h).to(get(p, "encoder0.0.conv1.weight").scalar_type());

  std::vector<Tensor> skips;
  const size_t bottom = c.levels() - 1;
  for (size_t l = 0; l <= bottom; ++l) {
    if (l) h = net.conv(fmt::format("down{}", l), h, 2);
    for (int64_t i = 0; i < c.blocks[l]; ++i) {
      h = net.block(at_level("encoder", l, i), h);
      if (l < bottom) skips.push_back(h);
    }
    if (c.attends(l)) h = net.attention(fmt::format("attention{}", l), h);
  }
  for (int64_t i = 0; i < c.middle_blocks; ++i) h = net.block(fmt::format("middle.{}", i), h);
  for (size_t l = bottom; l-- > 0;)
    for (int64_t i = 0; i < c.blocks[l]; ++i) {
      const Tensor& skip = skips.back();
      h = net.block(at_level("decoder", l, i),
                    i == 0 ? net.up(fmt::format("up{}", l), h, skip) : net.join(h, skip));
      skips.pop_back();
    }
  h = net.conv("head", net.norm("head_norm", h).to(get(p, "head.weight").scalar_type()));
  return c.patch > 1 ? at::pixel_shuffle(h, c.patch) : h;
}

}  // namespace

Tensor unet_forward(const UNetConfig& config, const ParameterSet& parameters, const Tensor& x,
                    const Tensor& lambda, const Tensor& labels, at::Generator* dropout) {
  return forward(config, parameters, {}, nullptr, x, lambda, labels, dropout);
}

Tensor unet_forward(const UNetConfig& config, const PreparedUNet& prepared, const Tensor& x,
                    const Tensor& lambda, const Tensor& labels) {
  return forward(config, prepared.parameters, prepared.convolutions,
                 prepared.conditioning ? &*prepared.conditioning : nullptr, x, lambda, labels,
                 nullptr);
}

}  // namespace odelia
