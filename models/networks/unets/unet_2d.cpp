// UNet2DModel of diffusers.  Source: huggingface/diffusers, models/unets/unet_2d.py.
#include <numbers>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <fmt/format.h>

#include "models/networks/unets/unets.h"

namespace odelia {
namespace {

using To = UNetResample::To;

/// What its config.json says and its weights do not.
struct Facts {
  int64_t norm_num_groups = 32, downsample_padding = 1, sample_size = 0;
  int64_t attention_head_dim = 0;  ///< 0: one head
  double norm_eps = 1e-5, freq_shift = 0, mid_block_scale_factor = 1;
  bool flip_sin_to_cos = true;
};

/// Its other keys, which say what the weights say as well, or what training alone knows of.
const std::vector<std::string> kInTheWeights = {"in_channels",
                                                "out_channels",
                                                "block_out_channels",
                                                "layers_per_block",
                                                "down_block_types",
                                                "up_block_types",
                                                "mid_block_type",
                                                "downsample_type",
                                                "upsample_type",
                                                "dropout",
                                                "add_attention",
                                                "num_class_embeds",
                                                "time_embedding_dim",
                                                "num_train_timesteps",
                                                "resnet_time_scale_shift",
                                                "time_embedding_type"};

Facts read(Fields& fields) {
  Facts f;
  fields.required("norm_num_groups", f.norm_num_groups, "groups of every GroupNorm")
      .required("norm_eps", f.norm_eps, "epsilon of every GroupNorm")
      .required("flip_sin_to_cos", f.flip_sin_to_cos, "the time's cosines come first")
      .required("freq_shift", f.freq_shift, "the time's frequencies 10000^-(i/(n - freq_shift))")
      .optional("downsample_padding", f.downsample_padding,
                "of strided convolutions; 0: one pixel right and below")
      .optional("mid_block_scale_factor", f.mid_block_scale_factor, "divides the middle's sums")
      .optional("sample_size", f.sample_size, "height and width of an image");
  if (!fields.has("attention_head_dim"))
    fields.required("attention_head_dim", f.attention_head_dim,
                    "channels of an attention head; null: one head");
  else if (!fields.value("attention_head_dim", "")->is_null())
    fields.optional("attention_head_dim", f.attention_head_dim);
  const auto only = [&](const std::string& key, const nlohmann::json& expected) {
    const auto* value = fields.value(key, "");
    if (value && !value->is_null() && *value != expected)
      fields.fail(key, fmt::format("is {}; only {} runs here", value->dump(), expected.dump()));
  };
  only("act_fn", "silu");
  only("center_input_sample", false);
  only("class_embed_type", nullptr);
  only("attn_norm_num_groups", f.norm_num_groups);
  if (const auto* kind = fields.value("resnet_time_scale_shift", "");
      kind && *kind != "default" && *kind != "scale_shift")
    fields.fail("resnet_time_scale_shift", "is neither \"default\" nor \"scale_shift\"");
  for (const auto& key : kInTheWeights) fields.ignore(key);
  for (const auto& [key, value] : fields.object().items())
    if (key.starts_with("_")) fields.ignore(key);  // _class_name, _diffusers_version
  if (f.norm_num_groups < 1) fields.fail("norm_num_groups", "needs 1 or more");
  if (!(f.norm_eps >= 0)) fields.fail("norm_eps", "must not be negative");
  if (f.attention_head_dim < 0) fields.fail("attention_head_dim", "needs 1 or more, or null");
  if (f.downsample_padding != 0 && f.downsample_padding != 1)
    fields.fail("downsample_padding", "needs 0 or 1");
  if (!(f.mid_block_scale_factor > 0)) fields.fail("mid_block_scale_factor", "must be positive");
  if (f.sample_size < 0) fields.fail("sample_size", "must not be negative");
  return f;
}

struct Reader {
  UNetWeights& w;
  Facts facts;

  UNetNorm norm(const std::string& name) const {
    return w.norm(name, facts.norm_num_groups, facts.norm_eps);
  }
  UNetResample resample(To to) const { return by_means(to, w.options()); }

  UNetLayer block(const std::string& name, To to = To::same, double scale = 1) const {
    UNetBlock block{.norm0 = norm(name + ".norm1"),
                    .norm1 = norm(name + ".norm2"),
                    .resample = resample(to),
                    .conv0 = w.map(name + ".conv1"),
                    .conv1 = w.map(name + ".conv2"),
                    .embedding = w.map(name + ".time_emb_proj"),
                    .scale = scale};
    block.scale_shift = block.embedding.weight.size(0) == 2 * block.conv0.weight.size(0);
    if (w.has(name + ".conv_shortcut.weight")) block.skip = w.map(name + ".conv_shortcut");
    return block;
  }

