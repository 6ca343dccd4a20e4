#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  int64_t blocks = 0;
  while (net.has("_blocks." + std::to_string(blocks) + "._project_conv.weight")) ++blocks;
  // Lite: no squeeze and excitation.  The others have more blocks or wider ones.
  if (blocks != 16 || !net.matching("*._se_reduce.weight").empty() ||
      net.size("_blocks.15._project_conv.weight", 0) != 320)
    return {};
  return nlohmann::ordered_json{{"features", net.size("_conv_head.weight", 0)},
                                {"classes", net.size("_fc.weight", 0)},
                                {"blocks", blocks},
                                {"input", "(x - 127)/128 of 0 to 255, 224 x 224"}};
}

const RegisterArchitecture efficientnet_lite0{
    {.name = "EfficientNet-Lite0",
     .summary = "a small extractor trained on ImageNet",
     .source = "the package efficientnet-lite-pytorch, efficientnet_lite_pytorch/model.py",
     .keys = {"_conv_stem.weight", "_blocks.0._depthwise_conv.weight", "_conv_head.weight",
              "_fc.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
