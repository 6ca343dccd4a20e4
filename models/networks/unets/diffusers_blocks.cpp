#include "models/networks/unets/diffusers_blocks.h"

#include <ATen/ops/cat.h>
#include <fmt/format.h>

namespace odelia {

using To = UNetResample::To;

UNetLayer DiffusersBlocks::block(const std::string& name, To to, double scale) const {
  UNetBlock block{.norm0 = norm(name + ".norm1"),
                  .norm1 = norm(name + ".norm2"),
                  .resample = resample(to),
                  .conv0 = w.map(name + ".conv1"),
                  .conv1 = w.map(name + ".conv2"),
                  .scale = scale};
  if (embeds) {
    block.embedding = w.map(name + ".time_emb_proj");
    block.scale_shift = block.embedding.weight.size(0) == 2 * block.conv0.weight.size(0);
  }
  if (w.has(name + ".conv_shortcut.weight")) block.skip = w.map(name + ".conv_shortcut");
  return block;
}

UNetLayer DiffusersBlocks::attention(const std::string& name, double scale, bool normed) const {
  const bool old = w.has(name + ".query.weight");
  std::vector<Tensor> weights, biases;
  for (const char* part :
       {old ? ".query" : ".to_q", old ? ".key" : ".to_k", old ? ".value" : ".to_v"}) {
    const auto map = w.map(name + part);
    weights.push_back(map.weight);
    biases.push_back(map.bias);
  }
  const auto as_convolution = [](const Tensor& weight) {
    return weight.view({weight.size(0), weight.size(1), 1, 1});
  };
  UNetAttention out{.out = w.map(name + (old ? ".proj_attn" : ".to_out.0")), .scale = scale};
  if (normed) out.norm = norm(name + ".group_norm");
  out.out.weight = as_convolution(out.out.weight);
  out.qkv.weight = as_convolution(at::cat(weights));
  out.qkv.bias = at::cat(biases);
  const int64_t width = out.qkv.weight.size(0) / 3;
  out.heads = head_channels > 0 ? width / head_channels : 1;
  out.qkv = in_our_order(std::move(out.qkv), out.heads, QkvOrder::qkv_head_d);
  return out;
}

bool DiffusersBlocks::has_resnet(const std::string& name, int64_t i) const {
  return w.any(fmt::format("{}.resnets.{}.", name, i));
}

std::vector<UNetLayer> DiffusersBlocks::resnet(const std::string& name, int64_t i) const {
  std::vector<UNetLayer> out{block(fmt::format("{}.resnets.{}", name, i))};
  const auto attends = fmt::format("{}.attentions.{}", name, i);
  if (w.any(attends + ".")) out.push_back(attention(attends));
  return out;
}

UNetLayer DiffusersBlocks::resampler(const std::string& name, To to) const {
  if (w.any(name + ".conv1.")) return block(name, to);
  if (to == To::twice) return UNetConv{resample(to), w.map(name + ".conv")};
  auto map = w.map(name + ".conv");
  map.stride = 2;
  map.pads_after = pads_after;
  return UNetConv{.map = std::move(map)};
}

std::vector<UNetLayer> DiffusersBlocks::middle(const std::string& name, double scale) const {
  std::vector<UNetLayer> out;
  for (int64_t i = 0; has_resnet(name, i); ++i) {
    const auto attends = fmt::format("{}.attentions.{}", name, i - 1);
    // Behind blocks that are scaled and shifted it has a norm only where its config asks for one.
    const auto* first = out.empty() ? nullptr : std::get_if<UNetBlock>(&out.front());
    const bool may_lack = first && first->scale_shift && !middle_normed;
    if (i > 0 && w.any(attends + "."))
      out.push_back(attention(attends, scale, !may_lack || w.any(attends + ".group_norm.")));
    out.push_back(block(fmt::format("{}.resnets.{}", name, i), To::same, scale));
  }
  return out;
}

}  // namespace odelia
