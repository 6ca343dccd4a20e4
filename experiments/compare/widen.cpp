#include "experiments/compare/widen.h"

#include <algorithm>
#include <map>

#include "experiments/compare/question.h"

namespace odelia {
namespace {

/// Whether records say the same of the same samples, and all that they said.
bool keeps_records(const CompareConfig& before, const CompareConfig& now) {
  for (const char* key : {"classifier", "reference", "reference_features"})
    if (const auto was = before.inputs.find(key); was != before.inputs.end())
      if (const auto is = now.inputs.find(key); is == now.inputs.end() || is->second != was->second)
        return false;
  return before.classifier == now.classifier && before.reference == now.reference &&
         std::all_of(before.metrics.begin(), before.metrics.end(), [&](const std::string& name) {
           return std::find(now.metrics.begin(), now.metrics.end(), name) != now.metrics.end();
         });
}

bool same_reference(const TrajectoryPlan& a, const TrajectoryPlan& b) {
  return a.reference == b.reference && a.grid == b.grid && a.steps == b.steps &&
         a.doublings == b.doublings;
}

}  // namespace

bool widens(const CompareConfig& before, const CompareConfig& now, const std::vector<Cell>& cells) {
  if (!before.classifier.empty() && !keeps_records(before, now)) return false;
  if (before.trajectory &&
      (!now.trajectory || !same_reference(*before.trajectory, *now.trajectory)))
    return false;
  std::map<std::string, const Cell*> by_place;
  for (const Cell& cell : cells) by_place[cell.place()] = &cell;
  const auto kept = [&](const Cell& was) {
    const auto found = by_place.find(was.place());
    if (found == by_place.end()) return false;
    const Cell& is = *found->second;
    return is.seeds.first <= was.seeds.first && is.seeds.last >= was.seeds.last &&
           question(now, is) == question(before, was);
  };
  const auto held = plan_cells(before);
  return std::all_of(held.begin(), held.end(), kept);
}

}  // namespace odelia
