#include "experiments/compare/compare.h"

#include <algorithm>
#include <cctype>
#include <csignal>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>

#include <ATen/Parallel.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "experiments/command/config_file.h"
#include "experiments/command/hashes.h"
#include "experiments/command/interrupt.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/compare/manifest.h"
#include "experiments/compare/records.h"
#include "experiments/compare/superseded.h"
#include "experiments/compare/trajectory.h"
#include "experiments/compare/widen.h"
#include "experiments/compare/work.h"
#include "experiments/metrics/reference.h"
#include "experiments/report/write_report.h"
#include "experiments/sharing/rank_device.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/device.h"
#include "models/features/extractor.h"

extern char** environ;

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// Fills in the hashes of what goes in.  A resolved
/// config states them, and then they must still hold.
void fix_inputs(CompareConfig& config) {
  const auto found = hash_inputs(config);
  for (const auto& [name, hash] : config.inputs)
    if (const auto at = found.find(name); at == found.end() || at->second != hash)
      throw Misuse(fmt::format(
          "compare: this config was made with {} {}, here it is {}; take that version, or drop "
          "the [inputs] table",
          name, hash, at == found.end() ? "none" : at->second));
  config.inputs = found;
  const std::string here = arithmetic(parse_device(config.device, "compare"));
  if (!config.arithmetic.empty() && config.arithmetic != here)
    fmt::print(stderr,
               "odelia: this config was run with {}, here it is {}: samples may differ in their "
               "last digits\n",
               config.arithmetic, here);
  config.arithmetic = here;
}

void check_metrics(const CompareConfig& config, const std::vector<Cell>& cells,
                   const Runner& runner) {
  if (config.classifier.empty()) return;
  const Reference reference = metrics_reference(config);
  check_reference(reference, metrics_reference_file(config), config.inputs.at("classifier"),
                  runner.feature_dimension(), feature_space(config.classifier));
  const FeatureSet held = reference.set();
  for (const auto& name : config.metrics) {
    const MetricEntry& metric = metric_entry(name, "compare");
    if (metric.of_classes) check_classes(metric, *open_extractor(config.classifier), "compare");
    if (lacks_vectors(metric, held))
      throw Misuse(fmt::format(
          "compare: reference '{}' keeps {} features, and {} needs {}; make it anew with "
          "--keep-features {} or more",
          metrics_reference_file(config), images_seen(metric, held), metric.title,
          metric.reference_needs, metric.reference_needs));
  }
  if (config.allow_few_samples) return;
  const auto enough = [&](const std::string& name, int64_t n, const std::string& whose,
                          const char* remedy) {
    const auto reason =
        too_few_samples(metric_entry(name, "compare"), n, runner.feature_dimension());
    if (!reason.empty())
      throw Misuse(fmt::format("compare: {}: {}; {}, or set allow_few_samples = true", whose,
                               reason, remedy));
  };
  for (const auto& name : config.metrics) {
    const MetricEntry& metric = metric_entry(name, "compare");
    const int64_t n = images_seen(metric, held);
    if (metric.of_reference && n > 0)
      enough(name, n, fmt::format("reference '{}'", metrics_reference_file(config)),
             "make it of more images");
    for (const Cell& cell : cells)
      if (cell.part == Cell::Part::quality && cell.skipped.empty())
        enough(name, static_cast<int64_t>(cell.seeds.size()),
               fmt::format("{} at {}", cell.solver, cell.label()), "widen 'seeds' (or 'seeds_at')");
  }
}

/// Refuses cells from whose samples a metric has no value, however few are allowed.
void require_values(const CompareConfig& config, const std::vector<Cell>& cells) {
  if (config.classifier.empty()) return;
  for (const auto& name : config.metrics) {
    const MetricEntry& metric = metric_entry(name, "compare");
    for (const Cell& cell : cells)
      if (const int64_t n = cell.seeds.size();
          cell.part == Cell::Part::quality && cell.skipped.empty() && n < metric.needs)
        throw Misuse(fmt::format(
            "compare: {} at {}: has {} sample{}, and a {} needs {} or more to have a value; widen "
            "'seeds' (or 'seeds_at')",
            cell.solver, cell.label(), n, n == 1 ? "" : "s", metric.title, metric.needs));
  }
}

