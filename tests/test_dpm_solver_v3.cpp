// DPM-Solver-v3, and the statistics of a model that it works with.
#include "tests/catch.h"
#include "tests/seeds.h"

#include "experiments/command/statistics_note.h"
#include "models/measured_statistics.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"
#include "tests/distance.h"
#include "tests/temporary_folder.h"

using namespace odelia;

namespace {

/// A model with statistics of the test's choice.
class WithStatistics final : public ScoreModel {
 public:
  WithStatistics(std::shared_ptr<ScoreModel> model, std::shared_ptr<const ModelStatistics> s)
      : model_(std::move(model)), statistics_(std::move(s)) {}
  std::vector<int64_t> sample_shape() const override { return model_->sample_shape(); }
  Prediction native() const override { return Prediction::noise; }
  std::shared_ptr<const ModelStatistics> statistics() const override { return statistics_; }

 private:
  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    return model_->predict(x, alpha, sigma, Prediction::noise);
  }
  std::shared_ptr<ScoreModel> model_;
  std::shared_ptr<const ModelStatistics> statistics_;
};

/// Statistics that are what they are told at every lambda.
class Constant final : public ModelStatistics {
 public:
  explicit Constant(std::array<double, 3> lsb) : lsb_(lsb) {}
  Tensor at(std::span<const double> lambda) const override {
    Tensor out = at::empty({3, static_cast<int64_t>(lambda.size()), 2}, at::kDouble);
    for (int64_t i = 0; i < 3; ++i) out[i].fill_(lsb_[i]);
    return out;
  }

 private:
  std::array<double, 3> lsb_;
};

std::shared_ptr<ScoreModel> mixture() {
  return mixture_model({{0.4, 0.6}, {{-1, 0.5}, {1, -0.5}}, {0.5, 0.6}});
}
/// One Gaussian: its flow is known.
std::shared_ptr<ScoreModel> gaussian() { return mixture_model({{1}, {{0.7, -0.3}}, {0.4}}); }

std::shared_ptr<ScoreModel> measured(const std::shared_ptr<ScoreModel>& model, int64_t paths) {
  StatisticsPlan plan;
  plan.seeds = seeds(paths, 100);
  const auto m = measure_statistics(make_process("vp_linear"), model, plan);
  return std::make_shared<WithStatistics>(model,
                                          chebyshev_statistics(m.first, m.last, m.coefficients));
}

Tensor run(const std::string& solver, const std::shared_ptr<ScoreModel>& model, int64_t steps,
           const std::string& process = "vp_linear") {
  const auto p = make_process(process);
  const auto flow = reverse_dynamics(p, model, 0);
  NoNoise none;
  const Solution s = integrate(make_method(solver), *flow, none,
                               starting_noise(seeds(16), {2}, at::kDouble) * p->prior_std(),
                               make_time_grid("log_snr", *p, steps));
  REQUIRE(s.ok());
  return s.x;
}

}  // namespace

TEST_CASE("Chebyshev series go through their points, and have the slope they should",
          "[statistics]") {
  const auto points = chebyshev_points(-3, 5, 17);
  CHECK(points.front() == -3);
  CHECK(points.back() == 5);
  Tensor cubic = at::empty({17, 1}, at::kDouble);
  for (int64_t i = 0; i < 17; ++i) cubic[i][0] = std::pow(points[i], 3) - 2 * points[i];
  const Tensor c = chebyshev_coefficients(cubic);
  const std::vector<double> at{-2.5, 0.1, 4.9};
  const Tensor value = chebyshev_values(c, -3, 5, at),
               slope = chebyshev_values(chebyshev_derivative(c, -3, 5), -3, 5, at);
  for (int64_t i = 0; i < 3; ++i) {  // exact but for rounding of values up to 115
    CHECK(value[i][0].item<double>() == Approx(std::pow(at[i], 3) - 2 * at[i]).margin(1e-11));
    CHECK(slope[i][0].item<double>() == Approx(3 * at[i] * at[i] - 2).margin(1e-11));
  }
}

