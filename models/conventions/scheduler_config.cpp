#include "models/conventions/scheduler_config.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "models/conventions/parts.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "solvers/names.h"
#include "solvers/text.h"

namespace odelia {
namespace {

/// Schedulers whose networks are asked by the index in a table of betas.
const std::vector<std::string> kOfBetas{"DDIMInverseScheduler",
                                        "DDIMParallelScheduler",
                                        "DDIMScheduler",
                                        "DDPMParallelScheduler",
                                        "DDPMScheduler",
                                        "DEISMultistepScheduler",
                                        "DPMSolverMultistepInverseScheduler",
                                        "DPMSolverMultistepScheduler",
                                        "DPMSolverSDEScheduler",
                                        "DPMSolverSinglestepScheduler",
                                        "EulerAncestralDiscreteScheduler",
                                        "EulerDiscreteScheduler",
                                        "HeunDiscreteScheduler",
                                        "KDPM2AncestralDiscreteScheduler",
                                        "KDPM2DiscreteScheduler",
                                        "LMSDiscreteScheduler",
                                        "PNDMScheduler",
                                        "RePaintScheduler",
                                        "SASolverScheduler",
                                        "TCDScheduler",
                                        "UniPCMultistepScheduler"};
/// Those whose betas are Stable Diffusion's where nothing is said of them.
const std::vector<std::string> kOfStableDiffusion{"DPMSolverSDEScheduler", "HeunDiscreteScheduler",
                                                  "KDPM2AncestralDiscreteScheduler",
                                                  "KDPM2DiscreteScheduler", "TCDScheduler"};
const std::vector<std::string> kOfFlows{"FlowMatchEulerDiscreteScheduler",
                                        "FlowMatchHeunDiscreteScheduler", "FlowMatchLCMScheduler"};

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The same JSON with the numbers -Infinity, Infinity and NaN as texts: Python writes them, as for
/// lambda_min_clipped, and no standard knows them.
std::string with_infinities_as_texts(const std::string& text) {
  std::string out;
  bool quoted = false;
  for (size_t at = 0; at < text.size();) {
    size_t length = 0;
    if (!quoted)
      for (const std::string_view word : {"-Infinity", "Infinity", "NaN"})
        if (text.compare(at, word.size(), word) == 0) length = word.size();
    if (length > 0) {
      out += '"' + text.substr(at, length) + '"';
      at += length;
      continue;
    }
    if (text[at] == '"') quoted = !quoted;
    if (quoted && text[at] == '\\') out += text[at++];
    if (at < text.size()) out += text[at++];
  }
  return out;
}

/// A scheduler_config.json, read with the defaults that diffusers has for what it leaves out.
class SchedulerConfig {
 public:
  SchedulerConfig(const std::string& text, const std::string& file)
      : file_(file), json_(parse_json(with_infinities_as_texts(text), file)) {
    if (!json_.is_object()) refuse("expected an object, as diffusers writes it");
  }
  [[noreturn]] void refuse(const std::string& why) const {
    throw std::invalid_argument(fmt::format("convention 'diffusers', {}: {}", file_, why));
  }
  /// True if the key is there with a value.
  bool has(const char* key) const { return json_.contains(key) && !json_.at(key).is_null(); }
  std::string text(const char* key, const std::string& fallback) const {
    if (!has(key)) return fallback;
    if (!json_.at(key).is_string()) refuse(fmt::format("'{}' must be a text", key));
    return json_.at(key).get<std::string>();
  }
  double number(const char* key, double fallback) const {
    if (!has(key)) return fallback;
    if (!json_.at(key).is_number()) refuse(fmt::format("'{}' must be a number", key));
    const double value = json_.at(key).get<double>();
    if (!std::isfinite(value)) refuse(fmt::format("'{}' must be finite", key));
    return value;
  }
  bool flag(const char* key) const {
    if (!has(key)) return false;
    if (!json_.at(key).is_boolean()) refuse(fmt::format("'{}' must be true or false", key));
    return json_.at(key).get<bool>();
  }
  std::string one_of(const char* key, const std::string& fallback,
                     const std::vector<std::string>& known) const {
    const std::string value = text(key, fallback);
    if (!among(known, value))
      refuse(fmt::format("unknown {} '{}'; {}", key, printable(value), known_names(value, known)));
    return value;
  }
  /// The scheduler's class; a DDPM's where nothing is said at all.
  std::string kind() const {
    if (has("_class_name")) return text("_class_name", "");
    for (const char* key : {"beta_schedule", "beta_start", "beta_end", "trained_betas"})
      if (has(key)) return "DDPMScheduler";
    if (!json_.empty())
      refuse(
          "it says neither _class_name nor betas, so that it may be any scheduler's; give the file "
          "as save_pretrained writes it");
    return "DDPMScheduler";
  }
  int64_t steps() const {
    const double n = number("num_train_timesteps", 1000);
    if (n != std::floor(n) || n < 2 || n > 1000000)
      refuse(
          fmt::format("num_train_timesteps must be a whole number from 2 to 1000000, got {}", n));
    return static_cast<int64_t>(n);
  }
  std::vector<double> betas() const {
    if (has("trained_betas")) {
      const auto& list = json_.at("trained_betas");
      if (!list.is_array() || list.size() > 1000000) refuse("'trained_betas' must be a list");
      std::vector<double> betas;
      for (const auto& beta : list) {
        if (!beta.is_number()) refuse("'trained_betas' must be numbers");
        betas.push_back(beta.get<double>());
      }
      return betas;
    }
    const bool others = among(kOfStableDiffusion, kind());
    const std::string schedule =
        one_of("beta_schedule", kind() == "TCDScheduler" ? "scaled_linear" : "linear",
               {"linear", "scaled_linear", "squaredcos_cap_v2"});
    const double first = number("beta_start", others ? 0.00085 : 1e-4),
                 last = number("beta_end", others ? 0.012 : 0.02);
    if (!(first > 0) || !(last > 0)) refuse("beta_start and beta_end must be positive");
    if (schedule == "linear") return linear_betas(steps(), first, last);
    if (schedule == "scaled_linear") return scaled_linear_betas(steps(), first, last);
    return cosine_betas(steps());
  }
  /// Whether nothing is left to the class.
  bool states_betas() const {
    return has("trained_betas") || (has("beta_schedule") && has("beta_start") && has("beta_end"));
  }
  std::string hash() const { return hash_text(json_.dump()); }