// Claims beyond those on shards.
constexpr int64_t to_open = int64_t{1} << 40, to_finish = to_open + 1, to_report = to_finish + 1;

/// The first line in which two resolved configs differ, on either side.
std::string first_difference(const std::string& there, const std::string& here) {
  std::istringstream a(there), b(here);
  std::string x, y, section;
  while (true) {
    const bool more_a = !!std::getline(a, x), more_b = !!std::getline(b, y);
    if (!more_a) x = "nothing";
    if (!more_b) y = "nothing";
    if (x != y || (!more_a && !more_b))
      return fmt::format("{}it says `{}`, this run `{}`", section, x, y);
    if (x.starts_with('[')) section = "in " + x + " ";
  }
}

/// Earlier versions numbered the cells of a run: its samples would not be found, and be made again.
void refuse_numbered(const std::string& folder) {
  const fs::path shards = fs::path(folder) / "shards";
  if (!fs::exists(shards)) return;
  for (const auto& part : fs::directory_iterator(shards))
    for (const auto& cell : fs::directory_iterator(part.path()))
      if (std::isdigit(static_cast<unsigned char>(cell.path().filename().string()[0])))
        throw Misuse(fmt::format(
            "compare: {} was begun by an earlier version, whose samples have other names; give "
            "another --out, or delete that folder",
            folder));
}

/// Whether the config that the folder holds asks for nothing that `config` does not.
bool may_grow(const std::string& file, const CompareConfig& config,
              const std::vector<Cell>& cells) {
  try {
    return widens(load_compare_config(file), config, cells);
  } catch (const std::invalid_argument&) {
    return false;  // of another version, or by hand
  }
}

/// Shards that an earlier start left: a damaged or foreign one is known now, not after hours.
void check_shards(const std::vector<Shard>& shards, const std::string& folder) {
  for (const auto& shard : shards)
    if (const std::string file = folder + "/" + shard.file; fs::exists(file))
      read_shard(file, shard.identity, shard.seeds.size(), shard.identity_by_path);
}

/// Refuses what the folder holds unless it is a part of this run that nobody works on.
void require_part(const std::string& folder, const CompareConfig& config,
                  const std::vector<Cell>& cells, const std::vector<Shard>& shards,
                  Claims& claims) {
  const std::string file = folder + "/config.toml";
  if (!may_grow(file, config, cells))
    throw Misuse(fmt::format(
        "compare: {} holds a run of another config, network, reference or arithmetic: {}; give "
        "another --out, or delete that folder",
        folder, first_difference(read_text(file), resolved_toml(config))));
  if (!claims.try_claim(to_finish)) throw another_process("compare", folder);
  claims.release(to_finish);
  check_shards(shards, folder);
  fmt::print(stderr, "odelia: {} holds a part of this run: what is new is added\n", folder);
  const bool complete = std::all_of(shards.begin(), shards.end(), [&](const Shard& shard) {
    return fs::exists(fs::path(folder) / shard.file);
  });
  if (const size_t anew = superseded(cells, shards, folder).size(); anew && !complete)
    fmt::print(stderr,
               "odelia: {} finished part{} of another cut of the seeds: {} samples are computed "
               "anew, with other seeds beside them\n",
               anew, anew == 1 ? " is" : "s are", anew == 1 ? "its" : "their");
}

/// Null where it is lost.  Throws Misuse where it is damaged.
nlohmann::ordered_json read_manifest(const std::string& file) {
  if (!fs::exists(file)) return nullptr;
  std::string why = file + ": is no JSON object";
  try {
    auto found = read_json<nlohmann::ordered_json>(file);
    if (found.is_object()) return found;
  } catch (const std::invalid_argument& e) {
    why = e.what();
  }
  throw Misuse(fmt::format("compare: {}; delete it, and it is written anew", why));
}

