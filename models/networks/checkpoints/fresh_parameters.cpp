#include "models/networks/checkpoints/fresh_parameters.h"

#include <cmath>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

namespace odelia {

FreshParameters::FreshParameters(ParameterSet& out, const uint64_t* seed) : out_(out) {
  if (seed) generator_ = at::detail::createCPUGenerator(*seed);
}

void FreshParameters::affine(const std::string& name, std::vector<int64_t> shape, double gain) {
  if (!generator_) {
    out_[name + ".weight"] = placeholder(shape);
    out_[name + ".bias"] = placeholder({shape[0]});
    return;
  }
  int64_t fan_in = 1;
  for (size_t i = 1; i < shape.size(); ++i) fan_in *= shape[i];
  auto weight = at::randn(shape, *generator_, at::TensorOptions(at::kFloat))
                    .mul_(gain / std::sqrt(static_cast<double>(fan_in)));
  if (shape.size() == 4) weight = weight.contiguous(at::MemoryFormat::ChannelsLast);
  out_[name + ".weight"] = weight;
  out_[name + ".bias"] = at::zeros({shape[0]});
}

void FreshParameters::norm(const std::string& name, int64_t channels) {
  out_[name + ".weight"] = generator_ ? at::ones({channels}) : placeholder({channels});
  out_[name + ".bias"] = generator_ ? at::zeros({channels}) : placeholder({channels});
}

}  // namespace odelia
