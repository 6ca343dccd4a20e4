#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// A network of the public codes that runs here, with its weights in place.
class PublicNetwork {
 public:
  virtual ~PublicNetwork() = default;
  virtual int64_t channels() const = 0;
  virtual int64_t size() const = 0;    ///< height and width of x; 0: the weights do not say
  virtual int64_t labels() const = 0;  ///< it can be asked with 0 .. labels - 1; 0: with none
  /// What stands for no class besides these; -1: the weights do not say, or nothing does.
  virtual int64_t no_label() const { return -1; }
  /// The output [B, ..., H, W] for x [B, channels, H, W] and time [B]; labels [B] int64, or undefined.
  /// Differentiable in x, backwards once and forwards.
  virtual Tensor forward(const Tensor& x, const Tensor& time, const Tensor& labels) = 0;
};

/// What such a network is made of.
struct PublicWeights {
  const ParameterSet& all;
  std::string prefix;                     ///< of all its names
  const nlohmann::json& facts;            ///< what weights do not say, in its code's words
  at::ScalarType precision = at::kFloat;  ///< float32 or bfloat16
  at::Device device = at::kCPU;
  std::string who;  ///< in whose name errors speak
};

/// A network as it is registered, under the name by which its weights are recognised.
struct PublicNetworkEntry {
  std::string architecture;
  /// Throws std::invalid_argument on an unknown or missing fact, and on tensors that are missing or
  /// have no place.
  std::function<std::unique_ptr<PublicNetwork>(const PublicWeights&)> make;
};

/// Registers a network at start-up: a namespace-scope constant in a file of its own.
struct RegisterPublicNetwork {
  explicit RegisterPublicNetwork(PublicNetworkEntry entry);
};

/// All by architecture.
const std::map<std::string, PublicNetworkEntry>& public_networks();

/// Throws as its `make`, and on an architecture that does not run here, listing those that do.
std::unique_ptr<PublicNetwork> public_network(const std::string& architecture,
                                              const PublicWeights& weights);

}  // namespace odelia
