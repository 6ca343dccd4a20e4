// What LibTorch refuses to do ends one sample, image or cell, and says why; the rest goes on.
#include "tests/catch.h"

#include <filesystem>
#include <limits>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "experiments/command/verbs.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "solvers/noise.h"
#include "solvers/registry.h"
#include "tests/temporary_folder.h"

using namespace odelia;
namespace fs = std::filesystem;

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
double limit = kNever;
bool memory_full = false;     ///< what is thrown is then the machine's
const char* words = nullptr;  ///< what is said of it instead, by an error without a type

/// Euler's method, in which LibTorch throws at a sample whose first element begins above `limit`.
class Faulty final : public Solver {
 public:
  explicit Faulty(const Options&) {}
  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t;
    const Tensor slope = ode.drift(s.x, s.t);
    const bool cursed = to.index == 0 && s.x.flatten(1).select(1, 0).max().item<double>() > limit;
    TORCH_CHECK_WITH(OutOfMemoryError, !cursed || !memory_full, "out of memory");
    TORCH_CHECK(!cursed || !words, words);
    TORCH_CHECK(!cursed, "an element is cursed");
    return {{combine({{1, s.x}, {h, slope}}), to.t1, {}, {}}};
  }
};
const Register<Faulty> method{
    {.name = "faulty", .family = "runge_kutta", .order = 1, .reference = "none"}};

/// With a mixture m.json; the faulty solver is whole again behind it.
struct Place : TemporaryFolder {
  Place() : TemporaryFolder("torch-errors") {
    put("m.json", R"({"weights": [0.4, 0.6], "means": [[-0.6, -0.6], [0.7, 0.7]],)"
                  R"( "stds": [0.5, 0.6]})");
  }
  ~Place() { limit = kNever, memory_full = false, words = nullptr; }
};

int odelia_with(std::vector<std::string> words) {
  words.insert(words.begin(), "odelia");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  return run_command_line(static_cast<int>(argv.size()), argv.data());
}

/// The seed among 1 to 7 of the greatest first element, and a limit that it alone exceeds.  Seed 0
/// is the rehearsal's.
uint64_t curse_one_seed() {
  std::vector<uint64_t> seeds{1, 2, 3, 4, 5, 6, 7};
  const Tensor noise = starting_noise(seeds, {2}, at::kFloat).select(1, 0);
  const auto [sorted, order] = noise.sort(0, /*descending=*/true);
  limit = (sorted[0].item<double>() + sorted[1].item<double>()) / 2;
  REQUIRE(starting_noise({0}, {2}, at::kFloat)[0][0].item<double>() < limit);
  return seeds[order[0].item<int64_t>()];
}

}  // namespace

TEST_CASE("an error of LibTorch is one failed sample with its reason", "[sample][errors]") {
  const Place place;
  const auto sample = [&](const char* out) {
    return odelia_with({"sample", "--model", "mixture:" + (place / "m.json"), "--solver", "faulty",
                        "--steps", "4", "--seeds", "0-7", "--out", place / out});
  };
  REQUIRE(sample("whole") == 0);
  const uint64_t cursed = curse_one_seed();
  CHECK(sample("failed") == 1);
  const auto manifest = read_json(place / "failed/manifest.json");
  REQUIRE(manifest.at("failed").size() == 1);
  const auto& failed = manifest.at("failed")[0];
  CHECK(failed.at("seed") == cursed);
  CHECK(failed.at("status") == "error");
  CHECK(failed.at("reason") == "an element is cursed");
  CHECK(sample("failed") == 1);  // what the folder says again
  const Tensor whole = read_npz(place / "whole/samples.npz").at("arr_0");
  const auto rest = read_npz(place / "failed/samples.npz");
  REQUIRE(rest.at("seeds").numel() == 7);
  CHECK(rest.at("arr_0").equal(whole.index_select(0, rest.at("seeds"))));
}

