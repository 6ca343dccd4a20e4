// What a user who mistypes, or asks for the impossible, is told; and verbs whose numbers have a
// closed form.
#include "tests/catch.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "experiments/command/command_line.h"
#include "experiments/command/verbs.h"
#include "models/data/npz.h"
#include "models/processes/processes.h"
#include "solvers/names.h"
#include "solvers/registry.h"
#include "solvers/time_grid.h"
#include "tests/program.h"
#include "tests/temporary_folder.h"

using namespace odelia;

namespace {

const TemporaryFolder kMade("messages");
const std::string kFolder = kMade.path().string();

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Call call(const std::string& arguments) { return run_program(arguments); }

/// A one-component mixture N((1, -0.5), 0.5^2 I).
std::string gaussian() {
  std::filesystem::create_directories(kFolder);
  std::ofstream(kFolder + "/m.json") << R"({"weights": [1], "means": [[1, -0.5]], "stds": [0.5]})";
  return " --model mixture:" + kFolder + "/m.json";
}

nlohmann::json json_of(const std::string& file) {
  return nlohmann::json::parse(text_of(kFolder + "/" + file));
}
}  // namespace

TEST_CASE("every verb that takes a network names those that fit it", "[errors]") {
  const std::string none = " --model fashion-mnits", out = " --out " + kFolder + "/none";
  for (const std::string& words :
       {"sample --solver ddim --steps 2 --seeds 0" + none + out,
        "likelihood --data mnist" + none + out, "encode --data mnist" + none + out,
        "statistics" + none + out, "bench likelihood" + none}) {
    const Call refused = call(words);
    INFO(words << "\n" << refused.err);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, ODELIA_CONTAINS("did you mean 'fashion-mnist'"));
    CHECK(refused.err.find("-classifier") == std::string::npos);
    CHECK(refused.err.find("-dequantizer") == std::string::npos);
  }
  const Call refused = call("compare quickstart --set classifier=fashion-mnist-clasifier" + out);
  CHECK(refused.status == 2);
  CHECK_THAT(refused.err, ODELIA_CONTAINS("did you mean 'fashion-mnist-classifier'?"));
  CHECK(refused.err.find("-dequantizer") == std::string::npos);
}

TEST_CASE("the nearest names are those a few typing errors away", "[names]") {
  const std::vector<std::string> known{"ddim",     "heun",          "heun3",
                                       "dpmpp_2m", "fashion-mnist", "fashion-mnist-classifier"};
  using Names = std::vector<std::string>;
  CHECK(nearest_names("heunn", known) == Names{"heun", "heun3"});
  CHECK(nearest_names("huen", known).front() == "heun");  // two letters swapped
  CHECK(nearest_names("DDIM", known) == Names{"ddim"});
  CHECK(nearest_names("dpmpp-2m", known).front() == "dpmpp_2m");
  CHECK(nearest_names("fashionmnist", known) == Names{"fashion-mnist"});
  CHECK(nearest_names("classifier", known) == Names{"fashion-mnist-classifier"});
  CHECK(nearest_names("vp", {"ve", "vp_cosine", "vp_linear"}) ==
        Names{"vp_cosine", "vp_linear", "ve"});
  CHECK(nearest_names("xyzzy", known).empty());
  CHECK(nearest_names("", known).empty());
  CHECK(nearest_names(std::string(100000, 'h'), known).empty());
  CHECK(known_names("ddmi", {"ddim", "heun"}) == "known: ddim, heun; did you mean 'ddim'?");
  CHECK(known_names("xyzzy", {"ddim", "heun"}) == "known: ddim, heun");
}

