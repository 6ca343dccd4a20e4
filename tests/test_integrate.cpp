#include "tests/catch.h"

#include "models/consistency_function.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/combine.h"
#include "solvers/origin.h"
#include "solvers/tolerance.h"
#include "tests/mixtures.h"
#include "tests/seeds.h"
#include "tests/threads.h"

using namespace odelia;

namespace {

/// Wraps a model: poisons given rows of the current batch from the k-th call on.
class Poisoned final : public ScoreModel, public ConsistencyFunction {
 public:
  Poisoned(int64_t first_call, int64_t row, std::shared_ptr<ScoreModel> inner = even_model())
      : inner_(std::move(inner)), first_call_(first_call), row_(row) {}
  bool knows_origin() const override { return consistency_function(*inner_); }
  double origin_level() const override { return consistency_function(*inner_)->origin_level(); }
  Tensor origin(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    Tensor end = consistency_function(*inner_)->origin(x, alpha, sigma).clone();
    if (ledger_.forward >= first_call_ && row_ >= 0) end[row_].fill_(NAN);
    ledger_.forward += 1;
    return end;
  }
  std::vector<int64_t> sample_shape() const override { return {2}; }
  Prediction native() const override { return Prediction::noise; }
  void select(const std::vector<int64_t>& rows) override {
    int64_t moved = -1;
    for (size_t i = 0; i < rows.size(); ++i)
      if (rows[i] == row_) moved = static_cast<int64_t>(i);
    row_ = moved;
  }

 private:
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    Tensor eps = inner_->predict(x, alpha, sigma, Prediction::noise).clone();
    if (ledger_.forward >= first_call_ && row_ >= 0) eps[row_].fill_(NAN);
    return eps;
  }
  std::shared_ptr<ScoreModel> inner_;
  int64_t first_call_, row_;
};

/// A solver's samples with these seeds on a short grid.
Solution solve(const Method& method, const std::string& process, const std::vector<uint64_t>& ids,
               std::shared_ptr<ScoreModel> m, int64_t steps = 12, const Limits& limits = {}) {
  const auto p = make_process(process);
  const auto dynamics = reverse_dynamics(p, std::move(m), method.eta);
  const auto noise = interval_noise(ids);
  const TimeGrid grid = make_time_grid("log_snr", *p, steps);
  return integrate(method, *dynamics, *noise,
                   starting_noise(ids, {2}, at::kDouble) * p->prior_std(), grid, limits);
}

std::vector<std::string> solver_names() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : registry()) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("sample i does not depend on its batch, for any solver", "[contract]") {
  for (const auto& name : solver_names()) {
    INFO(name);
    const Method method = make_method(name);
    if (method.traits.own_steps())
      continue;  // an outside integrator's own control: one norm for the whole batch
    if (method.traits.batch_norms) continue;  // published with norms over the batch
    const Tensor all = solve(method, "vp_linear", seeds(64, 0), model_for(method, even_pair())).x;
    CHECK(at::equal(solve(method, "vp_linear", seeds(7, 0), model_for(method, even_pair())).x,
                    all.slice(0, 0, 7)));
    CHECK(at::equal(solve(method, "vp_linear", seeds(1, 5), model_for(method, even_pair())).x,
                    all.slice(0, 5, 6)));
    CHECK(at::equal(solve(method, "vp_linear", seeds(64, 0), model_for(method, even_pair())).x,
                    all));  // and the same again
  }
}

TEST_CASE("under error control too, each sample has its own steps and its own path",
          "[contract][adaptive]") {
  const auto p = make_process("vp_linear");
  NoNoise none;
  for (const auto& name : solver_names()) {
    INFO(name);
    const Method method = make_method(name);
    if (!method.traits.embedded) continue;
    const auto run = [&](const std::vector<uint64_t>& ids) {
      const auto flow = reverse_dynamics(p, even_model(), 0);
      return integrate_adaptive(method, *flow, none, starting_noise(ids, {2}, at::kDouble), 1, 1e-3,
                                {1e-4, 1e-4});
    };
    const Solution all = run(seeds(16, 0));
    REQUIRE(all.ok());
    for (int64_t i : {0, 3, 15}) {
      const Solution alone = run({static_cast<uint64_t>(i)});
      CHECK(at::equal(alone.x[0], all.x[i]));
      CHECK(alone.outcome[0].steps == all.outcome[i].steps);
      CHECK(alone.outcome[0].nfe == all.outcome[i].nfe);
    }
    bool differ = false;
    for (const Outcome& o : all.outcome) differ = differ || o.nfe != all.outcome[0].nfe;
    CHECK(differ);
  }
}

