#include <filesystem>

#include "experiments/command/data_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/train/config.h"
#include "models/data/files.h"
#include "models/networks/checkpoints/folder.h"

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
  out.update(config.settings->inputs());
  if (!config.from.empty()) out["from"] = hash_network(config.from);
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

/// The weights that a run begins with where it is told a network; throws std::invalid_argument
/// unless it is one of the task's kind and architecture.
ParameterSet start_of(const TrainConfig& config, TrainingTask& task) {
  if (config.from.empty()) return {};
  const auto folder = checkpoint_folder(config.from, config.task);
  return read_parameters(folder, read_config(folder, config.task), task.initial(0));
}

/// The task of a config on these images; throws std::invalid_argument on what does not fit.
std::unique_ptr<TrainingTask> make_task(const TrainConfig& config, ImageSet training,
                                        ImageSet test) {
  config.settings->check_data(training);
  return config.settings->make({config.loop.batch, config.type()}, std::move(training),
                               std::move(test));
}

void train(Arguments arguments) {
  take_old_data_folder("train", false, arguments.data, arguments.data_folder);
  const auto config = read_train_config(arguments.config, arguments.settings);
  check(config.loop);
  // All that a config can have wrong is known before the data is read.
  const ImageSet outlined = outline(find_data_set(config.dataset));
  const ParameterSet start = start_of(config, *make_task(config, outlined, outlined));
  make_folder("train", arguments.out);
  refuse_other_network(arguments.out);
  auto training = load_images(config.dataset, "train", arguments.data_folder);
  auto test = load_images(config.dataset, "test", arguments.data_folder);
  const RunFolder folder("train", arguments.out, identity(config, training));
  const auto log = [](const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  };
  log(fmt::format("{}: {} on {}: {} training and {} {} {}, {}", arguments.config, config.task,
                  config.dataset, training.images.size(0), test.images.size(0), test.split,
                  test.kind(), config.precision));
  const auto task = make_task(config, std::move(training), std::move(test));
  run_training(*task, config.loop, arguments.out, log, start);
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
