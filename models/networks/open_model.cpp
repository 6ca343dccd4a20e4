#include "models/networks/open_model.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

#include <fmt/format.h>

#include "models/guidance.h"
#include "models/mixture.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/foreign/torchscript.h"
#include "models/networks/score/network_model.h"

namespace odelia {

namespace {
struct AtHand {
  std::mutex mutex;  // a program may run several things at once
  std::map<std::string, std::shared_ptr<const ModelAtHand>> all;
};
AtHand& at_hand() {
  static AtHand models;
  return models;
}
}  // namespace

NamedModel::NamedModel(std::string name, ModelAtHand model) : name_(std::move(name)) {
  const std::lock_guard lock(at_hand().mutex);
  if (!at_hand().all.emplace(name_, std::make_shared<const ModelAtHand>(std::move(model))).second)
    throw std::invalid_argument(
        fmt::format("model '{}': another model of that name is in use; take another name", name_));
}

NamedModel::~NamedModel() {
  const std::lock_guard lock(at_hand().mutex);
  at_hand().all.erase(name_);
}

std::shared_ptr<const ModelAtHand> model_at_hand(const std::string& name) {
  const std::lock_guard lock(at_hand().mutex);
  const auto found = at_hand().all.find(name);
  return found == at_hand().all.end() ? nullptr : found->second;
}

bool is_exact_model(const std::string& spec) {
  if (const auto model = model_at_hand(spec)) return model->exact;
  return spec.starts_with("mixture:");
}

namespace {
std::shared_ptr<ScoreModel> open_one(const std::string& spec, const NetworkOptions& options) {
  if (const auto model = model_at_hand(spec)) return model->open(options);
  if (spec.starts_with("torchscript:")) return torchscript_model(spec.substr(12), options);
  if (spec.starts_with("mixture:")) return mixture_model(read_mixture(spec.substr(8)));
  return is_foreign_folder(spec) ? foreign_folder_model(spec, options) : load_model(spec, options);
}
}  // namespace

std::shared_ptr<ScoreModel> open_model(const std::string& spec, const NetworkOptions& options) {
  return open_guided_models(spec, options, {options.guidance})[0];
}

std::vector<std::shared_ptr<ScoreModel>> open_guided_models(
    const std::string& spec, NetworkOptions options, const std::vector<GuidanceChoice>& ways) {
  const auto foreign = [&](const auto& way) { return is_foreign(way.guide); };
  if (!is_foreign(spec) && std::none_of(ways.begin(), ways.end(), foreign) &&
      (!options.foreign.like.empty() || !options.foreign.shape.empty()))
    throw std::invalid_argument(
        fmt::format("model '{}': like and shape are for networks from elsewhere, and this one "
                    "knows its own; leave "
                    "them out",
                    spec));
  std::map<std::string, std::shared_ptr<ScoreModel>> guides;
  std::vector<std::shared_ptr<ScoreModel>> out;
  options.guidance = ways[0];  // whose labels are those of all
  const auto model = open_one(spec, options);
  for (const auto& [labels, guidance, guide] : ways) {
    check(guidance);
    if (!guide.empty() && !guides.count(guide)) guides[guide] = open_one(guide, options);
    const bool nothing = labels.none() && !guidance.acts() && guide.empty();
    out.push_back(
        nothing ? model
                : guided_model(model, guide.empty() ? nullptr : guides[guide], labels, guidance));
  }
  return out;
}

}  // namespace odelia
