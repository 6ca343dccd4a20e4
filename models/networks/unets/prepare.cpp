#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>

#include "models/networks/kernels/device_conv.h"
#include "models/networks/unets/maps.h"

namespace odelia {
namespace {

struct Own {
  bool differentiable;

  void operator()(UNetMap& map) const {
    if (!map || map.pads_after || map.weight.scalar_type() != at::kFloat) return;
    const Tensor bias = map.bias.defined() ? map.bias : at::zeros({map.weight.size(0)});
    map.own = make_convolution(map.weight, bias, map.stride, differentiable);
  }
};

struct AtOnce {
  void operator()(UNetMap& map) const {
    if (!map || map.pads_after || map.weight.dim() != 4) return;
    const auto type = map.weight.scalar_type();
    if (type != at::kFloat && type != at::kBFloat16) return;
    map.own = make_device_convolution(map.weight, map.bias, map.stride);
  }
};

template <class Prepare>
void each_map(UNetPlan& plan, const Prepare& prepare) {
  const at::NoGradGuard no_grad;
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

}  // namespace

void prepare(UNetPlan& plan, bool differentiable) {
  if (plan.embedding.first.weight.is_cpu())
    each_map(plan, Own{differentiable});
  else
    prepare_at_once(plan);
}

void prepare(UNetChain& chain) {
  const at::NoGradGuard no_grad;
  const auto each = [&](const auto& prepare) {
    for_each_map(chain.layers, prepare);
    prepare(chain.conv), prepare(chain.after);
  };
  if (chain.conv.weight.is_cpu())
    each(Own{/*differentiable=*/false});
  else
    each(AtOnce{});
}

void prepare_at_once(UNetPlan& plan) { each_map(plan, AtOnce{}); }

}  // namespace odelia
