// Wrappers: how they are written, what they claim, what they refuse.
#include "tests/catch.h"

#include "experiments/order/study.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "models/solve.h"
#include "solvers/integrate.h"
#include "solvers/methods/wrapping.h"
#include "solvers/origin.h"
#include "tests/distance.h"
#include "tests/mixtures.h"
#include "tests/seeds.h"

using namespace odelia;

namespace {

struct Run {
  Solution solution;
  int64_t evaluations;
};
Run run(const std::string& solver, const std::string& grid = "log_snr", int64_t steps = 10,
        Mixture data = uneven_pair(), const Limits& limits = {}) {
  const auto p = make_process("edm");
  const Method method = make_method(solver);
  const auto dynamics = reverse_dynamics(p, mixture_model(std::move(data)), method.eta);
  const auto noise = interval_noise(seeds_apart(8));
  const Tensor x = starting_noise(seeds_apart(8), {2}, at::kDouble) * 80;
  Solution s = integrate(method, *dynamics, *noise, x, make_time_grid(grid, *p, steps), limits);
  return {std::move(s), dynamics->ledger().forward};
}
Tensor end_of(const std::string& solver, const std::string& grid = "log_snr", int64_t steps = 10) {
  return run(solver, grid, steps).solution.x;
}

}  // namespace

TEST_CASE("a solver inside a wrapper is written as its first argument", "[spec]") {
  const Spec spec =
      parse_spec("restart( edm_stochastic(S_churn=0, S_noise=1) , K=4)", "solver", true);
  CHECK(spec.name == "restart");
  CHECK(spec.inner == "edm_stochastic(S_churn=0,S_noise=1)");
  CHECK(spec.options.number("K", 0) == 4);
  CHECK(to_string(spec) == "restart(edm_stochastic(S_churn=0,S_noise=1),K=4)");
  CHECK(make_method("restart( heun )").spec == "restart(heun)");
  CHECK(make_method("stop_at_t_min(unic( ddim ))").spec == "stop_at_t_min(unic(ddim))");
  CHECK(make_method("denoise_to_zero(ddim(eta=0.5))").eta == 0.5);
}

TEST_CASE("what is written wrong is refused with the remedy", "[spec][errors]") {
  CHECK_THROWS_WITH(make_method("restart"), ODELIA_CONTAINS("restart(ddim)"));
  CHECK_THROWS_WITH(make_method("restart(K=3)"), ODELIA_CONTAINS("restart(ddim)"));
  CHECK_THROWS_WITH(make_method("heun(ddim)"), ODELIA_CONTAINS("the wrappers are: "));
  CHECK_THROWS_WITH(make_method("restart(nothing)"), ODELIA_CONTAINS("unknown solver 'nothing'"));
  CHECK_THROWS_WITH(make_method("restart(heun, J=3)"), ODELIA_CONTAINS("known: s_min"));
  CHECK_THROWS_WITH(make_method("denoise_to_zero(ddim, eta=1)"),
                    ODELIA_CONTAINS("the solver inside"));
  CHECK_THROWS_WITH(make_method("restart(heun, K=2.5)"), ODELIA_CONTAINS("whole number"));
  CHECK_THROWS_WITH(make_method("cvode_bdf(max_order=2.5)"), ODELIA_CONTAINS("whole number"));
  CHECK_THROWS_WITH(make_method("cvode_bdf(max_order=1e20)"), ODELIA_CONTAINS("whole number"));
  CHECK_THROWS_WITH(make_method("restart(heun"), ODELIA_CONTAINS("closing parenthesis"));
  CHECK_THROWS_WITH(make_method("restart(heun))"), ODELIA_CONTAINS("opening parenthesis"));
  CHECK_THROWS_WITH(make_method("restart(heun, ddim)"), ODELIA_CONTAINS("key=value"));
  CHECK_THROWS_WITH(parse_spec("log_snr(karras)", "time grid"), ODELIA_CONTAINS("key=value"));
}

