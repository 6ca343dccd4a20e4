#include "experiments/compare/widen.h"

#include <algorithm>

#include "experiments/compare/question.h"

namespace odelia {
namespace {

/// What goes into all records of a config, and into no sample.
std::vector<std::string> of_records(const CompareConfig& config) {
  std::vector<std::string> out{config.classifier, config.reference};
  for (const char* key : {"classifier", "reference"})
    if (const auto found = config.inputs.find(key); found != config.inputs.end())
      out.push_back(found->second);
  return out;
}

bool same_reference(const TrajectoryPlan& a, const TrajectoryPlan& b) {
  return a.reference == b.reference && a.grid == b.grid && a.steps == b.steps &&
         a.doublings == b.doublings;
}

bool contains(const std::vector<std::string>& all, const std::vector<std::string>& some) {
  return std::all_of(some.begin(), some.end(), [&](const std::string& name) {
    return std::find(all.begin(), all.end(), name) != all.end();
  });
}

}  // namespace

bool widens(const CompareConfig& before, const CompareConfig& now, const std::vector<Cell>& cells) {
  if (!before.classifier.empty() &&
      (of_records(before) != of_records(now) || !contains(now.metrics, before.metrics)))
    return false;
  if (before.trajectory &&
      (!now.trajectory || !same_reference(*before.trajectory, *now.trajectory)))
    return false;
  const auto kept = [&](const Cell& was) {
    return std::any_of(cells.begin(), cells.end(), [&](const Cell& is) {
      return is.place() == was.place() && is.seeds.first <= was.seeds.first &&
             is.seeds.last >= was.seeds.last && question(now, is) == question(before, was);
    });
  };
  const auto held = plan_cells(before);
  return std::all_of(held.begin(), held.end(), kept);
}

}  // namespace odelia
