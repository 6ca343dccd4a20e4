#include "tests/catch.h"

#include <set>

#include "experiments/command/hashes.h"
#include "models/conventions/convention.h"
#include "models/data/hash.h"
#include "models/mixture.h"
#include "models/processes/base.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "models/score_model.h"
#include "solvers/grid_registry.h"
#include "solvers/integrate.h"
#include "tests/temporary_folder.h"

using namespace odelia;

namespace {

std::vector<std::shared_ptr<const Process>> closed_form_processes() {
  std::vector<std::shared_ptr<const Process>> all;
  for (const auto& name : processes_by_name()) all.push_back(make_process(name));
  return all;
}

std::vector<double> inner_times(const Process& p, int n = 41) {
  std::vector<double> times;
  for (int i = 1; i < n; ++i) times.push_back(p.t_min() + (p.t_max() - p.t_min()) * i / n);
  return times;
}

/// What a tabulated process reads.
std::string table_of(const Process& p, int rows) {
  std::string out;
  for (int i = 0; i < rows; ++i) {
    const double t = p.t_min() + (p.t_max() - p.t_min()) * i / (rows - 1);
    out += fmt::format("{:.17g} {:.17g} {:.17g}\n", t, p.alpha(t), p.sigma(t));
  }
  return out;
}

}  // namespace

TEST_CASE("f and g^2 are the derivatives that alpha and sigma ask for", "[process]") {
  for (const auto& p : closed_form_processes()) {
    for (double t : inner_times(*p)) {
      INFO(p->name() << " at t = " << t);
      const double d = 1e-5 * std::min(t - p->t_min(), p->t_max() - t);
      const double f = (p->log_alpha(t + d) - p->log_alpha(t - d)) / (2 * d);
      const double s2 = (std::pow(p->sigma(t + d), 2) - std::pow(p->sigma(t - d), 2)) / (2 * d);
      // central differences: truncation (relative d^2) and rounding (1e-16 / d) stay below 1e-7
      CHECK(p->f(t) == Approx(f).epsilon(1e-6).margin(1e-7));
      CHECK(p->g2(t) == Approx(s2 - 2 * f * std::pow(p->sigma(t), 2)).epsilon(1e-6).margin(1e-7));
      CHECK(p->g2(t) >= 0);
    }
  }
}

TEST_CASE("t_of_lambda inverts lambda, by formula and by bisection", "[process]") {
  for (const auto& p : closed_form_processes()) {
    for (double t : inner_times(*p)) {
      INFO(p->name() << " at t = " << t);
      const double l = p->lambda(t);
      CHECK(p->t_of_lambda(l) ==
            Approx(t).epsilon(1e-9));  // lambda is steep in t nowhere more than 1e5
      CHECK(p->Process::t_of_lambda(l) == Approx(t).epsilon(1e-9));
    }
    CHECK_THROWS_WITH(p->Process::t_of_lambda(p->lambda(p->t_min()) + 1),
                      ODELIA_CONTAINS("outside"));
  }
}

TEST_CASE("variance-preserving processes preserve variance, the others keep their definition",
          "[process]") {
  for (double t : {0.01, 0.3, 0.9}) {
    for (const char* name : {"vp_linear", "vp_cosine"}) {
      const auto p = make_process(name);
      CHECK(std::pow(p->alpha(t), 2) + std::pow(p->sigma(t), 2) == Approx(1).epsilon(1e-14));
    }
    const auto vp = make_process("vp_linear"), sub = make_process("sub_vp"),
               flow = make_process("rectified_flow");
    CHECK(sub->sigma(t) == Approx(std::pow(vp->sigma(t), 2)).epsilon(1e-13));
    CHECK(flow->alpha(t) + flow->sigma(t) == Approx(1).epsilon(1e-15));
    CHECK(make_process("edm")->sigma(t) == t);
  }
  CHECK(make_process("ve")->sigma(0) == Approx(0.01));
  CHECK(make_process("ve")->sigma(1) == Approx(50));
}

