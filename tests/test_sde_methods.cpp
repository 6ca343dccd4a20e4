// SDE methods: the area of a Brownian path, equivalences, Langevin correctors, Gotta-Go-Fast.
#include "tests/catch.h"
#include "tests/seeds.h"

#include <map>

#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"
#include "tests/mixtures.h"

using namespace odelia;

namespace {

constexpr double five_sigma = 5;

Tensor run(const std::string& solver, int64_t samples = 8, const std::string& process = "vp_linear",
           int64_t steps = 20, const std::string& grid = "log_snr") {
  const auto p = make_process(process);
  const Method method = make_method(solver);
  const auto dynamics = reverse_dynamics(p, uneven_model(), method.eta);
  const auto noise = interval_noise(seeds(samples));
  const Tensor x = starting_noise(seeds(samples), {2}, at::kDouble) * p->prior_std();
  return integrate(method, *dynamics, *noise, x, make_time_grid(grid, *p, steps)).x;
}

/// Rounding of two formulas for the same step, 20 steps long.
bool same(const std::string& a, const std::string& b, const std::string& process = "vp_linear") {
  return at::allclose(run(a, 8, process), run(b, 8, process), 1e-10, 1e-10);
}

/// Standard deviation of Gaussian data N(0, 0.5^2) in 64 dimensions, as sampled.
double sampled_std(const std::string& solver, int64_t steps) {
  const auto p = make_process("edm");
  const Method method = make_method(solver);
  const Mixture data{{1}, {std::vector<double>(64)}, {0.5}};
  const auto dynamics = reverse_dynamics(p, mixture_model(data), method.eta);
  const auto noise = interval_noise(seeds(64));
  const Tensor x = starting_noise(seeds(64), {64}, at::kDouble) * 80;
  const TimeGrid grid = make_time_grid("karras", *p, steps);
  return integrate(method, *dynamics, *noise, x, grid).x.std().item<double>();
}

}  // namespace

TEST_CASE("the area of a Brownian path is normal and independent of the increment", "[noise]") {
  const int64_t n = 1 << 16;
  const Tensor like = at::empty({1, n}, at::kDouble);
  const auto tree = brownian_tree({17}, 0, 1), draws = interval_noise({17});
  for (auto* noise : {tree.get(), draws.get()})
    for (auto [a, b] :
         {std::pair{0.0, 1.0}, {1.0, 0.5}, {0.1, 0.3}, {1.0 / 3, 0.34}, {0.7, 0.7 + 1e-7}}) {
      CAPTURE(a, b);
      const Tensor z = noise->area(a, b, like).clone(), w = noise->normal(a, b, like);
      CHECK(std::abs(z.mean().item<double>()) * std::sqrt(double(n)) < five_sigma);
      CHECK(std::abs(z.square().mean().item<double>() - 1) * std::sqrt(n / 2.0) < five_sigma);
      CHECK(std::abs((z * w).mean().item<double>()) * std::sqrt(double(n)) < five_sigma);
    }
}

TEST_CASE("integrals of one Brownian path add up over any partition, in both directions",
          "[noise]") {
  const auto tree = brownian_tree(seeds(2), 0.001, 80);
  const Tensor like = at::empty({2, 500}, at::kDouble);
  const auto increment = [&](double a, double b) {
    return (tree->normal(a, b, like) * std::sqrt(std::abs(b - a))).clone();
  };
  // int_a^b (W(s) - W(a)) ds = h (dW/2 + sqrt(|h|/12) area)
  const auto integral = [&](double a, double b) {
    return ((b - a) *
            (increment(a, b) / 2 + std::sqrt(std::abs(b - a) / 12) * tree->area(a, b, like)))
        .clone();
  };
  const Tensor whole = integral(80, 0.001);
  for (const std::vector<double>& partition :
       {std::vector<double>{80, 40, 10, 0.001}, {80, 79.999, 31.7, 3.3, 3.2, 0.002, 0.001}}) {
    Tensor sum = at::zeros_like(whole);
    for (size_t i = 1; i < partition.size(); ++i) {
      const double a = partition[i - 1], b = partition[i];
      sum += integral(a, b) + (b - a) * increment(80, a);
    }
    // Times snap to 2^-40 of the span, 7e-11, where the path is of size sqrt(80).
    CHECK((sum - whole).abs().max().item<double>() < 1e-8);
  }
  // int_b^a (W(s) - W(b)) ds = -int_a^b (W(s) - W(a)) ds + (b - a) (W(b) - W(a))
  CHECK((integral(3, 5) + integral(5, 3) - 2 * increment(3, 5)).abs().max().item<double>() < 1e-12);
  CHECK(tree->area(5.0, 5.0, like).abs().max().item<double>() == 0);
}

