#include "tests/catch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <thread>

#include <ATen/ATen.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <nlohmann/json.hpp>

#include "experiments/command/config_file.h"
#include "experiments/command/hashes.h"
#include "experiments/compare/compare.h"
#include "experiments/compare/config.h"
#include "experiments/compare/plan.h"
#include "experiments/compare/question.h"
#include "experiments/compare/run.h"
#include "experiments/compare/store.h"
#include "experiments/compare/trajectory.h"
#include "experiments/metrics/reference.h"
#include "experiments/metrics/trajectory_error.h"
#include "models/data/files.h"
#include "models/measured_statistics.h"
#include "models/networks/classifier/classifier.h"
#include "models/processes/processes.h"
#include "tests/comparisons.h"
#include "tests/zygote/zygote.h"

using namespace odelia;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {
const fs::path& base = comparisons();

const std::string program = ODELIA_BINARY_DIR "/odelia";

/// Starts `odelia`, by the words that come before its arguments, with these words; what it prints
/// goes to a file.
pid_t start(std::vector<std::string> words, const fs::path& log,
            std::vector<std::string> start_of = {program}) {
  start_of.insert(start_of.end(), {"--threads", "1"});
  words.insert(words.begin(), start_of.begin(), start_of.end());
  std::vector<char*> argv;
  for (auto& w : words) argv.push_back(w.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t pid = 0;
  REQUIRE(::posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ) == 0);
  ::posix_spawn_file_actions_destroy(&actions);
  return pid;
}

/// Exit status of `odelia` with these words, and what it printed; by the zygote where it can be.
std::pair<int, std::string> odelia_says(const std::vector<std::string>& words) {
  const fs::path log = base / "log.txt";
  int status = 0;
  ::waitpid(start(words, log, Zygote::words_of(program)), &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(log.string())};
}

std::string write_mixture() {
  const std::string path = (base / "mixture.json").string();
  write_text(
      path,
      R"({"weights": [0.5, 0.5], "means": [[0.6, -0.2, 0.1], [-0.6, 0.3, 0.0]], "stds": [0.6, 0.5]})");
  return path;
}

std::string mixture_config() {
  const std::string path = (base / "mixture.toml").string();
  write_text(path, fmt::format(R"(
title = "Exact scores"
model = "mixture:{}"
nfe = [5, 10, 20]
shard = 8
precision = "float64"
solvers = ["ddim", "euler_maruyama", "heun", {{spec = "dopri5", rtol = [1e-2, 1e-4]}}]
[trajectory]
seeds = "0-29"
steps = 64
)",
                               write_mixture()));
  return path;
}

std::vector<Json> records(const fs::path& run) {
  std::vector<Json> out;
  std::istringstream lines(read_text((run / "records.jsonl").string()));
  for (std::string line; std::getline(lines, line);) out.push_back(Json::parse(line));
  return out;
}

/// The shard files that are there, each with the hash of its bytes.
std::map<std::string, std::string> finished_shards(const fs::path& run) {
  std::map<std::string, std::string> out;
  if (!fs::exists(run / "shards")) return out;
  for (const auto& e : fs::recursive_directory_iterator(run / "shards"))
    if (e.path().extension() == ".npz")
      out[fs::relative(e.path(), run).string()] = hash_text(read_text(e.path().string()));
  return out;
}

}  // namespace

TEST_CASE("a comparison on exact scores finds trajectory errors that fall with evaluations",
          "[compare]") {
  const fs::path run = fresh("mixture");
  const auto [status, text] = odelia_says({"compare", mixture_config(), "--out", run.string()});
  INFO(text);
  REQUIRE(status == 0);
  std::map<std::string, std::vector<double>> errors;
  for (const Json& r : records(run)) {
    CHECK(r["n"] == 30);
    CHECK(r["failures"] == 0);
    CHECK(r["config_hash"].get<std::string>().size() == 32);
    if (!r["nfe_budget"].is_null()) CHECK(r["nfe"].get<double>() <= r["nfe_budget"].get<double>());
    CHECK(r["trajectory_reference_error"].get<double>() < 1e-4);
    errors[r["solver"]].push_back(r["trajectory_rms"]);
  }
  REQUIRE(errors.size() == 3);  // euler_maruyama follows no trajectory
  for (const auto& [solver, e] : errors) {
    INFO(solver);
    CHECK(e.size() == (solver == "dopri5" ? 2 : 3));
    CHECK(e.back() < e.front());
  }
  CHECK(errors["dopri5"].back() < 1e-3);  // rtol 1e-4, a few tens of steps
  for (const char* file :
       {"table.txt", "table.md", "table.csv", "report.html", "manifest.json", "config.toml"})
    CHECK(fs::exists(run / file));
}

TEST_CASE("a record says where a solver had to do without the model's statistics", "[compare]") {
  const fs::path run = fresh("without_statistics");
  const auto [status, text] = odelia_says({"compare", mixture_config(), "--set",
                                           "solvers=[\"ddim\", \"dpm_solver_v3_2\", "
                                           "\"dpm_solver_v3_2(statistics=gaussian)\"]",
                                           "--set", "nfe=[5]", "--out", run.string()});
  INFO(text);
  REQUIRE(status == 0);  // the report reads its own records
  CHECK_THAT(text, ODELIA_CONTAINS("the model brings no statistics"));
  std::map<std::string, Json> by_solver;
  for (const Json& r : records(run)) by_solver[r["solver"]] = r;
  REQUIRE(by_solver.size() == 3);
  CHECK_THAT(by_solver["dpm_solver_v3_2"]["statistics"].get<std::string>(),
             ODELIA_CONTAINS("Gaussian"));
  CHECK(!by_solver["ddim"].contains("statistics"));
  CHECK(!by_solver["dpm_solver_v3_2(statistics=gaussian)"].contains("statistics"));
  // Whoever names them gets the same numbers.
  CHECK(by_solver["dpm_solver_v3_2(statistics=gaussian)"]["trajectory_rms"] ==
        by_solver["dpm_solver_v3_2"]["trajectory_rms"]);

  // So it is of the solver that trajectories are held against.
  const auto [noted, note] = odelia_says(
      {"compare", mixture_config(), "--set", "solvers=[\"ddim\"]", "--set", "nfe=[5]", "--set",
       "trajectory.reference=dpm_solver_v3_2", "--set", "trajectory.seeds=0-1", "--set",
       "trajectory.doublings=0", "--out", fresh("reference_without_statistics").string()});
  INFO(note);
  CHECK(noted == 0);
  CHECK_THAT(note, ODELIA_CONTAINS("-steps64: the model brings no statistics"));

  // A student's remark is text as well.
  std::string lines;
  for (Json r : records(run))
    r["beside_its_steps"] = "was made for 2 steps", lines += r.dump() + "\n";
  write_text((run / "records.jsonl").string(), lines);
  CHECK(odelia_says({"report", run.string()}).first == 0);
}

TEST_CASE("solvers that control their own steps keep a tolerance, whatever else is in the batch",
          "[compare][external]") {
  const std::string plans =
      "solvers=[{spec=\"cvode_adams\",rtol=[1e-2,1e-4]},"
      "{spec=\"arkode_kvaerno_5_3_4\",rtol=[1e-2,1e-4]},"
      "{spec=\"odeint_dopri5\",rtol=[1e-2,1e-4]},{spec=\"unipc_adaptive\",rtol=[1e-2,1e-4]}]";
  const auto run_in_batches_of = [&](const char* batch) {
    const fs::path run = fresh(fmt::format("own{}", batch));
    const auto [status, text] =
        odelia_says({"compare", mixture_config(), "--out", run.string(), "--set", plans, "--set",
                     fmt::format("batch={}", batch), "--set", "trajectory.steps=200"});
    INFO(text);
    REQUIRE(status == 0);
    return run;
  };
  const fs::path run = run_in_batches_of("64"), other = run_in_batches_of("7");
  CHECK(shard_bits(run) == shard_bits(other));
  CHECK(timeless(run) == timeless(other));
  const auto all = records(run);
  REQUIRE(all.size() == 8);
  for (size_t i = 0; i < all.size(); i += 2) {
    INFO(all[i]["solver"]);
    CHECK(all[i]["rtol"] == 1e-2);
    CHECK(all[i + 1]["nfe"] > all[i]["nfe"]);  // counted, sample by sample
    CHECK(all[i + 1]["trajectory_rms"].get<double>() <
          0.2 * all[i]["trajectory_rms"].get<double>());
    CHECK(all[i + 1]["trajectory_rms"].get<double>() < 1e-2);  // local errors of 1e-4 add up
    CHECK_FALSE(all[i].contains("steps"));                     // they keep those to themselves
  }
}

TEST_CASE("records of image samples carry every field, and impossible cells their reason",
          "[compare]") {
  const fs::path run = whole_run();
  const auto all = records(run);
  CHECK(all.size() == 5);  // ddim and ddpm_ancestral twice, dopri5 by tolerance
  for (const Json& r : all) {
    for (const char* key :
         {"solver", "process", "grid", "nfe", "nfe_budget", "steps", "n", "seeds", "fd[eye]",
          "failures", "wall_seconds", "precision", "rounding", "config_hash"})
      CHECK(r.contains(key));
    CHECK(r["n"] == (r["nfe_budget"] == 4 ? 10 : 45));
    CHECK(std::isfinite(r["fd[eye]"].get<double>()));
    CHECK(r.contains("trajectory_rms") == (r["solver"] != "ddpm_ancestral"));
    CHECK(fs::exists(run / r["pictures"].get<std::string>()));
  }
  CHECK_THAT(read_text((run / "skipped.jsonl").string()),
             ODELIA_CONTAINS("one step of dopri5 takes 7 evaluations"));
}