TEST_CASE("whoever mistypes a name is asked whether another one was meant", "[cli][errors]") {
  const std::string to = " --out " + kFolder + "/never";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"smaple", "did you mean 'sample'?"},
      {"data chekc", "did you mean 'check'?"},
      {"sample --modle x" + to, "odelia sample: unknown flag '--modle'; did you mean '--model'?"},
      {"sample --setps=3" + gaussian() + to, "did you mean '--steps'?"},
      {"sample --solver huen" + gaussian() + to, "did you mean 'heun"},
      {"sample --solver 'ddim(etta=1)'" + gaussian() + to, "did you mean 'eta'?"},
      {"sample --solver 'richardsn(heun)'" + gaussian() + to, "did you mean 'richardson'?"},
      {"sample --process vp_liner" + gaussian() + to, "did you mean 'vp_linear'?"},
      {"sample --grid logsnr" + gaussian() + to, "did you mean 'log_snr'?"},
      {"sample --model fashionmnist" + to, "did you mean 'fashion-mnist'?"},
      {"compare quikstart" + to, "did you mean 'quickstart'?"},
      {"data list fashionmnist", "did you mean 'fashion-mnist'?"},
      {"likelihood --dtype flaot32 --data x" + gaussian() + to, "did you mean 'float32'?"},
      {"sample --dtype flaot32" + gaussian() + to, "did you mean 'float32'?"},
      {"spectrum --dtype flaot32" + gaussian() + to, "did you mean 'float32'?"},
      {"bench solvers --dtype flaot32", "did you mean 'float32'?"},
  };
  for (const auto& [arguments, message] : cases) {
    INFO(arguments);
    const Call result = call(arguments);
    INFO(result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, ODELIA_CONTAINS(message));
    CHECK(result.err.size() < 2000);  // 211 solvers are not listed
  }
  CHECK_FALSE(std::filesystem::exists(kFolder + "/never"));
}

TEST_CASE("numbers on the command line are decimal, in range and finite", "[cli][errors]") {
  const std::string sample = "sample" + gaussian() + " --out " + kFolder + "/numbers ";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {sample + "--steps 0x10", "--steps: expected a whole number"},
      {sample + "--steps 1e3", "--steps: expected a whole number"},
      {sample + "--steps 9223372036854775808", "--steps: expected a whole number from"},
      {sample + "--rtol nan", "--rtol: expected a finite number, got 'nan'"},
      {sample + "--rtol inf", "--rtol: expected a finite number, got 'inf'"},
      {sample + "--rtol 1e999", "--rtol: expected a finite number"},
      {sample + "--rtol 1e-3x", "--rtol: expected a finite number"},
      {"forward --seed -1 --out " + kFolder + "/f", "--seed: expected a whole number, 0 or more"},
      {"forward --x0 nan --out " + kFolder + "/f", "--x0: expected a finite number"},
      {"bench update --shape 2,0x3,8,8", "--shape: expected a whole number"},
      {"solvers --threads 0", "--threads: must be more than 0, got 0"},
      {"solvers --threads 1.5", "--threads: expected a whole number"},
  };
  for (const auto& [arguments, message] : cases) {
    INFO(arguments);
    const Call result = call(arguments);
    INFO(result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, ODELIA_CONTAINS(message));
  }
  const Call ten = call(sample + "--solver ddim --steps 010 --seeds 0-0");
  INFO(ten.err);
  CHECK(ten.status == 0);
  CHECK_THAT(ten.out, ODELIA_CONTAINS("10 evaluations"));
  std::ofstream(kFolder + "/c.toml") << "rtol = inf\n";
  const Call config = call("likelihood " + kFolder + "/c.toml" + gaussian());
  CHECK(config.status == 2);
  CHECK_THAT(config.err, ODELIA_CONTAINS("not a finite number"));
}

TEST_CASE("no more threads than cores are started, and the sentence says so", "[cli]") {
  const Call many = call("solvers heun --threads 4096");
  CHECK(many.status == 0);
  CHECK_THAT(many.err, ODELIA_CONTAINS("--threads 4096: there are " + std::to_string(cores())));
  CHECK(call("solvers --threads 1").err.empty());
  CHECK(at_most_cores("--workers", 1) == 1);
  CHECK(at_most_cores("--workers", 100000) == cores());
  // Of a process that has been bound to some, as batch systems do, only those count.
  const auto bound = [](const std::string& by, const std::string& words) {
    return run_words(by + " " ODELIA_BINARY_DIR "/odelia", words);
  };
  const Call one =
      bound("taskset -c $(taskset -cp $$ | sed 's/.*[ ,-]//')", "solvers heun --threads 2");
  INFO(one.err);
  CHECK(one.status == 0);
  CHECK_THAT(one.err, ODELIA_CONTAINS("--threads 2: there are 1 cores"));
  CHECK_THAT(bound("OMP_NUM_THREADS=1", "--help").out,
             ODELIA_CONTAINS("--threads INT:POSITIVE=1 "));
}