TEST_CASE("a tabulated process follows its table, and never has negative g^2", "[process]") {
  const auto vp = make_process("vp_linear");
  const TemporaryFolder folder("processes");
  const auto table =
      make_process("tabulated(file=" + folder.put("table.txt", table_of(*vp, 400)) + ")");
  for (double t : inner_times(*vp)) {
    CHECK(
        table->alpha(t) ==
        Approx(vp->alpha(t)).epsilon(1e-4));  // cubic through 400 points; limited slopes are O(h^2)
    CHECK(table->sigma(t) == Approx(vp->sigma(t)).epsilon(1e-4));
    CHECK(table->g2(t) >= 0);
    CHECK(table->t_of_lambda(table->lambda(t)) == Approx(t).epsilon(1e-9));
  }
  // The highest level, by way of sigma/alpha: another rounding than lambda's.
  const auto model = mixture_model({{1}, {{0.0}}, {0.5}});
  for (int i = 0; i < 10; ++i) {
    const auto cut = make_process(
        fmt::format("tabulated(file={},t_max={})", folder / "table.txt", 0.5 + 0.043 * i));
    const double top = cut->sigma(cut->t_max()) / cut->alpha(cut->t_max());
    CHECK(cut->t_of_lambda(-std::log(top)) == Approx(cut->t_max()).epsilon(1e-9));
    const auto dynamics = reverse_dynamics(cut, model, 0);
    CHECK(integrate(make_method("edm_stochastic(S_churn=40)"), *dynamics, *interval_noise({1}),
                    starting_noise({1}, {1}, at::kDouble), make_time_grid("log_snr", *cut, 64))
              .ok());
  }
  const auto bad = folder.put("bad.txt", "0 1 0.1\n0.5 0.9 0.05\n1 0.1 0.9\n");
  CHECK_THROWS_WITH(make_process("tabulated(file=" + bad + ")"), ODELIA_CONTAINS("row 2"));
  CHECK_THROWS_WITH(make_process("tabulated"), ODELIA_CONTAINS("cannot read"));
  CHECK_THROWS_WITH(table->sigma(0), ODELIA_CONTAINS("outside of its table's [0.001, 1]"));
  CHECK_THROWS_WITH(make_time_grid("uniform(t_min=0)", *table, 5), ODELIA_CONTAINS("outside"));
}

TEST_CASE("a table that was cut is refused, wherever the cut fell within a row", "[process]") {
  const std::string whole = "0 1 0.01\n0.5 0.8 0.6\n0.75 0.5 0.866\n1 0.01 0.99995\n";
  const TemporaryFolder folder("processes");
  const auto written = [&](const std::string& text) {
    return make_process("tabulated(file=" + folder.put("cut.txt", text) + ")");
  };
  CHECK(written(whole)->t_max() == 1);
  CHECK(written("\n" + whole + "\n \n")->t_max() == 1);
  const size_t last_row = whole.rfind("1 0.01");
  for (size_t length = last_row + 1; length < whole.size(); ++length) {
    INFO(whole.substr(last_row, length - last_row));
    CHECK_THROWS_WITH(written(whole.substr(0, length)), ODELIA_CONTAINS("row 4"));
  }
  CHECK_THROWS_WITH(written("0 1 0.01\n0.5 0.8\n1 0.01 1\n"), ODELIA_CONTAINS("three numbers"));
  CHECK_THROWS_WITH(written("0 1 0.01\n0.5 0.8 0.6 7\n"), ODELIA_CONTAINS("three numbers"));
}

TEST_CASE("options whose kernel no double holds are refused, those it holds work", "[process]") {
  for (const char* spec : {"vp_linear(beta_max=4000)", "sub_vp(beta_max=1e5)", "vp_cosine(s=1e300)",
                           "ve(sigma_max=1e200)", "edm(sigma_max=1e308)"}) {
    INFO(spec);
    CHECK_THROWS_WITH(make_process(spec), ODELIA_CONTAINS("out of a double's range at t = "));
  }
  CHECK_THROWS_WITH(make_process("edm(sigma_min=0.1,t_min=0.2)"), ODELIA_CONTAINS("are the same"));
  // alpha(1) = 7e-218: lambda is far below where exp(-2 lambda) is a double.
  const auto steep = make_process("vp_linear(beta_max=2000)");
  for (double t : {0.01, 0.5, 0.9, 1.0})
    CHECK(steep->t_of_lambda(steep->lambda(t)) == Approx(t).epsilon(1e-9));
  const TimeGrid grid = make_time_grid("log_snr", *steep, 5);
  for (size_t i = 1; i < grid.size(); ++i)
    CHECK(steep->lambda(grid[i]) - steep->lambda(grid[i - 1]) ==
          Approx((steep->lambda(0.001) - steep->lambda(1)) / 5).epsilon(1e-6));
}

TEST_CASE("a cosine without its offset keeps sigma down to where the data are", "[process]") {
  const auto p = make_process("vp_cosine(s=0,t_min=1e-10)");
  for (double t : {1e-10, 1e-8, 1e-4, 0.1, 0.5, 0.9}) {
    INFO(t);
    CHECK(p->sigma(t) == Approx(std::sin(M_PI / 2 * t)).epsilon(1e-14));
    CHECK(p->t_of_lambda(p->lambda(t)) == Approx(t).epsilon(1e-12));
  }
  // 1 - alpha^2 in 64 bits: it loses 1e-19 of 6e-9.
  const auto small = make_process("vp_cosine(s=1e-3,t_min=1e-6)");
  for (double t : {1e-6, 1e-3, 0.3}) {
    INFO(t);
    const long double rate = acosl(-1.0L) / 2 / (1 + 1e-3L),
                      ratio = cosl(rate * (t + 1e-3L)) / cosl(rate * 1e-3L);
    CHECK(small->sigma(t) == Approx(double(sqrtl(1 - ratio * ratio))).epsilon(1e-10));
    CHECK(small->t_of_lambda(small->lambda(t)) == Approx(t).epsilon(1e-10));
  }
  // The usual one is to the bit what it was.
  const auto usual = make_process("vp_cosine");
  for (double t : {1e-3, 0.02, 0.7})
    CHECK(usual->sigma(t) == std::sqrt(-std::expm1(2 * usual->log_alpha(t))));
}

