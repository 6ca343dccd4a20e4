#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "experiments/order_study.h"
#include "experiments/verbs.h"

namespace odelia {
namespace {

nlohmann::json to_json(const Certificate& c) {
  nlohmann::json observed = c.observed;  // infinite (exact to rounding) has no JSON number
  if (!std::isfinite(c.observed)) observed = nullptr;
  return {{"solver", c.solver}, {"process", c.process}, {"grid", c.grid}, {"start", c.start}, {"kind", c.kind}, {"claimed", c.claimed},
          {"observed", observed}, {"steps", c.steps}, {"errors", c.errors}, {"counts_hold", c.counts_hold}};
}

struct Request {
  std::vector<std::string> solvers, processes, grids;
  bool json = false;
};

void run(const Request& request) {
  std::vector<std::string> solvers = request.solvers;
  if (solvers.empty())
    for (const auto& [name, entry] : registry()) solvers.push_back(name);
  const auto processes = request.processes.empty() ? order_processes() : request.processes;
  const auto grids = request.grids.empty() ? order_grids() : request.grids;
  nlohmann::json all = nlohmann::json::array();
  if (!request.json)
    fmt::print("{:24} {:15} {:8} {:7} {:7} {:>7} {:>8}  errors at the last two numbers of steps\n", "solver", "process", "grid", "start", "kind", "claimed", "observed");
  for (const auto& solver : solvers)
    for (const auto& process : processes)
      for (const auto& grid : grids)
        for (const Certificate& c : certify(solver, process, grid)) {
          if (request.json) all.push_back(to_json(c));
          else fmt::print("{:24} {:15} {:8} {:7} {:7} {:7.1f} {:8.2f}  {:.2e} -> {:.2e} at N = {}\n", c.solver, c.process, c.grid, c.start, c.kind, c.claimed,
                          c.observed, c.errors[c.errors.size() - 2], c.errors.back(), c.steps.back());
        }
  if (request.json) fmt::print("{}\n", all.dump(1));
}

const RegisterVerb verb{{"order", "claimed and observed order of every solver on exact Gaussian-mixture scores", [](CLI::App& app) {
  auto request = std::make_shared<Request>();
  app.add_option("--solver", request->solvers, "these solvers alone");
  app.add_option("--process", request->processes, "these processes alone");
  app.add_option("--grid", request->grids, "these time grids alone");
  app.add_flag("--json", request->json, "an array of objects");
  app.callback([request] { run(*request); });
}}};

}  // namespace
}  // namespace odelia
