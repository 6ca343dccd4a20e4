#include "tests/catch.h"

#include <filesystem>
#include <functional>

#include <nlohmann/json.hpp>

#include "experiments/command/hashes.h"
#include "experiments/command/verbs.h"
#include "experiments/order/report.h"
#include "experiments/order/study.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "solvers/registry.h"
#include "tests/temporary_folder.h"

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
  const TemporaryFolder made("false-claims");
  const std::string folder = made.path().string();
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
  // What it does may change under its name: runs know it by the program that it is in.
  CHECK(hash_solver("restart(false_heun)") == hash_file("/proc/self/exe"));
}

TEST_CASE("a claimed history does not make a method exact", "[order]") {
  Method method = make_method("heun");
  method.traits.order = 8, method.traits.history = 4;
  const Certificate c = ode_order(method, "vp_linear", "log_snr", true);
  CHECK_FALSE(holds(c));
  CHECK(c.observed == Approx(2.0).margin(0.1));
}

namespace {
/// Heun's method, whose answer x is spoilt, given the state before.
struct SpoiltHeun final : Solver {
  using Spoil = std::function<void(Tensor& x, const Tensor& before)>;
  explicit SpoiltHeun(Spoil how) : spoil(std::move(how)) {}
  Proposal step(Dynamics& ode, NoiseSource& noise, const State& s, const Step& to) const override {
    Proposal out = heun.solver->step(ode, noise, s, to);
    out.next.x = out.next.x.clone();
    spoil(out.next.x, s.x);
    return out;
  }
  Method heun = make_method("heun");
  Spoil spoil;
};
}  // namespace

TEST_CASE("errors that are not finite hold no certificate, and say so", "[order]") {
  Method method = make_method("heun");
  method.solver = std::make_shared<SpoiltHeun>([](Tensor& x, const Tensor&) { x[-1].fill_(NAN); });
  const Certificate c = ode_order(method, "vp_linear", "log_snr", true);
  CHECK(std::isnan(c.observed));
  CHECK_FALSE(holds(c));
  CHECK_THAT(shortfall(c), ODELIA_CONTAINS("not finite"));
  const Certificate back = certificate_from(nlohmann::json::parse(to_json(c).dump()));
  CHECK(std::isnan(back.observed));
  CHECK(back.errors.size() == c.errors.size());
}

TEST_CASE("options that lower an order lower the claim", "[order]") {
  const std::pair<const char*, double> cases[] = {
      {"dpm_solver_3", 3},
      {"dpm_solver_3(r2=0.5)", 2},
      {"dpmpp_3s(r2=0.5)", 2},
      {"richardson(dpm_solver_3(r2=0.5))", 3},
      {"dpmpp_3m(final=lower)", 2},
      {"exp_ab4_data(final=lower)", 2},
      {"dpmpp_2m(final=lower)", 2},
      {"lower_order_final(dpmpp_3m,below=100000)", 2},
      {"lower_order_final(dpmpp_3m)", 3},
      {"sa_solver(eta=0)", 3},
      {"sa_solver(eta=0,predictor=1,corrector=0)", 1},
      {"sa_solver(eta=0,predictor=1,corrector=2)", 2},
      {"sa_solver(eta=0,predictor=2,corrector=3)", 3},
      {"sa_solver(eta=0,predictor=2,corrector=3,start=uncorrected)", 2},
      {"sa_solver(eta=0,predictor=4,corrector=1)", 1},
      {"sa_solver(eta=0,predictor=2,corrector=2,few_steps=true)", 2}};
  for (const auto& [spec, claimed] : cases) {
    const Method method = make_method(spec);
    const Certificate c = ode_order(method, "vp_linear", "log_snr", true);
    INFO(spec << " shows " << c.observed);
    CHECK(method.traits.order == claimed);
    CHECK(holds(c));
    CHECK(c.observed < claimed + 1.05);  // an exact start may show one more
  }
  CHECK(make_method("edm_stochastic").traits.weak_order == 2);
  CHECK(make_method("edm_stochastic(S_noise=1.1)").traits.weak_order == 0);
  CHECK(make_method("sa_solver(predictor=1,corrector=0)").traits.weak_order == 1);
}

TEST_CASE("a method that treats rows by their place gets no certificate", "[order]") {
  Method method = make_method("heun");
  // Only the first row stays where it is: the median would be Heun's.
  method.solver =
      std::make_shared<SpoiltHeun>([](Tensor& x, const Tensor& before) { x[0] = before[0]; });
  CHECK_THROWS_WITH(ode_order(method, "vp_linear", "log_snr", true),
                    ODELIA_CONTAINS("'heun'") && ODELIA_CONTAINS("solved alone differs"));
}
