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
#include "models/guided_grid.h"
#include "models/processes/processes.h"
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

/// Euler's method, which asks for another option than it documents.
class Deaf final : public Solver {
 public:
  explicit Deaf(const Options& options) : part_(options.number("q", 1)) {}
  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const PerSample h = part_ * (to.t1 - s.t);
    return {{combine({{1, s.x}, {h, ode.drift(s.x, s.t)}}), to.t1}};
  }

 private:
  double part_;
};
const Register<Deaf> deaf{{.name = "deaf",
                           .family = "runge_kutta",
                           .order = 1,
                           .nfe_per_step = 1,
                           .options = {{"p", "1", "none"}},
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
/// A method whose answers are spoilt, given the state before.
struct Spoilt final : Solver {
  using Spoil = std::function<void(Proposal& answer, const State& before)>;
  Spoilt(const Method& method, Spoil how) : inner(method), spoil(std::move(how)) {}
  Proposal step(Dynamics& ode, NoiseSource& noise, const State& s, const Step& to) const override {
    Proposal out = inner.solver->step(ode, noise, s, to);
    out.next.x = out.next.x.clone();
    spoil(out, s);
    return out;
  }
  Method inner;
  Spoil spoil;
};

Method spoilt(const char* name, Spoilt::Spoil how) {
  Method method = make_method(name);
  method.solver = std::make_shared<Spoilt>(make_method(name), std::move(how));
  return method;
}
}  // namespace

TEST_CASE("errors that are not finite hold no certificate, and say so", "[order]") {
  Method method =
      spoilt("heun", [](Proposal& answer, const State&) { answer.next.x[-1].fill_(NAN); });
  const Certificate c = ode_order(method, "vp_linear", "log_snr", true);
  CHECK(std::isnan(c.observed));
  CHECK_FALSE(holds(c));
  CHECK_THAT(shortfall(c), ODELIA_CONTAINS("not finite"));
  const Certificate back = certificate_from(nlohmann::json::parse(to_json(c).dump()));
  CHECK(std::isnan(back.observed));
  CHECK(back.errors.size() == c.errors.size());
  method.traits.weak_order = 1;  // a row that leaves the batch is no answer either
  const Certificate weak = weak_order(method, "vp_linear", "log_snr", true);
  CHECK(std::isnan(weak.observed));
  CHECK_THAT(shortfall(weak), ODELIA_CONTAINS("not finite"));
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
  CHECK(make_method("edm_stochastic(S_churn=0,S_noise=1.1)").traits.weak_order == 2);
  CHECK(make_method("sa_solver(predictor=1,corrector=0)").traits.weak_order == 1);
  CHECK(make_method("sa_solver").traits.strong_order == 1);
  for (const char* other : {"tau_from=0.7", "tau_to=2", "few_steps=true"})
    CHECK(make_method(fmt::format("sa_solver({})", other)).traits.strong_order == 0);
  CHECK(owed_studies("gotta_go_fast_legacy(rtol=0.1)").empty());
}

TEST_CASE("a method that treats rows by their place gets no certificate", "[order]") {
  // Only the first row stays where it is: the median would be Heun's.
  const Method method =
      spoilt("heun", [](Proposal& answer, const State& before) { answer.next.x[0] = before.x[0]; });
  CHECK_THROWS_WITH(ode_order(method, "vp_linear", "log_snr", true),
                    ODELIA_CONTAINS("'heun'") && ODELIA_CONTAINS("solved alone differs"));
  // Rows that pull at one another, where samples draw noise.
  const Method sde = spoilt("euler_maruyama", [](Proposal& answer, const State& before) {
    answer.next.x.mul_(1 + 1e-3 * before.x.mean());
  });
  CHECK_THROWS_WITH(strong_order(sde, "vp_linear", "log_snr", true),
                    ODELIA_CONTAINS("solved alone differs"));
  CHECK_THROWS_WITH(weak_order(sde, "vp_linear", "log_snr", true),
                    ODELIA_CONTAINS("solved alone differs"));
}

namespace {
/// Heun's method with the first row's step for all rows: the same on every grid.
struct FirstRowsStep final : Solver {
  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const double h = to.t1[0] - s.t[0];
    const Tensor k1 = ode.drift(s.x, s.t), k2 = ode.drift(combine({{1, s.x}, {h, k1}}), to.t1);
    return {{combine({{1, s.x}, {h / 2, k1}, {h / 2, k2}}), to.t1},
            combine({{h / 2, k2}, {-h / 2, k1}})};
  }
};

/// Euler-Maruyama with two draws a step that are one and the same.
struct DrawsTwice final : Solver {
  Proposal step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t, part = std::sqrt(0.5) * sde.diffusion(s.t) * sqrt(abs(h));
    const Tensor k = sde.drift(s.x, s.t), one = w.normal(s.t, to.t1, s.x),
                 other = w.normal(s.t, to.t1, s.x);
    return {{combine({{1, s.x}, {h, k}, {part, one}, {part, other}}), to.t1}};
  }
};
}  // namespace

