#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "models/networks/score/network_options.h"
#include "models/score_model.h"

namespace odelia {

/// Whether the spec is a folder with a network from elsewhere, as `odelia checkpoint` writes it.
bool is_foreign_folder(const std::string& spec);
/// The same, or a network from elsewhere as a TorchScript file.
bool is_foreign(const std::string& spec);

/// All that the answers of such a network depend on, as one line: its files' hash, the convention and
/// the shape.  Throws as foreign_folder_model.
std::string foreign_folder_identity(const std::string& folder, const ForeignChoice& choice);

/// A network of the public codes from a folder, computed here: model.safetensors, and in config.json
/// its architecture, the facts that its weights do not say, its convention and the shape of a
/// sample; the last two may be chosen otherwise.  Throws std::invalid_argument on an architecture
/// that does not run here and on what is missing, with a remedy.
std::shared_ptr<ScoreModel> foreign_folder_model(const std::string& folder,
                                                 const NetworkOptions& options);

/// The convention of a checkpoint that says by its class, with the arguments, which it is: EDM's and
/// EDM2's preconditioned networks; "" of another.
/// Source: NVlabs/edm, training/networks.py; NVlabs/edm2, training/networks_edm2.py.
std::string convention_of_object(const std::string& class_name,
                                 const nlohmann::ordered_json& arguments);
/// What the weights do not say, of the arguments of such a checkpoint: those of EDM2's U-Net and its
/// blocks that its architecture here asks for; none of another architecture.
/// Source: NVlabs/edm2, training/networks_edm2.py (Precond hands them on).
nlohmann::ordered_json facts_of_object(const std::string& architecture,
                                       const nlohmann::ordered_json& arguments);

}  // namespace odelia
