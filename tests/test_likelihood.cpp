#include "tests/catch.h"

#include <cmath>
#include <fstream>
#include <set>

#include <ATen/ATen.h>

#include "experiments/likelihood/run.h"
#include "models/bound.h"
#include "models/data/npz.h"
#include "models/guidance.h"
#include "models/mixture.h"
#include "models/networks/score/network_model.h"
#include "models/networks/score/unet/unet.h"
#include "models/processes/processes.h"
#include "solvers/noise.h"
#include "tests/temporary_folder.h"

using namespace odelia;

namespace {

std::vector<uint64_t> seeds_from(uint64_t first, int64_t n) {
  std::vector<uint64_t> out;
  for (int64_t i = 0; i < n; ++i) out.push_back(sample_seed(first, i, 0));
  return out;
}

/// Three overlapping components; one (a Gaussian) if `plain`.
Mixture mixture_in(int64_t d, bool plain = false) {
  Mixture m;
  m.weights = plain ? std::vector<double>{1} : std::vector<double>{0.3, 0.5, 0.2};
  m.stds = plain ? std::vector<double>{0.7} : std::vector<double>{0.5, 0.6, 0.7};
  for (size_t k = 0; k < m.weights.size(); ++k) {
    std::vector<double> mean;
    for (int64_t e = 0; e < d; ++e)
      mean.push_back(std::sin(1.7 * static_cast<double>(e) + 2.1 * static_cast<double>(k)) /
                     std::sqrt(static_cast<double>(d)));
    m.means.push_back(mean);
  }
  return m;
}

/// Points of the diffused mixture at t: any will do for a density.
Tensor points(int64_t rows, int64_t d, uint64_t seed = 5) {
  Tensor x = at::empty({rows, d}, at::kDouble);
  fill_normal(x, seeds_from(seed, rows), std::vector<uint64_t>(rows, 1));
  return x * 0.8;
}

FlowLikelihood density(const std::shared_ptr<ScoreModel>& model, const Tensor& x,
                       const TraceOptions& trace, double tolerance = 1e-8,
                       const char* process = "vp_linear", double t_min = 1e-3,
                       const char* solver = "dopri5",
                       std::shared_ptr<const GaussianPart> control = nullptr, uint64_t seed = 9) {
  auto estimator = make_trace_estimator(trace, seeds_from(seed, x.size(0)), model->sample_shape(),
                                        x.options(), control);
  const auto forward = make_process(process);
  return flow_log_density(plan_flow("test", solver, {tolerance, tolerance}, *forward, t_min),
                          forward, model, std::move(estimator), trace.product, x, "exact");
}

Tensor closed_form(const std::shared_ptr<ScoreModel>& model, const Tensor& x,
                   const char* process = "vp_linear", double t_min = 1e-3) {
  const auto p = make_process(process);
  return model->log_density(x, p->alpha(t_min), p->sigma(t_min));
}

double worst_bits(const Tensor& a, const Tensor& b, int64_t d) {
  return (a - b).abs().max().item<double>() / (static_cast<double>(d) * M_LN2);
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z * M_SQRT1_2); }

/// Kolmogorov and Smirnov's distance between these values and N(0, 1).
double ks_distance(std::vector<double> z) {
  std::sort(z.begin(), z.end());
  const auto n = static_cast<double>(z.size());
  double distance = 0;
  for (size_t i = 0; i < z.size(); ++i)
    distance = std::max({distance, normal_cdf(z[i]) - static_cast<double>(i) / n,
                         static_cast<double>(i + 1) / n - normal_cdf(z[i])});
  return distance;
}

void write_mixture(const std::string& path, const Mixture& m) {
  nlohmann::json json = {{"weights", m.weights}, {"means", m.means}, {"stds", m.stds}};
  std::ofstream(path) << json;
}

LikelihoodConfig config_for(const TemporaryFolder& folder, const Tensor& x, int64_t d) {
  write_mixture(folder / "m.json", mixture_in(d));
  write_npz(folder / "x.npz", {{"arr_0", x}});
  LikelihoodConfig c;
  c.model = "mixture:" + (folder / "m.json");
  c.data = folder / "x.npz";
  c.t_min = 1e-3;
  c.terminal = "exact";
  return c;
}

bool same_records(const std::vector<LikelihoodRecord>& a, const std::vector<LikelihoodRecord>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (to_json(a[i]) != to_json(b[i])) return false;
  return true;
}

}  // namespace

TEST_CASE(
    "with exact divergence and terminal density the flow gives the closed form within 1e-6 "
    "bits/dim",
    "[likelihood]") {
  for (const char* process : {"vp_linear", "vp_cosine", "sub_vp", "ve(sigma_max=20)",
                              "edm(sigma_max=20)", "rectified_flow"})
    for (const int64_t d : {1, 2, 8, 64})
      for (const bool plain : {true, false}) {
        const auto model = mixture_model(mixture_in(d, plain));
        const Tensor x = points(4, d);
        const double t_min = std::string(process).starts_with("edm") ? 0.01 : 1e-2;
        const auto result = density(model, x, {}, 1e-8, process, t_min);
        INFO(process << ", " << d << " dimensions, " << (plain ? "Gaussian" : "mixture"));
        CHECK(worst_bits(result.log_prob.select(1, 0), closed_form(model, x, process, t_min), d) <
              1e-6);
      }
}