TEST_CASE("one step under two names", "[equivalence]") {
  const std::pair<const char*, const char*> pairs[] = {
      {"euler_ancestral", "ddim(eta=1)"},
      {"euler_ancestral(eta=0.6)", "ddim(eta=0.6)"},
      {"dpmpp_2s_ancestral(eta=0)", "dpmpp_2s"},
      {"sa_solver(predictor=1,corrector=0)", "ddpm_ancestral"},
      {"er_sde_1(phi=ode)", "ddim"},
      {"er_sde_1(phi=sde)", "ddpm_ancestral"},
      {"ddpm_ancestral_large", "ddpm_ancestral(variance=large)"},
      {"dpmpp_2m_sde(eta=0)", "dpmpp_2m"},
      {"dpmpp_3m_sde(eta=0)", "exp_ab3_data"},
      {"dpmpp_2m_sde(eta=0,type=heun)", "exp_ab2_data"},
      {"sa_solver(predictor=3,corrector=0,eta=0)", "exp_ab3_data"},
      {"sa_solver(predictor=3,corrector=0)", "dpmpp_3m_sde"},
      {"sa_solver(predictor=2,corrector=0,eta=0.5)", "dpmpp_2m_sde(eta=0.5,type=heun)"},
      {"sa_solver_published(tau_from=0,tau_to=1e9,final=full,few_steps=false)", "sa_solver"},
      {"sa_solver_published(predictor=1,corrector=0,tau_from=1e8,tau_to=1e9)", "ddim"},
      {"seeds_2(eta=0)", "dpmpp_2s"},
      {"dpmpp_sde(eta=0)", "dpmpp_2s"},
      {"seeds_3(eta=0)", "dpmpp_3s"},
      {"seeds_1_noise(eta=0)", "ddim"},
      {"seeds_2_noise(eta=0)", "dpm_solver_2"},
      {"seeds_3_noise(eta=0)", "dpm_solver_3"},
      {"stochastic_heun(eta=0)", "heun"},
      {"gotta_go_fast(eta=0)", "heun"},
      {"gotta_go_fast_legacy", "stochastic_heun"},  // without a tolerance it is that step
      {"pc_langevin(snr=0)", "reverse_diffusion"},
  };
  for (const auto& [a, b] : pairs) {
    INFO(a << " and " << b);
    CHECK(same(a, b));
  }
}

TEST_CASE("an ancestral step's middle lies within it, also below the process's t_min",
          "[equivalence]") {
  const auto below = [](const char* spec) { return run(spec, 8, "edm", 20, "karras(t_min=5e-4)"); };
  CHECK(at::allclose(below("dpm_2_ancestral(eta=0)"), below("dpm_2"), 1e-10, 1e-10));
  CHECK(at::allclose(below("dpmpp_2s_ancestral(eta=0)"), below("dpmpp_2s"), 1e-10, 1e-10));
}

namespace {
/// Remembers where the steps end that draw.
struct Heard final : NoiseSource {
  std::unique_ptr<NoiseSource> inner = interval_noise(seeds(2));
  std::vector<double> ends;
  Tensor normal(const PerSample& t0, const PerSample& t1, const Tensor& like, int stream) override {
    ends.push_back(t1[0]);
    return inner->normal(t0, t1, like, stream);
  }
  void select(const std::vector<int64_t>& rows) override { inner->select(rows); }
};
}  // namespace

