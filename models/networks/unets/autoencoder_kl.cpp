#include "models/networks/unets/autoencoder_kl.h"

#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/data/images/images.h"
#include "models/networks/unets/diffusers_blocks.h"

namespace odelia {
namespace {

constexpr double kEpsilon = 1e-6;  // of every norm

/// Keys of its config.json that say what the weights say as well, or what is not computed here.
const std::vector<std::string> kNotNeeded = {
    "in_channels",      "out_channels",     "latent_channels",     "block_out_channels",
    "layers_per_block", "down_block_types", "up_block_types",      "sample_size",
    "force_upcast",     "use_quant_conv",   "use_post_quant_conv", "mid_block_add_attention"};

/// Reads what the weights do not say; returns the groups of its norms.
int64_t read(Fields& fields, AutoencoderKl& out) {
  int64_t groups = 32;
  out.scale = 0.18215;  // of diffusers' older files, which leave it out
  if (fields.has("_class_name"))
    fields.optional("scaling_factor", out.scale);
  else
    fields.required("scaling_factor", out.scale, "latents are scaled by it: 0.18215 for sd-vae-ft");
  fields.optional("norm_num_groups", groups, "groups of every GroupNorm");
  if (const auto* shift = fields.value("shift_factor", ""); shift && !shift->is_null())
    fields.optional("shift_factor", out.shift);
  bool centered = true;
  fields.optional("centered", centered, "its images are in [-1, 1], and not in [0, 1]");
  if (fields.has("centered")) out.centered = centered;
  if (const auto* act = fields.value("act_fn", ""); act && *act != "silu")
    fields.fail("act_fn", fmt::format("is {}; only \"silu\" runs here", act->dump()));
  for (const auto& key : kNotNeeded) fields.ignore(key);
  for (const auto& [key, value] : fields.object().items())
    if (key.starts_with("_")) fields.ignore(key);  // _class_name, _diffusers_version
  if (!(out.scale > 0)) fields.fail("scaling_factor", "must be positive");
  if (groups < 1) fields.fail("norm_num_groups", "needs 1 or more");
  return groups;
}

/// A number of every latent channel, [1, C, 1, 1]; undefined where none are stated.
Tensor of_latent_channels(Fields& fields, const std::string& key, int64_t channels,
                          at::TensorOptions options) {
  const auto* value = fields.value(key, "");
  if (!value || value->is_null()) return {};
  std::vector<double> numbers;
  fields.optional(key, numbers, "a number of every channel of the latents");
  if (static_cast<int64_t>(numbers.size()) != channels)
    fields.fail(key, fmt::format("needs a number for each of its latents' {} channels, got {}",
                                 channels, numbers.size()));
  return at::tensor(numbers, at::kDouble).to(options).view({1, -1, 1, 1});
}

/// Mean and standard deviation of the latents, both or none.
void read_whitening(Fields& fields, AutoencoderKl& out, at::TensorOptions options) {
  out.mean = of_latent_channels(fields, "latents_mean", out.latent_channels, options);
  out.deviation = of_latent_channels(fields, "latents_std", out.latent_channels, options);
  if (out.mean.defined() && !out.deviation.defined())
    fields.fail("latents_mean", "needs latents_std beside it");
  if (out.deviation.defined() && !out.mean.defined())
    fields.fail("latents_std", "needs latents_mean beside it");
  if (!out.mean.defined()) return;
  if (!(out.deviation.min().item<double>() > 0)) fields.fail("latents_std", "must be positive");
  if (out.shift != 0) fields.fail("shift_factor", "is given beside latents_mean; leave one out");
}

/// NAME.conv_in, its levels, NAME.mid_block on the side of the latents, and the layers behind them all.
/// factor: by how much the levels change the size.
UNetChain half(const DiffusersBlocks& blocks, const std::string& name, bool encodes,
               int64_t& factor) {
  UNetChain out;
  const auto add = [&](std::vector<UNetLayer> layers) {
    for (auto& layer : layers) out.layers.push_back(std::move(layer));
  };
  add({UNetConv{.map = blocks.w.map(name + ".conv_in")}});
  if (!encodes) add(blocks.middle(name + ".mid_block", 1));
  const std::string to = encodes ? "down" : "up";
  factor = 1;
  for (int64_t level = 0;; ++level) {
    const auto at = fmt::format("{}.{}_blocks.{}", name, to, level);
    if (!blocks.w.any(at + ".")) break;
    for (int64_t i = 0; blocks.has_resnet(at, i); ++i) add(blocks.resnet(at, i));
    const auto resampler = fmt::format("{}.{}samplers.0", at, to);
    if (!blocks.w.any(resampler + ".")) continue;
    add({blocks.resampler(resampler, encodes ? UNetResample::To::half : UNetResample::To::twice)});
    factor *= 2;
  }
  if (encodes) add(blocks.middle(name + ".mid_block", 1));
  out.norm = blocks.norm(name + ".conv_norm_out");
  out.conv = blocks.w.map(name + ".conv_out");
  return out;
}

class KlLatents final : public LatentSpace {
 public:
  KlLatents(AutoencoderKl coder, std::vector<int64_t> shape, std::string identity)
      : coder_(std::move(coder)), shape_(std::move(shape)), identity_(std::move(identity)) {}
  std::vector<int64_t> latent_shape() const override { return shape_; }
  std::vector<int64_t> image_shape() const override {
    return {coder_.channels, shape_[1] * coder_.factor, shape_[2] * coder_.factor};
  }
  Tensor decode(const Tensor& latents) const override {
    return each(latents, [&](const Tensor& row) { return odelia::decode(coder_, row); });
  }
  Tensor encode(const Tensor& images) const override {
    return each(images, [&](const Tensor& row) { return odelia::encode(coder_, to_unit(row)); });
  }
  std::string identity() const override { return identity_; }

