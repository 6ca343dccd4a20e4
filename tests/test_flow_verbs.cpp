#include "tests/catch.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include <ATen/ATen.h>
#include <spawn.h>
#include <nlohmann/json.hpp>

#include "experiments/sharing/claims.h"
#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "models/networks/score/checkpoint.h"
#include "solvers/noise.h"
#include "tests/program_folder.h"

extern char** environ;

using namespace odelia;
namespace fs = std::filesystem;

namespace {

/// With a mixture m.json and data x.npz.
struct Place : ProgramFolder {
  explicit Place(int64_t dimension = 2, int64_t rows = 14) : ProgramFolder("flow-verbs") {
    write_mixture("m.json", dimension, 0.5);
    write_data("x.npz", dimension, rows, 1);
  }
  void write_mixture(const std::string& name, int64_t dimension, double std) const {
    const std::vector<double> low(dimension, -0.6), high(dimension, 0.7);
    const nlohmann::json mixture = {
        {"weights", {0.4, 0.6}}, {"means", {low, high}}, {"stds", {std, 0.6}}};
    std::ofstream(*this / name) << mixture;
  }
  void write_data(const std::string& name, int64_t dimension, int64_t rows, uint64_t seed) const {
    std::vector<uint64_t> seeds(rows);
    for (int64_t i = 0; i < rows; ++i) seeds[i] = 100 * seed + i;
    write_npz(*this / name, {{"arr_0", starting_noise(seeds, {dimension}, at::kDouble)}});
  }
  nlohmann::json json(const std::string& arguments) const {
    return nlohmann::json::parse(runs(arguments + " --json"));
  }
};

const std::string kRun = "likelihood --model mixture:m.json --data x.npz --t-min 1e-3 --out A ";

std::vector<int64_t> indices(const nlohmann::json& summary) {
  std::vector<int64_t> out;
  for (const auto& image : summary.at("images")) out.push_back(image.at("index"));
  return out;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream in(file);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

void write_lines(const std::string& file, const std::vector<std::string>& lines,
                 const std::string& rest = "") {
  std::ofstream out(file);
  for (const auto& line : lines) out << line << "\n";
  out << rest;
}

}  // namespace

TEST_CASE("a likelihood folder answers its own question alone, and names what differs",
          "[cli][likelihood]") {
  const Place place;
  const auto first = place.json(kRun + "--images 0-3");
  const std::string records = read_text(place / "A/records.jsonl");
  CHECK(indices(first) == std::vector<int64_t>{0, 1, 2, 3});
  CHECK(place.json(kRun + "--images 0-3") == first);

  place.refuses(kRun + "--images 10-13", "images is \"10-13\", was \"0-3\"");
  place.refuses(kRun + "--images 2-7", "images is \"2-7\", was \"0-3\"");
  place.refuses(kRun + "--images 0-3 --ode-images 1", "ode_images is 1, was 32");
  place.refuses(kRun + "--images 0-3 --rtol 1e-4", "rtol is 0.0001, was 1e-05");
  place.refuses(kRun + "--images 0-3 --seed 1", "seed is 1, was 0");
  place.refuses(kRun + "--images 0-3 --bound continuous", "bound is");
  for (const auto& [more, key] : {std::pair{"--solver odeint_dopri5", "(solver is "},
                                  {"--process ve", "(process is "},
                                  {"--atol 1e-4", "(atol is "},
                                  {"--terminal exact", "(terminal is "},
                                  {"--probes 2", "(probes is "},
                                  {"--probe gaussian", "(probe is "},
                                  {"--control gaussian", "(control_variate is "},
                                  {"--scale 0.5", "(scale is "},
                                  {"--offset 0.1", "(offset is "},
                                  {"--dtype float32", "(dtype is "},
                                  {"--product jvp", "(product is "}})
    place.refuses(kRun + "--images 0-3 " + more, {"holds another run", key});
  place.refuses("likelihood --model mixture:m.json --data x.npz --t-min 2e-3 --out A --images 0-3",
                "(t_min is ");

  fs::rename(place / "m.json", place / "kept.json");
  place.write_mixture("m.json", 2, 0.45);
  place.refuses(kRun + "--images 0-3", "model_hash is");
  fs::rename(place / "kept.json", place / "m.json");
  fs::rename(place / "x.npz", place / "other-name.npz");
  place.write_data("x.npz", 2, 14, 2);
  place.refuses(kRun + "--images 0-3", "data_hash is");
  // The contents are what counts, whatever their name.
  CHECK(place
            .json("likelihood --model mixture:m.json --data other-name.npz --t-min 1e-3 --out A "
                  "--images 0-3")
            .at("images") == first.at("images"));
  CHECK(read_text(place / "A/records.jsonl") == records);
}

TEST_CASE("records that a kill cut off are gone on with; others are refused by file and line",
          "[cli][likelihood]") {
  const Place place;
  const auto whole = place.json(kRun + "--images 0-3 --batch 2");
  const std::string file = place / "A/records.jsonl";
  const auto lines = lines_of(file);
  REQUIRE(lines.size() == 4);
  write_lines(file, {lines[0], lines[1]}, lines[2].substr(0, 40));
  CHECK(place.json(kRun + "--images 0-3") == whole);
  CHECK(lines_of(file) == lines);

  const auto damaged = [&](const std::vector<std::string>& as, const std::string& words) {
    write_lines(file, as);
    place.refuses(kRun + "--images 0-3", {words});
    CHECK(lines_of(file) == as);
  };
  damaged({lines[0], lines[0]}, "records.jsonl, line 2: image 0 where 1 is due");
  damaged({lines[1]}, "records.jsonl, line 1: image 1 where 0 is due");
  damaged({lines[0], "{\"index\":1"}, "records.jsonl, line 2");
  damaged({lines[0], "{\"index\":1}"}, "records.jsonl, line 2");
  damaged({lines[0], lines[1], lines[2], lines[3], lines[3]},
          "records.jsonl, line 5: image 3 where none is due");
  std::string without = lines[0];
  const size_t at = without.find("\"bits_per_dim\":") + 15;
  without.replace(at, without.find(',', at) - at, "null");
  damaged({without}, "a finished image without its number");

  // What no run of these conventions wrote.
  const auto with = [&](auto&& change) {
    auto line = nlohmann::ordered_json::parse(lines[0]);
    change(line);
    return std::vector<std::string>{line.dump()};
  };
  damaged(with([](auto& r) { r["conventions"]["seed"] = 7; }),
          "line 1: a record of another run (seed is 0, was 7)");
  damaged(with([](auto& r) { r.erase("conventions"); }), "records.jsonl, line 1");
  damaged(with([](auto& r) { r["status"] = "banana"; }), "line 1: no status is 'banana'");
  damaged(with([](auto& r) { r["se"]["probe"] = -5; }), "line 1: probe is -5, below 0");
  damaged(with([](auto& r) { r["nfe"] = -1; }), "line 1: nfe is -1, below 0");
  damaged(with([](auto& r) { r["bits_per_dim"] = 99; }),
          "line 1: bits_per_dim is 99, and log_prob makes it");
  place.runs(
      "likelihood --model mixture:m.json --data x.npz --t-min 1e-3 --images 0-3 --seed 1 "
      "--out other");
  const auto others = lines_of(place / "other/records.jsonl");
  damaged({lines[0], others[1]}, "line 2: a record of another run (seed is 0, was 1)");
  // Of the same data and model by another name: the same.
  write_lines(file,
              {with([](auto& r) { r["conventions"]["data"] = "elsewhere.npz"; })[0], lines[1]});
  CHECK(place.json(kRun + "--images 0-3") == whole);

  fs::remove(place / "A/run.json");
  place.refuses(kRun + "--images 0-3", "no run.json that says of what");
}

TEST_CASE("one process at a time works in a likelihood folder, and a killed one loses no image",
          "[cli][likelihood]") {
  const Place place(48, 40);
  const std::string run =
      "likelihood --model mixture:m.json --data x.npz --t-min 1e-3 --rtol 1e-8 "
      "--divergence exact --batch 1 --out ";
  const auto whole = place.json(run + "whole");
  {
    fs::create_directories(place / "A");
    Claims other(place / "A/run.lock");
    REQUIRE(other.try_claim(0));
    place.refuses(run + "A", "another process is at work in A", 1);
    CHECK_FALSE(fs::exists(place / "A/records.jsonl"));
  }
  const std::string command = fmt::format("cd {} && exec {}/odelia --threads 1 {}A >log.txt 2>&1",
                                          place / "", ODELIA_BINARY_DIR, run);
  std::vector<char*> argv{const_cast<char*>("sh"), const_cast<char*>("-c"),
                          const_cast<char*>(command.c_str()), nullptr};
  pid_t pid = 0;
  REQUIRE(::posix_spawnp(&pid, "sh", nullptr, nullptr, argv.data(), environ) == 0);
  for (int i = 0; i < 3000 && lines_of(place / "A/records.jsonl").size() < 2; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ::kill(pid, SIGKILL);
  int ended = 0;
  ::waitpid(pid, &ended, 0);
  CHECK(lines_of(place / "A/records.jsonl").size() >= 2);
  CHECK(place.json(run + "A") == whole);
}

TEST_CASE("what one image cannot tell is a dash and a null, never a zero", "[cli][likelihood]") {
  const Place place;
  const auto one = place.json(kRun + "--images 0-0 --bound continuous");
  CHECK(one.at("se").at("total").is_null());
  CHECK(one.at("se").at("data").is_null());
  CHECK(one.at("se").at("probe").is_null());
  CHECK(one.at("elbo").at("se").is_null());
  CHECK(one.at("total_leaves_out") == nlohmann::json({"data", "probe"}));
  CHECK_THAT(one.at("line").get<std::string>(),
             ODELIA_CONTAINS("± – bits/dim (data –, probe –, dequant 0"));
  const auto text = place(kRun + "--images 0-0 --bound continuous");
  CHECK_THAT(text.out, ODELIA_CONTAINS("± – bits/dim (data –"));
  CHECK_THAT(text.out, !ODELIA_CONTAINS("nan"));

  fs::remove_all(place / "A");
  const auto several = place.json(kRun + "--ode-images 1");
  CHECK(several.at("se").at("ode").is_null());
  CHECK(several.at("se").at("total").get<double>() > 0);
  CHECK(several.at("total_leaves_out") == nlohmann::json({"ode"}));
  CHECK_THAT(several.at("line").get<std::string>(), ODELIA_CONTAINS("; ± leaves out ode)"));
}

TEST_CASE("the verbs of the flow refuse what is no tolerance, and what is beyond their data",
          "[cli][likelihood]") {
  const Place place;
  const std::string rest = " --model mixture:m.json --data x.npz --t-min 1e-3 --out ";
  // The command line may refuse what is no finite number before the verb does.
  for (const char* bad : {"inf", "nan", "-1"}) {
    place.refuses(fmt::format("likelihood{}A --rtol={}", rest, bad), "rtol");
    place.refuses(fmt::format("encode{}A --atol={}", rest, bad), "atol");
  }
  place.refuses("decode" + rest + "A --rtol 1e-15", "decode: a tolerance of 1e-15 is more than");
  place.refuses("decode" + rest + "A --images 10-20", "decode --images 10-20");
  for (const char* of_data_sets : {"--split test", "--data-folder ."})  // latents are in none
    place.refuses("decode --data L/latents.npz --out A " + std::string(of_data_sets),
                  "decode: unknown flag '--");
  place.refuses("encode" + rest + "A --dtype float16", "encode --dtype");
  place.refuses("likelihood" + rest + "A --bound continuous --bound-samples 3", "even");
  place.refuses("likelihood" + rest + "A --solver 'cvode_adams(rtol=1e-3)' --rtol 1e-6",
                "has a tolerance of its own");
  place.refuses("likelihood" + rest + "A --solver rk4 --grid 'log_snr(t_min=0.5)'",
                "has ends of its own");
  place.refuses("encode" + rest + "A --solver rk4 --steps 0", "step");
  place.refuses("likelihood" + rest + "A --steps 50", "goes by its tolerance");
  place.refuses("encode" + rest + "A --grid karras", "goes by its tolerance");
  place.refuses("likelihood" + rest + "A --solver rk4 --rtol 1e-3",
                "from grid point to grid point");
  place.refuses("likelihood" + rest + "x.npz", "--out 'x.npz'");
  CHECK_FALSE(fs::exists(place / "A"));
  // A grid's own option reaches it.
  CHECK(place(kRun + "--solver rk4 --steps 40 --grid 'karras(rho=5)' --images 0-1").status == 0);
}

TEST_CASE("levels that the model or the process does not know are refused before there is a folder",
          "[cli][likelihood]") {
  const Place place;
  ScoreCheckpoint network;
  network.network = network_for_data({{"type", "mlp"}, {"width", 4}, {"depth", 1}}, {2}, "test");
  network.lambda_range = {-7, 3.9}, network.dataset = "synthetic";
  network.parameters = network.network->make(1);
  save_checkpoint(place.path() / "net", network, at::kFloat);
  write_npz(place / "bytes.npz", {{"arr_0", at::full({2, 2}, 100, at::kByte)}});
  const std::string net = " --model net --data bytes.npz --dequant uniform --out A ";
  for (const char* bound : {"discrete", "both"})
    place.refuses("likelihood" + net + "--bound " + bound,
                  {"likelihood --bound discrete", "4.605", "up to 3.9; take --bound continuous"});
  for (const std::string verb : {"likelihood", "encode"})
    place.refuses(verb + net + "--t-min 1e-7",
                  {verb + " --t-min 1e-07: there log(alpha/sigma) is", "up to 3.9; give 0.00"});
  // A table is inverted from the process's own t_min on.
  place.put("table.txt", "0.001 1 0.001\n0.01 1 0.01\n0.1 1 0.1\n1 1 1\n20 1 20\n");
  place.refuses(
      "likelihood --model mixture:m.json --data x.npz --process 'tabulated(file=table.txt,"
      "t_min=0.01)' --t-min 1e-3 --bound continuous --out A",
      {"likelihood --bound continuous", "before its own t_min = 0.01"});
  CHECK_FALSE(fs::exists(place / "A"));
}

TEST_CASE("an option that would do nothing is refused by name, be it given the default",
          "[cli][likelihood]") {
  const Place place;
  const std::string rest =
      " --model mixture:m.json --data x.npz --t-min 1e-3 --images 0-1 --out A ";
  struct Idle {
    const char *option, *value, *context, *says;
  };
  for (const Idle& idle :
       {Idle{"probes", "1", "divergence exact", "likelihood --probes: does nothing"},
        {"probe", "gaussian", "divergence exact", "likelihood --probe: does"},
        {"dequant-draws", "7", "bound none", "likelihood --dequant-draws: does"},
        {"bound-samples", "64", "bound none", "likelihood --bound-samples: does"},
        {"bound-samples", "8", "bound discrete", "--bound-samples: does nothing"},
        {"rtol", "1e-5", "solver rk4", "likelihood --rtol, --atol: solver 'rk4'"},
        {"atol", "0", "solver rk4", "likelihood --rtol, --atol: solver 'rk4'"},
        {"steps", "100", "solver dopri5", "--steps, --grid: solver 'dopri5'"},
        {"grid", "log_snr", "solver dopri5", "--steps, --grid: solver 'dopri5'"}}) {
    place.refuses(
        fmt::format("likelihood{} --{} {} --{}", rest, idle.option, idle.value, idle.context),
        idle.says);
    std::string key = idle.option;         // and so it is in a file that says both
    if (key == "dequant-draws") continue;  // which the flag --data may make idle
    std::replace(key.begin(), key.end(), '-', '_');
    const char* quote = key == "probe" || key == "grid" ? "'" : "";
    const std::string context = idle.context, cause = context.substr(0, context.find(' '));
    const std::string line = fmt::format("{} = {}{}{}\n", key, quote, idle.value, quote);
    place.put("idle.toml",
              line + fmt::format("{} = '{}'\n", cause, context.substr(cause.size() + 1)));
    place.refuses("likelihood idle.toml" + rest, idle.says);
  }
  place.refuses("encode" + rest + "--steps 100", "encode --steps, --grid: solver 'dopri5'");
  place.refuses("decode" + rest + "--solver rk4 --rtol 1e-5",
                "decode --rtol, --atol: solver 'rk4'");
  CHECK_FALSE(fs::exists(place / "A"));
  // A flag wins over a file, whose other keys then give way.
  place.put("probes.toml",
            "probes = 3\nrtol = 1e-4\ndata = 'cifar10'\nsplit = 'train'\n"
            "t_min_treatment = 'elbo'\ndequant_draws = 2\n");
  place.runs("likelihood probes.toml" + rest +
             "--divergence exact --solver rk4 --steps 4 --t-min-treatment plain");
  fs::remove_all(place / "A");
  // Where they do something they are taken: a draw is of the noise at t_min, too.
  place.runs("likelihood" + rest + "--t-min-treatment elbo --dequant-draws 2 --probes 2");
}

TEST_CASE("latents know their process, model and scaling, and decode goes by it", "[cli][encode]") {
  const Place place;
  place.write_mixture("other.json", 2, 0.45);
  const std::string encode = "encode --model mixture:m.json --data x.npz --rtol 1e-8 ";
  place.json(encode + "--process 'edm(sigma_max=20)' --out L");
  const auto arrays = read_npz(place / "L/latents.npz");
  const auto facts = read_provenance(arrays, "latents.npz");
  CHECK(facts.at("kind") == "latents");
  CHECK(facts.at("process").get<std::string>() == "edm(sigma_max=20)");
  CHECK(facts.at("sigma_T") == 20);
  CHECK(facts.at("scale") == 1);

  const std::string decode = "decode --data L/latents.npz --rtol 1e-8 ";
  place.refuses(decode + "--process vp_linear --out D", "latents of process");
  place.refuses(decode + "--model mixture:other.json --out D", "latents of model_hash");
  place.refuses(decode + "--t-min 0.1 --out D", "latents of t_min");
  place.refuses("encode --model mixture:m.json --data L/latents.npz --out E", "latents already");
  place.refuses("likelihood --model mixture:m.json --data L/latents.npz --out E", "latents");
  place.refuses("decode --model mixture:m.json --data L/summary.json --out E", "summary.json");
  place.json(decode + "--out D");
  const Tensor x = read_npz(place / "x.npz").at("arr_0");
  const auto decoded = read_npz(place / "D/data.npz");
  CHECK((decoded.at("arr_0") - x).abs().max().item<double>() < 1e-6);
  CHECK(read_provenance(decoded, "data.npz").at("kind") == "data");
  place.refuses("decode --data D/data.npz --out E", "no latents but");

  place.refuses(encode + "--process 'edm(sigma_max=10)' --out L", "process is");
  place.refuses(encode + "--process 'edm(sigma_max=20)' --images 0-3 --out L", "images is");

  // What does not get there is NaN and said; the others are not lost.
  Tensor broken = x.clone();
  broken[5].fill_(1e300);
  write_npz(place / "broken.npz", {{"arr_0", broken}});
  place.refuses("encode --model mixture:m.json --data broken.npz --out N",
                "1 of 14 samples did not get there (sample 5: ", 1);
  const Tensor some = read_npz(place / "N/latents.npz").at("arr_0");
  CHECK(at::isnan(some).any(1).nonzero().flatten().equal(at::full({1}, 5, at::kLong)));
  place.refuses("decode --data N/latents.npz --out E", "not finite");
  write_npz(place / "all-broken.npz", {{"arr_0", at::full({2, 2}, 1e300, at::kDouble)}});
  const auto none = place("encode --model mixture:m.json --data all-broken.npz --out M");
  CHECK(none.status == 1);
  CHECK_THAT(none.out, ODELIA_CONTAINS("differ from the data by – RMS, – at worst"));
  const auto lost = nlohmann::json::parse(read_text(place / "M/summary.json"));
  CHECK(lost.at("reconstruction_rms").at("mean").is_null());

  // 8-bit data come back as what they were.
  const Tensor bytes = at::arange(28, at::kLong).view({14, 2}).mul(9).to(at::kByte);
  write_npz(place / "bytes.npz", {{"arr_0", bytes}});
  place.json("encode --model mixture:m.json --data bytes.npz --rtol 1e-8 --out B");
  place.json("decode --data B/latents.npz --rtol 1e-8 --out C");
  // The error is that of the data in their own units: what decode gives back, to rounding.
  const auto coarse =
      place.json("encode --model mixture:m.json --data bytes.npz --rtol 1e-3 --out F");
  place.json("decode --data F/latents.npz --rtol 1e-3 --out G");
  const Tensor apart =
      (read_npz(place / "G/data.npz").at("arr_0") - bytes.to(at::kDouble)).square().mean(1).sqrt();
  const Tensor stated = read_npz(place / "F/latents.npz").at("reconstruction_rms");
  CHECK((stated - apart).abs().max().item<double>() < 1e-6 * apart.max().item<double>());
  CHECK(coarse.at("reconstruction_rms").at("worst").get<double>() ==
        Approx(apart.max().item<double>()));
  place.refuses("encode --model mixture:m.json --data bytes.npz --dequant variational --out H",
                "encode --dequant: must be none or uniform, got 'variational'");
  const Tensor back = read_npz(place / "C/data.npz").at("arr_0");
  CHECK((back - bytes.to(at::kDouble)).abs().max().item<double>() < 1e-4);
}

TEST_CASE("tolerances sets runs of the same question side by side, and no others",
          "[cli][tolerances]") {
  const Place place;
  const std::string run = "likelihood --model mixture:m.json --data x.npz --t-min 1e-3 ";
  place.json(run + "--images 0-3 --rtol 1e-4 --out a");
  place.json(run + "--images 0-3 --rtol 1e-6 --out b");
  place.json(run + "--images 4-7 --rtol 1e-6 --out images");
  place.json(run + "--images 0-3 --rtol 1e-6 --seed 1 --out seed");
  place.json(run + "--images 0-3 --rtol 1e-6 --divergence exact --out probes");
  place.write_mixture("other.json", 2, 0.45);
  place.json(
      "likelihood --model mixture:other.json --data x.npz --t-min 1e-3 --images 0-3 --out "
      "model");
  const auto good = place("tolerances a b --out T");
  CHECK(good.status == 0);
  CHECK_THAT(good.out, ODELIA_CONTAINS("4 images, the same probes and dequantisation throughout"));
  CHECK_THAT(good.out, ODELIA_CONTAINS("written to T\n"));
  for (const auto& [other, key] : {std::pair{"images", "images is \"0-3\" and \"4-7\""},
                                   {"seed", "seed is 0 and 1"},
                                   {"probes", "divergence is"},
                                   {"model", "model_hash is"}})
    place.refuses(fmt::format("tolerances a {} --out none", other), key);
  place.refuses("tolerances a b b --out none", "b is named twice; leave one out");
  place.refuses("tolerances a b ./b/ --out none", "b is named twice, then as ./b/");
  CHECK_FALSE(fs::exists(place / "none"));  // what is refused leaves nothing

  // Failures are told, unknown values are dashes.
  auto summary = nlohmann::json::parse(read_text(place / "b/summary.json"));
  const auto write_b = [&](const nlohmann::json& as) {
    write_text(place / "b/summary.json", as.dump());
  };
  auto failed = summary;
  failed["images"][2]["status"] = "step_collapsed", failed["se"]["ode"] = nullptr;
  write_b(failed);
  const auto told = place("tolerances a b --out T");
  CHECK(told.status == 0);
  CHECK_THAT(told.out, ODELIA_CONTAINS("1 of 4") && ODELIA_CONTAINS("–") &&
                           ODELIA_CONTAINS("means over the images that each run finished"));
  CHECK_THAT(told.out, !ODELIA_CONTAINS("nan"));

  CHECK_THAT(read_text(place / "T/bits-per-dim.gp"),
             ODELIA_CONTAINS("'dopri5, ODE error unknown'") &&
                 ODELIA_CONTAINS("'model mixture:m.json, 4 images of x.npz'") &&
                 ODELIA_CONTAINS("'bits/dim; bars: the stated ODE error; †: some failed'"));
  // Solvers are told apart by all that is not their tolerance.
  const auto solver_of_b = [&](const char* solver) {
    auto other = summary;
    other["conventions"]["solver"] = solver;
    write_b(other);
    return place.runs("tolerances a b --out T");
  };
  for (const char* solver : {"richardson(rk4)", "cvode_bdf(max_order=2)"})
    CHECK_THAT(solver_of_b(solver), ODELIA_CONTAINS(solver));
  CHECK_THAT(solver_of_b("cvode_bdf(atol=1e-6,max_order=2,rtol=1e-6)"),
             ODELIA_CONTAINS("cvode_bdf(max_order=2) "));
  CHECK_THAT(solver_of_b("dopri5(atol=1e-6,rtol=1e-6)"), !ODELIA_CONTAINS("dopri5("));
  // Labels are what they are, however they were asked for.
  const auto labelled = [&](const char* folder, const char* labels, const char* hash) {
    const std::string file = place / (std::string(folder) + "/summary.json");
    auto with = nlohmann::json::parse(read_text(file));
    with["conventions"]["labels"] = labels, with["conventions"]["labels_hash"] = hash;
    write_text(file, with.dump());
  };
  const std::string plain = read_text(place / "a/summary.json");
  labelled("a", "9", "aa"), labelled("b", "data", "aa");
  CHECK(place("tolerances a b --out T").status == 0);
  labelled("b", "data", "bb");
  place.refuses("tolerances a b --out T", "labels_hash is \"aa\" and \"bb\"");
  write_text(place / "a/summary.json", plain);

  // A summary of before contents were hashed: compared by what it states.
  auto old = summary;
  for (const char* key : {"model_hash", "data_hash", "images", "ode_images"})
    old["conventions"].erase(key);
  write_b(old);
  CHECK_THAT(place("tolerances a b --out T").out,
             ODELIA_CONTAINS("not every run states data_hash, model_hash"));
  auto bare = old;  // its images in the records alone
  bare.erase("images");
  write_b(bare);
  CHECK(place("tolerances a b --out T").status == 0);
  old["images"].erase(3);
  write_b(old);
  place.refuses("tolerances a b --out T", "images is \"0-3\" and \"0-2\"");

  for (const char* text : {"{}", "{\"conventions\":{\"solver\":3}}", "not json",
                           "{\"images\":[],\"conventions\":{\"solver\":\"a(\"}}"}) {
    write_text(place / "b/summary.json", text);
    place.refuses("tolerances a b --out T", "b/summary.json is no summary");
  }
  auto empty = summary;
  empty["images"] = nlohmann::json::array();
  write_b(empty);
  place.refuses("tolerances a b --out T", "holds no images");
}

TEST_CASE("forward judges its paths by the variance that they should have", "[cli][forward]") {
  const Place place;
  const std::string forward = "forward --steps 300 --out F ";
  place.refuses(forward + "--paths 5", "forward --paths: from 100 to 10000000, got 5");
  CHECK_THAT(place.runs(forward + "--paths 100"),
             ODELIA_CONTAINS("standard errors off, within the 5 that chance") &&
                 ODELIA_CONTAINS("written to F\n"));
  const auto report = nlohmann::json::parse(read_text(place / "F/forward.json"));
  for (const auto& level : report.at("levels")) {
    const double variance = level.at("variance_closed_form");
    CHECK(level.at("mean_se").get<double>() == Approx(std::sqrt(variance / 100)));
    CHECK(level.at("variance_se").get<double>() == Approx(variance * std::sqrt(2.0 / 99)));
  }
}

TEST_CASE("statistics refuses at the start what it could not write at the end",
          "[cli][statistics]") {
  const Place place;
  const std::string run =
      "statistics --model mixture:m.json --process 'vp_linear(t_min=1e-2)' "
      "--paths 4 --points 5 ";
  place.refuses(run, "give --out FILE");
  place.refuses(run + "--out x.npz/statistics.npz", "x.npz");
  fs::create_directories(place / "folder");
  place.refuses(run + "--out folder", "is no file");
  place.refuses("statistics --model mixture:m.json --paths 1 --out s.npz", "--paths");
  place.refuses("statistics --model mixture:m.json --paths 2000000000 --out s.npz", "--paths");
  CHECK(place(run + "--out new/s.npz").status == 0);
  const auto facts = read_provenance(read_npz(place / "new/s.npz"), "s.npz");
  CHECK(facts.at("kind") == "statistics");
  CHECK(facts.at("process") == "vp_linear(t_min=1e-2)");
}

TEST_CASE("order writes each certificate as it is measured, and --keep goes on after a kill",
          "[cli][order]") {
  const Place place;
  const std::string order =
                        "order --process vp_linear --grid uniform --solver dpmpp_2m --solver "
                        "euler --solver sra1 --solver heun --out ",
                    file = place / "A/orders.jsonl";
  REQUIRE(place(order + "whole").status == 0);
  const auto whole = lines_of(place / "whole/orders.jsonl");
  const auto began = [&](const std::string& words) {
    const std::string command = fmt::format("cd {} && exec {}/odelia --threads 1 {} >>log.txt 2>&1",
                                            place / "", ODELIA_BINARY_DIR, words);
    std::vector<char*> argv{const_cast<char*>("sh"), const_cast<char*>("-c"),
                            const_cast<char*>(command.c_str()), nullptr};
    pid_t pid = 0;
    REQUIRE(::posix_spawnp(&pid, "sh", nullptr, nullptr, argv.data(), environ) == 0);
    return pid;
  };
  // Killed after the first and after the second certificate, which are one solver's.
  for (size_t measured : {1, 2}) {
    const pid_t pid = began(order + (measured == 1 ? "A" : "A --keep"));
    for (int i = 0; i < 12000 && lines_of(file).size() < measured; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ::kill(pid, SIGKILL);
    int ended = 0;
    ::waitpid(pid, &ended, 0);
    CHECK(WIFSIGNALED(ended));
    const auto there = lines_of(file);
    REQUIRE(there.size() >= measured);
    CHECK(there.size() < whole.size());
    CHECK(std::equal(there.begin(), there.end(), whole.begin()));
    CHECK_FALSE(fs::exists(place / "A/table.md"));
  }
  // One that is measured already is not measured again: it would lose this mark.
  auto lines = lines_of(file);
  auto marked = nlohmann::json::parse(lines[1]);
  marked["observed"] = 2.25;  // as its errors may have it
  lines[1] = marked.dump();
  write_lines(file, lines, whole.back().substr(0, 40));  // and a line that was cut off
  REQUIRE(place(order + "A --keep").status == 0);
  auto ended = lines_of(file);
  REQUIRE(ended.size() == whole.size());
  CHECK(ended[1] == lines[1]);
  ended[1] = whole[1];
  CHECK(ended == whole);
  REQUIRE(place(order + "A --keep --solver euler").status == 0);
  CHECK(lines_of(file).size() == whole.size());  // once, however often it is named
  write_lines(file, whole);
  REQUIRE(place(order + "A --keep").status == 0);
  CHECK(lines_of(file) == whole);
  CHECK(read_text(place / "A/table.md") == read_text(place / "whole/table.md"));
  // Options of a solver are part of its name.
  REQUIRE(place("order --process vp_linear --grid uniform --solver 'unipc3_bh2(start=uncorrected)' "
                "--out B")
              .status == 0);
  CHECK(nlohmann::json::parse(lines_of(place / "B/orders.jsonl")[0]).at("solver") ==
        "unipc3_bh2(start=uncorrected)");
}

TEST_CASE("order --keep keeps what the solver would get again, and whatever nobody asked for",
          "[cli][order]") {
  const Place place;
  const std::string order = "order --process vp_linear --grid uniform --out O ";
  REQUIRE(place(order + "--solver euler").status == 0);
  const auto lines = lines_of(place / "O/orders.jsonl");
  REQUIRE(lines.size() == 1);
  const auto with = [&](const std::string& key, const nlohmann::json& value) {
    auto certificate = nlohmann::json::parse(lines[0]);
    certificate[key] = value;
    write_lines(place / "O/orders.jsonl", {certificate.dump()});
    const auto call = place(order + "--solver euler --keep");
    CHECK(call.status == 0);
    CHECK((call.err.find("euler on vp_linear, uniform: not what the folder holds") ==
           std::string::npos) == (lines_of(place / "O/orders.jsonl")[0] == certificate.dump()));
    return lines_of(place / "O/orders.jsonl")[0];
  };
  const double near = nlohmann::json::parse(lines[0]).at("observed").get<double>() + 0.01;
  CHECK(nlohmann::json::parse(with("observed", near)).at("observed") == near);  // kept
  CHECK(with("observed", 9.5) == lines[0]);  // not what its errors show
  CHECK(with("claimed", 2.0) == lines[0]);
  CHECK(with("counts_hold", false) == lines[0]);
  auto errors = nlohmann::json::parse(lines[0]).at("errors");
  errors[0] = errors[0].get<double>() * 1.01;
  CHECK(with("errors", errors) == lines[0]);

  REQUIRE(place(order + "--solver heun --keep").status == 0);
  CHECK(lines_of(place / "O/orders.jsonl").size() == 2);
  CHECK(lines_of(place / "O/orders.jsonl")[0] == lines[0]);
  write_lines(place / "O/orders.jsonl", {lines[0], "{\"steps\":[]}"});
  place.refuses(order + "--solver heun --keep", "orders.jsonl: line 2 is no certificate");
  place.refuses(order + "--solver heun --solver no_such", "no_such");
  place.refuses("order --process vp_linear --grid nowhere", "nowhere");
  place.refuses("order --solver euler --out x.npz", "x.npz");
  fs::remove(place / "O/run.json");  // measured with who knows what
  place.refuses(order + "--solver heun --keep", "no run.json that says with which arithmetic");
  place.refuses(order + "--solver heun", "no run.json that says with which arithmetic");
}
