#include "models/networks/unets/unets.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "models/networks/checkpoints/public_network.h"
#include "models/networks/kernels/tangent.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<UNetEntry>& entries() {
  static Registered<UNetEntry> all("architecture that runs here");
  return all;
}

class Network final : public PublicNetwork {
 public:
  Network(const std::string& architecture, const PublicWeights& from)
      : plan_(unet_plan(
            architecture,
            UNetWeights(from.all, from.prefix, at::TensorOptions(at::kFloat).device(from.device)),
            from.facts, from.who)) {
    if (from.precision == at::kBFloat16) in_bfloat16(plan_);
    prepare(plan_, /*differentiable=*/false);
  }
  int64_t channels() const override { return plan_.channels; }
  int64_t size() const override { return plan_.size; }
  int64_t labels() const override { return plan_.embedding.labels; }
  int64_t no_label() const override { return plan_.embedding.no_label; }
  Tensor forward(const Tensor& x, const Tensor& time, const Tensor& labels) override {
    if (!x.requires_grad() && !has_tangent(x)) return odelia::forward(plan_, x, time, labels);
    if (!differentiable_) {
      differentiable_ = plan_;
      prepare(*differentiable_, /*differentiable=*/true);
    }
    return odelia::forward(*differentiable_, x, time, labels);
  }

 private:
  UNetPlan plan_;
  std::optional<UNetPlan> differentiable_ = {};  ///< for passes that are, made when needed
};

}  // namespace

RegisterUNet::RegisterUNet(UNetEntry entry) {
  const std::string name = entry.architecture;
  entries().add(name, std::move(entry));
  RegisterPublicNetwork({name, [name](const PublicWeights& weights) {
                           return std::make_unique<Network>(name, weights);
                         }});
}

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