TEST_CASE("a restart's evaluations are counted right, or there are too many of them", "[spec]") {
  const Traits many = make_method("restart(heun, K=20000, M=20000)").traits;
  CHECK(many.nfe_per_step == 2);
  CHECK(many.nfe_first_extra == 800'000'000);
  const Traits each = make_method("restart(rk4, K=1000000)").traits;
  CHECK(each.nfe_per_step == 4'000'004);
  // Products beyond an int.
  for (const char* spec : {"restart(heun, K=1000000, M=1000000)", "restart(heun, K=40000, M=40000)",
                           "restart(richardson(rk4), K=100000, M=100000)"})
    CHECK_THROWS_WITH(make_method(spec), ODELIA_CONTAINS("evaluations in one step") &&
                                             ODELIA_CONTAINS("lower K or M"));
  CHECK_THROWS_WITH(make_method("restart(heun, K=40000, M=40000)"),
                    ODELIA_CONTAINS("take 3200000002 evaluations"));
}

TEST_CASE("a tolerance goes to the solver inside, which then chooses its own evaluations",
          "[spec]") {
  const auto told = [](const char* spec) { return with_tolerance(make_method(spec), 1e-3, 1e-4); };
  const Method wrapped = told("denoise_to_zero(cvode_bdf)");
  CHECK(wrapped.spec == "denoise_to_zero(cvode_bdf(atol=0.0001,rtol=0.001))");
  CHECK(batch_for(wrapped, 64) == 1);
  // A tolerance in two places would leave one of them unheard.
  for (const char* spec : {"odeint_dopri5(rtol=0.1)", "denoise_to_zero(cvode_bdf(atol=1))"})
    CHECK_THROWS_WITH(told(spec), ODELIA_CONTAINS("has a tolerance of its own"));
  // None was given but by the spec.
  CHECK(with_tolerance(make_method("gotta_go_fast_legacy(atol=0.0078)"), 0.05, 0.05).spec ==
        "gotta_go_fast_legacy(atol=0.0078,rtol=0.05)");
  CHECK(batch_for(told("odeint_dopri5"), 64) == 1);
  CHECK(batch_for(make_method("odeint_dopri5"), 64) == 64);    // in steps of fixed size
  CHECK_FALSE(controls_itself(make_method("dopri5").traits));  // an estimate, which others use
  CHECK_FALSE(controls_itself(make_method("dpmpp_2m").traits));
}

TEST_CASE("a wrapper refuses the solvers that do not fit, and names one that does", "[errors]") {
  const std::pair<const char*, const char*> cases[] = {
      {"restart(euler_maruyama)", "restart(heun)"},
      {"richardson(dpmpp_2m)", "richardson(ddim)"},
      {"richardson(ddim(eta=1))", "richardson(ddim)"},
      {"pfdiff(heun)", "pfdiff(ddim)"},
      {"unic(heun)", "unic(dpmpp_2m)"},
      {"unic(euler)", "unic(dpmpp_2m)"},
      {"lower_order_final(heun)", "lower_order_final(dpmpp_2m)"},
      {"lower_order_final(pndm)", "lower_order_final(dpmpp_2m)"},
      {"lower_order_final(rx_dpm)", "lower_order_final(dpmpp_2m)"},
      {"lower_order_final(unic(dpmpp_2m))", "lower_order_final(dpmpp_2m)"},
      {"lower_order_final(analytic_start(dpmpp_2m))", "lower_order_final(dpmpp_2m)"},
      {"unic(unipc2_bh2)", "unic(dpmpp_2m)"},
      {"unic(dpm_solver_v3_2)", "unic(dpmpp_2m)"},
      {"unic(rx_dpm)", "unic(dpmpp_2m)"},
      {"unic(v_ab2)", "unic(dpmpp_2m)"},
      {"unic(unic(ddim))", "unic(dpmpp_2m)"},
      {"restart(analytic_start(heun))", "restart(heun)"},
      {"restart(stop_at_t_min(analytic_start(heun)))", "restart(heun)"},
      {"richardson(unic(ddim))", "richardson(ddim)"},
      {"richardson(rx_dpm)", "richardson(ddim)"},
      {"richardson(restart(heun))", "richardson(ddim)"}};
  for (const auto& [spec, remedy] : cases) {
    INFO(spec);
    CHECK_THROWS_WITH(make_method(spec), ODELIA_CONTAINS(remedy));
  }
  CHECK_THROWS_WITH(end_of("unic(euler_ancestral(eta=0))"), ODELIA_CONTAINS("at its start"));
  CHECK_THROWS_WITH(end_of("restart(heun,s_max=100)"), ODELIA_CONTAINS("highest sigma/alpha"));
}

