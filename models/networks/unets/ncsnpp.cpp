// NCSNpp: DDPM++ and NCSN++ in score_sde's code (arXiv:2011.13456).
// Source: yang-song/score_sde_pytorch, models/ncsnpp.py and layerspp.py.
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>
#include <fmt/format.h>

#include "models/networks/unets/unets.h"

namespace odelia {
namespace {

using To = UNetResample::To;

/// Keys of its config that the weights do not say.
struct Facts {
  int64_t num_res_blocks = 0, num_resolutions = 0, image_size = 0;
  bool fir = false, skip_rescale = false, centered = true, scale_by_sigma = false;
};

Facts read(Fields& fields) {
  Facts f;
  std::string combine = "sum";
  fields.required("num_res_blocks", f.num_res_blocks, "residual blocks of a level")
      .required("num_resolutions", f.num_resolutions, "levels: as many as ch_mult has numbers")
      .required("fir", f.fir, "sizes change by the filter [1, 3, 3, 1]")
      .required("skip_rescale", f.skip_rescale, "sums are scaled by sqrt(1/2)")
      .required("centered", f.centered, "its images are in [-1, 1] already, and not in [0, 1]")
      .required("scale_by_sigma", f.scale_by_sigma, "its output is divided by sigma")
      .optional("progressive_combine", combine, "how the image joins: sum")
      .optional("image_size", f.image_size, "height and width of an image");
  if (f.num_res_blocks < 1) fields.fail("num_res_blocks", "needs 1 or more");
  if (f.num_resolutions < 1) fields.fail("num_resolutions", "needs 1 or more");
  if (f.image_size < 0) fields.fail("image_size", "must not be negative");
  if (combine != "sum") fields.fail("progressive_combine", "is not \"sum\", which alone runs here");
  return f;
}

/// all_modules, one after the other.
class Modules {
 public:
  Modules(UNetWeights& weights, const Facts& facts)
      : w_(weights), facts_(facts), scale_(facts.skip_rescale ? std::sqrt(0.5) : 1) {}

  bool fourier() const { return has("W"); }
  bool layer() const { return has("weight") && dims("weight") == 2; }
  bool norm_next() const { return has("weight") && dims("weight") == 1; }
  bool attends() const { return has("NIN_3.W"); }
  /// It is a residual block.
  bool block_next() const { return has("GroupNorm_1.weight"); }
  /// A strided convolution by the filter, as a pyramid of the image has it.
  bool filtered() const { return has("Conv2d_0.weight"); }
  bool joins() const {
    return has("Conv_0.weight") && !block_next() && dims("Conv_0.weight") == 4 &&
           w_.tensor(here("Conv_0.weight")).size(2) == 1;
  }

  Tensor frequencies() { return 2 * std::numbers::pi * w_.tensor(take("W")); }
  UNetMap map() { return w_.map(take()); }
  UNetNorm norm() { return norm_at(take()); }

  UNetLayer block(To to = To::same) {
    const auto name = take();
    UNetBlock block{.norm0 = norm_at(name + ".GroupNorm_0"),
                    .norm1 = norm_at(name + ".GroupNorm_1"),
                    .resample = resample(to),
                    .conv0 = w_.map(name + ".Conv_0"),
                    .conv1 = w_.map(name + ".Conv_1"),
                    .embedding = w_.map(name + ".Dense_0"),
                    .scale = scale_};
    if (w_.has(name + ".Conv_2.weight"))
      block.skip = w_.map(name + ".Conv_2");
    else if (w_.has(name + ".NIN_0.W"))
      block.skip = nin(name + ".NIN_0");
    return block;
  }

  UNetLayer attention() {
    const auto name = take();
    const auto q = nin(name + ".NIN_0"), k = nin(name + ".NIN_1"), v = nin(name + ".NIN_2");
    return UNetAttention{
        .norm = norm_at(name + ".GroupNorm_0"),
        .qkv = {at::cat({q.weight, k.weight, v.weight}), at::cat({q.bias, k.bias, v.bias})},
        .out = nin(name + ".NIN_3"),
        .scale = scale_};
  }

  /// Half or twice the size: a residual block, else a convolution or none, as ResnetBlockDDPM has.
  UNetLayer resampler(To to) {
    if (block_next()) return block(to);
    const auto name = take();
    if (facts_.fir || w_.has(name + ".Conv2d_0.weight"))
      throw std::invalid_argument(
          "U-Net: resblock_type \"ddpm\" with fir, which no released config has, does not run "
          "here");
    if (!w_.any(name + ".")) return UNetConv{.resample = resample(to)};
    auto map = w_.map(name + ".Conv_0");
    if (to == To::twice) return UNetConv{resample(to), std::move(map)};
    map.stride = 2;
    map.pads_after = true;
    return UNetConv{.map = std::move(map)};
  }

