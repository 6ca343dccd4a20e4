#include "tests/catch.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ATen/ATen.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11
#include <nlohmann/json.hpp>

#include "experiments/sharing/claims.h"
#include "experiments/sharing/pieces.h"
#include "experiments/sharing/rank.h"
#include "experiments/sharing/share_work.h"
#include "models/data/files.h"
#include "models/data/npz.h"
#include "solvers/noise.h"
#include "tests/comparisons.h"
#include "tests/program_folder.h"

extern char** environ;

using namespace odelia;
namespace fs = std::filesystem;

namespace {

/// A process of the program, which is killed at the latest when this ends.
class Child {
 public:
  Child(const ProgramFolder& place, const std::vector<std::string>& environment,
        const std::string& arguments, const std::string& log)
      : log_(place / log) {
    const std::string command =
        fmt::format("cd {} && exec env {} {}/odelia --threads 1 {} >{} 2>&1 </dev/null", place / "",
                    fmt::join(environment, " "), ODELIA_BINARY_DIR, arguments, log);
    std::vector<char*> argv{const_cast<char*>("sh"), const_cast<char*>("-c"),
                            const_cast<char*>(command.c_str()), nullptr};
    REQUIRE(::posix_spawnp(&pid_, "sh", nullptr, nullptr, argv.data(), environ) == 0);
  }
  ~Child() {
    if (pid_ > 0) kill();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool runs() {
    if (pid_ > 0 && ::waitpid(pid_, &ended_, WNOHANG) == pid_) pid_ = 0;
    return pid_ > 0;
  }
  void kill() {
    ::kill(pid_, SIGKILL);
    status();
  }
  /// Waits for its end; -1 if a signal ended it.
  int status() {
    if (pid_ > 0) ::waitpid(pid_, &ended_, 0);
    pid_ = 0;
    return WIFEXITED(ended_) ? WEXITSTATUS(ended_) : -1;
  }
  std::string says() const { return read_text(log_); }

 private:
  pid_t pid_ = 0;
  int ended_ = 0;
  std::string log_;
};

/// With a mixture m.json of 48 dimensions and data x.npz.
struct Place : ProgramFolder {
  Place() : ProgramFolder("ranks") {
    const std::vector<double> low(48, -0.6), high(48, 0.7);
    const nlohmann::json mixture = {
        {"weights", {0.4, 0.6}}, {"means", {low, high}}, {"stds", {0.5, 0.6}}};
    put("m.json", mixture.dump());
    std::vector<uint64_t> seeds(40);
    for (size_t i = 0; i < seeds.size(); ++i) seeds[i] = i;
    write_npz(*this / "x.npz", {{"arr_0", starting_noise(seeds, {48}, at::kDouble)}});
    put("c.toml", R"(
model = "mixture:m.json"
nfe = [20, 40]
shard = 4
precision = "float64"
solvers = ["ddim", "heun"]
[trajectory]
seeds = "0-39"
steps = 256
)");
  }
  std::unique_ptr<Child> rank(int index, int world, const std::string& arguments,
                              const std::string& kind = "locks") const {
    return std::make_unique<Child>(
        *this,
        std::vector<std::string>{fmt::format("RANK={}", index), fmt::format("WORLD_SIZE={}", world),
                                 fmt::format("LOCAL_RANK={}", index), "ODELIA_CLAIMS=" + kind},
        arguments, fmt::format("rank{}.txt", index));
  }
};

/// A verb that shares its work: a run that takes some seconds, and what it comes to.
struct Verb {
  std::string name, words;           ///< without the folder
  std::string parts, extension;      ///< where finished pieces stand
  std::vector<std::string> results;  ///< files with the same bytes
  std::string says;                  ///< of whoever tells what came
  std::string run(const std::string& out) const { return words + out; }
  size_t finished(const Place& place, const std::string& out) const {
    size_t count = 0;
    std::error_code gone;
    for (fs::recursive_directory_iterator at(place / (out + "/" + parts), gone), end;
         !gone && at != end; at.increment(gone))
      count += at->path().extension() == extension;
    return count;
  }
};

const Verb sample{"sample",
                  "sample --model mixture:m.json --dtype float64 --solver heun --steps 3000 "
                  "--seeds 0-199,300-303 --batch 4 --out ",
                  "parts",
                  ".npz",
                  {"samples.npz", "manifest.json", "run.json"},
                  "204 samples by heun"};
const Verb likelihood{"likelihood",
                      "likelihood --model mixture:m.json --data x.npz --t-min 1e-3 --rtol 1e-8 "
                      "--divergence exact --batch 1 --out ",
                      "pieces",
                      ".jsonl",
                      {"records.jsonl", "summary.json", "likelihood.npz", "run.json"},
                      "40 images, 0 failed"};
const Verb compare{"compare", "compare c.toml --out ", "shards", ".npz", {}, "report:"};

/// The bytes of a run's results; of a comparison's records without their times.
std::string bytes(const Place& place, const Verb& verb, const std::string& out) {
  std::string text;
  for (const auto& name : verb.results) text += read_text(place / (out + "/" + name));
  if (!verb.results.empty()) return text;
  std::istringstream lines(read_text(place / (out + "/records.jsonl")));
  for (std::string line; std::getline(lines, line);) {
    auto record = nlohmann::ordered_json::parse(line);
    record.erase("wall_seconds");
    text += record.dump() + "\n";
  }
  return text;
}

/// Waits until so many pieces are there, while the run is still far from its end.
void await(const Place& place, const Verb& verb, const std::string& out, size_t pieces,
           Child& process) {
  while (verb.finished(place, out) < pieces && process.runs())
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  INFO(process.says());
  REQUIRE(process.runs());
}

/// The run of one process, made once.
const std::string& alone(const Place& place, const Verb& verb) {
  static std::map<std::string, std::string> made;
  auto& text = made[verb.name];
  if (text.empty()) {
    place.runs(verb.run("alone") + (verb.name == "compare" ? " --workers 1" : ""));
    text = bytes(place, verb, "alone");
  }
  return text;
}

const std::vector<const Verb*> verbs{&sample, &likelihood, &compare};

}  // namespace

TEST_CASE("a claim is exclusive and can be given back", "[ranks]") {
  const TemporaryFolder folder("claims");
  for (const ClaimKind kind : {ClaimKind::locks, ClaimKind::files}) {
    INFO(to_string(kind));
    const std::string path = folder / "locks";
    fs::remove_all(path + ".claims");
    Claims a(path, kind);
    {
      Claims b(path, kind);
      CHECK(a.try_claim(3));
      CHECK(!b.try_claim(3));
      CHECK(b.try_claim(4));
      CHECK(!a.try_claim(4));
      a.release(3);
      CHECK(b.try_claim(3));
    }
    CHECK(a.try_claim(3));  // b is gone, and its claims with it
  }
}

TEST_CASE("who comes later claims as the one before, while it is at work", "[ranks]") {
  const TemporaryFolder folder("claims");
  const std::string path = folder / "run.lock";
  const char* asked = std::getenv("ODELIA_CLAIMS");
  const std::string before = asked ? asked : "";
  ::setenv("ODELIA_CLAIMS", "files", 1);
  {
    Claims at_work(path, ClaimKind::locks);
    REQUIRE(at_work.try_claim(7));
    CHECK(claim_kind(path) == ClaimKind::locks);
    Claims later(path);
    CHECK(!later.try_claim(7));
  }
  CHECK(claim_kind(path) == ClaimKind::files);  // it has ended
  asked ? ::setenv("ODELIA_CLAIMS", before.c_str(), 1) : ::unsetenv("ODELIA_CLAIMS");
}

TEST_CASE("a claim by a file ends with its process, or with the beat of its holder", "[ranks]") {
  const TemporaryFolder folder("claims");
  const std::string path = folder / "locks";
  const fs::path files = path + ".claims";
  using std::chrono::milliseconds;
  const ClaimTimes quick{milliseconds(20), milliseconds(400)};
  Claims a(path, ClaimKind::files, quick);
  CHECK(claim_kind(path) == ClaimKind::files);  // what is there is gone on with

  const pid_t child = ::fork();
  if (child == 0) {
    Claims dying(path, ClaimKind::files, quick);
    ::_exit(dying.try_claim(1) ? 0 : 1);  // no destructor: as if it were killed
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  REQUIRE(fs::exists(files / "1.0"));
  CHECK(a.try_claim(1));  // at once: this machine knows that the holder is dead
  a.release(1);
  CHECK(fs::is_empty(files));

  // A holder on another machine, which touches its file no more.
  write_text((files / "2.0").string(), "elsewhere/pid:[1] 7 7 node\n");
  CHECK(!a.try_claim(2));
  CHECK(!a.try_claim(2));
  std::this_thread::sleep_for(milliseconds(500));
  CHECK(a.try_claim(2));
  CHECK(fs::exists(files / "2.1"));
  a.release(2);
  CHECK(fs::is_empty(files));

  // One that lives is not taken for dead, however long it holds.
  Claims b(path, ClaimKind::files, quick);
  CHECK(b.try_claim(5));
  write_text((files / "5.0").string(),
             "elsewhere/pid:[1] 7 7 node\n");  // seen from another machine
  CHECK(!a.try_claim(5));
  std::this_thread::sleep_for(milliseconds(600));
  CHECK(!a.try_claim(5));
}

TEST_CASE("a claim that cannot be given back does not hide why it ends", "[ranks]") {
  const TemporaryFolder folder("claims");
  const std::string path = folder / "locks", files = path + ".claims";
  Claims claims(path, ClaimKind::files);
  REQUIRE(claims.try_claim(1));
  const auto work = [&] {
    const HeldClaim held(claims, 0);
    fs::remove_all(files);
    write_text(files, "");  // no folder any more: nothing below it can be looked at
    throw std::invalid_argument("the reason");
  };
  CHECK_THROWS_WITH(work(), "the reason");
  CHECK_THROWS_WITH(claims.release(1), ODELIA_CONTAINS("cannot look at the claim"));
}

TEST_CASE("ranks are what the launcher says", "[ranks]") {
  const std::vector<std::string> names{"RANK",
                                       "WORLD_SIZE",
                                       "LOCAL_RANK",
                                       "SLURM_PROCID",
                                       "SLURM_NTASKS",
                                       "SLURM_LOCALID",
                                       "SLURM_STEP_ID",
                                       "SLURM_ARRAY_TASK_ID",
                                       "SLURM_ARRAY_TASK_COUNT",
                                       "SLURM_ARRAY_TASK_MIN"};
  const auto rank = [&](const std::map<std::string, std::string>& values) {
    for (const auto& name : names) ::unsetenv(name.c_str());
    for (const auto& [name, value] : values) ::setenv(name.c_str(), value.c_str(), 1);
    const auto unset = [&] {
      for (const auto& name : names) ::unsetenv(name.c_str());
    };
    try {
      const Rank found = this_rank();
      unset();
      return fmt::format("{} of {}, {} here, {}", found.index, found.world, found.local,
                         found.launcher);
    } catch (const std::invalid_argument& e) {
      unset();
      return std::string(e.what());
    }
  };
  CHECK(rank({}) == "0 of 1, 0 here, ");
  CHECK(rank({{"RANK", "5"}, {"WORLD_SIZE", "8"}, {"LOCAL_RANK", "1"}}) ==
        "5 of 8, 1 here, torchrun");
  const std::map<std::string, std::string> step{
      {"SLURM_PROCID", "2"}, {"SLURM_NTASKS", "4"}, {"SLURM_LOCALID", "1"}, {"SLURM_STEP_ID", "0"}};
  CHECK(rank(step) == "2 of 4, 1 here, srun");
  auto batch = step;  // the batch script itself, which may start four tasks
  batch.erase("SLURM_STEP_ID");
  CHECK(rank(batch) == "0 of 1, 0 here, ");
  for (const char* alone : {"4294967291", "4294967290"}) {  // as a step, and the shell of salloc
    batch["SLURM_STEP_ID"] = alone;
    CHECK(rank(batch) == "0 of 1, 0 here, ");
  }
  auto array = step;
  array.insert({{"SLURM_ARRAY_TASK_ID", "7"},
                {"SLURM_ARRAY_TASK_COUNT", "3"},
                {"SLURM_ARRAY_TASK_MIN", "5"}});
  CHECK(rank(array) == "10 of 12, 1 here, srun");
  CHECK_THAT(rank({{"RANK", "8"}, {"WORLD_SIZE", "8"}}),
             ODELIA_CONTAINS("RANK: a launcher's number from 0 to 7"));
}

TEST_CASE("ranks share the work, each begins with its own, and the first says what came",
          "[ranks]") {
  const TemporaryFolder folder("order");
  Claims claims(folder / "locks");
  std::vector<int64_t> did;
  SharedWork shared;
  shared.pieces = 7;
  shared.finished = [&](int64_t i) { return std::find(did.begin(), did.end(), i) != did.end(); };
  shared.work = [&](int64_t i) { did.push_back(i); };
  share_work(shared, claims, Rank{1, 3, 1, "torchrun"});
  CHECK(did == std::vector<int64_t>{1, 4, 0, 2, 3, 5, 6});

  for (const std::string kind : {"locks", "files"}) {
    const fs::path run = fresh("ranks_" + kind);
    const auto words = [&](int rank) {
      return fmt::format(
          "RANK={0} LOCAL_RANK={0} WORLD_SIZE=2 ODELIA_CLAIMS={1} {2} --threads 1 compare {3} "
          "--out {4} > {5} "
          "2>&1",
          rank, kind, ODELIA_BINARY_DIR "/odelia", image_config(), run.string(),
          folder / fmt::format("rank{}.txt", rank));
    };
    // The first has the folder before the other starts, which would else speak for one that is late.
    const std::string both = fmt::format(
        "{} & while kill -0 $! 2>/dev/null && [ ! -e {}/manifest.json ]; do sleep 0.05; done; {}; "
        "wait $!",
        words(0), run.string(), words(1));
    CHECK(std::system(both.c_str()) == 0);
    const std::string first = read_text(folder / "rank0.txt");
    INFO(first);
    CHECK_THAT(first, ODELIA_CONTAINS("report:"));
    CHECK(read_text(folder / "rank1.txt").empty());
    CHECK(shard_bits(run) == shard_bits(whole_run()));
    CHECK(timeless(run) == timeless(whole_run()));
    CHECK_THAT(read_text((run / "manifest.json").string()),
               ODELIA_CONTAINS("\"claims\": \"" + kind + "\""));
  }
}

TEST_CASE("pieces follow from the rows, the batch and a network's pass alone", "[ranks]") {
  CHECK(piece_size(50'000, 64) == 64);
  CHECK(piece_size(50'000, 500) == 500);
  CHECK(piece_size(2000, 500) == 32);
  CHECK(piece_size(100, 64) == 16);  // fewer take a network no less time
  CHECK(piece_size(100, 4) == 4);
  CHECK(piece_size(100, 1) == 2);
  CHECK(piece_size(100, 1, 1) == 1);  // one by one
  const Pieces pieces{100, 16};
  CHECK(pieces.count() == 7);
  CHECK(pieces.begin(6) == 96);
  CHECK(pieces.end(6) == 100);
}

TEST_CASE("two ranks end with the bytes of one process, and the first says what came", "[ranks]") {
  const Place place;
  for (const Verb* verb : {&sample, &likelihood}) {
    INFO(verb->name);
    const auto zero = place.rank(0, 2, verb->run("two")), one = place.rank(1, 2, verb->run("two"));
    CHECK(zero->status() == 0);
    CHECK(one->status() == 0);
    INFO(zero->says() << one->says());
    CHECK_THAT(zero->says(), ODELIA_CONTAINS(verb->says));
    CHECK(one->says().empty());
    CHECK(bytes(place, *verb, "two") == alone(place, *verb));
    CHECK(!fs::exists(place / ("two/" + verb->parts)));
    fs::remove_all(place / "two");
    fs::remove_all(place / "alone");
  }
}

TEST_CASE("a rank that is killed loses nothing, and another finishes the run", "[ranks]") {
  const Place place;
  for (const Verb* verb : verbs) {
    const std::string& whole = alone(place, *verb);
    for (const auto& [killed, kind] : {std::pair{0, "locks"}, {0, "files"}, {1, "locks"}}) {
      INFO(verb->name << ", rank " << killed << ", " << kind);
      const auto zero = place.rank(0, 2, verb->run("killed"), kind),
                 one = place.rank(1, 2, verb->run("killed"), kind);
      Child &dies = killed == 0 ? *zero : *one, &other = killed == 0 ? *one : *zero;
      await(place, *verb, "killed", 3, dies);
      dies.kill();
      CHECK(other.status() == 0);
      INFO(other.says());
      CHECK_THAT(other.says(), ODELIA_CONTAINS(verb->says));
      CHECK(bytes(place, *verb, "killed") == whole);
      fs::remove_all(place / "killed");
    }
    if (verb ==
        &compare) {  // a report of what was finished by then does not pass for the run's own
      const auto one = place.rank(1, 2, verb->run("killed"));
      await(place, *verb, "killed", 3, *one);
      place.runs(verb->run("killed") + " --so-far");
      CHECK(one->status() == 0);
      INFO(one->says());
      CHECK_THAT(one->says(), ODELIA_CONTAINS(verb->says));
      CHECK(bytes(place, *verb, "killed") == whole);
      CHECK(read_text(place / "killed/skipped.jsonl").empty());
      fs::remove_all(place / "killed");
    }
    fs::remove_all(place / "alone");
  }
}

TEST_CASE("a run goes on with another number of ranks, and with one process", "[ranks]") {
  const Place place;
  for (const Verb* verb : {&sample, &likelihood}) {
    INFO(verb->name);
    const std::string& whole = alone(place, *verb);
    {
      const auto zero = place.rank(0, 2, verb->run("A")), one = place.rank(1, 2, verb->run("A"));
      await(place, *verb, "A", 3, *zero);
      zero->kill(), one->kill();
    }
    const size_t kept = verb->finished(place, "A");
    REQUIRE(kept >= 3);
    {  // another batch cuts the rest no otherwise
      auto words = verb->run("A");
      words.replace(words.find("--batch "), 9, "--batch 7");
      const auto two = place.rank(2, 3, words);
      await(place, *verb, "A", kept + 3, *two);
      two->kill();
    }
    const Call last = place(verb->run("A"));  // no launcher: the only rank, which speaks
    INFO(last.err);
    CHECK(last.status == 0);
    CHECK_THAT(last.out, ODELIA_CONTAINS(verb->says));
    CHECK(bytes(place, *verb, "A") == whole);
    const auto late = place.rank(1, 2, verb->run("A"));  // finds it done
    CHECK(late->status() == 0);
    CHECK(late->says().empty());
    CHECK(bytes(place, *verb, "A") == whole);
    fs::remove_all(place / "A");
    fs::remove_all(place / "alone");
  }
}

TEST_CASE("ranks go on with what a process by itself has left", "[ranks]") {
  const Place place;
  for (const Verb* verb : {&sample, &likelihood}) {
    INFO(verb->name);
    const std::string& whole = alone(place, *verb);
    {
      Child by_itself(place, {}, verb->run("A"), "itself.txt");
      if (verb == &sample)
        await(place, *verb, "A", 1, by_itself);
      else
        while (by_itself.runs() && !fs::exists(place / "A/records.jsonl"))
          std::this_thread::sleep_for(std::chrono::milliseconds(2));
      REQUIRE(by_itself.runs());
      by_itself.kill();
    }
    {
      Claims other(place / "A/run.lock");  // as a process that has the folder alone
      REQUIRE(other.try_claim(0));
      const auto rank = place.rank(0, 2, verb->run("A"));
      CHECK(rank->status() == 1);
      CHECK_THAT(rank->says(), ODELIA_CONTAINS("another process is at work in A"));
    }
    CHECK(!fs::exists(place / "A/pieces.json"));
    if (verb == &likelihood) std::ofstream(place / "A/records.jsonl", std::ios::app) << "{\"ind";
    const auto zero = place.rank(0, 2, verb->run("A")), one = place.rank(1, 2, verb->run("A"));
    CHECK(zero->status() == 0);
    CHECK(one->status() == 0);
    INFO(zero->says() << one->says());
    CHECK(bytes(place, *verb, "A") == whole);
    fs::remove_all(place / "A");
    fs::remove_all(place / "alone");
  }
}

TEST_CASE("a rank that asks another question is refused, and damage is named", "[ranks]") {
  const Place place;
  const std::string quick_sample =
                        "sample --model mixture:m.json --solver heun --steps 4 --seeds 0-9 --out S",
                    quick = "likelihood --model mixture:m.json --data x.npz --t-min 1e-3 --out L";
  const auto refuses = [&](const std::string& words, const std::string& why, int status = 2) {
    const auto rank = place.rank(1, 2, words);
    CHECK(rank->status() == status);
    CHECK_THAT(rank->says(), ODELIA_CONTAINS(why));
  };
  for (const auto& words : {quick_sample, quick}) {
    const auto zero = place.rank(0, 2, words);
    CHECK(zero->status() == 0);
    INFO(zero->says());
  }
  refuses(quick_sample + " --process ve", "sample: S holds another run (process is");
  refuses(quick + " --rtol 1e-4", "likelihood: L holds another run (rtol is 0.0001, was 1e-05)");
  refuses("encode --model mixture:m.json --data x.npz --out E",
          "encode: works as one process, and torchrun started 2");

  place.put("S/pieces.json", "{\"rows\": 0}");
  refuses(quick_sample, "pieces.json: does not say how many rows a piece has");
  place.put("S/pieces.json", "[");
  refuses(quick_sample, "damaged");

  // As a kill leaves it, but damaged.
  const auto records = read_text(place / "L/records.jsonl");
  fs::remove(place / "L/records.jsonl");
  place.put("L/pieces/000000.jsonl", records.substr(0, records.find('\n') + 1));
  refuses(quick, "pieces/000000.jsonl: holds 1 records of 16; delete it and start again");
  CHECK(!fs::exists(place / "L/summary.json"));  // it was that of other records
  fs::remove(place / "L/pieces/000000.jsonl");
  const auto zero = place.rank(0, 2, quick);
  CHECK(zero->status() == 0);
  CHECK(read_text(place / "L/records.jsonl") == records);
  CHECK(fs::exists(place / "L/summary.json"));
}

TEST_CASE("the faster product is not timed by each rank on its own", "[ranks]") {
  const Place place;
  const std::string words =
      "likelihood --model mixture:m.json --data x.npz --t-min 1e-3 --product auto --images 0-3 "
      "--out L";
  const auto rank = place.rank(0, 2, words);
  CHECK(rank->status() == 2);
  CHECK_THAT(rank->says(), ODELIA_CONTAINS("--product auto: times both") &&
                               ODELIA_CONTAINS("give --product vjp or --product jvp"));
  place.runs(words);  // by itself: timed once
  const auto records = read_text(place / "L/records.jsonl");
  // What the folder was begun with holds, for ranks and for a process by itself.
  auto begun = nlohmann::ordered_json::parse(read_text(place / "L/run.json"));
  begun["product"] = begun["product"] == "vjp" ? "jvp" : "vjp";
  place.put("L/run.json", begun.dump());
  fs::remove(place / "L/records.jsonl");
  place.runs(words);
  const auto again = place.rank(0, 2, words);
  CHECK(again->status() == 0);
  INFO(again->says());
  CHECK_THAT(read_text(place / "L/records.jsonl"),
             ODELIA_CONTAINS("\"product\":" + begun["product"].dump()));
}
