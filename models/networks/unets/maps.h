#pragma once
#include "models/networks/unets/plan.h"

namespace odelia {

/// f(map) for every map of the layers: convolutions, and layers [K, C] of the embedding; undefined ones too.
template <class F>
struct EachMap {
  const F& f;

  void operator()(UNetConv& conv) const { f(conv.map); }
  void operator()(UNetBlock& block) const {
    for (UNetMap* map : {&block.conv0, &block.conv1, &block.embedding, &block.skip}) f(*map);
  }
  void operator()(UNetAttention& attention) const { f(attention.qkv), f(attention.out); }
  void operator()(UNetMagnitudeBlock& block) const {
    for (UNetMap* map :
         {&block.conv0, &block.conv1, &block.embedding, &block.skip, &block.qkv, &block.out})
      f(*map);
  }
};
template <class F>
void for_each_map(std::vector<UNetLayer>& layers, const F& f) {
  for (auto& layer : layers) std::visit(EachMap<F>{f}, layer);
}

}  // namespace odelia