TEST_CASE("nor does a large sample depend on the threads, where a method takes its own steps",
          "[contract][adaptive]") {
  constexpr int64_t dimension = 40'000;  // from 32,768 on LibTorch adds in parallel
  const auto p = make_process("vp_linear");
  const auto m = mixture_model({{1}, {std::vector<double>(dimension, 0.1)}, {0.5}});
  const Tensor x = starting_noise(seeds(1, 7), {dimension}, at::kDouble);
  for (const auto& name : solver_names()) {
    const Method plain = make_method(name);
    const bool told = controls_itself(plain.traits);
    if (!told && !plain.traits.own_steps()) continue;
    const Method method = told ? with_tolerance(plain, 0.1, 0.1) : plain;
    INFO(method.spec);
    CHECK(same_in_any_threads([&] {
      const auto dynamics = reverse_dynamics(p, m, method.eta);
      const auto noise = interval_noise(seeds(1, 7));
      const Solution s = integrate(method, *dynamics, *noise, x, {0.6, 0.5});
      CHECK(s.ok());
      return s.x;
    }));
  }
}

TEST_CASE("error control asks its device for numbers once an attempt", "[adaptive]") {
  const auto p = make_process("vp_linear");
  NoNoise none;
  const auto flow = reverse_dynamics(p, even_model(), 0);
  const int64_t before = readings();
  const Solution s =
      integrate_adaptive(make_method("dopri5"), *flow, none,
                         starting_noise(seeds(1, 0), {2}, at::kDouble), 1, 1e-3, {1e-6, 1e-6});
  CHECK(s.outcome[0].rejected > 0);
  constexpr int64_t kFirstStep = 3;  // its size follows from three norms
  CHECK(readings() - before == s.outcome[0].steps + s.outcome[0].rejected + kFirstStep);
}

TEST_CASE("error control keeps its promise, and costs more for less error", "[adaptive]") {
  const auto p = make_process("vp_linear");
  NoNoise none;
  const Tensor x = starting_noise(seeds(32, 0), {2}, at::kDouble);
  const auto run = [&](double rtol) {
    const auto flow = reverse_dynamics(p, even_model(), 0);
    return integrate_adaptive(make_method("dopri5"), *flow, none, x, 1, 1e-3, {rtol, rtol});
  };
  const Solution reference = run(1e-11);
  double last = 0;
  for (double rtol : {1e-4, 1e-6, 1e-8}) {
    const Solution s = run(rtol);
    REQUIRE(s.ok());
    // local errors of size rtol add up and are carried along: here that may cost a factor of 100
    CHECK((s.x - reference.x).abs().max().item<double>() < 100 * rtol);
    CHECK(s.mean_nfe() > last);
    last = s.mean_nfe();
  }
}

TEST_CASE("every kind of embedded method keeps the promise", "[adaptive]") {
  const auto p = make_process("vp_linear");
  NoNoise none;
  const Tensor x = starting_noise(seeds(8, 0), {2}, at::kDouble);
  const auto run = [&](const char* method, double rtol) {
    const auto flow = reverse_dynamics(p, even_model(), 0);
    return integrate_adaptive(make_method(method), *flow, none, x, 1, 1e-3, {rtol, rtol});
  };
  const Tensor reference = run("dop853", 1e-11).x;
  for (const char* method :
       {"bogacki_shampine32", "tsit5", "verner76", "dpm_solver_3", "dpmpp_2s", "cash_karp54"}) {
    INFO(method);
    const Solution s = run(method, 1e-6);
    REQUIRE(s.ok());
    CHECK((s.x - reference).abs().max().item<double>() < 1e-4);  // a factor of 100, as above
    int64_t steps = 0, rejected = 0;
    for (const Outcome& o : s.outcome) steps += o.steps, rejected += o.rejected;
    CHECK(rejected < steps);
  }
}

