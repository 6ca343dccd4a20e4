#include "models/networks/checkpoints/architectures/edm_unets.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const auto levels = edm_levels(net, "conv0.weight", "qkv.weight");
  if (!levels) return {};
  const std::string first = levels->at(0, "conv.weight");
  const int64_t channels = net.size("map_layer0.weight", 1);
  return nlohmann::ordered_json{
      {"img_resolution", levels->resolutions[0]},
      {"in_channels", net.size(first, 1)},
      {"out_channels", net.size("out_conv.weight", 0)},
      {"label_dim", net.size("map_label.weight", 1)},
      {"augment_dim", net.size("map_augment.weight", 1)},
      {"model_channels", channels},
      {"channel_mult", multipliers(levels->channels, channels)},
      {"channel_mult_emb", ratio(net.size("map_layer0.weight", 0), channels)},
      {"num_blocks", levels->blocks},
      {"attn_resolutions", levels->attention}};
}

const RegisterArchitecture dhariwal_unet{
    {.name = "DhariwalUNet",
     .summary = "ADM in EDM's code",
     .source = "NVlabs/edm, training/networks.py",
     .keys = {"map_layer0.weight", "map_layer1.weight", "enc.*_conv.weight", "out_norm.weight",
              "out_conv.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