TEST_CASE("DPM-Solver-v3 in noise or data prediction is exponential Adams-Bashforth",
          "[statistics]") {
  // l = 1, s = b = 0 leaves the data; l = 0 the scaled noise rho eps, and s = -1 undoes the rho.
  const auto with = [](std::array<double, 3> lsb) {
    return std::make_shared<WithStatistics>(mixture(), std::make_shared<Constant>(lsb));
  };
  for (const char* n : {"2", "3"}) {
    const std::string v3 = fmt::format("dpm_solver_v3_{}(corrector=off)", n);
    CHECK(distance(run(v3, with({1, 0, 0}), 20), run(fmt::format("exp_ab{}_data", n), mixture(),
                                                     20)) < 1e-9);  // quadrature of 12 points
    CHECK(distance(run(v3, with({0, -1, 0}), 20),
                   run(fmt::format("exp_ab{}_noise", n), mixture(), 20)) < 1e-9);
  }
}

TEST_CASE(
    "DPM-Solver-v3 corrects with as many values as its step had, from the first step of order 2",
    "[statistics]") {
  const auto both = [](int order, int64_t steps) {
    const std::string name = fmt::format("dpm_solver_v3_{}", order);
    return distance(run(name, mixture(), steps), run(name + "(corrector=off)", mixture(), steps));
  };
  for (int order : {2, 3}) {
    CHECK(both(order, 1) == 0);
    CHECK(both(order, 2) == 0);  // a first-order step is not corrected
    CHECK(both(order, 3) > 1e-6);
  }
}

TEST_CASE("statistics of one Gaussian solve its flow in one step, and measuring finds them",
          "[statistics]") {
  // Data N(m, c^2): f = -l m whatever x, so that s = 0 and b = -l' m leave nothing to interpolate.
  const double mean[] = {0.7, -0.3}, c2 = 0.16;
  const auto l_at = [&](double lambda) { return 1 / (1 + c2 * std::exp(2 * lambda)); };
  const auto p = make_process("vp_linear");
  const double first = p->lambda(p->t_max()), last = p->lambda(p->t_min());
  const auto points = chebyshev_points(first, last, 65);
  Tensor values = at::zeros({3, 65, 2}, at::kDouble);
  for (int64_t i = 0; i < 65; ++i) {
    const double l = l_at(points[i]);
    for (int64_t d = 0; d < 2; ++d)
      values[0][i][d] = l, values[2][i][d] = 2 * l * (1 - l) * mean[d];
  }
  const auto exact = std::make_shared<WithStatistics>(
      gaussian(), chebyshev_statistics(first, last, chebyshev_coefficients(values)));
  const Tensor truth = run("rk4", gaussian(), 2000);
  // The poles of l at +-i pi/2 leave 65 coefficients 1e-8, as large as 1/rho at the end of the
  // range makes it.
  CHECK(distance(run("dpm_solver_v3_1", exact, 1), truth) < 1e-5);
  CHECK(distance(run("dpm_solver_v3_3", exact, 5), truth) < 1e-5);
  CHECK(distance(run("ddim", gaussian(), 5), truth) > 0.05);

  const auto model = measured(gaussian(), 1024);
  const std::vector<double> at{-4, -1, 0, 2, 4};
  const Tensor lsb = model->statistics()->at(at);
  // Random is the covariance taken off and put back: 1/32 of what it is with 1,024 paths.
  // f being constant, s is what l's error leaves, divided by next to nothing: 0.04 at lambda = 4,
  // where l is 0.002.  b is of the size of 0.3, and known to a thousandth.
  for (int64_t i = 0; i < static_cast<int64_t>(at.size()); ++i) {
    const double l = l_at(at[static_cast<size_t>(i)]);
    CHECK(lsb[0][i][0].item<double>() == Approx(l).margin(5e-3));
    for (int64_t d = 0; d < 2; ++d) {
      CHECK(lsb[1][i][d].item<double>() == Approx(0).margin(0.1));
      CHECK(lsb[2][i][d].item<double>() == Approx(2 * l * (1 - l) * mean[d]).margin(1e-2));
    }
  }
}