TEST_CASE("an unknown process or option lists the known ones", "[errors]") {
  CHECK_THROWS_WITH(make_process("vpp"), ODELIA_CONTAINS("known: edm"));
  CHECK_THROWS_WITH(make_process("edm(beta=1)"), ODELIA_CONTAINS("known: sigma_min"));
  CHECK_THROWS_WITH(make_process("edm(sigma_min=x)"), ODELIA_CONTAINS("finite number"));
  CHECK_THROWS_WITH(make_process("rectified_flow(t_max=1.5)"), ODELIA_CONTAINS("t_max <= 1"));
}

TEST_CASE("every prediction converts into every other and back", "[conversion]") {
  const Tensor x0 = at::tensor({0.3, -0.8, 0.5}, at::kDouble).unsqueeze(0),
               eps = at::tensor({1.2, 0.1, -0.7}, at::kDouble).unsqueeze(0);
  for (const auto& p : closed_form_processes()) {
    const double t = 0.5 * (p->t_min() + p->t_max()), a = p->alpha(t), s = p->sigma(t);
    const Tensor x = a * x0 + s * eps;
    const std::vector<std::pair<Prediction, Tensor>> truth{{Prediction::noise, eps},
                                                           {Prediction::data, x0},
                                                           {Prediction::velocity, a * eps - s * x0},
                                                           {Prediction::flow, eps - x0},
                                                           {Prediction::score, -eps / s}};
    for (const auto& [from, value] : truth)
      for (const auto& [to, wanted] : truth) {
        INFO(p->name() << ": " << to_string(from) << " to " << to_string(to));
        // a data prediction divided by a large sigma loses as many digits as sigma/alpha has
        CHECK(at::allclose(convert(value, from, to, x, a, s), wanted, 1e-11, 1e-11 * (1 + s / a)));
      }
  }
  CHECK_THROWS_AS(convert(eps, Prediction::data, Prediction::noise, x0, 1.0, 0.0),
                  std::domain_error);
  CHECK_THROWS_WITH(prediction_from("epsilon"), ODELIA_CONTAINS("known: noise"));
}

TEST_CASE("the mixture's noise is the gradient of its log density", "[mixture]") {
  // One component: eps = sigma (x - alpha mu) / (alpha^2 s^2 + sigma^2).
  const auto one = mixture_model({{2.0}, {{0.5, -1}}, {0.4}});
  const Tensor x = at::tensor({1.0, 2.0, -0.5, 0.1}, at::kDouble).reshape({2, 2});
  const double a = 0.8, s = 0.6;
  const Tensor mean = at::tensor({0.5, -1.0}, at::kDouble);
  CHECK(at::allclose(one->predict(x, a, s, Prediction::noise),
                     s * (x - a * mean) / (a * a * 0.16 + s * s), 1e-14, 1e-15));
  // Two components, far out: no overflow, the nearer one wins.
  const auto two = mixture_model({{1, 1}, {{-5}, {5}}, {0.1, 0.1}});
  const Tensor far = at::tensor({1e3}, at::kDouble).unsqueeze(1);
  CHECK(two->predict(far, 1.0, 0.01, Prediction::noise).item<double>() ==
        Approx(0.01 * 995 / (0.01 + 1e-4)));
  CHECK(two->ledger().forward == 1);
}

TEST_CASE("the probability flow carries Gaussian marginals to Gaussian marginals", "[dynamics]") {
  // For Gaussian data the flow map is x -> alpha1 mu + sqrt(v1/v0) (x - alpha0 mu).
  NoNoise none;
  for (const auto& p : closed_form_processes()) {
    INFO(p->name());
    const double mu = 0.7, std = 0.5, t0 = p->t_of_lambda(-1.5), t1 = p->t_of_lambda(2);
    const auto v = [&](double t) {
      return std::pow(p->alpha(t) * std, 2) + std::pow(p->sigma(t), 2);
    };
    const auto flow = reverse_dynamics(p, mixture_model({{1}, {{mu}}, {std}}), 0);
    const Tensor x = at::linspace(-2, 2, 9, at::kDouble).unsqueeze(1) * p->sigma(t0);
    const Tensor exact = p->alpha(t1) * mu + std::sqrt(v(t1) / v(t0)) * (x - p->alpha(t0) * mu);
    const Tensor end =
        integrate(
            make_method("rk4"), *flow, none, x,
            make_time_grid(fmt::format("log_snr(t_min={:.17g},t_max={:.17g})", t1, t0), *p, 200))
            .x;
    CHECK((end - exact).abs().max().item<double>() <
          1e-7);  // rk4: C (3.5/200)^4, C about 1 at this scale
  }
}

