#pragma once
#include <filesystem>

#include "models/data/fields.h"
#include "models/networks/checkpoints/parameters.h"

namespace odelia {

/// The folder of a network: a path, or the name of one shipped with Odelia, `pretrained:NAME` or just
/// NAME.  Throws std::invalid_argument, saying where it looked and which networks of this kind come
/// along, if there is none.
std::filesystem::path checkpoint_folder(const std::string& spec, const std::string& kind = "");

/// The networks of this kind ("score", "classifier", "dequantizer", "autoencoder", "generator") that
/// come with Odelia; of every kind for "".
std::vector<std::string> shipped_networks(const std::string& kind);

/// Writes folder/model.safetensors and folder/config.json, each whole
/// or not at all, for any kind of network.  The config gets the hash
/// of the weights.  storage: kFloat, or kHalf for half the bytes.
void write_checkpoint(const std::filesystem::path& folder, const nlohmann::json& config,
                      const ParameterSet& parameters, at::ScalarType storage);

/// The description in folder/config.json of a network of this kind, and its parameters as float32.
/// Throw std::invalid_argument on a missing or broken file, another kind, no description of the
/// network, tensors whose names or shapes are not those of `shapes`, or a value that is not finite
/// in float32; UnreadableFile unless the weights have the hash in the config, if it has one.
nlohmann::json read_config(const std::filesystem::path& folder, const std::string& kind);
ParameterSet read_parameters(const std::filesystem::path& folder, const nlohmann::json& config,
                             const ParameterSet& shapes);

/// Hash of the weights and of the description, but for the line that repeats the weights' hash.
std::string hash_checkpoint(const std::filesystem::path& folder);

/// The autoencoder in the folder of a network whose config names it, by hash_checkpoint, as that whose
/// latents its samples are; an empty path where the config names none.  Throws std::invalid_argument
/// where it is missing, another, or there and not named; `remedy` ends the sentence.
std::filesystem::path autoencoder_in(const std::filesystem::path& folder, const std::string& hash,
                                     const std::string& remedy);
/// Where that stands.
inline constexpr const char* kAutoencoderFolder = "autoencoder";

}  // namespace odelia
