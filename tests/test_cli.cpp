#include "tests/catch.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "experiments/command/verbs.h"
#include "experiments/sample/files.h"
#include "experiments/sample/store.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "models/networks/score/checkpoint.h"
#include "models/networks/score/unet/unet.h"
#include "models/processes/processes.h"
#include "solvers/registry.h"
#include "tests/program.h"
#include "tests/program_folder.h"

using namespace odelia;

namespace {

Call call(const std::string& arguments) { return run_program(arguments); }

/// The objects of the array have each of these keys.
void check_keys(const nlohmann::json& array, const std::vector<std::string>& keys) {
  REQUIRE(array.is_array());
  REQUIRE_FALSE(array.empty());
  for (const auto& object : array)
    for (const auto& key : keys) {
      INFO(object.dump());
      CHECK(object.contains(key));
    }
}
}  // namespace

TEST_CASE("help goes to stdout with status 0, for the program and for every verb", "[cli]") {
  const Call all = call("--help");
  CHECK(all.status == 0);
  REQUIRE(verbs().size() >= 10);
  for (const Verb& verb : verbs()) {
    INFO(verb.name);
    CHECK_THAT(all.out, ODELIA_CONTAINS(verb.name) && ODELIA_CONTAINS(verb.summary.substr(0, 20)));
    const Call help = call(verb.name + " --help");
    CHECK(help.status == 0);
    CHECK_THAT(help.out, ODELIA_CONTAINS("Usage:"));
    CHECK(help.err.empty());
  }
}

TEST_CASE("misuse ends with status 2, one message on stderr, and nothing on stdout", "[cli]") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "subcommand is required"},
      {"frobnicate", "odelia: unknown verb 'frobnicate'; known: bench, checkpoint, compare"},
      {"data frobnicate", "odelia data: unknown verb 'frobnicate'; known: check, fetch, list"},
      {"solvers --no-such-option", "--no-such-option"},
      {"solvers no_such_solver", "unknown solver 'no_such_solver'; known:"},
      {"sample --model fashion-mnist --solver dpm++2m --out nowhere.tmp",
       "`odelia solvers --find 'dpm++2m'`"},
      {"metrics ref --data cifar10 --classifier inception --out nowhere.npz", "fetch-weights"},
      {"--threads 0 solvers", "threads"},
      {"compare no-such-config.toml", "no-such-config.toml"},
      {"sample --model no-such-model --process vp_linear --solver heun --out nowhere.tmp",
       "no-such-model"},
      {"train no-such-config.toml --out nowhere.tmp", "no-such-config.toml"},
      {"report no-such-run", "no-such-run"},
  };
  for (const auto& [arguments, message] : cases) {
    INFO(arguments);
    const Call result = call(arguments);
    INFO(result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, ODELIA_CONTAINS(message));
  }
}

TEST_CASE("odelia solvers --json lists the registry with the promised fields", "[cli]") {
  const Call result = call("solvers --json");
  REQUIRE(result.status == 0);
  CHECK(result.err.empty());
  const auto solvers = nlohmann::json::parse(result.out);
  check_keys(solvers, {"name", "family", "kind", "order", "nfe_per_step", "needs", "reference"});
  CHECK(solvers.size() == registry().size());
  for (const auto& solver : solvers) CHECK((solver["kind"] == "ode" || solver["kind"] == "sde"));
  const auto wrapped = nlohmann::json::parse(call("solvers --json --wrappers").out);
  check_keys(wrapped, {"name", "kind", "takes", "options", "reference"});
  CHECK(wrapped.size() == wrappers().size());
  CHECK(nlohmann::json::parse(call("solvers restart --json").out)[0]["kind"] == "wrapper");
  CHECK(nlohmann::json::parse(call("solvers heun --json").out)[0]["name"] == "heun");
}

