// EDM2's U-Net (arXiv:2312.02696), without its preconditioning and its estimate of uncertainty.
// Source: NVlabs/edm2, training/networks_edm2.py.
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/ones.h>
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
  if (const auto* filter = fields.value("resample_filter", "");
      filter && *filter != nlohmann::json::array({1, 1}))
    fields.fail("resample_filter", fmt::format("is {}; only [1, 1] runs here", filter->dump()));
  if (f.channels_per_head < 1) fields.fail("channels_per_head", "needs 1 or more");
  if (!(f.clip_act > 0)) fields.fail("clip_act", "must be positive");
  for (const auto& [key, t] : {std::pair{"res_balance", f.res_balance},
                               {"attn_balance", f.attn_balance},
                               {"label_balance", f.label_balance},
                               {"concat_balance", f.concat_balance}})
    if (!(t > 0 && t < 1)) fields.fail(key, "must be between 0 and 1");
  return f;
}

/// a (+) b = ((1 - t) a + t b) / sqrt((1 - t)^2 + t^2) (eq. 88).
struct Sum {
  double of_a, of_b;
  explicit Sum(double t) : of_a((1 - t) / std::hypot(1 - t, t)), of_b(t / std::hypot(1 - t, t)) {}
};

constexpr double kSilu = 1 / 0.596;  // what every silu is multiplied by (eq. 81)

/// Factors behind what is not linear are those of the weights behind it: silu's and a sum's.
struct Reader {
  UNetWeights& w;
  Facts facts;

  /// factor gain w / (|w| + 1e-4 sqrt(n)) for the n weights of every output (eq. 47 and 66).
  UNetMap map(const std::string& name, double factor = 1, const Tensor& gain = {}) const {
    UNetMap out = w.map_without_bias(name);
    const auto rows = out.weight.flatten(1);
    const double eps = 1e-4 * std::sqrt(double(rows.size(1)));
    auto scaled = rows * factor / (at::linalg_vector_norm(rows, 2, {1}, /*keepdim=*/true) + eps);
    if (gain.defined()) scaled = scaled * gain;
    out.weight = scaled.reshape(out.weight.sizes());
    return out;
  }

  std::vector<UNetLayer> operator()(const std::string& name, bool encodes, To to) const {
    const Sum with_branch(facts.res_balance), with_attention(facts.attn_balance);
    UNetMagnitudeBlock out{
        .encodes = encodes,
        .conv0 = map(name + ".conv_res0", kSilu),
        .conv1 = map(name + ".conv_res1", kSilu * with_branch.of_b / with_branch.of_a),
        .embedding = map(name + ".emb_linear", kSilu, w.tensor(name + ".emb_gain")),
        .scale = with_branch.of_a,
        .attention_scale = with_attention.of_a,
        .clip = facts.clip_act};
    out.embedding.bias = at::ones({out.embedding.weight.size(0)}, w.options());
    out.resample = by_means(to, w.options());
    if (w.has(name + ".conv_skip.weight")) out.skip = map(name + ".conv_skip");
    if (!w.has(name + ".attn_qkv.weight")) return {std::move(out)};
    const auto qkv = map(name + ".attn_qkv");
    out.heads = qkv.weight.size(1) / facts.channels_per_head;
    out.qkv = in_our_order(qkv, out.heads, QkvOrder::head_d_qkv);
    out.out = map(name + ".attn_proj", with_attention.of_b / with_attention.of_a);
    return {std::move(out)};
  }
};

UNetEmbedding embedding(const Reader& reader) {
  UNetWeights& w = reader.w;
  UNetEmbedding e;
  e.frequencies = w.tensor("emb_fourier.freqs");
  e.phases = w.tensor("emb_fourier.phases");
  const bool labelled = w.has("emb_label.weight");
  const Sum with_label(reader.facts.label_balance);
  e.first = reader.map("emb_noise", std::sqrt(2.0) * (labelled ? with_label.of_a : 1));
  if (!labelled) return e;
  const auto rows = reader.map("emb_label", with_label.of_b).weight.t();
  e.labels = e.no_label = rows.size(0);
  e.late = at::cat({rows * std::sqrt(double(e.labels)), at::zeros({1, rows.size(1)}, w.options())});
  return e;
}

UNetPlan plan(UNetWeights& w, Fields& fields) {
  const Reader reader{w, read(fields)};
  UNetPlan out{.embedding = embedding(reader)};
  out.adds_ones = true;
  auto stem = reader.map(edm_module("enc", edm_resolutions(w)[0], "conv"));
  out.channels = out.out_channels = stem.weight.size(1) - 1;
  fill_edm(out, w, std::move(stem), reader);
  for (auto& step : out.decoder)
    if (step.concatenates) step.balance = reader.facts.concat_balance;
  out.decoder.back().output = UNetOutput{.conv = reader.map("out_conv", 1, w.tensor("out_gain"))};
  return out;
}

const RegisterUNet edm2_unet{{.architecture = "EDM2 UNet", .plan = plan}};

}  // namespace
}  // namespace odelia
