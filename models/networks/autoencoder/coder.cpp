#include "models/networks/autoencoder/coder.h"

#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/upsample_nearest2d.h>

#include "models/networks/checkpoints/fresh_parameters.h"
#include "models/networks/kernels/norm_silu.h"

namespace odelia {
namespace {

constexpr int64_t kMostWidth = 1 << 16, kMostBlocks = 100;  // no product of them overflows
constexpr int64_t kRows = 16;                               // decoded at a time

std::string block_name(const char* part, size_t level, int64_t block) {
  return fmt::format("{}{}.{}", part, level, block);
}

/// By the parts of this network.
struct Maker : FreshParameters {
  using FreshParameters::FreshParameters;
  void block(const std::string& name, int64_t width) {
    norm(name + ".norm1", width);
    affine(name + ".conv1", {width, width, 3, 3});
    norm(name + ".norm2", width);
    affine(name + ".conv2", {width, width, 3, 3}, 0);
  }
};

/// The forward passes: parameters looked up by the names that Maker gave them.
struct Forward {
  const CoderConfig& config;
  const ParameterSet& p;
  const Convolutions& own;

  Tensor conv(const std::string& name, const Tensor& x, int64_t stride = 1,
              const Tensor& add = {}) const {
    if (const auto found = own.find(name); found != own.end())
      return convolve(found->second, x, add);
    return convolve(x, get(p, name + ".weight"), get(p, name + ".bias"), stride, add);
  }
  Tensor linear(const std::string& name, const Tensor& x) const {
    if (const auto found = own.find(name); found != own.end())
      return convolve(found->second, x.view({x.size(0), x.size(1), 1, 1})).flatten(1);
    return at::linear(x, get(p, name + ".weight"), get(p, name + ".bias"));
  }
  Tensor norm(const std::string& name, const Tensor& x) const {
    return group_norm_silu(x.contiguous(at::MemoryFormat::ChannelsLast), get(p, name + ".weight"),
                           get(p, name + ".bias"),
                           std::max<int64_t>(1, x.size(1) / config.group_size));
  }
  /// x + conv2(silu(norm(conv1(silu(norm(x)))))).  Source: arXiv:1603.05027, Fig. 1b.
  Tensor block(const std::string& name, const Tensor& x) const {
    const auto h = conv(name + ".conv1", norm(name + ".norm1", x));
    return conv(name + ".conv2", norm(name + ".norm2", h), 1, x);
  }
};

/// `pass` of all rows, a few at a time: one by one where a row would see its neighbours.
template <class F>
Tensor in_pieces(const Tensor& x, bool alone, const F& pass) {
  const at::NoGradGuard no_grad;
  const int64_t rows = x.size(0), size = alone ? 1 : kRows;
  std::vector<Tensor> parts;
  for (int64_t from = 0; from < rows; from += size)
    parts.push_back(pass(x.narrow(0, from, std::min(size, rows - from))).contiguous());
  return parts.empty() ? pass(x) : at::cat(parts);
}

}  // namespace

int64_t CoderConfig::resolution(size_t level) const {
  int64_t r = size / patch;
  for (size_t l = 0; l < level; ++l) r = (r + 1) / 2;
  return r;
}

std::vector<int64_t> CoderConfig::latent_shape() const {
  const int64_t r = resolution(widths.size() - 1);
  return vector ? std::vector<int64_t>{latent} : std::vector<int64_t>{latent, r, r};
}

void check(const CoderConfig& c) {
  const auto refuse = [](const std::string& what) {
    throw std::invalid_argument("autoencoder: " + what);
  };
  for (const auto& [name, value] : {std::pair{"channels", c.channels},
                                    {"size", c.size},
                                    {"patch", c.patch},
                                    {"latent", c.latent},
                                    {"group_size", c.group_size}})
    if (value < 1 || value > kMostWidth)
      refuse(fmt::format("{} must be 1 to {}, got {}", name, kMostWidth, value));
  if (c.widths.empty() || c.widths.size() > 16) refuse("needs 1 to 16 widths");
  if (c.blocks < 0 || c.blocks > kMostBlocks)
    refuse(fmt::format("blocks must be 0 to {}, got {}", kMostBlocks, c.blocks));
  if (c.size < c.patch || c.size % c.patch)
    refuse(fmt::format("image size {} is not a multiple of patch {}", c.size, c.patch));
  for (int64_t w : c.widths) {
    if (w < 1 || w > kMostWidth)
      refuse(fmt::format("widths must be 1 to {}, got {}", kMostWidth, w));
    const int64_t groups = std::max<int64_t>(1, w / c.group_size);
    if (w % groups)
      refuse(fmt::format("width {} is not divisible into {} groups; change group_size", w, groups));
  }
}

nlohmann::json to_json(const CoderConfig& c) {
  return {{"channels", c.channels}, {"size", c.size},
          {"patch", c.patch},       {"widths", c.widths},
          {"blocks", c.blocks},     {"latent", c.latent},
          {"vector", c.vector},     {"group_size", c.group_size}};
}

CoderConfig read_coder(Fields description) {
  CoderConfig c;
  description.without_default("channels", c.channels, "colours of an image; taken from the data")
      .without_default("size", c.size, "height and width of an image; taken from the data")
      .optional("patch", c.patch, "pixels a side that become channels; 1: none")
      .optional("widths", c.widths, "channels of each level, each of half the size")
      .optional("blocks", c.blocks, "residual blocks of a level, each way")
      .optional("latent", c.latent, "numbers of a latent at a place of the last level, or in all")
      .optional("vector", c.vector, "a latent is a vector, and has no places")
      .optional("group_size", c.group_size, "channels that are normalised together")
      .finish();
  return c;
}

void add_encoder(ParameterSet& out, const CoderConfig& c, int64_t outputs, const uint64_t* seed) {
  check(c);
  Maker make(out, seed);
  make.affine("stem", {c.widths[0], c.channels * c.patch * c.patch, 3, 3});
  for (size_t l = 0; l < c.widths.size(); ++l) {
    if (l) make.affine(fmt::format("down{}", l), {c.widths[l], c.widths[l - 1], 3, 3});
    for (int64_t i = 0; i < c.blocks; ++i) make.block(block_name("encoder", l, i), c.widths[l]);
  }
  const int64_t last = c.widths.back(), r = c.resolution(c.widths.size() - 1);
  make.norm("encoder_norm", last);
  if (c.vector)
    make.affine("encoder_out", {outputs * c.latent, last * r * r});
  else
    make.affine("encoder_out", {outputs * c.latent, last, 3, 3});
}

void add_decoder(ParameterSet& out, const CoderConfig& c, const uint64_t* seed) {
  check(c);
  Maker make(out, seed);
  const int64_t last = c.widths.back(), r = c.resolution(c.widths.size() - 1);
  if (c.vector)
    make.affine("decoder_in", {last * r * r, c.latent});
  else
    make.affine("decoder_in", {last, c.latent, 3, 3});
  for (size_t l = c.widths.size(); l-- > 0;) {
    for (int64_t i = 0; i < c.blocks; ++i) make.block(block_name("decoder", l, i), c.widths[l]);
    if (l) make.affine(fmt::format("up{}", l), {c.widths[l - 1], c.widths[l], 1, 1});
  }
  make.norm("head_norm", c.widths[0]);
  make.affine("head", {c.channels * c.patch * c.patch, c.widths[0], 3, 3});
}

PreparedCoder prepare_coder(const ParameterSet& parameters) {
  const at::NoGradGuard no_grad;
  PreparedCoder out;
  for (const auto& [name, value] : parameters) out.parameters[name] = value.detach();
  for (const auto& [name, value] : parameters) {
    if (!name.ends_with(".weight") || value.dim() < 2) continue;
    const std::string stem = name.substr(0, name.rfind('.'));
    auto conv = make_convolution(value, get(parameters, stem + ".bias"),
                                 stem.starts_with("down") ? 2 : 1, /*differentiable=*/false);
    if (!conv) return {std::move(out.parameters), {}};
    out.convolutions[stem] = std::move(conv);
  }
  return out;
}

Tensor encode(const CoderConfig& c, const ParameterSet& p, const Convolutions& own,
              const Tensor& pixels) {
  const Forward net{c, p, own};
  auto h = c.patch > 1 ? at::pixel_unshuffle(pixels, c.patch) : pixels;
  h = net.conv("stem", h.contiguous(at::MemoryFormat::ChannelsLast));
  for (size_t l = 0; l < c.widths.size(); ++l) {
    if (l) h = net.conv(fmt::format("down{}", l), h, 2);
    for (int64_t i = 0; i < c.blocks; ++i) h = net.block(block_name("encoder", l, i), h);
  }
  h = net.norm("encoder_norm", h);
  return c.vector ? net.linear("encoder_out", h.flatten(1)) : net.conv("encoder_out", h);
}

Tensor decode(const CoderConfig& c, const ParameterSet& p, const Convolutions& own,
              const Tensor& latent) {
  const Forward net{c, p, own};
  const size_t levels = c.widths.size();
  const int64_t r = c.resolution(levels - 1);
  auto h = c.vector ? net.linear("decoder_in", latent).view({-1, c.widths.back(), r, r})
                    : net.conv("decoder_in", latent.contiguous(at::MemoryFormat::ChannelsLast));
  h = h.contiguous(at::MemoryFormat::ChannelsLast);
  for (size_t l = levels; l-- > 0;) {
    for (int64_t i = 0; i < c.blocks; ++i) h = net.block(block_name("decoder", l, i), h);
    if (l == 0) break;
    const int64_t to = c.resolution(l - 1);
    h = at::upsample_nearest2d(net.conv(fmt::format("up{}", l), h), {to, to});
  }
  h = net.conv("head", net.norm("head_norm", h));
  return c.patch > 1 ? at::pixel_shuffle(h, c.patch) : h;
}

Tensor decode_rows(const CoderConfig& c, const PreparedCoder& prepared, const Tensor& latent) {
  return in_pieces(latent, prepared.sees_batch(), [&](const Tensor& some) {
    return decode(c, prepared.parameters, prepared.convolutions, some);
  });
}

Tensor encode_rows(const CoderConfig& c, const PreparedCoder& prepared, const Tensor& pixels) {
  return in_pieces(pixels, prepared.sees_batch(), [&](const Tensor& some) {
    return encode(c, prepared.parameters, prepared.convolutions, some);
  });
}

}  // namespace odelia