TEST_CASE("SA-Solver's code of few steps adds no noise in the last, and the other does",
          "[sa_solver]") {
  const auto p = make_process("vp_linear");
  const TimeGrid grid = make_time_grid("log_snr", *p, 6);
  const auto drawn_on = [&](const TimeGrid& times, const std::string& spec) {
    const Method method = make_method(spec);
    const auto dynamics = reverse_dynamics(p, uneven_model(), method.eta);
    Heard noise;
    integrate(method, *dynamics, noise, starting_noise(seeds(2), {2}, at::kDouble), times);
    return noise.ends;
  };
  const auto drawn = [&](const std::string& spec) { return drawn_on(grid, spec); };
  const std::vector<double> all(grid.begin() + 1, grid.end()), inner(all.begin(), all.end() - 1);
  CHECK(drawn("sa_solver") == all);
  CHECK(drawn("sa_solver(few_steps=true)") == inner);
  CHECK(drawn("sa_solver_published(tau_from=0,tau_to=1e9)") == inner);
  CHECK(drawn("sa_solver_published(tau_from=0,tau_to=1e9,few_steps=false)") == all);
  // As published: noise for t from 0.2 to 0.8 of vp_linear.
  CHECK(drawn_on({1, 0.9, 0.79, 0.6, 0.4, 0.21, 0.19, 0.1, 0.001}, "sa_solver_published") ==
        std::vector<double>{0.79, 0.6, 0.4, 0.21});
}

TEST_CASE("what arrives at sigma = 0 gets no noise there", "[sde]") {
  const auto p = make_process("edm");
  const TimeGrid grid = make_time_grid("karras(final=zero)", *p, 6);
  REQUIRE(grid.back() == 0);
  for (const char* spec : {"ddim(eta=1)", "euler_ancestral", "ddpm_ancestral",
                           "ddpm_ancestral_large", "reverse_diffusion", "dpmpp_sde", "dpmpp_2m_sde",
                           "dpmpp_3m_sde", "seeds_2", "seeds_2_noise", "er_sde_3", "sa_solver"}) {
    INFO(spec);
    const Method method = make_method(spec);
    const auto sde = reverse_dynamics(p, uneven_model(), method.eta);
    Heard noise;
    integrate(method, *sde, noise, 80 * starting_noise(seeds(2), {2}, at::kDouble), grid);
    REQUIRE(noise.ends.size() >= 5);  // in each step before
    CHECK(noise.ends.back() > 0);
  }
}

TEST_CASE("ER-SDE keeps phi(s1)/phi(s) of the state, by its published scales", "[er_sde]") {
  struct Quiet final : NoiseSource {
    Tensor normal(const PerSample&, const PerSample&, const Tensor& like, int) override {
      return at::zeros_like(like);
    }
    void select(const std::vector<int64_t>&) override {}
  };
  // arXiv:2309.06169, appendix A.8, from s = 2 to s1 = 1.
  const double s = 2, s1 = 1, e = std::exp(1.0);
  const std::map<std::string, double> ratios{
      {"sde", 0.25},
      {"sde_1", (1 / e + 10) / (2 * (std::exp(-0.5) + 10))},
      {"sde_2", std::pow(0.5, 1.5)},
      {"sde_3", std::pow(0.5, 2.5)},
      {"sde_4",
       std::log10(101.0) / (std::pow(2.0, 0.9) * std::log10(1 + 100 * std::pow(2.0, 1.5)))},
      {"sde_5", (e + 10) / (2 * (std::exp(std::pow(2.0, 0.3)) + 10))}};
  const auto p = make_process("edm");
  const Tensor x = starting_noise(seeds(3), {2}, at::kDouble) * s;
  const Tensor data = uneven_model()->predict(x, 1.0, s, Prediction::data).clone();
  for (const auto& [phi, r] : ratios) {
    INFO(phi);
    const Method method = make_method("er_sde_1(phi=" + phi + ")");
    const auto sde = reverse_dynamics(p, uneven_model(), method.eta);
    Quiet none;
    const Tensor end = integrate(method, *sde, none, x, {s, s1}).x;
    CHECK(at::allclose(end, r * x + (1 - r) * data, 1e-12, 1e-12));
  }
}