TEST_CASE("wrapped methods show the orders that they claim, and spend what they claim", "[order]") {
  const auto processes = processes_by_name();
  const std::vector<std::string> methods = {// the study ends at sigma/alpha = 0.6
                                            "restart(heun,s_min=0.7,s_max=2)",
                                            "restart(dpmpp_2m,s_min=0.7,s_max=2,K=1)",
                                            "richardson(ddim)",
                                            "richardson(heun)",
                                            "pfdiff(ddim)",
                                            "pfdiff(euler)",
                                            "unic(ddim)",
                                            "unic(dpmpp_2m)",
                                            "analytic_start(heun)",
                                            "analytic_start(dpmpp_2m)",
                                            "stop_at_t_min(rk4)",
                                            "analytic_start(edm_stochastic)",
                                            "analytic_start(unipc3_bh2)",
                                            "lower_order_final(dpmpp_2m)",
                                            "lower_order_final(er_sde_3,below=1000000)",
                                            "lower_order_final(unipc3_bh2,below=1000000)",
                                            "rk_start(unipc3_bh2)",
                                            "stop_at_t_min(richardson(ddim))"};
  for (size_t m = 0; m < methods.size(); ++m)
    for (size_t i : {m % processes.size(), (m + 3) % processes.size()}) {
      const auto certificates = certify(methods[m], processes[i], order_grids()[i % 3]);
      CHECK_FALSE(certificates.empty());
      for (const Certificate& c : certificates) {
        INFO(c.solver << " on " << c.process << ", " << c.grid << ", " << c.start << ": claims "
                      << c.claimed << ", shows " << c.observed);
        CHECK(c.observed >= c.claimed - (c.kind == "ode" ? 0.1 : 0.15));  // as for the registry
        CHECK(c.counts_hold);
      }
    }
}

TEST_CASE("what is certified is the method that was named", "[order]") {
  const auto certificate = [](const std::string& spec, const char* start) {
    return certify({"ode", start}, spec, "vp_linear", "log_snr");
  };
  // A low-order end, or beginning, costs the orders above it.
  for (const auto& [spec, order] :
       std::map<std::string, double>{{"lower_order_final(unipc3_bh2,below=1000000)", 2},
                                     {"analytic_start(unipc3_bh2)", 1},
                                     {"lower_order_final(er_sde_3,below=1000000)", 2},
                                     {"analytic_start(edm_stochastic)", 1}}) {
    const Certificate c = certificate(spec, "exact");
    INFO(spec << ": claims " << c.claimed << ", shows " << c.observed);
    CHECK(c.claimed == order);
    CHECK(c.observed == Approx(order).margin(0.1));
  }
  // Options are those that were given, and corrections of the start are there unless it is exact.
  const Certificate data = certificate("unipc3_bh2", "warmup");
  CHECK(data.observed > 3);
  CHECK(certificate("unipc3_bh2(start=uncorrected)", "warmup").observed == Approx(2).margin(0.1));
  CHECK(certificate("unipc3_bh2(prediction=noise)", "warmup").errors[0] !=
        Approx(data.errors[0]).epsilon(0.01));
  CHECK(certificate("edm_stochastic(S_churn=0)", "exact").errors ==
        certificate("edm_stochastic", "exact").errors);
}

TEST_CASE("one, two and three steps work, also to sigma = 0, and budgets hold", "[contract]") {
  for (const char* solver :
       {"restart(heun)", "restart(heun,M=3,K=1)", "richardson(ddim)", "pfdiff(ddim)", "unic(ddim)",
        "unic(dpmpp_2m)", "analytic_start(heun)", "stop_at_t_min(rk4)",
        "denoise_to_zero(ddim(eta=1))", "lower_order_final(dpmpp_2m)"}) {
    INFO(solver);
    for (int64_t steps : {1, 2, 3}) {
      CHECK(at::isfinite(end_of(solver, "log_snr", steps)).all().item<bool>());
      CHECK(at::isfinite(end_of(solver, "karras(final=zero)", steps)).all().item<bool>());
    }
    const Run cut = run(solver, "log_snr", 50, {{1}, {{0, 0}}, {0.5}}, {.max_nfe = 20});
    CHECK(cut.solution.outcome[0].status == Status::budget_exhausted);
    CHECK(cut.evaluations <= 20);
  }
}