TEST_CASE("no name commands the terminal", "[cli][errors]") {
  const Call result = call("sample --model \"$(printf 'a\\033[31mb\\302\\233c\\377 é')\" --out x");
  INFO(result.err);
  CHECK(result.status == 2);
  CHECK(result.err.find('\033') == std::string::npos);
  CHECK(result.err.find("\302\233") == std::string::npos);  // a control character beyond ASCII
  CHECK(result.err.find('\377') == std::string::npos);
  CHECK_THAT(result.err, ODELIA_CONTAINS("é"));
}

TEST_CASE("the help has an example of every verb, and shows no stand-in as a default", "[cli]") {
  const Call all = call("--help");
  CHECK_THAT(all.out, ODELIA_CONTAINS("Exit status") && ODELIA_CONTAINS("Look around:"));
  CHECK(all.out.find("Look around:") < all.out.find("Train:"));
  for (const Verb& verb : verbs()) {
    const Call help = call(verb.name + " --help");
    INFO(help.out);
    CHECK_THAT(help.out, ODELIA_CONTAINS("Example:\n  odelia " + verb.name));
    CHECK_THAT(all.out, ODELIA_CONTAINS("  odelia " + verb.name));
    for (const char* stand_in : {"=nan", "=unset", "--t-min FLOAT=", "--atol FLOAT="})
      CHECK(help.out.find(stand_in) == std::string::npos);
  }
  const Call sample = call("sample --help");
  for (const auto& names : {process_names(), time_grid_names(), {"fashion-mnist", "cifar10"}})
    for (const auto& name : names) CHECK_THAT(sample.out, ODELIA_CONTAINS(name));
}

TEST_CASE("the catalogue begins with the diffusion methods and fits a page", "[cli]") {
  const Call all = call("solvers");
  std::istringstream lines(all.out);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(std::count_if(line.begin(), line.end(), [](unsigned char c) { return c >> 6 != 2; }) <=
          100);
  }
  CHECK(all.out.find("\n  ddim ") < all.out.find("\n  rk4 "));
  CHECK(all.out.find("\n  rk4 ") < all.out.find("\n  arkode_"));
  for (const auto& [name, entry] : registry())
    CHECK(all.out.find("\n  " + name + " ") != std::string::npos);
  const Call heun = call("solvers heun");
  CHECK_THAT(heun.out, ODELIA_CONTAINS("order: 2 ") && ODELIA_CONTAINS("evaluations: 2 a step") &&
                           ODELIA_CONTAINS("richardson") && ODELIA_CONTAINS("source: "));
}

TEST_CASE("encode and decode of a Gaussian are the affine map between two Gaussians", "[cli]") {
  // The flow keeps the number of standard deviations: (x - a mu) / sqrt(a^2 s^2 + sigma^2).
  std::filesystem::create_directories(kFolder);
  const Tensor x = at::tensor({1.0, -0.5, 1.5, -0.25, 0.2, 0.9}, at::kDouble).reshape({3, 2}),
               mu = at::tensor({1.0, -0.5}, at::kDouble);
  write_npz(kFolder + "/x.npz", {{"arr_0", x}});
  for (const std::string process :
       {"vp_linear(t_min=0.01)", "rectified_flow(t_min=0.1,t_max=0.9)"}) {
    INFO(process);
    const auto p = make_process(process);
    const std::string how = gaussian() + " --process '" + process +
                            "' --solver dopri5 --rtol 1e-8 --t-min " + std::to_string(p->t_min()) +
                            " ";
    const auto score = [&](const Tensor& y, double t) {
      const double a = p->alpha(t), s = p->sigma(t);
      return (y - a * mu) / std::sqrt(a * a * 0.25 + s * s);
    };
    std::filesystem::remove_all(kFolder + "/latents");
    std::filesystem::remove_all(kFolder + "/back");
    const Call there =
        call("encode" + how + "--data " + kFolder + "/x.npz --out " + kFolder + "/latents");
    INFO(there.err);
    REQUIRE(there.status == 0);
    const Tensor z = read_npz(kFolder + "/latents/latents.npz").at("arr_0");
    CHECK((score(z, p->t_max()) - score(x, p->t_min())).abs().max().item<double>() < 1e-6);
    const Call back = call("decode" + how + "--data " + kFolder + "/latents/latents.npz --out " +
                           kFolder + "/back");
    INFO(back.err);
    REQUIRE(back.status == 0);
    const Tensor y = read_npz(kFolder + "/back/data.npz").at("arr_0");
    CHECK((y - x).abs().max().item<double>() < 1e-6);
  }
}