TEST_CASE(
    "ER-SDE's legacy sums differ from the exact integrals, and agree with them for one prediction",
    "[equivalence]") {
  const auto gap = [](const char* a, const char* b) {
    return (run(a, 8, "edm", 8) - run(b, 8, "edm", 8)).abs().max().item<double>();
  };
  CHECK(gap("er_sde_2(phi=ode)", "er_sde_2_legacy(phi=ode)") > 1e-4);
  CHECK(gap("er_sde_2(phi=ode)", "er_sde_2_legacy(phi=ode)") <
        0.1);  // a hundredth of the derivative's share
}

namespace {
/// dx = (a t) x dt + g(t) dw, g far from constant.
struct Growing final : Dynamics {
  Ledger count;
  std::string name() const override { return "growing"; }
  Tensor drift(const Tensor& x, const PerSample& t) override {
    ++count.forward;
    return combine({{0.7 * t, x}});
  }
  double diffusion(double t) const override { return 1 + 5 * t * t; }
  const Ledger& ledger() const override { return count; }
};
}  // namespace

TEST_CASE("a step of SRA1 and of SRA2 by hand, with a diffusion that changes along it", "[sra]") {
  // Roessler 2010, Table 6.3.  SRA1: stage 2 at t + 3h/4 takes 3/2 g(t + h) I_10/h; SRA2: 3/2 g(t +
  // h/3) I_10/h.
  Growing sde;
  const double t = 0.3, h = 0.2, t1 = t + h;
  const Tensor x = starting_noise(seeds(4), {3}, at::kDouble);
  const auto noise = interval_noise(seeds(4));
  const Tensor dw = noise->normal(t, t1, x).clone() * std::sqrt(h),
               i10_h = dw / 2 + std::sqrt(h / 12) * noise->area(t, t1, x).clone();
  const auto f = [](const Tensor& y, double s) { return 0.7 * s * y; };
  const auto g = [&](double s) { return sde.diffusion(s); };
  const Tensor k1 = f(x, t);
  const auto solved = [&](const char* method) {
    return integrate(make_method(method), sde, *noise, x, {t, t1}).x;
  };
  const auto stage = [&](double g_stage) {
    return f(x + 0.75 * h * k1 + 1.5 * g_stage * i10_h, t + 0.75 * h);
  };
  const Tensor drift1 = x + h * (k1 / 3 + 2 * stage(g(t1)) / 3),
               drift2 = x + h * (k1 / 3 + 2 * stage(g(t + h / 3)) / 3);
  CHECK(at::allclose(solved("sra1"), drift1 + g(t1) * dw + (g(t) - g(t1)) * i10_h, 1e-12, 1e-12));
  CHECK(at::allclose(solved("sra2"), drift2 + g(t1) * dw + 1.5 * (g(t + h / 3) - g(t1)) * i10_h,
                     1e-12, 1e-12));
}

TEST_CASE("two steps of Gotta-Go-Fast as published, by hand", "[adaptive]") {
  // arXiv:2105.14080, Alg. 1: E = |x1 - x'|/delta, delta = max(atol, rtol max(|x'|, |x'_before|)),
  // h <- 0.9 h E^-0.9.
  Growing sde;
  const Method method = make_method("gotta_go_fast_legacy(rtol=0.5,atol=0.01,h=0.1)");
  const auto noise = interval_noise(seeds(2));
  const auto f = [](const Tensor& y, double s) { return 0.7 * s * y; };
  State state{at::tensor({5.0, -6.0}, at::kDouble).view({2, 1}), 0.3};
  Tensor before = state.x;
  double t = 0.3;
  for (const double t1 : {0.4, 0.5}) {
    const double h = t1 - t, g = sde.diffusion(t), g1 = sde.diffusion(t1);
    const Tensor x = state.x, dw = noise->normal(t, t1, x).clone() * std::sqrt(h);
    const Tensor euler = x + h * f(x, t) + g * dw,
                 end = x + h / 2 * (f(x, t) + f(euler, t1)) + (g + g1) / 2 * dw;
    const Tensor delta = (0.5 * euler.abs().maximum(before.abs())).clamp_min(0.01),
                 error = ((end - euler) / delta).abs();
    REQUIRE(error.max().item<double>() < 0.8);  // both are accepted, and the next may be as long
    state = method.solver->step(sde, *noise, state, {t1, 0, 1}).next;
    CHECK(at::allclose(state.x, end, 1e-12, 1e-12));
    REQUIRE(state.memory_t.size() == 1);
    for (int64_t i = 0; i < 2; ++i)
      CHECK(state.memory_t[0][i] ==
            Approx(0.9 * h * std::pow(error[i][0].item<double>(), -0.9)).epsilon(1e-9));
    before = euler, t = t1;
  }
}