TEST_CASE("a method that errs under error control alone gets no certificate", "[order][adaptive]") {
  const auto certificate = [](const Method& m) { ode_order(m, "edm", "log_snr", true, true); };
  Method method = make_method("heun");
  CHECK_NOTHROW(certificate(method));
  method.solver = std::make_shared<FirstRowsStep>();
  CHECK_THROWS_WITH(certificate(method), ODELIA_CONTAINS("solved alone differs"));
  CHECK_THROWS_WITH(
      certificate(spoilt(
          "heun", [](Proposal& answer, const State&) { answer.error = answer.error * 1e-6; })),
      ODELIA_CONTAINS("'heun'") && ODELIA_CONTAINS("correct its error estimate"));
  CHECK_THROWS_WITH(certificate(spoilt("heun",
                                       [](Proposal& answer, const State&) {
                                         if (!answer.next.t.uniform())
                                           answer.next.t = 1.0001 * answer.next.t;
                                       })),
                    ODELIA_CONTAINS("its step ended at t"));
}

TEST_CASE("a draw that is asked for twice is one draw, and no weak order", "[order]") {
  Method method = make_method("euler_maruyama");
  method.solver = std::make_shared<DrawsTwice>();
  CHECK_FALSE(holds(weak_order(method, "vp_linear", "log_snr")));
}

TEST_CASE("a budget of evaluations is refused to a method that takes more than it claims",
          "[order]") {
  const auto vp = make_process("vp_linear");
  CHECK_THROWS_WITH(
      fit_guided_grid(make_method("false_heun"), "log_snr", *vp, {}, 10),
      ODELIA_CONTAINS("solver 'false_heun': 10 steps take 20 evaluations, and 10 by"));
}

TEST_CASE("an option that is documented and never asked for is a mistake of the solver's",
          "[registry]") {
  const auto says = [](const std::string& spec) {
    try {
      make_method(spec);
    } catch (const std::exception& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  CHECK(says("deaf").empty());
  CHECK_THAT(says("deaf(p=3)"), ODELIA_CONTAINS("'deaf': documents an option 'p'"));
  CHECK_THROWS_AS(make_method("deaf(p=3)"), std::logic_error);
  for (const auto& [name, entry] : registry())
    for (const OptionDoc& option : entry.traits.options)
      if (name != "deaf")
        CHECK_THAT(says(fmt::format("{}({}={})", name, option.name, option.fallback)),
                   !ODELIA_CONTAINS("did not ask"));
  for (const auto& [name, entry] : wrappers())
    for (const OptionDoc& option : entry.options)
      CHECK_THAT(says(fmt::format("{}(heun,{}={})", name, option.name, option.fallback)),
                 !ODELIA_CONTAINS("did not ask"));
}
