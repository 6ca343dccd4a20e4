// SongUNet: DDPM++ and NCSN++ (arXiv:2011.13456) in EDM's code (NVlabs/edm, training/networks.py).
#include <cmath>
#include <numbers>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>

#include "models/networks/unets/edm_blocks.h"
#include "models/networks/unets/unets.h"

namespace odelia {
namespace {

UNetEmbedding embedding(UNetWeights& w) {
  UNetEmbedding e;
  e.first = w.map("map_layer0");
  e.second = w.map("map_layer1");
  const int64_t channels = e.first.weight.size(1);
  e.frequencies = w.has("map_noise.freqs") ? 2 * std::numbers::pi * w.tensor("map_noise.freqs")
                                           : powers(channels / 2, 1, w.options());
  e.sines_first = true;
  w.ignore("map_augment.");  // nothing is augmented: zero
  if (!w.has("map_label.weight")) return e;
  const auto map = w.map("map_label");
  e.labels = e.no_label = map.weight.size(1);
  const auto rows = map.weight.t() * std::sqrt(double(e.labels));
  e.early = at::cat({rows, at::zeros({1, channels}, rows.options())}) + map.bias;
  return e;
}

/// What the encoder's step for the resolution takes of the image.
std::optional<UNetPyramid> pyramid(UNetWeights& w, int64_t r) {
  using To = UNetResample::To;
  const auto residual = edm_module("enc", r, "aux_residual"),
             down = edm_module("enc", r, "aux_down"), skip = edm_module("enc", r, "aux_skip");
  if (w.any(residual + "."))
    return UNetPyramid{true, {{To::half, w.taps(residual + ".resample_filter")}, w.map(residual)}};
  if (w.any(skip + "."))
    return UNetPyramid{false, {{To::half, w.taps(down + ".resample_filter")}, w.map(skip)}};
  return {};
}

UNetPlan plan(UNetWeights& w, Fields&) {
  UNetPlan out{.embedding = embedding(w)};
  constexpr double epsilon = 1e-6;
  const auto levels = edm_resolutions(w);
  auto stem = w.map(edm_module("enc", levels[0], "conv"));
  out.channels = stem.weight.size(1);
  fill_edm(out, w, std::move(stem),
           EdmBlocks{.weights = w, .epsilon = epsilon, .scale = std::sqrt(0.5)});
  const size_t in_encoder = out.encoder.size() / levels.size(),
               in_decoder = (out.decoder.size() + 1) / levels.size();
  for (size_t level = 0; level < levels.size(); ++level) {
    const int64_t r = levels[level];
    if (level > 0) out.encoder[level * in_encoder].pyramid = pyramid(w, r);
    const auto name = [&](const char* part) { return edm_module("dec", r, part); };
    if (!w.any(name("aux_norm."))) continue;
    UNetOutput output{.norm = w.norm(name("aux_norm"), epsilon), .conv = w.map(name("aux_conv"))};
    if (w.any(name("aux_up.")))
      output.resample = {UNetResample::To::twice, w.taps(name("aux_up.resample_filter"))};
    out.decoder[(levels.size() - level) * in_decoder - 2].output = std::move(output);
  }
  out.out_channels = w.map(edm_module("dec", levels[0], "aux_conv")).weight.size(0);
  return out;
}

const RegisterUNet song_unet{{.architecture = "SongUNet", .plan = plan}};

}  // namespace
}  // namespace odelia
