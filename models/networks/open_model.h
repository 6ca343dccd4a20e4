#pragma once
#include "models/networks/score/network_model.h"

namespace odelia {

/// The score model of a spec: `mixture:FILE.json`, a folder with a network, or the name of a
/// shipped one.  Throws std::invalid_argument, saying where it looked, if there is none.
std::shared_ptr<ScoreModel> open_model(const std::string& spec, const NetworkOptions& options = {});

}  // namespace odelia
