#pragma once
#include <memory>
#include <string>

#include "models/networks/score/network_options.h"
#include "models/score_model.h"

namespace odelia {

/// The score model of a spec: `mixture:FILE.json`, `torchscript:FILE` (see NetworkOptions::foreign),
/// a folder with a network, or the name of a shipped one.  Throws std::invalid_argument, saying where
/// it looked, if there is none.
std::shared_ptr<ScoreModel> open_model(const std::string& spec, const NetworkOptions& options = {});

}  // namespace odelia
