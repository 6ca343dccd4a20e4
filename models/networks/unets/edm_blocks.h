#pragma once
#include "models/networks/unets/weights.h"

namespace odelia {

/// What EDM's two U-Nets are made of: modules enc.RxR_NAME and dec.RxR_NAME, R the resolution.
/// Source: NVlabs/edm, training/networks.py.
struct EdmBlocks {
  UNetWeights& weights;
  double epsilon = 1e-5;          ///< of the norms
  double scale = 1;               ///< after every sum
  int64_t channels_per_head = 0;  ///< 0: one head

  /// The levels' resolutions, the finest first.
  std::vector<int64_t> resolutions() const;
  UNetNorm norm(const std::string& name) const;
  /// The residual block, and what attends behind it.
  std::vector<UNetLayer> block(const std::string& name,
                               UNetResample::To to = UNetResample::To::same) const;
  /// All of the encoder and the decoder but for what follows the image beside them.
  void fill(UNetPlan& plan) const;
};

std::string edm_module(const char* side, int64_t resolution, const std::string& name);

}  // namespace odelia