TEST_CASE("with measured statistics the order is the claimed one", "[statistics]") {
  const auto model = measured(mixture(), 256);
  const Tensor truth = run("rk4", mixture(), 4000);
  for (int order : {1, 2, 3}) {
    for (const char* corrector : {"on", "off"}) {
      const auto error = [&](int64_t n) {
        return distance(
            run(fmt::format("dpm_solver_v3_{}(corrector={})", order, corrector), model, n), truth);
      };
      const double coarse = error(160), fine = error(640);
      INFO(order << " " << corrector << ": " << coarse << " -> " << fine);
      // The start has order 1, which leaves an error of order 2.
      CHECK(std::log2(coarse / fine) / 2 > std::min(order, 2) - 0.15);
    }
  }
  // Statistics put the first steps closer than a guess does.
  CHECK(distance(run("dpm_solver_v3_2", model, 6), truth) <
        distance(run("dpm_solver_v3_2(data_std=5)", mixture(), 6), truth));
}

TEST_CASE("statistics files come back as they were, and are refused where they do not fit",
          "[statistics]") {
  StatisticsPlan plan;
  plan.seeds = seeds(8);
  plan.points = 9;
  const auto process = make_process("vp_linear");
  const MeasuredStatistics m = measure_statistics(process, mixture(), plan);
  const TemporaryFolder folder("statistics");
  const std::string file = folder / "statistics.npz";
  write_statistics(file, m);
  const MeasuredStatistics back = read_statistics(file, 2);
  CHECK(back.first == m.first);
  CHECK(back.last == m.last);
  CHECK(back.paths == 8);
  CHECK(at::allclose(back.coefficients, m.coefficients, 1e-6, 1e-6));  // stored as float32
  CHECK_THROWS_WITH(read_statistics(file, 3), ODELIA_CONTAINS("2 elements, these have 3"));

  const auto statistics = chebyshev_statistics(m.first, m.last, m.coefficients);
  const std::vector<double> outside{m.last + 0.1};
  CHECK_THROWS_WITH(statistics->at(outside), ODELIA_CONTAINS("odelia statistics"));
  CHECK_THROWS_WITH(run("dpm_solver_v3_2(statistics=model)", mixture(), 4),
                    ODELIA_CONTAINS("brings no statistics"));
  CHECK_THROWS_WITH(run("dpm_solver_v3_2(statistics=mine)", mixture(), 4),
                    ODELIA_CONTAINS("auto or model or gaussian"));
  CHECK_THROWS_WITH(run("dpm_solver_v3_2(data_std=0)", mixture(), 4), ODELIA_CONTAINS("above 0"));
  plan.points = 3;
  CHECK_THROWS_WITH(measure_statistics(process, mixture(), plan), ODELIA_CONTAINS("5 points"));
}

TEST_CASE("a solver that has to do without the model's statistics says so", "[statistics]") {
  const auto note = [](const std::string& model, const std::string& spec, bool guided = false) {
    return statistics_note(model, make_method(spec), guided);
  };
  CHECK(note("fashion-mnist", "dpm_solver_v3_2").empty());
  CHECK_THAT(note("fashion-mnist", "dpm_solver_v3_2", true), ODELIA_CONTAINS("of a guided one"));
  CHECK_THAT(note("fashion-mnist-conditional-early", "dpm_solver_v3_3"),
             ODELIA_CONTAINS("brings no statistics"));
  CHECK_THAT(note("mixture:m.json", "dpm_solver_v3_2"), ODELIA_CONTAINS("brings no statistics"));
  CHECK(note("mixture:m.json", "dpm_solver_v3_2(statistics=gaussian)").empty());
  CHECK(note("mixture:m.json", "dpmpp_2m").empty());
}

TEST_CASE("DPM-Solver-v3 ends at sigma = 0 with the data it predicts", "[statistics]") {
  const auto p = make_process("edm");
  const auto flow = reverse_dynamics(p, mixture(), 0);
  NoNoise none;
  const Tensor x = starting_noise(seeds(4), {2}, at::kDouble) * p->prior_std();
  TimeGrid grid = make_time_grid("karras", *p, 8);
  grid.push_back(0);
  const Solution s = integrate(make_method("dpm_solver_v3_3"), *flow, none, x, grid);
  CHECK(s.ok());
  CHECK(s.mean_nfe() == 9);
}
