#pragma once
#include <functional>

#include "models/networks/unets/weights.h"

namespace odelia {

/// The modules of EDM's and EDM2's U-Nets: enc.RxR_NAME and dec.RxR_NAME, R the resolution.
/// Source: NVlabs/edm, training/networks.py; NVlabs/edm2, training/networks_edm2.py.
std::string edm_module(const char* side, int64_t resolution, const std::string& name);

/// The levels' resolutions, the finest first.
std::vector<int64_t> edm_resolutions(const UNetWeights& weights);

/// The layers of a module, of the encoder or the decoder, which may change the size.
using EdmBlock =
    std::function<std::vector<UNetLayer>(const std::string& name, bool encodes, UNetResample::To)>;

/// All of the encoder, the middle and the decoder, but for what follows the image beside them.
void fill_edm(UNetPlan& plan, const UNetWeights& weights, UNetMap stem, const EdmBlock& block);

/// EDM's residual block, and what attends behind it.
struct EdmBlocks {
  UNetWeights& weights;
  double epsilon = 1e-5;          ///< of the norms
  double scale = 1;               ///< after every sum
  int64_t channels_per_head = 0;  ///< 0: one head

  std::vector<UNetLayer> operator()(const std::string& name, bool encodes,
                                    UNetResample::To to) const;
};

}  // namespace odelia
