#include "models/networks/foreign/folder_weights.h"

#include <stdexcept>

#include <fmt/format.h>

#include "models/data/fields.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/safetensors.h"
#include "models/networks/unets/autoencoder_kl.h"
#include "solvers/text.h"

namespace odelia {

FolderWeights folder_weights(const std::filesystem::path& folder) {
  FolderWeights out;
  out.folder = folder;
  out.who = "network '" + folder.string() + "'";
  const auto file = (folder / "config.json").string();
  out.config = read_json(file, 8 << 20);
  Fields fields(out.config, file);
  fields.optional("hash", out.hash);
  if (const auto* facts = fields.value("facts", "")) out.facts = *facts;
  Fields part = fields.inner("part");
  const auto* known = part.value("architecture", "");
  if (!known || !known->is_object())
    throw std::invalid_argument(
        out.who + ": its architecture is not known here; `odelia checkpoint` says what it lacks");
  Fields(*known, file).required("name", out.architecture).optional("prefix", out.prefix);
  return out;
}

FolderWeights autoencoder_weights(const std::filesystem::path& folder) {
  FolderWeights out = folder_weights(folder);
  if (out.architecture != kAutoencoderKl)
    throw std::invalid_argument(fmt::format("{}: is {}, and an autoencoder is {}", out.who,
                                            printable(out.architecture), kAutoencoderKl));
  return out;
}

ParameterSet FolderWeights::read() const {
  const auto file = (folder / "model.safetensors").string();
  if (const auto found = hash_file(file); found != hash)
    throw UnreadableFile(fmt::format(
        "{}: not the weights that config.json beside it was written with (hash {}, there {}); "
        "convert the checkpoint again",
        file, found, printable(hash)));
  return read_safetensors(file);
}

}  // namespace odelia