TEST_CASE("odelia order keeps the certificates of a folder if asked to, and deletes none",
          "[cli]") {
  const TemporaryFolder made("cli-order");
  const std::string folder = made.path().string(), file = folder + "/orders.jsonl";
  const std::string where = " --process vp_linear --grid log_snr --out " + folder;
  REQUIRE(call("order --solver ddim" + where).status == 0);
  const auto read = [&] {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  };
  auto lines = read();
  REQUIRE(lines.size() >= 2);  // exact start and own start at least
  auto marked = nlohmann::json::parse(lines[0]);
  marked["observed"] = 1.25;  // so that measuring again would show
  lines[0] = marked.dump();
  std::ofstream out(file);
  for (const auto& line : lines) out << line << '\n';
  out.close();
  REQUIRE(call("order --keep --solver ddim --solver euler" + where).status == 0);
  const auto more = read();
  CHECK(std::vector<std::string>(more.begin(), more.begin() + static_cast<int64_t>(lines.size())) ==
        lines);
  CHECK(more.size() > lines.size());
  CHECK(nlohmann::json::parse(more.back())["solver"] == "euler");
  const Call forgotten = call("order --solver heun" + where);
  CHECK(forgotten.status == 2);
  CHECK_THAT(forgotten.err, ODELIA_CONTAINS("orders.jsonl holds certificates; add --keep"));
  CHECK(read() == more);
  std::ofstream(file) << "no certificate\n";
  CHECK(call("order --keep --solver ddim" + where).status == 2);
  CHECK(call("order --keep --solver ddim").status == 2);
}

TEST_CASE("what the system has against a path is misuse, and said as it is", "[cli][errors]") {
  const ProgramFolder place("paths");
  place.put("m.json", R"({"weights": [1], "means": [[0.5, -0.5]], "stds": [0.4]})");
  const std::string length(300, 'x'),
      sample = "sample --model mixture:m.json --seeds 0 ",
      order = "order --solver ddim --process vp_linear --grid log_snr ";
  for (const std::string& words :
       {sample + "--out ", order + "--out ",
        sample + "--out q --grid file:", std::string("schedules --out "), std::string("report "),
        std::string("train --out n ./"), std::string("compare ./"),
        std::string("compare quickstart --out "), std::string("sample --out q --model ")})
    place.refuses(words + length, "File name too long");
  place.refuses(sample + "--out m.json/x", "Not a directory");
  place.refuses("compare .", "config '.': is a folder");
  place.refuses("train . --out n", "'.': is a folder");
  place.refuses("train ./none.toml --out n", "'./none.toml': no such file");
  if (::geteuid() == 0) return;  // who may enter every folder
  place.put("locked/c.toml", "");
  std::filesystem::permissions(place.path() / "locked", std::filesystem::perms::none);
  for (const std::string& words :
       {sample + "--out locked/x", sample + "--out locked", order + "--out locked/x",
        sample + "--out q --grid file:locked/g.txt", std::string("schedules --out locked/x"),
        std::string("report locked/x"), std::string("train --out n locked/c.toml"),
        std::string("compare locked/c.toml"), std::string("compare quickstart --out locked/x"),
        std::string("sample --out q --model locked/m"),
        std::string("likelihood --model mixture:m.json --out q --data locked/d")})
    place.refuses(words, {"'locked", "Permission denied"});
  std::filesystem::permissions(place.path() / "locked", std::filesystem::perms::owner_all);
}

TEST_CASE("odelia config takes a task of train alone", "[cli]") {
  CHECK(call("config train --task classifier").status == 0);
  const Call other = call("config likelihood --task score");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ODELIA_CONTAINS("--task: of train alone, got 'likelihood'"));
}

TEST_CASE("a folder of samples that does not say what it holds is refused", "[cli][files]") {
  const ProgramFolder place("unwritten");
  place.put("manifest.json", "{}");
  CHECK_THROWS_WITH(holds_sample_set(place.path().string()),
                    ODELIA_CONTAINS("manifest.json: does not say which seeds were written"));
  CHECK_THROWS_AS(holds_sample_set(place.path().string()), std::invalid_argument);
}

TEST_CASE("odelia doctor --json says what the build has, and stderr stays quiet", "[cli]") {
  const Call result = call("doctor --json");
  REQUIRE(result.status == 0);
  CHECK(result.err.empty());
  const auto report = nlohmann::json::parse(result.out);
  for (const char* key : {"odelia", "libtorch", "libraries", "cuda", "cpu", "blas",
                          "convolution_gflops", "gnuplot", "data", "weights", "warnings"}) {
    INFO(key);
    CHECK(report.contains(key));
  }
  CHECK(report["blas"]["sgemm_2048_gflops"].get<double>() > 0);
  CHECK(report["libtorch"]["library"].get<std::string>().find("torch") != std::string::npos);
#ifdef ODELIA_CUDA
  CHECK(report["cuda"]["compiled"] == true);
#endif
}

