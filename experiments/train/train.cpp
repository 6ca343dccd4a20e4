#include <algorithm>
#include <filesystem>

#include <ATen/ops/bincount.h>
#include <ATen/ops/tensor.h>
#include <fmt/ranges.h>

#include "experiments/command/config_file.h"
#include "experiments/command/data_option.h"
#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/train/batches.h"
#include "experiments/train/config.h"
#include "models/data/files.h"
#include "models/networks/checkpoints/folder.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

struct Arguments {
  std::string config, out, data, data_folder, device = "cpu";
  ImageRule rule;
  std::vector<std::string> settings;
};

/// How images are held out, as provenances and identities name it; see draw_held_out.
constexpr const char* kHeldOutRule = "at random, seed 0, of each class its share, never its last";

/// How order and noise of a step are drawn, as identities name it; see mix_seed.
constexpr const char* kDrawsRule = "seed, step and purpose, mixed one by one";

/// What a run's weights and measures depend on besides its config, which may change in part: see
/// load_state.
/// test_data: the hash of what is measured on, where that is given beside the training data.
nlohmann::ordered_json identity(const TrainConfig& config, const ImageSet& training,
                                const std::string& test_data) {
  nlohmann::ordered_json out = {
      {"verb", "train"},
      {"task", config.task},
      {"dataset", is_own_data(config.data.data) ? "own images" : config.data.data}};
  if (is_own_data(config.data.data) || !config.data.rule.plain())
    out["data_rule"] = to_string(config.data.rule);
  if (training.provenance.contains("held_out")) out["held_out_rule"] = kHeldOutRule;
  out["data"] = hash_data(training);
  if (!test_data.empty()) out["test_data"] = test_data;
  out["draws"] = kDrawsRule;  // a seed's noise was once its neighbour's of the next step
  out.update(config.settings->inputs());
  if (!config.from.empty()) out["from"] = config.loop.from.at("hash");
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
  if (const auto why = config.settings->no_from(); !why.empty())
    throw Misuse(fmt::format("train: from: {}; leave it out", why));
  const auto folder = checkpoint_folder(config.from, config.task);
  return task.initial_from(folder, read_config(folder, config.task), config.loop.seed);
}

/// What it had seen already, and in turn what that began with.
nlohmann::json facts_of_start(const TrainConfig& config) {
  if (config.from.empty()) return {};
  nlohmann::json out = {{"hash", hash_network(config.from)}};
  const auto description = read_config(checkpoint_folder(config.from, config.task), config.task);
  if (const auto facts = description.find("training"); facts != description.end())
    for (const char* key : {"images_seen", "steps", "from"})
      if (facts->contains(key)) out[key] = facts->at(key);
  // A smaller one, which has grown.
  auto network = description.value("network", nlohmann::json::object());
  for (const char* key : {"channels", "size", "dimension"}) network.erase(key);
  if (network != config.settings->network()) out["network"] = network;
  return out;
}

/// The task of a config on these images; throws std::invalid_argument on what does not fit.
std::unique_ptr<TrainingTask> make_task(const TrainConfig& config, ImageSet training,
                                        ImageSet test) {
  config.settings->check_data(training);
  return config.settings->make(
      {config.loop.batch, config.type(), config.loop.steps, config.loop.device},
      std::move(training), std::move(test));
}

/// What the weights are fitted to, and what is measured on.
struct Split {
  ImageSet training, test;
};

/// These rows go to a set of their own, the others move up in their own memory.
Split held_out(ImageSet all, const std::vector<int64_t>& rows) {
  const int64_t n = all.images.size(0);
  const Tensor chosen = at::tensor(rows, at::kLong);
  const auto of = [&](const Tensor& x) { return x.defined() ? x.index_select(0, chosen) : x; };
  Split out{all, {of(all.images), of(all.labels), all.name, "held-out"}};
  std::vector<bool> held(n, false);
  for (const int64_t row : rows) held[row] = true;
  const auto close = [&](Tensor& x) {
    if (!x.defined()) return;
    int64_t to = 0;
    for (int64_t i = 0; i < n; ++i) {
      if (held[i]) continue;
      if (to != i) x[to].copy_(x[i]);
      ++to;
    }
    x = x.narrow(0, 0, to);
  };
  close(out.training.images), close(out.training.labels);
  out.training.split = "training";
  out.training.provenance["held_out"] = rows.size();
  out.training.provenance["held_out_rule"] = kHeldOutRule;
  return out;
}

/// Classes below the greatest label that no image has: a network would know them in name.
void note_empty_classes(const ImageSet& training) {
  if (!training.labels.defined()) return;
  const Tensor counts = at::bincount(training.labels);
  std::vector<int64_t> empty;
  for (int64_t i = 0; i < counts.size(0); ++i)
    if (counts[i].item<int64_t>() == 0) empty.push_back(i);
  if (empty.empty()) return;
  const size_t shown = std::min<size_t>(empty.size(), 5);
  fmt::print(stderr, "note: {}: no training image has label {}{}; labels go up to {}\n",
             training.name, fmt::join(empty.begin(), empty.begin() + shown, ", "),
             shown < empty.size() ? fmt::format(" and {} others", empty.size() - shown) : "",
             counts.size(0) - 1);
}