TEST_CASE("outside integrators with a tolerance of their own keep it", "[adaptive][external]") {
  const auto p = make_process("vp_linear");
  const auto flow = reverse_dynamics(p, even_model(), 0);
  NoNoise none;
  const Tensor x = starting_noise(seeds(4, 0), {2}, at::kDouble);
  const Tensor reference =
      integrate_adaptive(make_method("dop853"), *flow, none, x, 1, 1e-3, {1e-11, 1e-11}).x;
  for (const char* name : {"cvode_adams", "cvode_bdf", "odeint_bulirsch_stoer", "odeint_dopri5",
                           "odeint_cash_karp", "odeint_fehlberg78", "arkode_kvaerno_5_3_4",
                           "arkode_verner_8_5_6", "arkode_imex_ark436l2sa"}) {
    double last = HUGE_VAL;
    for (const char* rtol : {"1e-4", "1e-6", "1e-8"}) {
      INFO(name << ", " << rtol);
      const Method method = make_method(fmt::format("{}(rtol={},atol={})", name, rtol, rtol));
      CHECK(method.traits.own_steps());  // no claim: as many as the tolerance asks for
      const Solution s = integrate(method, *flow, none, x, {1, 1e-3});
      REQUIRE(s.ok());
      const double error = (s.x - reference).abs().max().item<double>();
      CHECK(error < 1000 * std::stod(rtol));  // CVODE controls the local error by root mean
                                              // squares, hence not by maxima
      CHECK(error < last);
      last = error;
    }
  }
}

namespace {
/// dx/dt = w (-x_2, x_1): round a circle.
struct Turning final : Dynamics {
  explicit Turning(double w) : w(w) {}
  std::string name() const override { return "turning"; }
  Tensor drift(const Tensor& x, const PerSample&) override {
    count.forward += 1;
    return w * at::stack({-x.select(1, 1), x.select(1, 0)}, 1);
  }
  const Ledger& ledger() const override { return count; }
  double w;
  Ledger count = {};
};
}  // namespace

TEST_CASE("Odeint's extrapolation takes the same way in both directions, within its tolerance",
          "[adaptive][external]") {
  constexpr double w = 100, rtol = 1e-3;
  const Method method = make_method(fmt::format("odeint_bulirsch_stoer(rtol={})", rtol));
  NoNoise none;
  const Tensor x = at::eye(1, 2, at::kDouble);
  Turning there(w), back(-w);
  const Solution up = integrate(method, there, none, x, {0, 1}),
                 down = integrate(method, back, none, x, {1, 0});
  REQUIRE(up.ok());
  CHECK(at::equal(up.x, down.x));
  CHECK(up.outcome[0].nfe == down.outcome[0].nfe);
  // Sixteen times round, where a step that may err because it is large errs by 0.04.
  CHECK(std::abs(up.x[0][0].item<double>() - std::cos(w)) < 10 * rtol);
  CHECK(std::abs(up.x[0][1].item<double>() - std::sin(w)) < 10 * rtol);
}

TEST_CASE("implicit methods leave a state of zeros", "[external]") {
  const auto flow =
      reverse_dynamics(make_process("vp_linear"), mixture_model({{1}, {{0.5, -0.5}}, {0.6}}), 0);
  NoNoise none;
  const Tensor zeros = at::zeros({1, 2}, at::kDouble);
  const Tensor reference =
      integrate_adaptive(make_method("dopri5"), *flow, none, zeros, 0.6, 0.3, {1e-8, 1e-8}).x;
  for (const char* name : {"arkode_sdirk_2_1_2", "cvode_bdf"}) {
    INFO(name);
    const Solution s = integrate(make_method(name), *flow, none, zeros, {0.6, 0.5, 0.4, 0.3});
    REQUIRE(s.ok());
    CHECK((s.x - reference).abs().max().item<double>() < 0.01);  // three steps, to 0.24
  }
}

