#include <ATen/core/grad_mode.h>

#include "models/networks/unets/plan.h"

namespace odelia {
namespace {

struct ToBFloat16 {
  void operator()(UNetMap& map) const {
    for (Tensor* t : {&map.weight, &map.bias})
      if (t->defined()) *t = t->to(at::kBFloat16);
  }
  void operator()(UNetConv& conv) const { (*this)(conv.map); }
  void operator()(UNetBlock& block) const {
    for (UNetMap* map : {&block.conv0, &block.conv1, &block.skip}) (*this)(*map);
  }
  void operator()(UNetAttention& attention) const {
    for (UNetMap* map : {&attention.qkv, &attention.out}) (*this)(*map);
  }
  void operator()(UNetMagnitudeBlock& block) const {
    for (UNetMap* map : {&block.conv0, &block.conv1, &block.skip, &block.qkv, &block.out})
      (*this)(*map);
  }
  void operator()(std::vector<UNetLayer>& layers) const {
    for (auto& layer : layers) std::visit(*this, layer);
  }
};

}  // namespace

void in_bfloat16(UNetPlan& plan) {
  const at::NoGradGuard no_grad;
  const ToBFloat16 convert;
  plan.inner = at::kBFloat16;
  for (size_t i = 1; i < plan.encoder.size(); ++i) convert(plan.encoder[i].layers);
  convert(plan.middle);
  for (auto& step : plan.decoder) convert(step.layers);
}

}  // namespace odelia
