#pragma once
#include <string>

#include "experiments/train/loop.h"

namespace odelia {

/// A short training of small batches.
inline LoopConfig loop(int64_t steps, const char* optimizer = "adamw") {
  LoopConfig c;
  c.steps = steps, c.batch = 8, c.warmup = 2, c.optimizer.name = optimizer,
  c.config_text = "config";
  return c;
}

/// Where a training's reports go.
inline void quiet(const std::string&) {}

/// Names and values, to the bit.
inline bool same(const ParameterSet& a, const ParameterSet& b) {
  for (const auto& [name, value] : a)
    if (!value.equal(b.at(name))) return false;
  return a.size() == b.size();
}

}  // namespace odelia
