#include "models/networks/unets/unets.h"

#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<UNetEntry>& entries() {
  static Registered<UNetEntry> all("architecture that runs here");
  return all;
}

}  // namespace

RegisterUNet::RegisterUNet(UNetEntry entry) {
  const std::string name = entry.architecture;
  entries().add(name, std::move(entry));
}

const std::map<std::string, UNetEntry>& unet_entries() { return entries().all(); }

UNetPlan unet_plan(const std::string& architecture, UNetWeights weights,
                   const nlohmann::json& facts, const std::string& who) {
  const UNetEntry& entry = entries().at(architecture, who);
  Fields fields(facts, who);
  UNetPlan plan = entry.plan(weights, fields);
  fields.finish();
  weights.require_all_taken(who);
  return plan;
}

}  // namespace odelia
