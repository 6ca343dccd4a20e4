#include "models/networks/unets/edm_blocks.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include <fmt/format.h>

#include "models/networks/unets/unets.h"

namespace odelia {
namespace {
using To = UNetResample::To;
}

std::string edm_module(const char* side, int64_t resolution, const std::string& name) {
  return fmt::format("{}.{}x{}_{}", side, resolution, resolution, name);
}

std::vector<int64_t> edm_resolutions(const UNetWeights& weights) {
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

std::vector<UNetLayer> EdmBlocks::operator()(const std::string& name, bool, To to) const {
  UNetBlock block{.norm0 = weights.norm(name + ".norm0", epsilon),
                  .norm1 = weights.norm(name + ".norm1", epsilon),
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
  UNetAttention attention{.norm = weights.norm(name + ".norm2", epsilon),
                          .out = weights.map(name + ".proj"),
                          .scale = scale};
  const auto qkv = weights.map(name + ".qkv");
  attention.heads =
      channels_per_head > 0 ? std::max<int64_t>(1, qkv.weight.size(1) / channels_per_head) : 1;
  attention.qkv = in_our_order(qkv, attention.heads, QkvOrder::head_d_qkv);
  out.emplace_back(std::move(attention));
  return out;
}

void fill_edm(UNetPlan& plan, const UNetWeights& weights, UNetMap stem, const EdmBlock& block) {
  const auto levels = edm_resolutions(weights);
  plan.size = levels[0];
  const auto blocks = [&](const char* side, int64_t r, const auto& each) {
    for (int64_t i = 0;; ++i) {
      const auto name = edm_module(side, r, fmt::format("block{}", i));
      if (!weights.any(name + ".")) return;
      each(name);
    }
  };
  for (const int64_t r : levels) {
    if (r == levels[0])
      plan.encoder.push_back({{UNetConv{.map = std::move(stem)}}});
    else
      plan.encoder.push_back({block(edm_module("enc", r, "down"), true, To::half)});
    blocks("enc", r,
           [&](const std::string& name) { plan.encoder.push_back({block(name, true, To::same)}); });
  }
  for (const char* name : {"in0", "in1"})
    for (auto& layer : block(edm_module("dec", levels.back(), name), false, To::same))
      plan.middle.push_back(std::move(layer));
  for (auto r = levels.rbegin(); r != levels.rend(); ++r) {
    if (r != levels.rbegin())
      plan.decoder.push_back({.layers = block(edm_module("dec", *r, "up"), false, To::twice)});
    blocks("dec", *r, [&](const std::string& name) {
      plan.decoder.push_back({.concatenates = true, .layers = block(name, false, To::same)});
    });
  }
  require_joined(plan);
}

}  // namespace odelia