TEST_CASE("the forward SDE takes data to the process's kernel", "[dynamics]") {
  // Euler-Maruyama's mean has error O(h); its sample moments over 4,000 paths a standard error
  // of 1.6 %.
  const auto vp = make_process("vp_linear");
  const auto forward = forward_dynamics(vp);
  std::vector<uint64_t> seeds(4000);
  for (size_t i = 0; i < seeds.size(); ++i) seeds[i] = i;
  const auto noise = interval_noise(seeds);
  TimeGrid grid;
  for (int i = 0; i <= 200; ++i) grid.push_back(0.5 * i / 200);
  const Solution end = integrate(make_method("euler_maruyama"), *forward, *noise,
                                 at::full({4000, 1}, 2.0, at::kDouble), grid);
  CHECK(end.x.mean().item<double>() ==
        Approx(2 * vp->alpha(0.5)).margin(4 * vp->sigma(0.5) / std::sqrt(4000) + 0.02));
  CHECK(end.x.std().item<double>() == Approx(vp->sigma(0.5)).epsilon(0.05));
  CHECK(end.mean_nfe() == 0);
}

TEST_CASE("time grids go from T to t_min, equally spaced in their variable", "[grid]") {
  const auto vp = make_process("vp_linear");
  const auto check_equal = [](const TimeGrid& g, auto u) {
    const double h = (u(g.back()) - u(g.front())) / double(g.size() - 1);
    for (size_t i = 1; i < g.size(); ++i) CHECK(u(g[i]) - u(g[i - 1]) == Approx(h).epsilon(1e-9));
  };
  const auto ratio = [&](double t) { return vp->sigma(t) / vp->alpha(t); };
  check_equal(make_time_grid("uniform", *vp, 10), [](double t) { return t; });
  check_equal(make_time_grid("quadratic", *vp, 10), [](double t) { return std::sqrt(t); });
  check_equal(make_time_grid("log_snr", *vp, 10), [&](double t) { return vp->lambda(t); });
  check_equal(make_time_grid("karras(rho=5)", *vp, 10),
              [&](double t) { return std::pow(ratio(t), 0.2); });
  for (const char* name : {"uniform", "quadratic", "log_snr", "karras", "ddpm"}) {
    const TimeGrid g = make_time_grid(name, *vp, 7);
    CHECK(g.size() == 8);
    CHECK(g.front() == 1);
    CHECK(g.back() == Approx(1e-3).epsilon(1e-12));
    const TimeGrid z = make_time_grid(std::string(name) + "(final=zero)", *vp, 7);
    CHECK(z.size() == 8);
    CHECK(z[6] == Approx(1e-3).epsilon(1e-12));
    CHECK(z.back() == 0);
  }
  for (double t : make_time_grid("ddpm", *vp, 50))
    CHECK(1000 * t == Approx(std::round(1000 * t)).epsilon(1e-12));
  // EDM's own schedule, arXiv:2206.00364, eq. 5, with 18 steps, the last to zero.
  const TimeGrid edm = make_time_grid("karras(final=zero)", *make_process("edm"), 18);
  CHECK(edm[0] == 80);
  CHECK(edm[1] == Approx(std::pow(std::pow(80, 1 / 7.0) +
                                      1 / 17.0 * (std::pow(0.002, 1 / 7.0) - std::pow(80, 1 / 7.0)),
                                  7))
                      .epsilon(1e-12));
  CHECK(edm.back() == 0);
}

