#include "models/networks/checkpoints/parameters.h"

#include <stdexcept>

#include <ATen/ops/zeros.h>

namespace odelia {

const Tensor& get(const ParameterSet& parameters, const std::string& name) {
  const auto it = parameters.find(name);
  if (it == parameters.end())
    throw std::invalid_argument(fmt::format(
        "network: it needs a parameter '{}' that the set of {} lacks", name, parameters.size()));
  return it->second;
}

ParameterSet cast_convolutions(const ParameterSet& parameters, at::ScalarType precision,
                               const std::vector<std::string>& keep) {
  const auto kept = [&](const std::string& name) {
    for (const auto& prefix : keep)
      if (name.rfind(prefix, 0) == 0) return true;
    return false;
  };
  ParameterSet out = parameters;
  for (const auto& [name, value] : parameters) {
    if (value.dim() != 4) continue;
    const auto type = kept(name) ? at::kFloat : precision;
    out[name] = value.to(type).contiguous(at::MemoryFormat::ChannelsLast);
    const auto bias = out.find(name.substr(0, name.rfind('.')) + ".bias");
    if (bias != out.end()) bias->second = bias->second.to(type);
  }
  return out;
}

Tensor placeholder(at::IntArrayRef shape) { return at::zeros({}).expand(shape); }

ParameterSet on_device(const ParameterSet& parameters, at::Device device) {
  ParameterSet out;
  for (const auto& [name, value] : parameters) out[name] = value.detach().to(device);
  return out;
}

ParameterSet clone(const ParameterSet& parameters) {
  ParameterSet out;
  for (const auto& [name, value] : parameters) out[name] = value.detach().clone();
  return out;
}

ParameterSet channels_last(const ParameterSet& parameters) {
  ParameterSet out = parameters;
  for (auto& [name, value] : out)
    if (value.dim() == 4) value = value.contiguous(at::MemoryFormat::ChannelsLast);
  return out;
}

int64_t count(const ParameterSet& parameters) {
  int64_t n = 0;
  for (const auto& [name, value] : parameters) n += value.numel();
  return n;
}

void check_same_shapes(const ParameterSet& got, const ParameterSet& expected,
                       const std::string& who) {
  std::vector<std::string> wrong;
  for (const auto& [name, value] : expected) {
    const auto it = got.find(name);
    if (it == got.end())
      wrong.push_back(fmt::format("'{}' is missing", name));
    else if (it->second.sizes() != value.sizes())
      wrong.push_back(fmt::format("'{}' is [{}], expected [{}]", name,
                                  fmt::join(it->second.sizes(), ", "),
                                  fmt::join(value.sizes(), ", ")));
  }
  for (const auto& [name, value] : got)
    if (!expected.count(name))
      wrong.push_back(fmt::format("'{}' is not part of this network", name));
  if (wrong.empty()) return;
  const size_t all = wrong.size();
  if (all > 4) wrong.resize(4);
  throw std::invalid_argument(fmt::format("{}: {} parameter(s) do not fit the architecture: {}",
                                          who, all, fmt::join(wrong, "; ")));
}

}  // namespace odelia
