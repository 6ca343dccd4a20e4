// Worked values of the forward kernel and of DDPM's
// formulas, to the digits they are usually quoted with.
#include "tests/catch.h"

#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "models/score_model.h"
#include "solvers/combine.h"
#include "solvers/integrate.h"

using namespace odelia;

namespace {

Tensor values(std::vector<double> v) { return at::tensor(v, at::kDouble).unsqueeze(0); }

/// The process at a chosen alpha_bar: time t holds alpha^2 = alpha_bar(t) for two times, 0 < t.
class TwoLevels final : public Process {
 public:
  TwoLevels(double before, double after) : before_(before), after_(after) {}
  std::string name() const override { return "two_levels"; }
  double t_min() const override { return 1; }
  double t_max() const override { return 2; }
  double log_alpha(double t) const override { return 0.5 * std::log(t < 1.5 ? before_ : after_); }
  double sigma(double t) const override { return std::sqrt(1 - (t < 1.5 ? before_ : after_)); }
  double f(double) const override { return -1; }
  double g2(double) const override { return 1; }

 private:
  double before_, after_;
};

/// Predicts the noises it was given, one after the other.
class Recorded final : public ScoreModel {
 public:
  explicit Recorded(std::vector<Tensor> noises) : noises_(std::move(noises)) {}
  std::vector<int64_t> sample_shape() const override { return {noises_[0].size(1)}; }
  Prediction native() const override { return Prediction::noise; }

 private:
  Tensor evaluate(const Tensor&, const PerSample&, const PerSample&) override {
    return noises_.at(ledger_.forward);
  }
  std::vector<Tensor> noises_;
};

/// dx = eps dt: the plain update x <- x - eps per unit of decreasing time.
class Plain final : public Dynamics {
 public:
  explicit Plain(std::vector<Tensor> noises) : model_(std::move(noises)) {}
  std::string name() const override { return "plain"; }
  Tensor drift(const Tensor& x, const PerSample&) override {
    return model_.predict(x, 1, 1, Prediction::noise);
  }
  const Ledger& ledger() const override { return model_.ledger(); }

 private:
  Recorded model_;
};

class ZeroNoise final : public NoiseSource {
 public:
  Tensor normal(const PerSample&, const PerSample&, const Tensor& like, int) override {
    return at::zeros_like(like);
  }
  void select(const std::vector<int64_t>&) override {}
};

}  // namespace

TEST_CASE("the forward kernel gives x_t from x_0 and noise", "[worked]") {
  const auto forward = [](double alpha_bar, Tensor x0, Tensor eps) {
    return combine({{std::sqrt(alpha_bar), x0}, {std::sqrt(1 - alpha_bar), eps}});
  };
  // 0.9 * 2 + sqrt(0.19) * (-0.5), quoted to six decimals
  CHECK(forward(0.81, values({2}), values({-0.5})).item<double>() == Approx(1.582055).margin(5e-7));
  CHECK(at::allclose(forward(0.64, values({3, 0}), values({-1, 2})), values({1.8, 1.2}), 0, 1e-14));
}

TEST_CASE("the data prediction follows from x_t and the noise prediction", "[worked]") {
  const Tensor x0 = convert(values({0.5, -1}), Prediction::noise, Prediction::data,
                            values({1.2, -0.3}), 0.6, 0.8);
  CHECK(at::allclose(x0, values({4.0 / 3, 5.0 / 6}), 0, 1e-14));
}

TEST_CASE("the ancestral step has DDPM's posterior mean", "[worked]") {
  // x_t = 0.7, alpha = 0.9 (so alpha_bar_{t-1} = 0.5/0.9), alpha_bar = 0.5, eps = 0.2:
  // (x_t - (1 - alpha)/sqrt(1 - alpha_bar) eps) / sqrt(alpha) = 0.7081
  const auto process = std::make_shared<TwoLevels>(0.5 / 0.9, 0.5);
  const auto sde =
      reverse_dynamics(process, std::make_shared<Recorded>(std::vector<Tensor>{values({0.2})}), 1);
  ZeroNoise quiet;
  const Tensor mean =
      integrate(make_method("ddpm_ancestral"), *sde, quiet, values({0.7}), {2, 1}).x;
  CHECK(mean.item<double>() == Approx(0.7081).margin(5e-5));  // four decimals are quoted
  CHECK(mean.item<double>() ==
        Approx((0.7 - 0.1 / std::sqrt(0.5) * 0.2) / std::sqrt(0.9)).margin(1e-14));
}

TEST_CASE("two plain steps on a 2 x 2 image", "[worked]") {
  Plain ode({values({-30, 15, 20, -40}), values({-20, 10, 15, -30})});
  NoNoise none;
  const Tensor end =
      integrate(make_method("euler"), ode, none, values({130, 80, 90, 110}), {2, 1, 0}).x;
  CHECK(at::equal(end, values({180, 55, 55, 180})));
}

TEST_CASE("q(x_T | x_0) tends to N(0, I) as alpha_bar tends to 0", "[worked]") {
  const auto vp = make_process("vp_linear");
  // alpha_bar(1) = exp(-10.05): the mean is 0.0066 x_0, the variance 1 - 4.3e-5
  CHECK(vp->alpha(1.0) == Approx(std::exp(-5.025)).epsilon(1e-14));
  CHECK(vp->sigma(1.0) == Approx(1.0).margin(3e-5));
  CHECK(vp->alpha(1.0) < 0.01);
  for (double beta_max : {40.0, 80.0, 160.0}) {
    const auto longer = make_process(fmt::format("vp_linear(beta_max={})", beta_max));
    CHECK(longer->alpha(1.0) == Approx(std::exp(-0.25 * (beta_max - 0.1) - 0.05)).epsilon(1e-12));
    CHECK(std::abs(longer->sigma(1.0) - 1) <= longer->alpha(1.0) * longer->alpha(1.0));
  }
}

TEST_CASE("SA-Solver's published weights, by its recursion in numpy", "[sa_solver]") {
  // x(end)/x(T) on N(0, 1) without noise, six steps of Karras' grid: Alg. 1 with the quadrature of
  // its integrals by 40 nodes, in few and in more steps.
  const auto edm = make_process("edm");
  const auto factor = [&](const std::string& spec) {
    const auto flow = reverse_dynamics(edm, mixture_model({{1}, {{0.0}}, {1}}), 0);
    NoNoise none;
    return integrate(make_method(spec), *flow, none, at::ones({1, 1}, at::kDouble),
                     make_time_grid("karras", *edm, 6))
        .x.item<double>();
  };
  CHECK(factor("sa_solver_published(eta=0)") == Approx(0.0208018820138619).epsilon(1e-10));
  CHECK(factor("sa_solver_published(eta=0,predictor=2,corrector=2)") ==
        Approx(0.0212544416987212).epsilon(1e-10));
  CHECK(factor("sa_solver_published(eta=0,few_steps=false)") ==
        Approx(0.0164744790970254).epsilon(1e-10));
  CHECK(factor("sa_solver_published(eta=0,few_steps=false,start=uncorrected)") ==
        Approx(0.016470483616438).epsilon(1e-10));
}
