#pragma once
#include <functional>
#include <memory>
#include <string>

#include "models/networks/score/network_options.h"
#include "models/score_model.h"

namespace odelia {

/// A score model that a program made itself, for `open_model` to find.
struct ModelAtHand {
  std::string identity;  ///< all that its answers depend on, as one line or hash
  bool exact = false;    ///< an analytic score, and no network
  std::function<std::shared_ptr<ScoreModel>(const NetworkOptions&)> open;
};

/// While it lives, `name` is the spec of this model, before any folder or shipped network of that
/// name.  Throws std::invalid_argument where such a model is there already.
class NamedModel {
 public:
  [[nodiscard]] NamedModel(std::string name, ModelAtHand model);
  ~NamedModel();
  NamedModel(const NamedModel&) = delete;
  NamedModel& operator=(const NamedModel&) = delete;

 private:
  std::string name_;
};
/// The model of that name, or null.
std::shared_ptr<const ModelAtHand> model_at_hand(const std::string& name);

/// Whether the spec stands for an exact score, and not for a network.
bool is_exact_model(const std::string& spec);

/// The score model of a spec: one at hand, `mixture:FILE.json`, `torchscript:FILE` (see
/// NetworkOptions::foreign), a folder with a network, of Odelia or from elsewhere, or the name of a
/// shipped one.  Throws std::invalid_argument, saying where it looked, if there is none.
std::shared_ptr<ScoreModel> open_model(const std::string& spec, const NetworkOptions& options = {});

/// The same in several ways of guidance, in the place of options.guidance, all with one set of
/// weights: one of them solves at a time.
std::vector<std::shared_ptr<ScoreModel>> open_guided_models(
    const std::string& spec, NetworkOptions options, const std::vector<GuidanceChoice>& ways);

}  // namespace odelia
