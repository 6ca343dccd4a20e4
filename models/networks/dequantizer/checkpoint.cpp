#include "models/networks/checkpoints/folder.h"
#include "models/networks/dequantizer/dequantizer.h"

namespace odelia {

nlohmann::json to_json(const DequantizerConfig& c) {
  return {
      {"channels", c.channels}, {"size", c.size}, {"width", c.width}, {"couplings", c.couplings}};
}

DequantizerConfig read_dequantizer(Fields description) {
  DequantizerConfig c;
  description.without_default("channels", c.channels, "colours of an image; taken from the data")
      .without_default("size", c.size, "height and width of an image; taken from the data")
      .optional("width", c.width, "of the hidden layers")
      .optional("couplings", c.couplings, "affine couplings, on the halves of a checkerboard")
      .finish();
  return c;
}

void save_checkpoint(const std::filesystem::path& folder, const DequantizerCheckpoint& c,
                     at::ScalarType storage) {
  const nlohmann::json config = {{"kind", "dequantizer"},
                                 {"network", to_json(c.network)},
                                 {"dataset", c.dataset},
                                 {"model", c.model},
                                 {"training", c.training}};
  write_checkpoint(folder, config, c.parameters, storage);
}

DequantizerCheckpoint load_dequantizer_checkpoint(const std::filesystem::path& folder) {
  const auto file = (folder / "config.json").string();
  const auto json = read_config(folder, "dequantizer");
  DequantizerCheckpoint c;
  Fields fields(json, file);
  fields.optional("dataset", c.dataset)
      .optional("model", c.model)
      .ignore("kind")
      .ignore("hash")
      .ignore("training");
  c.network = read_dequantizer(fields.inner("network"));
  fields.finish();
  check(c.network);
  if (fields.has("training")) c.training = json.at("training");
  c.parameters = read_parameters(folder, json, dequantizer_shapes(c.network));
  return c;
}

std::shared_ptr<const Dequantizer> load_dequantizer(const std::string& spec) {
  return std::make_shared<Dequantizer>(
      load_dequantizer_checkpoint(checkpoint_folder(spec, "dequantizer")));
}

}  // namespace odelia