/// Makes the run folder, or recognises it as this very run, started before, or as a part of it.  True
/// where its shards have been checked on the way.
bool open_folder(const std::string& folder, const CompareConfig& config,
                 const std::vector<Cell>& cells, const std::vector<Shard>& shards, Claims& claims) {
  const std::string file = folder + "/config.toml", manifest = folder + "/manifest.json",
                    text = resolved_toml(config);
  nlohmann::ordered_json before;  // the manifest of the config that grows
  bool checked = false;
  if (fs::exists(file)) {
    refuse_numbered(folder);
    const bool same = read_text(file) == text;
    if (!same) require_part(folder, config, cells, shards, claims);
    before = read_manifest(manifest);
    if (same && !before.is_null()) return false;  // else it was lost, and is written anew
    checked = !same;
  }
  write_text(manifest, manifest_json(config, claims.kind(), before));
  write_text(file, text);
  sync_folder(folder);
  return checked;
}

/// Further processes that take shards of the same run; they end by themselves.
std::vector<pid_t> start_helpers(const CompareRequest& a, const Rank& rank,
                                 const std::string& folder, int threads) {
  std::vector<std::string> same{"odelia", "--threads", std::to_string(threads), "compare", a.config,
                                "--out",  folder};
  for (const auto& s : a.set) same.push_back("--set"), same.push_back(s);
  same.push_back("--helper");
  std::vector<pid_t> out;
  for (int i = 1; i < a.workers; ++i) {
    auto words = same;
    for (const int64_t n : {rank.index + i, rank.world, rank.local + i})
      words.push_back(std::to_string(n));
    std::vector<char*> argv;
    for (auto& w : words) argv.push_back(w.data());
    argv.push_back(nullptr);
    pid_t pid = 0;
    if (::posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, argv.data(), environ) != 0)
      throw std::runtime_error("compare: cannot start a further process; leave out --workers");
    out.push_back(pid);
  }
  return out;
}

/// Marks the cells that turned out not to run as skipped.
std::vector<Cell> without_refused(std::vector<Cell> cells, const std::string& folder) {
  for (size_t i = 0; i < cells.size(); ++i)
    if (const auto file = refusal_file(folder, cells[i]);
        cells[i].skipped.empty() && fs::exists(file))
      cells[i].skipped = read_text(file);
  skip_without_reference(cells);
  return cells;
}

/// Says of the solvers without a cell that could run why that is: each reason once.
void name_absent(const std::vector<Cell>& cells) {
  const auto place = [](const Cell& c) { return std::pair{c.part, c.solver}; };
  std::set<std::pair<Cell::Part, std::string>> present;
  for (const Cell& c : cells)
    if (c.skipped.empty()) present.insert(place(c));
  std::set<std::pair<std::string, std::string>> said;
  for (const Cell& c : cells)
    if (!present.count(place(c)) && said.emplace(c.solver, c.skipped).second)
      fmt::print(stderr, "odelia: left out: {}: {}\n", c.solver, c.skipped);
}

/// Skips, before hours of work, the cells that cannot run with this model, and says where a
/// student is asked otherwise than it was made to be, and a solver has to do without statistics.
void leave_out_impossible(const CompareConfig& config, std::vector<Cell>& cells,
                          const Runner& runner, bool quiet) {
  if (!quiet) name_absent(cells);
  for (Cell& cell : cells) {
    if (!cell.skipped.empty()) continue;
    cell.skipped = runner.obstacle(cell);
    if (!cell.skipped.empty() && !quiet)
      fmt::print(stderr, "odelia: left out: {}: {}\n", cell.label(), cell.skipped);
    if (!cell.skipped.empty() || quiet) continue;
    for (const auto& note : {student_note(config, cell), statistics_note(config, cell)})
      if (!note.empty()) fmt::print(stderr, "odelia: {}: {}\n", cell.label(), note);
  }
  skip_without_reference(cells);
}

void require_one(const std::vector<Cell>& cells) {
  for (const auto& cell : cells)
    if (cell.skipped.empty() && cell.part != Cell::Part::reference) return;
  for (const auto& cell : cells)
    if (!cell.skipped.empty())
      throw Misuse(fmt::format("compare: none of the {} cells can run; the first, {}: {}",
                               cells.size(), cell.label(), cell.skipped));
  throw Misuse(
      "compare: no solver here has a trajectory, and there is no classifier; give it an ODE "
      "solver, or 'classifier' and 'reference'");
}

constexpr const char* not_finished = "not finished yet";