TEST_CASE("a sample that turns NaN is reported with its time; the others are not touched",
          "[status]") {
  for (const auto& name : solver_names()) {
    INFO(name);
    const Method method = make_method(name);
    if (method.traits.own_steps()) continue;  // the whole batch: tested below
    if (method.traits.batch_norms) continue;  // published with norms over the batch
    const Solution clean = solve(method, "vp_linear", seeds(5, 0), model_for(method, even_pair()));
    const int64_t first =
        std::max(8, method.traits.nfe_per_step +
                        method.traits.nfe_first_extra);  // in the second step or later
    const Solution s = solve(method, "vp_linear", seeds(5, 0),
                             std::make_shared<Poisoned>(first, 2, model_for(method, even_pair())));
    CHECK(s.outcome[2].status == Status::non_finite);
    CHECK(s.outcome[2].nfe < clean.outcome[2].nfe);
    CHECK(s.outcome[2].t < 1);
    for (int64_t i : {0, 1, 3, 4}) {
      CHECK(s.outcome[i].status == Status::ok);
      CHECK(at::equal(s.x[i], clean.x[i]));
    }
  }
}

namespace {

/// Poisons the samples of some seeds once sigma falls below `sigma`.
class PoisonedBelow final : public ScoreModel {
 public:
  PoisonedBelow(double sigma, std::vector<bool> rows) : sigma_(sigma), rows_(std::move(rows)) {}
  std::vector<int64_t> sample_shape() const override { return {2}; }
  Prediction native() const override { return Prediction::noise; }
  void select(const std::vector<int64_t>& rows) override {
    std::vector<bool> kept;
    for (int64_t row : rows) kept.push_back(rows_.at(row));
    rows_ = kept;
  }

 private:
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    Tensor eps = inner_->predict(x, alpha, sigma, Prediction::noise).clone();
    for (size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i] && sigma[i] < sigma_) eps[static_cast<int64_t>(i)].fill_(INFINITY);
    return eps;
  }
  std::shared_ptr<ScoreModel> inner_ = even_model();
  double sigma_;
  std::vector<bool> rows_;
};

}  // namespace

TEST_CASE("one look at a solve's end finds what a look after every step does", "[status]") {
  constexpr int64_t kSteps = 12;
  for (const auto& name : solver_names()) {
    const Method method = make_method(name);
    if (method.traits.own_steps() || method.traits.batch_norms ||
        is_consistency_method(method.traits))
      continue;
    for (const double sigma : {0.0, 0.5, 0.15}) {  // nobody; some, half way and near the end
      INFO(name << ", poisoned below " << sigma);
      const auto run = [&](bool look_once) {
        const int64_t before = readings();
        auto end = solve(method, "vp_linear", seeds(5, 0),
                         std::make_shared<PoisonedBelow>(
                             sigma, std::vector<bool>{false, true, false, true, false}),
                         kSteps, {.look_once = look_once});
        return std::pair{std::move(end), readings() - before};
      };
      const auto [each, often] = run(false);
      const auto [once, seldom] = run(true);
      CHECK(at::equal(once.x.nan_to_num(7, 8, 9), each.x.nan_to_num(7, 8, 9)));
      for (size_t i = 0; i < each.outcome.size(); ++i) {
        const Outcome &a = each.outcome[i], &b = once.outcome[i];
        CHECK(a.status == b.status);
        CHECK(a.t == b.t);
        CHECK(a.steps == b.steps);
        CHECK(a.nfe == b.nfe);
      }
      CHECK(each.ok() == (sigma == 0));
      if (sigma == 0) CHECK(seldom == often - kSteps + 1);
    }
  }
}

TEST_CASE("an outside integrator stops at the first NaN instead of retrying or returning it",
          "[status][external]") {
  for (const char* spec :
       {"arkode_dormand_prince_7_4_5", "arkode_dormand_prince_7_4_5(rtol=1e-6)",
        "arkode_sdirk_5_3_4", "arkode_sdirk_5_3_4(rtol=1e-4)", "arkode_imex_ark436l2sa",
        "cvode_adams", "cvode_bdf", "odeint_bulirsch_stoer", "odeint_dopri5(rtol=1e-4)",
        "odeint_cash_karp(rtol=1e-4)"}) {
    INFO(spec);
    const auto poisoned = std::make_shared<Poisoned>(4, 0);
    const Method method = make_method(spec);
    // In explicit steps of fixed size a second sample would go on.
    const Solution s =
        solve(method, "vp_linear", seeds(method.traits.nfe_per_step > 0 ? 1 : 2, 0), poisoned, 3);
    CHECK(s.outcome[0].status == Status::non_finite);
    CHECK(poisoned->ledger().forward == 5);
  }
}

