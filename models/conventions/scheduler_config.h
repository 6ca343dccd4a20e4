#pragma once
#include <string>

#include "models/conventions/convention.h"

namespace odelia {

/// How the network beside a scheduler_config.json of diffusers is called, from the text of that file:
/// beta_schedule (linear, scaled_linear, squaredcos_cap_v2), trained_betas, prediction_type,
/// num_train_timesteps, variance_type; FlowMatch schedulers.  What it leaves out is as in diffusers;
/// -Infinity and the like, which Python writes, are taken where nothing here reads them.
/// Throws std::invalid_argument, naming the file, on what it cannot be, and on schedulers not known.
Convention scheduler_convention(const std::string& text, const std::string& file, bool snapped);

}  // namespace odelia