/// Whether the folder holds the report of the whole run, and not of a part of it by --so-far.
bool reported(const std::string& folder) {
  const std::string skipped = folder + "/skipped.jsonl";
  return fs::exists(folder + "/report.html") && fs::exists(skipped) &&
         read_text(skipped).find(not_finished) == std::string::npos;
}

/// Records and report; returns what had no sample left to measure.  The process holds to_report.
std::vector<std::string> finish(const CompareConfig& config, const std::vector<Cell>& cells,
                                const std::vector<Shard>& shards, const std::string& folder,
                                const Runner& runner) {
  fs::remove(folder + "/report.html");  // there again once it is of these records
  const auto shortfall = write_records(config, without_refused(cells, folder), shards, folder,
                                       {runner.quality_precision(), runner.trajectory_precision()});
  const auto problem = write_report(folder);
  if (!problem.empty()) fmt::print(stderr, "odelia: {}\n", problem);
  if (shortfall.limited > 0)
    fmt::print(
        stderr,
        "odelia: {} trajectory errors are less than three times the reference's own, and are "
        "marked: raise trajectory.steps (now {}) or trajectory.doublings (now {})\n",
        shortfall.limited, config.trajectory->steps, config.trajectory->doublings);
  if (shortfall.rounded > 0)
    fmt::print(stderr,
               "odelia: {} trajectory errors are less than three times the reference's own, where "
               "rounding is its floor, and are marked\n",
               shortfall.rounded);
  return shortfall.without_samples;
}

void require_samples(const std::vector<std::string>& without_samples) {
  if (without_samples.empty()) return;
  throw std::runtime_error(
      fmt::format("compare: the run is complete, but every sample failed for {}",
                  fmt::join(without_samples, "; ")));
}

void show(const std::string& folder) {
  fmt::print("{}\nreport: {}\n", read_text(folder + "/table.txt"),
             (fs::path(folder) / "report.html").string());
}

/// Marks the cells that cannot be measured yet as skipped.
std::vector<Cell> finished_so_far(std::vector<Cell> cells, const std::vector<Shard>& shards,
                                  const std::string& folder) {
  cells = without_refused(std::move(cells), folder);
  for (const auto& shard : shards)
    if (cells[shard.cell].skipped.empty() && !fs::exists(folder + "/" + shard.file))
      cells[shard.cell].skipped = not_finished;
  skip_without_reference(cells);
  return cells;
}

/// Adds the references that limited cells ask for; false where there are none.  Every process of a
/// run adds the same ones, for they follow from what is finished.
bool add_references(const CompareConfig& config, std::vector<Cell>& cells,
                    std::vector<Shard>& shards, const std::string& folder) {
  const auto more = next_references(config, finished_so_far(cells, shards, folder), shards, folder);
  const size_t from = cells.size();
  cells.insert(cells.end(), more.begin(), more.end());
  const auto parts = plan_shards(cells, config, from);
  shards.insert(shards.end(), parts.begin(), parts.end());
  return !more.empty();
}

/// This process among those that share the run: those of a launcher, each with its workers.
Rank rank_of(CompareRequest& a, const std::string& device) {
  if (a.helper) {
    a.workers = 1;
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // ends with the process that started it
    return *a.helper;
  }
  Rank rank = this_rank();
  if (a.inside) a.workers = 1;
  if (a.workers == 0) a.workers = rank.alone() ? usual_workers(device) : 1;
  a.workers = at_most_cores("--workers", a.workers);
  rank.index *= a.workers, rank.world *= a.workers, rank.local *= a.workers;
  return rank;
}
}  // namespace

