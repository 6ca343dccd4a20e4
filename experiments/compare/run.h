#pragma once
#include "experiments/compare/plan.h"
#include "experiments/compare/store.h"
#include "models/score_model.h"

namespace odelia {
class Classifier;

/// Carries out pieces of a comparison with the model and the feature extractor at hand.
class Runner {
 public:
  explicit Runner(const CompareConfig& config);
  /// Solves the samples of this cell with these seeds.  Sample i depends on the cell and its seed
  /// alone: not on its neighbours, the batch size, or the process that computes it.
  ShardResult run(const Cell& cell, const SeedRange& seeds);
  /// Why this cell cannot run with this model, such as noise levels that the network never saw; ""
  /// if nothing speaks against it.  Costs milliseconds.
  std::string obstacle(const Cell& cell) const;
  /// Dimension of the feature space; 0 without a classifier.
  int64_t feature_dimension() const;

 private:
  /// The model for quality cells, which may run its convolutions in bfloat16, or the float32 one.
  const std::shared_ptr<ScoreModel>& model(const Cell& cell) const;
  /// Throws std::invalid_argument unless the classifier takes what the model makes.
  void check_classifier() const;
  const CompareConfig& config_;
  at::Device device_;
  std::shared_ptr<ScoreModel> quality_, exact_;
  std::shared_ptr<Classifier> classifier_;
};

/// Hashes of all that goes into the numbers besides the config: files of model, classifier and
/// reference, the model's statistics where DPM-Solver-v3 is among the solvers, and the files that
/// processes and time grids are read from.
std::map<std::string, std::string> hash_inputs(const CompareConfig& config);

}  // namespace odelia