TEST_CASE("with the prior at T the flow gives the closed form too, whatever the prior's width",
          "[likelihood]") {
  const auto model = mixture_model({{1}, {{0.0, 0.0, 0.0}}, {0.5}});
  const Tensor x = points(4, 3);
  for (const char* name : {"vp_linear", "ve(sigma_max=200)", "edm(sigma_max=200)"}) {
    INFO(name);
    const auto process = make_process(name);
    const auto found = flow_log_density(
        plan_flow("test", "dopri5", {1e-8, 1e-8}, *process, 0.01), process, model,
        make_trace_estimator({}, seeds_from(9, 4), model->sample_shape(), x.options()),
        ProductKind::vjp, x, "prior");
    // The prior leaves out the data's share of the variance at T, at most 1e-5, times z^2/2.
    CHECK(worst_bits(found.log_prob.select(1, 0), closed_form(model, x, name, 0.01), 3) < 1e-4);
  }
}

TEST_CASE("seed, image and draw each make another sample's seed", "[likelihood]") {
  std::set<uint64_t> all;
  for (uint64_t seed = 0; seed < 8; ++seed)
    for (int64_t image = 0; image < 8; ++image)
      for (int64_t draw = 0; draw < 8; ++draw) all.insert(sample_seed(seed, image, draw));
  CHECK(all.size() == 8 * 8 * 8);
}

TEST_CASE("products with the mixture's Jacobian are those of finite differences", "[likelihood]") {
  const auto model = mixture_model(mixture_in(5));
  const Tensor x = points(6, 5), v = points(6, 5, 77);
  Tensor product;
  const Tensor value = model->predict(
      x, 0.8, 0.6, Prediction::data, ProductKind::jvp,
      [&](int64_t, int64_t, const Product& multiply) { product = multiply(v).clone(); });
  const double h = 1e-5;  // central differences: h^2 is 1e-10
  const Tensor difference = (model->predict(x + h * v, 0.8, 0.6, Prediction::data).clone() -
                             model->predict(x - h * v, 0.8, 0.6, Prediction::data)) /
                            (2 * h);
  CHECK((product - difference).abs().max().item<double>() < 1e-8);
  CHECK(at::equal(value, model->predict(x, 0.8, 0.6, Prediction::data)));
  CHECK(model->ledger().jvp == 1);
  CHECK(model->ledger().vjp == 0);
}

TEST_CASE("Hutchinson and Hutch++ are within three standard errors of the exact trace's density",
          "[likelihood]") {
  const int64_t d = 16, rows = 64;
  const auto model = mixture_model(mixture_in(d));
  const Tensor x = points(rows, d), truth = closed_form(model, x);
  for (const TraceOptions& options :
       {TraceOptions{"hutchinson", "rademacher", 16}, TraceOptions{"hutchinson", "gaussian", 16},
        TraceOptions{"hutchpp", "gaussian", 30}}) {
    const Tensor estimates = density(model, x, options, 1e-6).log_prob;
    const Tensor off = estimates.mean(1) - truth,
                 variance = estimates.var(1) / static_cast<double>(estimates.size(1));
    INFO(options.method << " " << options.probe);
    // The images' probes are independent, so their errors add up in squares.
    CHECK(std::abs(off.sum().item<double>()) < 3 * std::sqrt(variance.sum().item<double>()));
    CHECK(off.square().sum().item<double>() < 2 * variance.sum().item<double>());
    CHECK(off.square().sum().item<double>() > 0.5 * variance.sum().item<double>());
  }
}

TEST_CASE(
    "Hutch++ is exact where the sketch spans the space, and the control variate where data are "
    "Gaussian",
    "[likelihood]") {
  const auto model = mixture_model(mixture_in(3));
  const Tensor x = points(4, 3);
  // Ten products: three for the sketch, which spans R^3.
  CHECK(worst_bits(density(model, x, {"hutchpp", "gaussian", 10}).log_prob.mean(1),
                   closed_form(model, x), 3) < 1e-6);

  const int64_t d = 12;
  const auto gaussian = mixture_model(mixture_in(d, true));
  const auto control = std::make_shared<GaussianPart>(at::eye(d, at::kDouble) * 0.49);
  const Tensor y = points(4, d);
  const Tensor estimate = density(gaussian, y, {"hutchinson", "gaussian", 1}, 1e-8, "vp_linear",
                                  1e-3, "dopri5", control)
                              .log_prob;
  CHECK(worst_bits(estimate.select(1, 0), closed_form(gaussian, y), d) < 1e-6);
}

TEST_CASE("the control variate of the data's covariance takes variance away and no truth",
          "[likelihood]") {
  const int64_t d = 16;
  Mixture m = mixture_in(d);
  for (auto& mean : m.means)
    for (double& v : mean) v *= 3;
  const auto model = mixture_model(m);
  // The mixture's covariance: sum_k w_k (s_k^2 I + mu_k mu_k^T) - mu mu^T.
  Tensor mean = at::zeros({d}, at::kDouble), covariance = at::zeros({d, d}, at::kDouble);
  for (size_t k = 0; k < m.weights.size(); ++k) {
    const Tensor mu = at::tensor(m.means[k], at::kDouble);
    mean += m.weights[k] * mu;
    covariance +=
        m.weights[k] * (m.stds[k] * m.stds[k] * at::eye(d, at::kDouble) + at::outer(mu, mu));
  }
  const auto control = std::make_shared<GaussianPart>(covariance - at::outer(mean, mean));
  const Tensor x = points(8, d), truth = closed_form(model, x);
  const TraceOptions options{"hutchinson", "gaussian", 32};
  const Tensor plain = density(model, x, options, 1e-6).log_prob;
  const Tensor better =
      density(model, x, options, 1e-6, "vp_linear", 1e-3, "dopri5", control).log_prob;
  CHECK(better.var(1).mean().item<double>() < 0.5 * plain.var(1).mean().item<double>());
  CHECK(((better.mean(1) - truth).abs() / (better.std(1) / std::sqrt(32.0))).max().item<double>() <
        3.5);
}

