#include "models/networks/checkpoints/load_checkpoint.h"
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
  return load_checkpoint<DequantizerCheckpoint>(
      folder, "dequantizer",
      [](DequantizerCheckpoint& c, Fields& fields) {
        fields.optional("model", c.model);
        c.network = read_dequantizer(fields.inner("network"));
      },
      [](const DequantizerCheckpoint& c, const Fields&) {
        check(c.network);
        return dequantizer_shapes(c.network);
      });
}

std::shared_ptr<const Dequantizer> load_dequantizer(const std::string& spec) {
  return std::make_shared<Dequantizer>(
      load_dequantizer_checkpoint(checkpoint_folder(spec, "dequantizer")));
}

}  // namespace odelia
