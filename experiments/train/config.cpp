#include "experiments/train/config.h"

#include <algorithm>
#include <cstring>

#include "experiments/command/data_option.h"
#include "experiments/command/toml_text.h"
#include "experiments/train/range.h"
#include "models/data/datasets.h"
#include "models/data/fields.h"
#include "models/data/json.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {

void check_loop_ranges(const LoopConfig& loop, const std::string& where) {
  const auto& o = loop.optimizer;
  constexpr double kMost = 1e6;  // what float32 has not is far away
  std::vector<Range> all = {
      {"training.batch", double(loop.batch), 1, 1e6},
      {"training.clip", loop.clip, 0},
      {"training.ema", loop.ema, 0, 1},
      {"training.warmup", double(loop.warmup), 0},
      {"training.decay_from", loop.decay_from, 0, 1},
      {"training.report_seconds", loop.report_seconds, 0},
      {"training.evaluate_minutes", loop.evaluate_minutes, 0},
      {"training.save_minutes", loop.save_minutes, 0},
      {"training.keep_images", double(loop.keep_images), 0},
      {"budget.steps", double(loop.steps), 0},
      {"budget.minutes", loop.minutes, 0},
      {"optimizer.lr", o.lr, 0, kMost, false},
      {"optimizer.beta1", o.beta1, 0, 1},
      {"optimizer.beta2", o.beta2, 0, 1},
      {"optimizer.eps", o.eps, 0, kMost, false},
      {"optimizer.weight_decay", o.weight_decay, 0, kMost},
      {"optimizer.muon_lr", o.muon_lr, 0, kMost, false},
      {"optimizer.muon_momentum", o.muon_momentum, 0, 1},
  };
  for (double decay : loop.further_ema) all.push_back({"training.further_ema", decay, 0, 1});
  check_ranges(all, where);
}

/// All that a run's weights depend on but its budget, with every default filled in: a config again.
nlohmann::json resolved(const TrainConfig& c) {
  const auto& loop = c.loop;
  const auto& o = loop.optimizer;
  nlohmann::json out = {{"task", c.task},
                        {"dataset", is_own_data(c.data.data) ? "own images" : c.data.data},
                        {"precision", c.precision},
                        {"seed", loop.seed},
                        {"training",
                         {{"batch", loop.batch},
                          {"clip", loop.clip},
                          {"ema", loop.ema},
                          {"further_ema", loop.further_ema},
                          {"warmup", loop.warmup},
                          {"schedule", loop.schedule},
                          {"decay_from", loop.decay_from}}},
                        {"optimizer",
                         {{"name", o.name},
                          {"lr", o.lr},
                          {"beta1", o.beta1},
                          {"beta2", o.beta2},
                          {"eps", o.eps},
                          {"weight_decay", o.weight_decay},
                          {"muon_lr", o.muon_lr},
                          {"muon_momentum", o.muon_momentum},
                          {"muon_normalize", o.muon_normalize}}},
                        {"objective", c.settings->objective()},
                        {"network", c.settings->network()}};
  if (!c.from.empty()) out["from"] = c.from;
  return out;
}

TrainConfig config_from(const nlohmann::json& json, const std::string& where,
                        std::vector<KeyDoc>* asked = nullptr);

/// A config text that some version of this program left with a state, with today's defaults; what
/// is no config of today stands for itself.
std::string resolved_text(const std::string& text) {
  try {
    return config_from(parse_json<nlohmann::json>(text, "config"), "config").loop.config_text;
  } catch (const std::exception&) {
    return text;
  }
}

