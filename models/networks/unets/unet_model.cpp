// UNetModel: the U-Net of improved-diffusion (arXiv:2102.09672), guided-diffusion (ADM,
// arXiv:2105.05233) and torchcfm.  Source: openai/guided-diffusion, guided_diffusion/unet.py.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "models/networks/unets/unets.h"

namespace odelia {
namespace {

using To = UNetResample::To;

struct Facts {
  int64_t num_heads = 0, num_head_channels = 0, image_size = 0;
  bool use_new_attention_order = false;
};

Facts read(Fields& fields) {
  Facts f;
  fields.optional("num_heads", f.num_heads, "attention heads")
      .optional("num_head_channels", f.num_head_channels,
                "channels of an attention head, in the place of num_heads")
      .optional("use_new_attention_order", f.use_new_attention_order,
                "queries, keys and values are told apart before the heads are")
      .optional("image_size", f.image_size, "height and width of an image");
  if (f.num_heads < 0 || f.num_head_channels < 0 || f.image_size < 0)
    fields.fail("num_heads", "num_head_channels and image_size must not be negative");
  return f;
}

struct Reader {
  UNetWeights& w;
  Facts facts;

  UNetNorm norm(const std::string& name) const { return w.norm(name, 32, 1e-5); }

  UNetResample resample(To to) const { return by_means(to, w.options()); }

  UNetLayer block(const std::string& name, To to) const {
    UNetBlock block{.norm0 = norm(name + ".in_layers.0"),
                    .norm1 = norm(name + ".out_layers.0"),
                    .resample = resample(to),
                    .conv0 = w.map(name + ".in_layers.2"),
                    .conv1 = w.map(name + ".out_layers.3"),
                    .embedding = w.map(name + ".emb_layers.1")};
    block.scale_shift = block.embedding.weight.size(0) == 2 * block.conv0.weight.size(0);
    if (w.has(name + ".skip_connection.weight")) block.skip = w.map(name + ".skip_connection");
    return block;
  }

  UNetLayer attention(const std::string& name) const {
    UNetAttention out{.norm = norm(name + ".norm"), .out = w.map(name + ".proj_out")};
    const auto qkv = w.map(name + ".qkv");
    if (facts.num_heads == 0 && facts.num_head_channels == 0)
      throw std::invalid_argument(
          "U-Net: its weights do not say how many heads attend; give num_heads, or "
          "num_head_channels (guided-diffusion's at 64 x 64 and above: 64), as its training "
          "script does");
    out.heads = facts.num_head_channels > 0 ? qkv.weight.size(1) / facts.num_head_channels
                                            : facts.num_heads;
    out.qkv =
        in_our_order(qkv, out.heads,
                     facts.use_new_attention_order ? QkvOrder::qkv_head_d : QkvOrder::head_qkv_d);
    return out;
  }

  /// The layers of input_blocks.I, middle_block or output_blocks.I; a residual block that is not the
  /// first, or that stands where the size changes, changes it.
  std::vector<UNetLayer> layers(const std::string& name, To first, To later) const {
    std::vector<UNetLayer> out;
    for (int64_t i = 0; w.any(fmt::format("{}.{}.", name, i)); ++i) {
      const auto at = fmt::format("{}.{}", name, i);
      if (w.any(at + ".in_layers."))
        out.push_back(block(at, i == 0 ? first : later));
      else if (w.any(at + ".qkv."))
        out.push_back(attention(at));
      else if (w.any(at + ".op."))
        out.push_back(UNetConv{.map = w.map(at + ".op")}),
            std::get<UNetConv>(out.back()).map.stride = 2;
      else if (w.any(at + ".conv."))
        out.push_back(UNetConv{resample(To::twice), w.map(at + ".conv")});
      else
        out.push_back(UNetConv{.map = w.map(at)});
    }
    return out;
  }
};

std::string at(const char* side, int64_t i) { return fmt::format("{}_blocks.{}", side, i); }

/// How many of NAME0., NAME1., ... there are, gaps counted.
int64_t count(const UNetWeights& w, const std::string& name) {
  int64_t last = -1;
  for (const auto& each : w.names())
    if (each.starts_with(name)) {
      const auto digits = each.substr(name.size(), each.find('.', name.size()) - name.size());
      if (!digits.empty() && digits.size() < 7 &&
          digits.find_first_not_of("0123456789") == std::string::npos)
        last = std::max<int64_t>(last, std::stoll(digits));
    }
  return last + 1;
}

/// Levels of the network: one more than the steps of its encoder that halve the size, which have a
/// strided convolution, no weights at all, or are one residual block after those of a level.
int64_t levels(const UNetWeights& w, int64_t steps) {
  int64_t ups = 0, gaps = 0;
  for (int64_t i = 0; i < steps; ++i) {
    gaps += !w.any(at("input", i) + ".");
    for (const char* place : {".1", ".2"})
      ups += w.any(at("output", i) + place + ".in_layers.") ||
             w.any(at("output", i) + place + ".conv.");
  }
  return 1 + std::max(ups, gaps);
}

UNetPlan plan(UNetWeights& w, Fields& fields) {
  const Reader reader{w, read(fields)};
  UNetPlan out;
  auto& e = out.embedding;
  e.first = w.map("time_embed.0");
  e.second = w.map("time_embed.2");
  e.frequencies = exponentials(e.first.weight.size(1) / 2, 0, w.options());
  if (w.has("label_emb.weight")) {
    e.late = w.tensor("label_emb.weight");
    e.labels = e.late.size(0);
  }
  const int64_t steps = count(w, "input_blocks."), of_decoder = count(w, "output_blocks.");
  const int64_t levels = odelia::levels(w, steps);
  if (steps < 1 || steps != of_decoder || steps % levels)
    throw std::invalid_argument(
        fmt::format("U-Net: {} input_blocks and {} output_blocks of {} levels do not make one",
                    steps, of_decoder, levels));
  const int64_t a_level = steps / levels;  // residual blocks, and one more
  for (int64_t i = 0; i < steps; ++i) {
    const bool halves = i > 0 && i % a_level == 0;
    auto layers = reader.layers(at("input", i), halves ? To::half : To::same, To::same);
    if (layers.empty()) layers.push_back(UNetConv{.resample = reader.resample(To::half)});
    out.encoder.push_back({std::move(layers)});
  }
  out.middle = reader.layers("middle_block", To::same, To::same);
  for (int64_t i = 0; i < steps; ++i) {
    auto layers = reader.layers(at("output", i), To::same, To::twice);
    const bool doubles = i + 1 < steps && (i + 1) % a_level == 0;
    const auto place = [&](const char* p) { return w.any(at("output", i) + p); };
    if (doubles && !place(".1.in_layers.") && !place(".2.in_layers.") && !place(".1.conv.") &&
        !place(".2.conv."))
      layers.push_back(UNetConv{.resample = reader.resample(To::twice)});
    out.decoder.push_back({.concatenates = true, .layers = std::move(layers)});
  }
  UNetOutput output{.norm = reader.norm("out.0"), .conv = w.map("out.2")};
  out.channels = w.map("input_blocks.0.0").weight.size(1);
  out.out_channels = output.conv.weight.size(0);
  out.size = reader.facts.image_size;
  out.decoder.back().output = std::move(output);
  return out;
}

const RegisterUNet unet_model{{.architecture = "UNetModel", .plan = plan}};

}  // namespace
}  // namespace odelia