TEST_CASE("every wrapper around every method is refused with a reason, or as good as the method",
          "[contract]") {
  const auto rms = [](const Tensor& a) { return a.square().mean().sqrt().item<double>(); };
  const Tensor truth = end_of("dop853", "log_snr", 500);
  constexpr int64_t steps = 12;
  int taken = 0;
  for (const auto& [name, entry] : registry()) {
    if (entry.traits.own_steps()) continue;             // implicit, or under a tolerance of its own
    if (is_consistency_method(entry.traits)) continue;  // refused: test_distillation.cpp
    const Method plain = make_method(name);
    const Tensor without = end_of(name, "log_snr", steps);
    for (const auto& [wrapper, how] : wrappers()) {
      const std::string spec = fmt::format("{}({})", wrapper, name);
      INFO(spec);
      Method method;
      try {
        method = make_method(spec);
      } catch (const std::invalid_argument& refused) {
        CHECK_THAT(refused.what(), ODELIA_CONTAINS(wrapper));
        continue;
      }
      ++taken;
      Run with{{}, 0};
      try {
        with = run(spec, "log_snr", steps);
      } catch (const std::invalid_argument& refused) {
        CHECK_THAT(refused.what(), ODELIA_CONTAINS(wrapper));
        continue;
      }
      REQUIRE(with.solution.ok());
      CHECK(with.evaluations == method.traits.nfe_per_step * steps + method.traits.nfe_first_extra);
      const Tensor& x = with.solution.x;
      const bool noisy = plain.traits.kind == Equation::sde || wrapper == "restart";
      CAPTURE(rms(x - truth), rms(without - truth), rms(x - without));
      if (wrapper == "clamp" || wrapper == "dynamic_threshold")
        CHECK(x.abs().max().item<double>() < 1.5);  // the data of [-1, 1], and noise of the end
      else if (wrapper == "restart")
        CHECK(x.abs().max().item<double>() < 4);  // eight standard deviations from a mean
      else if (noisy)
        CHECK(rms(x - without) < 0.3);  // the same noise
      else  // a first evaluation for nothing and a last step of first order have their price
        CHECK(rms(x - truth) <
              (wrapper == "analytic_start" || wrapper == "lower_order_final" ? 10 : 2) *
                      rms(without - truth) +
                  0.03);
    }
  }
  CHECK(taken > 500);
}

TEST_CASE("a lower order at the end is each method's own", "[last]") {
  const std::pair<const char*, const char*> pairs[] = {
      {"lower_order_final(dpmpp_3m)", "dpmpp_3m(final=lower)"},
      {"lower_order_final(deis_tab3)", "deis_tab3(final=lower)"},
      {"lower_order_final(unipc2_bh2)", "unipc2_bh2(final=lower)"},
      {"lower_order_final(unipc3_vary)", "unipc3_vary(final=lower)"},
      {"lower_order_final(sa_solver)", "sa_solver(final=lower)"}};
  for (const auto& [wrapped, own] : pairs) {
    INFO(wrapped);
    CHECK(at::equal(end_of(wrapped, "log_snr", 9), end_of(own, "log_snr", 9)));
    CHECK_FALSE(at::equal(end_of(wrapped, "log_snr", 20), end_of(own, "log_snr", 20)));
  }
  // With one prediction in its last step the method of order 2 is the corrected one of order 1.
  CHECK(at::allclose(end_of("lower_order_final(dpm_solver_v3_2)", "log_snr", 2),
                     end_of("dpm_solver_v3_1", "log_snr", 2), 1e-10, 1e-10));
}