/// How many of one's own images are held out: as the config says, else a tenth, at most 1,000.
int64_t held_out_count(const TrainConfig& config, const ImageSet& all) {
  const int64_t n = all.images.size(0);
  if (config.held_out >= 0) return config.held_out;
  const int64_t classes =
      all.labels.defined() ? (at::bincount(all.labels) > 0).sum().item<int64_t>() : 1;
  return std::min({n / 10, n - classes, int64_t{1000}});
}

Split read_split(const TrainConfig& config, DataReader& data) {
  const DataChoice& choice = config.data;
  if (!is_own_data(choice.data)) {
    DataChoice test = choice;
    test.split = "test";
    return {data.read(), read_data(test, "train")};
  }
  ImageSet all = data.read();
  note_skipped(all);
  if (!config.test_data.empty()) {
    DataChoice test = choice;
    test.data = config.test_data, test.split = "test";
    Split out{all, read_data(test, "train: test_data")};
    note_skipped(out.test);
    if (out.test.images.sizes().slice(1) != all.images.sizes().slice(1))
      throw Misuse(fmt::format("train: test_data holds images [{}], data [{}]",
                               fmt::join(out.test.images.sizes().slice(1), ", "),
                               fmt::join(all.images.sizes().slice(1), ", ")));
    const auto classes = [](const ImageSet& set) {
      return set.provenance.value("classes", json());
    };
    if (!classes(all).is_null() && !classes(out.test).is_null() &&
        classes(all) != classes(out.test))
      throw Misuse(fmt::format(
          "train: the sub-folders of test_data are {}, those of data {}, and a label would mean "
          "another class; give both the same",
          printable(classes(out.test).dump()), printable(classes(all).dump())));
    return out;
  }
  if (const int64_t count = held_out_count(config, all); count > 0) {
    const auto rows = draw_held_out(all.labels, all.images.size(0), count);
    return held_out(std::move(all), rows);
  }
  Split out{all, all};
  out.test.split = "training (the same)";
  return out;
}

void train(Arguments arguments) {
  take_old_data_folder(arguments.data, arguments.data_folder);
  // Flags are settings by another name.
  const auto set = [&](const std::string& key, const std::string& toml) {
    arguments.settings.push_back(key + "=" + toml);
  };
  const auto quoted = [](const std::string& text) {
    if (!is_utf8(text)) throw Misuse("train --data: the path must be UTF-8, as configs are");
    return nlohmann::json(text).dump();
  };
  if (!arguments.data.empty()) set("data", quoted(arguments.data));
  if (arguments.rule.resize != 0) set("resize", std::to_string(arguments.rule.resize));
  if (!arguments.rule.filter.empty()) set("filter", quoted(arguments.rule.filter));
  if (!arguments.rule.transform.empty()) set("transform", quoted(arguments.rule.transform));
  if (arguments.rule.skip_broken) set("skip_broken", "true");
  auto config = read_train_config(config_file(arguments.config), arguments.settings);
  config.data.split = "train", config.data.folder = arguments.data_folder;
  check(config.loop);
  config.loop.device = read_device(arguments.device, "train");
  // All that a config can have wrong is known before the data is read.
  const auto data = open_data(config.data, "train");
  const ImageSet outlined = data->outline();
  const ParameterSet start = start_of(config, *make_task(config, outlined, outlined));
  config.loop.from = facts_of_start(config);
  make_folder("train", arguments.out);
  refuse_other_network(arguments.out);
  auto [training, test] = read_split(config, *data);
  note_empty_classes(training);
  if (!config.test_data.empty()) config.loop.test_data = hash_data(test);
  const RunFolder folder("train", arguments.out, identity(config, training, config.loop.test_data));
  const auto log = [](const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  };
  log(fmt::format("{}: {} on {}: {} training and {} {} {}, {}", arguments.config, config.task,
                  training.name, training.images.size(0), test.images.size(0), test.split,
                  test.kind(), config.precision));
  if (is_own_data(config.data.data)) {  // which class is which, and what was done to the files
    write_text(folder.file("data.json"), training.provenance.dump(2) + "\n");
    log(fmt::format("data: {}", training.provenance.dump()));
  }
  const auto task = make_task(config, std::move(training), std::move(test));
  run_training(*task, config.loop, arguments.out, log, start);
  log("wrote " + arguments.out);
}

const RegisterVerb verb{
    {"train",
     "train a score network, a student of few steps, an autoencoder, a GAN, a classifier or a "
     "dequantiser",
     [](CommandLine& app) {
       app.example("Train", "odelia train config.toml --out network");
       auto a = std::make_shared<Arguments>();
       app.option("config", a->config, "TOML file, or the name of one that comes along").required();
       app.option("--out", a->out,
                  "folder for the checkpoint and the state; a run found there goes on")
           .required();
       app.option("--data", a->data, "in the place of the config's " + data_help());
       app.option("--data-folder", a->data_folder, "where data sets lie; else ODELIA_DATA");
       add_image_rule(app, a->rule);
       add_device_option(app, a->device);
       app.option("--set", a->settings, "key=value over the config, e.g. optimizer.lr=0.001")
           .repeatable();
       app.run([a] { train(*a); });
     }}};

}  // namespace
}  // namespace odelia
