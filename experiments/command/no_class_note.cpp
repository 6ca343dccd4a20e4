#include "experiments/command/no_class_note.h"

#include "models/networks/score/network_model.h"

namespace odelia {

std::string no_class_note(const ScoreModel& model) {
  const auto* network = dynamic_cast<const NetworkModel*>(&model);
  return network && network->checkpoint().network->classes() > 0
             ? ", without a class (the network knows classes)"
             : "";
}

}  // namespace odelia