TEST_CASE("what a corrector remembers survives a Restart", "[restart]") {
  // Two Karras steps leave a shorter memory than the grid had before: it must be told apart.
  for (const char* inner : {"unic(dpmpp_3m)", "unic(dpmpp_2m)"})
    for (const char* M : {"1", "2", "3"}) {
      const Tensor x = end_of(fmt::format("restart({},K=1,M={})", inner, M), "log_snr", 40);
      CHECK(x.abs().max().item<double>() < 4);
    }
}

TEST_CASE("one pair of RX-DPM is the extrapolation of DDIM over unequal steps", "[richardson]") {
  // sigma from 80 to 0.002 by the middle in log sigma; r = (h1^2 + h2^2)/(h1 + h2)^2.
  const double a = 80, b = std::sqrt(80 * 0.002), c = 0.002;
  const double r = ((a - b) * (a - b) + (b - c) * (b - c)) / ((a - c) * (a - c));
  const Tensor one = end_of("ddim", "log_snr", 1), two = end_of("ddim", "log_snr", 2);
  CHECK(at::allclose(end_of("rx_dpm", "log_snr", 2), (two - r * one) / (1 - r), 1e-9, 1e-9));
  CHECK(at::equal(end_of("rx_dpm", "log_snr", 1), end_of("lms1", "log_snr", 1)));
  CHECK(run("rx_dpm").evaluations == 10);
}

TEST_CASE("Restart goes back K times, with M steps each, and keeps the spread", "[restart]") {
  CHECK(run("restart(heun,K=3,M=4)").evaluations == 2 * (10 + 3 * 4));
  CHECK(at::equal(end_of("restart(heun,K=0)"), end_of("heun")));
  CHECK_FALSE(at::allclose(end_of("restart(heun,K=1)"), end_of("heun")));
}

TEST_CASE("a Restart that would never go back is refused", "[restart][errors]") {
  CHECK_THROWS_WITH(
      end_of("restart(heun)", "log_snr(t_min=0.5)"),
      ODELIA_CONTAINS("ends at sigma/alpha = 0.5") && ODELIA_CONTAINS("such as s_min=0.55,"));
  CHECK_THROWS_WITH(end_of("restart(heun)", "log_snr(t_max=0.15)"),
                    ODELIA_CONTAINS("begins at sigma/alpha = 0.15"));
  CHECK_THROWS_WITH(certify("restart(heun)", "edm", "log_snr"),  // it would be a claim of heun's
                    ODELIA_CONTAINS("s_min=0.67,s_max=2"));
  CHECK_THROWS_WITH(make_method("restart(heun,K=0,M=5)"), ODELIA_CONTAINS("M does nothing"));
}

TEST_CASE("Restart comes down on Karras' grid of rho = 7", "[restart]") {
  struct Told final : EvaluationWatcher {
    std::vector<double> times;
    void evaluated(const Tensor&, const PerSample& t, const Tensor&) override {
      times.push_back(t[0]);
    }
    void select(const std::vector<int64_t>&) override {}
  } told;
  const auto p = make_process("edm");
  const Method method = make_method("restart(ddim,s_min=0.2,s_max=1,K=1,M=3)");
  const auto flow = reverse_dynamics(p, uneven_model(), method.eta, &told);
  const auto noise = interval_noise(seeds_apart(2));
  integrate(method, *flow, *noise, starting_noise(seeds_apart(2), {2}, at::kDouble), {0.5, 0.2});
  const auto level = [](double share) {
    return std::pow(1 + share * (std::pow(0.2, 1.0 / 7) - 1), 7);
  };
  const std::vector<double> expected{0.5, 1, level(1.0 / 3), level(2.0 / 3)};
  REQUIRE(told.times.size() == expected.size());
  for (size_t i = 0; i < expected.size(); ++i)
    CHECK(told.times[i] == Approx(expected[i]).epsilon(1e-12));
}

TEST_CASE("one Richardson step of DDIM on two points is DDIM's extrapolation", "[richardson]") {
  const Tensor one = end_of("ddim", "log_snr", 1), two = end_of("ddim", "log_snr", 2);
  CHECK(at::allclose(end_of("richardson(ddim)", "log_snr", 1), 2 * two - one, 1e-10,
                     1e-10));  // rounding
  CHECK(run("richardson(ddim)").evaluations == 20);
}

