#include <filesystem>

#include "models/networks/checkpoints/load_checkpoint.h"
#include "models/networks/classifier/classifier.h"

namespace odelia {

nlohmann::json to_json(const ClassifierConfig& c) {
  return {{"channels", c.channels}, {"size", c.size}, {"classes", c.classes},
          {"widths", c.widths},     {"mean", c.mean}, {"std", c.std}};
}

ClassifierConfig read_classifier(Fields description) {
  ClassifierConfig c;
  description.without_default("channels", c.channels, "colours of an image; taken from the data")
      .without_default("size", c.size, "height and width of an image; taken from the data")
      .without_default("classes", c.classes, "to tell apart; taken from the data")
      .optional("widths", c.widths, "channels of each level; the last: of the features")
      .without_default("mean", c.mean, "of pixels in [0, 1], by channel; taken from the data")
      .without_default("std", c.std, "of pixels in [0, 1], by channel; taken from the data")
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
  return load_checkpoint<ClassifierCheckpoint>(
      folder, "classifier",
      [](ClassifierCheckpoint& c, Fields& fields) {
        c.network = read_classifier(fields.inner("network"));
      },
      [](const ClassifierCheckpoint& c, const Fields&) {
        check(c.network);
        return classifier_shapes(c.network);
      });
}

std::shared_ptr<Classifier> load_classifier(const std::string& spec, at::Device device) {
  return std::make_shared<Classifier>(
      load_classifier_checkpoint(checkpoint_folder(spec, "classifier")), device);
}

namespace {
const RegisterExtractor classifier{
    {.kind = "classifier", .open = [](const std::filesystem::path& folder, at::Device device) {
       return std::make_shared<const Classifier>(load_classifier_checkpoint(folder), device);
     }}};
}  // namespace

}  // namespace odelia
