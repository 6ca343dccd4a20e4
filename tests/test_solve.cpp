// A solve is planned once, and the same for whoever asks for it.
#include "tests/catch.h"

#include "models/guidance_rule.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "models/solve.h"
#include "tests/mixtures.h"
#include "tests/seeds.h"

using namespace odelia;

namespace {

const at::TensorOptions kOptions(at::kDouble);

SolvePlan under(const std::string& solver, const Process& process, double rtol = 1e-3) {
  return plan_to_tolerance("test", make_method(solver), process.t_max(), process.t_min(),
                           {.rtol = rtol, .atol = rtol});
}

}  // namespace

TEST_CASE("who chooses the steps follows from the method alone", "[solve]") {
  const auto process = make_process("vp_linear");
  CHECK(under("dopri5", *process).control == StepControl::per_sample);
  CHECK(under("cvode_adams", *process).control == StepControl::own);
  CHECK(under("unipc_adaptive", *process).control == StepControl::own);
  const TimeGrid times = make_time_grid("log_snr", *process, 5);
  CHECK(plan_on_grid(make_method("heun"), times).control == StepControl::grid);
  CHECK(plan_on_grid(make_method("cvode_adams"), times).control == StepControl::own);
  CHECK(plan_on_grid(make_method("cvode_adams"), times).limits.max_nfe == kMostEvaluations);
  CHECK_THROWS_WITH(under("dpmpp_2m", *process), ODELIA_CONTAINS("test: solver 'dpmpp_2m' has no"));
  for (const char* own : {"cvode_adams(rtol=1e-3)", "denoise_to_zero(cvode_bdf(rtol=0.1))"})
    CHECK_THROWS_WITH(under(own, *process), ODELIA_CONTAINS("has a tolerance of its own"));
  CHECK_THROWS_WITH(plan_to_tolerance("test", make_method("cvode_adams(atol=1e-3)"), 1, 0.001,
                                      {.rtol = 1e-3, .atol = 1e-5}),
                    ODELIA_CONTAINS("has a tolerance of its own"));
  CHECK_NOTHROW(under("cvode_adams(atol=1e-2)", *process));
}

TEST_CASE("every sample is its own, whoever controls the steps and however many are asked for",
          "[solve]") {
  const auto process = make_process("vp_linear");
  for (const char* solver :
       {"dopri5", "stochastic_heun", "cvode_adams", "unipc_adaptive", "odeint_dopri5"}) {
    const SolvePlan plan = under(solver, *process);
    const Solution all = solve(plan, process, even_model(), seeds(5), kOptions);
    REQUIRE(all.outcome.size() == 5);
    for (int64_t i = 0; i < 5; ++i) {
      const Solution one = solve(plan, process, even_model(), seeds(1, 1 + i), kOptions);
      INFO(solver << ", sample " << i);
      CHECK(at::equal(one.x[0], all.x[i]));
      CHECK(one.outcome[0].nfe == all.outcome[i].nfe);
    }
  }
}

TEST_CASE("a batch under one step size is refused where nobody can take it apart", "[solve]") {
  const auto process = make_process("vp_linear");
  const auto flow = reverse_dynamics(process, even_model(), 0);
  const Tensor x = starting_noise(seeds(2), {2}, kOptions);
  CHECK_THROWS_WITH(solve(under("cvode_adams", *process), *flow, {}, x),
                    ODELIA_CONTAINS("solve one sample at a time"));
  CHECK_THROWS_WITH(solve(under("dopri5", *process), process, even_model(), seeds(3), x),
                    ODELIA_CONTAINS("a seed for every sample, got 3"));
}

TEST_CASE("there and back again: a reversed plan undoes a solve of the flow", "[solve]") {
  const auto process = make_process("vp_linear");
  for (const char* solver : {"dopri5", "cvode_adams"}) {
    const SolvePlan plan = under(solver, *process, 1e-9);
    const Tensor x = starting_noise(seeds(1), {2}, kOptions);
    const auto m = even_model();
    const Solution there = solve(plan, *reverse_dynamics(process, m, 0), {}, x);
    const Solution back = solve(reversed(plan), *reverse_dynamics(process, m, 0), {}, there.x);
    // The flow widens differences on its way to the noise by less than a hundred here.
    INFO(solver);
    CHECK((back.x - x).abs().max().item<double>() < 1e-6);
  }
}