TEST_CASE("odelia doctor shows a network that is a link to nothing", "[cli]") {
  const ProgramFolder place("doctor");
  std::filesystem::create_directories(place.path() / "models/pretrained/gone");
  std::filesystem::create_symlink("nowhere", place / "models/pretrained/gone/model.safetensors");
  const Call result = run_words(
      "ODELIA_HOME=" + place.path().string() + " " + Zygote::start_of(ODELIA_BINARY_DIR "/odelia"),
      "doctor --json");
  INFO(result.err);
  REQUIRE(result.status == 0);
  const auto weights = nlohmann::json::parse(result.out).at("weights");
  REQUIRE(weights.size() == 1);
  CHECK(weights[0].at("name") == "gone");
  CHECK(weights[0].at("bytes").is_null());
}

TEST_CASE("a full disk behind stdout or stderr is no success and no crash", "[cli]") {
  if (!std::filesystem::exists("/dev/full")) return;
  const Call out = call("solvers --json >/dev/full");
  CHECK(out.status == 1);
  CHECK_THAT(out.err, ODELIA_CONTAINS("No space left"));
  CHECK(call("--help >/dev/full").status == 1);
  // The helper's own redirection comes last and wins, hence a shell of their own.
  const auto with_full_stderr = [](const std::string& arguments) {
    return call("--version >/dev/null; " ODELIA_BINARY_DIR "/odelia " + arguments +
                " 2>/dev/full; echo $?; true")
        .out;
  };
  CHECK(with_full_stderr("no-such-verb") == "2\n");
  CHECK(with_full_stderr("forward --process no-such-process") == "2\n");
}

TEST_CASE("a message shows no control character of what it quotes", "[cli]") {
  const Call bad = call("forward --out nowhere.tmp --process \"$(printf 'vp\\033[2Jlinear')\"");
  CHECK(bad.status == 2);
  CHECK(bad.err.find('\033') == std::string::npos);
  CHECK_THAT(bad.err, ODELIA_CONTAINS("control character"));
}

TEST_CASE("a global option may stand before or after the verb", "[cli]") {
  CHECK(call("--threads 1 solvers").status == 0);
  CHECK(call("solvers --threads 1").status == 0);
}

TEST_CASE(
    "sample takes a tolerance for every solver that keeps one, and a sample is its own in any "
    "batch",
    "[cli]") {
  const TemporaryFolder made("cli-sample");
  const std::string folder = made.path().string();
  std::ofstream(folder + "/m.json") << R"({"weights": [1], "means": [[0.5, -0.5]], "stds": [0.4]})";
  const auto samples = [&](const std::string& how, const char* out) {
    std::filesystem::remove_all(folder + "/" + out);  // a folder is one solver's
    const Call c = call("sample --model mixture:" + folder +
                        "/m.json --process vp_linear --dtype float64 --seeds 0-4 " + how +
                        " --out " + folder + "/" + out);
    INFO(c.err);
    REQUIRE(c.status == 0);
    return read_npz(folder + "/" + out + "/samples.npz");
  };
  for (const char* solver : {"dopri5", "cvode_bdf", "arkode_esdirk324l2sa_4_2_3",
                             "odeint_bulirsch_stoer", "unipc_adaptive"}) {
    INFO(solver);
    const std::string how = std::string("--solver ") + solver + " --rtol 1e-3";
    auto together = samples(how, "together"), alone = samples(how + " --batch 1", "alone");
    const auto closer = samples(std::string("--solver ") + solver + " --rtol 1e-7", "closer");
    CHECK(at::equal(together.at("arr_0"), alone.at("arr_0")));
    CHECK(at::equal(together.at("nfe"), alone.at("nfe")));
    const double error = (together.at("arr_0") - closer.at("arr_0")).abs().max().item<double>();
    CHECK((error > 1e-8 && error < 0.1));  // the tolerance has been told; CVODE's is a local one
  }
}

namespace {
/// A folder of the test's own, with a mixture in the plane.
struct SampleFolder {
  TemporaryFolder made{"cli-samples"};
  std::string path = made.path().string();
  SampleFolder() {
    std::ofstream(path + "/m.json") << R"({"weights": [1], "means": [[0.5, -0.5]], "stds": [0.4]})";
  }
  Call sample(const std::string& how, const std::string& out) const {
    return call("sample --model mixture:" + path + "/m.json --dtype float64 " + how + " --out " +
                path + "/" + out);
  }
  std::map<std::string, Tensor> arrays(const std::string& out) const {
    return read_npz(path + "/" + out + "/samples.npz");
  }
  nlohmann::json manifest(const std::string& out) const {
    return nlohmann::json::parse(std::ifstream(path + "/" + out + "/manifest.json"));
  }
};
}  // namespace