TEST_CASE("the evaluation budget is never exceeded", "[status]") {
  for (const auto& name : solver_names()) {
    INFO(name);
    const Method method = make_method(name);
    const Solution s = solve(method, "vp_linear", seeds(3, 0), model_for(method, even_pair()), 50,
                             {.max_nfe = 20});
    for (const Outcome& o : s.outcome) {
      CHECK(o.status == Status::budget_exhausted);
      CHECK(o.nfe <= 20);
    }
  }
  const auto p = make_process("vp_linear");
  const auto flow = reverse_dynamics(p, even_model(), 0);
  NoNoise none;
  const Solution s = integrate_adaptive(make_method("dopri5"), *flow, none,
                                        starting_noise(seeds(3, 0), {2}, at::kDouble), 1, 1e-3,
                                        {1e-10, 1e-10}, {.max_nfe = 50});
  for (const Outcome& o : s.outcome) CHECK((o.status == Status::budget_exhausted && o.nfe <= 50));
  const Solution ark = solve(make_method("arkode_dormand_prince_7_4_5(rtol=1e-12)"), "vp_linear",
                             seeds(2, 0), even_model(), 1, {.max_nfe = 100});
  CHECK(ark.outcome[0].status == Status::budget_exhausted);
  CHECK(ark.outcome[0].nfe <= 100);
}

TEST_CASE("one, two and three steps, and an end at sigma = 0, work or are refused with a reason",
          "[contract]") {
  const auto p = make_process("edm");
  for (const auto& name : solver_names()) {
    INFO(name);
    const Method method = make_method(name);
    for (int64_t steps : {1, 2, 3}) {
      CHECK(at::isfinite(solve(method, "edm", seeds(4, 0), model_for(method, even_pair()), steps).x)
                .all()
                .item<bool>());
      const auto dynamics = reverse_dynamics(p, model_for(method, even_pair()), method.eta);
      const auto noise = interval_noise(seeds(4, 0));
      const TimeGrid to_zero = make_time_grid("karras(final=zero)", *p, steps);
      const Tensor x = starting_noise(seeds(4, 0), {2}, at::kDouble) * 80;
      if (method.traits.evaluates_end) {
        CHECK_THROWS_WITH(integrate(method, *dynamics, *noise, x, to_zero),
                          ODELIA_CONTAINS("sigma = 0"));
        CHECK(dynamics->ledger().forward == 0);
      } else {
        const Solution s = integrate(method, *dynamics, *noise, x, to_zero);
        CHECK((s.ok() && at::isfinite(s.x).all().item<bool>()));
      }
    }
  }
}

TEST_CASE("misuse is refused before the first evaluation, with the remedy", "[errors]") {
  const auto p = make_process("vp_linear");
  const auto forward = forward_dynamics(p);
  const auto sde = reverse_dynamics(p, even_model(), 1);
  const auto flow = reverse_dynamics(p, even_model(), 0);
  NoNoise none;
  const Tensor x = at::zeros({1, 2}, at::kDouble);
  CHECK_THROWS_WITH(integrate(make_method("dpmpp_2m"), *forward, none, x, {1, 0.5}),
                    ODELIA_CONTAINS("semi-linear"));
  CHECK_THROWS_WITH(integrate(make_method("rk4"), *sde, none, x, {1, 0.5}),
                    ODELIA_CONTAINS("ODEs only"));
  CHECK_THROWS_WITH(integrate_adaptive(make_method("rk4"), *flow, none, x, 1, 0.5, {}),
                    ODELIA_CONTAINS("error estimate"));
  const auto edm = reverse_dynamics(make_process("edm"), even_model(), 0);
  CHECK_THROWS_WITH(integrate_adaptive(make_method("heun"), *edm, none, x, 1, 0, {}),
                    ODELIA_CONTAINS("sigma = 0"));
  CHECK_THROWS_WITH(make_method("cvode_bdf(max_order=6)"), ODELIA_CONTAINS("max_order"));
  CHECK_THROWS_WITH(make_method("dpm_solver_3(r1=0.7)"), ODELIA_CONTAINS("r2"));
  CHECK_THROWS_WITH(make_method("odeint_dopri5(rtol=-1)"),
                    ODELIA_CONTAINS("'odeint_dopri5': rtol and atol must be positive"));
  CHECK_THROWS_WITH(make_method("odeint_cash_karp(rtol=-1)"),
                    ODELIA_CONTAINS("'odeint_cash_karp': rtol and atol"));
  CHECK_THROWS_WITH(make_method("odeint_bulirsch_stoer(rtol=0)"),
                    ODELIA_CONTAINS("must be positive"));
  CHECK_THROWS_WITH(make_method("odeint_rk4(rtol=1e-3)"), ODELIA_CONTAINS("takes none"));
  for (const char* spec : {"odeint_dopri5(atol=1e-3)", "odeint_cash_karp(atol=1e-3)",
                           "arkode_dormand_prince_7_4_5(atol=1e-3)"})
    CHECK_THROWS_WITH(integrate(make_method(spec), *flow, none, x, {1, 0.5}),
                      ODELIA_CONTAINS("give rtol too"));
  CHECK_THROWS_WITH(
      integrate(make_method("rk4"), *flow, none, at::zeros({1, 2}, at::kHalf), {1, 0.5}),
      ODELIA_CONTAINS("float32 or float64"));
  CHECK_THROWS_WITH(integrate(make_method("rk4"), *flow, none, x, {1, 1}),
                    ODELIA_CONTAINS("repeated"));
  CHECK_THROWS_WITH(make_method("dpmpp2m"), ODELIA_CONTAINS("known: "));
  CHECK_THROWS_WITH(make_method("rk4(eta=1)"), ODELIA_CONTAINS("takes no eta"));
  CHECK_THROWS_WITH(make_method("ddim(etta=1)"), ODELIA_CONTAINS("known: eta"));
  CHECK_THROWS_WITH(make_method("edm_stochastic(S_churn=-1)"), ODELIA_CONTAINS("S_churn"));
  CHECK_THROWS_WITH(make_method("ddim(eta=1"), ODELIA_CONTAINS("parenthesis"));
  CHECK(flow->ledger().forward == 0);
}

