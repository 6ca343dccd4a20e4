#include "models/networks/score/unet.h"

#include <cmath>
#include <optional>
#include <stdexcept>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <ATen/ops/zeros.h>

#include "models/networks/kernels/attention.h"
#include "models/networks/kernels/class_rows.h"
#include "models/networks/kernels/device_conv.h"
#include "models/networks/kernels/image_sums.h"
#include "models/networks/kernels/norm_silu.h"
#include "models/networks/kernels/paired.h"
#include "models/networks/kernels/silu.h"
#include "models/networks/kernels/tangent.h"
#include "models/networks/score/noise_features.h"
#include "solvers/names.h"

namespace odelia {
namespace {

constexpr int64_t kFrequencies = 32;
constexpr int64_t kMostWidth = 1 << 20, kMostBlocks = 1000;  // no product of two overflows

/// Creates parameters, drawing from one generator in a fixed order; without one, placeholders.
struct Maker {
  ParameterSet& out;
  std::optional<at::Generator> generator;

  /// Weight [shape...] ~ N(0, gain^2 / fan_in) and a zero bias.
  void affine(const std::string& name, std::vector<int64_t> shape, double gain = 1) {
    if (!generator) {
      out[name + ".weight"] = placeholder(shape);
      out[name + ".bias"] = placeholder({shape[0]});
      return;
    }
    int64_t fan_in = 1;
    for (size_t i = 1; i < shape.size(); ++i) fan_in *= shape[i];
    auto weight = at::randn(shape, *generator, at::TensorOptions(at::kFloat))
                      .mul_(gain / std::sqrt(double(fan_in)));
    if (shape.size() == 4) weight = weight.contiguous(at::MemoryFormat::ChannelsLast);
    out[name + ".weight"] = weight;
    out[name + ".bias"] = at::zeros({shape[0]});
  }
  void norm(const std::string& name, int64_t channels) {
    out[name + ".weight"] = generator ? at::ones({channels}) : placeholder({channels});
    out[name + ".bias"] = generator ? at::zeros({channels}) : placeholder({channels});
  }
  void block(const std::string& name, int64_t in, int64_t width, int64_t embedding) {
    norm(name + ".norm1", in);
    affine(name + ".conv1", {width, in, 3, 3});
    affine(name + ".film", {2 * width, embedding}, 0);
    affine(name + ".conv2", {width, width, 3, 3}, 0);
    if (in != width) affine(name + ".shortcut", {width, in, 1, 1});
  }
  void attention(const std::string& name, int64_t width) {
    norm(name + ".norm", width);
    affine(name + ".qkv", {3 * width, width, 1, 1});
    affine(name + ".out", {width, width, 1, 1}, 0);
  }
};

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
  /// The same, and the bias where it has been left to what comes next, which adds it for nothing.
  std::pair<Tensor, Tensor> conv_before(const std::string& name, const Tensor& x) const {
    const auto found = prepared.find(name);
    if (found == prepared.end() || !found->second->bias_is_a_pass() || learns_from(x))
      return {conv(name, x), {}};
    return {found->second->linear(x, {}), found->second->bias()};
  }
  static bool learns_from(const Tensor& x) {
    return at::GradMode::is_enabled() && x.requires_grad();
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
  int64_t groups(const Tensor& x) const {
    return std::max<int64_t>(1, x.size(1) / config.group_size);
  }
  Tensor norm(const Tensor& x, const Tensor& gain, const Tensor& bias, bool silu = true,
              const Tensor& first = {}) const {
    return (pairs ? group_norm_silu_paired : group_norm_silu)(x, gain, bias, groups(x), silu, 1e-5,
                                                              first);
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

  /// Of lambda and label: what `embedding` is.
  Tensor embed(const Tensor& lambda, const Tensor& labels) const;
};

/// 0.2 .. 16, spaced geometrically.
Tensor frequencies(const at::TensorOptions& options) {
  return at::exp(at::linspace(std::log(0.2), std::log(16.0), kFrequencies, options));
}
/// sin and cos of lambda times the frequencies.  [B] -> [B, 64]
Tensor fourier(const Tensor& lambda) {
  const auto angle = lambda.unsqueeze(1) * frequencies(lambda.options());
  return at::cat({angle.sin(), angle.cos()}, 1);
}

/// As `fourier`, and all blocks' gains and biases by one product.
Tensor embed_at_once(const UNetConfig& c, const ParameterSet& p, const UNetConditioning& of,
                     const Tensor& lambda, const Tensor& labels) {
  const auto layer = [&](const char* name, const Tensor& x) {
    return at::linear(x, get(p, std::string(name) + ".weight"),
                      get(p, std::string(name) + ".bias"));
  };
  const auto waves = at::addcmul(of.phases, lambda.unsqueeze(1), of.frequencies).sin_();
  auto e = layer("time2", silu(layer("time1", waves)));
  if (c.classes) e = e + class_rows(get(p, "class.weight"), labels);
  return at::linear(silu(e), of.weight, of.bias);
}

Tensor Forward::embed(const Tensor& lambda, const Tensor& labels) const {
  if (at_once) return embed_at_once(config, p, *at_once, lambda, labels);
  auto e = linear("time2", silu(linear("time1", fourier(lambda))));
  if (config.classes) e = e + class_rows(get(p, "class.weight"), labels);
  return silu(e);
}

int64_t stride_of(const std::string& name) { return name.starts_with("down") ? 2 : 1; }

std::string at_level(const char* part, size_t level, int64_t block) {
  return fmt::format("{}{}.{}", part, level, block);
}

}  // namespace

int64_t UNetConfig::resolution(size_t level) const {
  int64_t r = size / patch;
  for (size_t l = 0; l < level; ++l) r = (r + 1) / 2;
  return r;
}

bool UNetConfig::attends(size_t level) const {
  return std::find(attention.begin(), attention.end(), resolution(level)) != attention.end();
}

void check(const UNetConfig& c) {
  const auto refuse = [](const std::string& what) {
    throw std::invalid_argument("U-Net: " + what);
  };
  if (c.channels < 1 || c.patch < 1 || c.base < 1 || c.embedding < 1 || c.heads < 1 ||
      c.group_size < 1)
    refuse("channels, patch, base, embedding, heads and group_size must be at least 1");
  for (int64_t width : {c.channels, c.patch, c.base, c.embedding, c.size, c.classes})
    if (width > kMostWidth) refuse(fmt::format("{} is more than any network has", width));
  if (c.multipliers.empty() || c.multipliers.size() != c.blocks.size())
    refuse(fmt::format(
        "multipliers ({}) and blocks ({}) must name the same number of levels, at least one",
        c.multipliers.size(), c.blocks.size()));
  if (c.size < c.patch || c.size % c.patch)
    refuse(fmt::format("image size {} is not a multiple of patch {}", c.size, c.patch));
  if (c.levels() > 16 || c.middle_blocks > kMostBlocks)
    refuse(fmt::format("at most 16 levels and {} middle_blocks, got {} and {}", kMostBlocks,
                       c.levels(), c.middle_blocks));
  for (size_t l = 0; l < c.levels(); ++l) {
    if (c.multipliers[l] > kMostWidth / c.base || c.blocks[l] > kMostBlocks)
      refuse(fmt::format("a level of base {} times {} and {} blocks, at most {} and {} are allowed",
                         c.base, c.multipliers[l], c.blocks[l], kMostWidth, kMostBlocks));
    const int64_t groups = std::max<int64_t>(1, c.width(l) / c.group_size);
    if (c.multipliers[l] < 1 || c.blocks[l] < 1)
      refuse("multipliers and blocks must be at least 1");
    if (c.width(l) % groups)
      refuse(fmt::format("width {} is not divisible into {} groups; change group_size", c.width(l),
                         groups));
    if (c.attends(l) && c.width(l) % c.heads)
      refuse(fmt::format("width {} is not divisible by {} heads", c.width(l), c.heads));
  }
  if (c.skip != "concat" && c.skip != "add")
    refuse("unknown skip '" + c.skip + "'; " + known_names(c.skip, {"add", "concat"}));
  for (const auto& f : c.features)
    if (f != "high_pass" && f != "background")
      refuse("unknown feature '" + f + "'; " + known_names(f, {"background", "high_pass"}));
  if (c.classes < 0 || c.middle_blocks < 0)
    refuse("classes and middle_blocks must not be negative");
  if (!(c.dropout >= 0 && c.dropout < 1))
    refuse(fmt::format("dropout must be in [0, 1), got {}", c.dropout));
  if (!(c.sigma_data > 0)) refuse(fmt::format("sigma_data must be positive, got {}", c.sigma_data));
}

namespace {
ParameterSet make_parameters(const UNetConfig& c, std::optional<at::Generator> generator) {
  check(c);
  ParameterSet out;
  Maker make{out, std::move(generator)};
  const int64_t e = c.embedding, image = c.channels * c.patch * c.patch;
  make.affine("time1", {e, 2 * kFrequencies});
  make.affine("time2", {e, e});
  if (c.classes) {
    make.affine("class", {c.classes + 1, e});
    out.erase("class.bias");
  }
  make.affine("stem", {c.width(0), image * int64_t(1 + c.features.size()), 3, 3});
  for (size_t l = 0; l < c.levels(); ++l) {
    if (l) make.affine(fmt::format("down{}", l), {c.width(l), c.width(l - 1), 3, 3});
    for (int64_t i = 0; i < c.blocks[l]; ++i)
      make.block(at_level("encoder", l, i), c.width(l), c.width(l), e);
    if (c.attends(l)) make.attention(fmt::format("attention{}", l), c.width(l));
  }
  for (int64_t i = 0; i < c.middle_blocks; ++i)
    make.block(fmt::format("middle.{}", i), c.width(c.levels() - 1), c.width(c.levels() - 1), e);
  for (size_t l = c.levels() - 1; l-- > 0;) {
    make.affine(fmt::format("up{}", l), {c.width(l), c.width(l + 1), 1, 1});
    for (int64_t i = 0; i < c.blocks[l]; ++i)
      make.block(at_level("decoder", l, i), c.width(l) * (c.skip == "concat" ? 2 : 1), c.width(l),
                 e);
  }
  make.norm("head_norm", c.width(0));
  make.affine("head", {image, c.width(0), 3, 3}, 0);
  return out;
}
}  // namespace

ParameterSet make_unet(const UNetConfig& c, uint64_t seed) {
  return make_parameters(c, at::detail::createCPUGenerator(seed));
}

ParameterSet unet_shapes(const UNetConfig& c) { return make_parameters(c, {}); }

ParameterSet cast_unet(const ParameterSet& parameters, at::ScalarType precision) {
  // Stem and head see the image itself, whose noise may be finer than bfloat16 resolves.
  return cast_convolutions(parameters, precision, {"stem.", "head."});
}

PreparedUNet prepare_unet(const ParameterSet& parameters, at::ScalarType precision,
                          at::Device device, bool differentiable) {
  if (!device.is_cpu()) return prepare_unet_at_once(parameters, precision, device);
  at::NoGradGuard no_grad;
  PreparedUNet out{cast_unet(parameters, precision), {}, {}, true};
  for (auto& [name, value] : out.parameters) value = value.detach();
  out.sees_batch = precision != at::kFloat;
  for (const auto& [name, value] : parameters) {
    const std::string stem = name.substr(0, name.rfind('.'));
    const auto bias = parameters.find(stem + ".bias");
    if (!name.ends_with(".weight") || value.dim() < 2 || bias == parameters.end()) continue;
    if (value.dim() == 4 && out.sees_batch) continue;  // layers are in float32 all the same
    auto own = make_convolution(value, bias->second, stride_of(name), differentiable);
    if (!own) return {std::move(out.parameters), {}, {}, true};
    out.convolutions[stem] = std::move(own);
  }
  return out;
}

PreparedUNet prepare_unet_at_once(const ParameterSet& parameters, at::ScalarType precision,
                                  at::Device device) {
  at::NoGradGuard no_grad;
  PreparedUNet out{
      on_device(cast_unet(parameters, precision), device), {}, UNetConditioning{}, true};
  UNetConditioning& of = *out.conditioning;
  std::vector<Tensor> weights, biases;
  int64_t from = 0;
  for (const auto& [name, value] : out.parameters) {
    if (!name.ends_with(".weight")) continue;
    const std::string stem = name.substr(0, name.rfind('.'));
    if (value.dim() == 4)
      out.convolutions[stem] =
          make_device_convolution(value, parameters.at(stem + ".bias").to(device), stride_of(name));
    if (!stem.ends_with(".film")) continue;
    const int64_t width = value.size(0) / 2;
    const Tensor &bias = get(out.parameters, stem + ".bias"),
                 one = at::full({width}, 1, bias.options());
    weights.push_back(value);
    biases.push_back(at::cat({bias.narrow(0, 0, width) + one, bias.narrow(0, width, width)}));
    of.blocks[stem.substr(0, stem.rfind('.'))] = {from, width};
    from += 2 * width;
  }
  of.weight = at::cat(weights), of.bias = at::cat(biases);
  const auto f = frequencies(at::TensorOptions(at::kFloat));
  of.frequencies = at::cat({f, f}).to(device);
  of.phases = at::cat({at::zeros({kFrequencies}), at::full({kFrequencies}, M_PI / 2)}).to(device);
  return out;
}

namespace {

Tensor forward(const UNetConfig& c, const PreparedUNet& prepared, const Tensor& x,
               const Tensor& lambda, const Tensor& labels, at::Generator* dropout,
               bool pairs = false) {
  if (has_tangent(x))
    return of_dual(x, [&](const Tensor& rows) {
      return forward(c, prepared, rows, lambda, labels, dropout, /*pairs=*/true);
    });
  const ParameterSet& p = prepared.parameters;
  Forward net{c,
              p,
              prepared.convolutions,
              prepared.conditioning ? &*prepared.conditioning : nullptr,
              dropout,
              pairs};
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
  return forward(config, {parameters, {}, {}}, x, lambda, labels, dropout);
}

Tensor unet_forward(const UNetConfig& config, const PreparedUNet& prepared, const Tensor& x,
                    const Tensor& lambda, const Tensor& labels) {
  return forward(config, prepared, x, lambda, labels, nullptr);
}

}  // namespace odelia