  /// What the step just read takes of the image, if anything.
  std::optional<UNetPyramid> pyramid() {
    if (filtered()) {
      if (!facts_.skip_rescale)
        throw std::invalid_argument(
            "U-Net: a residual pyramid without skip_rescale does not run here");
      return UNetPyramid{true, {resample(To::half, true), w_.map(take("Conv2d_0"))}};
    }
    if (joins()) return UNetPyramid{false, {resample(To::half), w_.map(take("Conv_0"))}};
    return {};
  }

  UNetResample resample(To to) const { return resample(to, facts_.fir); }

  void finish() const {
    if (w_.any(here("")))
      throw std::invalid_argument(
          fmt::format("U-Net: '{}' has no place in {} levels of {} blocks; are num_res_blocks and "
                      "num_resolutions right?",
                      here(""), facts_.num_resolutions, facts_.num_res_blocks));
  }

 private:
  std::string here(const std::string& part) const {
    return fmt::format("all_modules.{}.{}", at_, part);
  }
  bool has(const std::string& part) const { return w_.has(here(part)); }
  int64_t dims(const std::string& part) const { return w_.tensor(here(part)).dim(); }
  std::string take(const std::string& part = "") {
    auto name = here(part);
    ++at_;
    if (part.empty()) name.pop_back();
    return name;
  }
  UNetNorm norm_at(const std::string& name) const { return w_.norm(name, 1e-6); }
  /// A 1x1 convolution kept as W [in, out] and b.
  UNetMap nin(const std::string& name) const {
    const auto w = w_.tensor(name + ".W");
    return {w.t().reshape({w.size(1), w.size(0), 1, 1}), w_.tensor(name + ".b")};
  }
  UNetResample resample(To to, bool fir) const {
    if (to == To::same || !fir) return by_means(to, w_.options());
    return {to, at::tensor({0.125, 0.375, 0.375, 0.125}, w_.options())};
  }

  UNetWeights& w_;
  Facts facts_;
  double scale_;
  int64_t at_ = 0;
};

UNetEmbedding embedding(Modules& modules, const UNetWeights& w) {
  UNetEmbedding e;
  e.sines_first = true;
  e.of_logarithm = modules.fourier();
  if (e.of_logarithm) e.frequencies = modules.frequencies();
  if (!modules.layer())
    throw std::invalid_argument("U-Net: a network that is not told the time does not run here");
  e.first = modules.map();
  e.second = modules.map();
  if (!e.of_logarithm) e.frequencies = exponentials(e.first.weight.size(1) / 2, 1, w.options());
  return e;
}

UNetPlan plan(UNetWeights& w, Fields& fields) {
  const Facts facts = read(fields);
  w.ignore("sigmas");
  Modules modules(w, facts);
  UNetPlan out{.embedding = embedding(modules, w)};
  if (facts.scale_by_sigma && !out.embedding.of_logarithm)
    throw std::invalid_argument(
        "U-Net: an NCSN++ of discrete levels (positional embedding, scale_by_sigma) is told the "
        "index of a sigma, the largest first, and does not run here; take the continuous one");
  out.over_time = facts.scale_by_sigma;
  if (!facts.centered) out.input_scale = 2, out.input_shift = -1;
  out.size = facts.image_size;
  const auto stem = modules.map();
  out.channels = stem.weight.size(1);
  out.encoder.push_back({{UNetConv{.map = stem}}});
  for (int64_t level = 0; level < facts.num_resolutions; ++level) {
    for (int64_t i = 0; i < facts.num_res_blocks; ++i) {
      out.encoder.push_back({{modules.block()}});
      if (modules.attends()) out.encoder.back().layers.push_back(modules.attention());
    }
    if (level + 1 == facts.num_resolutions) break;
    out.encoder.push_back({{modules.resampler(To::half)}});
    out.encoder.back().pyramid = modules.pyramid();
  }
  out.middle.push_back(modules.block());
  out.middle.push_back(modules.attention());
  out.middle.push_back(modules.block());
  for (int64_t level = facts.num_resolutions; level-- > 0;) {
    for (int64_t i = 0; i <= facts.num_res_blocks; ++i)
      out.decoder.push_back({.concatenates = true, .layers = {modules.block()}});
    auto& last = out.decoder.back();
    if (modules.attends()) last.layers.push_back(modules.attention());
    if (modules.norm_next()) {
      last.output = UNetOutput{.norm = modules.norm(), .conv = modules.map()};
      if (level + 1 < facts.num_resolutions) last.output->resample = modules.resample(To::twice);
      out.out_channels = last.output->conv.weight.size(0);
    }
    if (level > 0) out.decoder.push_back({.layers = {modules.resampler(To::twice)}});
  }
  modules.finish();
  return out;
}

const RegisterUNet ncsnpp{{.architecture = "NCSNpp", .plan = plan}};

}  // namespace
}  // namespace odelia