TEST_CASE("forward's mean and variance are the process's", "[cli]") {
  const Call run = call("forward --process vp_linear --x0 2 --paths 2000 --steps 400 --out " +
                        kFolder + "/forward");
  INFO(run.err);
  REQUIRE(run.status == 0);
  const auto report = json_of("forward/forward.json");
  const auto p = make_process("vp_linear");
  const auto& end = report["levels"].back();
  const double t = end["t"], t0 = p->t_min(), a = p->alpha(t) / p->alpha(t0);
  CHECK(t == Approx(p->t_max()));
  CHECK(end["mean_closed_form"].get<double>() == Approx(2 * a));
  CHECK(end["variance_closed_form"].get<double>() ==
        Approx(std::pow(p->sigma(t), 2) - std::pow(a * p->sigma(t0), 2)));
  CHECK(std::abs(end["mean"].get<double>() - 2 * a) < 5 * end["mean_se"].get<double>());
  CHECK(report["worst_distance_in_standard_errors"].get<double>() < 6);
}

TEST_CASE("metrics fd of two Gaussians is the closed form", "[cli]") {
  std::filesystem::create_directories(kFolder);
  const auto write = [](const std::string& name, const Tensor& mu, const Tensor& sigma) {
    write_npz(kFolder + "/" + name, {{"mu", mu}, {"sigma", sigma}});
    return " " + kFolder + "/" + name;
  };
  const auto row = [](std::vector<double> v) { return at::tensor(v, at::kDouble); };
  // |mu - mu'|^2 + sum (s - s')^2 of diagonal covariances s^2.
  const auto a = write("a.npz", row({0, 1}), row({4, 0, 0, 9}).reshape({2, 2})),
             b = write("b.npz", row({1, 3}), row({1, 0, 0, 16}).reshape({2, 2}));
  const Call both = call("metrics fd --json" + a + b);
  INFO(both.err);
  REQUIRE(both.status == 0);
  const auto out = nlohmann::json::parse(both.out);
  CHECK(out["mean_part"].get<double>() == Approx(5));
  CHECK(out["cov_part"].get<double>() == Approx(2));
}

TEST_CASE("bench times what it was asked for", "[cli]") {
  const Call bench =
      call("bench solvers --solver heun --shape 2,1,4,4 --steps 3 --rounds 2 --json --threads 1");
  INFO(bench.err);
  REQUIRE(bench.status == 0);
  CHECK_THAT(bench.out, ODELIA_CONTAINS("heun"));
  CHECK(nlohmann::json::accept(bench.out));
  // The columns stand under their heads, however long a name or a family is.
  const Call rows = call(
      "bench solvers --solver heun --solver dpmpp_2m --solver arkode_dormand_prince_7_4_5 "
      "--shape 2,1,4,4 --steps 3 --rounds 1 --threads 1");
  INFO(rows.err);
  REQUIRE(rows.status == 0);
  CHECK_THAT(rows.out, ODELIA_CONTAINS("float32, threads 1, steps 3, rounds 1; load"));
  std::istringstream lines(rows.out);
  std::vector<std::string> table;
  for (std::string line; std::getline(lines, line);) table.push_back(line);
  REQUIRE(table.size() == 6);
  const size_t end = table[2].find("NFE") + 3;  // of the column, which stands to the right
  for (size_t i = 3; i < table.size(); ++i) {
    INFO(table[i]);
    CHECK(table[i][end - 1] != ' ');
    CHECK(table[i].substr(end, 2) == "  ");
  }
  const Call update = call("bench update --shape 2,1,4,4 --rounds 3 --json --threads 1");
  INFO(update.err);
  CHECK(update.status == 0);
  CHECK(nlohmann::json::accept(update.out));
}
