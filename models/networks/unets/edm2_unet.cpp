// EDM2's U-Net (arXiv:2312.02696), without its preconditioning and its estimate of uncertainty.
// Source: NVlabs/edm2, training/networks_edm2.py.
#include <cmath>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>

#include "models/networks/unets/edm_blocks.h"
#include "models/networks/unets/unets.h"

namespace odelia {
namespace {

using To = UNetResample::To;

/// Arguments of its constructor; what a released network is made with unless it says otherwise.
struct Facts {
  int64_t channels_per_head = 64;
  double res_balance = 0.3, attn_balance = 0.3, clip_act = 256;
  double label_balance = 0.5, concat_balance = 0.5;
};

Facts read(Fields& fields) {
  Facts f;
  fields.optional("channels_per_head", f.channels_per_head, "channels of an attention head")
      .optional("res_balance", f.res_balance, "the residual branch's weight")
      .optional("attn_balance", f.attn_balance, "the attention's weight")
      .optional("clip_act", f.clip_act, "the largest activation")
      .optional("label_balance", f.label_balance, "the label's weight beside the time's")
      .optional("concat_balance", f.concat_balance, "the skip's weight beside the decoder's");
  if (f.channels_per_head < 1) fields.fail("channels_per_head", "needs 1 or more");
  if (!(f.clip_act > 0)) fields.fail("clip_act", "must be positive");
  for (const auto& [key, t] : {std::pair{"res_balance", f.res_balance},
                               {"attn_balance", f.attn_balance},
                               {"label_balance", f.label_balance},
                               {"concat_balance", f.concat_balance}})
    if (!(t > 0 && t < 1)) fields.fail(key, "must be between 0 and 1");
  return f;
}

struct Reader {
  UNetWeights& w;
  Facts facts;

  /// gain w / (|w| + 1e-4 sqrt(n)) for the n weights of every output (eq. 47 and 66).
  UNetMap map(const std::string& name, const Tensor& gain = {}) const {
    UNetMap out = w.map(name);
    const auto rows = out.weight.flatten(1);
    const double eps = 1e-4 * std::sqrt(double(rows.size(1)));
    auto scaled = rows / (at::linalg_vector_norm(rows, 2, {1}, /*keepdim=*/true) + eps);
    if (gain.defined()) scaled = scaled * gain;
    out.weight = scaled.reshape(out.weight.sizes());
    return out;
  }

  UNetLayer block(const std::string& name, bool encodes, To to = To::same) const {
    UNetMagnitudeBlock out{.encodes = encodes,
                           .conv0 = map(name + ".conv_res0"),
                           .conv1 = map(name + ".conv_res1"),
                           .embedding = map(name + ".emb_linear", w.tensor(name + ".emb_gain")),
                           .balance = facts.res_balance,
                           .attention_balance = facts.attn_balance,
                           .clip = facts.clip_act};
    if (to != To::same) out.resample = {to, at::full({2}, 0.5, w.options())};
    if (w.has(name + ".conv_skip.weight")) out.skip = map(name + ".conv_skip");
    if (!w.has(name + ".attn_qkv.weight")) return out;
    const auto qkv = map(name + ".attn_qkv");
    out.heads = qkv.weight.size(1) / facts.channels_per_head;
    out.qkv = in_our_order(qkv, out.heads, QkvOrder::head_d_qkv);
    out.out = map(name + ".attn_proj");
    return out;
  }
};

UNetEmbedding embedding(const Reader& reader) {
  UNetWeights& w = reader.w;
  UNetEmbedding e;
  e.frequencies = w.tensor("emb_fourier.freqs");
  e.phases = w.tensor("emb_fourier.phases");
  e.label_balance = reader.facts.label_balance;
  e.first = reader.map("emb_noise");
  if (!w.has("emb_label.weight")) return e;
  const auto rows = reader.map("emb_label").weight.t();
  e.labels = e.no_label = rows.size(0);
  e.late = at::cat({rows * std::sqrt(double(e.labels)), at::zeros({1, rows.size(1)}, w.options())});
  return e;
}

UNetPlan plan(UNetWeights& w, Fields& fields) {
  const Reader reader{w, read(fields)};
  UNetPlan out{.embedding = embedding(reader)};
  const auto levels = EdmBlocks{.weights = w}.resolutions();
  out.size = levels[0];
  out.adds_ones = true;
  const auto stem = reader.map(edm_module("enc", levels[0], "conv"));
  out.channels = stem.weight.size(1) - 1;
  for (const int64_t r : levels) {
    if (r == levels[0])
      out.encoder.push_back({{UNetConv{.map = stem}}});
    else
      out.encoder.push_back({{reader.block(edm_module("enc", r, "down"), true, To::half)}});
    for (int64_t i = 0; w.any(edm_module("enc", r, fmt::format("block{}.", i))); ++i)
      out.encoder.push_back(
          {{reader.block(edm_module("enc", r, fmt::format("block{}", i)), true)}});
  }
  for (const char* name : {"in0", "in1"})
    out.middle.push_back(reader.block(edm_module("dec", levels.back(), name), false));
  size_t joins = 0;
  for (auto r = levels.rbegin(); r != levels.rend(); ++r) {
    if (r != levels.rbegin())
      out.decoder.push_back(
          {.layers = {reader.block(edm_module("dec", *r, "up"), false, To::twice)}});
    for (int64_t i = 0; w.any(edm_module("dec", *r, fmt::format("block{}.", i))); ++i, ++joins)
      out.decoder.push_back(
          {.concatenates = true,
           .balance = reader.facts.concat_balance,
           .layers = {reader.block(edm_module("dec", *r, fmt::format("block{}", i)), false)}});
  }
  if (joins != out.encoder.size())
    throw std::invalid_argument(
        fmt::format("U-Net: {} steps of its encoder, and {} blocks of its decoder that take them",
                    out.encoder.size(), joins));
  out.decoder.back().output = UNetOutput{.conv = reader.map("out_conv", w.tensor("out_gain"))};
  out.out_channels = out.channels;
  return out;
}

const RegisterUNet edm2_unet{{.architecture = "EDM2 UNet", .plan = plan}};

}  // namespace
}  // namespace odelia