TEST_CASE("an error of LibTorch is one failed image with its reason", "[likelihood][errors]") {
  const Place place;
  Tensor x = starting_noise({1, 2, 3, 4, 5, 6}, {2}, at::kDouble) * 0.1;
  x[3][0] = 2.5;
  write_npz(place / "x.npz", {{"arr_0", x}});
  const auto flow = [&](const char* verb, const char* out) {
    return odelia_with({verb, "--model", "mixture:" + (place / "m.json"), "--data", place / "x.npz",
                        "--solver", "faulty", "--steps", "4", "--t-min", "1e-2", "--out",
                        place / out});
  };
  REQUIRE(flow("likelihood", "whole") == 0);
  REQUIRE(flow("encode", "codes") == 0);
  limit = 2;
  CHECK(flow("likelihood", "failed") == 0);
  CHECK(flow("likelihood", "failed") == 0);  // its records are read back
  const auto whole = read_json(place / "whole/summary.json"),
             failed = read_json(place / "failed/summary.json");
  CHECK(failed.at("images_failed") == 1);
  for (size_t i = 0; i < 6; ++i) {
    if (i != 3) CHECK(failed.at("images")[i] == whole.at("images")[i]);
  }
  CHECK(failed.at("images")[3].at("status") == "error");
  CHECK(failed.at("images")[3].at("reason") == "an element is cursed");
  CHECK(failed.at("images")[3].at("bits_per_dim").is_null());

  CHECK(flow("encode", "lost") == 1);
  const Tensor codes = read_npz(place / "codes/latents.npz").at("arr_0"),
               lost = read_npz(place / "lost/latents.npz").at("arr_0");
  CHECK(at::isnan(lost[3]).all().item<bool>());
  for (int64_t i : {0, 1, 2, 4, 5}) CHECK(lost[i].equal(codes[i]));
}

TEST_CASE("an error of LibTorch is one failed cell with its reason", "[compare][errors]") {
  const Place place;
  write_text(place / "c.toml", fmt::format(R"(
model = "mixture:{}"
nfe = [4]
shard = 4
solvers = ["faulty", "heun"]
[trajectory]
seeds = "0-7"
steps = 16
)",
                                           place / "m.json"));
  curse_one_seed();
  CHECK(odelia_with({"compare", place / "c.toml", "--out", place / "run", "--workers", "1"}) == 0);
  const std::string records = read_text(place / "run/records.jsonl"),
                    skipped = read_text(place / "run/skipped.jsonl");
  CHECK_THAT(records, ODELIA_CONTAINS("\"heun\""));
  CHECK_THAT(records, !ODELIA_CONTAINS("\"faulty\""));
  CHECK_THAT(skipped, ODELIA_CONTAINS("\"faulty\""));
  CHECK_THAT(skipped, ODELIA_CONTAINS("an element is cursed"));
  // As its reason says: without that file it is tried again.
  limit = kNever;
  fs::remove_all(place / "run/refused");
  CHECK(odelia_with({"compare", place / "c.toml", "--out", place / "run", "--workers", "1"}) == 0);
  CHECK_THAT(read_text(place / "run/records.jsonl"), ODELIA_CONTAINS("\"faulty\""));
}

TEST_CASE("what the machine refuses ends the run, and is no sample's or cell's", "[errors]") {
  const Place place;
  const auto sample = [&](const char* out) {
    return odelia_with({"sample", "--model", "mixture:" + (place / "m.json"), "--solver", "faulty",
                        "--steps", "4", "--seeds", "0-7", "--out", place / out});
  };
  write_text(place / "c.toml", fmt::format(R"(
model = "mixture:{}"
nfe = [4]
shard = 4
solvers = ["faulty"]
[trajectory]
seeds = "0-7"
steps = 16
)",
                                           place / "m.json"));
  const auto compare = [&] {
    return odelia_with({"compare", place / "c.toml", "--out", place / "run", "--workers", "1"});
  };
  REQUIRE(sample("whole") == 0);
  curse_one_seed();
  memory_full = true;
  CHECK(sample("full") == 1);
  memory_full = false;
  for (const char* said :
       {"CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "cuDNN error: CUDNN_STATUS_NOT_INITIALIZED",
        "GET was unable to find an engine to execute this computation"}) {
    words = said;
    INFO(said);
    CHECK(sample("full") == 1);
    CHECK(compare() == 1);
  }
  CHECK_FALSE(fs::exists(place / "run/refused"));
  // Where there is memory again, the same commands go on.
  limit = kNever;
  CHECK(sample("full") == 0);
  CHECK(read_text(place / "full/samples.npz") == read_text(place / "whole/samples.npz"));
  CHECK(compare() == 0);
  CHECK_THAT(read_text(place / "run/records.jsonl"), ODELIA_CONTAINS("\"faulty\""));
}