TEST_CASE("the metrics of a config are all in the records, and fd alone unless it says so",
          "[compare]") {
  const std::string old = read_text((whole_run() / "config.toml").string());
  CHECK_THAT(old, !ODELIA_CONTAINS("metrics") && !ODELIA_CONTAINS("reference_features"));
  const fs::path run = fresh("metrics");
  const std::vector<std::string> words = {
      "compare",     image_config(), "--out",
      run.string(),  "--set",        "metrics=[\"fd\", \"kd\", \"recall\", \"is\"]",
      "--set",       "nfe=[2]",      "--set",
      "seeds_at={}", "--set",        "allow_few_samples=true"};
  const auto [status, text] = odelia_says(words);
  INFO(text);
  REQUIRE(status == 0);
  CHECK_THAT(text, ODELIA_CONTAINS("Fréchet distance fd[eye]") &&
                       ODELIA_CONTAINS("kernel distance kd[eye]"));
  const std::string config = read_text((run / "config.toml").string());
  CHECK_THAT(config, ODELIA_CONTAINS("metrics = ['fd', 'kd', 'recall', 'is']") &&
                         ODELIA_CONTAINS("reference_features = "));
  const auto before = records(whole_run()), after = records(run);
  const MetricEntry& kd = metric_entry("kd", "here");
  const Measure measure =
      kd.against(read_reference((base / "eye" / "reference.npz").string(), true).set());
  size_t shared = 0;
  for (const Json& r : after) {
    if (r["n"] == 0) continue;
    CHECK(std::isfinite(r["kd[eye]"].get<double>()));
    CHECK(r["kd[eye]_jackknife"].size() == 10);
    CHECK(r["recall[eye]"].get<double>() <= 1);
    CHECK(r["is[eye]"].get<double>() >= 1);
    CHECK(r["is[eye]_jackknife"].size() == 10);
    CHECK(r["reference_hash"] == hash_file(base / "eye" / "reference.npz"));
    CHECK(r["reference_features_hash"] == hash_file(base / "eye" / "reference.features.npz"));
    // Of both sets, whose jackknifes are there
    const auto part = [&](const char* key) {
      return jackknife_standard_error(r[key].get<std::vector<double>>());
    };
    CHECK(r["kd[eye]_se"] ==
          Approx(std::hypot(part("kd[eye]_jackknife"), part("kd[eye]_reference_jackknife"))));
    CHECK(!r.contains("fd[eye]_reference_jackknife"));
    for (const Json& b : before)
      if (b["solver"] == r["solver"] && b["nfe_budget"] == r["nfe_budget"] &&
          b.value("rtol", 0.0) == r.value("rtol", 0.0)) {
        ++shared;
        CHECK(r["fd[eye]"] == b["fd[eye]"]);  // to the bit
        CHECK(r["fd[eye]_jackknife"] == b["fd[eye]_jackknife"]);
      }
  }
  CHECK(shared == 3);
  // The value is that of the features in the shards.
  std::map<uint64_t, Tensor> by_seed;
  for (const auto& e : fs::recursive_directory_iterator(run / "shards"))
    if (e.path().string().find("ddim-vp_linear-log_snr-nfe2") != std::string::npos &&
        e.path().extension() == ".npz" && read_shard(e.path().string()).features.defined())
      by_seed[std::stoull(e.path().stem().string())] = read_shard(e.path().string()).features;
  CHECK(by_seed.size() == 3);
  std::vector<Tensor> rows;
  for (const auto& [seed, features] : by_seed) rows.push_back(features);
  CHECK(after[0]["solver"] == "ddim");
  CHECK(after[0]["kd[eye]"].get<double>() == Approx(measure({{}, at::cat(rows)}).value));
  // So is that of the class probabilities, whose splits go by the order of the seeds.
  FeatureSet seen{{}, at::cat(rows)};
  seen.logits = load_classifier((base / "eye").string())->class_logits(seen.features);
  CHECK(after[0]["is[eye]"].get<double>() ==
        Approx(metric_entry("is", "here").against({})(seen).value));
}

TEST_CASE("metrics that cannot be measured are refused before any work", "[compare]") {
  const auto says = [](std::vector<std::string> more) {
    std::vector<std::string> words = {"compare", image_config(), "--out",
                                      fresh("metrics-bad").string()};
    words.insert(words.end(), more.begin(), more.end());
    const auto [status, text] = odelia_says(words);
    CHECK(status == 2);
    return text;
  };
  CHECK_THAT(says({"--set", "metrics=[\"df\"]"}),
             ODELIA_CONTAINS("'metrics': unknown metric 'df'; known: coverage, "));
  CHECK_THAT(says({"--set", "metrics=[]"}), ODELIA_CONTAINS("'metrics' is an empty list"));
  CHECK_THAT(says({"--set", "metrics=[\"kd\", \"kd\"]"}), ODELIA_CONTAINS("names kd twice"));
  CHECK_THAT(says({"--set", "metrics=[\"kd\"]"}),  // 10 samples at a budget of 4
             ODELIA_CONTAINS("kernel distance over N = 10") && ODELIA_CONTAINS("take N >= 20"));
  image_config();
  const fs::path bare = base / "eye" / "bare.npz";
  Reference reference = read_reference((base / "eye" / "reference.npz").string());
  reference.provenance.erase("kept_features");
  write_reference(bare.string(), reference);
  CHECK_THAT(says({"--set", "metrics=[\"kd\"]", "--set", "nfe=[2]", "--set", "seeds_at={}", "--set",
                   "reference=bare.npz"}),
             ODELIA_CONTAINS("came without features"));
  // However few samples are allowed: there are no neighbours to have a distance to.
  Reference three = read_reference((base / "eye" / "reference.npz").string(), true);
  three.features = three.features.slice(0, 0, 3);
  write_reference((base / "eye" / "three.npz").string(), three);
  for (const auto& [metric, least] : {std::pair{"coverage", 6}, {"density", 6}, {"precision", 4}}) {
    CHECK_THAT(says({"--set", fmt::format("metrics=[\"fd\", \"{}\"]", metric), "--set",
                     "allow_few_samples=true", "--set", "reference=three.npz"}),
               ODELIA_CONTAINS("three.npz' keeps 3 features") &&
                   ODELIA_CONTAINS(fmt::format("{} needs {}; make it anew with --keep-features {}",
                                               metric, least, least)));
    CHECK(!fs::exists(base / "metrics-bad" / "shards"));
  }
  for (const auto& [metric, why] : {std::pair{"fd_infinity",
                                              "has 10 samples, and a Fréchet "
                                              "distance at infinite N needs 30"},
                                    {"recall", "has 3 samples, and a recall needs 4"}})
    CHECK_THAT(
        says({"--set", fmt::format("metrics=[\"{}\"]", metric), "--set", "allow_few_samples=true",
              "--set", *metric == 'r' ? "seeds=0-2" : "nfe=[2, 4]"}),
        ODELIA_CONTAINS(why));
  CHECK(!fs::exists(base / "metrics-bad" / "shards"));
  CHECK_THROWS_WITH(load_compare_config(mixture_config(), {"metrics=[\"fd\"]"}),
                    ODELIA_CONTAINS("'metrics' needs a 'classifier'"));
}

namespace {
/// A metric of a test's own, which has no value without the first group.
const RegisterMetric partly_known{
    {.name = "partly_known",
     .title = "partly known",
     .label = "PK",
     .summary = "a test's",
     .comparable = "comparable with nothing",
     .reading = "is 1.",
     .error_says = "of nothing",
     .with_fewer = "is nothing",
     .against = [](const FeatureSet&) -> Measure {
       return [](const FeatureSet&) {
         return Measurement{.value = 1, .standard_error = 0.5, .jackknife = {std::nan(""), 1, 2}};
       };
     }}};

/// One that works in place: on the samples, or with logits on the reference.
const RegisterMetric in_place{{.name = "in_place",
                               .title = "in place",
                               .label = "IP",
                               .summary = "a test's",
                               .comparable = "comparable with nothing",
                               .reading = "is 0.",
                               .error_says = "of nothing",
                               .with_fewer = "is nothing",
                               .against = [](const FeatureSet& held) -> Measure {
                                 return [held](const FeatureSet& samples) {
                                   (samples.logits.defined() ? held : samples).features.zero_();
                                   return Measurement{.value = 0};
                                 };
                               }}};
}  // namespace

TEST_CASE("a metric that works in place is named", "[compare][errors]") {
  const Tensor x = at::ones({4, 2}), y = at::ones({4, 2});
  const Measure measure = metric_entry("in_place", "here").against({{}, y});
  for (const FeatureSet& samples : {FeatureSet{{}, x}, FeatureSet{{}, x, {}, x}})
    CHECK_THROWS_WITH(measure(samples), ODELIA_CONTAINS("metric 'in_place': writes into"));
}

TEST_CASE("a jackknife that is known in part is left out of the records", "[compare]") {
  const CompareResult result = run_compare(
      {.config = image_config(),
       .out = fresh("partly").string(),
       .set = {"metrics=[\"partly_known\"]", "nfe=[2]", "seeds_at={}", "solvers=[\"ddim\"]"},
       .inside = true});
  const auto all = records(result.folder);  // the report has read them
  REQUIRE(all.size() == 1);
  CHECK(all[0]["partly_known[eye]"] == 1);
  CHECK(all[0]["partly_known[eye]_se"] == 0.5);
  CHECK(!all[0].contains("partly_known[eye]_jackknife"));
}

namespace {
/// A row of means for each image, as the contract wants it, or one of three ways in which it is not.
class Wrong final : public FeatureExtractor {
 public:
  explicit Wrong(std::string how) : how_(std::move(how)) {}
  int64_t dimension() const override { return 2; }
  Tensor features(const Tensor& images) const override {
    const Tensor mean = images.to(at::kFloat).flatten(1).mean(1, /*keepdim=*/true);
    const Tensor rows = at::cat({mean, 2 * mean}, 1);
    if (how_ == "square") return rows.reshape({-1, 2, 1, 1});
    if (how_ == "double") return rows.to(at::kDouble);
    return how_ == "batch" ? rows - rows.mean(0) : rows;
  }

 private:
  std::string how_;
};
const RegisterExtractor wrong{{.kind = "wrong", .open = [](const fs::path& folder, at::Device) {
                                 return std::make_shared<const Wrong>(folder.filename().string());
                               }}};
}  // namespace

TEST_CASE("an extractor that breaks its contract is refused before any work", "[compare][errors]") {
  for (const auto& [how, what] : {std::pair{"square", "returned Float [3, 2, 1, 1] on cpu"},
                                  {"double",
                                   "returned Double [3, 2] on cpu for 3 images; "
                                   "expected Float [3, 2]"},
                                  {"batch", "depend on the others"},
                                  {"right", ""}}) {
    INFO(how);
    const fs::path folder = fresh(how);
    fs::create_directories(folder);
    write_text((folder / "config.json").string(), R"({"kind": "wrong"})");
    const CompareConfig config =
        load_compare_config(image_config(), {"classifier=" + folder.string()});
    if (std::string(what).empty()) {
      CHECK_NOTHROW(Runner(config));
      continue;
    }
    CHECK_THROWS_AS(Runner(config), std::invalid_argument);  // which ends with 2
    CHECK_THROWS_WITH(Runner(config), ODELIA_CONTAINS("compare: classifier '") &&
                                          ODELIA_CONTAINS("does not take images [1, 8, 8]") &&
                                          ODELIA_CONTAINS(what));
  }
}

TEST_CASE("files that options of a process or time grid name are part of a cell's question",
          "[compare]") {
  const std::string file = (fresh("options") / "how.txt").string();
  fs::create_directories(fs::path(file).parent_path());
  write_text(file, "1");
  auto config = load_compare_config(image_config(), {});
  const Cell plain = plan_cells(config).front();
  Cell of_grid = plain, of_process = plain;
  of_grid.grid = "karras(how=" + file + ")";
  of_process.process = "vp_linear(how=" + file + ")";
  const auto with = [&](const Cell& cell, const char* hash) {
    config.inputs = {{"file " + file, hash}};
    return question(config, cell);
  };
  CHECK(with(plain, "a") == with(plain, "b"));
  CHECK(with(of_grid, "a") != with(of_grid, "b"));
  CHECK(with(of_process, "a") != with(of_process, "b"));
}

