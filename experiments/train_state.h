#pragma once
#include <filesystem>

#include "experiments/train_optimizer.h"

namespace odelia {

/// Everything a run needs to go on as if it had never stopped.
struct TrainingState {
  ParameterSet parameters, average = {};
  std::map<std::string, ParameterSet> further = {};  ///< averages by their decay's text
  int64_t step = 0;
  double seconds = 0;  ///< of training so far
};

/// Writes the state atomically: a kill leaves the old file or the new one.
void save_state(const std::filesystem::path& file, const std::string& config_text,
                const TrainingState& state, Optimizer& optimizer);

/// Reads what save_state wrote.  Throws std::invalid_argument if it belongs to another config or
/// network.
void load_state(const std::filesystem::path& file, const std::string& config_text,
                TrainingState& state, Optimizer& optimizer);

}  // namespace odelia
