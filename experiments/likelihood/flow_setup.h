#pragma once
#include <nlohmann/json.hpp>

#include "experiments/command/settings.h"
#include "experiments/likelihood/config.h"
#include "models/score_model.h"

namespace odelia {

/// The probability flow between data and latents that a config asks for, opened: what `odelia
/// likelihood`, `encode` and `decode` share.
struct FlowSetup {
  std::shared_ptr<const Process> process;
  std::shared_ptr<ScoreModel> model;
  SolvePlan plan;  ///< from t_min to T
  FlowSteps steps;
  bool network = false;      ///< or an analytic model
  int64_t micro_batch = 16;  ///< rows of one pass through the network
  int64_t batch = 16;        ///< samples in flight
  double t_min = 0;          ///< where the data stand
  at::ScalarType state_dtype = at::kDouble;
  at::Device device = at::kCPU;  ///< of state and network
  at::TensorOptions state() const { return at::TensorOptions(state_dtype).device(device); }
  /// Tells the model the classes of these rows of the data, of which the next batch is.
  void tell(const LikelihoodData& data, const std::vector<int64_t>& rows) const;
  /// Puts the hashes of a solver and a grid that are not Odelia's own into an identity.
  void put_outside_hashes(nlohmann::ordered_json& identity) const;
};

/// What the network is asked for with these rows of the data; empty: nothing.
std::vector<int64_t> labels_of(const LikelihoodData& data, const std::vector<int64_t>& rows);

/// So much in log(alpha/sigma) beyond its lambda_max a network still answers, as at lambda_max.
inline constexpr double kBeyondKnown = 0.05;

/// Throws Misuse, in the name of the verb, on what does not fit.
FlowSetup open_flow(const LikelihoodConfig& config, const char* verb);

/// What --scale and --offset say in help, wherever data are read.
inline constexpr const char* kScaleHelp =
    "y = scale data + offset is what the model sees; 0: 1/127.5 for 8-bit data, else 1";
inline constexpr const char* kOffsetHelp = "-1 for 8-bit data, else 0, unless given";

/// The settings that open_flow and load_likelihood_data read; of_latents: of a flow that goes from
/// latents to data.
void add_flow_settings(Settings& settings, LikelihoodConfig& config, bool of_latents = false);

}  // namespace odelia
