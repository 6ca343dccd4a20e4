#include "experiments/report/figures.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "experiments/command/file_name.h"
#include "experiments/metrics/metric.h"
#include "experiments/report/drawer.h"

namespace odelia {
namespace {

/// What guidance does to each metric, and to fidelity against diversity where both are measured.
void draw_guidance(const RunData& run, Drawer& drawer) {
  const auto metrics = run.metrics();
  const auto named = [&](const char* name) {
    const auto at = std::find_if(metrics.begin(), metrics.end(), [&](const std::string& field) {
      return metric_name(field) == name;
    });
    return at == metrics.end() ? std::string() : *at;
  };
  const std::string precision = named("precision"), recall = named("recall");
  for (const auto& process : run.processes())
    for (const int64_t budget : run.budgets(metrics.empty() ? "" : metrics.front())) {
      for (const auto& field : metrics) drawer.guidance(process, budget, field);
      if (!precision.empty() && !recall.empty()) drawer.trade(process, budget, precision, recall);
    }
}
}  // namespace

std::vector<Figure> draw_figures(const RunData& run, std::string& problem, bool together) {
  Drawer drawer(run, problem);
  const auto processes = run.processes();
  std::vector<std::vector<std::string>> plots;
  for (const auto& process : processes)
    if (plots.empty() || !together)
      plots.push_back({process});
    else
      plots[0].push_back(process);
  // Against evaluations there is nothing to see where guidance alone differs.
  const bool alone =
      run.guided() && run.budgets(run.metrics().empty() ? "" : run.metrics()[0]).size() == 1;
  for (const auto& of : plots) {
    for (const auto& field : alone ? std::vector<std::string>() : run.metrics())
      drawer.plot(
          of, field,
          field == run.metrics().front() ? "quality" : "quality-" + file_safe(metric_name(field)));
    drawer.plot(of, "trajectory_rms", "trajectory");
  }
  if (run.guided()) draw_guidance(run, drawer);
  for (const auto& process : processes) {
    const std::string where = run.where(process), tail = drawer.tail(process);
    std::map<int64_t, std::vector<const Json*>> at_budget;
    std::vector<std::pair<std::string, std::vector<const Json*>>> of_solver;
    const auto metrics = run.metrics();
    const auto budgets = run.budgets(metrics.empty() ? "" : metrics.front());
    for (const auto& r : run.records) {
      if (!belongs(r, process) || picture_file(run, r).empty()) continue;
      const double budget = number(r, "nfe_budget");
      const auto within = std::lower_bound(budgets.begin(), budgets.end(),
                                           std::isnan(budget) ? number(r, "nfe") : budget);
      if (within != budgets.end()) at_budget[*within].push_back(&r);
      const std::string label = run.label(r);
      auto of = std::find_if(of_solver.begin(), of_solver.end(),
                             [&](const auto& group) { return group.first == label; });
      if (of == of_solver.end()) of = of_solver.insert(of, {label, {}});
      of->second.push_back(&r);
    }
    for (const auto& [budget, records] : at_budget)
      drawer.grid(fmt::format("At most {} evaluations{}", budget, where),
                  fmt::format("nfe{}{}", budget, tail), records, true);
    for (const auto& [label, records] : of_solver)
      drawer.grid(label + where, drawer.file_name(label) + tail, records, false);
  }
  return drawer.figures;
}

}  // namespace odelia
