#include "models/networks/extractors/dinov2.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <fmt/format.h>

#include "models/networks/extractors/foreign_extractor.h"

namespace odelia {
namespace {

constexpr int64_t kHead = 64;  // numbers
constexpr double kEpsilon = 1e-6;

}  // namespace

Dinov2Sizes dinov2_sizes(const ParameterSet& p) {
  Dinov2Sizes out;
  const Tensor &patches = get(p, "patch_embed.proj.weight"), &table = get(p, "pos_embed");
  if (patches.dim() != 4 || table.dim() != 3 || table.size(1) < 2)
    throw std::invalid_argument(fmt::format(
        "DINOv2: expected patch_embed.proj.weight of 4 dimensions and pos_embed [1, 1 + n n, "
        "width]; got {} and {} dimensions",
        patches.dim(), table.dim()));
  out.width = patches.size(0);
  out.patch = patches.size(2);
  out.positions = std::llround(std::sqrt(static_cast<double>(table.size(1) - 1)));
  out.depth = 0;
  while (p.count(fmt::format("blocks.{}.norm1.weight", out.depth))) ++out.depth;
  if (out.width < kHead || out.width % kHead != 0)
    throw std::invalid_argument(
        fmt::format("DINOv2: the width must be a multiple of {}, got {}", kHead, out.width));
  return out;
}

ParameterSet dinov2_shapes(const Dinov2Sizes& s) {
  ParameterSet p;
  const auto linear = [&](const std::string& name, int64_t in, int64_t out) {
    p[name + ".weight"] = placeholder({out, in});
    p[name + ".bias"] = placeholder({out});
  };
  const auto norm = [&](const std::string& name) {
    for (const char* part : {".weight", ".bias"}) p[name + part] = placeholder({s.width});
  };
  p["cls_token"] = placeholder({1, 1, s.width});
  p["mask_token"] = placeholder({1, s.width});
  p["pos_embed"] = placeholder({1, 1 + s.positions * s.positions, s.width});
  p["patch_embed.proj.weight"] = placeholder({s.width, 3, s.patch, s.patch});
  p["patch_embed.proj.bias"] = placeholder({s.width});
  for (int64_t i = 0; i < s.depth; ++i) {
    const std::string block = fmt::format("blocks.{}.", i);
    norm(block + "norm1"), norm(block + "norm2");
    linear(block + "attn.qkv", s.width, 3 * s.width), linear(block + "attn.proj", s.width, s.width);
    linear(block + "mlp.fc1", s.width, 4 * s.width),
        linear(block + "mlp.fc2", 4 * s.width, s.width);
    for (const char* scale : {"ls1.gamma", "ls2.gamma"}) p[block + scale] = placeholder({s.width});
  }
  norm("norm");
  return p;
}

const std::vector<InputRule>& dinov2_inputs() {
  constexpr std::array<double, 3> mean{255 * 0.485, 255 * 0.456, 255 * 0.406},
      deviation{255 * 0.229, 255 * 0.224, 255 * 0.225};
  static const std::vector<InputRule> all = {
      {.name = "dgm-eval",
       .summary = "Pillow's bicubic of bytes, antialiased; ImageNet's mean and deviation",
       .bytes_by = "bicubic",
       .shift = mean,
       .scale = deviation},
      {.name = "edm2",
       .summary = "torch's bicubic, antialiased, float32; ImageNet's mean and deviation",
       .windows = pillow_bicubic,
       .shift = mean,
       .scale = deviation}};
  return all;
}

Dinov2::Dinov2(const ParameterSet& parameters, InputRule input, at::Device device, int64_t size)
    : NetworkExtractor("extractor DINOv2", std::move(input), size, device),
      sizes_(dinov2_sizes(parameters)) {
  for (const auto& [name, value] : parameters) p_[name] = value.to(device, at::kFloat);
  const auto side = size / sizes_.patch, from = sizes_.positions;
  positions_ = get(p_, "pos_embed");
  if (side == from) return;
  const double scale = (static_cast<double>(side) + 0.1) / static_cast<double>(from);
  const Tensor table = positions_.narrow(1, 1, from * from)
                           .reshape({1, from, from, sizes_.width})
                           .permute({0, 3, 1, 2});
  const Tensor here = at::upsample_bicubic2d(table, {side, side}, false, scale, scale);
  positions_ = at::cat({positions_.narrow(1, 0, 1),
                        here.permute({0, 2, 3, 1}).reshape({1, side * side, sizes_.width})},
                       1);
}

Tensor Dinov2::linear(const std::string& name, const Tensor& h) const {
  return at::linear(h, get(p_, name + ".weight"), get(p_, name + ".bias"));
}

Tensor Dinov2::normed(const std::string& name, const Tensor& h) const {
  return at::layer_norm(h, {sizes_.width}, get(p_, name + ".weight"), get(p_, name + ".bias"),
                        kEpsilon);
}

Tensor Dinov2::attended(const std::string& block, const Tensor& h) const {
  const int64_t images = h.size(0), tokens = h.size(1), heads = sizes_.width / kHead;
  const Tensor qkv = linear(block + "attn.qkv", h)
                         .reshape({images, tokens, 3, heads, kHead})
                         .permute({2, 0, 3, 1, 4});
  const Tensor weights =
      at::softmax(at::matmul(qkv[0] * (1 / std::sqrt(double(kHead))), qkv[1].transpose(2, 3)), -1);
  return linear(
      block + "attn.proj",
      at::matmul(weights, qkv[2]).transpose(1, 2).reshape({images, tokens, sizes_.width}));
}

Tensor Dinov2::forward(const Tensor& x) const {
  const Tensor patches = at::conv2d(x, get(p_, "patch_embed.proj.weight"),
                                    get(p_, "patch_embed.proj.bias"), sizes_.patch)
                             .flatten(2)
                             .transpose(1, 2);
  Tensor h =
      at::cat({get(p_, "cls_token").expand({x.size(0), 1, sizes_.width}), patches}, 1) + positions_;
  for (int64_t i = 0; i < sizes_.depth; ++i) {
    const std::string block = fmt::format("blocks.{}.", i);
    h = h + attended(block, normed(block + "norm1", h)) * get(p_, block + "ls1.gamma");
    h = h +
        linear(block + "mlp.fc2", at::gelu(linear(block + "mlp.fc1", normed(block + "norm2", h)))) *
            get(p_, block + "ls2.gamma");
  }
  return normed("norm", h.select(1, 0));
}

namespace {
const RegisterForeignExtractor dinov2{
    {.architecture = "DINOv2 ViT",
     .shapes = [](const ParameterSet& given) { return dinov2_shapes(dinov2_sizes(given)); },
     .options = {{"resize", {"dgm-eval", "edm2"}}},
     .open =
         [](const ParameterSet& parameters, const Options& options, at::Device device) {
           return std::make_shared<const Dinov2>(
               parameters, input_named(dinov2_inputs(), options.text("resize", "")), device);
         }}};
}  // namespace

}  // namespace odelia
