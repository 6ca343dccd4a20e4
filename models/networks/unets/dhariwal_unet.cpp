// DhariwalUNet: ADM (arXiv:2105.05233) in EDM's code (NVlabs/edm, training/networks.py).
#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>

#include "models/networks/unets/edm_blocks.h"
#include "models/networks/unets/unets.h"

namespace odelia {
namespace {

UNetPlan plan(UNetWeights& w, Fields&) {
  UNetPlan out;
  auto& e = out.embedding;
  e.first = w.map("map_layer0");
  e.second = w.map("map_layer1");
  e.frequencies = powers(e.first.weight.size(1) / 2, 0, w.options());
  w.ignore("map_augment.");  // nothing is augmented: zero
  if (w.has("map_label.weight")) {
    const auto rows = w.map_without_bias("map_label").weight.t();
    e.labels = e.no_label = rows.size(0);
    e.late = at::cat({rows, at::zeros({1, rows.size(1)}, rows.options())});
  }
  const EdmBlocks blocks{.weights = w, .channels_per_head = 64};
  auto stem = w.map(edm_module("enc", edm_resolutions(w)[0], "conv"));
  out.channels = stem.weight.size(1);
  fill_edm(out, w, std::move(stem), blocks);
  UNetOutput output{.norm = w.norm("out_norm", blocks.epsilon), .conv = w.map("out_conv")};
  out.out_channels = output.conv.weight.size(0);
  out.decoder.back().output = std::move(output);
  return out;
}

const RegisterUNet dhariwal_unet{{.architecture = "DhariwalUNet", .plan = plan}};

}  // namespace
}  // namespace odelia
