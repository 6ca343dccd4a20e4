#include "models/networks/extractors/efficientnet_lite.h"

#include <algorithm>

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/hardtanh.h>
#include <ATen/ops/linear.h>
#include <fmt/format.h>

#include "models/networks/extractors/foreign_extractor.h"

namespace odelia {
namespace {

constexpr double kEpsilon = 1e-3;

/// Blocks that follow each other: the first of them takes the stride and changes the width.
struct Stage {
  int64_t repeats, kernel, stride, expansion, in, out;
};
constexpr Stage kStages[] = {{1, 3, 1, 1, 32, 16},  {2, 3, 2, 6, 16, 24},  {2, 5, 2, 6, 24, 40},
                             {3, 3, 2, 6, 40, 80},  {3, 5, 1, 6, 80, 112}, {4, 5, 2, 6, 112, 192},
                             {1, 3, 1, 6, 192, 320}};

InputRule input() {
  return {.name = "pillow-bicubic",
          .summary =
              "Pillow's bicubic, antialiased, float32 by channel, cut to 0 ... 255; "
              "(x - 127)/128",
          .windows = pillow_bicubic,
          .clipped = true,
          .shift = {127, 127, 127},
          .scale = {128, 128, 128}};
}

/// To ceil(n / stride) pixels, one more of padding behind than before where it is odd.
Tensor same(const Tensor& x, const FoldedConvolution& c, int64_t stride, bool depthwise = false) {
  const int64_t kernel = c.weight.size(2), groups = depthwise ? x.size(1) : 1;
  const auto missing = [&](int64_t n) {
    return std::max<int64_t>(((n + stride - 1) / stride - 1) * stride + kernel - n, 0);
  };
  const int64_t height = missing(x.size(2)), width = missing(x.size(3));
  if (height % 2 == 0 && width % 2 == 0)
    return at::conv2d(x, c.weight, c.bias, stride, {height / 2, width / 2}, 1, groups);
  const auto padded =
      at::constant_pad_nd(x, {width / 2, width - width / 2, height / 2, height - height / 2}, 0);
  return at::conv2d(padded, c.weight, c.bias, stride, at::IntArrayRef{0}, 1, groups);
}

Tensor relu6(Tensor x) { return at::hardtanh_(x, 0, 6); }

}  // namespace

ParameterSet efficientnet_lite_shapes(int64_t narrowed) {
  ParameterSet p;
  const auto add = [&](const std::string& prefix, const std::string& conv, const std::string& norm,
                       std::vector<int64_t> shape) {
    for (const char* part : {"weight", "bias", "running_mean", "running_var"})
      p[prefix + norm + "." + part] = placeholder({shape[0]});
    p[prefix + conv + ".weight"] = placeholder(shape);
  };
  add("", "_conv_stem", "_bn0", {32 / narrowed, 3, 3, 3});
  int64_t block = 0;
  for (const Stage& stage : kStages)
    for (int64_t i = 0; i < stage.repeats; ++i, ++block) {
      const std::string prefix = fmt::format("_blocks.{}.", block);
      const int64_t in = (i == 0 ? stage.in : stage.out) / narrowed, inner = in * stage.expansion;
      if (stage.expansion > 1) add(prefix, "_expand_conv", "_bn0", {inner, in, 1, 1});
      add(prefix, "_depthwise_conv", "_bn1", {inner, 1, stage.kernel, stage.kernel});
      add(prefix, "_project_conv", "_bn2", {stage.out / narrowed, inner, 1, 1});
    }
  add("", "_conv_head", "_bn1", {1280 / narrowed, 320 / narrowed, 1, 1});
  p["_fc.weight"] = placeholder({1000 / narrowed, 1280 / narrowed});
  p["_fc.bias"] = placeholder({1000 / narrowed});
  return p;
}

EfficientNetLite::EfficientNetLite(const ParameterSet& p, at::Device device, int64_t size)
    : NetworkExtractor("extractor EfficientNet-Lite0", input(), size, device),
      fc_weight_(get(p, "_fc.weight").to(at::kCPU, at::kFloat)),
      fc_bias_(get(p, "_fc.bias").to(at::kCPU, at::kFloat)) {
  const auto folded = [&](const std::string& prefix, const char* conv, const char* norm) {
    return fold(p, prefix + conv, prefix + norm, kEpsilon, device);
  };
  stem_ = folded("", "_conv_stem", "_bn0");
  head_ = folded("", "_conv_head", "_bn1");
  for (const Stage& stage : kStages)
    for (int64_t i = 0; i < stage.repeats; ++i) {
      const std::string prefix = fmt::format("_blocks.{}.", blocks_.size());
      blocks_.push_back(
          {stage.expansion > 1 ? folded(prefix, "_expand_conv", "_bn0") : FoldedConvolution{},
           folded(prefix, "_depthwise_conv", "_bn1"), folded(prefix, "_project_conv", "_bn2"),
           i == 0 ? stage.stride : 1});
    }
}

Tensor EfficientNetLite::class_logits(const Tensor& features) const {
  return at::linear(features.to(at::kCPU, at::kFloat), fc_weight_, fc_bias_);
}

Tensor EfficientNetLite::forward(const Tensor& x) const {
  Tensor h = relu6(same(x, stem_, 2));
  for (const Block& block : blocks_) {
    const Tensor in = h;
    if (block.expand.weight.defined()) h = relu6(same(h, block.expand, 1));
    h = relu6(same(h, block.depthwise, block.stride, /*depthwise=*/true));
    h = same(h, block.project, 1);
    if (h.sizes() == in.sizes()) h += in;
  }
  return relu6(same(h, head_, 1)).mean({2, 3});
}

namespace {
const RegisterForeignExtractor efficientnet_lite{
    {.architecture = "EfficientNet-Lite0",
     .shapes = [](const ParameterSet&) { return efficientnet_lite_shapes(); },
     .open =
         [](const ParameterSet& parameters, const Options&, at::Device device) {
           return std::make_shared<const EfficientNetLite>(parameters, device);
         }}};
}  // namespace

}  // namespace odelia
