#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>

#include "models/networks/unets/plan.h"

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
  void operator()(UNetConv& conv) const { (*this)(conv.map); }
  void operator()(UNetBlock& block) const {
    for (UNetMap* map : {&block.conv0, &block.conv1, &block.embedding, &block.skip}) (*this)(*map);
  }
  void operator()(UNetAttention& attention) const {
    (*this)(attention.qkv);
    (*this)(attention.out);
  }
  void operator()(std::vector<UNetLayer>& layers) const {
    for (auto& layer : layers) std::visit(*this, layer);
  }
};

}  // namespace

void prepare(UNetPlan& plan, bool differentiable) {
  const at::NoGradGuard no_grad;
  const Prepare prepare{differentiable};
  prepare(plan.embedding.first);
  prepare(plan.embedding.second);
  for (auto& step : plan.encoder) {
    prepare(step.layers);
    if (step.pyramid) prepare(step.pyramid->of_image);
  }
  prepare(plan.middle);
  for (auto& step : plan.decoder) {
    prepare(step.layers);
    if (step.output) prepare(step.output->conv);
  }
}

}  // namespace odelia
