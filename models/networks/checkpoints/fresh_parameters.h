#pragma once
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Generator.h>

#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// Adds parameters to a set, drawing from one generator in the order of the calls; without a seed
/// placeholders of their shapes.
class FreshParameters {
 public:
  FreshParameters(ParameterSet& out, const uint64_t* seed);
  /// NAME.weight [shape...] ~ N(0, gain^2 / fan_in) and NAME.bias, zero.
  void affine(const std::string& name, std::vector<int64_t> shape, double gain = 1);
  /// Of a norm that changes nothing.
  void norm(const std::string& name, int64_t channels);

 private:
  ParameterSet& out_;
  std::optional<at::Generator> generator_;
};

}  // namespace odelia
