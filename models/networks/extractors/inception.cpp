#include "models/networks/extractors/inception.h"

#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/mm.h>

#include "models/networks/extractors/foreign_extractor.h"

namespace odelia {
namespace {

constexpr int64_t kSize = 299, kSpatialSide = 17, kSpatialChannels = 7;
constexpr double kEpsilon = 1e-3;

Tensor mean_around(const Tensor& h) {
  return at::avg_pool2d(h, 3, 1, 1, /*ceil_mode=*/false, /*count_include_pad=*/false);
}

/// The shapes of convolutions and their batch norms, written as the network is made of them.
struct Shapes {
  ParameterSet all = {};
  int64_t narrowed = 1;

  void add(const std::string& name, int64_t in, int64_t out, int64_t height, int64_t width) {
    out /= narrowed;
    if (in != 3) in /= narrowed;
    all[name + ".conv.weight"] = placeholder({out, in, height, width});
    for (const char* part : {"weight", "bias", "running_mean", "running_var"})
      all[name + ".bn." + part] = placeholder({out});
  }
  void block_a(const std::string& name, int64_t in, int64_t pooled) {
    add(name + ".branch1x1", in, 64, 1, 1);
    add(name + ".branch5x5_1", in, 48, 1, 1), add(name + ".branch5x5_2", 48, 64, 5, 5);
    add(name + ".branch3x3dbl_1", in, 64, 1, 1), add(name + ".branch3x3dbl_2", 64, 96, 3, 3);
    add(name + ".branch3x3dbl_3", 96, 96, 3, 3), add(name + ".branch_pool", in, pooled, 1, 1);
  }
  void block_c(const std::string& name, int64_t c) {
    const std::string wide = name + ".branch7x7_", deep = name + ".branch7x7dbl_";
    add(name + ".branch1x1", 768, 192, 1, 1), add(name + ".branch_pool", 768, 192, 1, 1);
    add(wide + "1", 768, c, 1, 1), add(wide + "2", c, c, 1, 7), add(wide + "3", c, 192, 7, 1);
    add(deep + "1", 768, c, 1, 1), add(deep + "2", c, c, 7, 1), add(deep + "3", c, c, 1, 7);
    add(deep + "4", c, c, 7, 1), add(deep + "5", c, 192, 1, 7);
  }
  void block_e(const std::string& name, int64_t in) {
    const std::string wide = name + ".branch3x3_", deep = name + ".branch3x3dbl_";
    add(name + ".branch1x1", in, 320, 1, 1), add(name + ".branch_pool", in, 192, 1, 1);
    add(wide + "1", in, 384, 1, 1), add(wide + "2a", 384, 384, 1, 3);
    add(wide + "2b", 384, 384, 3, 1), add(deep + "1", in, 448, 1, 1);
    add(deep + "2", 448, 384, 3, 3), add(deep + "3a", 384, 384, 1, 3);
    add(deep + "3b", 384, 384, 3, 1);
  }
};

}  // namespace

ParameterSet inception_shapes(int64_t narrowed) {
  Shapes s{.narrowed = narrowed};
  s.add("Conv2d_1a_3x3", 3, 32, 3, 3), s.add("Conv2d_2a_3x3", 32, 32, 3, 3);
  s.add("Conv2d_2b_3x3", 32, 64, 3, 3), s.add("Conv2d_3b_1x1", 64, 80, 1, 1);
  s.add("Conv2d_4a_3x3", 80, 192, 3, 3);
  s.block_a("Mixed_5b", 192, 32), s.block_a("Mixed_5c", 256, 64), s.block_a("Mixed_5d", 288, 64);
  s.add("Mixed_6a.branch3x3", 288, 384, 3, 3), s.add("Mixed_6a.branch3x3dbl_1", 288, 64, 1, 1);
  s.add("Mixed_6a.branch3x3dbl_2", 64, 96, 3, 3), s.add("Mixed_6a.branch3x3dbl_3", 96, 96, 3, 3);
  s.block_c("Mixed_6b", 128), s.block_c("Mixed_6c", 160), s.block_c("Mixed_6d", 160);
  s.block_c("Mixed_6e", 192);
  s.add("Mixed_7a.branch3x3_1", 768, 192, 1, 1), s.add("Mixed_7a.branch3x3_2", 192, 320, 3, 3);
  s.add("Mixed_7a.branch7x7x3_1", 768, 192, 1, 1), s.add("Mixed_7a.branch7x7x3_2", 192, 192, 1, 7);
  s.add("Mixed_7a.branch7x7x3_3", 192, 192, 7, 1), s.add("Mixed_7a.branch7x7x3_4", 192, 192, 3, 3);
  s.block_e("Mixed_7b", 1280), s.block_e("Mixed_7c", 2048);
  s.all["fc.weight"] = placeholder({1008 / narrowed, 2048 / narrowed});
  s.all["fc.bias"] = placeholder({1008 / narrowed});
  return std::move(s.all);
}

const std::vector<InputRule>& inception_inputs() {
  static const std::vector<InputRule> all = {
      {.name = "pytorch-fid",
       .summary = "bilinear, half-pixel centres, not antialiased, float32; x/127.5 - 1",
       .windows = torch_bilinear,
       .shift = {127.5, 127.5, 127.5},
       .scale = {127.5, 127.5, 127.5}},
      {.name = "torch-fidelity",
       .summary = "TensorFlow 1's bilinear (source = i * scale), not antialiased, float32; "
                  "(x - 128)/128; also of EDM, guided-diffusion and the original",
       .windows = tensorflow_bilinear,
       .shift = {128, 128, 128},
       .scale = {128, 128, 128}},
      {.name = "clean-fid",
       .summary = "Pillow's bicubic, antialiased, float32 by channel, cut to 0 ... 255; "
                  "(x - 128)/128",
       .windows = pillow_bicubic,
       .clipped = true,
       .shift = {128, 128, 128},
       .scale = {128, 128, 128}}};
  return all;
}

Inception::Inception(const ParameterSet& p, InputRule input, Layer layer, at::Device device)
    : NetworkExtractor("extractor Inception v3", std::move(input), kSize, device),
      head_(get(p, "fc.weight").to(at::kCPU, at::kFloat)),
      layer_(layer) {
  const std::string end = ".conv.weight";
  for (const auto& [name, value] : p)
    if (name.ends_with(end)) {
      const std::string at = name.substr(0, name.size() - end.size());
      convolutions_.emplace(at, fold(p, at + ".conv", at + ".bn", kEpsilon, device));
    }
}

int64_t Inception::dimension() const {
  return layer_ == Layer::pool3 ? head_.size(1) : kSpatialChannels * kSpatialSide * kSpatialSide;
}

Tensor Inception::class_logits(const Tensor& features) const {
  if (layer_ != Layer::pool3) return {};
  return at::mm(features.to(at::kCPU, at::kFloat), head_.t());
}

Tensor Inception::convolved(const std::string& name, const Tensor& x, int64_t stride,
                            bool padded) const {
  const auto& [weight, bias] = convolutions_.at(name);
  const std::vector<int64_t> padding = {padded ? weight.size(2) / 2 : 0,
                                        padded ? weight.size(3) / 2 : 0};
  return at::conv2d(x, weight, bias, stride, padding).relu_();
}

/// One after the other, at the same size.
Tensor Inception::branch(const std::string& block, Tensor h, const Names& names) const {
  for (const auto& name : names) h = convolved(block + "." + name, h, 1, true);
  return h;
}

/// The same, the last to half the size.
Tensor Inception::reduced(const std::string& block, const Tensor& h, const Names& names) const {
  return convolved(block + "." + names.back(),
                   branch(block, h, Names(names.begin(), names.end() - 1)), 2, false);
}

Tensor Inception::block_a(const std::string& name, const Tensor& h) const {
  return at::cat({branch(name, h, {"branch1x1"}), branch(name, h, {"branch5x5_1", "branch5x5_2"}),
                  branch(name, h, {"branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"}),
                  branch(name, mean_around(h), {"branch_pool"})},
                 1);
}

Tensor Inception::block_b(const std::string& name, const Tensor& h) const {
  return at::cat({reduced(name, h, {"branch3x3"}),
                  reduced(name, h, {"branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"}),
                  at::max_pool2d(h, 3, 2)},
                 1);
}

Tensor Inception::block_c(const std::string& name, const Tensor& h) const {
  return at::cat({branch(name, h, {"branch1x1"}),
                  branch(name, h, {"branch7x7_1", "branch7x7_2", "branch7x7_3"}),
                  branch(name, h,
                         {"branch7x7dbl_1", "branch7x7dbl_2", "branch7x7dbl_3", "branch7x7dbl_4",
                          "branch7x7dbl_5"}),
                  branch(name, mean_around(h), {"branch_pool"})},
                 1);
}

Tensor Inception::block_d(const std::string& name, const Tensor& h) const {
  return at::cat(
      {reduced(name, h, {"branch3x3_1", "branch3x3_2"}),
       reduced(name, h, {"branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3", "branch7x7x3_4"}),
       at::max_pool2d(h, 3, 2)},
      1);
}

Tensor Inception::block_e(const std::string& name, const Tensor& h, bool greatest) const {
  const Tensor wide = branch(name, h, {"branch3x3_1"}),
               deep = branch(name, h, {"branch3x3dbl_1", "branch3x3dbl_2"}),
               pooled = greatest ? at::max_pool2d(h, 3, 1, 1) : mean_around(h);
  return at::cat({branch(name, h, {"branch1x1"}), branch(name, wide, {"branch3x3_2a"}),
                  branch(name, wide, {"branch3x3_2b"}), branch(name, deep, {"branch3x3dbl_3a"}),
                  branch(name, deep, {"branch3x3dbl_3b"}), branch(name, pooled, {"branch_pool"})},
                 1);
}

Tensor Inception::forward(const Tensor& x) const {
  Tensor h = convolved("Conv2d_1a_3x3", x, 2, false);
  h = convolved("Conv2d_2a_3x3", h, 1, false);
  h = at::max_pool2d(convolved("Conv2d_2b_3x3", h, 1, true), 3, 2);
  h = convolved("Conv2d_3b_1x1", h, 1, false);
  h = at::max_pool2d(convolved("Conv2d_4a_3x3", h, 1, false), 3, 2);
  for (const char* name : {"Mixed_5b", "Mixed_5c", "Mixed_5d"}) h = block_a(name, h);
  h = block_b("Mixed_6a", h);
  for (const char* name : {"Mixed_6b", "Mixed_6c"}) h = block_c(name, h);
  if (layer_ == Layer::spatial)  // mixed_6 there is Mixed_6d here
    return branch("Mixed_6d", h, {"branch1x1"})
        .narrow(1, 0, kSpatialChannels)
        .permute({0, 2, 3, 1})
        .flatten(1);
  for (const char* name : {"Mixed_6d", "Mixed_6e"}) h = block_c(name, h);
  h = block_d("Mixed_7a", h);
  h = block_e("Mixed_7b", h, /*greatest=*/false);
  return block_e("Mixed_7c", h, /*greatest=*/true).mean({2, 3});
}

namespace {
const RegisterForeignExtractor inception{
    {.architecture = "Inception v3",
     .shapes = [](const ParameterSet&) { return inception_shapes(); },
     .options = {{"resize", {"pytorch-fid", "torch-fidelity", "clean-fid"}},
                 {"layer", {"pool3", "spatial"}}},
     .open =
         [](const ParameterSet& parameters, const Options& options, at::Device device) {
           return std::make_shared<const Inception>(
               parameters, input_named(inception_inputs(), options.text("resize", "")),
               options.text("layer", "") == "spatial" ? Inception::Layer::spatial
                                                      : Inception::Layer::pool3,
               device);
         }}};
}  // namespace

}  // namespace odelia
