#include <filesystem>

#include "experiments/command/data_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/train/config.h"
#include "models/data/files.h"

namespace odelia {
namespace {

struct Arguments {
  std::string config, out, data, data_folder;
  std::vector<std::string> settings;
};

/// What a run's weights depend on besides its config, which may change in part: see load_state.
nlohmann::ordered_json identity(const TrainConfig& config, const ImageSet& training) {
  nlohmann::ordered_json out = {
      {"verb", "train"},
      {"task", config.task},
      {"dataset", config.dataset},
      {"data", hash_text(hash_tensor(training.images) + hash_tensor(training.labels))}};
  if (config.task == "dequantizer") out["model"] = hash_network(config.dequantisation.model);
  return out;
}

/// A network that no training run left there is not replaced.
void refuse_other_network(const std::string& folder) {
  const auto there = [&](const char* name) {
    return std::filesystem::exists(std::filesystem::path(folder) / name);
  };
  if (there("model.safetensors") && !there("state.safetensors") && !there("run.json"))
    throw Misuse(fmt::format(
        "train --out '{}': holds a network, and no run that could go on; give another folder",
        printable(folder)));
}

void train(Arguments arguments) {
  take_old_data_folder("train", false, arguments.data, arguments.data_folder);
  const auto config = read_train_config(arguments.config, arguments.settings);
  check(config.loop);
  make_folder("train", arguments.out);
  refuse_other_network(arguments.out);
  auto training = load_images(config.dataset, "train", arguments.data_folder);
  auto test = load_images(config.dataset, "test", arguments.data_folder);
  check_network(config, training);
  const RunFolder folder("train", arguments.out, identity(config, training));
  const auto log = [](const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  };
  log(fmt::format("{}: {} on {}: {} training and {} {} images, {}", arguments.config, config.task,
                  config.dataset, training.images.size(0), test.images.size(0), test.split,
                  config.precision));
  std::unique_ptr<TrainingTask> task;
  if (config.task == "score") {
    ScoreCheckpoint description;
    description.network = config.network;
    description.network.channels = training.images.size(1);
    description.network.size = training.images.size(2);
    description.target = config.objective.target;
    description.dataset = config.dataset;
    check(description.network);
    task = score_task(description, config.objective, config.loop.batch, config.type(),
                      std::move(training), std::move(test));
  } else if (config.task == "dequantizer") {
    task = dequantizer_task(config.dequantizer, config.dequantisation, config.loop.batch,
                            std::move(training), std::move(test));
  } else {
    task = classifier_task(config.classifier, config.classification, config.loop.batch,
                           config.type(), std::move(training), std::move(test));
  }
  run_training(*task, config.loop, arguments.out, log);
  log("wrote " + arguments.out);
}

const RegisterVerb verb{
    {"train", "train a score network, a classifier or a dequantiser from a TOML config",
     [](CommandLine& app) {
       app.example("Train", "odelia train config.toml --out network");
       auto a = std::make_shared<Arguments>();
       app.option("config", a->config, "TOML file").required().existing_file();
       app.option("--out", a->out,
                  "folder for the checkpoint and the state; a run found there goes on")
           .required();
       app.option("--data-folder", a->data_folder, "where data sets lie; else ODELIA_DATA");
       app.option("--data", a->data, "the same, as it was called before").hidden();
       app.option("--set", a->settings, "key=value over the config, e.g. optimizer.lr=0.001")
           .repeatable();
       app.run([a] { train(*a); });
     }}};

}  // namespace
}  // namespace odelia