TEST_CASE("sample i has the same bits for batches of 1, 7 and 64", "[compare]") {
  const fs::path whole = whole_run();  // batches of 64
  for (const char* batch : {"1", "7"}) {
    const fs::path run = fresh(fmt::format("batch{}", batch));
    const auto [status, text] = odelia_says({"compare", image_config(), "--out", run.string(),
                                             "--set", fmt::format("batch={}", batch)});
    INFO(text);
    REQUIRE(status == 0);
    CHECK(shard_bits(run) == shard_bits(whole));
    CHECK(timeless(run) == timeless(whole));
  }
}

TEST_CASE("a run that is killed again and again ends with the same bytes", "[compare]") {
  const fs::path whole = whole_run(), run = fresh("killed");
  const std::vector<std::string> words{"compare",    image_config(), "--out",
                                       run.string(), "--set",        "batch=7"};
  // Killed at once, and whenever some more shards are there.
  for (size_t shards : {0, 1, 4, 7, 10}) {
    const pid_t pid = start(words, base / "log.txt");
    while (finished_shards(run).size() < shards && ::waitpid(pid, nullptr, WNOHANG) == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
  const auto kept = finished_shards(run);
  CHECK(kept.size() >= 10);
  for (const char* file : {"config.toml.1-0.tmp", "manifest.json.1-1.tmp"})  // by luck of the kill
    std::ofstream(run / file) << "half";
  fs::create_directories(run / "mine.tmp");  // not of this program, as no name of its own ends
  std::ofstream(run / "mine.tmp/notes") << "kept";
  const auto [status, text] = odelia_says(words);
  INFO(text);
  REQUIRE(status == 0);
  CHECK(fs::exists(run / "mine.tmp/notes"));
  fs::remove_all(run / "mine.tmp");
  CHECK(shard_bits(run) == shard_bits(whole));
  CHECK(timeless(run) == timeless(whole));
  for (const auto& [file, hash] : kept)
    CHECK(finished_shards(run).at(file) == hash);  // nothing was computed twice
  for (const auto& e : fs::recursive_directory_iterator(run)) CHECK(e.path().extension() != ".tmp");

  // Once more with nothing left to do: wall times come out of the shards, so even they repeat.
  const std::string before = read_text((run / "records.jsonl").string()),
                    page = read_text((run / "report.html").string());
  fs::remove(run / "report.html");
  REQUIRE(odelia_says(words).first == 0);
  CHECK(read_text((run / "records.jsonl").string()) == before);
  CHECK(read_text((run / "report.html").string()) == page);
}

TEST_CASE("failed samples are counted and left out of the average", "[compare]") {
  const fs::path run = fresh("failed");
  fs::copy(whole_run(), run, fs::copy_options::recursive);
  const std::string file =
      (run / "shards" / "quality" / "ddim-vp_linear-log_snr-nfe2" / "000000-000014.npz").string();
  ShardResult shard = read_shard(file);
  shard.status[3] = static_cast<int64_t>(Status::non_finite);
  shard.features[3] = 1e6;  // what must not get in
  write_shard(file, shard);
  REQUIRE(odelia_says({"compare", image_config(), "--out", run.string()}).first == 0);
  const Json r = records(run).front(), before = records(whole_run()).front();
  CHECK(r["failures"] == 1);
  CHECK(r["failure_kinds"]["non_finite"] == 1);
  CHECK(r["n"] == before["n"].get<int>() - 1);
  CHECK(r["fd[eye]"].get<double>() < 2 * before["fd[eye]"].get<double>());
  CHECK_THAT(read_text((run / "table.txt").string()), ODELIA_CONTAINS("†"));
  CHECK_THAT(read_text((run / "report.html").string()), ODELIA_CONTAINS("failed samples: 1"));
}

TEST_CASE("a cell whose samples all failed ends the run with status 1, after the whole report",
          "[compare]") {
  const fs::path run = fresh("all_failed");
  const std::vector<std::string> words{"compare", mixture_config(), "--out", run.string()};
  REQUIRE(odelia_says(words).first == 0);
  for (const auto& [file, hash] : finished_shards(run)) {
    if (file.find("ddim-vp_linear-log_snr-nfe5") == std::string::npos) continue;
    ShardResult shard = read_shard((run / file).string());
    shard.status.fill_(static_cast<int64_t>(Status::non_finite));
    write_shard((run / file).string(), shard);
  }
  fs::remove(run / "report.html");
  const auto [status, text] = odelia_says(words);
  INFO(text);
  CHECK(status == 1);
  CHECK_THAT(text, ODELIA_CONTAINS("every sample failed for the trajectory error of "
                                   "ddim-vp_linear-log_snr-nfe5 (30 non_finite)"));
  CHECK(fs::exists(run / "report.html"));
  const Json r = records(run).front();
  CHECK(r["n"] == 0);
  CHECK(r["failures"] == 30);
  CHECK(r["trajectory_failures"] == 30);
  CHECK(r["trajectory_rms"].is_null());
  CHECK(r["trajectory_rms_se"].is_null());
}

TEST_CASE("cells beyond what the network knows are left out with the reason, the others finish",
          "[compare]") {
  const fs::path run = fresh("beyond");
  const auto [status, text] =
      odelia_says({"compare", image_config(), "--out", run.string(), "--set", "solvers=[\"ddim\"]",
                   "--set", "processes=[\"vp_linear\", \"edm(sigma_min=1e-5)\"]"});
  INFO(text);
  REQUIRE(status == 0);
  std::map<std::string, int> budgets;
  for (const Json& r : records(run)) budgets[r["process"]] += r["nfe_budget"].get<int>();
  CHECK(budgets["vp_linear"] == 2 + 4);
  CHECK(budgets["edm(sigma_min=1e-5)"] == 2);  // its last evaluation is at sigma = 0.028
  const std::string skipped = read_text((run / "skipped.jsonl").string());
  CHECK_THAT(skipped,
             ODELIA_CONTAINS("\"nfe_budget\":4,\"part\":\"quality\",\"skipped\":\"network") &&
                 ODELIA_CONTAINS("trained up to") &&
                 ODELIA_CONTAINS("its reference, heun: network trained on 'noise'"));
  const auto [none, sentence] = odelia_says(
      {"compare", image_config(), "--out", fresh("none").string(), "--set", "solvers=[\"ddim\"]",
       "--set", "processes=[\"edm(sigma_min=1e-5)\"]", "--set", "nfe=[4]"});
  CHECK(none == 2);
  CHECK_THAT(sentence, ODELIA_CONTAINS("none of the") && ODELIA_CONTAINS("end sampling earlier"));
}

TEST_CASE("a cell that turned out not to run is left out from then on", "[compare]") {
  const fs::path run = fresh("refused");
  const std::vector<std::string> words{"compare", mixture_config(), "--out", run.string()};
  fs::create_directories(run / "refused" / "trajectory");
  write_text((run / "refused" / "trajectory" / "ddim-vp_linear-log_snr-nfe5.txt").string(),
             "too much for it");
  REQUIRE(odelia_says(words).first == 0);
  CHECK_THAT(read_text((run / "skipped.jsonl").string()), ODELIA_CONTAINS("too much for it"));
  const auto all = records(run);
  REQUIRE(all.size() == 7);
  CHECK(all[0]["solver"] == "ddim");
  CHECK(all[0]["nfe_budget"] == 10);
}

TEST_CASE("a shard that answers another question is refused by name", "[compare]") {
  const fs::path run = fresh("copied");
  fs::copy(whole_run(), run, fs::copy_options::recursive);
  const fs::path cell = run / "shards" / "quality" / "ddim-vp_linear-log_snr-nfe2",
                 first = cell / "000000-000014.npz", second = cell / "000015-000029.npz";
  const std::vector<std::string> words{"compare", image_config(), "--out", run.string()};
  fs::copy_file(second, first, fs::copy_options::overwrite_existing);
  const auto [status, text] = odelia_says(words);
  CHECK(status == 1);
  CHECK_THAT(text, ODELIA_CONTAINS("000000-000014.npz: answers another question") &&
                       ODELIA_CONTAINS("delete the file and go on"));
  fs::remove(first);
  REQUIRE(odelia_says(words).first == 0);
  CHECK(timeless(run) == timeless(whole_run()));
  ShardResult nameless = read_shard(first.string());
  nameless.identity.clear();  // as a run of another config, or of a version without them, left it
  write_shard(first.string(), nameless);
  CHECK(odelia_says(words).first == 1);
}

TEST_CASE("files that processes and grids are read from are part of a run's identity",
          "[compare]") {
  const fs::path run = fresh("tabulated"), table = base / "table.txt", grid = base / "grid.txt";
  const auto write_table = [&](double last) {
    std::string rows;
    for (int i = 0; i <= 20; ++i)
      rows += fmt::format("{} 1 {}\n", 0.05 * i + 0.01, 0.01 + i * last / 20);
    write_text(table.string(), rows);
  };
  write_table(20);
  write_text(grid.string(), "1.01\n0.5\n0.2\n0.01\n");
  const std::vector<std::string> words{
      "compare", mixture_config(),
      "--out",   run.string(),
      "--set",   "solvers=[\"ddim\"]",
      "--set",   fmt::format("processes=[\"tabulated(file={})\"]", table.string()),
      "--set",   fmt::format("grids=[\"uniform\", \"file:{}\"]", grid.string())};
  const auto [status, text] = odelia_says(words);
  INFO(text);
  REQUIRE(status == 0);
  CHECK(records(run).size() == 4);  // three uniform grids; the file's at its smallest budget only
  CHECK_THAT(read_text((run / "skipped.jsonl").string()),
             ODELIA_CONTAINS("this grid is the same as at 5 evaluations"));
  CHECK(resolved_toml(load_compare_config((run / "config.toml").string())) ==
        read_text((run / "config.toml").string()));
  write_table(25);
  const auto [other, sentence] = odelia_says(words);
  CHECK(other == 2);
  CHECK_THAT(sentence, ODELIA_CONTAINS("holds a run of another config") &&
                           ODELIA_CONTAINS("file " + table.string()));
}

TEST_CASE("the statistics that a trajectory's reference asks for are part of a run's identity",
          "[compare]") {
  image_config();  // makes the network
  const fs::path net = fresh("measured"), run = fresh("measured-run"), config = base / "v3.toml";
  fs::copy(base / "net", net, fs::copy_options::recursive);
  const auto measure = [&](double l) {
    const Tensor coefficients = at::zeros({3, 4, 8 * 8}, at::kDouble);
    coefficients[0][0].fill_(l);
    write_statistics(net / "statistics.npz", {-6, 5, coefficients, 8},
                     {{"kind", "statistics"}, {"model_hash", hash_network(net.string())}});
  };
  write_text(config.string(), fmt::format(R"(
model = "{}"
solvers = ["ddim"]
nfe = [2]
[trajectory]
seeds = "0-1"
reference = "dpm_solver_v3_2"
steps = 4
doublings = 0
)",
                                          net.string()));
  const std::vector<std::string> words{"compare", config.string(), "--out", run.string()};
  measure(0.5);
  for (int again = 0; again < 2; ++again) {
    const auto [status, text] = odelia_says(words);
    INFO(text);
    REQUIRE(status == 0);
    CHECK_THAT(text, !ODELIA_CONTAINS("brings no statistics"));
  }
  measure(0.6);
  const auto [other, sentence] = odelia_says(words);
  CHECK(other == 2);
  CHECK_THAT(sentence, ODELIA_CONTAINS("holds a run of another config") &&
                           ODELIA_CONTAINS("in [inputs] it says `statistics = "));
}

TEST_CASE("names that are not UTF-8 end no run", "[compare]") {
  image_config();  // makes network, classifier and reference
  const fs::path run = fresh("bytes"), eye = fresh("e\xff"), config = base / "f\xff.toml";
  fs::copy(base / "eye", eye, fs::copy_options::recursive);
  write_text(config.string(), fmt::format(R"(
model = "{}/net"
classifier = "given below"
reference = "reference.npz"
seeds = "0-9"
nfe = [2]
solvers = ["ddim"]
)",
                                          base.string()));
  const auto [status, text] = odelia_says(
      {"compare", config.string(), "--out", run.string(), "--set", "classifier=" + eye.string()});
  INFO(text);
  REQUIRE(status == 0);
  CHECK(Json::parse(read_text((run / "manifest.json").string())).at("title") == "f?");
  REQUIRE(records(run).size() == 1);
  CHECK(records(run)[0].at("fd[e?]").is_number());
}

