#pragma once
#include <filesystem>
#include <functional>

#include <nlohmann/json.hpp>

#include "experiments/train/optimizer.h"

namespace odelia {

/// Everything a run needs to go on as if it had never stopped.
struct TrainingState {
  ParameterSet parameters, average = {};
  std::map<std::string, ParameterSet> further = {};  ///< averages by their decay's text
  int64_t step = 0;
  double seconds = 0;  ///< of training so far
  /// The settings that may change between a run and its continuation, each with the step from which
  /// they held: [{"step": 0, "lr": ...}, ...].
  nlohmann::json history = nlohmann::json::array();
};

/// The first of the names whose tensor has a value that is not finite, or "".
std::string not_finite(const ParameterSet& parameters);

/// The same over weights, averages and moments.
std::string not_finite(const TrainingState& state, Optimizer& optimizer);

/// Writes the state atomically: a kill leaves the old file or the new one.  Throws
/// std::runtime_error, and leaves the old file, if a value of the state is not finite.
void save_state(const std::filesystem::path& file, const std::string& config_text,
                const TrainingState& state, Optimizer& optimizer);

/// Removes what runs that were killed had not finished writing into a run's folder and those below
/// it.  By whoever has the folder's lock: another's file would be one that is being written.
void remove_unfinished(const std::filesystem::path& folder);

/// Reads what save_state wrote.  The learning rates, their warm-up and schedule, the limit on
/// gradients and the budget may differ from the config that wrote it; a further average that it has
/// not begins with its weights.  The config in the file is compared after `resolve`, if there is
/// one.  Throws std::invalid_argument, naming the key and both values, if it belongs to another
/// config, and if it belongs to another network or is not finite.
void load_state(const std::filesystem::path& file, const std::string& config_text,
                TrainingState& state, Optimizer& optimizer,
                const std::function<std::string(const std::string&)>& resolve = {});

}  // namespace odelia