TEST_CASE("the stated standard error over probes is calibrated over 1,000 repetitions",
          "[likelihood]") {
  const int64_t d = 8, repetitions = 1000;
  const auto model = mixture_model(mixture_in(d, true));
  const Tensor x = points(1, d).expand({repetitions, d}).contiguous();
  const Tensor estimates =
      density(model, x, {"hutchinson", "gaussian", 64}, 1e-4, "vp_linear", 0.05).log_prob;
  const double truth = closed_form(model, x, "vp_linear", 0.05)[0].item<double>();
  std::vector<double> z;
  for (int64_t i = 0; i < repetitions; ++i) {
    LikelihoodRecord record;
    const double* row = estimates.data_ptr<double>() + i * 64;
    set_estimates(record, {std::vector<double>(row, row + 64)}, 0, static_cast<double>(d));
    z.push_back((record.log_prob - truth) / (record.probe * static_cast<double>(d) * M_LN2));
  }
  // The 5 % point of the Kolmogorov-Smirnov distance of 1,000 values.
  CHECK(ks_distance(z) < 1.358 / std::sqrt(1000.0));
}

TEST_CASE("the stated total standard error is calibrated over 1,000 repetitions of data and probes",
          "[likelihood]") {
  const int64_t d = 4, repetitions = 1000, images = 64;
  const Mixture m = mixture_in(d, true);
  const auto model = mixture_model(m);
  const auto process = make_process("vp_linear");
  const double t = 0.1,
               v = std::pow(process->alpha(t) * m.stds[0], 2) + std::pow(process->sigma(t), 2);
  Tensor x = points(repetitions * images, d, 21) / 0.8 * std::sqrt(v) +
             process->alpha(t) * at::tensor(m.means[0], at::kDouble);
  const Tensor estimates =
      density(model, x, {"hutchinson", "gaussian", 2}, 1e-4, "vp_linear", t).log_prob;
  const double entropy_bits = 0.5 * std::log(2 * M_PI * M_E * v) / M_LN2;
  std::vector<double> z;
  for (int64_t r = 0; r < repetitions; ++r) {
    std::vector<LikelihoodRecord> records(images);
    for (int64_t i = 0; i < images; ++i) {
      const double* row = estimates.data_ptr<double>() + (r * images + i) * 2;
      set_estimates(records[i], {{row[0], row[1]}}, 0, static_cast<double>(d));
    }
    const LikelihoodSummary s = summarise(records);
    CHECK(s.total == Approx(std::hypot(s.data, s.probe)).epsilon(1e-9));
    z.push_back((s.bits_per_dim - entropy_bits) / s.total);
  }
  CHECK(ks_distance(z) < 1.358 / std::sqrt(1000.0));
}

TEST_CASE("a standard error that nothing tells is unknown, and the total says what it leaves out",
          "[likelihood]") {
  LikelihoodRecord one;
  set_estimates(one, {{-3.0}}, 0, 2);
  one.ode = 0.25, one.prior = 0.5;
  const LikelihoodSummary alone = summarise({one});
  CHECK(alone.images == 1);
  CHECK(alone.bits_per_dim == Approx(1.5 / M_LN2));
  CHECK(std::isnan(alone.total));
  CHECK(std::isnan(alone.data));
  CHECK(alone.ode == 0.25);
  CHECK(alone.left_out == std::vector<std::string>{"data", "probe", "dequant"});
  CHECK(to_json(alone).at("se").at("total").is_null());
  CHECK(one_line(alone) ==
        "2.1640 ± – bits/dim (data –, probe –, dequant –, ode 0.2500, prior 0.5000)");

  // Of two images, one solved again: its ODE error is no mean's, and the bound has a spread.
  LikelihoodRecord other = one;
  set_estimates(other, {{-4.0}}, 0, 2);
  other.ode = kUnknown, one.bound = 1, other.bound = 3;
  const LikelihoodSummary two = summarise({one, other});
  CHECK(std::isnan(two.ode));
  CHECK(two.left_out == std::vector<std::string>{"ode"});
  const double spread = 0.25 / M_LN2;  // |difference| / 2, which is also the root of variance / 2
  CHECK(two.data == Approx(spread));
  CHECK(two.total == Approx(std::hypot(spread, 0.5)));
  CHECK(two.bound == 2);
  CHECK(two.bound_se == Approx(1));
  CHECK(std::isnan(summarise({one}).bound_se));
  // Images that happen to be near each other do not take away what the draws are uncertain by.
  one.discrete = 1, other.discrete = 1.01, one.bound_se = other.bound_se = 1;
  one.discrete_se = other.discrete_se = 1;
  const LikelihoodSummary drawn = summarise({one, other});
  CHECK(drawn.bound_se == Approx(1));  // the spread is larger than the draws' part of it
  CHECK(drawn.discrete_se == Approx(std::sqrt(0.5)));
  other.bound = 1.01;
  CHECK(summarise({one, other}).bound_se == Approx(std::sqrt(0.5)));
  CHECK_THAT(one_line(two), ODELIA_CONTAINS("; ± leaves out ode)"));

  other.ode = -0.75;
  const LikelihoodSummary known = summarise({one, other});
  CHECK(known.ode == Approx(std::hypot(0.25, 0.5)));  // mean and its standard error
  CHECK(known.left_out.empty());

  one.status = "non_finite";
  const LikelihoodSummary none = summarise({one});
  CHECK(none.failed == 1);
  for (const double value : {none.bits_per_dim, none.total, none.nfe}) CHECK(std::isnan(value));
  CHECK(to_json(none).at("nfe").is_null());
}