TEST_CASE("methods with noise of their own sample the right spread", "[statistics]") {
  for (const char* solver : {"dpmpp_sde",
                             "dpmpp_2m_sde",
                             "dpmpp_3m_sde",
                             "sa_solver",
                             "sa_solver_published",
                             "er_sde_3",
                             "seeds_2",
                             "seeds_3",
                             "seeds_2_noise",
                             "seeds_3_noise",
                             "dpm_2_ancestral",
                             "sra1",
                             "sra2",
                             "sra3",
                             "sosra",
                             "sosra2",
                             "er_sde_2(phi=sde_1)",
                             "er_sde_2(phi=sde_2)",
                             "er_sde_2(phi=sde_3)",
                             "er_sde_2(phi=sde_4)"}) {
    INFO(solver);
    // 4 standard errors of 1.1 % each, and the method's bias at 60 steps
    CHECK(sampled_std(solver, 60) == Approx(0.5).epsilon(0.06));
  }
  // Reverse diffusion loses variance where sigma falls by more than half a step; Langevin at a
  // ratio of 0.16 too.
  CHECK(sampled_std("pc_langevin", 200) == Approx(0.5).epsilon(0.15));
}

namespace {
/// Data at 0 alone, where a state is its noise; notes the level told and the state's own.
struct AtZero final : ScoreModel {
  std::vector<std::pair<double, double>> told;
  std::vector<int64_t> sample_shape() const override { return {64}; }
  Prediction native() const override { return Prediction::noise; }
  Tensor evaluate(const Tensor& x, const PerSample&, const PerSample& sigma) override {
    told.emplace_back(sigma[0], x.square().mean().sqrt().item<double>());
    return x / sigma[0];
  }
};
}  // namespace

TEST_CASE("a network is told its state's level where the middle of a step lies below the end",
          "[levels]") {
  const auto p = make_process("edm");
  for (const char* solver : {"dpm_2_ancestral(eta=1.2)", "dpmpp_2s_ancestral(eta=1.2)"}) {
    const auto model = std::make_shared<AtZero>();
    const Method method = make_method(solver);
    const auto sde = reverse_dynamics(p, model, method.eta);
    const auto path = brownian_tree(seeds(64), 0.002, 0.003);
    const Tensor x = starting_noise(seeds(64), {64}, at::kDouble) * 0.003;
    integrate(method, *sde, *path, x, {0.003, 0.002});
    REQUIRE(model->told.size() == 2);
    for (const auto& [sigma, spread] : model->told)  // of 4096 numbers: 1.1 %
      CHECK(spread == Approx(sigma).epsilon(0.05));
  }
}

TEST_CASE("Langevin norms are each sample's own; the published ones couple the batch",
          "[langevin]") {
  CHECK(at::equal(run("pc_langevin", 3), run("pc_langevin", 16).slice(0, 0, 3)));
  CHECK_FALSE(
      at::equal(run("pc_langevin_legacy", 3), run("pc_langevin_legacy", 16).slice(0, 0, 3)));
  CHECK_FALSE(at::allclose(run("pc_langevin"), run("reverse_diffusion")));
}

