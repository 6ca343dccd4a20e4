#include "models/networks/unets/edm_blocks.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include <ATen/ops/full.h>
#include <fmt/format.h>

namespace odelia {
namespace {
using To = UNetResample::To;
}

std::string edm_module(const char* side, int64_t resolution, const std::string& name) {
  return fmt::format("{}.{}x{}_{}", side, resolution, resolution, name);
}

std::vector<int64_t> EdmBlocks::resolutions() const {
  std::set<int64_t, std::greater<>> found;
  for (const auto& name : weights.names()) {
    long height = 0, width = 0;
    if (std::sscanf(name.c_str(), "enc.%7ldx%7ld_", &height, &width) == 2 && height == width)
      found.insert(height);
  }
  std::vector<int64_t> out(found.begin(), found.end());
  for (size_t level = 1; level < out.size(); ++level)
    if (out[level] != out[0] >> level) out.clear();
  if (out.empty())
    throw std::invalid_argument("U-Net: its levels' resolutions, enc.RxR_..., are not halves");
  return out;
}

UNetNorm EdmBlocks::norm(const std::string& name) const {
  const int64_t channels = weights.tensor(name + ".weight").numel();
  return weights.norm(name, std::clamp<int64_t>(channels / 4, 1, 32), epsilon);
}

std::vector<UNetLayer> EdmBlocks::block(const std::string& name, To to) const {
  UNetBlock block{.norm0 = norm(name + ".norm0"),
                  .norm1 = norm(name + ".norm1"),
                  .conv0 = weights.map(name + ".conv0"),
                  .conv1 = weights.map(name + ".conv1"),
                  .embedding = weights.map(name + ".affine"),
                  .scale = scale};
  block.scale_shift = block.embedding.weight.size(0) == 2 * block.conv0.weight.size(0);
  if (to != To::same) block.resample = {to, weights.taps(name + ".conv0.resample_filter")};
  if (weights.has(name + ".skip.weight")) block.skip = weights.map(name + ".skip");
  weights.ignore(name + ".skip.resample_filter");
  std::vector<UNetLayer> out{std::move(block)};
  if (!weights.has(name + ".qkv.weight")) return out;
  UNetAttention attention{
      .norm = norm(name + ".norm2"), .out = weights.map(name + ".proj"), .scale = scale};
  const auto qkv = weights.map(name + ".qkv");
  attention.heads =
      channels_per_head > 0 ? std::max<int64_t>(1, qkv.weight.size(1) / channels_per_head) : 1;
  attention.qkv = in_our_order(qkv, attention.heads, QkvOrder::head_d_qkv);
  out.emplace_back(std::move(attention));
  return out;
}

void EdmBlocks::fill(UNetPlan& plan) const {
  const auto levels = resolutions();
  plan.size = levels[0];
  for (const int64_t r : levels) {
    if (r == levels[0])
      plan.encoder.push_back({{UNetConv{.map = weights.map(edm_module("enc", r, "conv"))}}});
    else
      plan.encoder.push_back({block(edm_module("enc", r, "down"), To::half)});
    for (int64_t i = 0;; ++i) {
      const auto name = edm_module("enc", r, fmt::format("block{}", i));
      if (!weights.any(name + ".")) break;
      plan.encoder.push_back({block(name)});
    }
  }
  for (const char* name : {"in0", "in1"})
    for (auto& layer : block(edm_module("dec", levels.back(), name)))
      plan.middle.push_back(std::move(layer));
  for (auto r = levels.rbegin(); r != levels.rend(); ++r) {
    if (r != levels.rbegin())
      plan.decoder.push_back({.layers = block(edm_module("dec", *r, "up"), To::twice)});
    for (int64_t i = 0;; ++i) {
      const auto name = edm_module("dec", *r, fmt::format("block{}", i));
      if (!weights.any(name + ".")) break;
      plan.decoder.push_back({.concatenates = true, .layers = block(name)});
    }
  }
  const auto joined = std::count_if(plan.decoder.begin(), plan.decoder.end(),
                                    [](const auto& step) { return step.concatenates; });
  if (joined != static_cast<int64_t>(plan.encoder.size()))
    throw std::invalid_argument(
        fmt::format("U-Net: {} steps of its encoder, and {} blocks of its decoder that take them",
                    plan.encoder.size(), joined));
}

}  // namespace odelia