TEST_CASE("the probes' part is taken off the draws' spread over images, not clamped in each",
          "[likelihood]") {
  const double nat = 1 / M_LN2;  // in bits/dim, of one dimension
  LikelihoodRecord calm, apart;
  set_estimates(calm, {{2, -2}, {2, -2}}, 0, 1);   // no spread of draws, a probes' part of 2
  set_estimates(apart, {{3, 3}, {-1, -1}}, 0, 1);  // 4 from the draws, nothing from the probes
  CHECK(std::isnan(calm.dequant));
  CHECK(calm.dequant_square == Approx(-2 * nat * nat));
  CHECK(apart.dequant == Approx(2 * nat));
  CHECK(std::isnan(apart.dequant_square));
  CHECK(summarise({calm, apart}).dequant == Approx(std::sqrt((4.0 - 2.0) / 2 / 2) * nat));
  CHECK(summarise({calm, calm, apart}).dequant == Approx(0).margin(1e-6));
  CHECK(std::isnan(summarise({calm, calm}).dequant));
  const auto json = to_json(calm);
  CHECK(json.at("se").at("dequant").is_null());
  CHECK(record_from(json).dequant_square == calm.dequant_square);

  // Draws of spread 0.1 under probes of spread 1: the stated error is the draws' own, as far as so
  // many images tell; squares clamped in each image made it three times too large.
  const int64_t images = 4000, draws = 4, probes = 4;
  Tensor z = at::empty({images, draws * (probes + 1)}, at::kDouble);
  fill_normal(z, seeds_from(4, images), std::vector<uint64_t>(images, 1));
  std::vector<LikelihoodRecord> records(images);
  for (int64_t i = 0; i < images; ++i) {
    std::vector<std::vector<double>> estimates(draws);
    for (int64_t k = 0; k < draws; ++k)
      for (int64_t j = 0; j < probes; ++j)
        estimates[k].push_back(0.1 * z[i][k].item<double>() +
                               z[i][draws + k * probes + j].item<double>());
    set_estimates(records[i], estimates, 0, 1);
  }
  const double squared = std::pow(0.1 * nat, 2) / draws,
               probe = nat * nat / (draws * probes),  // the variance of an image's mean
      tells = 4 * probe * std::sqrt((2.0 / 3 + 2.0 / 12) / images);  // four standard errors
  const double stated = summarise(records).dequant;
  CHECK(std::abs((std::isnan(stated) ? 0 : stated * stated * images) - squared) < tells);
}

TEST_CASE("draws of the noise at t_min are part of what a run is", "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  LikelihoodConfig c = config_for(folder, points(2, 3), 3);
  c.t_min_treatment = "elbo";
  for (int64_t draws : {1, 5}) {
    c.dequant_draws = draws;
    CHECK(LikelihoodRun(c).identity().at("dequantisation_draws") == draws);
  }
  c.t_min_treatment = "plain";
  CHECK(LikelihoodRun(c).identity().at("dequantisation_draws") == 0);
}

TEST_CASE("the control variate is of all data, so that no image depends on which are asked for",
          "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  Tensor x = points(9, 3);
  x[8].fill_(NAN);  // no part of a covariance
  LikelihoodConfig c = config_for(folder, x, 3);
  c.control = "gaussian", c.rtol = 1e-3;
  const auto all = LikelihoodRun(c).run(0, 3);
  c.images = "0-2";
  CHECK(same_records(LikelihoodRun(c).run(0, 3), all));
}

TEST_CASE("two solves of the same steps tell nothing of the ODE error", "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  LikelihoodConfig c = config_for(folder, points(2, 3), 3);
  c.solver = "rk4", c.steps = 1;  // half of one step is one step
  for (const auto& record : LikelihoodRun(c).run(0, 2)) CHECK(std::isnan(record.ode));
  c.steps = 8;
  for (const auto& record : LikelihoodRun(c).run(0, 2)) CHECK(std::abs(record.ode) > 0);
}

TEST_CASE("a change of scale and offset leaves bits/dim where theory says", "[likelihood]") {
  const int64_t d = 4;
  const TemporaryFolder folder("likelihood");
  const Tensor x = points(3, d);
  LikelihoodConfig c = config_for(folder, x, d);
  c.divergence = "exact", c.rtol = 1e-8;
  const auto plain = LikelihoodRun(c).run(0, 3);
  write_npz(folder / "scaled.npz", {{"arr_0", (x + 0.25) * 8}});
  c.data = folder / "scaled.npz", c.scale = 1.0 / 8, c.offset = -0.25;
  const auto scaled = LikelihoodRun(c).run(0, 3);
  for (size_t i = 0; i < 3; ++i)
    CHECK(scaled[i].bits_per_dim ==
          Approx(plain[i].bits_per_dim + 3).epsilon(1e-12));  // log2 8, exactly
}

TEST_CASE("records depend neither on the batch nor on where a run was interrupted",
          "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  LikelihoodConfig c = config_for(folder, points(7, 3), 3);
  c.probes = 3;
  c.batch = 7;
  const auto whole = LikelihoodRun(c).run(0, 7);
  c.batch = 2;
  auto pieces = LikelihoodRun(c).run(0, 3);
  for (auto& record : LikelihoodRun(c).run(3, 4)) pieces.push_back(record);
  CHECK(same_records(whole, pieces));
}