TEST_CASE("the grids of the neighbours are theirs", "[grid]") {
  const auto vp = make_process("vp_linear"), edm = make_process("edm"),
             flow = make_process("rectified_flow");
  const auto indices = [&](const std::string& spec, int64_t steps) {
    std::vector<int64_t> out;  // the network's index of DDPM's table, of all points but the end
    for (double t : make_time_grid(spec, *vp, steps)) out.push_back(std::lround(1000 * t) - 1);
    out.pop_back();
    return out;
  };
  // arXiv:2305.08891, Table 2, of T = 1000 and 5 steps.
  CHECK(indices("ddpm(final=zero)", 5) == std::vector<int64_t>{999, 749, 500, 250, 0});
  CHECK(indices("ddpm(spacing=leading,final=zero)", 5) ==
        std::vector<int64_t>{800, 600, 400, 200, 0});
  CHECK(indices("ddpm(spacing=leading,offset=1)", 5) ==
        std::vector<int64_t>{801, 601, 401, 201, 1});
  CHECK(indices("ddpm(spacing=trailing)", 5) == std::vector<int64_t>{999, 799, 599, 399, 199});
  CHECK(indices("ddpm(spacing=trailing,final=zero)", 3) == std::vector<int64_t>{999, 666, 332});
  // What diffusers' DPMSolverMultistepScheduler and its kin evaluate at, by set_timesteps(6).
  CHECK(indices("ddpm(spacing=linspace_open,final=zero)", 7) ==
        std::vector<int64_t>{999, 856, 714, 571, 428, 285, 143});
  CHECK(indices("ddpm(spacing=linspace_open)", 6) ==
        std::vector<int64_t>{999, 832, 666, 500, 333, 166});
  CHECK(indices("ddpm(spacing=leading_open)", 6) ==
        std::vector<int64_t>{852, 710, 568, 426, 284, 142});
  CHECK_THROWS_WITH(make_time_grid("ddpm(spacing=leading)", *vp, 5),
                    ODELIA_CONTAINS("take final=zero, or offset=1"));
  CHECK_THROWS_WITH(make_time_grid("ddpm(spacing=middle)", *vp, 5), ODELIA_CONTAINS("trailing"));
  CHECK_THROWS_AS(make_time_grid("ddpm(spacing=trailing)", *vp, 1001), std::invalid_argument);

  // Beta(1, 1) is uniform, Beta(1/2, 1/2) the arcsine law, Beta(2, 1) has the quantile sqrt(p).
  const TimeGrid even = make_time_grid("beta(alpha=1,beta=1)", *vp, 7),
                 uniform = make_time_grid("uniform", *vp, 7),
                 arcsine = make_time_grid("beta(alpha=0.5,beta=0.5,t_min=0)", *vp, 6),
                 root = make_time_grid("beta(alpha=2,beta=1,t_min=0)", *vp, 6);
  for (size_t i = 0; i < even.size(); ++i) CHECK(even[i] == Approx(uniform[i]).epsilon(1e-12));
  for (size_t i = 0; i <= 6; ++i) {
    const double p = 1 - double(i) / 6;
    CHECK(arcsine[i] == Approx(std::pow(std::sin(M_PI * p / 2), 2)).margin(1e-12));
    CHECK(root[i] == Approx(std::sqrt(p)).margin(1e-12));
  }
  const TimeGrid levels = make_time_grid("beta(alpha=0.5,beta=0.5,in=sigma,final=zero)", *vp, 7);
  const auto level = [&](double t) { return std::exp(-vp->lambda(t)); };
  for (size_t i = 0; i <= 6; ++i) {  // sigma/alpha to 1e-9, from lambda by bisection
    const double p = 1 - double(i) / 6, low = level(vp->t_min()), high = level(vp->t_max());
    CHECK(level(levels[i]) ==
          Approx(low + (high - low) * std::pow(std::sin(M_PI * p / 2), 2)).epsilon(1e-9));
  }
  CHECK(levels[7] == 0);
  CHECK_THROWS_WITH(make_time_grid("beta(alpha=0)", *vp, 5), ODELIA_CONTAINS("positive"));
  CHECK_THROWS_WITH(make_time_grid("beta(in=lambda)", *vp, 5), ODELIA_CONTAINS("t or sigma"));
  CHECK_THROWS_WITH(make_time_grid("beta(in=sigma)", *make_process("rectified_flow(t_max=1)"), 5),
                    ODELIA_CONTAINS("lower t_max"));

  // t' = k t/(1 + (k - 1) t) of equal steps, on the flow's own time.
  const double top = flow->t_max(), k = 3;
  const auto unshifted = [&](double t) { return t / (k - (k - 1) * t); };
  const TimeGrid shifted = make_time_grid("flow_shift(shift=3)", *flow, 8);
  for (size_t i = 0; i < shifted.size(); ++i) {
    const double u = unshifted(top) + (unshifted(shifted.back()) - unshifted(top)) * double(i) / 8;
    CHECK(shifted[i] == Approx(k * u / (1 + (k - 1) * u)).epsilon(1e-9));
  }
  const TimeGrid large = make_time_grid("flow_shift(tokens=4096)", *flow, 8),
                 same = make_time_grid(fmt::format("flow_shift(shift={:.17g})", std::exp(1.15)),
                                       *flow, 8);
  for (size_t i = 0; i < large.size(); ++i) CHECK(large[i] == Approx(same[i]).epsilon(1e-12));
  CHECK_THROWS_WITH(make_time_grid("flow_shift(shift=2,tokens=9)", *flow, 5),
                    ODELIA_CONTAINS("not both"));

  const TimeGrid arc = make_time_grid("kl_optimal", *edm, 9);
  const double step = (std::atan(80) - std::atan(0.002)) / 9;
  for (size_t i = 0; i < arc.size(); ++i)
    CHECK(std::atan(arc[i]) == Approx(std::atan(80) - step * double(i)).epsilon(1e-9));

  const TimeGrid ten = make_time_grid("align_your_steps", *edm, 10),
                 twenty = make_time_grid("align_your_steps", *edm, 20);
  CHECK(ten[1] == Approx(6.4745760956).epsilon(1e-9));
  CHECK(ten.back() == Approx(0.0291671582).epsilon(1e-9));
  for (size_t i = 0; i <= 10; ++i) CHECK(twenty[2 * i] == Approx(ten[i]).epsilon(1e-9));
  CHECK(twenty[1] == Approx(std::sqrt(ten[0] * ten[1])).epsilon(1e-9));
  CHECK_THROWS_WITH(make_time_grid("align_your_steps(table=svd)", *edm, 10),
                    ODELIA_CONTAINS("edm(sigma_max=700)"));
  CHECK(make_time_grid("align_your_steps(table=svd)", *make_process("edm(sigma_max=700)"), 10)[1] ==
        Approx(54.5).epsilon(1e-9));
}

