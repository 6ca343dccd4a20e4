#include "models/networks/unets/unets.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

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

void require_joined(const UNetPlan& plan, const std::string& hint) {
  const auto joined = std::count_if(plan.decoder.begin(), plan.decoder.end(),
                                    [](const auto& step) { return step.concatenates; });
  if (joined != static_cast<int64_t>(plan.encoder.size()))
    throw std::invalid_argument(
        fmt::format("U-Net: {} steps of its encoder, and {} blocks of its decoder that take them{}",
                    plan.encoder.size(), joined, hint));
}

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
