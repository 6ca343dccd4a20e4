#include "models/networks/open_model.h"

#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "models/mixture.h"
#include "models/networks/score/network_model.h"

namespace odelia {

namespace {
std::map<std::string, ModelAtHand>& at_hand() {
  static std::map<std::string, ModelAtHand> all;
  return all;
}
}  // namespace

NamedModel::NamedModel(std::string name, ModelAtHand model) : name_(std::move(name)) {
  if (!at_hand().emplace(name_, std::move(model)).second)
    throw std::invalid_argument(
        fmt::format("model '{}': another model of that name is in use; take another name", name_));
}

NamedModel::~NamedModel() { at_hand().erase(name_); }

const ModelAtHand* model_at_hand(const std::string& name) {
  const auto found = at_hand().find(name);
  return found == at_hand().end() ? nullptr : &found->second;
}

bool is_exact_model(const std::string& spec) {
  if (const auto* model = model_at_hand(spec)) return model->exact;
  return spec.starts_with("mixture:");
}

std::shared_ptr<ScoreModel> open_model(const std::string& spec, const NetworkOptions& options) {
  if (const auto* model = model_at_hand(spec)) return model->open(options);
  if (spec.starts_with("mixture:")) return mixture_model(read_mixture(spec.substr(8)));
  return load_model(spec, options);
}

}  // namespace odelia
