#pragma once
#include <string>
#include <vector>

#include "experiments/train/task.h"
#include "models/data/images/read_data.h"

namespace odelia {

/// A training run as its TOML file describes it.
struct TrainConfig {
  std::string task = "score";
  DataChoice data = {.data = "fashion-mnist"};
  std::string test_data;  ///< other images to measure on, beside data of one's own
  /// How many of one's own images are kept for measuring where there are no others; -1: a tenth,
  /// at most 1,000.
  int64_t held_out = -1;
  std::string precision = "bfloat16";
  std::string from;  ///< a network whose weights the run begins with; "": fresh ones
  LoopConfig loop;
  std::shared_ptr<const TaskSettings> settings;
  nlohmann::json given_network = nlohmann::json::object();  ///< the [network] table as it stands

  at::ScalarType type() const { return precision == "float32" ? at::kFloat : at::kBFloat16; }
};

/// Reads a TOML file, with `key.path=value` settings on top.
/// Throws std::invalid_argument on bad syntax, unknown keys, wrong types, numbers outside their range
/// and keys that would do nothing, naming them.
TrainConfig read_train_config(const std::string& file, const std::vector<std::string>& settings);

/// Every key that a config of this task may have, with its default.
std::vector<KeyDoc> train_keys(const std::string& task);

}  // namespace odelia
