#include "experiments/train/config.h"

#include <sstream>

#include "experiments/command/toml_text.h"
#include "experiments/train/range.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "solvers/names.h"

namespace odelia {
namespace {

nlohmann::json to_json(const toml::table& table) {
  std::ostringstream text;
  text << toml::json_formatter{table};
  return parse_json(text.str(), "train: the config as JSON");
}

/// `dataset`, as `data` was called before.
void rename_dataset(nlohmann::json& json) {
  if (!json.contains("dataset")) return;
  json["data"] = json.at("dataset");
  json.erase("dataset");
}

/// `a.b=value` as a nested object; a value that is not TOML is taken as text.
nlohmann::json parse_setting(const std::string& setting) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos || equals == 0)
    throw std::invalid_argument("train: --set needs key=value, got '" + setting + "'");
  const auto key = setting.substr(0, equals), value = setting.substr(equals + 1);
  try {
    return to_json(parse_toml(key + " = " + value, "train: --set"));
  } catch (const toml::parse_error&) {
    return to_json(parse_toml(key + " = " + nlohmann::json(value).dump(), "train: --set"));
  }
}

void check_loop_ranges(const LoopConfig& loop, const std::string& file) {
  const auto& o = loop.optimizer;
  std::vector<Range> all = {
      {"training.batch", double(loop.batch), 1, 1e6},
      {"training.clip", loop.clip, 0},
      {"training.ema", loop.ema, 0, 1},
      {"training.warmup", double(loop.warmup), 0},
      {"training.decay_from", loop.decay_from, 0, 1},
      {"training.report_seconds", loop.report_seconds, 0},
      {"training.evaluate_minutes", loop.evaluate_minutes, 0},
      {"training.save_minutes", loop.save_minutes, 0},
      {"budget.steps", double(loop.steps), 0},
      {"budget.minutes", loop.minutes, 0},
      positive("optimizer.lr", o.lr),
      {"optimizer.beta1", o.beta1, 0, 1},
      {"optimizer.beta2", o.beta2, 0, 1},
      positive("optimizer.eps", o.eps),
      {"optimizer.weight_decay", o.weight_decay, 0},
      positive("optimizer.muon_lr", o.muon_lr),
      {"optimizer.muon_momentum", o.muon_momentum, 0, 1},
  };
  for (double decay : loop.further_ema) all.push_back({"training.further_ema", decay, 0, 1});
  check_ranges(all, file);
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

TrainConfig config_from(const nlohmann::json& json, const std::string& file);

/// A config text that some version of this program left with a state, with today's defaults; what
/// is no config of today stands for itself.
std::string resolved_text(const std::string& text) {
  try {
    return config_from(parse_json<nlohmann::json>(text, "config"), "config").loop.config_text;
  } catch (const std::exception&) {
    return text;
  }
}

TrainConfig config_from(const nlohmann::json& json, const std::string& file) {
  TrainConfig c;
  Fields top(json, file);
  top.required("task", c.task)
      .optional("precision", c.precision)
      .optional("from", c.from)
      .optional("seed", c.loop.seed);
  // A state's text of before, and today's, says dataset; read_train_config makes data of it.
  const char* data = top.has("dataset") ? "dataset" : "data";
  top.required(data, c.data.data)
      .optional("test_data", c.test_data)
      .optional("held_out", c.held_out)
      .optional("resize", c.data.rule.resize)
      .optional("filter", c.data.rule.filter)
      .optional("transform", c.data.rule.transform)
      .optional("skip_broken", c.data.rule.skip_broken);
  check(c.data.rule, file + ":");
  if (!c.test_data.empty() && c.held_out >= 0)
    throw std::invalid_argument(
        file + ": test_data and held_out both say what to measure on; leave one of them out");
  if (!is_own_data(c.data.data) && (!c.test_data.empty() || c.held_out >= 0))
    throw std::invalid_argument(fmt::format(
        "{}: test_data and held_out go with data of your own, and '{}' has a test split; leave "
        "them out",
        file, c.data.data));
  if (c.precision != "float32" && c.precision != "bfloat16")
    throw std::invalid_argument(file + ": unknown precision '" + c.precision + "'; " +
                                known_names(c.precision, {"bfloat16", "float32"}));

  auto& loop = c.loop;
  top.inner("training")
      .optional("batch", loop.batch)
      .optional("clip", loop.clip)
      .optional("ema", loop.ema)
      .optional("further_ema", loop.further_ema)
      .optional("warmup", loop.warmup)
      .optional("schedule", loop.schedule)
      .optional("decay_from", loop.decay_from)
      .optional("report_seconds", loop.report_seconds)
      .optional("evaluate_minutes", loop.evaluate_minutes)
      .optional("save_minutes", loop.save_minutes)
      .finish();
  top.inner("budget").optional("steps", loop.steps).optional("minutes", loop.minutes).finish();
  auto& o = loop.optimizer;
  top.inner("optimizer")
      .optional("name", o.name)
      .optional("lr", o.lr)
      .optional("beta1", o.beta1)
      .optional("beta2", o.beta2)
      .optional("eps", o.eps)
      .optional("weight_decay", o.weight_decay)
      .optional("muon_lr", o.muon_lr)
      .optional("muon_momentum", o.muon_momentum)
      .optional("muon_normalize", o.muon_normalize)
      .finish();

  check_loop_ranges(loop, file);
  auto objective = top.inner("objective");
  top.ignore("network").finish();
  if (top.has("network")) c.given_network = json.at("network");
  c.settings = find_task(c.task, file).read({objective, c.given_network, file});

  loop.config_text = resolved(c).dump();
  loop.resolve = resolved_text;
  return c;
}

}  // namespace

TrainConfig read_train_config(const std::string& file, const std::vector<std::string>& settings) {
  nlohmann::json json;
  try {
    json = to_json(parse_toml(read_text(file), file));
  } catch (const toml::parse_error& e) {
    throw std::invalid_argument(
        fmt::format("{}: {} (line {})", file, e.description(), e.source().begin.line));
  }
  if (json.contains("data") && json.contains("dataset"))
    throw std::invalid_argument(
        file + ": data and dataset mean the same; leave dataset, the older name, out");
  rename_dataset(json);
  for (const auto& setting : settings) {
    auto change = parse_setting(setting);
    rename_dataset(change);
    json.merge_patch(change);
  }
  return config_from(json, file);
}

}  // namespace odelia