TEST_CASE("every verb that evaluates a network refuses a device that is not there, at the start",
          "[cli][device]") {
  const SampleFolder folder;
  const std::string data = " --model fashion-mnist --data fashion-mnist --data-folder nowhere";
  std::ofstream(folder.path + "/compare.toml")
      << "model = 'fashion-mnist'\nsolvers = ['ddim']\ndevice = 'cuda:99'\n"
         "[trajectory]\nseeds = '0-3'\n";
  std::ofstream(folder.path + "/train.toml")
      << "task = 'score'\ndata = 'fashion-mnist'\n[budget]\nsteps = 1\n";
  write_npz(folder.path + "/latents.npz", {{"latents", at::zeros({1, 1, 28, 28})}});
  const std::string verbs_and_what_they_need[] = {
      "sample --model fashion-mnist",
      "spectrum --model fashion-mnist",
      "statistics --model fashion-mnist",
      "bench network --model fashion-mnist",
      "bench likelihood --data-folder nowhere",
      "loss" + data,
      "projection" + data,
      "likelihood" + data,
      "encode" + data,
      "decode --model fashion-mnist --data " + folder.path + "/latents.npz",
      "train " + folder.path + "/train.toml",
      "metrics ref --classifier fashion-mnist-classifier --data fashion-mnist",
      "metrics fd a b --classifier fashion-mnist-classifier",
  };
  for (const auto& verb : verbs_and_what_they_need) {
    const bool writes = !verb.starts_with("bench") && !verb.starts_with("metrics fd") &&
                        !verb.starts_with("tolerances");
    const Call c =
        call(verb + " --device cuda:99" + (writes ? " --out " + folder.path + "/none" : ""));
    INFO(verb << ": " << c.err);
    CHECK(c.status == 2);
    CHECK_THAT(c.err, ODELIA_CONTAINS("device 'cuda:99' is not there"));
    CHECK_FALSE(std::filesystem::exists(folder.path + "/none"));
  }
  const Call c = call("compare " + folder.path + "/compare.toml --out " + folder.path + "/none");
  CHECK(c.status == 2);
  CHECK_THAT(c.err, ODELIA_CONTAINS("device 'cuda:99' is not there"));
}

TEST_CASE("a network's pass is timed in the precision that is asked for", "[cli]") {
  const std::string bench = "bench network --batch 1 --rounds 1 --json --model ";
  const Call half = run_program(bench + "fashion-mnist --network-precision bfloat16");
  INFO(half.err);
  REQUIRE(half.status == 0);
  const auto json = nlohmann::json::parse(half.out);
  CHECK(json.at("network_precision") == "bfloat16");
  CHECK(json.at("milliseconds") > 0);
  const Call none = run_program(bench + "fashion-mnist --network-precision float8");
  CHECK(none.status == 2);
  CHECK_THAT(none.err, ODELIA_CONTAINS("bench network --network-precision"));
}