namespace {
struct Throwing final : Dynamics {
  Ledger count;
  std::string name() const override { return "throwing"; }
  Tensor drift(const Tensor&, const PerSample&) override {
    throw std::domain_error("score network failed");
  }
  const Ledger& ledger() const override { return count; }
};
}  // namespace

TEST_CASE("an exception inside the dynamics crosses outside integrators unharmed",
          "[errors][external]") {
  NoNoise none;
  for (const char* name : {"arkode_dormand_prince_7_4_5", "arkode_sdirk_2_1_2", "cvode_adams",
                           "cvode_bdf", "odeint_cash_karp", "odeint_bulirsch_stoer"}) {
    Throwing ode;
    CHECK_THROWS_AS(
        integrate(make_method(name), ode, none, at::zeros({1, 1}, at::kDouble), {1, 0.5}),
        std::domain_error);
  }
}

TEST_CASE("the observer sees every step", "[contract]") {
  const auto p = make_process("vp_linear");
  const auto flow = reverse_dynamics(p, even_model(), 0);
  NoNoise none;
  const TimeGrid grid = make_time_grid("uniform", *p, 5);
  std::vector<double> times;
  integrate(make_method("euler"), *flow, none, starting_noise(seeds(2, 0), {2}, at::kDouble), grid,
            {}, [&](const State& s, int64_t) { times.push_back(s.t[0]); });
  CHECK(times == std::vector<double>(grid.begin() + 1, grid.end()));
}