TEST_CASE("UniC after DDIM is UniPC of order one", "[unic]") {
  CHECK(at::allclose(end_of("unic(ddim)"), end_of("unipc1_vary(prediction=noise)"), 1e-10,
                     1e-10));  // rounding
}

TEST_CASE("the analytic first step is exact for the data that it assumes, and free", "[analytic]") {
  const Mixture gaussian{{1}, {{0, 0}}, {0.7}};
  const Run plain = run("heun", "log_snr", 10, gaussian),
            start = run("analytic_start(heun,sigma_data=0.7)", "log_snr", 10, gaussian);
  CHECK(at::allclose(plain.solution.x, start.solution.x, 1e-12,
                     1e-12));  // the same score, by two formulas
  CHECK(start.evaluations == plain.evaluations - 1);
  // Whether noise, data or the drift is asked for, of the flow or of an SDE.
  for (const char* inner : {"ddim", "dpmpp_2m", "euler_maruyama", "dpmpp_2m_sde"}) {
    INFO(inner);
    const Run asked = run(inner, "log_snr", 10, gaussian),
              known = run(fmt::format("analytic_start({},sigma_data=0.7)", inner), "log_snr", 10,
                          gaussian);
    CHECK(at::allclose(asked.solution.x, known.solution.x, 1e-10, 1e-10));
    CHECK(known.evaluations == asked.evaluations - 1);
  }
}

TEST_CASE("rules for the last step do what they say", "[last]") {
  // On a grid that ends at t_min, denoising there is DDIM's step to sigma = 0.
  const auto p = make_process("edm");
  const auto flow = reverse_dynamics(p, uneven_model(), 0);
  const Tensor at_t_min = end_of("heun");
  CHECK(at::allclose(end_of("denoise_to_zero(heun)"),
                     flow->semi_linear()->data(at_t_min, p->t_min()), 1e-12, 1e-12));
  CHECK(run("denoise_to_zero(heun)").evaluations == 21);
  // The eleven steps to 0 are the ten to t_min and one more.
  CHECK(at::equal(end_of("stop_at_t_min(heun)", "log_snr(final=zero)", 11), at_t_min));
  CHECK(at::equal(end_of("stop_at_t_min(heun)"), at_t_min));
  // Without its history in the last step DPM-Solver++(2M)
  // makes DDIM's step; on long grids nothing changes.
  CHECK(at::allclose(end_of("lower_order_final(dpmpp_2m)", "log_snr", 2),
                     end_of("ddim", "log_snr", 2), 1e-10, 1e-10));
  CHECK(at::equal(end_of("lower_order_final(dpmpp_2m)", "log_snr", 20),
                  end_of("dpmpp_2m", "log_snr", 20)));
}

TEST_CASE("a limit that never binds changes nothing on an SDE, and from pure noise on",
          "[threshold]") {
  const auto process = make_process("rectified_flow(t_max=1)");
  const auto from_noise = [&](const std::string& spec) {
    return solve(plan_on_grid(make_method(spec), make_time_grid("uniform", *process, 10)), process,
                 uneven_model(), seeds_apart(4), at::kDouble)
        .x;
  };
  for (const char* limit : {"clamp({},at=1e6)", "dynamic_threshold({},least=1e6)"}) {
    const auto limited = [&](const char* inner) { return fmt::format(fmt::runtime(limit), inner); };
    // Rounding of the conversion there and back, larger by 1/sigma at the end.
    for (const char* inner : {"euler_maruyama", "stochastic_heun", "sra1", "euler_ancestral"}) {
      INFO(limited(inner));
      CHECK(distance(end_of(limited(inner)), end_of(inner)) < 1e-9);
    }
    for (const char* inner : {"euler", "heun", "rk4"}) {
      INFO(limited(inner));
      CHECK(distance(from_noise(limited(inner)), from_noise(inner)) < 1e-10);
    }
  }
}