 private:
  /// Row by row, in float32 wherever the weights are; on the CPU.
  template <class F>
  Tensor each(const Tensor& rows, const F& f) const {
    const at::NoGradGuard no_grad;
    std::vector<Tensor> out;
    for (int64_t i = 0; i < rows.size(0); ++i) {
      const Tensor row = rows.narrow(0, i, 1).to(coder_.decoder.conv.weight.device());
      out.push_back(
          f(row.is_floating_point() ? row.to(at::kFloat) : row).to(at::kCPU).contiguous());
    }
    return at::cat(out);
  }

  AutoencoderKl coder_;
  std::vector<int64_t> shape_;
  std::string identity_;
};

}  // namespace

AutoencoderKl read_autoencoder_kl(UNetWeights& weights, Fields& facts) {
  AutoencoderKl out;
  const int64_t groups = read(facts, out);
  const DiffusersBlocks blocks{
      .w = weights, .groups = groups, .epsilon = kEpsilon, .pads_after = true, .embeds = false};
  int64_t down = 1;
  out.decoder = half(blocks, "decoder", /*encodes=*/false, out.factor);
  out.encoder = half(blocks, "encoder", /*encodes=*/true, down);
  if (down != out.factor)
    throw std::invalid_argument(
        fmt::format("AutoencoderKL: its encoder makes images {} times smaller, and its decoder {} "
                    "times larger",
                    down, out.factor));
  if (weights.has("post_quant_conv.weight"))
    out.decoder.layers.insert(out.decoder.layers.begin(),
                              UNetConv{.map = weights.map("post_quant_conv")});
  if (weights.has("quant_conv.weight")) out.encoder.after = weights.map("quant_conv");
  out.channels = out.decoder.conv.weight.size(0);
  out.latent_channels = std::get<UNetConv>(out.decoder.layers.front()).map.weight.size(1);
  read_whitening(facts, out, weights.options());
  return out;
}

void prepare(AutoencoderKl& coder) { prepare(coder.encoder), prepare(coder.decoder); }

Tensor decode(const AutoencoderKl& coder, const Tensor& latents) {
  const Tensor raw = coder.mean.defined() ? latents * coder.deviation / coder.scale + coder.mean
                                          : latents / coder.scale + coder.shift;
  const Tensor image = forward(coder.decoder, raw);
  return coder.centered.value_or(true) ? image : 2 * image - 1;
}

Tensor encode(const AutoencoderKl& coder, const Tensor& pixels) {
  const Tensor image = coder.centered.value_or(true) ? pixels : (pixels + 1) / 2;
  const Tensor raw = forward(coder.encoder, image).narrow(1, 0, coder.latent_channels);
  if (coder.mean.defined()) return (raw - coder.mean) * coder.scale / coder.deviation;
  return (raw - coder.shift) * coder.scale;
}

std::shared_ptr<const LatentSpace> latents_of(AutoencoderKl coder,
                                              const std::vector<int64_t>& latent_shape,
                                              const std::string& identity, const std::string& who) {
  if (latent_shape.size() != 3 || latent_shape[0] != coder.latent_channels)
    throw std::invalid_argument(
        fmt::format("{}: its samples are [{}], and latents of its autoencoder [{}, H, W]; give the "
                    "network that it was trained with",
                    who, fmt::join(latent_shape, ", "), coder.latent_channels));
  return std::make_shared<KlLatents>(std::move(coder), latent_shape, identity);
}

}  // namespace odelia