TEST_CASE("a Langevin step and what follows it, by hand", "[langevin]") {
  // arXiv:2011.13456, Algs. 4 and 5: x + step score + sqrt(2 step) z,
  // step = 2 a^2 (snr |z|/|score|)^2; then reverse diffusion, eq. 46.
  const auto p = make_process("vp_linear");
  const double t = 0.5, t1 = 0.4, a = p->alpha(t) / p->alpha(t1), s = p->sigma(t),
               s1 = p->sigma(t1), b2 = s * s - a * a * s1 * s1;
  const Tensor x = starting_noise(seeds(4), {3}, at::kDouble);
  const auto model = mixture_model({{0.4, 0.6}, {{-1, 0.5, 0}, {1, -0.5, 0.2}}, {0.3, 0.4}});
  const auto noise = interval_noise(seeds(4));
  const Tensor z = noise->normal(t, t1, x, 1).clone(), w = noise->normal(t, t1, x).clone();
  const auto score = [&](const Tensor& y) {
    return model->predict(y, p->alpha(t), s, Prediction::noise) / -s;
  };
  for (const bool legacy : {false, true}) {
    INFO(legacy);
    const auto size = [&](const Tensor& v) {
      const Tensor each = v.norm(2, {1}, true);
      return legacy ? each.mean().expand_as(each) : each;
    };
    const Tensor step = 2 * (0.16 * a * size(z) / size(score(x))).square();
    const Tensor corrected = x + step * score(x) + (2 * step).sqrt() * z;
    const Tensor mean = (2 - a) * corrected + b2 * score(corrected);
    // The published last step adds no noise.
    const Tensor by_hand = legacy ? mean : mean + std::sqrt(b2) * w;
    const Method method = make_method(legacy ? "pc_langevin_legacy" : "pc_langevin");
    const auto sde = reverse_dynamics(p, model, method.eta);
    const Tensor end = integrate(method, *sde, *noise, x, {t, t1}).x;
    CHECK(at::allclose(end, by_hand, 1e-12, 1e-12));
  }
}

TEST_CASE(
    "under error control an SDE converges on its path, and refuses noise that would be redrawn",
    "[adaptive]") {
  const auto p = make_process("vp_linear");
  const Method method = make_method("gotta_go_fast");
  const Tensor x = starting_noise(seeds(32), {2}, at::kDouble);
  const auto sde = reverse_dynamics(p, uneven_model(), 1);
  const auto path = [] { return brownian_tree(seeds(32), 0.01, 1); };
  const TimeGrid fine = make_time_grid("log_snr(t_min=0.01)", *p, 2000);
  const Tensor truth = integrate(make_method("sra1"), *sde, *path(), x, fine).x;
  double last = HUGE_VAL;
  for (double tolerance : {0.1, 0.01, 0.001}) {
    const auto w = path();
    const Solution s = integrate_adaptive(method, *sde, *w, x, 1, 0.01, {tolerance, tolerance});
    REQUIRE(s.ok());
    const double error = (s.x - truth).square().mean().sqrt().item<double>();
    CHECK(error < last);
    CHECK(error < 10 * tolerance);  // local errors add up
    last = error;
  }
  const auto redrawn = interval_noise(seeds(32));
  CHECK_THROWS_WITH(integrate_adaptive(method, *sde, *redrawn, x, 1, 0.01, {0.1, 0.1}),
                    ODELIA_CONTAINS("brownian_tree"));
}

TEST_CASE(
    "Gotta-Go-Fast as published takes its own steps, for each sample its own, within a budget",
    "[adaptive]") {
  const auto p = make_process("vp_linear");
  const Method method = make_method("gotta_go_fast_legacy(rtol=0.05,atol=0.02)");
  const auto solve = [&](int64_t n, NoiseSource& noise, const Limits& limits) {
    const auto sde = reverse_dynamics(p, uneven_model(), 1);
    return integrate(method, *sde, noise, starting_noise(seeds(n), {2}, at::kDouble),
                     {1, 0.5, 0.01}, limits);
  };
  const auto noise = interval_noise(seeds(16)), few = interval_noise(seeds(2)),
             more = interval_noise(seeds(2));
  const Solution all = solve(16, *noise, {});
  REQUIRE(all.ok());
  CHECK(at::isfinite(all.x).all().item<bool>());
  CHECK(at::equal(solve(2, *few, {}).x, all.x.slice(0, 0, 2)));
  CHECK(all.outcome[0].nfe > 2 * 2);
  const Solution spent = solve(2, *more, {.max_nfe = 12});
  CHECK(spent.outcome[0].status == Status::budget_exhausted);
  CHECK(spent.outcome[0].nfe <= 12);
  const auto tree = brownian_tree(seeds(2), 0.01, 1);
  CHECK_THROWS_WITH(solve(2, *tree, {}), ODELIA_CONTAINS("gotta_go_fast"));
}

