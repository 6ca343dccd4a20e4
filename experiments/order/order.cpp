#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "experiments/command/hashes.h"
#include "experiments/command/interrupt.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/order/report.h"
#include "models/data/files.h"
#include "models/processes/processes.h"
#include "solvers/names.h"
#include "solvers/time_grid.h"

namespace odelia {
namespace {

struct Request {
  std::vector<std::string> solvers, processes, grids;
  bool json = false, keep = false;
  std::string out;
};

/// Certificates: those that the folder holds already, as long as they are the solver's as it is
/// now, and else measured, and appended to the folder's file at once.
class Certifier {
 public:
  Certifier(const std::vector<Certificate>& known, std::string file) : file_(std::move(file)) {
    for (const auto& c : known)  // of one measured again, the last
      known_.insert_or_assign({c.solver, c.process, c.grid, c.kind, c.start}, c);
  }
  std::vector<Certificate> operator()(const std::string& solver, const std::string& process,
                                      const std::string& grid) {
    asked_.insert({solver, process, grid});
    std::vector<Certificate> out;
    for (const auto& study : owed_studies(solver)) out.push_back(one(study, solver, process, grid));
    return out;
  }
  /// Those that nobody asked for.
  std::vector<Certificate> rest() const {
    std::vector<Certificate> out;
    for (const auto& [key, c] : known_)
      if (!asked_.count({c.solver, c.process, c.grid})) out.push_back(c);
    return out;
  }

 private:
  Certificate one(const OrderStudy& study, const std::string& solver, const std::string& process,
                  const std::string& grid) const {
    const auto found = known_.find({solver, process, grid, study.kind, study.start});
    if (found != known_.end() && still_holds(found->second)) return found->second;
    if (found != known_.end())
      fmt::print(stderr, "odelia order: {} on {}, {}: not what the folder holds; measured again\n",
                 solver, process, grid);
    const Certificate c = certify(study, solver, process, grid);
    if (!file_.empty()) append_lines(file_, to_json(c).dump() + "\n");
    return c;
  }

  std::map<std::array<std::string, 5>, Certificate> known_;
  std::set<std::array<std::string, 3>> asked_;
  std::string file_;
};

/// Each once, where it comes first.
std::vector<std::string> without_repeats(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const auto& name : names)
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  return out;
}

/// Names that would be refused after hours of others.
void check(const std::vector<std::string>& processes, const std::vector<std::string>& grids) {
  for (const auto& process : processes) make_process(process);
  auto known = time_grid_names();
  std::erase(known, "file:PATH");  // has ends of its own
  for (const auto& grid : grids)
    if (const auto name = grid.substr(0, grid.find('('));
        std::find(known.begin(), known.end(), name) == known.end())
      throw Misuse(
          fmt::format("order --grid: unknown '{}'; {}", printable(grid), known_names(name, known)));
}

bool holds_certificates(const std::string& file) {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(file, none);
  return !none && bytes > 0;
}

/// Certificates of unknown arithmetic are not taken for this machine's.
void refuse_unsaid(const std::filesystem::path& folder) {
  if (holds_certificates((folder / "orders.jsonl").string()) &&
      !std::filesystem::exists(folder / "run.json"))
    throw Misuse(fmt::format(
        "order --out: {} holds certificates, and no run.json that says with which arithmetic; give "
        "another --out, or delete that folder",
        folder.string()));
}

/// What was measured in hours is not thrown away for a forgotten flag.
void refuse_others(const std::string& file) {
  if (holds_certificates(file))
    throw Misuse(fmt::format(
        "order --out: {} holds certificates; add --keep to measure only what is missing there, or "
        "delete it to measure all anew",
        file));
}

/// What all certificates of a folder share: errors near rounding depend on the arithmetic.  Raise
/// the number when the studies themselves change: their problems, references or errors.
nlohmann::ordered_json order_identity() {
  return {{"verb", "order"}, {"study", 1}, {"arithmetic", arithmetic()}};
}

void print(const Certificate& c) {
  const auto wrong = shortfall(c);
  fmt::print("{:24} {:15} {:8} {:7} {:7} {:7.1f} {:8.2f}  {:.2e} -> {:.2e} at N = {}{}{}\n",
             c.solver, c.process, c.grid, c.start, c.kind, c.claimed, c.observed,
             c.errors[c.errors.size() - std::min<size_t>(2, c.errors.size())], c.errors.back(),
             c.steps.back(), wrong.empty() ? "" : "  FAIL: ", wrong);
}

/// The last line; throws std::runtime_error where a claim does not hold.
void summarise(const std::vector<Certificate>& all, bool quiet) {
  if (all.empty()) {
    if (!quiet) fmt::print("\nno order is claimed: there is nothing to certify\n");
    return;
  }
  const auto failed = std::count_if(all.begin(), all.end(), [](auto& c) { return !holds(c); });
  if (failed == 0) {
    if (!quiet)
      fmt::print("\n{} certificate{} hold{}\n", all.size(), all.size() == 1 ? "" : "s",
                 all.size() == 1 ? "s" : "");
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
  for (auto& solver : solvers) solver = make_method(solver).spec;
  solvers = without_repeats(solvers);
  const auto processes =
      without_repeats(request.processes.empty() ? processes_by_name() : request.processes);
  const auto grids = without_repeats(request.grids.empty() ? order_grids() : request.grids);
  if (request.keep && request.out.empty())
    throw Misuse("order --keep: keeps what the folder of --out holds; name that folder");
  check(processes, grids);
  std::optional<RunFolder> folder;  // one process at a time
  std::optional<InterruptNotice> notice;
  std::string file;
  if (!request.out.empty()) {
    refuse_unsaid(request.out);
    folder.emplace("order", request.out, order_identity());
    file = folder->file("orders.jsonl");
    if (!request.keep) refuse_others(file);
    notice.emplace("odelia order: stopped; the finished certificates are kept in " + request.out +
                   ", and the same command with --keep goes on from there");
  }
  Certifier certificates(request.keep ? read_order_report(request.out) : std::vector<Certificate>{},
                         file);
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
  notice.reset();
  if (request.json) {
    nlohmann::json array = nlohmann::json::array();
    for (const auto& c : all) array.push_back(to_json(c));
    fmt::print("{}\n", array.dump(1));
  }
  if (!request.out.empty()) {
    std::vector<Certificate> held = certificates.rest();
    held.insert(held.end(), all.begin(), all.end());
    const auto trouble = write_order_report(held, request.out);
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
       app.option("--out", request->out,
                  "folder for the certificates, each written as it is measured, a table and plots");
       app.flag("--keep", request->keep,
                "measure only what that folder does not hold already, as after an interruption; "
                "without it, a folder that holds certificates is refused");
       app.run([request] { run(*request); });
     }}};

}  // namespace
}  // namespace odelia
