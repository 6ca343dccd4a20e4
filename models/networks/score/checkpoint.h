#pragma once
#include <memory>

#include "models/networks/autoencoder/autoencoder.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/score/preconditioning.h"
#include "models/networks/score/score_network.h"
#include "models/student.h"
#include "solvers/model_statistics.h"

namespace odelia {

/// The autoencoder whose latents a score network is of, and its files.
struct ScoreLatent {
  std::shared_ptr<const Autoencoder> coder;  ///< null: the network is of the data themselves
  AutoencoderFiles files;
};
/// Of an autoencoder's folder, or the name of a shipped one.  Throws as load_autoencoder.
ScoreLatent score_latent(const std::string& spec);

/// A trained score network: the architecture, what its output means, and how it came about.
struct ScoreCheckpoint {
  std::shared_ptr<const ScoreNetwork> network;
  Target target = Target::noise;
  std::vector<double> lambda_range = {-5,
                                      4.6};  ///< half log-SNRs it was trained on: lowest, highest
  std::string dataset;
  nlohmann::json training = nlohmann::json::object();  ///< facts for people; not interpreted
  ParameterSet parameters;
  std::shared_ptr<const ModelStatistics> statistics = {};  ///< of statistics.npz; null without it
  /// How it was distilled; null where it was not.
  std::shared_ptr<const Student> student = {};
  /// Why the statistics there cannot be taken; empty if they can, or there are none.
  std::string statistics_problem = {};
  ScoreLatent latent = {};
  /// sigma/alpha at the cleanest level: where a consistency function is the identity.
  double s_min() const { return std::exp(-lambda_range[1]); }
};

/// write_checkpoint for a score network.  Its autoencoder, if it has one, goes into the folder
/// `autoencoder` beside it, as it is, and its hash into the config.
void save_checkpoint(const std::filesystem::path& folder, const ScoreCheckpoint& checkpoint,
                     at::ScalarType storage = at::kHalf);

/// Reads and checks both files, and statistics.npz if there is one; parameters come as float32.
/// Statistics that are damaged, were measured on other weights or do not say on which are left out
/// and named in statistics_problem: only what asks for them has to be refused.
/// Throws std::invalid_argument when a file is missing or the config has an unknown or ill-typed
/// field, or when a tensor's name or shape does not fit, or its autoencoder is missing or another.
ScoreCheckpoint load_score_checkpoint(const std::filesystem::path& folder);

}  // namespace odelia
