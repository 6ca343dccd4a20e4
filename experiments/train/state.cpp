#include "experiments/train/state.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/tensor.h>

#include "experiments/command/run_folder.h"
#include "experiments/train/prefix.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/text_bytes.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/checkpoints/safetensors.h"

namespace odelia {
namespace {

using Json = nlohmann::ordered_json;

/// Copies every tensor of `into` from "prefix/NAME" of `all`.
void restore(const ParameterSet& all, const std::string& prefix, ParameterSet& into,
             const std::string& who) {
  at::NoGradGuard no_grad;
  const ParameterSet found = with_prefix(all, prefix);
  check_same_shapes(found, into, who);
  if (const auto name = not_finite(found); !name.empty())
    throw std::invalid_argument(
        fmt::format("{}: '{}{}' is not finite, so the run had diverged; delete the file to begin "
                    "anew, with a lower learning rate",
                    who, prefix, name));
  for (auto& [name, value] : into) value.copy_(found.at(name));
}

/// What must be the same when a run goes on.  A text that is no JSON stands for itself.
Json lasting(const std::string& config_text) {
  Json config;
  try {
    config = parse_json<Json>(config_text, "config");
  } catch (const std::invalid_argument&) {
    return config_text;
  }
  if (!config.is_object()) return config;
  const std::map<std::string, std::vector<const char*>> changeable = {
      {"optimizer", {"lr", "muon_lr"}},
      {"training", {"clip", "warmup", "schedule", "decay_from", "further_ema"}}};
  for (const auto& [table, keys] : changeable) {
    if (!config.contains(table) || !config[table].is_object()) continue;
    for (const char* key : keys) config[table].erase(key);
    if (config[table].empty()) config.erase(table);
  }
  return config;
}

/// The decays of the further averages in a state file.
std::set<std::string> further_in(const ParameterSet& all) {
  const std::string prefix = "average-";
  std::set<std::string> out;
  for (const auto& [name, value] : all)
    if (name.starts_with(prefix))
      out.insert(name.substr(prefix.size(), name.find('/') - prefix.size()));
  return out;
}

}  // namespace

std::string not_finite(const ParameterSet& parameters) {
  for (const auto& [name, value] : parameters)
    if (value.is_floating_point() && !at::isfinite(value.detach()).all().item<bool>()) return name;
  return "";
}

std::string not_finite(const TrainingState& state, Optimizer& optimizer) {
  if (const auto name = not_finite(state.parameters); !name.empty()) return "weights/" + name;
  if (const auto name = not_finite(state.average); !name.empty()) return "average/" + name;
  for (const auto& [decay, average] : state.further)
    if (const auto name = not_finite(average); !name.empty())
      return "average-" + decay + "/" + name;
  if (const auto name = not_finite(optimizer.state()); !name.empty()) return "optimizer/" + name;
  return "";
}

void save_state(const std::filesystem::path& file, const std::string& config_text,
                const TrainingState& state, Optimizer& optimizer) {
  if (const auto name = not_finite(state, optimizer); !name.empty())
    throw std::runtime_error(
        fmt::format("train: '{}' is not finite at step {}, which is not saved", name, state.step));
  ParameterSet all;
  const auto put = [&](const std::string& prefix, const ParameterSet& set) {
    for (const auto& [name, value] : set) all[prefix + name] = value.detach().cpu().contiguous();
  };
  put("weights/", state.parameters), put("average/", state.average),
      put("optimizer/", optimizer.state());
  for (const auto& [decay, average] : state.further) put("average-" + decay + "/", average);
  all["step"] = at::tensor(std::vector<int64_t>{state.step});
  all["seconds"] = at::tensor(std::vector<double>{state.seconds});
  all["config"] = text_bytes(config_text);
  all["history"] = text_bytes(state.history.dump());
  std::filesystem::create_directories(file.parent_path());
  write_safetensors(file.string(), all);
}

void remove_unfinished(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  remove_half_written(folder.string(),
                      {"state.", "model.safetensors.", "config.json.", "samples.png.",
                       "reconstructions.png.", "data.json.", "run.json."});
  if (!fs::is_directory(folder)) return;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() &&
        (name.starts_with("ema-") || name.starts_with("images-") || name == kAutoencoderFolder))
      remove_unfinished(entry.path());
  }
}

void load_state(const std::filesystem::path& file, const std::string& config_text,
                TrainingState& state, Optimizer& optimizer,
                const std::function<std::string(const std::string&)>& resolve) {
  const ParameterSet all = read_safetensors(file.string());
  const auto who = "train: " + file.string();
  const auto other = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("{} belongs to a run with another config: {}; choose another --out, or remove "
                    "it",
                    who, what));
  };
  const std::string kept_text = text_of_bytes(get(all, "config"));
  const auto differs =
      difference(lasting(resolve ? resolve(kept_text) : kept_text), lasting(config_text));
  if (!differs.empty()) other(differs);
  const auto kept = further_in(all);
  for (const auto& decay : kept)
    if (!state.further.count(decay))
      other(fmt::format("training.further_ema lacks {}, which it has kept; more may be added",
                        decay));

  restore(all, "weights/", state.parameters, who);
  restore(all, "average/", state.average, who);
  for (auto& [decay, average] : state.further)
    if (kept.count(decay))
      restore(all, "average-" + decay + "/", average, who);
    else
      average = clone(state.parameters);
  restore(all, "optimizer/", optimizer.state(), who);
  state.step = get(all, "step").item<int64_t>();
  state.seconds = get(all, "seconds").item<double>();
  if (!std::isfinite(state.seconds) || state.seconds < 0 || state.step < 0)
    throw std::invalid_argument(fmt::format(
        "{}: has step {} and {} seconds; delete it to begin anew", who, state.step, state.seconds));
  if (all.count("history")) {  // not before odelia kept one
    state.history = parse_json(text_of_bytes(all.at("history")), who + ": 'history'");
    if (!state.history.is_array()) throw std::invalid_argument(who + ": 'history' is damaged");
  }
}

}  // namespace odelia
