#include <filesystem>

#include "models/data/files.h"
#include "models/networks/checkpoint.h"
#include "models/networks/classifier.h"
#include "models/networks/network_model.h"
#include "models/networks/safetensors.h"

namespace odelia {

nlohmann::json to_json(const ClassifierConfig& c) {
  return {{"channels", c.channels}, {"size", c.size}, {"classes", c.classes},
          {"widths", c.widths},     {"mean", c.mean}, {"std", c.std}};
}

ClassifierConfig classifier_from_json(const nlohmann::json& json, const std::string& where) {
  ClassifierConfig c;
  Fields(json, where)
      .optional("channels", c.channels)
      .optional("size", c.size)
      .optional("classes", c.classes)
      .optional("widths", c.widths)
      .optional("mean", c.mean)
      .optional("std", c.std)
      .finish();
  return c;
}

void save_checkpoint(const std::filesystem::path& folder, const ClassifierCheckpoint& c,
                     at::ScalarType storage) {
  const nlohmann::json config = {{"kind", "classifier"},
                                 {"network", to_json(c.network)},
                                 {"dataset", c.dataset},
                                 {"training", c.training}};
  write_checkpoint(folder, config, c.parameters, storage);
}

ClassifierCheckpoint load_classifier_checkpoint(const std::filesystem::path& folder) {
  const auto file = (folder / "config.json").string();
  const auto json = nlohmann::json::parse(read_text(file, 1 << 20), nullptr, false);
  if (json.is_discarded()) throw std::invalid_argument(file + ": not valid JSON");
  ClassifierCheckpoint c;
  std::string kind;
  Fields fields(json, file);
  fields.required("kind", kind)
      .optional("dataset", c.dataset)
      .ignore("network")
      .ignore("training")
      .finish();
  if (kind != "classifier")
    throw std::invalid_argument(file + ": kind is '" + kind + "', expected 'classifier'");
  if (!fields.has("network")) throw std::invalid_argument(file + ": 'network' is missing");
  c.network = classifier_from_json(json.at("network"), file + ": network");
  check(c.network);
  if (fields.has("training")) c.training = json.at("training");
  c.parameters = read_safetensors((folder / "model.safetensors").string());
  check_same_shapes(c.parameters, make_classifier(c.network, {}, 0),
                    (folder / "model.safetensors").string());
  for (auto& [name, value] : c.parameters) value = value.to(at::kFloat);
  return c;
}

std::shared_ptr<Classifier> load_classifier(const std::string& spec, at::Device device) {
  return std::make_shared<Classifier>(load_classifier_checkpoint(checkpoint_folder(spec)), device);
}

}  // namespace odelia
