#pragma once
#include <filesystem>

#include <nlohmann/json.hpp>

#include "models/networks/checkpoints/contents.h"

namespace odelia {

/// Writes one of the networks of a file from elsewhere as FOLDER/model.safetensors, every tensor in its
/// own type, and FOLDER/config.json, kind "foreign", which it returns.  Throws Misuse where the folder
/// holds another network, and where the tensors have no names or cannot be read.
nlohmann::ordered_json write_checkpoint_folder(const CheckpointContents& contents,
                                               const CheckpointPart& part,
                                               const std::filesystem::path& folder);

}  // namespace odelia
