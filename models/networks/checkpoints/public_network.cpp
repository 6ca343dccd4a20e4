#include "models/networks/checkpoints/public_network.h"

#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<PublicNetworkEntry>& entries() {
  static Registered<PublicNetworkEntry> all("architecture that runs here");
  return all;
}

}  // namespace

RegisterPublicNetwork::RegisterPublicNetwork(PublicNetworkEntry entry) {
  const std::string name = entry.architecture;
  entries().add(name, std::move(entry));
}

const std::map<std::string, PublicNetworkEntry>& public_networks() { return entries().all(); }

std::unique_ptr<PublicNetwork> public_network(const std::string& architecture,
                                              const PublicWeights& weights) {
  return entries().at(architecture, weights.who).make(weights);
}

}  // namespace odelia
