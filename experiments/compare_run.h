#pragma once
#include "experiments/compare_plan.h"
#include "experiments/compare_store.h"
#include "models/networks/classifier.h"
#include "models/score_model.h"

namespace odelia {

/// Carries out pieces of a comparison with the model and the feature extractor at hand.
class Runner {
 public:
  explicit Runner(const CompareConfig& config);
  /// Solves the samples of this cell with these seeds.  Sample i depends on the cell and its seed alone: not on
  /// its neighbours, the batch size, or the process that computes it.
  ShardResult run(const Cell& cell, const SeedRange& seeds);
  /// Dimension of the feature space; 0 without a classifier.
  int64_t feature_dimension() const;

 private:
  Solution solve(const Cell& cell, const std::vector<uint64_t>& seeds, const TimeGrid& times);
  const CompareConfig& config_;
  std::shared_ptr<ScoreModel> model_;
  std::shared_ptr<Classifier> classifier_;
};

/// `mixture:FILE.json`, a folder with a network, or the name of a shipped one.
std::shared_ptr<ScoreModel> open_model(const std::string& spec);

/// The folder of a network or classifier: a path, or the name of a shipped one.
std::string network_folder(const std::string& spec);

/// Hashes of all that goes into the numbers besides the config: files of model, classifier and reference.
std::map<std::string, std::string> hash_inputs(const CompareConfig& config);

}  // namespace odelia