TEST_CASE("own, Odeint's and SUNDIALS' solvers agree within their stated ODE error",
          "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  LikelihoodConfig c = config_for(folder, points(3, 3), 3);
  c.divergence = "exact", c.rtol = 1e-6;
  const auto own = LikelihoodRun(c).run(0, 3);
  for (const char* solver : {"odeint_dopri5", "arkode_dormand_prince_7_4_5"}) {
    c.solver = solver;
    const auto other = LikelihoodRun(c).run(0, 3);
    INFO(solver);
    for (size_t i = 0; i < 3; ++i) {
      CHECK(other[i].status == "ok");
      CHECK(std::abs(own[i].bits_per_dim - other[i].bits_per_dim) <
            std::abs(own[i].ode) + std::abs(other[i].ode));
    }
  }
}

TEST_CASE("outside integrators keep to their stated ODE error where the flow starts steeply",
          "[likelihood]") {
  // Like images of 8 bits: narrow, so that log p changes by 1/t from t_min on.  Odeint's own
  // measure of error, relative to h dx/dt, let the first step go wrong by ten times what it stated.
  const TemporaryFolder folder("likelihood");
  const Mixture sharp{{0.5, 0.5}, {{0.5, -0.3, 0.2}, {-0.4, 0.1, 0.6}}, {0.003, 0.003}};
  const Tensor x = at::tensor({0.503, -0.298, 0.196, -0.402, 0.1, 0.604}, at::kDouble).view({2, 3});
  LikelihoodConfig c = config_for(folder, x, 3);
  write_mixture(folder / "m.json", sharp);
  c.process = "vp_linear(t_min=1e-6)", c.t_min = 1e-6, c.divergence = "exact", c.rtol = 1e-9;
  const auto truth = LikelihoodRun(c).run(0, 2);
  c.rtol = 1e-3;
  for (const char* solver : {"dopri5", "odeint_dopri5", "arkode_dormand_prince_7_4_5"}) {
    c.solver = solver;
    const auto records = LikelihoodRun(c).run(0, 2);
    for (size_t i = 0; i < 2; ++i) {
      INFO(solver << ", image " << i);
      CHECK(std::abs(records[i].bits_per_dim - truth[i].bits_per_dim) <
            std::abs(records[i].ode) + 1e-6);
    }
  }
}

TEST_CASE("the prior's part of the error tells the two terminals apart", "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  LikelihoodConfig c = config_for(folder, points(3, 2), 2);
  c.divergence = "exact", c.rtol = 1e-8, c.process = "vp_linear(t_max=0.5)";
  const auto exact = LikelihoodRun(c).run(0, 3);
  c.terminal = "prior";
  const auto prior = LikelihoodRun(c).run(0, 3);
  for (size_t i = 0; i < 3; ++i) {
    CHECK(exact[i].prior == 0);
    // By definition: what is held is the record's sign and unit.  The values themselves are held
    // by the closed forms above, of both terminals.
    CHECK(prior[i].bits_per_dim == Approx(exact[i].bits_per_dim + prior[i].prior).epsilon(1e-10));
    CHECK(std::abs(prior[i].prior) > 1e-3);
  }
}

TEST_CASE("dequantised data count the width of a bin and are averaged over draws", "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  LikelihoodConfig c = config_for(folder, points(2, 3), 3);
  write_npz(folder / "bytes.npz",
            {{"arr_0", at::tensor({100, 128, 150, 90, 120, 140}, at::kByte).view({2, 3})}});
  c.data = folder / "bytes.npz", c.divergence = "exact";
  CHECK_THROWS_WITH(LikelihoodRun(c), ODELIA_CONTAINS("--dequant uniform"));
  c.dequant = "uniform", c.dequant_draws = 4;
  LikelihoodRun run(c);
  const auto records = run.run(0, 2);
  const auto model = mixture_model(mixture_in(3));
  for (size_t i = 0; i < 2; ++i) {
    CHECK(records[i].dequant > 0);
    const Tensor y =
        (at::tensor({100, 128, 150, 90, 120, 140}, at::kDouble).view({2, 3}) / 127.5 - 1)
            .narrow(0, static_cast<int64_t>(i), 1);
    const double middle = -closed_form(model, y)[0].item<double>() / (3 * M_LN2) + std::log2(127.5);
    CHECK(records[i].bits_per_dim ==
          Approx(middle).epsilon(1e-3));  // the density hardly changes within a bin
  }
  CHECK(run.conventions().at("dequantisation") == "uniform");
}

TEST_CASE("a NaN ends one image with a status and the others finish", "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  Tensor x = points(4, 2);
  x[2][1] = NAN;
  LikelihoodConfig c = config_for(folder, x, 2);
  const auto records = LikelihoodRun(c).run(0, 4);
  CHECK(records[2].status == "non_finite");
  for (size_t i : {0, 1, 3}) CHECK(records[i].status == "ok");
  const LikelihoodSummary s = summarise(records);
  CHECK(s.images == 3);
  CHECK(s.failed == 1);
  CHECK(std::isfinite(s.bits_per_dim));
}

TEST_CASE("bad input is refused with the remedy", "[likelihood]") {
  const TemporaryFolder folder("likelihood");
  const LikelihoodConfig good = config_for(folder, points(2, 3), 3);
  const auto with = [&](auto&& change) {
    LikelihoodConfig c = good;
    change(c);
    return c;
  };
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.rtol = 1e-15; })),
                    ODELIA_CONTAINS("more than float64"));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.rtol = 0.2; })),
                    ODELIA_CONTAINS("no coarser solve"));
  CHECK_NOTHROW(LikelihoodRun(with([](auto& c) { c.rtol = 0.2, c.ode_images = 0; })));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.dtype = "float32", c.rtol = 1e-8; })),
                    ODELIA_CONTAINS("float32"));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.divergence = "hutch"; })),
                    ODELIA_CONTAINS("hutchinson"));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.divergence = "hutchpp"; })),
                    ODELIA_CONTAINS("at least 3"));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.solver = "ddim"; })),
                    ODELIA_CONTAINS("dopri5"));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.dequant = "uniform"; })),
                    ODELIA_CONTAINS("floating"));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.t_min = 2; })), ODELIA_CONTAINS("t-min"));
  CHECK_THROWS_WITH(LikelihoodRun(with([](auto& c) { c.images = "0-9"; })),
                    ODELIA_CONTAINS("images 0 to 1"));
  write_npz(folder / "whole.npz", {{"arr_0", at::ones({2, 3}, at::kShort)}});
  CHECK_THROWS_WITH(LikelihoodRun(with([&](auto& c) { c.data = folder / "whole.npz"; })),
                    ODELIA_CONTAINS("got Short; save x.astype('float32')"));
}

