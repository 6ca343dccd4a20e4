// UNet2DModel of diffusers.  Source: huggingface/diffusers, models/unets/unet_2d.py.
#include <numbers>

#include <ATen/TensorOperators.h>
#include <fmt/format.h>

#include "models/networks/unets/diffusers_blocks.h"
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
  bool of_logarithm = false, has_classes = false, middle_normed = false;  ///< its config says so
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
  const auto given = [&](const std::string& key) {
    const auto* value = fields.value(key, "");
    return value && !value->is_null();
  };
  f.middle_normed = given("attn_norm_num_groups");
  f.has_classes = given("num_class_embeds");
  if (const auto* kind = fields.value("time_embedding_type", ""))
    f.of_logarithm = *kind == "fourier";
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

UNetEmbedding embedding(UNetWeights& w, const Facts& facts) {
  UNetEmbedding e;
  e.first = w.map("time_embedding.linear_1");
  e.second = w.map("time_embedding.linear_2");
  e.of_logarithm = facts.of_logarithm || w.has("time_proj.weight");
  e.frequencies = e.of_logarithm
                      ? 2 * std::numbers::pi * w.tensor("time_proj.weight")
                      : exponentials(e.first.weight.size(1) / 2, facts.freq_shift, w.options());
  e.sines_first = e.of_logarithm || !facts.flip_sin_to_cos;
  if (facts.has_classes || w.has("class_embedding.weight")) {
    e.late = w.tensor("class_embedding.weight");
    e.labels = e.late.size(0);
  }
  return e;
}

UNetPlan plan(UNetWeights& w, Fields& fields) {
  const Facts facts = read(fields);
  const DiffusersBlocks blocks{.w = w,
                               .groups = facts.norm_num_groups,
                               .epsilon = facts.norm_eps,
                               .pads_after = facts.downsample_padding == 0,
                               .head_channels = facts.attention_head_dim,
                               .middle_normed = facts.middle_normed};
  UNetPlan out{.embedding = embedding(w, facts)};
  out.over_time = out.embedding.of_logarithm;
  const auto conv_in = w.map("conv_in");
  out.channels = conv_in.weight.size(1);
  out.size = facts.sample_size;
  out.encoder.push_back({{UNetConv{.map = conv_in}}});
  for (int64_t level = 0;; ++level) {
    const auto name = fmt::format("down_blocks.{}", level);
    if (!w.any(name + ".")) break;
    for (int64_t i = 0; blocks.has_resnet(name, i); ++i)
      out.encoder.push_back({blocks.resnet(name, i)});
    if (w.any(name + ".downsamplers."))
      out.encoder.push_back({{blocks.resampler(name + ".downsamplers.0", To::half)}});
  }
  out.middle = blocks.middle("mid_block", 1 / facts.mid_block_scale_factor);
  for (int64_t level = 0;; ++level) {
    const auto name = fmt::format("up_blocks.{}", level);
    if (!w.any(name + ".")) break;
    for (int64_t i = 0; blocks.has_resnet(name, i); ++i)
      out.decoder.push_back({.concatenates = true, .layers = blocks.resnet(name, i)});
    if (w.any(name + ".upsamplers."))
      out.decoder.push_back({.layers = {blocks.resampler(name + ".upsamplers.0", To::twice)}});
  }
  require_joined(out, "; convolutions that have no weights (downsample_type) do not run here");
  UNetOutput output{.norm = blocks.norm("conv_norm_out"), .conv = w.map("conv_out")};
  out.out_channels = output.conv.weight.size(0);
  out.decoder.back().output = std::move(output);
  return out;
}

const RegisterUNet unet_2d{{.architecture = "UNet2DModel", .plan = plan}};

}  // namespace
}  // namespace odelia
