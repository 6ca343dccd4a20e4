#include "experiments/train/task.h"

#include "models/data/images/own_images.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<TaskEntry>& entries() {
  static Registered<TaskEntry> all("task");
  return all;
}

}  // namespace

RegisterTask::RegisterTask(TaskEntry entry) {
  const std::string name = entry.name;
  entries().add(name, std::move(entry));
}

const TaskEntry& find_task(const std::string& name, const std::string& where) {
  return entries().at(name, where);
}

std::vector<std::string> task_names() { return entries().names(); }

void check_measured(const nlohmann::json& network, const std::map<std::string, int64_t>& measured,
                    const std::string& data_set) {
  for (const auto& [key, value] : measured)
    if (network.contains(key) && network.at(key) != value)
      throw std::invalid_argument(
          fmt::format("train: network.{} is {}, but data set '{}' has {}; leave it out", key,
                      network.at(key).dump(), data_set, value));
}

void check_images(const std::string& task, const nlohmann::json& network, const ImageSet& data) {
  require_images(task, data);
  check_measured(network, {{"channels", data.images.size(1)}, {"size", data.images.size(2)}},
                 data.name);
}

nlohmann::json without_image_shape(nlohmann::json network) {
  for (const char* key : {"channels", "size"}) network.erase(key);
  return network;
}

void require_float32(const std::string& who, at::ScalarType precision) {
  if (precision != at::kFloat)
    throw std::invalid_argument(fmt::format(
        "train: {} computes in float32, got {}; set precision = \"float32\"", who,
        precision == at::kBFloat16 ? "bfloat16, which is the default" : c10::toString(precision)));
}

void require_precision_of(const ScoreNetwork& network, at::ScalarType precision) {
  if (network.float32_alone())
    require_float32(fmt::format("network type '{}'", network.to_json().value("type", "")),
                    precision);
}

void require_budget(const TaskRequest& request, int64_t steps, const std::string& parts) {
  if (request.steps != steps)
    throw std::invalid_argument(fmt::format(
        "train: {} make {} steps, and the budget is {}; set budget.steps to {}", parts, steps,
        request.steps > 0 ? fmt::format("{} of them", request.steps) : std::string("in minutes"),
        steps));
}

void require_labels(const std::string& task, const ImageSet& data) {
  if (data.labels.defined()) return;
  const auto stray = data.provenance.value(kStray, std::string());
  throw std::invalid_argument(fmt::format(
      "train: {} needs labels, and data '{}' have none{}", task, data.name,
      stray.empty() ? "; put each class into a sub-folder, or write a dataset.json beside the "
                      "images or arr_1 into the npz"
                    : fmt::format(", for '{}' lies beside the sub-folders; put it into one of "
                                  "them, or take it away",
                                  stray)));
}

void require_labels_below(const std::string& task, const ImageSet& data, int64_t classes) {
  require_labels(task, data);
  if (const int64_t found = class_count(data); found > classes)
    throw std::invalid_argument(fmt::format(
        "train: {} knows {} classes, labels 0 to {}, and data '{}' ({}) have label {}; take those "
        "images away, or data of the same classes",
        task, classes, classes - 1, data.name, data.split, found - 1));
}

void require_images(const std::string& task, const ImageSet& data) {
  if (data.points())
    throw std::invalid_argument(
        fmt::format("train: task '{}' takes images, and data set '{}' holds points; take images, "
                    "or task 'score'",
                    task, data.name));
}

}  // namespace odelia