TEST_CASE("Align Your Steps has its published levels", "[grid]") {
  // arXiv:2404.14507: steps of Stable Diffusion's schedule, whose roots of beta are equally spaced.
  std::vector<double> levels;
  double kept = 1;
  for (int i = 0; i < 1000; ++i) {
    const double root = std::sqrt(0.00085) + (std::sqrt(0.012) - std::sqrt(0.00085)) * i / 999;
    kept *= 1 - root * root;
    levels.push_back(std::sqrt((1 - kept) / kept));
  }
  const auto edm = make_process("edm(sigma_max=700)");
  const auto table = [&](const std::string& name) {
    return make_time_grid("align_your_steps(table=" + name + ")", *edm, 10);
  };
  const std::pair<const char*, std::vector<size_t>> of_images[] = {
      {"sd15", {999, 850, 736, 645, 545, 455, 343, 233, 124, 24, 0}},
      {"sdxl", {999, 845, 730, 587, 443, 310, 193, 116, 53, 13, 0}}};
  for (const auto& [name, steps] : of_images) {
    INFO(name);
    const TimeGrid grid = table(name);
    REQUIRE(grid.size() == steps.size());
    for (size_t i = 0; i < steps.size(); ++i)  // to ten decimals
      CHECK(grid[i] == Approx(levels[steps[i]]).epsilon(1e-8));
  }
  const TimeGrid video = table("svd");
  const std::vector<double> published{700,   54.5,  15.886, 7.977, 4.248, 1.789,
                                      0.981, 0.403, 0.173,  0.034, 0.002};
  REQUIRE(video.size() == published.size());
  for (size_t i = 0; i < video.size(); ++i) CHECK(video[i] == Approx(published[i]).epsilon(1e-9));
}

