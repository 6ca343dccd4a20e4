#pragma once
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// A network from elsewhere in a folder, as `odelia checkpoint` writes it.
struct FolderWeights {
  std::filesystem::path folder;
  std::string who;                                  ///< in whose name errors speak
  std::string architecture;                         ///< as it is recognised
  std::string prefix;                               ///< of all names
  std::string hash;                                 ///< of the weights
  nlohmann::json facts = nlohmann::json::object();  ///< what the weights do not say
  nlohmann::json config;                            ///< all of config.json

  /// Throws UnreadableFile where the file is not the one that config.json was written with.
  ParameterSet read() const;
};
/// Throws std::invalid_argument where config.json is missing or damaged, or knows no architecture.
FolderWeights folder_weights(const std::filesystem::path& folder);
/// The same of an autoencoder, of which AutoencoderKL runs here; throws on any other network too.
FolderWeights autoencoder_weights(const std::filesystem::path& folder);

}  // namespace odelia
