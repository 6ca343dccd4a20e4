#pragma once
#include <algorithm>
#include <optional>

#include "models/networks/checkpoints/parameters.h"
#include "models/networks/kernels/convolution.h"
#include "models/networks/score/score_network.h"

namespace odelia {

/// Shape of a U-Net.  Level l has width base * multipliers[l] and 1/2^l of the patch resolution.
struct UNetConfig {
  int64_t channels = 1;  ///< of the image, in and out
  int64_t size = 28;     ///< height and width of the image
  int64_t patch = 1;     ///< space-to-depth factor of stem and head; 1: none
  int64_t base = 32;
  std::vector<int64_t> multipliers = {1, 2};
  std::vector<int64_t> blocks = {1, 1};  ///< residual blocks per level, each way
  int64_t middle_blocks = 1;
  std::vector<int64_t> attention = {};  ///< feature heights that get self-attention
  int64_t heads = 4;
  int64_t group_size = 32;      ///< channels per GroupNorm group
  std::string skip = "concat";  ///< how an encoder block meets its decoder block: concat, add
  std::vector<std::string> features = {};  ///< further input channels: high_pass, background
  int64_t embedding = 256;                 ///< width of the time embedding
  int64_t classes = 0;                     ///< 0: unconditional
  double dropout = 0;
  double sigma_data = 1;  ///< input scale 1/sqrt(s^2 + sigma_data^2); 1: variance preserving

  int64_t width(size_t level) const { return base * multipliers[level]; }
  int64_t resolution(
      size_t level) const;  ///< height of the level's features; odd sizes are rounded up
  bool attends(size_t level) const;
  /// Of a norm over so many channels.
  int64_t groups(int64_t channels) const { return std::max<int64_t>(1, channels / group_size); }
  size_t levels() const { return multipliers.size(); }
};

/// Throws std::invalid_argument, naming the field, unless the numbers make a network.
void check(const UNetConfig& config);

/// Fresh weights: fan-in scaled normal; the last convolution of each
/// residual branch is zero, so that the network starts as a linear
/// map of its input (arXiv:1706.02677, sec. 5.1; arXiv:2006.11239).
ParameterSet make_unet(const UNetConfig& config, uint64_t seed);
/// Placeholders of the same names and shapes: what a file is held against before memory is taken.
ParameterSet unet_shapes(const UNetConfig& config);

/// Fresh weights for `large` but where `small` has its own, so that both answer alike: channels that
/// are new are not read by those that were there, further blocks at the lowest level add nothing yet,
/// and classes, where there were none, are no class.  Groups of the norms and heads stay whole.
/// Throws std::invalid_argument, naming the field, where `large` cannot answer as `small` does.
/// Source: arXiv:1511.05641, sec. 2 (the aim; there by copies of channels).
ParameterSet grow_unet(const UNetConfig& small, const ParameterSet& parameters,
                       const UNetConfig& large, uint64_t seed);

/// The network's output F(x; lambda).
///   x       [B, C, H, W] float32, k (x0 + s n) with s = exp(-lambda), k = 1/sqrt(s^2 + sigma_data^2)
///   lambda  [B] float32, half log-SNR log(alpha/sigma): the same whatever the process
///   labels  [B] int64 in 0..classes (the last: no class), or undefined if unconditional
/// returns float32 [B, C, H, W].  `parameters` come from cast_unet; dropout acts only with a
/// generator for it.
Tensor unet_forward(const UNetConfig& config, const ParameterSet& parameters, const Tensor& x,
                    const Tensor& lambda, const Tensor& labels = {},
                    at::Generator* dropout = nullptr);

/// Parameters ready for unet_forward: convolutions in `precision` (float32 or bfloat16), stem and
/// head float32.
ParameterSet cast_unet(const ParameterSet& parameters, at::ScalarType precision);

/// What lambda's sines and cosines are taken of, [32]: 0.2 .. 16, spaced geometrically.
Tensor unet_frequencies(const at::TensorOptions& options);

/// What blocks learn of noise level and class, in few operations: one product for all gains and biases.
struct UNetConditioning {
  Tensor frequencies = {}, phases = {};  ///< [64]: sines of lambda times frequencies plus phases
  Tensor weight = {}, bias = {};         ///< [F, E] and [F]: gains, with their 1, and biases
  std::map<std::string, std::pair<int64_t, int64_t>> blocks = {};  ///< where each begins; its width
};

/// A network's parameters as constants on a device.  On the CPU its layers, and in float32 its
/// convolutions, are our own: a sample's answer then depends neither on the batch nor on threads.
struct PreparedUNet {
  ParameterSet parameters;
  Convolutions convolutions = {};  ///< instead of ATen's, by name
  std::optional<UNetConditioning> conditioning = {};
  bool sees_batch = true;  ///< ATen's convolutions round differently in batches of other sizes
};

/// `differentiable`: for passes that are differentiated in x.
PreparedUNet prepare_unet(const ParameterSet& parameters, at::ScalarType precision,
                          at::Device device, bool differentiable = false);
/// In as few launches as it takes: what it gives on a device that is not the CPU, on any.
PreparedUNet prepare_unet_at_once(const ParameterSet& parameters, at::ScalarType precision,
                                  at::Device device);
Tensor unet_forward(const UNetConfig& config, const PreparedUNet& prepared, const Tensor& x,
                    const Tensor& lambda, const Tensor& labels = {});

/// The same as an architecture.  Throws as `check`.
std::shared_ptr<const ScoreNetwork> unet(const UNetConfig& config);

/// Reads the fields it finds over the defaults.  Throws std::invalid_argument naming `where` and
/// the field.
nlohmann::json to_json(const UNetConfig& config);

}  // namespace odelia
