#pragma once
#include <functional>
#include <map>
#include <memory>

#include "experiments/train/loop.h"
#include "models/data/datasets.h"
#include "models/data/fields.h"
#include "models/networks/score/score_network.h"

namespace odelia {

/// What a training config says besides its [objective] and [network].
struct TaskRequest {
  int64_t batch;
  at::ScalarType precision;
  int64_t steps = 0;  ///< its budget; 0 where that is in minutes
  at::Device device = at::kCPU;
};

/// A training task as a config asks for it: its [objective] and [network], read and checked.
class TaskSettings {
 public:
  virtual ~TaskSettings() = default;
  /// [objective] with every default filled in: with `network`, all that weights depend on here.
  virtual nlohmann::json objective() const = 0;
  /// [network] with every default filled in, without what is measured on the data.
  virtual nlohmann::json network() const = 0;
  /// Throws std::invalid_argument where [network] says of the data what they do not.
  virtual void check_data(const ImageSet& /*training*/) const {}
  /// Hashes of what else the weights depend on, by name.
  virtual nlohmann::ordered_json inputs() const { return nlohmann::ordered_json::object(); }
  /// Why a run cannot begin with the weights of a network, `from`; "" where it can.
  virtual std::string no_from() const { return ""; }
  /// Throws std::invalid_argument on what does not fit the data.
  virtual std::unique_ptr<TrainingTask> make(const TaskRequest& request, ImageSet training,
                                             ImageSet test) const = 0;
};

/// The tables of a config that a task reads.
struct TaskTables {
  Fields objective, network;  ///< read whole: `finish` refuses what was not asked for
};

/// A training task as it is registered, under the "task" of configs.
struct TaskEntry {
  std::string name;
  /// Throws std::invalid_argument, naming the file, on unknown keys, types and ranges.
  std::function<std::shared_ptr<const TaskSettings>(TaskTables)> read;
  /// What its [objective] must say.
  nlohmann::json example = nlohmann::json::object();
};

/// Registers a training task at start-up: a namespace-scope constant in the task's own file.
struct RegisterTask {
  explicit RegisterTask(TaskEntry entry);
};

/// Throws std::invalid_argument, naming `where` and listing the known.
const TaskEntry& find_task(const std::string& name, const std::string& where);
std::vector<std::string> task_names();

/// Throws std::invalid_argument where a [network] table has one of these and another value.
void check_measured(const nlohmann::json& network, const std::map<std::string, int64_t>& measured,
                    const std::string& data_set);

/// The same of channels and size, and throws where the data are points: for a task whose network
/// takes both from images.
void check_images(const std::string& task, const nlohmann::json& network, const ImageSet& data);

/// The network without what is measured on images, channels and size.
nlohmann::json without_image_shape(nlohmann::json network);

/// Throws std::invalid_argument, in the name of what computes in float32 alone, on another precision.
void require_float32(const std::string& who, at::ScalarType precision);

/// The same where the network is such a one.
void require_precision_of(const ScoreNetwork& network, at::ScalarType precision);

/// Throws std::invalid_argument where the budget is not these steps, which the task consists of.
void require_budget(const TaskRequest& request, int64_t steps, const std::string& parts);

/// Throws std::invalid_argument, in the name of what needs them, where data have no labels.
void require_labels(const std::string& task, const ImageSet& data);

/// The same, and where one of their labels is none of so many classes.
void require_labels_below(const std::string& task, const ImageSet& data, int64_t classes);

/// Throws std::invalid_argument, in the name of a task for images, where the data are points.
void require_images(const std::string& task, const ImageSet& data);

}  // namespace odelia
