#pragma once
#include <ATen/ATen.h>

#include "models/networks/checkpoints/parameters.h"

/// Every parameter random, so that no zero-initialised layer hides a mistake.
inline odelia::ParameterSet shaken(const odelia::ParameterSet& fresh, double size = 0.1) {
  at::manual_seed(5);
  odelia::ParameterSet out;
  for (const auto& [name, value] : fresh)
    out[name] = name.find("running_var") != std::string::npos
                    ? at::rand(value.sizes()) + 0.5
                    : value + size * at::randn(value.sizes());
  return out;
}