 private:
  std::string file_;
  nlohmann::json json_;
};

/// FlowMatch...Scheduler: u = n - x0, told 1000 times the share of noise.
Convention flow_match(const SchedulerConfig& config) {
  Convention c;
  const auto n = static_cast<double>(config.steps());
  c.scale = straight;
  c.time = [n](const Level& at) { return n * at.sigma / (at.alpha + at.sigma); };
  c.output = Output::flow;
  c.at_pure_noise = true;
  return c;
}

Convention with_table(const SchedulerConfig& config, const std::string& who, bool snapped) {
  Convention c;
  c.scale = unit_variance;
  const std::string type =
      config.one_of("prediction_type", "epsilon", {"epsilon", "sample", "v_prediction"});
  c.output = type == "epsilon" ? Output::noise : type == "sample" ? Output::data : Output::velocity;
  if (config.text("variance_type", "").starts_with("learned")) c.channels = Convention::kHalf;
  auto levels = levels_of_betas(config.betas(), who);
  if (config.flag("rescale_betas_zero_snr")) {
    if (c.output == Output::noise)
      config.refuse(
          "rescale_betas_zero_snr puts the last level at alpha = 0, where a prediction of the "
          "noise "
          "says nothing of the data; expected prediction_type sample or v_prediction");
    levels = with_zero_terminal_snr(levels);
  }
  know_table(c, std::move(levels), snapped);
  return c;
}

/// Refuses a scheduler whose network is asked in another way than by a table or as a flow.
void check_kind(const SchedulerConfig& config, const std::string& kind) {
  if (!among(kOfBetas, kind) && !among(kOfFlows, kind))
    config.refuse(
        fmt::format("{} is not known as a scheduler of a beta table, nor of a flow{}; take the "
                    "convention of the network itself, such as edm, edm_raw or score_sde_ve",
                    printable(kind), did_you_mean(kind, kOfBetas)));
  if (config.text("timestep_type", "discrete") != "discrete")
    config.refuse(
        "timestep_type is not \"discrete\": its network is told ln(s)/4 and not an index; take the "
        "convention of the network itself, or give odelia.Model a function around it");
  if (config.flag("invert_sigmas"))
    config.refuse(
        "invert_sigmas: its network is told the share of the data, and not of the noise; take "
        "flow(time=data, output=data-noise, time_scale=1000)");
  if (config.flag("use_flow_sigmas"))
    config.refuse(
        "use_flow_sigmas: its network is one of a flow and of no beta table; for "
        "prediction_type=flow_prediction take flow(time_scale=1000)");
}

}  // namespace

Convention scheduler_convention(const std::string& text, const std::string& file, bool snapped) {
  const SchedulerConfig config(text, file);
  const std::string kind = config.kind();
  check_kind(config, kind);
  const bool flows = among(kOfFlows, kind);
  if (snapped && flows)
    config.refuse("a FlowMatch network takes any time; leave times=snapped out");
  Convention c =
      flows ? flow_match(config) : with_table(config, "convention 'diffusers', " + file, snapped);
  c.identity = "config=" + config.hash();
  if (among(kOfStableDiffusion, kind) && !config.states_betas())
    c.identity += ", betas of its class";
  return c;
}

}  // namespace odelia