CompareResult run_compare(CompareRequest a) {
  CompareConfig config = load_compare_config(config_file(a.config), a.set);
  const Rank rank = rank_of(a, config.device);
  config.device = device_of(rank, config.device);
  if (config.title.empty())  // a file's name need not be UTF-8, as JSON must
    config.title = printable_text(fs::path(a.config).stem().string());
  const std::string folder =
      a.out.empty() ? "results/runs/" + fs::path(a.config).stem().string() : a.out;
  auto cells = plan_cells(config);
  fix_inputs(config);
  Runner runner(config, a.evaluated);
  config.micro_batch = runner.micro_batch();
  if (config.device != "cpu") config.batch = std::max(config.batch, config.micro_batch);
  check_metrics(config, cells, runner);
  require_values(config, cells);
  leave_out_impossible(config, cells, runner, !rank.first());
  require_one(cells);
  auto shards = plan_shards(cells, config);

  make_folder("compare", folder);
  Claims claims(folder + "/locks");
  bool checked = false;
  {
    const HeldClaim opening(claims, to_open);
    checked = open_folder(folder, config, cells, shards, claims);
  }

  if (!a.helper && !checked) check_shards(shards, folder);
  if (a.so_far) {
    const HeldClaim reporting(claims, to_report);
    while (add_references(config, cells, shards, folder)) {
    }
    const auto none =
        finish(config, finished_so_far(cells, shards, folder), shards, folder, runner);
    return {folder, none, rank.first()};
  }
  const bool leads = rank.first() && claims.try_claim(to_finish);
  const int threads = std::max(1, at::get_num_threads() / a.workers);
  const auto helpers = start_helpers(a, rank, folder, threads);
  if (a.workers > 1) at::set_num_threads(threads);
  {
    std::optional<InterruptNotice> notice;
    if (rank.first() && !a.inside)
      notice.emplace("odelia: stopped; the finished parts are kept in " + folder +
                     ", and the same command goes on from there");
    do {
      Progress progress(cells, shards, folder, !rank.first());
      if (progress.refresh() > 0)
        fs::remove(folder + "/report.html");  // of --so-far: the run's own is still to come
      work_through(runner, cells, shards, folder, claims, rank, progress);
    } while (add_references(config, cells, shards, folder));
  }
  for (pid_t pid : helpers) ::waitpid(pid, nullptr, 0);
  if (a.helper) return {folder, {}, false};

  // All shards are there.  The others of a launcher leave the report to the first, unless it died.
  if (!leads) claims.wait_claim(to_finish);
  const HeldClaim reporting(claims, to_report);
  if (!rank.first() && reported(folder)) return {folder, {}, false};
  for (const auto& file : superseded(without_refused(cells, folder), shards, folder))
    fs::remove(file);
  // All is there but what this process, alone, writes now.
  std::set<std::string> places = {folder, folder + "/plots", folder + "/grids"};
  for (const auto& shard : shards)
    places.insert(fs::path(folder + "/" + shard.file).parent_path().string());
  for (const auto& place : places) remove_half_written(place, {""});
  return {folder, finish(config, cells, shards, folder, runner)};
}

namespace {
void compare(const CompareRequest& a) {
  const CompareResult result = run_compare(a);
  if (!result.says) return;
  show(result.folder);
  require_samples(result.without_samples);
}

const RegisterVerb registered{
    {"compare", "quality and trajectory error of samplers against evaluations",
     [](CommandLine& app) {
       app.example("Sample and measure", "odelia compare quickstart --out run");
       auto a = std::make_shared<CompareRequest>();
       app.option("config", a->config,
                  "TOML file, or the name of one that comes along, such as quickstart")
           .required();
       app.option("--out", a->out,
                  "run folder; a run that was interrupted goes on, and one whose config has gained "
                  "solvers, budgets, seeds or metrics computes those, and where seeds were added "
                  "the last, partial shard of each cell anew, or all shards where the seeds begin "
                  "earlier by other than a multiple of a shard (default: results/runs/NAME)");
       app.option("--set", a->set,
                  "KEY=VALUE: override a key of the config, as in --set seeds=0-999")
           .repeatable();
       app.option("--workers", a->workers,
                  "processes that share the work and the threads (default: one a thread, at most "
                  "8; one a GPU; none further under torchrun or srun)")
           .between(1, 1024);
       app.flag("--so-far", a->so_far,
                "compute nothing: records and report of what is finished by now");
       auto helper = std::make_shared<std::vector<int64_t>>();
       app.option("--helper", *helper, "index, world and local rank of a further process").hidden();
       app.run([a, helper] {
         if (helper->size() == 3)
           a->helper = Rank{helper->at(0), helper->at(1), helper->at(2), "compare"};
         compare(*a);
       });
     }}};
}  // namespace
}  // namespace odelia
