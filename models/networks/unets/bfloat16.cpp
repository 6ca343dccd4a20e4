#include <ATen/core/grad_mode.h>

#include "models/networks/unets/maps.h"

namespace odelia {

void in_bfloat16(UNetPlan& plan) {
  const at::NoGradGuard no_grad;
  const auto convert = [](UNetMap& map) {
    if (!map || map.weight.dim() == 2) return;  // [K, C] is of the embedding
    for (Tensor* t : {&map.weight, &map.bias})
      if (t->defined()) *t = t->to(at::kBFloat16);
  };
  plan.inner = at::kBFloat16;
  for (size_t i = 1; i < plan.encoder.size(); ++i) for_each_map(plan.encoder[i].layers, convert);
  for_each_map(plan.middle, convert);
  for (auto& step : plan.decoder) for_each_map(step.layers, convert);
}

}  // namespace odelia
