#include "tests/catch.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "experiments/command/verbs.h"
#include "models/data/files.h"
#include "solvers/registry.h"

using namespace odelia;

namespace {
/// Euler's method with a predictor that it throws away: first order at two evaluations a step.
class FalseHeun final : public Solver {
 public:
  explicit FalseHeun(const Options&) {}
  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t;
    const Tensor x = combine({{1, s.x}, {h, ode.drift(s.x, s.t)}});
    ode.drift(x, to.t1);
    return {{x, to.t1}};
  }
};
const Register<FalseHeun> method{{.name = "false_heun",
                                  .family = "runge_kutta",
                                  .order = 2,
                                  .nfe_per_step = 1,
                                  .reference = "none"}};
}  // namespace

TEST_CASE("odelia order fails where a solver claims too much", "[order]") {
  const std::string folder = std::string(ODELIA_BINARY_DIR) + "/test_false_claims.tmp";
  std::filesystem::remove_all(folder);
  std::vector<std::string> words{"odelia",    "order",  "--solver", "false_heun", "--process",
                                 "vp_linear", "--grid", "log_snr",  "--out",      folder};
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  CHECK(run_command_line(static_cast<int>(argv.size()), argv.data()) == 1);
  const std::string table = read_text(folder + "/table.md");
  CHECK_THAT(table, ODELIA_CONTAINS("| false_heun |"));
  CHECK_THAT(table, ODELIA_CONTAINS("FAIL"));
  CHECK(std::filesystem::exists(folder + "/convergence-ode.gp"));
  const auto line = nlohmann::json::parse(read_text(folder + "/orders.jsonl"));
  CHECK(line["claimed"] == 2);
  CHECK(std::abs(line["observed"].get<double>() - 1) < 0.1);  // Euler's order
  CHECK(line["counts_hold"] == false);
  CHECK(line["counted"].get<int>() == 2 * line["claimed_count"].get<int>());
  std::filesystem::remove_all(folder);
}
