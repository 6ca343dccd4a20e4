#include "experiments/train_config.h"

#include <sstream>

#include <toml++/toml.h>

#include "models/data/files.h"
#include "solvers/names.h"

namespace odelia {
namespace {

nlohmann::json to_json(const toml::table& table) {
  std::ostringstream text;
  text << toml::json_formatter{table};
  return nlohmann::json::parse(text.str());
}

/// `a.b=value` as a nested object; a value that is not TOML is taken as text.
nlohmann::json parse_setting(const std::string& setting) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos || equals == 0)
    throw std::invalid_argument("train: --set needs key=value, got '" + setting + "'");
  const auto key = setting.substr(0, equals), value = setting.substr(equals + 1);
  try {
    return to_json(toml::parse(key + " = " + value));
  } catch (const toml::parse_error&) {
    return to_json(toml::parse(key + " = " + nlohmann::json(value).dump()));
  }
}

}  // namespace

TrainConfig read_train_config(const std::string& file, const std::vector<std::string>& settings) {
  nlohmann::json json;
  try {
    json = to_json(toml::parse(read_text(file), file));
  } catch (const toml::parse_error& e) {
    throw std::invalid_argument(
        fmt::format("{}: {} (line {})", file, e.description(), e.source().begin.line));
  }
  for (const auto& setting : settings) json.merge_patch(parse_setting(setting));

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

  if (loop.batch < 1)
    throw std::invalid_argument(
        fmt::format("{}: batch must be at least 1, got {}", file, loop.batch));

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
  objective.target = target_from(target);
  objective.weighting = weighting_from(weighting);

  top.ignore("network").finish();
  if (top.has("network")) {
    if (c.task == "score")
      c.network = unet_from_json(json.at("network"), file + ": network");
    else if (c.task == "dequantizer")
      c.dequantizer = dequantizer_from_json(json.at("network"), file + ": network");
    else
      c.classifier = classifier_from_json(json.at("network"), file + ": network");
  }

  const bool given = top.has("network") && json.at("network").contains("sigma_data");
  if (objective.target == Target::edm && !given)
    c.network.sigma_data = 0.5;  // arXiv:2206.00364, Table 1

  auto resumable = json;  // what may change between a run and its continuation is left out
  resumable.erase("budget");
  for (const char* key : {"report_seconds", "evaluate_minutes", "save_minutes"})
    if (resumable.contains("training")) resumable["training"].erase(key);
  loop.config_text = resumable.dump();
  return c;
}

}  // namespace odelia
