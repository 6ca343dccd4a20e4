// A U-Net's parameters as passes want them, on the CPU and on other devices.
#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>

#include "models/networks/kernels/device_conv.h"
#include "models/networks/score/unet/names.h"
#include "models/networks/score/unet/unet.h"

namespace odelia {
namespace {
int64_t stride_of(const std::string& name) { return name.starts_with("down") ? 2 : 1; }
}  // namespace

PreparedUNet prepare_unet(const ParameterSet& parameters, at::ScalarType precision,
                          at::Device device, bool differentiable) {
  if (!device.is_cpu()) return prepare_unet_at_once(parameters, precision, device);
  at::NoGradGuard no_grad;
  PreparedUNet out{cast_unet(parameters, precision), {}, {}, true};
  for (auto& [name, value] : out.parameters) value = value.detach();
  out.sees_batch = precision != at::kFloat;
  for (const auto& [name, value] : parameters) {
    const std::string stem = name.substr(0, name.rfind('.'));
    const auto bias = parameters.find(stem + ".bias");
    if (!name.ends_with(".weight") || value.dim() < 2 || bias == parameters.end()) continue;
    if (value.dim() == 4 && out.sees_batch) continue;  // layers are in float32 all the same
    auto own = make_convolution(value, bias->second, stride_of(name), differentiable);
    if (!own) return {std::move(out.parameters), {}, {}, true};
    out.convolutions[stem] = std::move(own);
  }
  return out;
}

PreparedUNet prepare_unet_at_once(const ParameterSet& parameters, at::ScalarType precision,
                                  at::Device device) {
  at::NoGradGuard no_grad;
  PreparedUNet out{
      on_device(cast_unet(parameters, precision), device), {}, UNetConditioning{}, true};
  UNetConditioning& of = *out.conditioning;
  std::vector<Tensor> weights, biases;
  int64_t from = 0;
  for (const auto& [name, value] : out.parameters) {
    if (!name.ends_with(".weight")) continue;
    const std::string stem = name.substr(0, name.rfind('.'));
    if (value.dim() == 4)
      out.convolutions[stem] =
          make_device_convolution(value, parameters.at(stem + ".bias").to(device), stride_of(name));
    if (!stem.ends_with(".film")) continue;
    const int64_t width = value.size(0) / 2;
    const Tensor &bias = get(out.parameters, stem + ".bias"),
                 one = at::full({width}, 1, bias.options());
    weights.push_back(value);
    biases.push_back(at::cat({bias.narrow(0, 0, width) + one, bias.narrow(0, width, width)}));
    of.blocks[stem.substr(0, stem.rfind('.'))] = {from, width};
    from += 2 * width;
  }
  of.weight = at::cat(weights), of.bias = at::cat(biases);
  const auto f = unet_frequencies(at::TensorOptions(at::kFloat));
  of.frequencies = at::cat({f, f}).to(device);
  of.phases =
      at::cat({at::zeros({kUNetFrequencies}), at::full({kUNetFrequencies}, M_PI / 2)}).to(device);
  return out;
}

}  // namespace odelia
