#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const auto* projection = net.shape("all_modules.0.W");
  const bool fourier = projection && projection->size() == 1;
  const std::string embedding = fourier ? "all_modules.1.weight" : "all_modules.0.weight";
  const int64_t nf = net.size(embedding, 0) / 4;
  int64_t channels = 0;
  for (const auto& name : net.matching("all_modules.*.weight"))  // the first that is a convolution
    if (net.shape(name)->size() == 4 && channels == 0) channels = net.size(name, 1);
  if (nf == 0 || channels == 0) return {};
  return nlohmann::ordered_json{
      {"nf", nf},
      {"num_channels", channels},
      {"embedding_type", fourier ? "fourier" : "positional"},
      {"resblock_type", net.matching("all_modules.*.Conv_2.weight").empty() ? "ddpm" : "biggan"},
      {"residual_blocks", net.matching("all_modules.*.Conv_1.weight").size()},
      {"attention_blocks", net.matching("all_modules.*.NIN_3.W").size()},
      {"not_in_the_weights", {"image_size", "ch_mult", "fir"}}};
}

const RegisterArchitecture ncsnpp{
    {.name = "NCSNpp",
     .summary = "score_sde's DDPM++ and NCSN++",
     .source = "yang-song/score_sde_pytorch, models/ncsnpp.py",
     .keys = {"all_modules.0.*", "all_modules.*.GroupNorm_0.weight", "all_modules.*.Conv_0.weight",
              "all_modules.*.Dense_0.weight", "all_modules.*.NIN_3.W"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
