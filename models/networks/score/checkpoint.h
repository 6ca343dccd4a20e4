#pragma once
#include <memory>

#include "models/networks/checkpoints/folder.h"
#include "models/networks/score/preconditioning.h"
#include "models/networks/score/unet.h"
#include "solvers/model_statistics.h"

namespace odelia {

/// A U-Net's description as it stands in config.json and in training configs.
nlohmann::json to_json(const UNetConfig& config);
/// Reads the fields it finds over the defaults.  Throws std::invalid_argument naming `where` and
/// the field.
UNetConfig unet_from_json(const nlohmann::json& json, const std::string& where);

/// A trained score network: the architecture, what its output means, and how it came about.
struct ScoreCheckpoint {
  UNetConfig network;
  Target target = Target::noise;
  std::vector<double> lambda_range = {-5,
                                      4.6};  ///< half log-SNRs it was trained on: lowest, highest
  std::string dataset;
  nlohmann::json training = nlohmann::json::object();  ///< facts for people; not interpreted
  ParameterSet parameters;
  std::shared_ptr<const ModelStatistics> statistics = {};  ///< of statistics.npz; null without it
};

/// write_checkpoint for a score network.
void save_checkpoint(const std::filesystem::path& folder, const ScoreCheckpoint& checkpoint,
                     at::ScalarType storage = at::kHalf);

/// Reads and checks both files, and statistics.npz if there is one; parameters come as float32.
/// Throws std::invalid_argument when a file is missing or the config has an unknown or ill-typed
/// field, or when a tensor's name or shape does not fit.
ScoreCheckpoint load_score_checkpoint(const std::filesystem::path& folder);

}  // namespace odelia