TEST_CASE("a grid that cannot be is refused with a reason", "[grid][errors]") {
  const auto vp = make_process("vp_linear");
  CHECK_THROWS_WITH(make_time_grid("loglog", *vp, 5), ODELIA_CONTAINS("known: align_your_steps"));
  CHECK_THROWS_WITH(make_time_grid("uniform", *vp, 0), ODELIA_CONTAINS("1 step or more"));
  CHECK_THROWS_WITH(make_time_grid("uniform(t_max=2)", *vp, 5), ODELIA_CONTAINS("t_max"));
  CHECK_THROWS_WITH(make_time_grid("karras(final=zero)", *make_process("ve"), 5),
                    ODELIA_CONTAINS("sigma(0)"));
  CHECK_THROWS_WITH(make_time_grid("ddpm", *vp, 1000), ODELIA_CONTAINS("1000"));
  CHECK_THROWS_WITH(check_time_grid({1, 0.5, 0.5}), ODELIA_CONTAINS("repeated"));
  CHECK_THROWS_WITH(check_time_grid({1, 0.5, 0.7}), ODELIA_CONTAINS("monotone"));
  CHECK_THROWS_WITH(check_time_grid({1}), ODELIA_CONTAINS("2 points"));
  CHECK_THROWS_WITH(check_time_grid({1, NAN}), ODELIA_CONTAINS("finite"));
  const TemporaryFolder folder("processes");
  const auto path = folder.put("times.txt", "1\n0.5\n\n0.001\n");
  CHECK(make_time_grid("file:" + path, *vp, 99) == TimeGrid{1, 0.5, 0.001});
  const auto refused = [&](const std::string& times, const Process& process,
                           const std::string& why) {
    INFO(times);
    folder.put("times.txt", times);
    CHECK_THROWS_WITH(make_time_grid("file:" + path, process, 1),
                      ODELIA_CONTAINS(why) && ODELIA_CONTAINS("times.txt"));
  };
  refused("1\nhalf\n", *vp, "line 2");
  refused("0.001\n0.5\n1\n", *vp, "must fall: reverse them");
  refused("5\n1\n0.001\n", *vp, "goes from t = 5 to 0.001, and process vp_linear from 1 to 0.001");
  refused("999\n500\n0\n", *vp, "goes from t = 999");
  refused("1\n0.5\n-0.5\n", *vp, "to -0.5, and process");
  refused("1\n0.0001\n", *vp, "to 0.0001, and process");
  refused("1\n0.5\n0.5\n0.001\n", *vp, "remove the repeated one");
  refused("1\n0.5\n0.7\n0.001\n", *vp, "not monotone");
  refused("1\n", *vp, "2 points");
  refused("", *vp, "2 points");
  refused("1\nnan\n0.001\n", *vp, "not a finite time");
  refused("1\n0.5\n0\n", *make_process("ve"), "to 0, and process ve");  // sigma(0) = 0.01
  CHECK_THROWS_WITH(make_time_grid("file:/dev/zero", *vp, 1), ODELIA_CONTAINS("cannot read"));
  // A last step to sigma = 0, and times that a float32 has rounded up.
  folder.put("times.txt", "80.000001\n1\n0.002\n0\n");
  CHECK(make_time_grid("file:" + path, *make_process("edm"), 1).size() == 4);

  CHECK_THROWS_WITH(make_time_grid("uniform", *vp, 2'000'000'000),
                    ODELIA_CONTAINS("1000000 at most"));
  CHECK_THROWS_WITH(make_time_grid("karras(rho=0)", *vp, 5), ODELIA_CONTAINS("rho"));
  CHECK_THROWS_WITH(make_time_grid("log_snr", *make_process("vp_linear(t_min=0)"), 5),
                    ODELIA_CONTAINS("never reach t = 0") && ODELIA_CONTAINS("final=zero"));
}

namespace {
/// vp_linear with parts that are not its own.
class Contradictory final : public Process {
 public:
  explicit Contradictory(const Spec& spec)
      : on_f_(spec.options.number("f", 1)),
        on_g2_(spec.options.number("g2", 1)),
        on_back_(spec.options.number("back", 1)),
        on_alpha_(spec.options.number("alpha_rate", 1)),
        on_sigma_(spec.options.number("sigma_rate", 1)),
        on_prior_(spec.options.number("prior", 1)),
        wave_(spec.options.number("wave", 0) > 0) {}
  std::string name() const override { return "wrong_parts"; }
  double t_min() const override { return vp_->t_min(); }
  double t_max() const override { return vp_->t_max(); }
  double log_alpha(double t) const override {
    return vp_->log_alpha(t) + (wave_ ? 2 * std::sin(20 * t) : 0);
  }
  double sigma(double t) const override { return vp_->sigma(t); }
  double f(double t) const override { return on_f_ * vp_->f(t); }
  double g2(double t) const override { return on_g2_ * vp_->g2(t); }
  double t_of_lambda(double l) const override { return on_back_ * Process::t_of_lambda(l); }
  double alpha_rate(double t) const override { return on_alpha_ * Process::alpha_rate(t); }
  double sigma_rate(double t) const override { return on_sigma_ * Process::sigma_rate(t); }
  double prior_std() const override { return on_prior_ * Process::prior_std(); }

 private:
  std::shared_ptr<const Process> vp_ = make_process("vp_linear");
  double on_f_, on_g2_, on_back_, on_alpha_, on_sigma_, on_prior_;
  bool wave_;
};
const RegisterProcess<Contradictory> registered{{.name = "wrong_parts",
                                                 .summary = "none",
                                                 .options = {{"f", "1", "factor"},
                                                             {"g2", "1", "factor"},
                                                             {"back", "1", "factor"},
                                                             {"alpha_rate", "1", "factor"},
                                                             {"sigma_rate", "1", "factor"},
                                                             {"prior", "1", "factor"},
                                                             {"wave", "0", "or not"}},
                                                 .by_name = false}};
}  // namespace

TEST_CASE("a process whose parts contradict one another is refused", "[process][errors]") {
  CHECK_NOTHROW(make_process("wrong_parts"));
  CHECK_THROWS_WITH(make_process("wrong_parts(f=1.2)"), ODELIA_CONTAINS("f is"));
  CHECK_THROWS_WITH(make_process("wrong_parts(g2=1.2)"), ODELIA_CONTAINS("g^2 is"));
  CHECK_THROWS_WITH(make_process("wrong_parts(wave=1)"), ODELIA_CONTAINS("must fall with t"));
  CHECK_THROWS_WITH(make_process("wrong_parts(back=0.5)"),
                    ODELIA_CONTAINS("t_of_lambda(lambda) is"));
  CHECK_THROWS_WITH(make_process("wrong_parts(alpha_rate=1.1)"), ODELIA_CONTAINS("alpha_rate is"));
  CHECK_THROWS_WITH(make_process("wrong_parts(sigma_rate=3)"), ODELIA_CONTAINS("sigma_rate is"));
  CHECK_THROWS_WITH(make_process("wrong_parts(prior=1.1)"), ODELIA_CONTAINS("prior_std is"));
  CHECK_THROWS_WITH(make_process("wrong_parts(t_min=0.1)"),
                    ODELIA_CONTAINS("documents an option 't_min'"));
}

namespace {
TimeGrid of_steps(const GridRequest& r, int64_t steps, double to) {
  TimeGrid grid;
  for (int64_t i = 0; i <= steps; ++i)
    grid.push_back(r.from + (to - r.from) * static_cast<double>(i) / static_cast<double>(steps));
  return grid;
}
const RegisterTimeGrid halfway{
    {"halfway", {}, "none", [](const GridRequest& r) { return of_steps(r, r.steps, 0.5); }}};
const RegisterTimeGrid thrice{
    {"thrice", {}, "none", [](const GridRequest& r) { return of_steps(r, 3 * r.steps, r.to); }}};
const RegisterTimeGrid not_far{
    {"not_far", {}, "none", [](const GridRequest& r) { return of_steps(r, r.steps, 50 * r.to); }}};
const RegisterTimeGrid late{{"late", {{"p", "1", "none"}}, "none", [](const GridRequest& r) {
                               TimeGrid grid = of_steps(r, r.steps, r.to);
                               grid.front() = r.to + 0.9 * (r.from - r.to);
                               return grid;
                             }}};
const std::set<std::string> wrong_grids{"halfway", "thrice", "not_far", "late"};
}  // namespace

TEST_CASE("every kind of grid can be had on every process, also to sigma = 0", "[grid]") {
  for (const auto& name : processes_by_name())
    for (const auto& [grid, entry] : time_grid_entries()) {
      if (wrong_grids.contains(grid)) continue;  // below
      const auto p = make_process(name);
      INFO(grid << " on " << name);
      if (grid == "ddpm" && name != "vp_linear") continue;  // thins the times that has
      if (grid == "align_your_steps" && (p->lambda(p->t_max()) > -std::log(14.6146412293) ||
                                         p->lambda(p->t_min()) < -std::log(0.0291671582)))
        continue;  // its levels lie beyond, which it says, as above
      CHECK(make_time_grid(grid, *p, 10).size() == 11);
      if (p->sigma(0) == 0)
        CHECK(make_time_grid(grid + "(final=zero)", *p, 10).back() == 0);
      else
        CHECK_THROWS_AS(make_time_grid(grid + "(final=zero)", *p, 10), std::invalid_argument);
    }
}

TEST_CASE("parts that are not Odelia's own are known by the file that they are in",
          "[process][grid]") {
  const std::string here = hash_file("/proc/self/exe");
  CHECK(hash_process("wrong_parts(f=1.1)") == here);
  CHECK(hash_outside_grid("halfway") == here);
  for (const std::string& name : process_names()) {
    INFO(name);
    CHECK(hash_outside_process(name).empty() == (name != "wrong_parts"));
  }
  for (const auto& [name, entry] : time_grid_entries()) {
    INFO(name);
    CHECK(hash_outside_grid(name).empty() == !wrong_grids.contains(name));
  }
  for (const auto& [name, entry] : registry()) {
    INFO(name);
    CHECK(hash_solver(name).empty());
  }
  for (const auto& [name, entry] : wrappers()) {
    INFO(name);
    CHECK(hash_solver(name + "(heun)").empty());
  }
  for (const auto& [name, entry] : convention_entries()) {
    INFO(name);
    CHECK_THAT(make_convention(name).identity, !ODELIA_CONTAINS("program="));
  }
}

TEST_CASE("parts are known by the files that their options name", "[process][grid]") {
  const std::string here = hash_file("/proc/self/exe");
  const TemporaryFolder folder("processes");
  const std::string table = "(table=" + folder.put("table.txt", "1\n") + ")";
  for (const char* text : {"1\n", "2\n"}) {
    const std::string file = hash_file(folder.put("table.txt", text));
    CHECK(hash_process("wrong_parts" + table) == file + " " + here);
    CHECK(hash_grid("late" + table) == file + " " + here);
    CHECK(hash_solver("richardson(heun" + table + ")") == file);
  }
  CHECK(hash_process("wrong_parts(table=none.txt,f=1.1)") == here);
}

TEST_CASE("a kind of grid is held to the steps and the ends that it is asked for",
          "[grid][errors]") {
  const auto vp = make_process("vp_linear");
  CHECK_THROWS_WITH(
      make_time_grid("halfway", *vp, 5),
      ODELIA_CONTAINS("asked for 5 steps from t = 1 to 0.001, it made 5 from t = 1 to 0.5"));
  CHECK_THROWS_WITH(make_time_grid("thrice", *vp, 5), ODELIA_CONTAINS("it made 15"));
  CHECK_THROWS_WITH(make_time_grid("late", *vp, 5), ODELIA_CONTAINS("it made 5 from t = 0.9"));
  CHECK_THROWS_WITH(make_time_grid("late(p=2)", *vp, 5), ODELIA_CONTAINS("an option 'p'"));
  // 0.1 in the place of 0.002, on 80.
  const auto edm = make_process("edm");
  CHECK_THROWS_WITH(make_time_grid("not_far", *edm, 5), ODELIA_CONTAINS("it made 5 from t = 80"));
  CHECK_THROWS_WITH(make_time_grid("not_far(final=zero)", *edm, 5), ODELIA_CONTAINS("it made 4"));
  // What is documented is asked for; what is no value of it may be refused.
  const auto says = [](const auto& make) {
    try {
      make();
    } catch (const std::exception& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  for (const auto& [name, entry] : time_grid_entries())
    for (const OptionDoc& option : entry.options)
      if (!wrong_grids.contains(name))
        CHECK_THAT(says([&] {
                     make_time_grid(fmt::format("{}({}={})", name, option.name, option.fallback),
                                    *vp, 5);
                   }),
                   !ODELIA_CONTAINS("did not ask"));
  for (const auto& [name, entry] : process_entries())
    for (const OptionDoc& option : entry.options)
      CHECK_THAT(
          says([&] { make_process(fmt::format("{}({}={})", name, option.name, option.fallback)); }),
          !ODELIA_CONTAINS("did not ask"));
}
