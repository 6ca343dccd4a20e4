#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const auto* registers = net.shape("register_tokens");
  return nlohmann::ordered_json{
      {"embed_dim", net.size("patch_embed.proj.weight", 0)},
      {"depth", net.count("blocks.", ".norm1.weight")},
      {"num_heads", ratio(net.size("patch_embed.proj.weight", 0), 64)},
      {"patch_size", net.size("patch_embed.proj.weight", 2)},
      {"num_register_tokens", registers && registers->size() > 1 ? (*registers)[1] : 0}};
}

const RegisterArchitecture dinov2{
    {.name = "DINOv2 ViT",
     .summary = "a vision transformer trained without labels",
     .source = "facebookresearch/dinov2, dinov2/models/vision_transformer.py",
     .keys = {"cls_token", "pos_embed", "mask_token", "patch_embed.proj.weight",
              "blocks.0.attn.qkv.weight", "blocks.0.ls1.gamma", "blocks.0.mlp.fc1.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