TEST_CASE("runs whose last bits differ by the instruction set share no folder", "[compare]") {
  if (arithmetic().find("AVX") == std::string::npos) return;
  const fs::path run = fresh("capability");
  const std::vector<std::string> words{"compare", mixture_config(), "--out", run.string()};
  ::setenv("ATEN_CPU_CAPABILITY", "default", 1);
  const int first = odelia_says(words).first;
  ::unsetenv("ATEN_CPU_CAPABILITY");
  REQUIRE(first == 0);
  const auto [status, text] = odelia_says(words);
  if (arithmetic().find("NO AVX,") != std::string::npos) return;  // there is no other here
  CHECK(status == 2);
  CHECK_THAT(text, ODELIA_CONTAINS("it says `arithmetic = 'LibTorch"));
}

TEST_CASE("Ctrl-C says that the same command goes on", "[compare]") {
  const fs::path run = fresh("interrupted"), log = base / "interrupted.txt";
  const std::vector<std::string> words{"compare", image_config(), "--out", run.string()};
  const pid_t pid = start(words, log);
  while (finished_shards(run).empty() && ::waitpid(pid, nullptr, WNOHANG) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  ::kill(pid, SIGINT);
  int status = 0;
  ::waitpid(pid, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK_THAT(read_text(log.string()), ODELIA_CONTAINS("the same command goes on from there"));
  REQUIRE(odelia_says(words).first == 0);
  CHECK(timeless(run) == timeless(whole_run()));
}

TEST_CASE("records hold what paired differences need, and say where the reference limits",
          "[compare]") {
  int adaptive = 0;
  for (const Json& r : records(whole_run())) {
    const auto seeds = r["seeds"].get<std::string>();
    CHECK(r.contains("fd[eye]_jackknife") ==
          (seeds == "0-44"));  // N = 10 is too few for ten groups
    if (seeds != "0-44") continue;
    const auto without = r["fd[eye]_jackknife"].get<std::vector<double>>();
    CHECK(without.size() == 10);
    CHECK(r["fd[eye]_se"] == Approx(jackknife_standard_error(without)));
    if (!r.contains("trajectory_rms")) continue;
    CHECK(r["trajectory_rms_jackknife"].size() == 8);  // one for each of seeds 0-7
    CHECK(r["reference_limits"] ==
          (3 * r["trajectory_reference_error"].get<double>() >= r["trajectory_rms"].get<double>()));
    // A tolerance costs the trajectory's seeds what it costs those.
    CHECK(r.contains("trajectory_nfe") == r.contains("rtol"));
    if (!r.contains("rtol")) continue;
    ++adaptive;
    for (const auto& e : fs::recursive_directory_iterator(whole_run() / "shards")) {
      if (e.path().string().find("dopri5") == std::string::npos || e.path().extension() != ".npz")
        continue;
      const ShardResult shard = read_shard(e.path().string());
      if (shard.features.defined()) continue;  // of the quality
      CHECK(shard.nfe.size(0) == 8);
      CHECK(r["trajectory_nfe"] == Approx(shard.nfe.to(at::kDouble).mean().item<double>()));
    }
  }
  CHECK(adaptive == 1);
  const fs::path run = fresh("coarse");
  const auto [status, sentence] = odelia_says(
      {"compare", mixture_config(), "--out", run.string(), "--set", "trajectory.steps=4", "--set",
       "trajectory.reference=heun", "--set", "trajectory.doublings=0"});
  REQUIRE(status == 0);
  CHECK_THAT(sentence, ODELIA_CONTAINS("raise trajectory.steps (now 4)"));
  for (const Json& r : records(run))  // 8 evaluations are no limit of 20
    if (r["solver"] == "heun") {
      CHECK(r["reference_limits"] == true);
      CHECK(r["reference_stopped"] == "steps");
      CHECK(r["trajectory_reference"] == "heun, log_snr, 4 steps, float64");
    }
  CHECK_THAT(read_text((run / "table.txt").string()), ODELIA_CONTAINS("as many steps as it was"));
}

TEST_CASE("a reference that limits is refined until it does not, and all cells are measured anew",
          "[compare]") {
  const std::vector<std::string> coarse{"compare", mixture_config(),
                                        "--set",   "trajectory.steps=4",
                                        "--set",   "trajectory.reference=heun",
                                        "--set",   "trajectory.doublings=8"};
  const auto in = [&](const fs::path& run) {
    auto words = coarse;
    words.insert(words.end(), {"--out", run.string()});
    return words;
  };
  const fs::path whole = fresh("refined"), run = fresh("refined_killed");
  const auto [status, text] = odelia_says(in(whole));
  INFO(text);
  REQUIRE(status == 0);
  CHECK(text.find("raise trajectory.steps") == std::string::npos);
  std::set<std::string> references;
  for (const Json& r : records(whole)) {
    CHECK(r["reference_limits"] == false);
    CHECK_FALSE(r.contains("reference_stopped"));
    CHECK(3 * r["trajectory_reference_error"].get<double>() < r["trajectory_rms"].get<double>());
    references.insert(r["trajectory_reference"].get<std::string>());
  }
  REQUIRE(references.size() == 1);
  int64_t steps = 0;
  REQUIRE(std::sscanf(references.begin()->c_str(), "heun, log_snr, %ld steps", &steps) == 1);
  CHECK(steps >= 16);
  CHECK(steps <= 4 << 8);
  // Measured against that reference, and no other: as in a run that begins with it.
  const fs::path fine = fresh("refined_fine");
  auto directly = in(fine);
  directly[3] = fmt::format("trajectory.steps={}", steps);
  REQUIRE(odelia_says(directly).first == 0);
  const auto refined = records(whole), known = records(fine);
  REQUIRE(refined.size() == known.size());
  for (size_t i = 0; i < refined.size(); ++i)
    for (const char* key : {"trajectory_rms", "trajectory_rms_se", "trajectory_rms_jackknife",
                            "trajectory_reference_error", "trajectory_reference"})
      CHECK(refined[i][key] == known[i][key]);

  // Killed at its first references, among its cells and in its refinements.
  const size_t all = finished_shards(whole).size();
  for (size_t shards : {size_t{1}, all / 2, all - 2, all - 1}) {
    const pid_t pid = start(in(run), base / "log.txt");
    while (finished_shards(run).size() < shards && ::waitpid(pid, nullptr, WNOHANG) == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
  auto shared = in(run);
  shared.insert(shared.end(), {"--workers", "2"});
  REQUIRE(odelia_says(shared).first == 0);
  CHECK(shard_bits(run) == shard_bits(whole));
  CHECK(timeless(run) == timeless(whole));
  shared.back() = "1", shared.push_back("--so-far");
  REQUIRE(odelia_says(shared).first == 0);
  CHECK(timeless(run) == timeless(whole));
}

TEST_CASE("a reference is refined by steps, then by float64, and then it says what stopped it",
          "[compare]") {
  auto config = load_compare_config(
      mixture_config(), {"precision=float32", "trajectory.steps=10", "trajectory.doublings=3"});
  std::vector<Cell> references;
  for (const Cell& cell : plan_cells(config))
    if (cell.part == Cell::Part::reference) references.push_back(cell);
  REQUIRE(references.size() == 1);
  std::vector<double> errors{1e-2};
  const auto next = [&](double error) {
    const auto found = refine(config, references, errors);
    REQUIRE(found.next);
    references.push_back(*found.next), errors.push_back(error);
    CHECK(static_cast<int64_t>(references.back().times.size()) == references.back().steps + 1);
    return fmt::format("{} {}", references.back().steps, references.back().in_float64);
  };
  CHECK(next(1e-3) == "20 false");  // nothing to compare with: it may fall
  CHECK(next(9e-4) == "40 false");  // it fell by ten
  CHECK(next(2e-4) == "40 true");   // it did not fall by half: rounding
  CHECK(next(1e-5) == "80 true");
  CHECK(refine(config, references, errors).stopped == "steps");  // three doublings
  CHECK_FALSE(refine(config, references, errors).next);
  errors.back() = 1.9e-4;
  CHECK(refine(config, references, errors).stopped == "rounding");
  errors.back() = std::nan("");
  CHECK_FALSE(refine(config, references, errors).next);
  // A state in float64 has no other arithmetic to go to.
  config = load_compare_config(mixture_config(), {"trajectory.steps=10"});
  references.resize(2), errors = {1e-3, 9e-4};
  CHECK(refine(config, references, errors).stopped == "rounding");
  config.trajectory->doublings = 0;
  CHECK(refine(config, references, {1e-2, 1e-3}).stopped == "steps");
}

TEST_CASE("where float32 rounds, the reference is computed in float64", "[compare]") {
  const fs::path run = fresh("float64");
  const auto [status, text] =
      odelia_says({"compare", mixture_config(), "--out", run.string(), "--set", "precision=float32",
                   "--set", "solvers=[\"rk4\", {spec = \"dopri5\", rtol = [2e-6]}]", "--set",
                   "nfe=[200, 800]", "--set", "trajectory.steps=100"});
  INFO(text);
  REQUIRE(status == 0);
  for (const Json& r : records(run)) {  // float32 rounds by 6e-8 a step, and the cells are in it
    CHECK_THAT(r["trajectory_reference"].get<std::string>(), ODELIA_CONTAINS("float64"));
    CHECK(r["trajectory_reference_error"].get<double>() < 1e-7);
    CHECK(r["trajectory_rms"].get<double>() > 1e-7);
    CHECK(r["reference_limits"] == false);
  }
}

TEST_CASE("a config is a path, or the bare name of one that comes along", "[compare]") {
  CHECK(config_file("quickstart") == config_file("quickstart.toml"));
  CHECK_THROWS_WITH(config_file("/no/such/folder/quickstart.toml"),
                    ODELIA_CONTAINS("no such file") && ODELIA_CONTAINS("quickstart"));
  CHECK_THROWS_WITH(config_file("./quickstart.toml"), ODELIA_CONTAINS("no such file"));
  CHECK_THROWS_WITH(config_file("quickstrat"), ODELIA_CONTAINS("quickstrat"));
  const auto before = fs::current_path();
  fs::create_directories(base / "quickstart");  // a folder of that name is no config
  fs::current_path(base);
  const std::string found = config_file("quickstart");
  fs::current_path(before);
  CHECK(fs::is_regular_file(found));
}

TEST_CASE("shards cover seeds up to the last there is", "[compare]") {
  const auto config = load_compare_config(
      mixture_config(), {"trajectory.seeds=18446744073709551596-18446744073709551615",
                         "solvers=[\"ddim\"]", "nfe=[5]"});
  int64_t samples = 0;
  uint64_t last = 0;
  const auto cells = plan_cells(config);
  for (const auto& shard : plan_shards(cells, config)) {
    if (cells[shard.cell].part != Cell::Part::trajectory) continue;
    samples += shard.seeds.size(), last = std::max(last, shard.seeds.last);
  }
  CHECK(samples == 20);
  CHECK(last == std::numeric_limits<uint64_t>::max());
}

TEST_CASE("an unfinished run reports the cells that are finished", "[compare]") {
  const fs::path whole = whole_run(), run = fresh("so_far");
  const std::vector<std::string> words{"compare", image_config(), "--out", run.string()};
  const pid_t pid = start(words, base / "log.txt");
  while (finished_shards(run).size() < 5 && ::waitpid(pid, nullptr, WNOHANG) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
  const size_t before = finished_shards(run).size();
  auto so_far = words;
  so_far.push_back("--so-far");
  const auto [status, text] = odelia_says(so_far);
  INFO(text);
  REQUIRE(status == 0);
  CHECK(finished_shards(run).size() == before);
  CHECK(records(run).size() < records(whole).size());
  CHECK_THAT(read_text((run / "skipped.jsonl").string()), ODELIA_CONTAINS("not finished yet"));
  REQUIRE(odelia_says(words).first == 0);
  CHECK(timeless(run) == timeless(whole));
}

TEST_CASE("two processes share a run, and one that dies leaves its work to the other",
          "[compare]") {
  const fs::path whole = whole_run(), run = fresh("shared");
  const std::vector<std::string> words{"compare", image_config(), "--out", run.string()};
  int a = 0, b = 0, c = 0;
  const pid_t third = start(words, base / "third.txt");
  while (finished_shards(run).empty() && ::waitpid(third, &c, WNOHANG) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ::kill(third, SIGSTOP);  // amid its work, whose claims it holds until it dies
  ::waitpid(third, &c, WUNTRACED);
  INFO(read_text((base / "third.txt").string()));
  REQUIRE(WIFSTOPPED(c));
  const size_t before = finished_shards(run).size();
  const pid_t first = start(words, base / "first.txt"), second = start(words, base / "second.txt");
  while (finished_shards(run).size() == before && ::waitpid(first, &a, WNOHANG) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ::kill(third, SIGKILL);
  ::waitpid(third, &c, 0);
  CHECK(WIFSIGNALED(c));
  ::waitpid(first, &a, 0);
  ::waitpid(second, &b, 0);
  INFO(read_text((base / "first.txt").string()) << read_text((base / "second.txt").string()));
  CHECK(a == 0);
  CHECK(b == 0);
  CHECK(shard_bits(run) == shard_bits(whole));
  CHECK(timeless(run) == timeless(whole));
}

TEST_CASE("further workers of one command share the run", "[compare]") {
  const fs::path run = fresh("workers");
  const auto [status, text] =
      odelia_says({"compare", image_config(), "--out", run.string(), "--workers", "2"});
  INFO(text);
  REQUIRE(status == 0);
  CHECK(timeless(run) == timeless(whole_run()));
}

TEST_CASE("a folder that holds another run is refused, exit status 2", "[compare]") {
  const auto [status, text] = odelia_says(
      {"compare", image_config(), "--out", whole_run().string(), "--set", "pictures=3"});
  CHECK(status == 2);
  CHECK_THAT(text, ODELIA_CONTAINS("holds a run of another config"));
  const fs::path run = fresh("numbered");
  fs::copy(whole_run(), run, fs::copy_options::recursive);
  const fs::path quality = run / "shards" / "quality";
  fs::rename(quality / "ddim-vp_linear-log_snr-nfe2", quality / "000-ddim-vp_linear-log_snr-nfe2");
  const auto [numbered, words] = odelia_says({"compare", image_config(), "--out", run.string()});
  CHECK(numbered == 2);
  CHECK_THAT(words, ODELIA_CONTAINS("begun by an earlier version"));
}

TEST_CASE("a folder goes on with a config that has grown, and computes what is new", "[compare]") {
  const fs::path run = fresh("grown");
  const auto with = [&](const std::vector<std::string>& sets) {
    std::vector<std::string> words{"compare", image_config(), "--out", run.string()};
    for (const auto& set : sets) words.push_back("--set"), words.push_back(set);
    return odelia_says(words);
  };
  const std::vector<std::string> narrow{"solvers=[\"ddim\"]", "nfe=[2]", "seeds_at={}",
                                        "seeds=0-29"};
  REQUIRE(with(narrow).first == 0);
  const auto before = finished_shards(run);
  const std::string begun = read_text((run / "manifest.json").string());
  // Solvers, a budget and seeds more; the seed of a sample is all that tells it from others.
  const auto [status, text] = with({});
  INFO(text);
  REQUIRE(status == 0);
  CHECK_THAT(text, ODELIA_CONTAINS("holds a part of this run: what is new is added"));
  CHECK(timeless(run) == timeless(whole_run()));
  CHECK(shard_bits(run) == shard_bits(whole_run()));
  const auto after = finished_shards(run);
  for (const auto& [file, hash] : before) CHECK(after.at(file) == hash);
  CHECK(after.size() > before.size());
  CHECK(Json::parse(read_text((run / "manifest.json").string())).at("before").at(0) ==
        Json::parse(begun));
  // A metric more needs no sample more.
  const std::string more = "metrics=[\"fd\", \"is\"]", few = "allow_few_samples=true";
  REQUIRE(with({more, few}).first == 0);
  CHECK(finished_shards(run) == after);
  CHECK(records(run)[0].contains("is[eye]"));
  // What would be lost, or mean something else, is refused; and nothing has changed.
  const std::string held = read_text((run / "config.toml").string());
  for (const auto& sets : std::vector<std::vector<std::string>>{
           narrow, {}, {more, few, "trajectory.steps=8"}, {more, few, "precision=float64"}}) {
    const auto [refused, words] = with(sets);
    CHECK(refused == 2);
    CHECK_THAT(words, ODELIA_CONTAINS("holds a run of another config"));
    CHECK(read_text((run / "config.toml").string()) == held);
  }
}

TEST_CASE("pictures are of a cell's first seeds, also where seeds were added in front",
          "[compare]") {
  const fs::path run = fresh("grown-in-front");
  const auto with = [&](const char* seeds) {
    return odelia_says({"compare", image_config(), "--out", run.string(), "--set",
                        "solvers=[\"ddim\"]", "--set", "nfe=[2]", "--set", "seeds_at={}", "--set",
                        seeds});
  };
  REQUIRE(with("seeds=15-44").first == 0);
  const auto [status, text] = with("seeds=0-44");
  INFO(text);
  REQUIRE(status == 0);
  CHECK_THAT(text, ODELIA_CONTAINS("what is new is added"));
  size_t pictures = 0;
  for (const auto& file : fs::directory_iterator(run / "pictures")) {
    const fs::path whole = whole_run() / "pictures" / file.path().filename();
    CHECK(read_text(file.path().string()) == read_text(whole.string()));
    ++pictures;
  }
  CHECK(pictures == 1);
}

TEST_CASE("a resolved config repeats the run, and notices other weights", "[compare]") {
  const fs::path config = whole_run() / "config.toml";
  const auto once = load_compare_config(config.string());
  CHECK(resolved_toml(once) == read_text(config.string()));
  const auto [status, text] = odelia_says(
      {"compare", config.string(), "--out", fresh("other").string(), "--set", "inputs.model=abc"});
  CHECK(status == 2);
  CHECK_THAT(text, ODELIA_CONTAINS("made with model abc"));
}

TEST_CASE("too few samples for the feature space are refused before any work", "[compare]") {
  const auto [status, text] = odelia_says(
      {"compare", image_config(), "--out", fresh("few").string(), "--set", "seeds=0-3"});
  CHECK(status == 2);
  CHECK_THAT(text, ODELIA_CONTAINS("take N >= 6"));
  CHECK_THAT(text, ODELIA_CONTAINS("allow_few_samples"));
  // A reference of too few images is no better: its covariance has no full rank either.
  Reference reference = read_reference((base / "eye" / "reference.npz").string());
  Tensor features = torch::empty({4, 6});
  fill_normal(features, {1, 2, 3, 4}, {1, 2, 3, 4});
  reference.gaussian = moments_of(features).finish();
  reference.provenance["n"] = 4;
  write_reference((base / "few.npz").string(), reference);
  const auto held_against_few = [&](const std::string& more) {
    return odelia_says({"compare", image_config(), "--out", fresh("few").string(), "--set",
                        "reference=" + (base / "few.npz").string(), "--set", more});
  };
  const auto [refused, why] = held_against_few("seeds=0-44");
  CHECK(refused == 2);
  CHECK_THAT(why, ODELIA_CONTAINS("few.npz': ") && ODELIA_CONTAINS("N = 4 samples") &&
                      ODELIA_CONTAINS("make it of more images"));
  const auto [gone_on, text_of] = held_against_few("allow_few_samples=true");
  INFO(text_of);
  CHECK(gone_on == 0);
}

TEST_CASE("every comparison that comes along can be planned, and made again from its results",
          "[compare]") {
  const fs::path source = ODELIA_SOURCE_DIR;
  std::vector<fs::path> configs;
  for (const auto& entry : fs::directory_iterator(source / "experiments/configs"))
    if (const auto name = entry.path().filename().string();
        !name.starts_with("train-") && !name.starts_with("likelihood-"))
      configs.push_back(entry.path());
  for (const auto& entry : fs::recursive_directory_iterator(source / "results"))
    if (entry.path().filename() == "config.toml" &&
        fs::exists(entry.path().parent_path() / "records.jsonl"))
      configs.push_back(entry.path());
  CHECK(configs.size() > 30);
  for (const auto& config : configs) {
    INFO(config);
    CHECK_NOTHROW(plan_cells(load_compare_config(config.string(), {})));
  }
  // A run that begins where its config says does not begin in a folder of results that are kept.
  for (const auto& entry : fs::directory_iterator(source / "experiments/configs")) {
    INFO(entry.path());
    const std::string text = read_text(entry.path().string());
    if (const auto at = text.find("\nout = "); at != std::string::npos)
      CHECK(text.substr(at).starts_with("\nout = \"results/runs/"));
  }
}

TEST_CASE("bad configs are refused with the key and the remedy", "[compare]") {
  const std::string config = mixture_config();
  const auto with = [&](const std::string& set) { return load_compare_config(config, {set}); };
  const auto of_images = [&](const std::string& set) {
    return load_compare_config(image_config(), {"seeds_at={}", set});
  };
  CHECK_NOTHROW(of_images("seeds=5-7"));
  CHECK(with("trajectory.steps=12").trajectory->steps == 12);
  CHECK(with("nfe=[3, 4]").solvers[0].nfe == std::vector<int64_t>{3, 4});
  CHECK(with("title=some words").title == "some words");
  CHECK_THROWS_WITH(with("sovlers=[]"), ODELIA_CONTAINS("unknown key 'sovlers'; known: ") &&
                                            ODELIA_CONTAINS("solvers"));
  CHECK_THROWS_WITH(with("trajectory.stps=4"), ODELIA_CONTAINS("unknown key 'trajectory.stps'"));
  CHECK_THROWS_WITH(with("solvers=[{spec=\"ddim\", nef=[3]}]"),
                    ODELIA_CONTAINS("unknown key 'solvers[0].nef'"));
  CHECK_THROWS_WITH(with("solvers=[{nfe=[3]}]"), ODELIA_CONTAINS("name the solver"));
  CHECK_THROWS_WITH(with("solvers=[]"), ODELIA_CONTAINS("'solvers' needs a list"));
  CHECK_THROWS_WITH(with("nfe=ten"), ODELIA_CONTAINS("'nfe' must be a list, each an integer") &&
                                         ODELIA_CONTAINS("got \"ten\"; it is a list of budgets"));
  CHECK_THROWS_WITH(with("nfe=[0]"), ODELIA_CONTAINS("budgets of 1 to 1000000 evaluations, got 0"));
  CHECK_THROWS_WITH(
      with("nfe=[9223372036854775807]"),
      ODELIA_CONTAINS("budgets of 1 to 1000000 evaluations, got 9223372036854775807"));
  for (const char* key : {"nfe", "grids", "processes", "trajectory.nfe"})
    CHECK_THROWS_WITH(with(fmt::format("{}=[]", key)),
                      ODELIA_CONTAINS(fmt::format("'{}' is an empty list", key)));
  CHECK_THROWS_WITH(with("nfe=[5, 10, 5]"), ODELIA_CONTAINS("'nfe' names 5 twice"));
  CHECK_THROWS_WITH(with("solvers=[{spec=\"dopri5\", rtol=[1e-2, 0.01]}]"),
                    ODELIA_CONTAINS("'solvers[0].rtol' names 0.01 twice"));
  CHECK_THROWS_WITH(plan_cells(with("solvers=[\"ddim\", \"ddim(eta=0)\", \"ddim()\"]")),
                    ODELIA_CONTAINS("solver 'ddim' with") && ODELIA_CONTAINS("asked for twice"));
  CHECK_THROWS_WITH(plan_cells(with("processes=[\"ve\", \"ve()\"]")),
                    ODELIA_CONTAINS("asked for twice"));
  for (const char* bad : {"0", "-1", "1"})
    CHECK_THROWS_WITH(with(fmt::format("solvers=[{{spec=\"dopri5\", rtol=[{}]}}]", bad)),
                      ODELIA_CONTAINS("tolerances between 0 and 1"));
  for (const char* bad : {"nan", "inf"})
    CHECK_THROWS_WITH(with(fmt::format("solvers=[{{spec=\"dopri5\", rtol=[{}]}}]", bad)),
                      ODELIA_CONTAINS("not a finite number"));
  CHECK_THROWS_WITH(of_images("seeds=0-99999999999"), ODELIA_CONTAINS("at most 10000000 seeds"));
  CHECK_THROWS_WITH(with("trajectory.steps=9223372036854775807"),
                    ODELIA_CONTAINS("2 or more, up to 1000000"));
  CHECK_THROWS_WITH(with("trajectory.doublings=-1"), ODELIA_CONTAINS("needs 0 to 16, got -1"));
  CHECK(with("trajectory.doublings=2").trajectory->doublings == 2);
  CHECK_THROWS_WITH(with("micro_batch=9223372036854775807"), ODELIA_CONTAINS("at most 1000000"));
  CHECK_THROWS_WITH(of_images("seeds=9-3"), ODELIA_CONTAINS("such as \"0-4999\"; got \"9-3\""));
  CHECK_THROWS_WITH(with("precision=float16"), ODELIA_CONTAINS("\"float32\" or \"float64\""));
  CHECK_THROWS_WITH(with("classifier=some"),
                    ODELIA_CONTAINS("'reference' and 'classifier' go together"));
  CHECK_THROWS_WITH(with("shard=0"), ODELIA_CONTAINS("'shard' needs 1 or more, got 0"));
  CHECK_THROWS_WITH(with("novalue"), ODELIA_CONTAINS("--set needs key=value"));
  for (const char* lines : {"trajectory.steps=12\nnfe = [3]", "trajectory.steps=12\n[other]\na = 1",
                            "trajectory.steps=12\nv.w = 1"}) {
    INFO(lines);
    CHECK_THROWS_AS(with(lines), std::invalid_argument);
  }
  CHECK_THROWS_WITH(with("trajectory.steps=12\nnfe = [3]"),
                    ODELIA_CONTAINS("--set trajectory.steps: more than one value"));
  CHECK(with("nfe=[3,\n 4]  # of one value\n").solvers[0].nfe == std::vector<int64_t>{3, 4});
  CHECK_THROWS_WITH(plan_cells(with("solvers=[{spec=\"ddim\", rtol=[0.1]}]")),
                    ODELIA_CONTAINS("no error estimate"));
  CHECK_THROWS_WITH(plan_cells(with("solvers=[{spec=\"cvode_bdf(rtol=0.1)\", rtol=[0.1]}]")),
                    ODELIA_CONTAINS("leave it to 'rtol'"));
  CHECK_THROWS_WITH(
      plan_cells(with("solvers=[{spec=\"denoise_to_zero(cvode_bdf(rtol=0.1))\", rtol=[0.1]}]")),
      ODELIA_CONTAINS("has a tolerance of its own"));
  CHECK_NOTHROW(plan_cells(with("solvers=[{spec=\"cvode_bdf(atol=0.1)\", rtol=[0.1]}]")));
  CHECK_THROWS_WITH(plan_cells(with("solvers=[\"no_such\"]")),
                    ODELIA_CONTAINS("unknown solver 'no_such'"));
  CHECK_THROWS_WITH(plan_cells(with("trajectory.reference=euler_maruyama")),
                    ODELIA_CONTAINS("deterministic"));
  for (const char* other : {"clamp", "dynamic_threshold", "denoise_to_zero"})
    CHECK_THROWS_WITH(plan_cells(with(fmt::format("trajectory.reference=\"{}(heun)\"", other))),
                      ODELIA_CONTAINS("claims no order") && ODELIA_CONTAINS("try 'rk4'"));
  CHECK_THROWS_WITH(of_images("seeds_at={4=\"0-1\", 33=\"0-1\"}"),
                    ODELIA_CONTAINS("'seeds_at.33' is for a budget that no solver has") &&
                        ODELIA_CONTAINS("the budgets are 2, 4;"));
  CHECK_NOTHROW(of_images("seeds_at={4=\"0-1\"}"));
  CHECK_THROWS_WITH(with("labels=\"\""), ODELIA_CONTAINS("'labels' needs a range of labels"));
  CHECK_THROWS_WITH(with("labels=\"0-9,0\""), ODELIA_CONTAINS("a label comes twice"));
  CHECK_THROWS_WITH(with("guidance={w=2, interval=[3, 0.3]}"),
                    ODELIA_CONTAINS("'guidance.interval'") && ODELIA_CONTAINS("the lower first"));
  CHECK_THROWS_WITH(with("guidance={w=2, rescale=2}"), ODELIA_CONTAINS("'guidance.rescale'"));
  CHECK_THROWS_WITH(with("guidance={w=2, channels=-1}"), ODELIA_CONTAINS("'guidance.channels'"));
  CHECK_THROWS_WITH(with("guidance={w=-1, interval=[3, 0.3]}"), ODELIA_CONTAINS("'guidance.w'"));
  CHECK_THROWS_WITH(plan_cells(with("guidance={w=2, interval=[1000, 2000]}")),
                    ODELIA_CONTAINS("never acts") && ODELIA_CONTAINS("process vp_linear"));
  CHECK_NOTHROW(plan_cells(with("guidance={w=2, interval=[0.3, 2000]}")));
  write_text((base / "broken.toml").string(), "title = \"x\nmodel = 3\n");
  CHECK_THROWS_WITH(load_compare_config((base / "broken.toml").string()),
                    ODELIA_CONTAINS("broken.toml, line 1"));
}

TEST_CASE("without a classifier a config has no keys of quality cells, and says none",
          "[compare]") {
  const std::string config = mixture_config();
  for (const char* set : {"seeds=0-99", "seeds_at={5=\"0-1\"}", "seeds_at={}", "pictures=16",
                          "allow_few_samples=false", "network_precision=float32"}) {
    const std::string key = std::string(set).substr(0, std::string(set).find('='));
    CHECK_THROWS_WITH(load_compare_config(config, {set}),
                      ODELIA_CONTAINS("'" + key + "' is of quality cells"));
  }
  CHECK_THROWS_WITH(load_compare_config(config, {"seeds=0-99"}),
                    ODELIA_CONTAINS("give trajectory.seeds"));
  CompareConfig read = load_compare_config(config);
  read.inputs["model"] = "0f";
  const std::string text = resolved_toml(read);
  for (const char* key : {"seeds_at", "pictures", "allow_few_samples", "network_precision"})
    CHECK(text.find(key) == std::string::npos);
  CHECK(text.find("seeds = ") == text.find("seeds = '0-29'"));
  const std::string resolved = (base / "resolved.toml").string();
  write_text(resolved, text);
  CHECK(resolved_toml(load_compare_config(resolved)) == text);
  // Earlier versions stated them, and what is set over such a config is refused as ever.
  write_text(resolved,
             "seeds = '0-0'\npictures = 16\nnetwork_precision = 'float32'\n"
             "allow_few_samples = false\n" +
                 text);
  CHECK(resolved_toml(load_compare_config(resolved)) == text);
  CHECK_THROWS_WITH(load_compare_config(resolved, {"seeds=0-99"}),
                    ODELIA_CONTAINS("'seeds' is of quality cells"));
}

TEST_CASE("budgets of trajectories are no cells of who is driven by tolerance alone", "[compare]") {
  const auto cells = plan_cells(load_compare_config(
      mixture_config(), {"trajectory.nfe=[12]",
                         "solvers=[{spec=\"dopri5\", rtol=[1e-2]}, {spec=\"unipc_adaptive\", "
                         "rtol=[1e-2]}, {spec=\"heun\", rtol=[1e-2], nfe=[5]}, \"ddim\"]"}));
  std::vector<std::string> planned;
  for (const Cell& cell : cells) {
    INFO(cell.skipped);
    CHECK(cell.skipped.empty());
    if (cell.part == Cell::Part::trajectory) planned.push_back(cell.label());
  }
  CHECK(planned == std::vector<std::string>{
                       "dopri5-vp_linear-adaptive-rtol0.01",
                       "unipc_adaptive-vp_linear-adaptive-rtol0.01", "heun-vp_linear-log_snr-nfe12",
                       "heun-vp_linear-adaptive-rtol0.01", "ddim-vp_linear-log_snr-nfe12"});
}

TEST_CASE("a cell asked for twice is found in whatever way it is spelled", "[compare]") {
  const auto plan = [](const std::string& set) {
    return plan_cells(load_compare_config(mixture_config(), {"solvers=[\"heun\"]", set}));
  };
  for (const char* same :
       {"solvers=[\"ddim\", \"ddim(eta=0.0)\"]",
        "solvers=[\"clamp(heun)\", \"clamp(heun, at=1.0)\"]",
        "processes=[\"vp_linear\", \"vp_linear(beta_min=0.1)\"]",
        "processes=[\"edm(sigma_max=50)\", \"edm(sigma_max=50.0)\"]",
        "processes=[\"edm\", \"edm(t_min=2e-3)\"]", "grids=[\"karras\", \"karras(rho=7)\"]",
        "grids=[\"karras(final=t_min)\", \"karras\"]"}) {
    INFO(same);
    CHECK_THROWS_WITH(plan(same), ODELIA_CONTAINS("is asked for twice, the second time as solver"));
  }
  for (const char* differ :
       {"solvers=[\"clamp(heun)\", \"clamp(heun, at=2)\"]",
        "processes=[\"edm\", \"edm(sigma_max=50)\"]", "grids=[\"karras\", \"karras(rho=5)\"]"}) {
    INFO(differ);
    CHECK_NOTHROW(plan(differ));
  }
}

TEST_CASE("cells that differ have different names, and ordinary ones those of earlier versions",
          "[compare]") {
  const auto name = [](const char* process, const char* grid, double rtol,
                       const char* guided = "") {
    Cell cell;
    cell.solver = "ddim(eta=0)", cell.process = process, cell.grid = grid, cell.guided = guided;
    cell.rtol = rtol, cell.budget = rtol > 0 ? 0 : 10;
    return cell.label();
  };
  CHECK(name("edm(sigma_max=50)", "karras(rho=7)", 0) ==
        "ddim_eta=0_-edm_sigma_max=50_-karras_rho=7_-nfe10");
  CHECK(name("edm(sigma_max=1e+2)", "file:plain_1.txt", 0) ==
        "ddim_eta=0_-edm_sigma_max=1e_2_-file_plain_1.txt-nfe10");
  CHECK(name("edm", "log_snr", 0, "w = 2, from 0.3 to 5") ==
        "ddim_eta=0_-edm-w_=_2__from_0.3_to_5-log_snr-nfe10");
  CHECK(name("edm", "adaptive", 1e-2) == "ddim_eta=0_-edm-adaptive-rtol0.01");
  CHECK(name("edm", "adaptive", 1e-5) == "ddim_eta=0_-edm-adaptive-rtol1e-05");
  CHECK(name("edm", "adaptive", 1.0000001e-2) == "ddim_eta=0_-edm-adaptive-rtol0.010000001");
  CHECK(name("edm", "file:a b.txt", 0) != name("edm", "file:a,b.txt", 0));
  CHECK(name("edm", "file:a b.txt", 0) != name("edm", "file:a_b.txt", 0));
  CHECK(name("tabulated(file=\"ta b.txt\")", "log_snr", 0) !=
        name("tabulated(file=\"ta,b.txt\")", "log_snr", 0));
  CHECK(name("edm", "log_snr", 0, "w = 2, by my net") !=
        name("edm", "log_snr", 0, "w = 2, by my,net"));
}

TEST_CASE("error control goes from one end of the time grid to the other, as in sample",
          "[compare]") {
  const auto cells = plan_cells(load_compare_config(
      mixture_config(),
      {"solvers=[{spec=\"dopri5\", rtol=[1e-2, 1e-3]}]",
       "grids=[\"log_snr\", \"karras\", \"log_snr(t_min=0.01)\", \"uniform(t_min=0.01)\", "
       "\"karras(final=zero)\"]"}));
  const auto process = make_process("vp_linear");
  std::map<std::string, std::vector<const Cell*>> by_grid;
  for (const Cell& cell : cells)
    if (cell.part == Cell::Part::trajectory) by_grid[cell.grid].push_back(&cell);
  REQUIRE(by_grid.size() == 2);  // no step to sigma = 0 has an error estimate: t_min is the end
  REQUIRE(by_grid.at("adaptive").size() == 2);
  CHECK(by_grid.at("adaptive")[0]->times == TimeGrid{process->t_max(), process->t_min()});
  CHECK(by_grid.at("adaptive")[0]->skipped.empty());
  const auto& earlier = by_grid.at(fmt::format("adaptive(t_max={}, t_min=0.01)", process->t_max()));
  REQUIRE(earlier.size() == 2);
  CHECK(earlier[0]->times == TimeGrid{process->t_max(), 0.01});
  CHECK_THAT(earlier[0]->skipped, ODELIA_CONTAINS("the reference"));  // which ends at t_min
  // Where the grid cannot be had in so many steps, from end to end of the process.
  const auto late = plan_cells(load_compare_config(
      mixture_config(), {"processes=[\"edm\"]", "grids=[\"ddpm\"]",
                         "solvers=[{spec=\"dopri5\", rtol=[1e-2], nfe=[]}, {spec=\"ddim\", "
                         "grids=[\"log_snr\"]}]"}));
  CHECK(std::any_of(late.begin(), late.end(), [](const Cell& c) { return c.grid == "adaptive"; }));
}

TEST_CASE("what ends elsewhere than the flow has no trajectory error", "[compare]") {
  const auto cells = plan_cells(load_compare_config(
      mixture_config(), {"solvers=[\"denoise_to_zero(ddim)\", \"ddim\"]", "nfe=[5]"}));
  REQUIRE(cells.size() == 3);
  CHECK_THAT(cells[0].skipped, ODELIA_CONTAINS("no trajectory error"));
  CHECK(cells[1].skipped.empty());
}

namespace {
/// A run of one cell and one reference, in a moment.
std::vector<std::string> smallest(const fs::path& run, const std::string& config,
                                  const std::vector<std::string>& sets = {}) {
  std::vector<std::string> words{"compare", config, "--out", run.string()};
  std::vector<std::string> all{"solvers=[\"ddim\"]", "trajectory.doublings=0"};
  all.insert(all.end(), sets.begin(), sets.end());
  for (const auto& set : all) words.insert(words.end(), {"--set", set});
  return words;
}
}  // namespace

TEST_CASE("records name the precision that networks had, and one that means nothing is refused",
          "[compare]") {
  const fs::path run = fresh("precision");
  for (const auto& [word, answer] :
       {std::pair{"x", "network_precision: unknown 'x'"}, {"tf32", "the device is the CPU"}}) {
    const auto [status, text] = odelia_says(
        smallest(run, image_config(),
                 {"nfe=[2]", "seeds_at={}", fmt::format("network_precision={}", word)}));
    CHECK(status == 2);
    CHECK_THAT(text, ODELIA_CONTAINS(answer));
  }
  REQUIRE(odelia_says(smallest(run, mixture_config(), {"nfe=[5]", "trajectory.steps=8"})).first ==
          0);
  REQUIRE(records(run).size() == 1);
  CHECK(records(run)[0]["network_precision"] == "float64");  // exact scores

  const fs::path images = fresh("precision_images");
  const std::string faster = "network_precision=bfloat16";
  const auto [status, text] =
      odelia_says(smallest(images, image_config(), {faster, "nfe=[2]", "seeds_at={}"}));
  INFO(text);
  REQUIRE(status == 0);
  REQUIRE(records(images).size() == 1);
  CHECK(records(images)[0]["network_precision"] == "bfloat16");
  CHECK(records(images)[0]["trajectory_network_precision"] == "float32");
  CHECK_THAT(
      read_text((images / "report.html").string()),
      ODELIA_CONTAINS("Networks compute in float32 for it, and in bfloat16 for the samples above"));
}

TEST_CASE("a sample whose reference failed has no trajectory error", "[compare]") {
  const fs::path run = fresh("reference_failed");
  const auto words = smallest(run, mixture_config(), {"nfe=[5]", "trajectory.steps=8"});
  REQUIRE(odelia_says(words).first == 0);
  const Json before = records(run).front();
  CHECK(before["trajectory_n"] == 30);
  int changed = 0;
  for (const auto& [file, hash] : finished_shards(run)) {
    if (!file.starts_with("shards/reference/") || !file.ends_with("000000-000007.npz")) continue;
    ShardResult shard = read_shard((run / file).string());
    shard.status[3].fill_(static_cast<int64_t>(Status::non_finite));
    shard.x[3].fill_(1e6);  // what must not get in
    write_shard((run / file).string(), shard);
    ++changed;
  }
  REQUIRE(changed == 1);
  const auto [status, text] = odelia_says(words);
  INFO(text);
  REQUIRE(status == 0);
  const Json after = records(run).front();
  CHECK(after["failures"] == 0);  // the cell's own all ended
  CHECK(after["trajectory_n"] == 29);
  CHECK(after["trajectory_failures"] == 1);
  // Of 30 samples one is left out.
  CHECK(after["trajectory_rms"].get<double>() ==
        Approx(before["trajectory_rms"].get<double>()).epsilon(0.5));
}

TEST_CASE("a folder does not go on after its reference was replaced under the same name",
          "[compare]") {
  const std::string config = image_config();
  const std::string file = (base / "eye" / "replaced.npz").string();
  Reference reference = read_reference((base / "eye" / "reference.npz").string());
  reference.provenance.erase("kept_features");
  write_reference(file, reference);
  const auto words = smallest(fresh("replaced"), config,
                              {"nfe=[2]", "seeds_at={}", "seeds=0-9", "reference=replaced.npz"});
  const auto [status, text] = odelia_says(words);
  INFO(text);
  REQUIRE(status == 0);
  reference.gaussian.mu = reference.gaussian.mu + 1;
  write_reference(file, reference);
  const auto [refused, why] = odelia_says(words);
  CHECK(refused == 2);
  CHECK_THAT(why, ODELIA_CONTAINS("holds a run of another config, network, reference"));
}

TEST_CASE("every key that samples depend on is in the resolved config", "[compare]") {
  // That a config comes back as it was says nothing of a key that is never written.
  const std::string text = resolved_toml(load_compare_config(image_config()));
  for (const char* set :
       {"network_precision=bfloat16", "micro_batch=3", "shard=9", "labels=\"0-3\"",
        "precision=float64", "pictures=5", "trajectory.grid=karras"}) {
    INFO(set);
    CHECK(resolved_toml(load_compare_config(image_config(), {set})) != text);
  }
}

TEST_CASE("a run that lost its manifest gets it back", "[compare]") {
  const fs::path run = fresh("lost_manifest");
  const auto words = smallest(run, mixture_config(), {"nfe=[5]", "trajectory.steps=8"});
  REQUIRE(odelia_says(words).first == 0);
  const auto before = records(run);
  fs::remove(run / "manifest.json");
  const auto [status, text] = odelia_says(words);
  INFO(text);
  REQUIRE(status == 0);
  CHECK(Json::parse(read_text((run / "manifest.json").string())).at("title") == "Exact scores");
  CHECK(records(run) == before);
}

TEST_CASE("a damaged manifest is named before anything is computed", "[compare]") {
  const fs::path run = fresh("damaged_manifest");
  const auto words = smallest(run, mixture_config(), {"nfe=[5]", "trajectory.steps=8"}),
             more = smallest(run, mixture_config(), {"nfe=[5, 10]", "trajectory.steps=8"});
  REQUIRE(odelia_says(words).first == 0);
  const std::string held = read_text((run / "config.toml").string());
  for (const char* bytes : {"{broken", "\xff", "[1]"}) {
    write_text((run / "manifest.json").string(), bytes);
    for (const auto& call : {words, more}) {
      const auto [status, text] = odelia_says(call);
      INFO(text);
      CHECK(status == 2);
      CHECK_THAT(text, ODELIA_CONTAINS("damaged_manifest/manifest.json: ") &&
                           ODELIA_CONTAINS("JSON") &&
                           ODELIA_CONTAINS("delete it, and it is written anew"));
    }
    CHECK(read_text((run / "config.toml").string()) == held);
  }
  fs::remove(run / "manifest.json");
  CHECK(odelia_says(more).first == 0);
  CHECK(!Json::parse(read_text((run / "manifest.json").string())).contains("before"));
}

TEST_CASE("a network that lies elsewhere by now is the same, and another one there is not",
          "[compare]") {
  const fs::path run = fresh("moved"), home = fresh("moved_networks");
  fs::create_directories(home / "there");
  for (const char* place : {"m.json", "there/m.json"}) fs::copy_file(write_mixture(), home / place);
  const std::string worse = R"({"weights": [1], "means": [[0, 0, 0]], "stds": [1]})";
  for (const char* place : {"g.json", "there/g.json"}) write_text((home / place).string(), worse);
  const auto asked = [&](const std::string& at) {
    return smallest(run, mixture_config(),
                    {"nfe=[5]", "trajectory.steps=8", "trajectory.seeds=0-9",
                     fmt::format("model=mixture:{}/m.json", at),
                     fmt::format("guidance={{w = 2, guide = 'mixture:{}/g.json'}}", at)});
  };
  const std::string first = home.string(), later = (home / "there").string();
  REQUIRE(odelia_says(asked(first)).first == 0);
  const auto before = finished_shards(run);
  CHECK(before.size() == 4);  // of eight seeds and of two: a cell, and its reference
  const auto [status, text] = odelia_says(asked(later));
  INFO(text);
  CHECK(status == 0);
  CHECK(finished_shards(run) == before);
  CHECK_THAT(read_text((run / "config.toml").string()), ODELIA_CONTAINS("there/m.json"));

  // Shards of earlier versions name the place, and are gone on with from there alone.
  const CompareConfig config = load_compare_config((run / "config.toml").string());
  for (const Shard& shard : plan_shards(plan_cells(config), config)) {
    const std::string file = (run / shard.file).string();
    ShardResult result = read_shard(file);
    CHECK(result.identity == shard.identity);
    result.identity = shard.identity_by_path;
    write_shard(file, result);
  }
  const auto named = finished_shards(run);
  CHECK(odelia_says(asked(later)).first == 0);
  CHECK(finished_shards(run) == named);
  const std::string held = read_text((run / "config.toml").string());
  const auto [refused, words] = odelia_says(asked(first));
  CHECK(refused == 1);
  CHECK_THAT(words, ODELIA_CONTAINS("answers another question"));
  CHECK(read_text((run / "config.toml").string()) == held);

  write_text((home / "there/g.json").string(),
             R"({"weights": [1], "means": [[0, 0, 1]], "stds": [1]})");
  const auto [other, why] = odelia_says(asked(later));
  CHECK(other == 2);
  CHECK_THAT(why, ODELIA_CONTAINS("holds a run of another config, network"));
}

TEST_CASE("shards that others have taken the place of are told of, and go when all is there",
          "[compare]") {
  const fs::path run = fresh("shifted"), straight = fresh("straight");
  const auto with = [&](const fs::path& folder, const std::string& seeds) {
    return odelia_says(smallest(folder, mixture_config(),
                                {"nfe=[5]", "trajectory.steps=8", "trajectory.seeds=" + seeds}));
  };
  REQUIRE(with(run, "8-15").first == 0);  // in shards of eight
  const fs::path own = run / "shards/trajectory/ddim-vp_linear-log_snr-nfe5/notes.npz";
  write_text(own.string(), "");
  const auto [status, text] = with(run, "4-15");
  INFO(text);
  REQUIRE(status == 0);
  CHECK_THAT(text, ODELIA_CONTAINS("their samples are computed anew"));
  CHECK(fs::remove(own));  // nobody's shard
  REQUIRE(with(straight, "4-15").first == 0);
  CHECK(shard_bits(run) == shard_bits(straight));
  CHECK(timeless(run) == timeless(straight));
  // Whole shards in front leave the others as they are.
  const fs::path whole = fresh("whole_in_front");
  REQUIRE(with(whole, "8-15").first == 0);
  const auto before = finished_shards(whole);
  const auto [added, words] = with(whole, "0-15");
  INFO(words);
  REQUIRE(added == 0);
  CHECK_THAT(words, !ODELIA_CONTAINS("computed anew"));
  const auto after = finished_shards(whole);
  CHECK(after.size() == 2 * before.size());
  for (const auto& [file, hash] : before) CHECK(after.at(file) == hash);
}

TEST_CASE("a solver without a cell that could run is named, with the reason, once", "[compare]") {
  const auto [status, text] = odelia_says(
      smallest(fresh("absent"), mixture_config(),
               {"solvers=[\"ddim\", \"rk4\", \"heun\"]", "nfe=[1, 2]", "trajectory.steps=8"}));
  INFO(text);
  REQUIRE(status == 0);
  const std::string line = "left out: rk4: one step of rk4 takes 4 evaluations";
  const size_t at = text.find(line);
  REQUIRE(at != std::string::npos);
  CHECK(text.find(line, at + 1) == std::string::npos);
  CHECK(text.find("left out: heun") == std::string::npos);  // it runs at 2
}

TEST_CASE("a budget buys the most steps that stay within it", "[compare]") {
  const auto cells = plan_cells(
      load_compare_config(mixture_config(), {"solvers=[\"heun\", \"ddim\"]", "nfe=[1, 2, 7]"}));
  const auto steps = [&](const std::string& solver, int64_t budget) {
    for (const auto& c : cells)
      if (c.solver == solver && c.budget == budget) return c.skipped.empty() ? c.steps : 0;
    return int64_t{-1};
  };
  CHECK(steps("heun", 1) == 0);
  CHECK(steps("heun", 2) == 1);
  CHECK(steps("heun", 7) == 3);
  CHECK(steps("ddim", 7) == 7);
}

TEST_CASE("trajectory errors are root mean squares over the samples that ended", "[compare]") {
  const Tensor a = torch::tensor({{1.0, 2.0}, {0.0, 0.0}, {5.0, 5.0}}, torch::kDouble),
               b = torch::zeros({3, 2}, torch::kDouble);
  const auto errors = rms_errors(a, b);
  CHECK(errors[0] == Approx(std::sqrt(2.5)));
  CHECK(errors[2] == Approx(5));
  const auto e = trajectory_error(errors, {true, true, false});
  CHECK(e.n == 2);
  CHECK(e.rms == Approx(std::sqrt(2.5 / 2)));
  CHECK(e.median == Approx(std::sqrt(2.5) / 2));
  // Squares 2.5 and 0: their mean has the standard error 1.25, the root that by 2 rms.
  CHECK(e.standard_error == Approx(1.25 / (2 * e.rms)));
  CHECK(trajectory_error(errors, {false, false, false}).n == 0);
  CHECK(std::isnan(trajectory_error(errors, {false, false, false}).rms));  // unknown, not 0
  CHECK(std::isnan(trajectory_error(errors, {true, false, false}).standard_error));
  const auto without = trajectory_jackknife(errors, {true, true, true});
  REQUIRE(without.size() == 3);
  CHECK(without[0] == Approx(std::sqrt(25.0 / 2)));
  CHECK(without[1] == Approx(std::sqrt(27.5 / 2)));
  CHECK(without[2] == Approx(std::sqrt(2.5 / 2)));
  CHECK(trajectory_jackknife(errors, {true, false, false}).empty());
  // Ten groups of one sample: the jackknife of a mean is its textbook standard error.
  std::vector<double> squares, roots;
  double mean = 0, variance = 0;
  for (int i = 0; i < 10; ++i)
    squares.push_back(100 + i * i), roots.push_back(std::sqrt(100 + i * i));
  for (double s : squares) mean += s / 10;
  for (double s : squares) variance += (s - mean) * (s - mean) / 9;
  std::vector<double> means;
  for (double f : trajectory_jackknife(roots, std::vector<bool>(10, true))) means.push_back(f * f);
  CHECK(jackknife_standard_error(means) == Approx(std::sqrt(variance / 10)));
  CHECK_THROWS_WITH(rms_errors(a, b.slice(0, 0, 2)), ODELIA_CONTAINS("[3, 2] and [2, 2]"));
}