TEST_CASE("a flow is refused without samples, and from where no data stand", "[likelihood]") {
  const auto process = make_process("vp_linear");
  for (const double t_min : {-0.1, 1.0, 2.0, double(NAN)})
    CHECK_THROWS_WITH(plan_flow("test", "dopri5", {}, *process, t_min),
                      ODELIA_CONTAINS("test: t_min, where the data stand, must be 0 or more"));
  CHECK_THROWS_WITH(density(mixture_model(mixture_in(2)), at::zeros({0, 2}, at::kDouble), {}),
                    ODELIA_CONTAINS("no samples, the data are [0, 2]"));
  // Nor along a grid whose ends are a table's.
  for (const std::string grid : {"align_your_steps", "ddpm", "ddpm(spacing=leading)"})
    CHECK_THROWS_WITH(plan_flow("test", "rk4", {.grid = grid}, *process, 1e-3),
                      ODELIA_CONTAINS("time grid '" + grid + "' has ends of its own"));
}

namespace {
/// A Gaussian around (label, label).
class Classed final : public ScoreModel {
 public:
  std::vector<int64_t> sample_shape() const override { return {2}; }
  Prediction native() const override { return Prediction::noise; }
  void label(const std::vector<int64_t>& labels) override {
    labels_ = labels.empty() ? at::zeros({1}, at::kLong) : at::tensor(labels);
  }

 private:
  static Tensor column(int64_t rows, const std::function<double(int64_t)>& value) {
    std::vector<double> out;
    for (int64_t i = 0; i < rows; ++i) out.push_back(value(i));
    return at::tensor(out, at::kDouble).unsqueeze(1);
  }
  static Tensor slope(int64_t rows, const PerSample& alpha, const PerSample& sigma) {
    return column(rows, [&](int64_t i) {
      return sigma[i] / (0.25 * alpha[i] * alpha[i] + sigma[i] * sigma[i]);
    });
  }
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    const Tensor a = column(x.size(0), [&](int64_t i) { return alpha[i]; });
    return slope(x.size(0), alpha, sigma) * (x - a * labels_.to(at::kDouble).unsqueeze(1));
  }
  Tensor evaluate_with_products(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                                ProductKind, const VisitPiece& visit) override {
    visit(0, x.size(0), [&](const Tensor& v) { return slope(v.size(0), alpha, sigma) * v; });
    return evaluate(x, alpha, sigma);
  }
  Tensor labels_ = at::zeros({1}, at::kLong);
};
}  // namespace

TEST_CASE("a density is of the labels asked for, whatever was solved before", "[likelihood]") {
  const auto model =
      guided_model(std::make_shared<Classed>(), nullptr, Labels{.of = {0, 1}}, Guidance{});
  const auto process = make_process("vp_linear");
  const Tensor x = points(4, 2);
  const auto log_prob_of = [&](const std::shared_ptr<ScoreModel>& asked,
                               const std::vector<int64_t>& labels) {
    return flow_log_density(plan_flow("test", "dopri5", {1e-6, 1e-6}, *process, 1e-3), process,
                            asked, make_trace_estimator({}, seeds_from(9, 4), {2}, x.options()),
                            ProductKind::vjp, x, "prior", labels)
        .log_prob;
  };
  const auto log_prob = [&](const std::vector<int64_t>& labels) {
    return log_prob_of(model, labels);
  };
  const Tensor own = log_prob({});
  CHECK(log_prob({0, 1, 0, 1}).equal(own));
  for (int64_t label : {0, 1}) {
    const Tensor one = log_prob({label});  // for all
    for (int64_t i = 0; i < 4; ++i) CHECK(one[i].equal(own[i]) == (i % 2 == label));
  }
  CHECK(log_prob({}).equal(own));
  const auto bare = std::make_shared<Classed>();  // with no labels of its own
  const Tensor none = log_prob_of(bare, {});
  CHECK(!log_prob_of(bare, {1}).equal(none));
  CHECK(log_prob_of(bare, {}).equal(none));
}

TEST_CASE(
    "with exact scores the continuous bound is tight, and never above the density by more than its "
    "error",
    "[likelihood]") {
  const auto model = mixture_model(mixture_in(2));
  const auto process = make_process("vp_linear");
  const Tensor y = points(16, 2);
  const Bound bound =
      continuous_bound(*process, *model, y, seeds_from(3, 16), 1e-5, 512, at::kDouble);
  const Tensor truth = model->log_density(y, 1, 0);
  // Pointwise tight for t_min -> 0 (arXiv:2101.09258, theorem 5); here sigma(t_min) is 1e-3 of the
  // data's width.
  const Tensor z = (bound.log_prob - truth) / bound.standard_error;
  CHECK(z.abs().max().item<double>() < 4);
  CHECK(std::abs(z.mean().item<double>()) < 1);
}

namespace {
/// Over copies of one point: the stated error, in the mean square, over the values' own spread.
double stated_over_true(const Bound& bound) {
  return bound.standard_error.square().mean().sqrt().item<double>() /
         bound.log_prob.std().item<double>();
}
}  // namespace

