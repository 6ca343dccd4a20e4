#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  if (!net.matching("quantize.*").empty()) return {};  // a VQ-VAE, whose layers have these names
  const int64_t levels = net.count("encoder.down_blocks.", ".resnets.0.conv1.weight");
  auto widths = nlohmann::ordered_json::array();
  for (int64_t i = 0; i < levels; ++i)
    widths.push_back(
        net.size("encoder.down_blocks." + std::to_string(i) + ".resnets.0.conv1.weight", 0));
  return nlohmann::ordered_json{
      {"in_channels", net.size("encoder.conv_in.weight", 1)},
      {"latent_channels", net.size("decoder.conv_in.weight", 1)},
      {"block_out_channels", widths},
      {"layers_per_block", net.count("encoder.down_blocks.0.resnets.", ".conv1.weight")}};
}

const RegisterArchitecture autoencoder_kl{
    {.name = "AutoencoderKL",
     .summary = "diffusers' autoencoder, whose latents DiT and Stable Diffusion make",
     .source = "huggingface/diffusers, models/autoencoders/autoencoder_kl.py",
     .keys = {"encoder.conv_in.weight", "encoder.down_blocks.0.resnets.0.conv1.weight",
              "decoder.conv_in.weight", "decoder.mid_block.resnets.0.conv1.weight",
              "decoder.up_blocks.0.resnets.0.conv1.weight", "decoder.conv_norm_out.weight",
              "decoder.conv_out.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
