#include "models/networks/checkpoints/architectures/edm_unets.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const auto levels = edm_levels(net, "conv_res0.weight", "attn_qkv.weight");
  if (!levels) return {};
  const std::string first = levels->at(0, "conv.weight");
  return nlohmann::ordered_json{
      {"img_resolution", levels->resolutions[0]},
      {"img_channels", net.size(first, 1) - 1},  // a channel of ones besides
      {"label_dim", net.size("emb_label.weight", 1)},
      {"channels", levels->channels},
      {"noise_channels", net.size("emb_noise.weight", 1)},
      {"emb_channels", net.size("emb_noise.weight", 0)},
      {"num_blocks", levels->blocks},
      {"attn_resolutions", levels->attention}};
}

const RegisterArchitecture edm2_unet{{.name = "EDM2 UNet",
                                      .summary = "the magnitude-preserving U-Net of EDM2",
                                      .source = "NVlabs/edm2, training/networks_edm2.py",
                                      .keys = {"emb_fourier.freqs", "emb_noise.weight",
                                               "enc.*_conv.weight", "out_conv.weight", "out_gain"},
                                      .sizes = sizes}};

}  // namespace
}  // namespace odelia
