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
       app.option("--data", a->data, "data folder (default: ODELIA_DATA)");
       app.option("--set", a->settings, "key=value over the config, e.g. optimizer.lr=0.001")
           .repeatable();
       app.run([a] { train(*a); });
     }}};

}  // namespace
}  // namespace odelia