TEST_CASE("a tolerance that an SDE method cannot reach ends with the budget, not never",
          "[adaptive]") {
  const auto p = make_process("vp_linear");
  const Tensor x = starting_noise(seeds(2), {2}, at::kDouble);
  for (const char* name : {"gotta_go_fast", "stochastic_heun"}) {
    const Method method = make_method(name);
    const auto sde = reverse_dynamics(p, uneven_model(), method.eta);
    const auto path = brownian_tree(seeds(2), 0.01, 1);
    const Solution s =
        integrate_adaptive(method, *sde, *path, x, 1, 0.01, {1e-8, 1e-8}, {.max_nfe = 500});
    for (const Outcome& o : s.outcome) {
      CHECK(o.status != Status::ok);
      CHECK(o.nfe <= 500);
    }
  }
}

TEST_CASE("what an SDE method cannot take is refused by name", "[errors]") {
  CHECK_THROWS_WITH(make_method("sa_solver(predictor=6)"), ODELIA_CONTAINS("predictor"));
  CHECK_THROWS_WITH(make_method("sa_solver(corrector=1.5)"), ODELIA_CONTAINS("whole number"));
  CHECK_THROWS_WITH(make_method("er_sde_2(phi=sde_6)"), ODELIA_CONTAINS("sde_5, sde, ode"));
  for (const auto& [name, entry] : registry()) {
    const Traits& t = entry.traits;
    if (t.kind != Equation::sde && t.weak_order == 0) continue;
    INFO(name);
    for (const char* eta : {"nan", "inf", "-1", "-1e-9"})
      CHECK_THROWS_AS(make_method(fmt::format("{}(eta={})", name, eta)), std::invalid_argument);
  }
  CHECK_THROWS_WITH(make_method("pc_langevin(snr=-1)"), ODELIA_CONTAINS("snr"));
  CHECK_THROWS_WITH(make_method("dpmpp_2m_sde(type=euler)"), ODELIA_CONTAINS("midpoint or heun"));
  CHECK_THROWS_WITH(make_method("gotta_go_fast_legacy(atol=0)"), ODELIA_CONTAINS("atol"));
  // Options that would do nothing.
  CHECK_THROWS_WITH(run("gotta_go_fast_legacy(h=0.1)"), ODELIA_CONTAINS("h is of its own step"));
  CHECK_THROWS_WITH(make_method("sa_solver(corrector=0,start=corrected)"),
                    ODELIA_CONTAINS("start does nothing"));
  CHECK_THROWS_WITH(make_method("sa_solver(eta=0,tau_from=1)"),
                    ODELIA_CONTAINS("there is no noise"));
}

TEST_CASE("a method whose noise is its own refuses eta, and every other one documents it",
          "[registry]") {
  int own = 0;
  for (const auto& [name, entry] : registry()) {
    const Traits& t = entry.traits;
    if (t.kind != Equation::sde && t.weak_order == 0 && t.strong_order == 0) continue;
    INFO(name);
    const bool documented = std::any_of(t.options.begin(), t.options.end(),
                                        [](const OptionDoc& o) { return o.name == "eta"; });
    CHECK(documented == t.own_noise.empty());
    if (documented) continue;
    ++own;
    CHECK_THROWS_WITH(make_method(name + "(eta=0.5)"), ODELIA_CONTAINS("takes no eta: "));
  }
  CHECK(own >= 9);  // DDPM's two, ER-SDE's five, EDM's, consistency's
}

TEST_CASE("DDIM with eta above one adds no more noise than there is", "[equivalence]") {
  CHECK(same("ddim(eta=1.3)", "euler_ancestral(eta=1.3)"));
}