TEST_CASE("tolerances are taken whole, and what is none or beyond the arithmetic is refused",
          "[errors]") {
  const auto check = [](std::optional<double> rtol, std::optional<double> atol,
                        at::ScalarType model = at::kDouble, at::ScalarType state = at::kDouble) {
    return checked_tolerance("sample", rtol, atol, model, state);
  };
  CHECK_FALSE(check({}, {}).has_value());
  CHECK(check(1e-4, {})->rtol == 1e-4);
  CHECK(check(1e-4, {})->atol == 1e-4);
  CHECK(check(1e-4, 1e-7)->atol == 1e-7);
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double bad : {0.0, -1.0, infinity, -infinity, std::nan("")}) {
    CHECK_THROWS_WITH(check(bad, {}), ODELIA_CONTAINS("sample: rtol must lie between 0 and 1"));
    CHECK_THROWS_WITH(check(1e-4, bad), ODELIA_CONTAINS("sample: atol must be positive"));
  }
  CHECK_THROWS_WITH(check(1, {}), ODELIA_CONTAINS("between 0 and 1"));
  CHECK_THROWS_WITH(check({}, 1e-3), ODELIA_CONTAINS("give rtol as well"));
  CHECK_THROWS_WITH(check(1e-14, {}), ODELIA_CONTAINS("float64"));
  CHECK_NOTHROW(check(1e-13, {}));
  CHECK_THROWS_WITH(check(1e-7, {}, at::kDouble, at::kFloat), ODELIA_CONTAINS("float32"));
  CHECK_THROWS_WITH(check(1e-7, {}, at::kFloat, at::kDouble), ODELIA_CONTAINS("float32"));
  CHECK_THROWS_WITH(check(1e-5, {}, at::kBFloat16, at::kFloat), ODELIA_CONTAINS("bfloat16"));
  CHECK_NOTHROW(check(1e-2, {}, at::kBFloat16, at::kFloat));
  CHECK_THROWS_WITH(check(1e-5, {}, at::kHalf, at::kFloat), ODELIA_CONTAINS("TF32"));
  CHECK_NOTHROW(check(1e-3, {}, at::kHalf, at::kFloat));
}

TEST_CASE("a spec that states a tolerance of its own is known, also inside a wrapper", "[errors]") {
  for (const char* spec : {"cvode_adams(rtol=1e-3)", "denoise_to_zero(cvode_bdf(rtol=1e-3))"})
    CHECK((states(make_method(spec), "rtol") && !states(make_method(spec), "atol")));
  CHECK(states(make_method("odeint_dopri5(atol=1e-3)"), "atol"));
  for (const char* spec : {"dopri5", "cvode_adams", "ddim(eta=1)", "denoise_to_zero(cvode_bdf)"})
    CHECK_FALSE((states(make_method(spec), "rtol") || states(make_method(spec), "atol")));
}

namespace {
/// Euler's method with something wrong about what it returns.
struct Wrong final : Solver {
  explicit Wrong(std::string how) : how(std::move(how)) {}
  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    Tensor x = combine({{1, s.x}, {to.t1 - s.t, ode.drift(s.x, s.t)}});
    if (how == "mean") x = x.mean(1, /*keepdim=*/true);
    if (how == "row") x = x.narrow(0, 0, 1);
    if (how == "float") x = x.to(at::kFloat);
    if (how == "nothing") x = Tensor();
    return {{x, how == "time" ? s.t : to.t1}};
  }
  std::string how;
};
}  // namespace

TEST_CASE("a step that returns another batch, type or time is refused by the solver's name",
          "[errors]") {
  for (const char* how : {"mean", "row", "float", "nothing", "time"}) {
    Method method = make_method("euler");
    method.traits.name = "mine";
    method.solver = std::make_shared<Wrong>(how);
    INFO(how);
    CHECK_THROWS_WITH(solve(method, "vp_linear", seeds(3, 0), even_model()),
                      ODELIA_CONTAINS("solver 'mine': its step"));
  }
}

TEST_CASE("error control refuses a step without the estimate that was promised", "[errors]") {
  Method method = make_method("dopri5");
  method.traits.name = "mine", method.traits.nfe_first_extra = 0;
  method.solver = std::make_shared<Wrong>("not at all");
  const auto p = make_process("vp_linear");
  const auto flow = reverse_dynamics(p, even_model(), 0);
  NoNoise none;
  CHECK_THROWS_WITH(
      integrate_adaptive(method, *flow, none, starting_noise(seeds(2, 0), {2}, at::kDouble), 1,
                         1e-3, {1e-3, 1e-3}),
      ODELIA_CONTAINS("solver 'mine': its step returned no error estimate"));
}

TEST_CASE("error control spends nothing where its budget does not cover a first step", "[status]") {
  const auto p = make_process("vp_linear");
  NoNoise none;
  for (int64_t most : {0, 1, 5, 7, 8}) {
    const auto flow = reverse_dynamics(p, even_model(), 0);
    const Solution s = integrate_adaptive(make_method("dopri5"), *flow, none,
                                          starting_noise(seeds(2, 0), {2}, at::kDouble), 1, 1e-3,
                                          {1e-3, 1e-3}, {.max_nfe = most});
    CHECK(s.outcome[0].status == Status::budget_exhausted);
    CHECK(flow->ledger().forward <= most);
  }
}
