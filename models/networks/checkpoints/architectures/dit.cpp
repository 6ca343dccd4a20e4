#include <cmath>

#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const int64_t hidden = net.size("x_embedder.proj.weight", 0),
                patch = net.size("x_embedder.proj.weight", 3),
                depth = net.count("blocks.", ".attn.qkv.weight");
  if (hidden == 0 || patch == 0 || depth == 0) return {};
  struct Known {
    int64_t depth, hidden;
    const char* name;
  };
  std::string size = "of another size";
  for (const Known& known :
       {Known{28, 1152, "XL"}, Known{24, 1024, "L"}, Known{12, 768, "B"}, Known{12, 384, "S"}})
    if (known.depth == depth && known.hidden == hidden)
      size = std::string(known.name) + "/" + std::to_string(patch);
  nlohmann::ordered_json out = {
      {"size", size},
      {"in_channels", net.size("x_embedder.proj.weight", 1)},
      {"out_channels", ratio(net.size("final_layer.linear.weight", 0), patch * patch)},
      {"patch_size", patch},
      {"hidden_size", hidden},
      {"depth", depth},
      {"mlp_ratio", ratio(net.size("blocks.0.mlp.fc1.weight", 0), hidden)},
      {"labels", net.size("y_embedder.embedding_table.weight", 0)}};  // the last: no label
  const auto side =
      static_cast<int64_t>(std::lround(std::sqrt(static_cast<double>(net.size("pos_embed", 1)))));
  if (side > 0) out["input_size"] = side * patch;
  out["not_in_the_weights"] = {"num_heads", "whether it is a DiT or a SiT"};
  return out;
}

const RegisterArchitecture dit{
    {.name = "DiT",
     .summary = "a diffusion transformer: DiT or SiT, whose tensors have the same names",
     .source = "facebookresearch/DiT, models.py; willisma/SiT, models.py",
     .keys = {"x_embedder.proj.weight", "t_embedder.mlp.0.weight",
              "y_embedder.embedding_table.weight", "blocks.0.adaLN_modulation.1.weight",
              "final_layer.linear.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
