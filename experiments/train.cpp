#include <CLI/CLI.hpp>

#include "experiments/train_config.h"
#include "experiments/verbs.h"

namespace odelia {
namespace {

struct Arguments {
  std::string config, out, data;
  std::vector<std::string> settings;
};

void train(const Arguments& arguments) {
  auto config = read_train_config(arguments.config, arguments.settings);
  auto training = load_images(config.dataset, "train", arguments.data);
  auto test = load_images(config.dataset, "test", arguments.data);
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
  } else {
    task = classifier_task(config.classifier, config.classification, config.loop.batch,
                           config.type(), std::move(training), std::move(test));
  }
  run_training(*task, config.loop, arguments.out, log);
  log("wrote " + arguments.out);
}

const RegisterVerb verb{
    {"train", "train a score network or a classifier from a TOML config", [](CLI::App& app) {
       auto a = std::make_shared<Arguments>();
       app.add_option("config", a->config, "TOML file")->required()->check(CLI::ExistingFile);
       app.add_option("--out", a->out,
                      "folder for the checkpoint and the state; a run found there goes on")
           ->required();
       app.add_option("--data", a->data, "data folder (default: ODELIA_DATA)");
       app.add_option("--set", a->settings, "key=value over the config, e.g. optimizer.lr=0.001")
           ->take_all();
       app.callback([a] { train(*a); });
     }}};

}  // namespace
}  // namespace odelia
