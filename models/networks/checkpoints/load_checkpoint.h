#pragma once
#include "models/networks/checkpoints/folder.h"

namespace odelia {

/// A checkpoint of this kind from its folder, with what all kinds share: `dataset`, `training` and the
/// parameters, and every check of read_config, Fields and read_parameters.
/// read(checkpoint, fields) takes the kind's own keys and `network`; when it is known that there are no
/// others, shapes(checkpoint, fields) checks what they say and gives the parameters' placeholders.
/// Throws as read_config and read_parameters; std::invalid_argument on an unknown key.
template <class Checkpoint, class Read, class Shapes>
Checkpoint load_checkpoint(const std::filesystem::path& folder, const std::string& kind,
                           const Read& read, const Shapes& shapes) {
  const auto config = read_config(folder, kind);
  Fields fields(config, (folder / "config.json").string());
  Checkpoint c;
  fields.optional("dataset", c.dataset).ignore("kind").ignore("hash").ignore("training");
  read(c, fields);
  fields.finish();
  const ParameterSet placeholders = shapes(c, fields);
  if (fields.has("training")) c.training = config.at("training");
  c.parameters = read_parameters(folder, config, placeholders);
  return c;
}

}  // namespace odelia
