#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

nlohmann::ordered_json sizes_of(const NamedShapes& net) {
  const int64_t levels = net.count("down_blocks.", ".resnets.0.conv1.weight");
  auto widths = nlohmann::ordered_json::array(), attention = widths;
  for (int64_t i = 0; i < levels; ++i) {
    const std::string at = "down_blocks." + std::to_string(i);
    widths.push_back(net.size(at + ".resnets.0.conv1.weight", 0));
    attention.push_back(!net.matching(at + ".attentions.0.*").empty());
  }
  nlohmann::ordered_json out = {
      {"in_channels", net.size("conv_in.weight", 1)},
      {"out_channels", net.size("conv_out.weight", 0)},
      {"block_out_channels", widths},
      {"layers_per_block", net.count("down_blocks.0.resnets.", ".conv1.weight")},
      {"attention_in_down_blocks", attention},
      {"time_embedding_type", net.has("time_proj.weight") ? "fourier" : "positional"}};
  if (net.has("class_embedding.weight"))
    out["num_class_embeds"] = net.size("class_embedding.weight", 0);
  return out;
}

bool cross_attention(const NamedShapes& net) {
  return !net.matching("*.attn2.to_k.weight").empty();
}

const std::vector<std::string> kKeys = {"time_embedding.linear_1.weight",
                                        "conv_in.weight",
                                        "down_blocks.0.resnets.0.conv1.weight",
                                        "mid_block.resnets.0.conv1.weight",
                                        "up_blocks.0.resnets.0.conv1.weight",
                                        "conv_norm_out.weight",
                                        "conv_out.weight"};

const RegisterArchitecture unet_2d{
    {.name = "UNet2DModel",
     .summary = "diffusers' U-Net",
     .source = "huggingface/diffusers, models/unets/unet_2d.py",
     .keys = kKeys,
     .sizes = [](const NamedShapes& net) -> std::optional<nlohmann::ordered_json> {
       if (cross_attention(net)) return {};
       return sizes_of(net);
     }}};

const RegisterArchitecture unet_2d_condition{
    {.name = "UNet2DConditionModel",
     .summary = "diffusers' U-Net that is told of texts",
     .source = "huggingface/diffusers, models/unets/unet_2d_condition.py",
     .keys = kKeys,
     .sizes = [](const NamedShapes& net) -> std::optional<nlohmann::ordered_json> {
       if (!cross_attention(net)) return {};
       auto out = sizes_of(net);
       out["cross_attention_dim"] = net.size(net.matching("*.attn2.to_k.weight").front(), 1);
       return out;
     }}};

}  // namespace
}  // namespace odelia
