#include "models/networks/classifier/classifier.h"

#include <cmath>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/zeros.h>

#include "solvers/uploads.h"

namespace odelia {
namespace {

constexpr double kEpsilon = 1e-5;
constexpr int64_t kBatch = 50;

std::vector<std::string> convolutions(const ClassifierConfig& c) {
  std::vector<std::string> names;
  for (size_t i = 0; i < c.widths.size(); ++i)
    for (int j : {1, 2}) names.push_back(fmt::format("group{}.conv{}", i, j));
  return names;
}

/// Filters that turn 2x2 patches into uncorrelated numbers of variance one, each with both signs.
/// images: float [N, C, H, W]; returns [8 C, C, 2, 2].
Tensor whitening_filters(const Tensor& images) {
  const int64_t c = images.size(1), d = 4 * c;
  const auto patches = images.unfold(2, 2, 1)
                           .unfold(3, 2, 1)
                           .permute({0, 2, 3, 1, 4, 5})
                           .reshape({-1, d})
                           .to(at::kDouble);
  const auto [values, vectors] = at::linalg_eigh(at::mm(patches.t(), patches) / patches.size(0));
  const auto filters = (vectors / at::sqrt(values + 5e-4)).t().reshape({d, c, 2, 2});
  return at::cat({filters, -filters}).to(at::kFloat).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

void check(const ClassifierConfig& c) {
  const auto refuse = [](const std::string& what) {
    throw std::invalid_argument("classifier: " + what);
  };
  if (c.channels < 1 || c.classes < 2) refuse("needs at least one channel and two classes");
  constexpr int64_t most = 1 << 20;
  if (c.channels > most || c.classes > most || c.size > most)
    refuse(fmt::format("channels, classes and size are at most {}", most));
  if (c.widths.empty() || c.widths.size() > 16) refuse("needs 1 to 16 widths");
  for (int64_t w : c.widths)
    if (w < 1 || w > most) refuse(fmt::format("widths must be 1 to {}, got {}", most, w));
  if ((c.size - 1) >> c.widths.size() < 1)
    refuse(
        fmt::format("an image of size {} is too small for {} poolings", c.size, c.widths.size()));
  if (static_cast<int64_t>(c.mean.size()) != c.channels ||
      static_cast<int64_t>(c.std.size()) != c.channels)
    refuse(fmt::format("mean and std need one value for each of {} channels", c.channels));
  for (double s : c.std)
    if (!(s > 0)) refuse("std must be positive");
}

ParameterSet make_classifier(const ClassifierConfig& c, const Tensor& images, uint64_t seed) {
  check(c);
  ParameterSet p;
  auto generator = at::detail::createCPUGenerator(seed);
  p["whiten.weight"] = images.defined() ? whitening_filters(normalise(c, images))
                                        : at::zeros({8 * c.channels, c.channels, 2, 2});
  p["whiten.bias"] = at::zeros({8 * c.channels});
  int64_t in = 8 * c.channels;
  for (size_t i = 0; i < c.widths.size(); ++i)
    for (int j : {1, 2}) {
      const auto name = fmt::format("group{}.", i);
      const int64_t out = c.widths[i];
      auto weight = at::randn({out, in, 3, 3}, generator, at::TensorOptions(at::kFloat)) /
                    std::sqrt(9.0 * in);
      // The first filters pass their input on, so that depth does not lose it at the start.
      for (int64_t k = 0; k < std::min(in, out); ++k) weight[k].zero_()[k][1][1] = 1;
      p[name + fmt::format("conv{}.weight", j)] = weight.contiguous(at::MemoryFormat::ChannelsLast);
      p[name + fmt::format("norm{}.bias", j)] = at::zeros({out});
      p[name + fmt::format("norm{}.running_mean", j)] = at::zeros({out});
      p[name + fmt::format("norm{}.running_var", j)] = at::ones({out});
      in = out;
    }
  p["head.weight"] =
      at::randn({c.classes, in}, generator, at::TensorOptions(at::kFloat)) / std::sqrt(double(in));
  p["head.bias"] = at::zeros({c.classes});
  return p;
}

ParameterSet classifier_shapes(const ClassifierConfig& c) {
  check(c);
  ParameterSet p;
  int64_t in = 8 * c.channels;
  p["whiten.weight"] = placeholder({in, c.channels, 2, 2});
  p["whiten.bias"] = placeholder({in});
  for (size_t i = 0; i < c.widths.size(); ++i)
    for (int j : {1, 2}) {
      const auto name = fmt::format("group{}.", i);
      const int64_t from = std::exchange(in, c.widths[i]);
      p[name + fmt::format("conv{}.weight", j)] = placeholder({in, from, 3, 3});
      for (const char* part : {"bias", "running_mean", "running_var"})
        p[name + fmt::format("norm{}.{}", j, part)] = placeholder({in});
    }
  p["head.weight"] = placeholder({c.classes, in});
  p["head.bias"] = placeholder({c.classes});
  return p;
}

Tensor classifier_features(const ClassifierConfig& c, const ParameterSet& p, const Tensor& x,
                           bool training) {
  const bool folded = p.count("group0.conv1.bias");
  const auto conv = [&](const std::string& name, const Tensor& h) {
    return at::conv2d(h, get(p, name + ".weight"), folded ? get(p, name + ".bias") : Tensor(), 1,
                      1);
  };
  const auto norm = [&](const std::string& name, const Tensor& h) {
    if (folded) return h;
    const auto& bias = get(p, name + ".bias");
    return at::batch_norm(h, at::ones_like(bias), bias, get(p, name + ".running_mean"),
                          get(p, name + ".running_var"), training, 0.1, kEpsilon, false);
  };
  auto h = at::silu(at::conv2d(x.contiguous(at::MemoryFormat::ChannelsLast),
                               get(p, "whiten.weight"), get(p, "whiten.bias")));
  for (size_t i = 0; i < c.widths.size(); ++i) {
    const auto name = fmt::format("group{}.", i);
    h = at::silu(norm(name + "norm1", at::max_pool2d(conv(name + "conv1", h), 2)));
    h = at::silu(norm(name + "norm2", conv(name + "conv2", h)));
  }
  return h.flatten(2).amax(2);
}

Tensor classifier_head(const ParameterSet& p, const Tensor& features) {
  return at::linear(features, get(p, "head.weight"), get(p, "head.bias"));
}

ParameterSet fold_batch_norm(const ClassifierConfig& c, const ParameterSet& p) {
  ParameterSet out = {{"whiten.weight", get(p, "whiten.weight")},
                      {"whiten.bias", get(p, "whiten.bias")},
                      {"head.weight", get(p, "head.weight")},
                      {"head.bias", get(p, "head.bias")}};
  for (const auto& conv : convolutions(c)) {
    const auto norm = std::string(conv).replace(conv.find("conv"), 4, "norm");
    const auto gain = at::rsqrt(get(p, norm + ".running_var") + kEpsilon);
    // Positive gains and max-pooling commute, so this is exact for the pooled convolutions too.
    out[conv + ".weight"] = (get(p, conv + ".weight") * gain.view({-1, 1, 1, 1}))
                                .contiguous(at::MemoryFormat::ChannelsLast);
    out[conv + ".bias"] = get(p, norm + ".bias") - get(p, norm + ".running_mean") * gain;
  }
  return out;
}

Tensor normalise(const ClassifierConfig& c, const Tensor& bytes) {
  const auto per_channel = [&](const std::vector<double>& values) {
    return upload(values, bytes.device()).to(at::kFloat).view({1, -1, 1, 1});
  };
  return (bytes.to(at::kFloat) / 255 - per_channel(c.mean)) / per_channel(c.std);
}

Classifier::Classifier(ClassifierCheckpoint checkpoint, at::Device device)
    : checkpoint_(std::move(checkpoint)),
      folded_(fold_batch_norm(checkpoint_.network, checkpoint_.parameters)),
      device_(device) {
  for (auto& [name, value] : folded_) value = value.to(device_);
}

Tensor Classifier::features(const Tensor& images) const {
  at::NoGradGuard no_grad;
  const auto& c = checkpoint_.network;
  const std::vector<int64_t> shape = {c.channels, c.size, c.size};
  if (images.scalar_type() != at::kByte || images.dim() != 4 ||
      images.sizes().slice(1) != at::IntArrayRef(shape))
    throw std::invalid_argument(
        fmt::format("classifier for '{}': expected uint8 images [N, {}], got {} [{}]; "
                    "bring them to that size (--resize), or train a classifier on images like "
                    "these: `odelia train`, task = \"classifier\"",
                    checkpoint_.dataset, fmt::join(shape, ", "),
                    c10::toString(images.scalar_type()), fmt::join(images.sizes(), ", ")));
  const int64_t count = images.size(0);
  auto out = at::empty({count, dimension()});
  for (int64_t from = 0; from < count; from += kBatch) {
    const int64_t n = std::min(kBatch, count - from);
    auto chunk = images.narrow(0, from, n).to(device_);
    if (n < kBatch)
      chunk =
          at::cat({chunk, at::zeros({kBatch - n, c.channels, c.size, c.size}, chunk.options())});
    out.narrow(0, from, n)
        .copy_(classifier_features(c, folded_, normalise(c, chunk), false).narrow(0, 0, n));
  }
  return out;
}

Tensor Classifier::logits(const Tensor& images) const { return class_logits(features(images)); }

Tensor Classifier::class_logits(const Tensor& features) const {
  at::NoGradGuard no_grad;
  return classifier_head(checkpoint_.parameters, features);
}

}  // namespace odelia
