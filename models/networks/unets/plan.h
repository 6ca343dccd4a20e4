#pragma once
#include <algorithm>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "models/networks/kernels/convolution.h"
#include "solvers/tensor.h"

namespace odelia {

/// The public codes' U-Nets, one description of them all: what is computed, in order, with the
/// weights in place.  All tensors are of one type, float32 or float64, but for `in_bfloat16`.

/// A convolution [K, C, k, k] with padding k/2, or a layer [K, C].
struct UNetMap {
  Tensor weight = {}, bias = {};  ///< no bias where undefined
  int64_t stride = 1;
  bool pads_after = false;                      ///< by k/2 right and below only
  std::shared_ptr<const Convolution> own = {};  ///< takes the place of the tensors

  explicit operator bool() const { return weight.defined(); }
};

/// The identity where the tensors are undefined.
struct UNetNorm {
  Tensor gain = {}, bias = {};  // [C]
  int64_t groups = 32;
  double epsilon = 1e-5;
};

/// To half or twice the size by a separable filter with these taps, of sum 1, along either axis:
/// [1, 1]/2 (means of 2 x 2; repeated pixels), [1, 3, 3, 1]/8.
struct UNetResample {
  enum class To { same, half, twice } to = To::same;
  Tensor taps = {};
};

/// Resampling, then a convolution, of which either may be missing.
struct UNetConv {
  UNetResample resample = {};
  UNetMap map = {};
};

/// scale (skip(r(x)) + conv1(silu(norm1(conv0(r(silu(norm0(x)))), e)))), r: resampling, and e the
/// embedding: norm1(h, e) = norm(h + e), or norm(h) (1 + e1) + e2 if `scale_shift`, or norm(h) without one.
struct UNetBlock {
  UNetNorm norm0 = {}, norm1 = {};
  UNetResample resample = {};
  UNetMap conv0 = {}, conv1 = {}, embedding = {}, skip = {};
  bool scale_shift = false;
  double scale = 1;
};

/// scale (x + out(softmax(q k^T / sqrt(d)) v)), channels of q, k, v ordered (q k v, head, d).
struct UNetAttention {
  UNetNorm norm = {};
  UNetMap qkv = {}, out = {};
  int64_t heads = 1;
  double scale = 1;
};

/// EDM2's block, which keeps magnitudes: with n(x) = x over the root mean square of a pixel's channels,
///     x = n(skip(r(x))) if `encodes`, else r(x)
///     x = scale (x + conv1(silu(conv0(silu(x)) e))), x first through skip unless `encodes`
///     x = attention_scale (x + out(softmax(n(q) n(k)^T / sqrt(d)) n(v))) where it attends,
/// all within +- clip.  The weights have what its activations and sums are divided by.
/// Source: arXiv:2312.02696, Figure 21.
struct UNetMagnitudeBlock {
  bool encodes = false;
  UNetResample resample = {};
  UNetMap conv0 = {}, conv1 = {}, embedding = {}, skip = {};
  UNetMap qkv = {}, out = {};  ///< channels ordered (q k v, head, d); undefined: does not attend
  int64_t heads = 1;
  double scale = 1, attention_scale = 1;
  double clip = 256;
};

using UNetLayer = std::variant<UNetConv, UNetBlock, UNetAttention, UNetMagnitudeBlock>;

/// How an encoder's step takes in the image at its own size: x + map(r(image)); or `residual`,
/// sqrt(1/2) (x + r(map(image with r's zeros around it))), which is the next step's image.
struct UNetPyramid {
  bool residual = false;
  UNetConv of_image = {};
};

/// What a decoder's step adds to the output so far: conv(silu(norm(h))).
struct UNetOutput {
  UNetResample resample = {};  ///< of the output so far
  UNetNorm norm = {};
  UNetMap conv = {};
};

/// Layers, whose result a step of the decoder may take.
struct UNetEncoderStep {
  std::vector<UNetLayer> layers = {};
  std::optional<UNetPyramid> pyramid = {};
};
/// Layers on what came before, or on that beside what the encoder kept.
struct UNetDecoderStep {
  bool concatenates = false;  ///< with the encoder's last step that has not been taken
  /// The weight t of that step's magnitude beside what it joins (arXiv:2312.02696, eq. 103); 0: as
  /// they are.
  double balance = 0;
  std::vector<UNetLayer> layers = {};
  std::optional<UNetOutput> output = {};
};

/// e = second(silu(first(f + early[label]))) + late[label] with f the cosines and sines of time
/// times frequencies, or the cosines alone where they have phases; without second, e = first(f) +
/// late[label].  Blocks see silu(e).
struct UNetEmbedding {
  Tensor frequencies = {};  ///< in radians
  bool sines_first = false;
  bool of_logarithm = false;  ///< of log(time)
  UNetMap first = {}, second = {};
  Tensor early = {}, late = {};  ///< [labels, width]
  Tensor phases = {};            ///< [frequencies]
  int64_t labels = 0;            ///< without that of no label
  int64_t no_label = -1;         ///< the row taken without labels; -1: labels must be given
  /// Of the table: its labels, and no label where that has a row of its own.
  int64_t rows() const { return std::max(labels, no_label + 1); }
};

/// A U-Net: encoder, middle and decoder, one after the other, on input_scale x + input_shift; its
/// output is the sum of the decoder's.
struct UNetPlan {
  UNetEmbedding embedding = {};
  std::vector<UNetEncoderStep> encoder = {};
  std::vector<UNetLayer> middle = {};
  std::vector<UNetDecoderStep> decoder = {};
  int64_t channels = 0, out_channels = 0;
  int64_t size = 0;                         ///< height and width; 0: the weights do not say
  double input_scale = 1, input_shift = 0;  ///< what it does to x first
  bool adds_ones = false;                   ///< as a last channel of the image
  bool over_time = false;                   ///< the output is divided by time
  /// What is computed in between the first layer and the last ones: the plan's own type, or bfloat16.
  at::ScalarType inner = at::kFloat;
};

/// The network's output [B, out_channels, H, W] for x [B, channels, H, W] and time [B]; labels [B]
/// int64, or undefined.  Differentiable in x, backwards once and forwards.  Throws
/// std::invalid_argument on labels that it does not have, or lacks; their numbers are looked at on the
/// CPU alone, and on another device are the caller's to check.
Tensor forward(const UNetPlan& plan, const Tensor& x, const Tensor& time, const Tensor& labels);

/// after(conv(silu(norm(layers(x))))): what knows neither time nor labels, such as half an autoencoder.
struct UNetChain {
  std::vector<UNetLayer> layers = {};
  UNetNorm norm = {};
  UNetMap conv = {}, after = {};  ///< after: the identity where undefined
};
/// [B, out, H', W'] for x [B, in, H, W], of the weights' type, on their device.
Tensor forward(const UNetChain& chain, const Tensor& x);

/// With convolutions and what passes between them in bfloat16, of a plan in float32: norms keep their
/// statistics in float32, embeddings all of it, and so do the layers that see the image or make the
/// output, whose noise may be finer than bfloat16 resolves.
void in_bfloat16(UNetPlan& plan);

/// With our own convolutions wherever they serve, in float32 on the CPU; on another device with LibTorch's,
/// which have their sums done by one kernel.  `differentiable`: for passes that are differentiated in x.
void prepare(UNetPlan& plan, bool differentiable);
void prepare(UNetChain& chain);
/// What that is on a device that is not the CPU, on any.
void prepare_at_once(UNetPlan& plan);

}  // namespace odelia
