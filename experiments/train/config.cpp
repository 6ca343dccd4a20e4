#include "experiments/train/config.h"

#include <cmath>
#include <limits>
#include <sstream>

#include "experiments/command/toml_text.h"
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

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// Where a number of the config must lie: from low, itself included or not, to below high.
struct Range {
  const char* key;
  double value, low, high = kNoLimit;
  bool includes_low = true;

  bool holds() const {
    return std::isfinite(value) && (includes_low ? value >= low : value > low) && value < high;
  }
  std::string text() const {
    return fmt::format("{} {}{}", includes_low ? "at least" : "above", low,
                       std::isinf(high) ? "" : fmt::format(" and below {}", high));
  }
};

void check_ranges(const TrainConfig& c, const std::string& file) {
  const auto& loop = c.loop;
  const auto& o = loop.optimizer;
  const auto above = [](const char* key, double value) {
    return Range{key, value, 0, kNoLimit, false};
  };
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
      above("optimizer.lr", o.lr),
      {"optimizer.beta1", o.beta1, 0, 1},
      {"optimizer.beta2", o.beta2, 0, 1},
      above("optimizer.eps", o.eps),
      {"optimizer.weight_decay", o.weight_decay, 0},
      above("optimizer.muon_lr", o.muon_lr),
      {"optimizer.muon_momentum", o.muon_momentum, 0, 1},
      above("objective.gamma", c.objective.gamma),
      {"objective.p_mean", c.objective.p_mean, -20, 20},
      above("objective.p_std", c.objective.p_std),
      {"objective.outer_share", c.objective.outer_share, 0, 1},
      {"objective.class_dropout", c.objective.class_dropout, 0, 1},
      {"objective.label_smoothing", c.classification.label_smoothing, 0, 1},
      {"objective.shift", double(c.classification.shift), 0},
      {"objective.t_min", c.dequantisation.t_min, 0, 1, false},
  };
  for (double decay : loop.further_ema) all.push_back({"training.further_ema", decay, 0, 1});
  for (double lambda : c.objective.lambda_range)
    all.push_back({"objective.lambda_range", lambda, -100, 100});
  for (const Range& range : all)
    if (!range.holds())
      throw std::invalid_argument(
          fmt::format("{}: {} must be {}, got {}", file, range.key, range.text(), range.value));
}

nlohmann::json objective_json(const TrainConfig& c) {
  const auto& o = c.objective;
  if (c.task == "classifier")
    return {{"label_smoothing", c.classification.label_smoothing},
            {"shift", c.classification.shift},
            {"flip", c.classification.flip}};
  if (c.task == "dequantizer")
    return {{"model", c.dequantisation.model}, {"t_min", c.dequantisation.t_min}};
  return {{"target", to_string(o.target)},
          {"weighting", to_string(o.weighting)},
          {"gamma", o.gamma},
          {"levels", o.levels},
          {"p_mean", o.p_mean},
          {"p_std", o.p_std},
          {"lambda_range", o.lambda_range},
          {"outer_share", o.outer_share},
          {"class_dropout", o.class_dropout},
          {"flip", o.flip}};
}

/// The network without what is measured on the images.
nlohmann::json network_json(const TrainConfig& c) {
  nlohmann::json out = c.task == "score" ? network_from_json(c.given_network, "network")->to_json()
                       : c.task == "dequantizer" ? to_json(c.dequantizer)
                                                 : to_json(c.classifier);
  for (const char* key : {"channels", "size", "dimension"}) out.erase(key);
  if (c.task == "classifier")
    for (const char* key : {"classes", "mean", "std"}) out.erase(key);
  return out;
}

/// All that a run's weights depend on but its budget, with every default filled in: a config again.
nlohmann::json resolved(const TrainConfig& c) {
  const auto& loop = c.loop;
  const auto& o = loop.optimizer;
  return {{"task", c.task},
          {"dataset", c.dataset},
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
          {"objective", objective_json(c)},
          {"network", network_json(c)}};
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
      .required("dataset", c.dataset)
      .optional("precision", c.precision)
      .optional("seed", c.loop.seed);
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

  std::string target = "noise", weighting = "uniform";
  auto& objective = c.objective;
  auto& classification = c.classification;
  auto wanted = top.inner("objective");
  if (c.task == "score")
    wanted.optional("target", target)
        .optional("weighting", weighting)
        .optional("gamma", objective.gamma)
        .optional("levels", objective.levels)
        .optional("p_mean", objective.p_mean)
        .optional("p_std", objective.p_std)
        .optional("lambda_range", objective.lambda_range)
        .optional("outer_share", objective.outer_share)
        .optional("class_dropout", objective.class_dropout)
        .optional("flip", objective.flip);
  else if (c.task == "classifier")
    wanted.optional("label_smoothing", classification.label_smoothing)
        .optional("shift", classification.shift)
        .optional("flip", classification.flip);
  else if (c.task == "dequantizer")
    wanted.required("model", c.dequantisation.model).optional("t_min", c.dequantisation.t_min);
  else
    throw std::invalid_argument(file + ": unknown task '" + c.task + "'; " +
                                known_names(c.task, {"classifier", "dequantizer", "score"}));
  wanted.finish();
  check_ranges(c, file);
  objective.target = target_from(target);
  objective.weighting = weighting_from(weighting);
  if (c.task == "score") check(objective);

  top.ignore("network").finish();
  if (top.has("network")) {
    c.given_network = json.at("network");
    if (c.task == "score")
      network_from_json(json.at("network"), file + ": network");
    else if (c.task == "dequantizer")
      c.dequantizer = dequantizer_from_json(json.at("network"), file + ": network");
    else
      c.classifier = classifier_from_json(json.at("network"), file + ": network");
  }

  if (c.task == "score" && objective.target == Target::edm &&
      !c.given_network.contains("sigma_data"))
    c.given_network["sigma_data"] = 0.5;  // arXiv:2206.00364, Table 1

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
  for (const auto& setting : settings) json.merge_patch(parse_setting(setting));
  return config_from(json, file);
}

void check_network(const TrainConfig& c, const ImageSet& images) {
  if (c.task == "score") return;  // network_for_data looks at it
  std::map<std::string, int64_t> measured = {{"channels", images.images.size(1)},
                                             {"size", images.images.size(2)}};
  if (c.task == "classifier") {
    measured["classes"] = images.labels.max().item<int64_t>() + 1;
    for (const char* key : {"mean", "std"})
      if (c.given_network.contains(key))
        throw std::invalid_argument(
            fmt::format("train: network.{} is measured on the training images; leave it out", key));
  }
  for (const auto& [key, value] : measured)
    if (c.given_network.contains(key) && c.given_network.at(key) != value)
      throw std::invalid_argument(
          fmt::format("train: network.{} is {}, but data set '{}' has {}; leave it out", key,
                      c.given_network.at(key).dump(), images.name, value));
}

}  // namespace odelia
