#include "models/networks/checkpoints/recognise.h"

namespace odelia {
namespace {

std::optional<nlohmann::ordered_json> sizes(const NamedShapes& net) {
  const int64_t classes = net.size("fc.weight", 0);
  return nlohmann::ordered_json{
      {"variant", classes == 1008   ? "FID's, ported from inception-2015-12-05 (pytorch-fid)"
                  : classes == 1000 ? "torchvision's, which is not FID's"
                                    : "another than FID's"},
      {"features", net.size("fc.weight", 1)},
      {"classes", classes},
      {"auxiliary_classifier", net.has("AuxLogits.fc.weight")}};
}

const RegisterArchitecture inception{
    {.name = "Inception v3",
     .summary = "the extractor of FID",
     .source = "mseitzer/pytorch-fid, src/pytorch_fid/inception.py",
     .keys = {"Conv2d_1a_3x3.conv.weight", "Mixed_5b.branch1x1.conv.weight",
              "Mixed_6b.branch7x7_1.conv.weight", "Mixed_7c.branch_pool.conv.weight", "fc.weight"},
     .sizes = sizes}};

}  // namespace
}  // namespace odelia