TEST_CASE("an obstacle is found before the work, and only where there is one", "[solve]") {
  const auto process = make_process("vp_linear");
  const TimeGrid to_zero{1.0, 0.5, 0.0}, fine = make_time_grid("log_snr", *process, 5000);
  const auto why = [&](const char* solver, const TimeGrid& times) {
    return obstacle(plan_on_grid(make_method(solver), times), process, even_model(), kOptions);
  };
  CHECK(why("ddim", fine).empty());
  CHECK(why("ddim", to_zero).empty());
  CHECK_THAT(why("rk4", to_zero), ODELIA_CONTAINS("sigma = 0"));
}

TEST_CASE("a plan that cannot work is refused before anything is evaluated", "[solve][errors]") {
  const auto vp = make_process("vp_linear");
  const Method heun = make_method("heun");
  CHECK_THROWS_WITH(solve(plan_on_grid(heun, {1, -0.5}), vp, even_model(), seeds(2), kOptions),
                    ODELIA_CONTAINS("t = -0.5 lies outside of process 'vp_linear'"));
  CHECK_THROWS_WITH(solve(plan_on_grid(heun, {5, 0.5}), vp, even_model(), seeds(2), kOptions),
                    ODELIA_CONTAINS("t = 5 lies outside"));
  const auto edm = make_process("edm(sigma_max=100)");  // exp(log(100)) is a bit more
  CHECK(solve(plan_on_grid(heun, {100.00000000000004, 1}), edm, even_model(), seeds(1), kOptions)
            .ok());
  CHECK_THROWS_WITH(solve(plan_on_grid(heun, {1, 0.5}), vp, even_model(), {}, kOptions),
                    ODELIA_CONTAINS("needs a seed"));
  CHECK_THROWS_WITH(
      plan_to_tolerance("test", make_method("odeint_dopri5"), 1, 0.001, {.rtol = 0, .atol = 1e-6}),
      ODELIA_CONTAINS("rtol, which must be positive"));
  for (const char* solver :
       {"stop_at_t_min(unipc_adaptive)", "stop_at_t_min(cvode_bdf)",
        "stop_at_t_min(odeint_cash_karp)", "clamp(stop_at_t_min(cvode_bdf))", "dopri5"}) {
    INFO(solver);
    const SolvePlan to_zero = plan_to_tolerance("test", make_method(solver), 100, 0, {1e-4, 1e-4});
    CHECK_THROWS_WITH(solve(to_zero, edm, even_model(), seeds(1), kOptions),
                      ODELIA_CONTAINS("where sigma = 0 and no step has an error estimate"));
  }
}

TEST_CASE("a rehearsal asks for the labels of a seed of the run", "[solve]") {
  struct Labelled final : ScoreModel {
    Labels labels{.each = {{5, 2}, {7, 3}}};
    std::vector<int64_t> seen;
    std::vector<int64_t> sample_shape() const override { return {2}; }
    Prediction native() const override { return Prediction::noise; }
    void begin(const std::vector<uint64_t>& seeds) override { seen = labels.of_seeds(seeds); }
    Tensor evaluate(const Tensor& x, const PerSample&, const PerSample&) override { return x; }
  };
  const auto labelled = std::make_shared<Labelled>();
  const auto process = make_process("vp_linear");
  const auto plan = plan_on_grid(make_method("ddim"), make_time_grid("log_snr", *process, 4));
  CHECK(obstacle(plan, process, labelled, kOptions, 7).empty());
  CHECK(labelled->seen == std::vector<int64_t>{3});
  CHECK_THAT(obstacle(plan, process, labelled, kOptions), ODELIA_CONTAINS("the sample of seed 0"));
  CHECK_THROWS_AS(labelled->labels.of_seeds({5, 6}), std::invalid_argument);
}