TEST_CASE("a bound states the spread that its value has over draws, or that it is unknown",
          "[likelihood]") {
  const int64_t copies = 400;  // each of the two spreads is known to some 4 %
  const auto seeds = seeds_from(3, copies);
  const auto process = make_process("vp_linear");
  for (const int64_t d : {3, 256}) {
    const auto model = mixture_model(mixture_in(d));
    const Tensor y = points(1, d).expand({copies, d}).contiguous();
    for (const int64_t levels : {16, 64}) {
      INFO(d << " dimensions, " << levels << " levels");
      CHECK(stated_over_true(continuous_bound(*process, *model, y, seeds, 1e-3, levels,
                                              at::kDouble)) == Approx(1).margin(0.15));
    }
    for (const int64_t few : {2, 14}) {
      const Bound bound =
          continuous_bound(*process, *model, y.narrow(0, 0, 2), {1, 2}, 1e-3, few, at::kDouble);
      CHECK(at::isfinite(bound.log_prob).all().item<bool>());
      CHECK(at::isnan(bound.standard_error).all().item<bool>());
    }
  }
  const int64_t fewer = copies / 2;  // 1000 evaluations each
  for (const int64_t d : {3, 64}) {
    const Tensor bytes = ((points(1, d) + 1) * 127.5).clamp(0, 255).to(at::kByte);
    INFO(d << " dimensions, DDPM's");
    const Bound bound =
        discrete_bound(*mixture_model(mixture_in(d)), bytes.expand({fewer, d}).contiguous(),
                       seeds_from(3, fewer), at::kDouble);
    CHECK(stated_over_true(bound) == Approx(1).margin(0.2));
  }
}

namespace {
/// Answers with these data, whatever it is asked.
class Knowing final : public ScoreModel {
 public:
  explicit Knowing(Tensor data) : data_(std::move(data)) {}
  std::vector<int64_t> sample_shape() const override { return data_.sizes().slice(1).vec(); }
  Prediction native() const override { return Prediction::data; }

 private:
  Tensor evaluate(const Tensor&, const PerSample&, const PerSample&) override { return data_; }
  Tensor data_;
};
}  // namespace

TEST_CASE("the discrete bound of who knows the data is prior and decoder, whatever the map",
          "[likelihood]") {
  const Tensor bytes = at::tensor({0, 1, 100, 254, 255, 128}, at::kByte).view({2, 3});
  const auto seeds = seeds_from(3, 2);
  const double beta_1 = 1e-4, beta_2 = 1e-4 + (0.02 - 1e-4) / 999,
               std = std::sqrt(beta_2 * beta_1 / (1 - (1 - beta_1) * (1 - beta_2)));
  double kept = 1;  // alpha^2 at T
  for (int t = 0; t < 1000; ++t) kept *= 1 - (1e-4 + (0.02 - 1e-4) * t / 999);
  const auto check = [&](const Bound& bound, const Tensor& y, double half_bin) {
    const Tensor prior = prior_divergence(y, std::sqrt(kept), std::sqrt(1 - kept), 1);
    const double at_end = std::log(normal_cdf(half_bin / std)),
                 within = std::log(1 - 2 * normal_cdf(-half_bin / std));
    // One open bin in either image.
    CHECK((bound.log_prob + prior - at_end - 2 * within).abs().max().item<double>() < 1e-9);
  };
  {  // What it is of bytes / 127.5 - 1 unless something else is said: no difference to the bit
    const Tensor y = bytes.to(at::kDouble) / 127.5 - 1;
    Knowing model(y);
    const Bound bound = discrete_bound(model, bytes, seeds, at::kDouble);
    check(bound, y, 1 / 255.0);
    CHECK(bound.standard_error.eq(0).all().item<bool>());
  }
  for (const auto& [scale, offset] :
       {std::pair{1 / 127.5, -1.0}, {1 / 255.0, 0.0}, {-1 / 255.0, 1.0}, {0.1, -3.0}}) {
    INFO("y = " << scale << " bytes + " << offset);
    const Tensor y = bytes.to(at::kDouble) * scale + offset;
    Knowing model(y);
    check(discrete_bound(model, bytes, seeds, at::kDouble, scale, offset), y, std::abs(scale) / 2);
  }
  for (const double scale : {0.0, double(NAN), double(INFINITY)}) {
    Knowing model(bytes.to(at::kDouble));
    CHECK_THROWS_WITH(discrete_bound(model, bytes, seeds, at::kDouble, scale, 0),
                      ODELIA_CONTAINS("needs a finite scale"));
  }
}

