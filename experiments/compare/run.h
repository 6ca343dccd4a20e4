#pragma once
#include <functional>
#include <map>
#include <memory>

#include "experiments/compare/plan.h"
#include "experiments/compare/store.h"
#include "models/score_model.h"

namespace odelia {
class FeatureExtractor;
class OneStepGenerator;
struct Reference;

/// Carries out pieces of a comparison with the model and the feature extractor at hand.
class Runner {
 public:
  /// evaluated: told of every evaluation before it is made.
  explicit Runner(const CompareConfig& config, std::function<void()> evaluated = {});
  /// Solves the samples of this cell with these seeds.  Sample i depends on the cell and its seed
  /// alone: not on its neighbours, the batch size, or the process that computes it.
  ShardResult run(const Cell& cell, const SeedRange& seeds);
  /// Why this cell cannot run with this model, such as noise levels that the network never saw; ""
  /// if nothing speaks against it.  Costs milliseconds.
  [[nodiscard]] std::string obstacle(const Cell& cell) const;
  /// Dimension of the feature space; 0 without a classifier.
  int64_t feature_dimension() const;
  /// What the model of trajectories computes in, whatever the config's network_precision.
  std::string trajectory_precision() const;
  /// What that of quality cells does: as the config says, or in a type of its own.
  std::string quality_precision() const;
  /// Rows of one pass through the network: the config's, or what is usual for model and device.
  int64_t micro_batch() const;

 private:
  /// The model for quality cells, which may run its convolutions in tf32 or bfloat16, or the
  /// float32 one.
  const std::shared_ptr<ScoreModel>& model(const Cell& cell) const;
  /// Its times, on the levels that the model knows.
  TimeGrid times_of(const Cell& cell) const;
  /// x(T) = sigma(T) n of these seeds.
  Tensor starting_points(const Cell& cell, const Process& process,
                         const std::vector<uint64_t>& seeds) const;
  /// Throws std::invalid_argument unless the extractor takes what the model makes.
  void check_extractor() const;
  /// What `run` gives where a generator makes the samples.
  ShardResult run_generator(const Cell& cell, const std::vector<uint64_t>& seeds) const;
  /// Features and first pictures of a batch into the shard.
  void take_images(const Cell& cell, uint64_t first_seed, const Tensor& images,
                   ShardResult& out) const;
  /// The config's model in all its guidances, each evaluation told of.
  std::vector<std::shared_ptr<ScoreModel>> open_models(const NetworkOptions& options) const;
  const CompareConfig& config_;
  std::function<void()> evaluated_;
  at::Device device_;
  at::ScalarType type_;  ///< of the state
  /// By guidance.
  std::vector<std::shared_ptr<ScoreModel>> quality_, exact_;
  std::shared_ptr<const FeatureExtractor> extractor_;
  std::map<std::string, std::shared_ptr<const OneStepGenerator>> generators_;
};

/// The reference of a config with a classifier: its file, and all that the metrics need of it.
std::string metrics_reference_file(const CompareConfig& config);
Reference metrics_reference(const CompareConfig& config);

/// Hashes of all that goes into the numbers besides the config: files of model, classifier and
/// reference (its features where a metric needs them), the model's statistics where DPM-Solver-v3 is
/// among the solvers or is the trajectories' reference, and the files that processes and time grids
/// are read from.
std::map<std::string, std::string> hash_inputs(const CompareConfig& config);

}  // namespace odelia