TEST_CASE("a folder of samples answers one question, and a killed run goes on", "[cli][sample]") {
  const SampleFolder folder;
  const std::string how = "--solver heun --steps 8 --seeds 0-5";
  REQUIRE(folder.sample(how, "a").status == 0);
  const auto first = folder.arrays("a");
  const auto manifest = folder.manifest("a");
  CHECK(manifest["solver"] == "heun");
  CHECK(manifest["process"] == "vp_linear");
  CHECK(manifest["written"] == "0-5");
  CHECK(manifest["failed"].empty());
  CHECK(manifest["nfe"] == 16);
  CHECK(folder.sample(how, "a").status == 0);  // the same again
  const std::pair<const char*, const char*> others[] = {
      {"--solver heun --steps 8 --seeds 0-7", "seeds"},
      {"--solver heun --steps 9 --seeds 0-5", "steps"},
      {"--solver ddim --steps 8 --seeds 0-5", "solver"},
      {"--solver heun --steps 8 --seeds 0-5 --process ve", "process"},
      {"--solver heun --rtol 1e-3 --seeds 0-5", "rtol"}};
  for (const auto& [other, key] : others) {
    const Call c = folder.sample(other, "a");
    INFO(other << ": " << c.err);
    CHECK(c.status == 2);
    CHECK_THAT(c.err, ODELIA_CONTAINS("holds another run") && ODELIA_CONTAINS(key));
  }
  CHECK(at::equal(folder.arrays("a").at("arr_0"), first.at("arr_0")));

  // As a kill leaves it: two samples kept, which are not computed again.
  const std::string a = folder.path + "/a";
  std::filesystem::remove(a + "/manifest.json");
  std::filesystem::remove(a + "/samples.npz");
  const Outcome ok{.steps = 8, .nfe = 16};
  keep_samples(a, {{1, 4}, at::full({2, 2}, 7.0, at::kDouble), {ok, ok}});
  REQUIRE(folder.sample(how, "a").status == 0);
  auto expected = first.at("arr_0").clone();
  expected[1].fill_(7), expected[4].fill_(7);
  CHECK(at::equal(folder.arrays("a").at("arr_0"), expected));
  CHECK_FALSE(std::filesystem::exists(a + "/parts"));

  // Samples whose question is unknown are not mixed with.
  std::filesystem::create_directories(folder.path + "/b");
  std::filesystem::copy(a + "/samples.npz", folder.path + "/b/samples.npz");
  const Call mixed = folder.sample(how, "b");
  CHECK(mixed.status == 2);
  CHECK_THAT(mixed.err, ODELIA_CONTAINS("holds samples"));

  // What lies in files is part of the question by its contents.
  const auto is_another = [&](const std::string& out, const std::string& asked,
                              const std::string& later, const char* key, auto&& change) {
    const Call begun = folder.sample(asked, out);
    INFO(key << ": " << begun.err);
    REQUIRE(begun.status == 0);
    change();
    const Call c = folder.sample(later, out);
    INFO(c.err);
    CHECK(c.status == 2);
    CHECK_THAT(c.err, ODELIA_CONTAINS(fmt::format("({} is ", key)));
  };
  const auto put = [&](const char* name, const std::string& text) {
    std::ofstream(folder.path + "/" + name) << text;
  };
  const auto put_noise = [&](double value) {
    write_npz(folder.path + "/n.npz", {{"arr_0", at::full({2, 2}, value, at::kDouble)}});
  };
  const std::string noise = "--steps 2 --noise " + folder.path + "/n.npz",
                    grid = "--seeds 0-1 --grid file:" + folder.path + "/g.txt",
                    table = "--steps 2 --seeds 0-1 --grid uniform --process 'tabulated(file=" +
                            folder.path + "/t.txt)'",
                    tolerance = "--solver dopri5 --rtol 1e-3 --seeds 0-1";
  put_noise(0.3);
  put("g.txt", "1\n0.5\n0.001\n");
  put("t.txt", "0.01 1 0.01\n0.5 1 1\n1 1 20\n");
  is_another("n", noise, noise, "noise", [&] { put_noise(0.4); });
  is_another("g", grid, grid, "times", [&] { put("g.txt", "1\n0.4\n0.001\n"); });
  is_another("t", table, table, "process_file",
             [&] { put("t.txt", "0.01 1 0.01\n0.5 1 2\n1 1 20\n"); });
  is_another("r", tolerance, tolerance + " --atol 1e-5", "atol", [] {});
  const Call other = call("sample --model mixture:" + folder.path + "/m.json " + how +
                          " --dtype float32 --out " + a);
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ODELIA_CONTAINS("(dtype is "));
}

TEST_CASE("samples depend on the statistics that their method measures with", "[cli][sample]") {
  const SampleFolder folder;
  const std::filesystem::path network = folder.path + "/network";
  std::filesystem::copy(std::string(ODELIA_SOURCE_DIR) + "/models/pretrained/fashion-mnist",
                        network);
  const auto sample = [&](const std::string& solver, const std::string& out) {
    return call("sample --model " + network.string() + " --steps 1 --seeds 0-0 --solver " + solver +
                " --out " + folder.path + "/" + out);
  };
  const std::string with = "'denoise_to_zero(dpm_solver_v3_2)'", without = "ddim";
  REQUIRE(sample(with, "with").status == 0);
  REQUIRE(sample(without, "without").status == 0);
  std::filesystem::remove(network / "statistics.npz");
  const Call changed = sample(with, "with");
  CHECK(changed.status == 2);
  CHECK_THAT(changed.err, ODELIA_CONTAINS("statistics is \"the model brings no statistics"));
  CHECK(sample(without, "without").status == 0);
}

