#include <algorithm>
#include <csignal>
#include <filesystem>

#include <ATen/Parallel.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "experiments/compare_manifest.h"
#include "experiments/compare_records.h"
#include "experiments/compare_work.h"
#include "experiments/config_file.h"
#include "experiments/metrics/reference.h"
#include "experiments/report/report.h"
#include "experiments/verbs.h"
#include "models/data/files.h"
#include "models/networks/network_model.h"

extern char** environ;

namespace odelia {
namespace {
namespace fs = std::filesystem;

struct Arguments {
  std::string config, out;
  std::vector<std::string> set;
  int workers = 0;  // 0: one a thread, up to 8
  bool so_far = false;
  bool helper = false;  // one of the further processes of --workers
};

/// Fills in the hashes of what goes in.  A resolved config states them, and then they must still
/// hold.
void fix_inputs(CompareConfig& config) {
  const auto found = hash_inputs(config);
  for (const auto& [name, hash] : config.inputs)
    if (const auto at = found.find(name); at == found.end() || at->second != hash)
      throw Misuse(fmt::format(
          "compare: this config was made with {} {}, here it is {}; take that version, or drop "
          "the [inputs] table",
          name, hash, at == found.end() ? "none" : at->second));
  config.inputs = found;
}

void check_metric(const CompareConfig& config, const std::vector<Cell>& cells,
                  const Runner& runner) {
  if (config.classifier.empty()) return;
  const std::string path =
      reference_file(config.reference, checkpoint_folder(config.classifier).string());
  check_reference(read_reference(path), path, config.inputs.at("classifier"),
                  runner.feature_dimension());
  if (config.allow_few_samples) return;
  for (const Cell& cell : cells) {
    if (cell.part != Cell::Part::quality || !cell.skipped.empty()) continue;
    const auto reason = too_few_samples(cell.seeds.size(), runner.feature_dimension());
    if (!reason.empty())
      throw Misuse(fmt::format(
          "compare: {} at {}: {}; widen 'seeds' (or 'seeds_at'), or set allow_few_samples = true",
          cell.solver, cell.label(), reason));
  }
}

/// Makes the run folder, or recognises it as this very run, started before.
void open_folder(const std::string& folder, const CompareConfig& config) {
  const std::string file = folder + "/config.toml", text = resolved_toml(config);
  if (fs::exists(file)) {
    if (read_text(file) != text)
      throw Misuse(fmt::format(
          "compare: {} holds a run of another config, network or reference; give another --out, "
          "or delete that folder",
          folder));
    return;
  }
  write_text(folder + "/manifest.json", manifest_json(config));
  write_text(file, text);
  sync_folder(folder);
}

/// Further processes that take shards of the same run; they end by themselves.
std::vector<pid_t> start_helpers(const Arguments& a, const std::string& folder, int threads) {
  std::vector<std::string> words{"odelia",  "--threads", std::to_string(threads),
                                 "compare", a.config,    "--out",
                                 folder,    "--helper"};
  for (const auto& s : a.set) words.push_back("--set"), words.push_back(s);
  std::vector<char*> argv;
  for (auto& w : words) argv.push_back(w.data());
  argv.push_back(nullptr);
  std::vector<pid_t> out;
  for (int i = 1; i < a.workers; ++i) {
    pid_t pid = 0;
    if (::posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, argv.data(), environ) != 0)
      throw std::runtime_error("compare: cannot start a further process; leave out --workers");
    out.push_back(pid);
  }
  return out;
}

void finish(const CompareConfig& config, const std::vector<Cell>& cells,
            const std::vector<Shard>& shards, const std::string& folder) {
  write_records(config, cells, shards, folder);
  const auto problem = write_report(folder);
  if (!problem.empty()) fmt::print(stderr, "odelia: {}\n", problem);
}

void show(const std::string& folder) {
  fmt::print("{}\nreport: {}\n", read_text(folder + "/table.txt"),
             (fs::path(folder) / "report.html").string());
}

/// Marks the cells that cannot be measured yet as skipped.
std::vector<Cell> finished_so_far(std::vector<Cell> cells, const std::vector<Shard>& shards,
                                  const std::string& folder) {
  for (const auto& shard : shards)
    if (!fs::exists(folder + "/" + shard.file)) cells[shard.cell].skipped = "not finished yet";
  for (const Cell& reference : cells)
    for (Cell& cell : cells)
      if (reference.part == Cell::Part::reference && !reference.skipped.empty() &&
          cell.part == Cell::Part::trajectory && cell.process == reference.process &&
          cell.skipped.empty())
        cell.skipped = "its reference is not finished yet";
  return cells;
}

void compare(Arguments a) {
  // A process a thread: small networks lose more by threads waiting for one another than a copy of
  // them costs.
  if (a.workers == 0) a.workers = a.helper ? 1 : std::min(at::get_num_threads(), 8);
  if (a.helper) ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // ends with the process that started it
  CompareConfig config = load_compare_config(config_file(a.config), a.set);
  if (config.title.empty()) config.title = fs::path(a.config).stem().string();
  const std::string folder =
      a.out.empty() ? "results/runs/" + fs::path(a.config).stem().string() : a.out;
  const auto cells = plan_cells(config);
  const auto shards = plan_shards(cells, config);
  fix_inputs(config);
  Runner runner(config);
  check_metric(config, cells, runner);

  fs::create_directories(folder);
  Claims claims(folder + "/locks");
  const auto count = static_cast<int64_t>(shards.size()), to_open = count, to_finish = count + 1;
  claims.wait_claim(to_open);
  open_folder(folder, config);
  claims.release(to_open);

  if (a.so_far) {
    finish(config, finished_so_far(cells, shards, folder), shards, folder);
    return show(folder);
  }
  const int threads = std::max(1, at::get_num_threads() / a.workers);
  const auto helpers = start_helpers(a, folder, threads);
  if (a.workers > 1) at::set_num_threads(threads);
  {
    Progress progress(shards, folder, a.helper);
    if (progress.refresh() > 0)
      fs::remove(folder + "/report.html");  // of --so-far: the run's own is still to come
    work_through(runner, cells, shards, folder, claims, progress);
  }
  for (pid_t pid : helpers) ::waitpid(pid, nullptr, 0);
  if (a.helper) return;

  // All shards are there.  Whoever comes second finds the work done.
  const bool first = claims.try_claim(to_finish);
  if (!first) claims.wait_claim(to_finish);
  if (first || !fs::exists(folder + "/report.html")) finish(config, cells, shards, folder);
  claims.release(to_finish);
  show(folder);
}

const RegisterVerb registered{
    {"compare", "quality and trajectory error of samplers against evaluations",
     [](CommandLine& app) {
       auto a = std::make_shared<Arguments>();
       app.option(
              "config", a->config,
              "TOML file, or the name of one that comes along: quickstart, fashion-mnist, cifar10")
           .required();
       app.option("--out", a->out,
                  "run folder; a run that was interrupted goes on (default: results/runs/NAME)");
       app.option("--set", a->set,
                  "KEY=VALUE: override a key of the config, as in --set seeds=0-999")
           .repeatable();
       app.option(
              "--workers", a->workers,
              "processes that share the work and the threads (default: one a thread, at most 8)")
           .between(1, 1024);
       app.flag("--so-far", a->so_far,
                "compute nothing: records and report of what is finished by now");
       app.flag("--helper", a->helper).hidden();
       app.run([a] { compare(*a); });
     }}};
}  // namespace
}  // namespace odelia
