#include "models/networks/transformers/dit.h"

#include <cmath>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <fmt/ranges.h>

#include "models/networks/checkpoints/public_network.h"
#include "models/networks/kernels/attention.h"
#include "models/networks/kernels/gelu.h"
#include "models/networks/kernels/silu.h"
#include "models/networks/kernels/tangent.h"

namespace odelia {
namespace {

constexpr int64_t kFrequencies = 128;
constexpr double kEpsilon = 1e-6;  // of the norms

struct Published {
  int64_t depth, width, heads;
};
constexpr Published kPublished[] = {{28, 1152, 16}, {24, 1024, 16}, {12, 768, 12}, {12, 384, 6}};

void refuse(const std::string& what) { throw std::invalid_argument("DiT: " + what); }

struct Reader {
  TakenWeights& w;

  /// [out, in], or however many outputs there are where out is 0; convolutions of patches as layers.
  DitLayer layer(const std::string& name, int64_t out, int64_t in) const {
    DitLayer l{w.tensor(name + ".weight"), w.tensor(name + ".bias")};
    const int64_t rows = out > 0 || l.weight.dim() < 1 ? out : l.weight.size(0);
    if (l.weight.dim() < 2 || l.weight.flatten(1).sizes() != at::IntArrayRef({rows, in}) ||
        l.bias.sizes() != at::IntArrayRef({rows}))
      refuse(fmt::format("'{}' is [{}] with a bias of [{}], expected [{}, {}]", name,
                         fmt::join(l.weight.sizes(), ", "), fmt::join(l.bias.sizes(), ", "), rows,
                         in));
    l.weight = l.weight.flatten(1);
    return l;
  }
  /// The layer that gives norms their gains, the parts named, and shifts; gains with their 1.
  DitLayer modulation(const std::string& name, int64_t width, int64_t parts,
                      const std::vector<int64_t>& gains) const {
    auto l = layer(name, parts * width, width);
    l.bias = l.bias.clone();
    for (const int64_t part : gains) l.bias.narrow(0, part * width, width).add_(1);
    return l;
  }
};

}  // namespace

Dit read_dit(TakenWeights& w, Fields& facts) {
  const Reader read{w};
  Dit d;
  const Tensor stem = w.tensor("x_embedder.proj.weight");
  if (stem.dim() != 4 || stem.size(2) != stem.size(3))
    refuse(fmt::format("'x_embedder.proj.weight' is [{}], expected [D, C, p, p]",
                       fmt::join(stem.sizes(), ", ")));
  const int64_t width = stem.size(0);
  d.channels = stem.size(1), d.patch = stem.size(2);
  d.patches = read.layer("x_embedder.proj", width, d.channels * d.patch * d.patch);
  d.places = w.tensor("pos_embed");
  d.side = std::llround(std::sqrt(static_cast<double>(d.places.numel()) / double(width)));
  if (d.places.sizes() != at::IntArrayRef({1, d.side * d.side, width}) || d.side < 1)
    refuse(fmt::format("'pos_embed' is [{}], expected [1, side^2, {}]",
                       fmt::join(d.places.sizes(), ", "), width));
  d.frequencies =
      at::exp(-std::log(10000.0) * at::arange(kFrequencies, w.options()) / double(kFrequencies));
  d.first = read.layer("t_embedder.mlp.0", width, 2 * kFrequencies);
  d.second = read.layer("t_embedder.mlp.2", width, width);
  d.table = w.tensor("y_embedder.embedding_table.weight");
  if (d.table.dim() != 2 || d.table.size(1) != width)
    refuse(fmt::format("'y_embedder.embedding_table.weight' is [{}], expected [labels, {}]",
                       fmt::join(d.table.sizes(), ", "), width));

  std::vector<Tensor> weights, biases;
  const auto modulated = [&](const DitLayer& l) {
    weights.push_back(l.weight), biases.push_back(l.bias);
  };
  for (int64_t i = 0; w.any(fmt::format("blocks.{}.", i)); ++i) {
    const auto at = fmt::format("blocks.{}.", i);
    Dit::Block block{.qkv = read.layer(at + "attn.qkv", 3 * width, width),
                     .out = read.layer(at + "attn.proj", width, width),
                     .up = read.layer(at + "mlp.fc1", 0, width),
                     .down = {}};
    block.down = read.layer(at + "mlp.fc2", width, block.up.weight.size(0));
    d.blocks.push_back(std::move(block));
    modulated(read.modulation(at + "adaLN_modulation.1", width, 6, {1, 4}));
  }
  modulated(read.modulation("final_layer.adaLN_modulation.1", width, 2, {1}));
  d.modulation = {at::cat(weights), at::cat(biases)};
  d.last = read.layer("final_layer.linear", 0, width);
  d.out_channels = d.last.weight.size(0) / (d.patch * d.patch);
  if (d.last.weight.size(0) != d.out_channels * d.patch * d.patch || d.out_channels < 1)
    refuse(fmt::format("'final_layer.linear' has {} outputs, which are no patches of {} x {}",
                       d.last.weight.size(0), d.patch, d.patch));

  d.heads = 0;
  for (const auto& known : kPublished)
    if (known.depth == static_cast<int64_t>(d.blocks.size()) && known.width == width)
      d.heads = known.heads;
  facts.optional("num_heads", d.heads, "attention heads; known of the published sizes");
  if (d.heads < 1 || width % d.heads)
    facts.fail("num_heads",
               fmt::format("is needed, a divisor of {}, as its weights do not say it and {} blocks "
                           "of that width are none of the published",
                           width, d.blocks.size()));
  return d;
}

namespace {

template <class F>
void each_layer_of_blocks(Dit& d, const F& f) {
  for (auto& block : d.blocks)
    for (DitLayer* layer : {&block.qkv, &block.out, &block.up, &block.down}) f(*layer);
}

}  // namespace

void in_bfloat16(Dit& d) {
  each_layer_of_blocks(d, [](DitLayer& layer) {
    layer.weight = layer.weight.to(at::kBFloat16), layer.bias = layer.bias.to(at::kBFloat16);
  });
}

void prepare(Dit& d) {
  const at::NoGradGuard no_grad;
  const auto own = [&](DitLayer& layer) {
    if (layer.weight.is_cpu() && layer.weight.scalar_type() == at::kFloat)
      layer.own = make_convolution(layer.weight, layer.bias, 1, /*differentiable=*/false);
  };
  each_layer_of_blocks(d, own);
  for (DitLayer* layer : {&d.patches, &d.first, &d.second, &d.modulation, &d.last}) own(*layer);
}

namespace {

/// Tokens [B, T, C] as an image [B, C, T, 1], where they lie.
Tensor as_image(const Tensor& tokens) { return tokens.transpose(1, 2).unsqueeze(3); }
Tensor as_tokens(const Tensor& image) { return image.squeeze(3).transpose(1, 2); }

/// Of tokens [B, T, C].
Tensor apply(const DitLayer& layer, const Tensor& x) {
  if (layer.own) return as_tokens(convolve(layer.own, as_image(x)));
  return at::linear(x.to(layer.weight.scalar_type()), layer.weight, layer.bias);
}
/// Of rows [B, C].
Tensor apply_to_rows(const DitLayer& layer, const Tensor& x) {
  return apply(layer, x.unsqueeze(1)).squeeze(1);
}

Tensor normed(const Tensor& x, const Tensor& shift, const Tensor& gain) {
  return at::addcmul(shift, at::layer_norm(x, {x.size(2)}, {}, {}, kEpsilon), gain);
}

Tensor attended(const Tensor& qkv, int64_t heads) {
  return as_tokens(attend(as_image(qkv), heads));
}

/// [B, C, h p, w p] -> [B, h w, C p p]
Tensor patches_of(const Tensor& x, int64_t p) {
  const int64_t b = x.size(0), c = x.size(1), h = x.size(2) / p, w = x.size(3) / p;
  return x.reshape({b, c, h, p, w, p}).permute({0, 2, 4, 1, 3, 5}).reshape({b, h * w, c * p * p});
}
/// [B, side^2, p p C] -> [B, C, side p, side p]
Tensor image_of(const Tensor& tokens, int64_t side, int64_t p) {
  const int64_t b = tokens.size(0), c = tokens.size(2) / (p * p);
  return tokens.reshape({b, side, side, p, p, c})
      .permute({0, 5, 1, 3, 2, 4})
      .reshape({b, c, side * p, side * p});
}

}  // namespace

Tensor forward(const Dit& d, const Tensor& x, const Tensor& time, const Tensor& labels) {
  if (x.dim() != 4 || x.size(1) != d.channels || x.size(2) != d.side * d.patch ||
      x.size(3) != d.side * d.patch)
    refuse(fmt::format("expected x [B, {0}, {1}, {1}], got [{2}]", d.channels, d.side * d.patch,
                       fmt::join(x.sizes(), ", ")));
  if (!labels.defined())
    refuse(fmt::format("it was trained on classes, the last of {} perhaps that of none; say which",
                       d.table.size(0)));
  const auto angle = time.to(d.frequencies.scalar_type()).unsqueeze(1) * d.frequencies;
  const auto of_time =
      apply_to_rows(d.second, silu(apply_to_rows(d.first, at::cat({angle.cos(), angle.sin()}, 1))));
  const auto c = silu(of_time + d.table.index_select(0, labels));
  // [B, 1, D] each.
  const auto modulation =
      apply_to_rows(d.modulation, c).unflatten(1, {-1, 1, d.places.size(2)}).unbind(1);
  auto m = modulation.begin();
  const auto next = [&] { return *m++; };

  Tensor h = apply(d.patches, patches_of(x, d.patch)) + d.places;
  const auto type = h.scalar_type();
  const auto added = [&](const Tensor& y, const Tensor& gate) {
    return at::addcmul(h, y.to(type), gate);
  };
  for (const auto& block : d.blocks) {
    auto shift = next(), gain = next(), gate = next();
    const auto seen = attended(apply(block.qkv, normed(h, shift, gain)), d.heads);
    h = added(apply(block.out, seen), gate);
    shift = next(), gain = next(), gate = next();
    const auto inner = gelu_tanh(apply(block.up, normed(h, shift, gain)));
    h = added(apply(block.down, inner), gate);
  }
  const auto shift = next(), gain = next();
  return image_of(apply(d.last, normed(h, shift, gain)), d.side, d.patch);
}

namespace {

class Network final : public PublicNetwork {
 public:
  explicit Network(const PublicWeights& from) {
    TakenWeights weights(from.all, from.prefix, at::TensorOptions(at::kFloat).device(from.device),
                         "DiT");
    Fields facts(from.facts, from.who);
    dit_ = read_dit(weights, facts);
    facts.finish();
    weights.require_all_taken(from.who);
    if (from.precision == at::kBFloat16) in_bfloat16(dit_);
    differentiable_ = dit_;
    prepare(dit_);
  }
  int64_t channels() const override { return dit_.channels; }
  int64_t size() const override { return dit_.side * dit_.patch; }
  int64_t labels() const override { return dit_.table.size(0); }
  Tensor forward(const Tensor& x, const Tensor& time, const Tensor& labels) override {
    const bool plain = !has_tangent(x) && !(at::GradMode::is_enabled() && x.requires_grad());
    return odelia::forward(plain ? dit_ : differentiable_, x, time, labels);
  }

 private:
  Dit dit_, differentiable_;  ///< as it runs; by LibTorch's products, whose derivatives there are
};

const RegisterPublicNetwork dit{{.architecture = "DiT", .make = [](const PublicWeights& weights) {
                                   return std::make_unique<Network>(weights);
                                 }}};

}  // namespace
}  // namespace odelia