TEST_CASE("a sample that fails is named, and loses no other", "[cli][sample]") {
  const SampleFolder folder;
  Tensor noise = at::full({3, 2}, 0.5, at::kDouble);
  noise[1].fill_(1e308);
  write_npz(folder.path + "/noise.npz", {{"arr_0", noise}});
  const std::string how =
      "--solver heun --steps 5 --process edm --noise " + folder.path + "/noise.npz";
  for (int run = 0; run < 2; ++run) {  // the second finds the work done, and says the same
    const Call c = folder.sample(how, "a");
    INFO(c.err);
    CHECK(c.status == 1);
    CHECK_THAT(c.err, ODELIA_CONTAINS("1 of 3 samples failed: seed 1 (non_finite at t = "));
    CHECK_THAT(c.out, ODELIA_CONTAINS("2 samples by heun"));
  }
  const auto arrays = folder.arrays("a");
  CHECK(arrays.at("seeds").equal(at::tensor({0, 2}, at::kLong)));
  CHECK(at::equal(arrays.at("arr_0")[0], arrays.at("arr_0")[1]));
  CHECK(arrays.at("arr_0").isfinite().all().item<bool>());
  CHECK(folder.manifest("a")["failed"][0]["seed"] == 1);
}

TEST_CASE("latents that say where they come from are taken as they are", "[cli][sample]") {
  const SampleFolder folder;
  const auto made = [&](const std::string& out) {
    const Call c = folder.sample(
        "--solver rk4 --steps 40 --process edm --noise " + folder.path + "/latents.npz", out);
    INFO(c.err);
    REQUIRE(c.status == 0);
    return folder.arrays(out).at("arr_0");
  };
  const Tensor noise = at::tensor({0.3, -0.7}, at::kDouble).view({1, 2});
  const std::string file = folder.path + "/latents.npz";
  write_npz(file, {{"arr_0", noise}});
  const Tensor scaled_here = made("a");
  nlohmann::ordered_json facts = {{"kind", "latents"}, {"process", "edm"}, {"T", 80.0}};
  write_npz(file, {{"arr_0", noise * 80}, {kProvenance, provenance_array(facts)}});
  CHECK(at::allclose(made("b"), scaled_here, 1e-12, 1e-12));
  const Call other = folder.sample("--process ve --noise " + file, "c");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ODELIA_CONTAINS("are latents of process \"edm\", and \"ve\" was asked"));
  facts["model_hash"] = "another";
  write_npz(file, {{"arr_0", noise * 80}, {kProvenance, provenance_array(facts)}});
  CHECK(folder.sample("--process edm --noise " + file, "c").status == 2);
  // Of a flow with classes there is no start for one without.
  facts.erase("model_hash"), facts["labels"] = "arr_1";
  write_npz(file, {{"arr_0", noise * 80},
                   {"arr_1", at::tensor({int64_t{3}})},
                   {kProvenance, provenance_array(facts)}});
  const Call labelled = folder.sample("--process edm --noise " + file, "c");
  CHECK(labelled.status == 2);
  CHECK_THAT(labelled.err, ODELIA_CONTAINS("with classes") && ODELIA_CONTAINS("odelia decode"));
  const Call samples = folder.sample("--noise " + folder.path + "/a/samples.npz", "c");
  CHECK(samples.status == 2);
  CHECK_THAT(samples.err, ODELIA_CONTAINS("holds \"samples\", and not noise or latents"));
}

TEST_CASE("sample refuses at the start what it would ignore or could not keep", "[cli][sample]") {
  const SampleFolder folder;
  std::ofstream(folder.path + "/grid.txt") << "1\n0.5\n0.001\n";
  std::ofstream(folder.path + "/up.txt") << "0.001\n0.5\n1\n";
  const std::pair<std::string, const char*> cases[] = {
      {"--solver dopri5 --rtol -1", "rtol must lie between 0 and 1"},
      {"--solver dopri5 --rtol nan", "expected a finite number"},
      {"--solver dopri5 --rtol inf", "expected a finite number"},
      {"--solver dopri5 --atol 1e-3", "give rtol as well"},
      {"--solver dopri5 --rtol 1e-3 --atol -1", "atol must be positive"},
      {"--solver dopri5 --rtol 1e-14", "more than float64 can support"},
      {"--solver heun --rtol 1e-3 --steps 10", "give one of them"},
      {"--solver rk4 --rtol 1e-3", "no error estimate"},
      {"--solver 'cvode_adams(rtol=1e-3)' --rtol 1e-6", "has a tolerance of its own"},
      {"--solver 'denoise_to_zero(cvode_adams(atol=1e-3))' --rtol 1e-6 --atol 1e-5",
       "has a tolerance of its own"},
      {"--nfe 1 --solver heun", "one step of heun takes 2 evaluations"},
      {"--nfe 10 --solver cvode_adams", "chooses its evaluations itself"},
      {"--steps 2000000000", "1000000 at most"},
      {"--steps 0x10", "expected a whole number"},
      {"--steps 99999999999999999999", "expected a whole number"},
      {"--grid file:" + folder.path + "/up.txt", "must fall: reverse them"},
      {"--grid file:" + folder.path + "/grid.txt --steps 7", "has its own steps"},
      {"--format jpg", "no images and come as npz"},
      {"--seeds 1000000000000000000", "is above"},
      {"--seeds 0-99999999999", "take them in parts"},
      {"--seeds 1,2,2", "comes twice"},
      {"--seeds 1,,2", "range of seeds"},
  };
  for (const auto& [how, message] : cases) {
    const Call c = call("sample --model mixture:" + folder.path + "/m.json --dtype float64 " + how +
                        " --out " + folder.path + "/none");
    INFO(how << ": " << c.err);
    CHECK(c.status == 2);
    CHECK_THAT(c.err, ODELIA_CONTAINS(message));
    CHECK_FALSE(std::filesystem::exists(folder.path + "/none"));
  }
  CHECK(folder.sample("", "m.json").status == 2);  // a file is no folder
}

