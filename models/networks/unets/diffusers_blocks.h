#pragma once
#include <string>
#include <vector>

#include "models/networks/unets/weights.h"

namespace odelia {

/// Layers as diffusers names and orders them, of UNet2DModel and of AutoencoderKL.
/// Source: huggingface/diffusers, models/unets/unet_2d_blocks.py, models/resnet.py.
struct DiffusersBlocks {
  UNetWeights& w;
  int64_t groups = 32;  ///< of every norm
  double epsilon = 1e-5;
  bool pads_after = false;     ///< strided convolutions have their zeros right and below alone
  int64_t head_channels = 0;   ///< of an attention; 0: one head
  bool embeds = true;          ///< residual blocks are told of the time
  bool middle_normed = false;  ///< its config says that the middle's attention has a norm

  UNetNorm norm(const std::string& name) const { return w.norm(name, groups, epsilon); }
  UNetResample resample(UNetResample::To to) const { return by_means(to, w.options()); }

  UNetLayer block(const std::string& name, UNetResample::To to = UNetResample::To::same,
                  double scale = 1) const;
  /// Queries, keys and values are three layers, of other names in files before 2023.
  UNetLayer attention(const std::string& name, double scale = 1, bool normed = true) const;
  bool has_resnet(const std::string& name, int64_t i) const;
  /// NAME.resnets.I and what attends behind it.
  std::vector<UNetLayer> resnet(const std::string& name, int64_t i) const;
  /// NAME: a residual block, or a convolution after or instead of resampling.
  UNetLayer resampler(const std::string& name, UNetResample::To to) const;
  /// NAME.resnets.0, then what attends and a further block, in turn.
  std::vector<UNetLayer> middle(const std::string& name, double scale) const;
};

}  // namespace odelia
