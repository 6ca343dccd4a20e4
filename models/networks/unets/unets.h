#pragma once
#include <functional>
#include <map>
#include <string>

#include "models/data/fields.h"
#include "models/networks/unets/plan.h"
#include "models/networks/unets/weights.h"

namespace odelia {

/// A network of the public codes that runs here, under the name by which its weights are recognised.
struct UNetEntry {
  std::string architecture;
  /// The plan of its weights; `facts` are what these do not say, by the names that its code has for
  /// them, and are read over its defaults, if any.  Throws std::invalid_argument, naming a fact that
  /// is missing.
  std::function<UNetPlan(UNetWeights& weights, Fields& facts)> plan;
};
/// As one of public_networks() too.
struct RegisterUNet {
  explicit RegisterUNet(UNetEntry entry);
};

/// Throws std::invalid_argument unless every step of the encoder is taken by one of the decoder's;
/// `hint` ends the message.
void require_joined(const UNetPlan& plan, const std::string& hint = "");

/// Throws std::invalid_argument on an architecture that does not run here, listing those that do, on
/// an unknown or missing fact, and on tensors that have no place.
UNetPlan unet_plan(const std::string& architecture, UNetWeights weights,
                   const nlohmann::json& facts, const std::string& who);

}  // namespace odelia