TEST_CASE("sample takes a list of seeds, a budget, and decimal numbers", "[cli][sample]") {
  const SampleFolder folder;
  REQUIRE(folder.sample("--solver heun --nfe 11 --seeds 9,2,5-6", "a").status == 0);
  REQUIRE(folder.sample("--solver heun --steps 5 --seeds 0-9", "b").status == 0);
  REQUIRE(folder.sample("--solver heun --steps 010 --seeds 0", "c").status == 0);
  CHECK(folder.manifest("c")["steps"] == 10);
  const auto some = folder.arrays("a"), all = folder.arrays("b");
  const Tensor seeds = at::tensor({9, 2, 5, 6}, at::kLong);
  CHECK(some.at("seeds").equal(seeds));
  CHECK(at::equal(some.at("arr_0"), all.at("arr_0").index_select(0, seeds)));
  CHECK(folder.manifest("a")["nfe"] == 10);
}

TEST_CASE("images come with their manifest, which says that no class was asked for",
          "[cli][sample]") {
  const SampleFolder folder;
  ScoreCheckpoint network;
  network.network = unet({.size = 8, .base = 8, .group_size = 4, .embedding = 16, .classes = 4});
  network.parameters = network.network->make(1);
  save_checkpoint(folder.path + "/net", network, at::kFloat);
  const auto sample = [&](const std::string& how, const std::string& out) {
    return call("sample --model " + folder.path + "/net --steps 2 " + how + " --out " +
                folder.path + "/" + out);
  };
  const Call npz = sample("--seeds 0-4", "a");
  INFO(npz.err);
  REQUIRE(npz.status == 0);
  CHECK_THAT(npz.out, ODELIA_CONTAINS("without a class"));
  CHECK(folder.manifest("a")["labels"] == "none");
  const auto samples = read_samples(folder.path + "/a");
  CHECK(samples.seeds.equal(at::arange(5, at::kLong)));
  REQUIRE(sample("--seeds 0-4 --format png --batch 2", "b").status == 0);
  CHECK(read_samples(folder.path + "/b").images.equal(samples.images));

  const Call format = sample("--format jpg", "c");
  CHECK(format.status == 2);
  CHECK_THAT(format.err, ODELIA_CONTAINS("known: npz, png, png_tree"));
  const Call mixed = sample("--seeds 0-4 --format png", "a");
  CHECK(mixed.status == 2);
  CHECK_THAT(mixed.err, ODELIA_CONTAINS("format is \"png\", was \"npz\""));
  for (const auto& [more, key] : {std::pair{"--labels 1", "(labels is "},
                                  {"--micro-batch 3", "(micro_batch is "},
                                  {"--network-precision bfloat16", "(network_precision is "}})
    CHECK_THAT(sample(std::string("--seeds 0-4 ") + more, "a").err, ODELIA_CONTAINS(key));
  const Call beyond = sample("--solver euler --process 've(t_min=1e-5,sigma_min=1e-4)'", "c");
  CHECK(beyond.status == 0);  // euler does not evaluate the end
  const Call range = sample("--solver rk4 --process 've(t_min=1e-5,sigma_min=1e-4)'", "d");
  CHECK(range.status == 2);
  CHECK_THAT(range.err, ODELIA_CONTAINS("trained up to"));
  CHECK_FALSE(std::filesystem::exists(folder.path + "/d"));
  std::filesystem::remove(folder.path + "/b/000003.png");
  const Call metrics = call("metrics fd " + folder.path + "/b " + folder.path +
                            "/a --classifier fashion-mnist-classifier");
  CHECK(metrics.status == 2);
  CHECK_THAT(metrics.err, ODELIA_CONTAINS("manifest.json"));
}