void read_loop(Fields fields, LoopConfig& loop) {
  fields.optional("batch", loop.batch, "images of a step")
      .optional("clip", loop.clip, "limit on the joint norm of all gradients; 0: none")
      .optional("ema", loop.ema, "decay of the average of weights, a step")
      .optional("further_ema", loop.further_ema, "decays of averages kept beside it")
      .optional("warmup", loop.warmup, "steps of linearly growing learning rate")
      .optional("schedule", loop.schedule, "of the learning rate: constant, linear or cosine")
      .optional("decay_from", loop.decay_from, "part of the budget after which it falls")
      .optional("report_seconds", loop.report_seconds, "between lines of progress")
      .optional("evaluate_minutes", loop.evaluate_minutes, "between measures on test data")
      .optional("save_minutes", loop.save_minutes, "between saved states")
      .optional("keep_images", loop.keep_images,
                "the average is kept after every so many images; 0: the latest alone")
      .finish();
}

void read_optimizer(Fields fields, OptimizerConfig& o) {
  fields.optional("name", o.name, "adamw, or muon (convolutions; AdamW for the rest)")
      .optional("lr", o.lr, "learning rate of AdamW")
      .optional("beta1", o.beta1, "decay of AdamW's first moment")
      .optional("beta2", o.beta2, "decay of AdamW's second moment")
      .optional("eps", o.eps, "of AdamW")
      .optional("weight_decay", o.weight_decay, "decoupled, times the learning rate")
      .optional("muon_lr", o.muon_lr, "learning rate of Muon")
      .optional("muon_momentum", o.muon_momentum, "of Muon")
      .optional("muon_normalize", o.muon_normalize, "keep rows of convolutions at unit length")
      .finish();
}

/// `dataset` is what `data` was called before, and is called in the texts of states.
const char* data_key(const nlohmann::json& json) {
  return json.contains("dataset") ? "dataset" : "data";
}

/// The keys that say what is trained on.
void read_choice(Fields& top, TrainConfig& c) {
  std::string data;
  ImageRule& rule = c.data.rule;
  top.required(data_key(top.object()), data, data_help())
      .optional("test_data", c.test_data, "other images to measure on, beside those of your own")
      .optional(
          "held_out", c.held_out,
          "how many of your own images are kept to measure on, drawn at random; -1: a tenth, at "
          "most 1,000")
      .optional("resize", rule.resize, image_rule_help("resize"))
      .optional("filter", rule.filter, image_rule_help("filter"))
      .optional("transform", rule.transform, image_rule_help("transform"))
      .optional("skip_broken", rule.skip_broken, image_rule_help("skip-broken"));
  c.data.data = data;
  check(rule, top.where() + ":");
  if (c.held_out < -1) top.fail("held_out", fmt::format("needs -1 or more, got {}", c.held_out));
  if (!c.test_data.empty() && c.held_out >= 0)
    top.fail("held_out",
             "goes without test_data: both say what to measure on; leave one of them "
             "out");
  if (!is_own_data(data) && (!c.test_data.empty() || c.held_out >= 0))
    top.fail(
        c.test_data.empty() ? "held_out" : "test_data",
        fmt::format("goes with data of your own, and '{}' has a test split; leave it out", data));
}

/// Keys of a table that are looked at beside one value of another key alone.
struct Dependent {
  std::string task;  ///< "": any
  std::vector<std::string> keys;
  std::string cause, wanted;  ///< wanted "": any but 0
};
const std::vector<Dependent>& dependents() {
  static const std::vector<Dependent> all = {
      {"score", {"objective.p_mean", "objective.p_std"}, "objective.levels", "lognormal"},
      {"score", {"objective.gamma"}, "objective.weighting", "min_snr"},
      {"score", {"objective.lambda_range"}, "objective.outer_share", ""},
      {"consistency", {"objective.p_mean", "objective.p_std"}, "objective.draw", "lognormal"},
      {"consistency", {"objective.huber"}, "objective.distance", "huber"},
      {"",
       {"optimizer.muon_lr", "optimizer.muon_momentum", "optimizer.muon_normalize"},
       "optimizer.name",
       "muon"}};
  return all;
}