  /// Queries, keys and values are three layers, of other names in files before 2023.
  UNetLayer attention(const std::string& name, double scale = 1) const {
    const bool old = w.has(name + ".query.weight");
    std::vector<Tensor> weights, biases;
    for (const char* part :
         {old ? ".query" : ".to_q", old ? ".key" : ".to_k", old ? ".value" : ".to_v"}) {
      const auto map = w.map(name + part);
      weights.push_back(map.weight);
      if (map.bias.defined()) biases.push_back(map.bias);
    }
    const auto as_convolution = [](const Tensor& weight) {
      return weight.view({weight.size(0), weight.size(1), 1, 1});
    };
    UNetAttention out{.out = w.map(name + (old ? ".proj_attn" : ".to_out.0")), .scale = scale};
    if (w.any(name + ".group_norm.")) out.norm = norm(name + ".group_norm");
    out.out.weight = as_convolution(out.out.weight);
    out.qkv.weight = as_convolution(at::cat(weights));
    if (biases.size() == 3) out.qkv.bias = at::cat(biases);
    const int64_t width = out.qkv.weight.size(0) / 3;
    out.heads = facts.attention_head_dim > 0 ? width / facts.attention_head_dim : 1;
    out.qkv = in_our_order(std::move(out.qkv), out.heads, QkvOrder::qkv_head_d);
    return out;
  }

  /// NAME.resnets.I and what attends behind it.
  std::vector<UNetLayer> resnet(const std::string& name, int64_t i) const {
    std::vector<UNetLayer> out{block(fmt::format("{}.resnets.{}", name, i))};
    const auto attends = fmt::format("{}.attentions.{}", name, i);
    if (w.any(attends + ".")) out.push_back(attention(attends));
    return out;
  }

  bool has_resnet(const std::string& name, int64_t i) const {
    return w.any(fmt::format("{}.resnets.{}.", name, i));
  }

  /// NAME: a residual block, or a convolution after or instead of resampling.
  UNetLayer resampler(const std::string& name, To to) const {
    if (w.any(name + ".conv1.")) return block(name, to);
    if (to == To::twice) return UNetConv{resample(to), w.map(name + ".conv")};
    auto map = w.map(name + ".conv");
    map.stride = 2;
    map.pads_after = facts.downsample_padding == 0;
    return UNetConv{.map = std::move(map)};
  }
};

UNetEmbedding embedding(UNetWeights& w, const Facts& facts) {
  UNetEmbedding e;
  e.first = w.map("time_embedding.linear_1");
  e.second = w.map("time_embedding.linear_2");
  e.of_logarithm = w.has("time_proj.weight");
  e.frequencies = e.of_logarithm
                      ? 2 * std::numbers::pi * w.tensor("time_proj.weight")
                      : exponentials(e.first.weight.size(1) / 2, facts.freq_shift, w.options());
  e.sines_first = e.of_logarithm || !facts.flip_sin_to_cos;
  if (w.has("class_embedding.weight")) {
    e.late = w.tensor("class_embedding.weight");
    e.labels = e.late.size(0);
  }
  return e;
}

std::vector<UNetLayer> middle(const Reader& reader, double scale) {
  std::vector<UNetLayer> out;
  for (int64_t i = 0; reader.has_resnet("mid_block", i); ++i) {
    const auto attends = fmt::format("mid_block.attentions.{}", i - 1);
    if (i > 0 && reader.w.any(attends + ".")) out.push_back(reader.attention(attends, scale));
    out.push_back(reader.block(fmt::format("mid_block.resnets.{}", i), To::same, scale));
  }
  return out;
}

UNetPlan plan(UNetWeights& w, Fields& fields) {
  const Reader reader{w, read(fields)};
  UNetPlan out{.embedding = embedding(w, reader.facts)};
  out.over_time = out.embedding.of_logarithm;
  const auto conv_in = w.map("conv_in");
  out.channels = conv_in.weight.size(1);
  out.size = reader.facts.sample_size;
  out.encoder.push_back({{UNetConv{.map = conv_in}}});
  for (int64_t level = 0;; ++level) {
    const auto name = fmt::format("down_blocks.{}", level);
    if (!w.any(name + ".")) break;
    for (int64_t i = 0; reader.has_resnet(name, i); ++i)
      out.encoder.push_back({reader.resnet(name, i)});
    if (w.any(name + ".downsamplers."))
      out.encoder.push_back({{reader.resampler(name + ".downsamplers.0", To::half)}});
  }
  out.middle = middle(reader, 1 / reader.facts.mid_block_scale_factor);
  for (int64_t level = 0;; ++level) {
    const auto name = fmt::format("up_blocks.{}", level);
    if (!w.any(name + ".")) break;
    for (int64_t i = 0; reader.has_resnet(name, i); ++i)
      out.decoder.push_back({.concatenates = true, .layers = reader.resnet(name, i)});
    if (w.any(name + ".upsamplers."))
      out.decoder.push_back({.layers = {reader.resampler(name + ".upsamplers.0", To::twice)}});
  }
  require_joined(out, "; convolutions that have no weights (downsample_type) do not run here");
  UNetOutput output{.norm = reader.norm("conv_norm_out"), .conv = w.map("conv_out")};
  out.out_channels = output.conv.weight.size(0);
  out.decoder.back().output = std::move(output);
  return out;
}

const RegisterUNet unet_2d{{.architecture = "UNet2DModel", .plan = plan}};

}  // namespace
}  // namespace odelia