TEST_CASE("the discrete bound is of the model's space that scale and offset say", "[likelihood]") {
  // A falling map of mirrored bytes is the rising one of the bytes, in numbers that are exact.
  const TemporaryFolder folder("likelihood");
  const Tensor bytes = at::tensor({0, 1, 150, 255, 254, 128}, at::kByte).view({2, 3});
  LikelihoodConfig c = config_for(folder, points(2, 3), 3);
  c.data = folder / "bytes.npz", c.dequant = "none", c.bound = "discrete";
  c.rtol = 1e-2, c.ode_images = 0;
  const auto mapped = [&](const Tensor& data, double scale, double offset) {
    write_npz(folder / "bytes.npz", {{"arr_0", data}});
    c.scale = scale, c.offset = offset;
    return LikelihoodRun(c).run(0, 2);
  };
  const auto rising = mapped(bytes, 1.0 / 128, -1),
             falling = mapped(255 - bytes, -1.0 / 128, 127.0 / 128);
  for (size_t i = 0; i < 2; ++i) {
    CHECK(std::isfinite(rising[i].discrete));
    CHECK(rising[i].discrete == falling[i].discrete);
    CHECK(rising[i].discrete_se == falling[i].discrete_se);
  }

  // In [0, 1] with a model of half the width the bound is that in [-1, 1], on the same draws, but
  // for what the fixed noise levels make of it: some 0.03 bits/dim.  By another map than the
  // model's it is off by several.
  const int64_t d = 64;
  Mixture wide{{1}, {std::vector<double>(d, 0.0)}, {0.35}},
      narrow{{1}, {std::vector<double>(d, 0.5)}, {0.175}};
  const Tensor images = ((0.4 * points(4, d) + 1) * 127.5).clamp(1, 254).to(at::kByte);
  const auto bits = [&](const Mixture& m, double scale, double offset) {
    return discrete_bound(*mixture_model(m), images, seeds_from(3, 4), at::kDouble, scale, offset)
               .log_prob /
           (-static_cast<double>(d) * M_LN2);
  };
  const Tensor apart = bits(wide, 1 / 127.5, -1) - bits(narrow, 1 / 255.0, 0);
  CHECK(apart.abs().max().item<double>() < 0.2);
  CHECK((bits(narrow, 1 / 127.5, -1) - bits(narrow, 1 / 255.0, 0)).min().item<double>() > 1);
}

namespace {

/// A small network with random weights everywhere, attention included.
std::shared_ptr<ScoreModel> small_network() {
  ScoreCheckpoint c;
  c.network =
      unet({.size = 8, .base = 8, .attention = {4}, .heads = 2, .group_size = 4, .embedding = 16});
  c.parameters = c.network->make(1);
  uint64_t seed = 2;
  for (auto& [name, value] : c.parameters) {
    Tensor flat = at::empty({1, value.numel()}, at::kFloat);
    fill_normal(flat, {seed++}, {0});
    value.copy_(value + 0.15 * flat.view(value.sizes()));
  }
  NetworkOptions options;
  options.micro_batch = 4;
  return std::make_shared<NetworkModel>(std::move(c), options);
}

/// The products of v with the Jacobian of the network's noise at x.
Tensor products(ScoreModel& model, const Tensor& x, const Tensor& v, ProductKind kind) {
  Tensor out = at::empty_like(v);
  const int64_t rows = x.size(0);
  model.predict(x, PerSample(std::vector<double>(rows, 0.8)),
                PerSample(std::vector<double>(rows, 0.6)), Prediction::noise, kind,
                [&](int64_t from, int64_t n, const Product& product) {
                  out.narrow(0, from, n).copy_(product(v.narrow(0, from, n)));
                });
  return out;
}

}  // namespace

TEST_CASE(
    "a network's products with its Jacobian agree with each other and with finite differences",
    "[likelihood]") {
  const auto model = small_network();
  const Tensor x = points(6, 64).view({6, 1, 8, 8}).to(at::kFloat);
  const Tensor u = points(6, 64, 31).view({6, 1, 8, 8}).to(at::kFloat),
               v = points(6, 64, 32).view({6, 1, 8, 8}).to(at::kFloat);
  const Tensor forward = products(*model, x, v, ProductKind::jvp),
               reverse = products(*model, x, u, ProductKind::vjp);
  CHECK(model->ledger().forward == 2);
  CHECK(model->ledger().vjp == 1);
  CHECK(model->ledger().jvp == 1);
  const double left = (u * forward).sum().item<double>(),
               right = (reverse * v).sum().item<double>();
  const double size = (u * forward).abs().sum().item<double>();
  CHECK(std::abs(left - right) < 1e-5 * size);  // float32
  const float h = 1e-2f;  // rounding 1e-7 / h and curvature h^2 meet near 1e-4
  const Tensor difference = (model->predict(x + h * v, 0.8, 0.6, Prediction::noise) -
                             model->predict(x - h * v, 0.8, 0.6, Prediction::noise)) /
                            (2 * h);
  CHECK((difference - forward).norm().item<double>() < 3e-3 * forward.norm().item<double>());
}

TEST_CASE("a network's likelihood of an image is the same to the bit whatever else is in the batch",
          "[likelihood]") {
  const auto model = small_network();
  const Tensor x = points(6, 64).view({6, 1, 8, 8}).to(at::kFloat);
  const auto solve = [&](int64_t from, int64_t n, const char* solver = "dopri5") {
    const auto seeds = seeds_from(9, 6);
    auto estimator =
        make_trace_estimator({"hutchinson", "rademacher", 2},
                             std::vector<uint64_t>(seeds.begin() + from, seeds.begin() + from + n),
                             model->sample_shape(), x.options());
    const auto process = make_process("vp_linear");
    SolvePlan plan = plan_flow("test", solver, {1e-2, 1e-2, 2}, *process, 0.1);
    if (plan.tolerance) plan.limits.max_nfe = 9;  // random weights make a rough flow
    return flow_log_density(plan, process, model, std::move(estimator), ProductKind::vjp,
                            x.narrow(0, from, n), "prior");
  };
  const auto all = solve(0, 6), some = solve(3, 2);
  CHECK(at::equal(all.latent.narrow(0, 3, 2), some.latent));
  CHECK(all.outcome[3].nfe == some.outcome[0].nfe);
  // The budget ended them on their way, where they have no density.
  CHECK(all.outcome[3].status == Status::budget_exhausted);
  CHECK(at::isnan(all.log_prob).all().item<bool>());

  const Tensor steps = solve(0, 6, "rk4").log_prob;
  CHECK(at::isfinite(steps).all().item<bool>());
  CHECK(at::equal(steps.narrow(0, 3, 2), solve(3, 2, "rk4").log_prob));
}