/// Refuses keys that would do nothing, in a file or in settings over it.  A file's key gives way to a
/// setting of what it depends on.  given: both together, as somebody wrote them.
void refuse_idle_keys(const nlohmann::json& given, const std::vector<std::string>& settings,
                      const TrainConfig& c, const std::string& where) {
  const auto place = [](std::string key) {
    std::replace(key.begin(), key.end(), '.', '/');
    return nlohmann::json::json_pointer("/" + key);
  };
  const auto set = [&](const std::string& key) {
    return std::any_of(settings.begin(), settings.end(), [&](const std::string& setting) {
      const std::string name = setting.substr(0, setting.find('='));
      return name == key || key.starts_with(name + ".");
    });
  };
  const nlohmann::json all = resolved(c);
  for (const auto& [task, keys, cause, wanted] : dependents()) {
    if (!task.empty() && task != c.task) continue;
    const nlohmann::json& is = all.at(place(cause));
    if (wanted.empty() ? is.get<double>() != 0 : is.get<std::string>() == wanted) continue;
    const std::string name = cause.substr(cause.find('.') + 1);
    for (const std::string& key : keys)
      if (given.contains(place(key)) && (set(key) || !set(cause)))
        throw std::invalid_argument(fmt::format(
            "{}: '{}' is of {}; leave it out, or take that", where, key,
            wanted.empty() ? name + " above 0" : fmt::format("{} = \"{}\"", name, wanted)));
  }
}

TrainConfig config_from(const nlohmann::json& json, const std::string& where,
                        std::vector<KeyDoc>* asked) {
  TrainConfig c;
  Fields top(json, where, asked);
  std::string task;
  top.required("task", task, fmt::format("what is trained: {}", fmt::join(task_names(), ", ")))
      .optional("precision", c.precision, "of the passes: float32 or bfloat16")
      .optional("from", c.from,
                "a network whose weights the run begins with; a U-Net's may be smaller")
      .optional("seed", c.loop.seed, "of weights, data order and noise");
  c.task = task;
  read_choice(top, c);
  if (c.precision != "float32" && c.precision != "bfloat16")
    throw std::invalid_argument(fmt::format("{}: unknown precision '{}'; {}", where,
                                            printable(c.precision),
                                            known_names(c.precision, {"bfloat16", "float32"})));
  auto& loop = c.loop;
  top.inner("budget")
      .optional("steps", loop.steps, "length of the run: either this")
      .optional("minutes", loop.minutes, "or this")
      .finish();
  read_loop(top.inner("training"), loop);
  read_optimizer(top.inner("optimizer"), loop.optimizer);
  check_loop_ranges(loop, where);
  const auto& entry = find_task(c.task, where);
  c.settings = entry.read({top.inner("objective"), top.inner("network")});
  if (top.has("network")) c.given_network = json.at("network");
  top.finish();

  loop.config_text = resolved(c).dump();
  loop.resolve = resolved_text;
  return c;
}

}  // namespace

TrainConfig read_train_config(const std::string& file, const std::vector<std::string>& settings) {
  // data may have its older name, in the file or in a setting.
  const auto alone = read_toml(file, {}, "train");
  if (alone.contains("data") && alone.contains("dataset"))
    throw std::invalid_argument(fmt::format(
        "train: {}: data and dataset mean the same; leave dataset, the older name, out", file));
  const std::string name = data_key(alone);
  std::vector<std::string> changes = settings;
  for (std::string& change : changes)
    for (const char* other : {"dataset=", "data="})
      if (change.starts_with(other)) {
        change = name + "=" + change.substr(std::strlen(other));
        break;
      }
  const auto given = read_toml(file, changes, "train");
  TrainConfig c = config_from(given, "train: " + file);
  refuse_idle_keys(given, changes, c, "train: " + file);
  return c;
}

std::vector<KeyDoc> train_keys(const std::string& task) {
  std::vector<KeyDoc> keys;
  config_from({{"task", task},
               {"data", "fashion-mnist"},
               {"objective", find_task(task, "config train").example}},
              "example", &keys);
  return keys;
}

}  // namespace odelia
