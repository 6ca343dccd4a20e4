#include "models/networks/checkpoints/architectures/edm_unets.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const auto levels = edm_levels(net, "conv0.weight", "qkv.weight");
  if (!levels) return {};
  const std::string first = levels->at(0, "conv.weight");
  const int64_t channels = net.size(first, 0);
  const bool fourier = net.has("map_noise.freqs");
  const bool residual = !net.matching("enc.*_aux_residual.weight").empty();
  const bool skip = !net.matching("enc.*_aux_skip.weight").empty();
  nlohmann::ordered_json out = {
      {"variant", fourier && residual     ? "NCSN++"
                  : !fourier && !residual ? "DDPM++"
                                          : "between DDPM++ and NCSN++"},
      {"img_resolution", levels->resolutions[0]},
      {"in_channels", net.size(first, 1)},
      {"out_channels", net.size(net.matching("dec.*_aux_conv.weight").back(), 0)},
      {"label_dim", net.size("map_label.weight", 1)},
      {"augment_dim", net.size("map_augment.weight", 1)},
      {"model_channels", channels},
      {"channel_mult", multipliers(levels->channels, channels)},
      {"channel_mult_emb", ratio(net.size("map_layer0.weight", 0), channels)},
      {"num_blocks", levels->blocks},
      {"attn_resolutions", levels->attention},
      {"embedding_type", fourier ? "fourier" : "positional"},
      {"channel_mult_noise", ratio(net.size("map_layer0.weight", 1), channels)},
      {"encoder_type", residual ? "residual"
                       : skip   ? "skip"
                                : "standard"},
      {"decoder_type", net.matching("dec.*_aux_norm.weight").size() > 1 ? "skip" : "standard"}};
  if (levels->resolutions.size() > 1)  // the values, [1, 1] or [1, 3, 3, 1], are in the buffers
    out["resample_filter_taps"] = net.size(levels->at(1, "down.conv0.resample_filter"), 3);
  return out;
}

const RegisterArchitecture song_unet{
    {.name = "SongUNet",
     .summary = "DDPM++ and NCSN++ in EDM's code",
     .source = "NVlabs/edm, training/networks.py",
     .keys = {"map_layer0.weight", "map_layer1.weight", "enc.*_conv.weight",
              "dec.*_aux_norm.weight", "dec.*_aux_conv.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
