#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

std::string block(const char* side, int64_t i, const std::string& rest) {
  return std::string(side) + "_blocks." + std::to_string(i) + "." + rest;
}

/// Levels and blocks a level, by the upsampling layers among the output blocks, which are
/// L (N + 1); zeros where they have no weights, or do not fit.
struct Depth {
  int64_t levels = 0, blocks = 0;
};
Depth depth_of(const NamedShapes& net, bool& by_residual_blocks) {
  const int64_t outputs = net.count("output_blocks.", ".0.in_layers.2.weight");
  int64_t ups = 0;
  for (int64_t i = 0; i < outputs; ++i)
    for (const char* place : {"1.", "2."}) {
      const bool residual = net.has(block("output", i, std::string(place) + "in_layers.2.weight"));
      ups += residual || net.has(block("output", i, std::string(place) + "conv.weight"));
      by_residual_blocks = by_residual_blocks || residual;
    }
  const int64_t levels = ups + 1;
  return ups > 0 && outputs % levels == 0 ? Depth{levels, outputs / levels - 1} : Depth{};
}

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const int64_t channels = net.size("time_embed.0.weight", 1),
                in = net.size("input_blocks.0.0.weight", 1), out = net.size("out.2.weight", 0);
  nlohmann::ordered_json found;
  // Their tensors' names are the same: only the training script's file says which it is.
  const auto& key = net.part().key;
  found["code"] = key == "net_model" || key == "ema_model"
                      ? "torchcfm"
                      : "guided-diffusion or improved-diffusion";
  found["in_channels"] = in;
  found["model_channels"] = channels;
  found["out_channels"] = out;
  found["learn_sigma"] = in > 0 && out == 2 * in;
  if (net.has("label_emb.weight")) found["num_classes"] = net.size("label_emb.weight", 0);
  found["use_scale_shift_norm"] = net.size("middle_block.0.emb_layers.1.weight", 0) ==
                                  2 * net.size("middle_block.0.out_layers.3.weight", 0);
  bool by_residual_blocks = false;
  const Depth depth = depth_of(net, by_residual_blocks);
  if (depth.levels > 0) {
    auto multipliers = nlohmann::ordered_json::array(), attention = multipliers;
    bool all = true;
    for (int64_t level = 0; level < depth.levels; ++level) {
      const int64_t at = 1 + level * (depth.blocks + 1);
      const int64_t width = net.size(block("input", at, "0.out_layers.3.weight"), 0);
      all = all && width > 0;
      multipliers.push_back(ratio(width, channels));
      if (net.has(block("input", at, "1.qkv.weight"))) attention.push_back(int64_t{1} << level);
    }
    if (all) {
      found["num_res_blocks"] = depth.blocks;
      found["channel_mult"] = multipliers;
      found["attention_downsample_rates"] = attention;
      found["resblock_updown"] = by_residual_blocks;
    }
  }
  if (!net.matching("*.attn2.to_k.weight").empty()) found["cross_attention"] = true;
  found["not_in_the_weights"] = {"image_size", "num_heads", "use_new_attention_order"};
  return found;
}

const RegisterArchitecture unet_model{
    {.name = "UNetModel",
     .summary = "ADM's U-Net: guided-diffusion, improved-diffusion, torchcfm",
     .source = "openai/guided-diffusion, guided_diffusion/unet.py",
     .keys = {"time_embed.0.weight", "input_blocks.0.0.weight", "middle_block.0.in_layers.2.weight",
              "output_blocks.0.0.in_layers.2.weight", "out.2.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
