#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/order/report.h"
#include "models/data/files.h"
#include "models/processes.h"
#include "solvers/names.h"
#include "solvers/time_grid.h"

namespace odelia {
namespace {

struct Request {
  std::vector<std::string> solvers, processes, grids;
  bool json = false, keep = false;
  std::string out;
};

/// The certificates of one solver on one process and grid: those that are there already, as long as
/// they are the solver's as it is now.
class Certifier {
 public:
  explicit Certifier(const std::vector<Certificate>& known) {
    for (const auto& c : known) known_[{c.solver, c.process, c.grid}].push_back(c);
  }
  std::vector<Certificate> operator()(const std::string& solver, const std::string& process,
                                      const std::string& grid) {
    const auto found = known_.find({solver, process, grid});
    if (found == known_.end()) return certify(solver, process, grid);
    const std::vector<Certificate> kept = std::move(found->second);
    known_.erase(found);
    if (still_hold(kept, solver, process, grid)) return kept;
    fmt::print(stderr, "odelia order: {} on {}, {}: not what the folder holds; measured again\n",
               solver, process, grid);
    return certify(solver, process, grid);
  }
  /// Those that nobody asked for.
  std::vector<Certificate> rest() const {
    std::vector<Certificate> out;
    for (const auto& [key, group] : known_) out.insert(out.end(), group.begin(), group.end());
    return out;
  }

 private:
  std::map<std::array<std::string, 3>, std::vector<Certificate>> known_;
};

/// Names that would be refused after hours of others.
void check(const std::vector<std::string>& solvers, const std::vector<std::string>& processes,
           const std::vector<std::string>& grids) {
  for (const auto& solver : solvers) make_method(solver);
  for (const auto& process : processes) make_process(process);
  const auto known = time_grid_names();
  for (const auto& grid : grids)
    if (std::find(known.begin(), known.end(), grid) == known.end())
      throw Misuse(fmt::format("order --grid: unknown '{}'; {}", printable(grid),
                               known_names(grid, order_grids())));
}

/// What all certificates of a folder share.  Raise the number when the studies themselves change:
/// their problems, references or errors.
nlohmann::ordered_json order_identity() { return {{"verb", "order"}, {"study", 1}}; }

void print(const Certificate& c) {
  const auto wrong = shortfall(c);
  fmt::print("{:24} {:15} {:8} {:7} {:7} {:7.1f} {:8.2f}  {:.2e} -> {:.2e} at N = {}{}{}\n",
             c.solver, c.process, c.grid, c.start, c.kind, c.claimed, c.observed,
             c.errors[c.errors.size() - std::min<size_t>(2, c.errors.size())], c.errors.back(),
             c.steps.back(), wrong.empty() ? "" : "  FAIL: ", wrong);
}

/// The last line; throws std::runtime_error where a claim does not hold.
void summarise(const std::vector<Certificate>& all, bool quiet) {
  const auto failed = std::count_if(all.begin(), all.end(), [](auto& c) { return !holds(c); });
  if (failed == 0) {
    if (!quiet) fmt::print("\nall {} certificates hold\n", all.size());
    return;
  }
  std::string list;
  for (const auto& c : all)
    if (const auto wrong = shortfall(c); !wrong.empty() && list.size() < 400)
      list += fmt::format("{}{} on {}, {}: {}", list.empty() ? "" : "; ", c.solver, c.process,
                          c.grid, wrong);
  throw std::runtime_error(
      fmt::format("order: FAIL, {} of {} certificates do not hold: {}", failed, all.size(), list));
}

void run(const Request& request) {
  std::vector<std::string> solvers = request.solvers;
  if (solvers.empty())
    for (const auto& [name, entry] : registry()) solvers.push_back(name);
  const auto processes = request.processes.empty() ? order_processes() : request.processes;
  const auto grids = request.grids.empty() ? order_grids() : request.grids;
  if (request.keep && request.out.empty())
    throw Misuse("order --keep: keeps what the folder of --out holds; name that folder");
  check(solvers, processes, grids);
  std::optional<RunFolder> folder;  // one process at a time
  if (!request.out.empty()) folder.emplace("order", request.out, order_identity());
  Certifier certificates(request.keep ? read_order_report(request.out)
                                      : std::vector<Certificate>{});
  std::vector<Certificate> all;
  if (!request.json)
    fmt::print("{:24} {:15} {:8} {:7} {:7} {:>7} {:>8}  errors at the last two numbers of steps\n",
               "solver", "process", "grid", "start", "kind", "claimed", "observed");
  for (const auto& solver : solvers)
    for (const auto& process : processes)
      for (const auto& grid : grids)
        for (const Certificate& c : certificates(solver, process, grid)) {
          all.push_back(c);
          if (!request.json) print(c);
        }
  if (request.json) {
    nlohmann::json array = nlohmann::json::array();
    for (const auto& c : all) array.push_back(to_json(c));
    fmt::print("{}\n", array.dump(1));
  }
  if (!request.out.empty()) {
    std::vector<Certificate> folder = certificates.rest();
    folder.insert(folder.end(), all.begin(), all.end());
    const auto trouble = write_order_report(folder, request.out);
    if (!request.json) fmt::print("\n{}: orders.jsonl, table.md and plots\n", request.out);
    if (!trouble.empty()) fmt::print(stderr, "odelia order: no plots: {}\n", trouble);
  }
  summarise(all, request.json);
}

const RegisterVerb verb{
    {"order",
     "claimed and observed order of every solver on exact Gaussian-mixture scores, half log-SNR "
     "-1.5 to 0.5",
     [](CommandLine& app) {
       app.example("Check the numbers",
                   "odelia order --solver heun --process vp_linear --grid log_snr");
       auto request = std::make_shared<Request>();
       app.option("--solver", request->solvers, "these solvers alone");
       app.option("--process", request->processes, "these processes alone");
       app.option("--grid", request->grids, "these time grids alone");
       app.flag("--json", request->json, "an array of objects");
       app.option("--out", request->out, "folder for the certificates, a table and plots");
       app.flag("--keep", request->keep, "measure only what that folder does not hold already");
       app.run([request] { run(*request); });
     }}};

}  // namespace
}  // namespace odelia
