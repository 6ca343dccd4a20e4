#pragma once
#include <filesystem>
#include <functional>

#include <nlohmann/json.hpp>

#include "experiments/train/batches.h"
#include "experiments/train/optimizer.h"

namespace odelia {

/// What is trained: initial weights, a loss per step, and what to report.
class TrainingTask {
 public:
  virtual ~TrainingTask() = default;
  virtual ParameterSet initial(uint64_t seed) = 0;
  /// The network that is trained, as its checkpoint describes it: what `initial_from` holds others to.
  virtual nlohmann::json network() const { return nlohmann::json::object(); }
  /// Weights to begin with that are those of a network's folder, of this description.
  /// Throws std::invalid_argument unless it is `network`, but for what is measured on the data and
  /// for dropout.
  virtual ParameterSet initial_from(const std::filesystem::path& folder,
                                    const nlohmann::json& description, uint64_t seed);
  /// False for parameters that gradients leave alone: running statistics, fixed layers.
  virtual bool trains(const std::string& /*name*/) const { return true; }
  /// A factor on the learning rates of step `number`, beside the schedule's.
  virtual double rate(int64_t /*number*/) const { return 1; }
  /// Of step `number`: which turn of its player it is, from 0, where players take turns.
  virtual int64_t turn(int64_t number) const { return number; }
  /// The scalar loss of step `number` (from 0): a function of (parameters, seed, number) alone.
  virtual Tensor loss(ParameterSet& parameters, uint64_t seed, int64_t number) = 0;
  /// Measures on the test images; `thorough` at the end.  Weights are the averaged ones.
  virtual nlohmann::json evaluate(const ParameterSet& parameters, bool thorough) = 0;
  /// Writes what users need into the folder: a checkpoint that states these facts, sample grids.
  virtual void save(const ParameterSet& parameters, const std::filesystem::path& folder,
                    const nlohmann::json& facts) = 0;
};

struct LoopConfig {
  uint64_t seed = 0;
  int64_t batch = 64;
  OptimizerConfig optimizer = {};
  double clip = 0;     ///< limit on the joint gradient norm; 0: none
  double ema = 0.999;  ///< decay per step, ramped up as (1 + step) / (10 + step)
  /// Decays of further averages kept beside it, each with a checkpoint of its own in `ema-DECAY`.
  std::vector<double> further_ema = {};
  int64_t warmup = 100;  ///< steps of linearly growing learning rate
  /// Constant, linear, cosine: how it falls to zero after decay_from.
  std::string schedule = "linear";
  double decay_from = 0.5;  ///< fraction of the budget after which it falls
  int64_t steps = 0;        ///< budget: either this
  double minutes = 0;       ///< or this
  double report_seconds = 10, evaluate_minutes = 5, save_minutes = 2;
  /// The average is kept and measured after every so many images, in images-NUMBER; 0: the latest.
  int64_t keep_images = 0;
  /// Steps from one look at the loss to the next; 0: each on a CPU, 50 on a device, which the host
  /// has to wait for.
  int64_t look_every = 0;
  at::Device device = at::kCPU;  ///< of parameters, averages and the optimiser's state
  /// Of the network whose weights it begins with: what a checkpoint states as `from`.
  nlohmann::json from = {};
  /// The hash of what is measured on, where that is given beside the training data: what a
  /// checkpoint states as `test_data`.
  std::string test_data = {};
  std::string config_text = {};  ///< a resumed run refuses another config, see load_state
  /// The config text of the state to go on from as this program would write it, every default
  /// filled in; as it stands if there is no such function.
  std::function<std::string(const std::string&)> resolve = {};
};

/// Throws std::invalid_argument on a budget that is not exactly one of both, on a schedule or an
/// optimizer that there is not, and on an average that is asked for twice.
void check(const LoopConfig& config);

/// Learning-rate factor at a step and a fraction of the budget.
double learning_rate_factor(const LoopConfig& config, int64_t step, double progress);

/// Trains until the budget is spent, from the weights `start` or fresh ones, or going on with
/// `folder`/state.safetensors if it is there, and saves.  Returns the averaged weights.  Throws as
/// `check` does, and std::runtime_error when the loss or a weight is no longer finite: the last state
/// whose own loss was finite stays.
ParameterSet run_training(TrainingTask& task, const LoopConfig& config,
                          const std::filesystem::path& folder,
                          const std::function<void(const std::string&)>& log,
                          const ParameterSet& start = {});

}  // namespace odelia