TEST_CASE("a solve that asks for too many evaluations ends, and says so", "[cli][sample]") {
  const SampleFolder folder;
  const Call c = folder.sample("--solver gotta_go_fast --rtol 1e-9 --seeds 0", "a");
  CHECK(c.status == 1);
  CHECK_THAT(c.err, ODELIA_CONTAINS("budget_exhausted"));
}

TEST_CASE("forward agrees with the closed form on every process and grid, or refuses",
          "[cli][forward]") {
  const SampleFolder folder;
  const auto forward = [&](const std::string& how) {
    return call("forward --paths 4000 " + how + " --out " + folder.path + "/f");
  };
  for (const std::string& name : process_names()) {
    if (name == "tabulated") continue;
    const Call c = forward("--steps 500 --process " + name);
    INFO(c.err);
    CHECK(c.status == 0);
  }
  std::ofstream file(folder.path + "/grid.txt");
  for (double t : make_time_grid("log_snr", *make_process("vp_linear"), 300))
    file << fmt::format("{:.17g}\n", t);
  file.close();
  const Call grid = forward("--grid file:" + folder.path + "/grid.txt");  // --steps is another
  CHECK(grid.status == 0);
  CHECK(nlohmann::json::parse(std::ifstream(folder.path + "/f/forward.json"))["steps"] == 300);
  const std::pair<const char*, const char*> cases[] = {
      {"--process rectified_flow --grid uniform --steps 2000", "too long for process"},
      {"--seed -1", "whole number, 0 or more"},
      {"--x0 nan", "expected a finite number"},
      {"--paths 1000000000000", "--paths"},
      {"--seed 18446744073709551615", "do not fit"}};
  for (const auto& [how, message] : cases) {
    const Call c = forward(how);
    INFO(how << ": " << c.err);
    CHECK(c.status == 2);
    CHECK_THAT(c.err, ODELIA_CONTAINS(message));
  }
}

TEST_CASE("likelihood runs of the same images lie side by side, others are refused", "[cli]") {
  const TemporaryFolder made("cli-tolerances");
  const std::string folder = made.path().string();
  std::ofstream(folder + "/m.json") << R"({"weights": [1], "means": [[0.5, -0.5]], "stds": [0.4]})";
  const std::string model = " --model mixture:" + folder + "/m.json";
  const auto sample =
      call("sample" + model +
           " --process vp_linear --solver ddim --steps 10 --seeds 0-3 --dtype float64 --out " +
           folder + "/x");
  INFO(sample.err);
  REQUIRE(sample.status == 0);
  const auto likelihood = [&](const std::string& more, const std::string& out) {
    const auto c =
        call("likelihood" + model + " --process vp_linear --divergence exact --data " + folder +
             "/x/samples.npz --dequant none " + more + " --out " + folder + "/" + out);
    INFO(c.err);
    REQUIRE(c.status == 0);
  };
  likelihood("--solver dopri5 --rtol 1e-4", "a");
  likelihood("--solver odeint_rk4 --steps 50", "b");
  likelihood("--solver dopri5 --rtol 1e-4 --terminal exact", "c");
  const Call both =
      call("tolerances " + folder + "/a " + folder + "/b --out " + folder + "/report");
  INFO(both.err);
  CHECK(both.status == 0);
  CHECK_THAT(both.out, ODELIA_CONTAINS("tolerance 0.0001") && ODELIA_CONTAINS("50 steps"));
  CHECK(std::filesystem::exists(folder + "/report/table.md"));
  const Call mixed =
      call("tolerances " + folder + "/a " + folder + "/c --out " + folder + "/report");
  CHECK(mixed.status == 2);
  CHECK_THAT(mixed.err, ODELIA_CONTAINS("differ in more than solver and tolerance"));

  const Call none = call("statistics" + model);
  CHECK(none.status == 2);
  CHECK_THAT(none.err, ODELIA_CONTAINS("give --out FILE"));
  const Call measured =
      call("statistics" + model + " --paths 8 --points 9 --out " + folder + "/s.npz");
  INFO(measured.err);
  CHECK(measured.status == 0);
  CHECK(std::filesystem::exists(folder + "/s.npz"));
}
