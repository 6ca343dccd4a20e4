#include "tests/catch.h"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "experiments/verbs.h"
#include "models/data/npz.h"
#include "solvers/registry.h"

using namespace odelia;

namespace {

/// What one call of the `odelia` program gave.
struct Call {
  int status;
  std::string out, err;
};

Call call(const std::string& arguments) {
  const std::string err_file = std::string(ODELIA_BINARY_DIR) + "/test_cli.err.tmp";
  const std::string command =
      std::string(ODELIA_BINARY_DIR) + "/odelia " + arguments + " 2>" + err_file + " </dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Call result;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) result.out.append(buffer, n);
  const int ended = pclose(pipe);
  result.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  std::ifstream err(err_file);
  std::ostringstream text;
  text << err.rdbuf();
  result.err = text.str();
  std::filesystem::remove(err_file);
  return result;
}

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
      {"frobnicate", "odelia: unknown verb 'frobnicate'; known: bench, compare"},
      {"data frobnicate", "odelia data: unknown verb 'frobnicate'; known: check, fetch, list"},
      {"solvers --no-such-option", "--no-such-option"},
      {"solvers no_such_solver", "unknown solver 'no_such_solver'; known:"},
      {"--threads 0 solvers", "threads"},
      {"compare no-such-config.toml", "no-such-config.toml"},
      {"sample --model no-such-model --process vp_linear --solver heun --out nowhere.tmp",
       "no-such-model"},
      {"train no-such-config.toml", "no-such-config.toml"},
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

TEST_CASE("odelia order keeps the certificates of a folder if asked to", "[cli]") {
  const std::string folder = std::string(ODELIA_BINARY_DIR) + "/test_cli_order.tmp",
                    file = folder + "/orders.jsonl";
  std::filesystem::remove_all(folder);
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
  marked["observed"] = 0.5;  // so that measuring again would show
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
  std::ofstream(file) << "no certificate\n";
  CHECK(call("order --keep --solver ddim" + where).status == 2);
  CHECK(call("order --keep --solver ddim").status == 2);
  std::filesystem::remove_all(folder);
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

TEST_CASE("a global option may stand before or after the verb", "[cli]") {
  CHECK(call("--threads 1 solvers").status == 0);
  CHECK(call("solvers --threads 1").status == 0);
}

TEST_CASE(
    "sample takes a tolerance for every solver that keeps one, and a sample is its own in any "
    "batch",
    "[cli]") {
  const std::string folder = std::string(ODELIA_BINARY_DIR) + "/test_cli_sample.tmp";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/m.json") << R"({"weights": [1], "means": [[0.5, -0.5]], "stds": [0.4]})";
  const auto samples = [&](const std::string& how, const char* out) {
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

TEST_CASE("likelihood runs of the same images lie side by side, others are refused", "[cli]") {
  const std::string folder = std::string(ODELIA_BINARY_DIR) + "/test_cli_tolerances.tmp";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
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
  std::filesystem::remove_all(folder);
}
