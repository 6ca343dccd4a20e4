#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>

#include "models/networks/unets/maps.h"

namespace odelia {
namespace {

struct Prepare {
  bool differentiable;

  void operator()(UNetMap& map) const {
    if (!map || map.pads_after || map.weight.scalar_type() != at::kFloat ||
        !map.weight.device().is_cpu())
      return;
    const Tensor bias = map.bias.defined() ? map.bias : at::zeros({map.weight.size(0)});
    map.own = make_convolution(map.weight, bias, map.stride, differentiable);
  }
};

}  // namespace

void prepare(UNetPlan& plan, bool differentiable) {
  const at::NoGradGuard no_grad;
  const Prepare prepare{differentiable};
  prepare(plan.embedding.first);
  prepare(plan.embedding.second);
  for (auto& step : plan.encoder) {
    for_each_map(step.layers, prepare);
    if (step.pyramid) prepare(step.pyramid->of_image.map);
  }
  for_each_map(plan.middle, prepare);
  for (auto& step : plan.decoder) {
    for_each_map(step.layers, prepare);
    if (step.output) prepare(step.output->conv);
  }
}

}  // namespace odelia