TEST_CASE("a threshold limits the data that a step is made of", "[threshold]") {
  const auto process = make_process("vp_linear");
  const auto model = mixture_model({{0.4, 0.6}, {{2.0, -0.5, 0.1}, {-3.0, 0.2, 0.4}}, {0.3, 0.6}});
  const Tensor x = torch::randn({5, 3}, torch::kDouble);
  const double t0 = 0.6, t1 = 0.5;
  const auto step = [&](const std::string& spec) {
    const auto dynamics = reverse_dynamics(process, model, 0);
    NoNoise none;
    return integrate(make_method(spec), *dynamics, none, x, {t0, t1}).x;
  };
  const double a0 = process->alpha(t0), s0 = process->sigma(t0), a1 = process->alpha(t1),
               s1 = process->sigma(t1);
  const Tensor x0 = model->predict(x, a0, s0, Prediction::data);
  const auto ddim = [&](const Tensor& data) { return a1 * data + s1 * (x - a0 * data) / s0; };
  CHECK(x0.abs().max().item<double>() > 1);
  CHECK(distance(step("clamp(ddim)"), ddim(x0.clamp(-1, 1))) < 1e-14);
  CHECK(distance(step("clamp(ddim, at=0.3)"), ddim(x0.clamp(-0.3, 0.3))) < 1e-14);
  const Tensor s = torch::quantile(x0.abs(), 0.7, 1, true).clamp_min(0.4);
  CHECK(distance(step("dynamic_threshold(ddim, quantile=0.7, least=0.4)"),
                 ddim(x0.minimum(s).maximum(-s) / s * 0.4)) < 1e-14);
  const Tensor at_most = s.clamp_max(0.5);
  CHECK(distance(at_most, s) > 0);
  CHECK(distance(step("dynamic_threshold(ddim, quantile=0.7, least=0.4, most=0.5)"),
                 ddim(x0.minimum(at_most).maximum(-at_most) / at_most * 0.4)) < 1e-14);
  // What never binds changes nothing, whatever of data, noise and drift a method asks for.
  for (const char* inner : {"heun", "dpmpp_2m", "ipndm3", "dopri5", "exp_ab2_noise"})
    for (const char* wrapper : {"clamp({}, at=1e6)", "dynamic_threshold({}, least=1e6)"})
      CHECK(distance(step(fmt::format(fmt::runtime(wrapper), inner)), step(inner)) <
            1e-12);  // rounding of the conversion there and back
  // Under error control too, whose first stage is the last of the step before: the method on a
  // flow whose data is limited.
  struct Clamped final : WrappedDynamics {
    using WrappedDynamics::WrappedDynamics;
    Tensor answer(Asked, const Tensor& y, const PerSample& t) override {
      const Process& p = process();
      const PerSample alpha = p.alphas(t), sigma = p.sigmas(t);
      const Tensor data = evaluate(Asked::data, y, t).clamp(-1, 1);
      const Tensor noise = combine({{1 / sigma, y}, {-(alpha / sigma), data}});
      return combine({{t.map([&](double s) { return p.f(s); }), y},
                      {t.map([&](double s) { return 0.5 * p.g2(s) / p.sigma(s); }), noise}});
    }
  };
  int pairs = 0;
  for (const auto& [name, entry] : registry()) {
    if (!entry.traits.embedded || entry.traits.nfe_first_extra != 1) continue;
    INFO(name);
    ++pairs;
    NoNoise none;
    const auto flow = reverse_dynamics(process, model, 0);
    Clamped clamped(*flow);
    const Solution within = integrate_adaptive(make_method(fmt::format("clamp({})", name)), *flow,
                                               none, x, t0, 0.3, {1e-3, 1e-3}),
                   without = integrate_adaptive(make_method(name), clamped, none, x, t0, 0.3,
                                                {1e-3, 1e-3});
    REQUIRE(without.ok());
    CHECK(at::equal(within.x, without.x));
    CHECK(within.mean_nfe() == without.mean_nfe());
  }
  CHECK(pairs >= 3);
  CHECK_THROWS_WITH(make_method("clamp(ddim, at=0)"), ODELIA_CONTAINS("at must be positive"));
  CHECK_THROWS_WITH(make_method("dynamic_threshold(ddim, quantile=2)"),
                    ODELIA_CONTAINS("quantile must be in (0, 1]"));
  CHECK_THROWS_WITH(make_method("dynamic_threshold(ddim, least=2, most=1)"),
                    ODELIA_CONTAINS("most must not be below least"));
}
