#include "tests/catch.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numeric>
#include <random>

#include <ATen/ATen.h>

#include "experiments/metrics/draws.h"
#include "experiments/metrics/foreign.h"
#include "experiments/metrics/frechet.h"
#include "experiments/metrics/neighbours.h"
#include "experiments/metrics/reference.h"
#include "experiments/metrics/registered/kernel_distance.h"
#include "experiments/report/leaders.h"
#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/npz.h"
#include "models/features/extractor.h"
#include "solvers/noise.h"
#include "tests/temporary_folder.h"
#include "tests/threads.h"

using namespace odelia;

namespace {
const auto kDouble = torch::TensorOptions().dtype(torch::kDouble);

/// Rows x_ij = a smooth, irregular function of (i, j): data without a random generator.
Tensor rows(int64_t n, int64_t d, double phase) {
  Tensor x = torch::empty({n, d}, kDouble);
  for (int64_t i = 0; i < n; ++i)
    for (int64_t j = 0; j < d; ++j)
      x.data_ptr<double>()[i * d + j] = std::sin(12.9898 * i * (j + 1) + phase) +
                                        0.3 * std::cos(78.233 * (i + 1) * (j + 2) - phase) +
                                        0.1 * j;
  return x;
}

Gaussian moments(const Tensor& x) {
  Moments m(x.size(1));
  m.add(x);
  return m.finish();
}

Gaussian gaussian(const Tensor& mu, const Tensor& sigma) { return {1000, mu, sigma}; }

double relative(double a, double b) { return std::abs(a - b) / std::abs(b); }

/// tr (C1 C2)^(1/2) by the Denman-Beavers iteration for
/// a general matrix square root: another algorithm.
double brute_force(const Gaussian& a, const Gaussian& b) {
  Tensor y = a.sigma.mm(b.sigma), z = at::eye(y.size(0), kDouble);
  for (int i = 0; i < 60; ++i) {
    const Tensor next = 0.5 * (y + z.inverse());
    z = 0.5 * (z + y.inverse());
    y = next;
  }
  return (a.mu - b.mu).square().sum().item<double>() +
         (a.sigma.trace() + b.sigma.trace() - 2 * y.trace()).item<double>();
}

/// The spread of the distance of n normal samples over fresh sets, and the root mean square of the
/// standard errors that each set states for itself.
std::pair<double, double> spread_and_stated(const Gaussian& reference, int64_t n, int64_t repeats) {
  const int64_t d = reference.mu.size(0);
  double sum = 0, squares = 0, variance = 0;
  for (int64_t i = 0; i < repeats; ++i) {
    std::vector<uint64_t> seeds(n);
    std::iota(seeds.begin(), seeds.end(), i * n);
    const Tensor x = starting_noise(seeds, {d}, kDouble);
    const double f = frechet_distance(moments(x), reference).value;
    sum += f, squares += f * f;
    variance += std::pow(frechet_standard_error(x, reference), 2) / repeats;
  }
  const double spread = std::sqrt((squares - sum * sum / repeats) / (repeats - 1));
  return {spread, std::sqrt(variance)};
}

/// E (x.y/d + 1)^3 of independent x ~ N(a 1, s^2 I) and y ~ N(b 1, r^2 I) in d dimensions: with
/// u = x.y/d, from E u, E u^2 and E u^3.
double mean_kernel(double a, double s, double b, double r, double d) {
  const double dot = a * b * d, aa = a * a * d, bb = b * b * d, ss = s * s, rr = r * r;
  const double u = dot / d, u2 = (dot * dot + ss * bb + rr * aa + d * ss * rr) / (d * d),
               u3 = (dot * dot * dot + 3 * dot * rr * aa + 3 * ss * dot * (bb + (d + 2) * rr)) /
                    (d * d * d);
  return 1 + 3 * u + 3 * u2 + u3;
}

/// Normal samples [n, d] with mean a and standard deviation s, of seeds from `first` on.
Tensor normal(int64_t n, int64_t d, double a, double s, int64_t first) {
  std::vector<uint64_t> seeds(n);
  std::iota(seeds.begin(), seeds.end(), first);
  return a + s * starting_noise(seeds, {d}, kDouble);
}

/// The same by its definition, over rows of x with x_keep and of y with y_keep.
double slow_kernel_distance(const Tensor& x, const std::vector<bool>& x_keep, const Tensor& y,
                            const std::vector<bool>& y_keep) {
  const auto mean = [](const Tensor& a, const std::vector<bool>& a_keep, const Tensor& b,
                       const std::vector<bool>& b_keep, bool same) {
    double sum = 0, pairs = 0;
    for (int64_t i = 0; i < a.size(0); ++i)
      for (int64_t j = 0; j < b.size(0); ++j)
        if (a_keep[i] && b_keep[j] && !(same && i == j))
          sum += std::pow(a[i].dot(b[j]).item<double>() / a.size(1) + 1, 3), ++pairs;
    return sum / pairs;
  };
  return mean(x, x_keep, x, x_keep, true) + mean(y, y_keep, y, y_keep, true) -
         2 * mean(x, x_keep, y, y_keep, false);
}

/// Numbers [n, d] of a linear congruence, as tests/reference/metrics.py makes them.
Tensor congruence_numbers(int64_t seed, int64_t n, int64_t d) {
  Tensor x = torch::empty({n, d}, kDouble);
  int64_t state = seed;
  for (int64_t i = 0; i < n * d; ++i) {
    state = (1103515245 * state + 12345) % (int64_t{1} << 31);
    x.data_ptr<double>()[i] = static_cast<double>(state) / 2147483648.0;
  }
  return x;
}

/// A registered metric of samples x held against y.
Measurement measured(const std::string& name, const FeatureSet& x, const Tensor& y) {
  return metric_entry(name, "here").against({moments(y), y})(x);
}

/// Precision, recall (k = 3, edges in), density, coverage (k = 5, edges out) by their definitions,
/// of the rows of x that are kept.
std::vector<double> slow_neighbours(const Tensor& x, const std::vector<bool>& keep,
                                    const Tensor& y) {
  std::vector<Tensor> a, b;
  for (int64_t i = 0; i < x.size(0); ++i)
    if (keep[i]) a.push_back(x[i]);
  for (int64_t j = 0; j < y.size(0); ++j) b.push_back(y[j]);
  const auto distance = [](const Tensor& p, const Tensor& q) {
    return (p - q).square().sum().item<double>();
  };
  const auto radii = [&](const std::vector<Tensor>& set, size_t k) {
    std::vector<double> out;
    for (size_t i = 0; i < set.size(); ++i) {
      std::vector<double> all;
      for (size_t j = 0; j < set.size(); ++j)
        if (i != j) all.push_back(distance(set[i], set[j]));
      std::sort(all.begin(), all.end());
      out.push_back(all[k - 1]);
    }
    return out;
  };
  const auto a3 = radii(a, 3), b3 = radii(b, 3), b5 = radii(b, 5);
  std::vector<bool> sample_in(a.size()), real_in(b.size()), covered(b.size());
  double balls = 0;
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t j = 0; j < b.size(); ++j) {
      const double d = distance(a[i], b[j]);
      if (d <= b3[j]) sample_in[i] = true;
      if (d <= a3[i]) real_in[j] = true;
      if (d < b5[j]) covered[j] = true, ++balls;
    }
  const auto mean = [](const std::vector<bool>& of) {
    return static_cast<double>(std::count(of.begin(), of.end(), true)) /
           static_cast<double>(of.size());
  };
  return {mean(sample_in), mean(real_in), balls / 5 / static_cast<double>(a.size()), mean(covered)};
}
const std::vector<std::string> kNeighbours{"precision", "recall", "density", "coverage"};

/// Every pixel a feature: an extractor without weights.
class Pixels final : public FeatureExtractor {
 public:
  int64_t dimension() const override { return 4; }
  Tensor features(const Tensor& images) const override {
    return images.reshape({-1, 4}).to(at::kFloat) / 255;
  }
};
const RegisterExtractor pixels{
    {.kind = "test-pixels", .open = [](const std::filesystem::path&, at::Device) {
       return std::make_shared<const Pixels>();
     }}};

}  // namespace

TEST_CASE("the kernel distance of two pairs of numbers is what a hand computes", "[metrics]") {
  // k(0, 1) = 1, k(2, 3) = 343, k(x, y) = 1, 1, 27, 64: 1 + 343 - 2 * 93 / 4
  const Tensor x = torch::tensor({0.0, 9.0, 1.0}, kDouble).reshape({3, 1}),
               y = torch::tensor({2.0, 3.0}, kDouble).reshape({2, 1});
  const Measurement m = KernelDistance({{}, y})({{}, x, {true, false, true}});
  CHECK(m.value == Approx(297.5));
  CHECK(m.jackknife.empty());  // of two samples there is none, and no error
  CHECK(std::isnan(m.standard_error));
}

TEST_CASE("the kernel distance and its jackknife are the definition's, group by group",
          "[metrics]") {
  const int64_t n = 43, m = 37, groups = 5;
  const Tensor x = rows(n, 3, 0.3), y = 0.8 * rows(m, 3, 1.1);
  std::vector<bool> keep(n, true);
  keep[0] = keep[20] = keep[42] = false;
  const std::vector<bool> all(m, true);
  const Measurement found = KernelDistance({{}, y}, groups)({{}, x, keep});
  // sums of 1e3 terms of about 1 in double
  CHECK(found.value == Approx(slow_kernel_distance(x, keep, y, all)).epsilon(1e-11));
  std::vector<double> of_y;
  REQUIRE(found.jackknife.size() == groups);
  for (int64_t g = 0; g < groups; ++g) {
    auto rest = keep, others = all;
    std::fill(rest.begin() + g * n / groups, rest.begin() + (g + 1) * n / groups, false);
    std::fill(others.begin() + g * m / groups, others.begin() + (g + 1) * m / groups, false);
    CHECK(found.jackknife[g] == Approx(slow_kernel_distance(x, rest, y, all)).epsilon(1e-11));
    of_y.push_back(slow_kernel_distance(x, keep, y, others));
  }
  REQUIRE(found.reference_jackknife.size() == groups);
  for (int64_t g = 0; g < groups; ++g)
    CHECK(found.reference_jackknife[g] == Approx(of_y[g]).epsilon(1e-11));
  CHECK(found.standard_error == Approx(std::hypot(jackknife_standard_error(found.jackknife),
                                                  jackknife_standard_error(of_y))));
}

TEST_CASE("kernel distances that are equal are told apart as often as chance has it", "[metrics]") {
  // Samples on either side of the reference are equally far from its law, but of what it happens to
  // be one's distance grows by what the other's falls.
  const int64_t n = 200, m = 40, d = 2, repeats = 200;
  int64_t apart = 0, by_samples = 0;
  for (int64_t i = 0; i < repeats; ++i) {
    const KernelDistance distance({{}, normal(m, d, 0, 1, i * 1000)});
    Json records[2];
    for (int64_t side : {0, 1}) {
      const Measurement k =
          distance({{}, normal(n, d, side == 0 ? 0.5 : -0.5, 1, i * 1000 + 100 + side * n)});
      records[side] = {{"seeds", "0-199"},
                       {"kd[x]", k.value},
                       {"kd[x]_se", k.standard_error},
                       {"kd[x]_jackknife", k.jackknife},
                       {"kd[x]_reference_jackknife", k.reference_jackknife}};
    }
    const double off = std::abs(number(records[0], "kd[x]") - number(records[1], "kd[x]"));
    apart += off > 2 * difference_error(records[0], records[1], "kd[x]");
    for (Json& r : records) r["fd[x]_jackknife"] = r["kd[x]_jackknife"];  // of samples alone
    by_samples += off > 2 * difference_error(records[0], records[1], "fd[x]");
  }
  CAPTURE(apart, by_samples);
  // Two errors of ten groups are exceeded by chance in 6 to 8 %; 200 repetitions know that to 1.7 %.
  CHECK(apart < 0.12 * repeats);
  CHECK(by_samples > 0.25 * repeats);  // the paired error of the samples alone is far too sure
}

TEST_CASE("the kernel distance of normal samples is the closed form on average, zero of one law",
          "[metrics]") {
  const int64_t d = 6, n = 150, m = 250, repeats = 80;
  for (const auto& [a, s] : {std::pair{0.3, 1.0}, {0.6, 1.2}}) {  // the reference's law, another
    CAPTURE(a, s);
    const double expected = mean_kernel(a, s, a, s, d) + mean_kernel(0.3, 1, 0.3, 1, d) -
                            2 * mean_kernel(a, s, 0.3, 1, d);
    const bool same = a == 0.3;
    if (same) CHECK(std::abs(expected) < 1e-12);
    double sum = 0, squares = 0, variance = 0;
    for (int64_t i = 0; i < repeats; ++i) {
      const Tensor x = normal(n, d, a, s, i * 1000), y = normal(m, d, 0.3, 1, i * 1000 + 500);
      const Measurement k = KernelDistance({{}, y})({{}, x});
      sum += k.value, squares += k.value * k.value;
      variance += k.standard_error * k.standard_error / repeats;
    }
    const double mean = sum / repeats, spread = std::sqrt((squares - sum * mean) / (repeats - 1));
    CAPTURE(mean, expected, spread);
    CHECK(std::abs(mean - expected) < 4 * spread / std::sqrt(double(repeats)));
    if (!same) CHECK(expected > 10 * spread / std::sqrt(double(repeats)));  // it could fail
    // The spread itself is known to 1/sqrt(2 * 79) = 8 %.  The jackknife is right where the sets
    // differ; where they do not, the terms linear in a sample vanish, and what is left of second
    // order has twice its variance there (Efron & Stein 1981), 1.41 times its error.
    CHECK(std::sqrt(variance) > 0.7 * spread);
    CHECK(std::sqrt(variance) < (same ? 1.9 : 1.4) * spread);
  }
}

TEST_CASE("a kernel distance is refused where it cannot be measured", "[metrics][errors]") {
  const Tensor x = rows(30, 3, 0.3);
  CHECK_THROWS_WITH(KernelDistance({moments(x)}), ODELIA_CONTAINS("needs features"));
  CHECK_THROWS_WITH(KernelDistance({{}, x.slice(0, 0, 1)}), ODELIA_CONTAINS("two vectors"));
  CHECK_THROWS_WITH(KernelDistance({{}, x})({{}, rows(30, 4, 0.3)}),
                    ODELIA_CONTAINS("dimensions 4 and 3"));
  CHECK_THROWS_WITH(KernelDistance({{}, x})({{}, x / 0}), ODELIA_CONTAINS("not finite"));
  CHECK(std::isnan(KernelDistance({{}, x})({{}, x.slice(0, 0, 1)}).value));
}

TEST_CASE("every registered metric tells samples from the reference's law from others",
          "[metrics]") {
  const int64_t d = 5;
  const Tensor y = normal(800, d, 0, 1, 0);
  const FeatureSet reference{moments(y), y}, near{{}, normal(400, d, 0, 1, 1000)},
      far{{}, normal(400, d, 1.5, 1, 1000)};
  for (const auto& [name, metric] : metric_entries()) {
    if (!metric.of_reference) continue;
    INFO(name);
    for (const auto* text : {&metric.title, &metric.label, &metric.summary, &metric.comparable,
                             &metric.reading, &metric.error_says, &metric.with_fewer})
      CHECK(!text->empty());
    const Measure measure = metric.against(reference);
    const Measurement a = measure(near), b = measure(far);
    CHECK((metric.lower_is_better ? a.value < b.value : a.value > b.value));
    CHECK(std::abs(a.value - b.value) > 5 * std::hypot(a.standard_error, b.standard_error));
    CHECK(a.jackknife.size() == b.jackknife.size());
    CHECK(a.jackknife.size() > 1);
    CHECK(a.reference_jackknife.size() == (metric.error_of_both ? a.jackknife.size() : 0));
    CHECK(too_few_samples(metric, metric.least(d), d).empty());
    CHECK(!too_few_samples(metric, metric.least(d) - 1, d).empty());
    if (metric.ratios) CHECK(a.value > 0);
  }
}

TEST_CASE("every metric has a value from as many samples as it says it needs", "[metrics]") {
  const int64_t d = 3;
  const Tensor y = normal(60, d, 0, 1, 0);
  const FeatureSet reference{moments(y), y};
  for (const auto& [name, metric] : metric_entries()) {
    INFO(name);
    const auto value = [&, &metric = metric](int64_t n) {
      const Tensor x = normal(n, d, 0, 1, 1000);
      return metric.against(reference)({n > 1 ? moments(x) : Gaussian(), x, {}, x}).value;
    };
    CHECK(std::isfinite(value(metric.needs)));
    if (metric.needs > 2) CHECK(std::isnan(value(metric.needs - 1)));
    CHECK(metric.least(d) >= metric.needs);
  }
}

TEST_CASE("what lies in the rows of failed samples is nothing to a metric, which writes nowhere",
          "[metrics]") {
  const int64_t d = 3;
  const Tensor y = normal(60, d, 0, 1, 0), x = normal(60, d, 0, 1, 1000);
  const auto with = [&](double rubbish) {
    FeatureSet out{moments(x), x.clone(), std::vector<bool>(60, true), x.clone()};
    for (int64_t i = 0; i < 10; ++i) {
      const int64_t failed = 6 * i + i % 2;  // one in each group
      out.keep[failed] = false, out.features[failed].fill_(rubbish),
      out.logits[failed].fill_(rubbish);
    }
    return out;
  };
  const FeatureSet great = with(1e3), none = with(std::nan("")), reference{moments(y), y};
  const Tensor before = great.features.clone(), logits = great.logits.clone(), real = y.clone();
  for (const auto& [name, metric] : metric_entries()) {
    INFO(name);
    const Measure measure = metric.against(reference);
    const Measurement a = measure(great), b = measure(none);
    CHECK(std::isfinite(a.value));
    CHECK(a.value == b.value);
    CHECK(a.jackknife == b.jackknife);
    CHECK(great.features.equal(before));
    CHECK(great.logits.equal(logits));
    CHECK(y.equal(real));
  }
}

TEST_CASE("metrics are those of public programs on the same features", "[metrics]") {
  // tests/reference/metrics.py values; theirs are float64 but for torch-fidelity's fractions
  const Tensor x = 0.6 * congruence_numbers(1, 60, 4) + 0.3, y = 0.9 * congruence_numbers(2, 50, 4);
  const std::pair<const char*, double> values[] = {
      {"fd", 0.16046818698050935},          // scipy, dgm-eval, torch-fidelity
      {"fd_infinity", 0.1549279161440828},  // dgm-eval, drawing from RandomState(0)
      {"kd_blocks", 0.1653346206557476},    // torch-fidelity, 100 blocks of 50
      {"precision", 0.9333333333333333},    // torch-fidelity, prdc, dgm-eval
      {"recall", 0.26},                     // the same
      {"density", 1.2800000000000002},      // prdc, dgm-eval
      {"coverage", 0.72}};                  // the same
  for (const auto& [name, value] : values) {
    INFO(name);
    const Measurement m = measured(name, {{}, x}, y);
    CHECK(m.value == Approx(value).epsilon(1e-11).margin(0));
    CHECK(m.standard_error > 0);
  }
  CHECK(measured("kd_blocks", {{}, x}, y).parts.at(0).value == Approx(0.012483823434141953));
  FeatureSet classified{{}, x};
  classified.logits = 5 * congruence_numbers(3, 60, 6);
  CHECK(measured("is", classified, y).value ==  // torch-fidelity, ten splits as they lie
        Approx(1.5127874000769304).epsilon(1e-12));
}

TEST_CASE("draws are those of numpy's RandomState", "[metrics]") {
  std::mt19937 generator(0);
  CHECK(draw_without_repetition(generator, 12, 12) ==
        std::vector<int64_t>{6, 11, 4, 10, 2, 8, 1, 7, 9, 3, 0, 5});
}

TEST_CASE("the class score's error is the spread of its ten splits", "[metrics]") {
  FeatureSet x{{}, congruence_numbers(1, 64, 4)};
  x.logits = 5 * congruence_numbers(3, 64, 6), x.keep = std::vector<bool>(64, true);
  x.keep[0] = x.keep[20] = false;
  std::vector<double> scores;
  for (int64_t g = 0; g < 10; ++g) {
    std::vector<Tensor> rows;
    for (int64_t i = g * 64 / 10; i < (g + 1) * 64 / 10; ++i)
      if (x.keep[i]) rows.push_back(at::softmax(x.logits[i], 0));
    const Tensor p = at::stack(rows), mean = p.mean(0);
    scores.push_back(std::exp((p * (p / mean).log()).sum(1).mean().item<double>()));
  }
  const Tensor all = at::tensor(scores, at::kDouble);
  const Measurement m = measured("is", x, x.features);
  CHECK(m.value == Approx(all.mean().item<double>()).epsilon(1e-12));
  CHECK(m.standard_error == Approx(all.std().item<double>() / std::sqrt(10.0)).epsilon(1e-10));
}

TEST_CASE("the jackknife of the kernel distance by blocks leaves a group out of every block",
          "[metrics]") {
  const int64_t n = 60, m = 50, groups = 10, blocks = 100;
  const Tensor x = 0.6 * congruence_numbers(1, n, 4) + 0.3, y = 0.9 * congruence_numbers(2, m, 4);
  const auto kernel = [](const Tensor& a, const Tensor& b) { return (a.mm(b.t()) / 4 + 1).pow(3); };
  const Tensor xx = kernel(x, x).fill_diagonal_(0), yy = kernel(y, y).fill_diagonal_(0),
               xy = kernel(x, y);
  // Of the rows that u and v are one at, else zero.
  const auto estimate = [&](const Tensor& u, const Tensor& v) {
    const double a = u.sum().item<double>(), b = v.sum().item<double>();
    const auto sum = [](const Tensor& u, const Tensor& k, const Tensor& v) {
      return u.dot(k.mv(v)).item<double>();
    };
    return sum(u, xx, u) / (a * (a - 1)) + sum(v, yy, v) / (b * (b - 1)) -
           2 * sum(u, xy, v) / (a * b);
  };
  const auto without = [&](Tensor u, int64_t g, int64_t rows) {
    u = u.clone();
    u.slice(0, g * rows / groups, (g + 1) * rows / groups).zero_();
    return u;
  };
  std::mt19937 generator(2020);
  const auto drawn = [&](int64_t rows) {
    Tensor u = at::zeros({rows}, kDouble);
    for (int64_t i : draw_without_repetition(generator, rows, m)) u[i] = 1;
    return u;
  };
  std::vector<double> of_x(groups, 0), of_y(groups, 0);
  for (int64_t b = 0; b < blocks; ++b) {
    const Tensor u = drawn(n), v = drawn(m);
    for (int64_t g = 0; g < groups; ++g) {
      of_x[g] += estimate(without(u, g, n), v) / blocks;
      of_y[g] += estimate(u, without(v, g, m)) / blocks;
    }
  }
  const Measurement found = measured("kd_blocks", {{}, x}, y);
  REQUIRE(found.jackknife.size() == groups);
  // sums of 1e3 terms of about 1 in double
  REQUIRE(found.reference_jackknife.size() == groups);
  for (int64_t g = 0; g < groups; ++g) {
    CHECK(found.jackknife[g] == Approx(of_x[g]).epsilon(1e-11));
    CHECK(found.reference_jackknife[g] == Approx(of_y[g]).epsilon(1e-11));
  }
  CHECK(found.standard_error ==
        Approx(std::hypot(jackknife_standard_error(of_x), jackknife_standard_error(of_y))));
}

TEST_CASE("neighbours' metrics and their jackknife are the definitions', group by group",
          "[metrics]") {
  const int64_t n = 64, groups = 10;
  const Tensor x = rows(n, 3, 0.3), y = 0.8 * rows(47, 3, 1.1);
  std::vector<bool> keep(n, true);
  keep[0] = keep[20] = keep[63] = false;
  const auto whole = slow_neighbours(x, keep, y);
  for (size_t i = 0; i < kNeighbours.size(); ++i) {
    INFO(kNeighbours[i]);
    const Measurement m = measured(kNeighbours[i], {{}, x, keep}, y);
    CHECK(m.value == Approx(whole[i]).epsilon(1e-14));
    REQUIRE(m.jackknife.size() == groups);
    for (int64_t g = 0; g < groups; ++g) {
      auto rest = keep;
      std::fill(rest.begin() + g * n / groups, rest.begin() + (g + 1) * n / groups, false);
      CHECK(m.jackknife[g] == Approx(slow_neighbours(x, rest, y)[i]).epsilon(1e-14));
    }
    CHECK(m.standard_error == jackknife_standard_error(m.jackknife));
  }
}

TEST_CASE(
    "identical sets score 1 by every metric of neighbours, sets far apart 0, ties as published",
    "[metrics]") {
  // 600 x 40: in tiles and threads.  An offset makes products cancel, so that ties are real ones.
  const Tensor x = rows(600, 40, 0.3) + 1e4;
  for (const auto& name : kNeighbours) {
    INFO(name);
    CHECK(measured(name, {{}, x}, x).value == 1);
    const Measurement far = measured(name, {{}, x + 1e3}, x);
    CHECK(far.value == 0);
    CHECK(far.standard_error == 0);  // no group changes it
  }
  // 0, 1, ..., 9 on a line: 12 is as far from 9 as its third neighbour, 14 as its fifth.  Edges
  // count for precision, not for density and coverage.
  const Tensor line = torch::arange(10, kDouble).reshape({10, 1});
  const auto at = [](double v) { return FeatureSet{{}, torch::full({1, 1}, v, kDouble)}; };
  CHECK(measured("precision", at(12), line).value == 1);
  CHECK(measured("precision", at(12.0001), line).value == 0);
  CHECK(measured("density", at(14), line).value == 0);
  CHECK(measured("density", at(13.9999), line).value == Approx(0.2));
  CHECK(measured("coverage", at(14), line).value == 0);
  CHECK(measured("coverage", at(13.9999), line).value == Approx(0.1));
  // Six times the same vector: a ball of radius zero, whose edge it is itself.
  const Tensor same = torch::ones({6, 2}, kDouble);
  CHECK(measured("precision", {{}, same}, same).value == 1);
  CHECK(measured("recall", {{}, same}, same).value == 1);
  CHECK(measured("coverage", {{}, same}, same).value == 0);
  CHECK_THROWS_WITH(measured("coverage", {{}, x}, x.slice(0, 0, 5)), ODELIA_CONTAINS("6 vectors"));
  CHECK(std::isnan(measured("recall", {{}, x.slice(0, 0, 3)}, x).value));
  CHECK(measured("recall", {{}, x.slice(0, 0, 12)}, x).jackknife.empty());
}

TEST_CASE("distances are exact where a matrix product rounds them away", "[metrics]") {
  // |x|^2 = 1e8 leaves products eps 1e8 = 2e-8, and these are 1e-10 apart.
  Tensor x = torch::full({40, 1}, 1e4, kDouble);
  for (int64_t i = 0; i < 40; ++i) x[i] += 1e-5 * i;
  const GroupedFeatures set = grouped_features({{}, x}, 10, "here");
  const Radii radii = nearest_radii(set, 2, true);
  for (int64_t i = 1; i < 39; ++i) CHECK(radii.squared[i] == Approx(1e-10).epsilon(1e-3));
  CHECK(radii.squared[0] == Approx(4e-10).epsilon(1e-3));
  CHECK(radii.squared_without[5 * 10 + 1] ==
        Approx(9e-10).epsilon(1e-3));  // without 4 to 7: 3, then 8
}

TEST_CASE("the standard errors of metrics of neighbours are their spread over new samples",
          "[metrics]") {
  const int64_t n = 200, repeats = 60;
  const Tensor y = normal(300, 3, 0, 1, 0);
  for (const std::string name : {"precision", "recall", "density", "coverage", "fd_infinity"}) {
    INFO(name);
    const Measure measure = metric_entry(name, "here").against({moments(y), y});
    double sum = 0, squares = 0, variance = 0;
    for (int64_t i = 0; i < repeats; ++i) {
      const Measurement m = measure({{}, normal(n, 3, 0.5, 1, 1000 + i * n)});
      sum += m.value, squares += m.value * m.value;
      variance += m.standard_error * m.standard_error / repeats;
    }
    const double spread = std::sqrt((squares - sum * sum / repeats) / (repeats - 1));
    CAPTURE(std::sqrt(variance), spread);
    // 60 repetitions know a spread to 9 %, ten groups the jackknife to 24 % / sqrt(60).
    CHECK(std::sqrt(variance) > 0.7 * spread);
    // Without a group the balls of other samples grow, which recall's jackknife takes for spread:
    // not below the truth, by Efron and Stein, and here 1.75 times it.
    CHECK(std::sqrt(variance) < (name == "recall" ? 2.3 : 1.5) * spread);
  }
}

TEST_CASE("the Fréchet distance at infinite N has less bias than that of all samples",
          "[metrics]") {
  const int64_t d = 8, n = 400, repeats = 30;
  const Gaussian law{0, at::zeros({d}, kDouble), at::eye(d, kDouble)};
  const Measure measure = metric_entry("fd_infinity", "here").against({law});
  double at_n = 0, extrapolated = 0;
  for (int64_t i = 0; i < repeats; ++i) {
    const Measurement m = measure({{}, normal(n, d, 0, 1, i * n)});
    at_n += m.parts.at(0).value / repeats, extrapolated += m.value / repeats;
  }
  // The truth is 0; the bias of fd is about (d + d (d + 1)/8) / n = 0.0425, measured the same.
  CHECK(at_n > 0.03);
  CHECK(std::abs(extrapolated) < 0.25 * at_n);
  CHECK_THROWS_WITH(measure({law}), ODELIA_CONTAINS("the samples need features"));
}

TEST_CASE("a class score is between 1 and the number of classes", "[metrics]") {
  const int64_t n = 200, classes = 5;
  Tensor sure = torch::zeros({n, classes}, kDouble);
  for (int64_t i = 0; i < n; ++i) sure[i][i % classes] = 1e3;
  FeatureSet set{{}, torch::zeros({n, 2}, kDouble)};
  const Measure measure = metric_entry("is", "here").against({});
  set.logits = sure;
  CHECK(measure(set).value == Approx(classes));
  CHECK(measure(set).standard_error == Approx(0).margin(1e-12));
  set.logits = torch::ones({n, classes}, kDouble);
  CHECK(measure(set).value == Approx(1));
  set.logits = rows(n, classes, 0.3);
  set.keep.assign(n, true);
  for (int64_t i = 20; i < 40; ++i) set.keep[i] = false;  // all of a split
  CHECK(std::isnan(measure(set).value));
  set.logits = Tensor();
  CHECK_THROWS_WITH(measure(set), ODELIA_CONTAINS("class probabilities"));
  class Nameless final : public FeatureExtractor {
    int64_t dimension() const override { return 2; }
    Tensor features(const Tensor&) const override { return {}; }
  };
  CHECK_THROWS_WITH(check_classes(metric_entry("is", "here"), Nameless(), "here"),
                    ODELIA_CONTAINS("here: a class score needs class probabilities"));
  CHECK_NOTHROW(check_classes(metric_entry("fd", "here"), Nameless(), "here"));
}

TEST_CASE("statistics of other programs are read by what their arrays are", "[metrics]") {
  const TemporaryFolder made("metrics-foreign");
  const std::filesystem::path& folder = made.path();
  const std::string path = (folder / "theirs.npz").string();
  const Tensor x = rows(40, 5, 0.2), other = rows(30, 7, 0.4);
  const Gaussian g = moments(x), spatial = moments(other);
  const auto format = [](const Reference& r) {
    return r.provenance.at("from").at("format").get<std::string>();
  };
  write_npz(path, {{"mu", g.mu}, {"sigma", g.sigma}});
  CHECK(format(read_foreign_statistics(path)) == "mu, sigma");
  CHECK(read_foreign_statistics(path).gaussian.n == 0);  // nobody says
  CHECK(read_foreign_statistics(path).provenance.at("n").is_null());
  write_npz(path, {{"arr_0", torch::zeros({2, 4, 4, 3}, at::kByte)},
                   {"mu", g.mu},
                   {"sigma", g.sigma},
                   {"mu_s", spatial.mu},
                   {"sigma_s", spatial.sigma}});
  CHECK_THAT(format(read_foreign_statistics(path)), ODELIA_CONTAINS("guided-diffusion"));
  CHECK(read_foreign_statistics(path).gaussian.sigma.equal(g.sigma));
  for (const char* key : {"pool_3", "feats"}) {
    write_npz(path, {{key, x.to(at::kFloat)}});
    const Reference r = read_foreign_statistics(path);
    CHECK(r.features.equal(x.to(at::kFloat)));
    CHECK(r.gaussian.n == 40);
    CHECK(r.gaussian.sigma.equal(moments(x.to(at::kFloat)).sigma));
  }
  write_npz(path, {{"pool_3", x[0]}});
  CHECK_THROWS_WITH(read_foreign_statistics(path), ODELIA_CONTAINS("needs features [N, d]"));
  write_npz(path, {{"pool_3", x / 0}});
  CHECK_THROWS_WITH(read_foreign_statistics(path), ODELIA_CONTAINS("not finite"));
  write_npz(path, {{"mu", g.mu}});
  CHECK_THROWS_WITH(read_foreign_statistics(path), ODELIA_CONTAINS("no statistics that are known"));
  write_npz(path, {{"mu", g.mu}, {"sigma", -g.sigma}});
  CHECK_THROWS_WITH(read_foreign_statistics(path), ODELIA_CONTAINS("negative eigenvalues"));
  CHECK_THROWS_WITH(read_foreign_statistics("imagenet.pkl"), ODELIA_CONTAINS("python3 -c"));
  const Reference said{g, {{"n", 40}, {"extractor", "inception"}}};
  CHECK_NOTHROW(check_reference(said, path, "abc", 5, "inception"));
  CHECK_THROWS_WITH(check_reference(said, path, "abc", 5, "other"),
                    ODELIA_CONTAINS("said to hold"));
}

TEST_CASE("a feature extractor is found by the kind that its folder states", "[metrics]") {
  const TemporaryFolder made("metrics-extractor");
  const std::filesystem::path& folder = made.path();
  write_text((folder / "config.json").string(), R"({"kind": "test-pixels"})");
  const auto extractor = open_extractor(folder.string());
  CHECK(extractor->dimension() == 4);
  CHECK(extractor->features(at::full({3, 1, 2, 2}, 255, at::kByte)).equal(at::ones({3, 4})));
  const auto shipped = open_extractor("fashion-mnist-classifier");
  CHECK(shipped->dimension() == 128);
  CHECK(extractor_name("fashion-mnist-classifier") == "fashion-mnist-classifier");
  CHECK_THROWS_WITH(open_extractor("fashion-mnist"),
                    ODELIA_CONTAINS("kind is 'score'") &&
                        ODELIA_CONTAINS("classifier, foreign, test-pixels") &&
                        ODELIA_CONTAINS("fashion-mnist-classifier"));
}

TEST_CASE("the Fréchet distance of isotropic and diagonal Gaussians is the closed form",
          "[metrics]") {
  const Tensor zero = torch::zeros({5}, kDouble), eye = at::eye(5, kDouble);
  // ||mu||^2 + d (s1 - s2)^2
  CHECK(relative(frechet_distance(gaussian(zero, 4 * eye), gaussian(zero + 2, 9 * eye)).value,
                 5 * 4 + 5 * 1) < 1e-8);

  const Tensor s1 = torch::tensor({0.5, 1.0, 2.0, 1e-4, 30.0}, kDouble),
               s2 = torch::tensor({1.5, 0.2, 2.0, 3.0, 1e-3}, kDouble);
  const auto d = frechet_distance(gaussian(zero, at::diag(s1.square())),
                                  gaussian(zero, at::diag(s2.square())));
  CHECK(relative(d.value, (s1 - s2).square().sum().item<double>()) < 1e-8);
  CHECK(d.mean_part == 0);
  CHECK(d.negative_mass < 1e-12);
}

TEST_CASE("the Fréchet distance of commuting covariances does not depend on the basis",
          "[metrics]") {
  // C_i = Q diag(s_i^2) Q^T with a Householder Q = I - 2 v v^T: still sum (s1 - s2)^2
  Tensor v = torch::tensor({0.3, -1.2, 0.7, 2.0}, kDouble);
  v = v / v.norm();
  const Tensor q = at::eye(4, kDouble) - 2 * at::outer(v, v), zero = torch::zeros({4}, kDouble);
  const Tensor s1 = torch::tensor({1.0, 0.1, 3.0, 2.0}, kDouble),
               s2 = torch::tensor({2.0, 1.0, 0.5, 2.5}, kDouble);
  const auto d = frechet_distance(gaussian(zero, q.mm(at::diag(s1.square())).mm(q)),
                                  gaussian(zero, q.mm(at::diag(s2.square())).mm(q)));
  CHECK(relative(d.value, (s1 - s2).square().sum().item<double>()) < 1e-8);
}

TEST_CASE("the Fréchet distance agrees with a general matrix square root and is symmetric",
          "[metrics]") {
  const Gaussian a = moments(rows(200, 6, 0.1)), b = moments(1.7 * rows(150, 6, 2.3) + 0.2);
  const double expected = brute_force(a, b);
  // both algorithms are backward stable; well-conditioned covariances leave ~1e-12
  CHECK(relative(frechet_distance(a, b).value, expected) < 1e-9);
  CHECK(relative(frechet_distance(b, a).value, expected) < 1e-9);
}

TEST_CASE("the Fréchet distance in many dimensions is the closed form, for every number of threads",
          "[metrics]") {
  // Tiles of 256 that are not full; C_i = Q diag(s_i^2) Q with a Householder Q, cond 1e6.
  const int64_t d = 600;
  const Tensor v = rows(1, d, 0.4)[0] / rows(1, d, 0.4).norm(), k = torch::arange(d, kDouble) / d;
  const Tensor q = at::eye(d, kDouble) - 2 * at::outer(v, v), zero = torch::zeros({d}, kDouble);
  const Tensor s1 = at::pow(10, -3 * k), s2 = 0.3 + 2 * at::sin(9 * k).square();
  const auto covariance = [&](const Tensor& s) { return q.mm(at::diag(s.square())).mm(q); };
  const Gaussian a = gaussian(zero, covariance(s1)), b = gaussian(zero, covariance(s2));
  const double expected = (s1 - s2).square().sum().item<double>();
  std::vector<double> found;
  std::vector<Tensor> sigma;
  for (int n : {1, 2, 3}) {
    const Threads some(n);
    found.push_back(frechet_distance(a, b).value);
    sigma.push_back(moments(rows(700, d, 0.3)).sigma);
  }
  CHECK(relative(found[0], expected) < 1e-11);  // d eps and some
  CHECK(relative(frechet_distance(b, a).value, expected) < 1e-11);
  CHECK(found[1] == found[0]);
  CHECK(found[2] == found[0]);
  CHECK(sigma[1].equal(sigma[0]));
  CHECK(sigma[2].equal(sigma[0]));
}

TEST_CASE("the Fréchet distance of singular covariances is exact, whatever rounding made of zero",
          "[metrics]") {
  // Both of rank r in d dimensions: C_i = V diag(s_i^2) V^T, so sum (s1 - s2)^2; a square root of
  // rounding would be 1e-8 for each of d - r zeros.
  const int64_t d = 120, r = 30;
  const Tensor basis = std::get<0>(at::linalg_qr(rows(d, d, 0.2)));
  const auto covariance = [&](const Tensor& s, int64_t from) {
    const Tensor v = basis.narrow(1, from, s.size(0));
    return v.mm(at::diag(s.square())).mm(v.t());
  };
  const Tensor k = torch::arange(r, kDouble) / r, s1 = 1 + k, s2 = 2 - 1.5 * k,
               wide = 1 + torch::arange(d, kDouble) / d, zero = torch::zeros({d}, kDouble);
  const auto distance = [&](const Tensor& x, const Tensor& y) {
    const double there = frechet_distance(gaussian(zero, x), gaussian(zero, y)).value,
                 back = frechet_distance(gaussian(zero, y), gaussian(zero, x)).value;
    CHECK(relative(there, back) < 1e-12);
    return there;
  };
  CHECK(relative(distance(covariance(s1, 0), covariance(s2, 0)),
                 (s1 - s2).square().sum().item<double>()) < 1e-12);
  const Tensor apart = covariance(s2, r);  // no direction in common
  CHECK(relative(distance(covariance(s1, 0), apart),
                 (s1.square() + s2.square()).sum().item<double>()) < 1e-12);
  CHECK(relative(distance(covariance(s1, 0), covariance(wide, 0)),
                 (wide.square().sum() + s1.square().sum() - 2 * (s1 * wide.narrow(0, 0, r)).sum())
                     .item<double>()) < 1e-12);
  // Columns of other sizes: a small variance is not rounding of a great one.
  const Tensor scale = at::pow(10, -6 * torch::arange(d, kDouble) / d), full = covariance(wide, 0);
  const Tensor graded = scale.unsqueeze(1) * full * scale;
  CHECK(frechet_distance(gaussian(zero, graded), gaussian(zero, graded)).value <
        1e-12 * graded.trace().item<double>());
}

TEST_CASE("the Fréchet distance of a set to itself is zero up to rounding", "[metrics]") {
  const Gaussian full = moments(rows(500, 24, 0.4)), deficient = moments(rows(10, 24, 0.4));
  CHECK(std::abs(frechet_distance(full, full).value) < 1e-10 * full.sigma.trace().item<double>());
  const auto d = frechet_distance(deficient, deficient);
  CHECK(std::abs(d.value) < 1e-10 * deficient.sigma.trace().item<double>());
}

TEST_CASE("the Fréchet distance is never negative, and rounding to float32 is no fault",
          "[metrics]") {
  for (int64_t n : {3, 12, 30, 200})
    for (double phase : {0.0, 0.7, 1.9}) {
      const Gaussian g = moments(rows(n, 24, phase));
      const auto itself = frechet_distance(g, g);
      CHECK(itself.value >= 0);
      CHECK(itself.cov_part >= 0);
      CHECK(itself.value < 1e-6 * g.sigma.trace().item<double>());
      // The roots of the absent eigenvalues are known to sqrt(eps of float32) of the others.
      const Gaussian rounded = gaussian(g.mu, g.sigma.to(at::kFloat).to(at::kDouble));
      CHECK(frechet_distance(rounded, rounded).value >= 0);
      CHECK(frechet_distance(rounded, g).value < 1e-3 * g.sigma.trace().item<double>());
    }
}

TEST_CASE("rank-deficient covariances give a finite, symmetric distance", "[metrics]") {
  const Tensor zero = torch::zeros({3}, kDouble);
  const Tensor flat = at::diag(torch::tensor({4.0, 0.0, 0.0}, kDouble)),
               other = at::diag(torch::tensor({0.0, 1.0, 0.0}, kDouble));
  CHECK(frechet_distance(gaussian(zero, flat), gaussian(zero, other)).value ==
        Approx(5.0).epsilon(1e-12));
  CHECK(frechet_distance(gaussian(zero, other), gaussian(zero, flat)).value ==
        Approx(5.0).epsilon(1e-12));

  const Gaussian few = moments(rows(8, 20, 1.0)), many = moments(rows(400, 20, 3.0));
  const double there = frechet_distance(few, many).value, back = frechet_distance(many, few).value;
  CHECK(std::isfinite(there));
  CHECK(relative(there, back) < 1e-6);
}

TEST_CASE("the jackknife's standard error is the spread of the distance over new samples",
          "[metrics]") {
  const int64_t d = 4, n = 400, repeats = 200;
  const Gaussian reference{1000, at::full({d}, 0.5, kDouble), 2 * at::eye(d, kDouble)};
  const auto [spread, stated] = spread_and_stated(reference, n, repeats);
  // 200 repetitions know a spread to 5 %; three times that.
  CHECK(stated == Approx(spread).epsilon(0.15));
  CHECK(std::isnan(frechet_standard_error(at::ones({4, 4}, kDouble), reference)));
}

TEST_CASE("jackknifes of sets of the same seeds give the error of their difference", "[metrics]") {
  const int64_t d = 3, n = 203;
  const Gaussian reference{1000, at::full({d}, 0.5, kDouble), at::eye(d, kDouble)};
  const Tensor x = rows(n, d, 0.7), y = 1.1 * x + 0.01 * rows(n, d, 0.4);
  std::vector<bool> keep(n, true);
  keep[0] = keep[21] = keep[22] = keep[202] = false;
  const auto a = frechet_jackknife(x, keep, reference), b = frechet_jackknife(y, keep, reference);
  REQUIRE(a.size() == 10);
  std::vector<int64_t> kept;
  for (int64_t i = 0; i < n; ++i)  // all but group 1 of 0..9, rows 20 to 39
    if (keep[i] && (i < 20 || i >= 40)) kept.push_back(i);
  const Tensor others = x.index_select(0, torch::tensor(kept));
  CHECK(a[1] == Approx(frechet_distance(moments(others), reference).value).epsilon(1e-12));
  CHECK(jackknife_standard_error(frechet_jackknife(x, {}, reference)) ==
        frechet_standard_error(x, reference));

  std::vector<double> differences;
  for (int g = 0; g < 10; ++g) differences.push_back(a[g] - b[g]);
  const double paired = jackknife_standard_error(differences),
               apart = std::hypot(jackknife_standard_error(a), jackknife_standard_error(b));
  CHECK(paired < 0.5 * apart);  // what both owe to their seeds cancels
  CHECK(std::isnan(jackknife_standard_error({})));
  keep.assign(n, false);
  CHECK(frechet_jackknife(x, keep, reference).empty());
}

TEST_CASE("with fewer samples than features the jackknife is wide rather than unknown",
          "[metrics]") {
  const int64_t d = 32, n = 20, repeats = 200;
  const Gaussian reference{1000, at::full({d}, 0.5, kDouble), 2 * at::eye(d, kDouble)};
  const auto [spread, stated] = spread_and_stated(reference, n, repeats);
  // Efron and Stein: not below, but for three times the 5 % to which 200 repetitions know a spread.
  CHECK(stated > 0.85 * spread);
  CHECK(stated < 1.6 * spread);
}

TEST_CASE("moments are the two-pass mean and covariance, whatever the cuts", "[metrics]") {
  const Tensor x =
      rows(333, 7, 0.9) + 1e4;  // a large offset, which naive sums of squares would not survive
  const Gaussian whole = moments(x);
  const Tensor centred = x - x.mean(0);
  CHECK((whole.mu - x.mean(0)).abs().max().item<double>() < 1e-10);
  CHECK((whole.sigma - centred.t().mm(centred) / 332).abs().max().item<double>() < 1e-9);

  Moments cut(7);
  for (int64_t i = 0, step = 1; i < 333; i += step, step = step % 97 + 13)
    cut.add(x.slice(0, i, std::min<int64_t>(i + step, 333)));
  CHECK(cut.count() == 333);
  CHECK(at::equal(cut.finish().sigma, whole.sigma));
  CHECK(at::equal(cut.finish().mu, whole.mu));
}

TEST_CASE("metrics refuse values that are not finite, other shapes and single samples",
          "[metrics]") {
  Tensor x = rows(10, 3, 0);
  Moments m(3);
  CHECK_THROWS_WITH(m.finish(), ODELIA_CONTAINS("two rows or more"));
  CHECK_THROWS_WITH(m.add(rows(4, 5, 0)), ODELIA_CONTAINS("[N, 3]"));
  x[3][1] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(m.add(x), ODELIA_CONTAINS("drop failed samples"));
  Gaussian bad = moments(rows(10, 3, 0)), good = bad;
  bad.sigma = bad.sigma / 0.0;
  CHECK_THROWS_WITH(frechet_distance(good, bad), ODELIA_CONTAINS("second set"));
  CHECK_THROWS_WITH(frechet_distance(good, moments(rows(10, 4, 0))),
                    ODELIA_CONTAINS("dimensions 3 and 4"));
}

TEST_CASE("a Fréchet distance is named by its feature space and number of samples", "[metrics]") {
  CHECK(metric_field("fd", "fashion-mnist-classifier") == "fd[fashion-mnist-classifier]");
  CHECK(metric_field("fd", "fashion-mnist-classifier", 5000) ==
        "fd[fashion-mnist-classifier]@5000");
  CHECK(metric_name("fd[a[b]]") == "fd");
  for (const char* other : {"fd[a]_se", "fd[a]_jackknife", "trajectory_rms", "]", ""})
    CHECK(metric_name(other).empty());
  const MetricEntry& fd = metric_entry("fd", "here");
  CHECK(too_few_samples(fd, 128, 128).empty());
  CHECK_THAT(too_few_samples(fd, 100, 128), ODELIA_CONTAINS("N >= 128"));
  CHECK_THROWS_WITH(metric_entry("df", "here"), ODELIA_CONTAINS("here: unknown metric 'df'") &&
                                                    ODELIA_CONTAINS("fd, fd_infinity"));
}

TEST_CASE("reference statistics come back with their provenance, and another extractor is refused",
          "[metrics]") {
  const TemporaryFolder made("metrics");
  const std::filesystem::path& folder = made.path();
  const std::string path = (folder / "reference.npz").string();
  Reference r{moments(rows(40, 5, 0.2)), {{"n", 40}, {"extractor_hash", "abc"}}};
  write_reference(path, r);
  const Reference back = read_reference(path);
  CHECK(at::equal(back.gaussian.mu, r.gaussian.mu));
  CHECK(at::equal(back.gaussian.sigma, r.gaussian.sigma));
  CHECK(back.gaussian.n == 40);
  CHECK_NOTHROW(check_reference(back, path, "abc", 5));
  CHECK_THROWS_WITH(check_reference(back, path, "abd", 5), ODELIA_CONTAINS("another extractor"));
  CHECK_THROWS_WITH(check_reference(back, path, "abc", 6),
                    ODELIA_CONTAINS("statistics of 5 features"));
  write_text((folder / "reference.json").string(), R"({"n": 40, "rounding": "truncate"})");
  CHECK_THROWS_WITH(check_reference(read_reference(path), path, "abc", 5),
                    ODELIA_CONTAINS("'truncate'"));
  std::filesystem::remove(folder / "reference.json");  // as other programs write it
  CHECK(read_reference(path).provenance.is_null());
  CHECK(extractor_name("models/pretrained/some-classifier/") == "some-classifier");
  CHECK_THROWS_WITH(reference_file("nowhere.npz", folder.string()),
                    ODELIA_CONTAINS("odelia metrics ref"));
}

TEST_CASE("features kept beside reference statistics come back, and no others do", "[metrics]") {
  const TemporaryFolder made("metrics-features");
  const std::filesystem::path& folder = made.path();
  const std::string path = (folder / "r.npz").string(), beside = features_path(path);
  // As they are kept: of more digits than float16 has, and beyond its range.
  const Tensor x = rows(40, 5, 0.2).to(at::kFloat) + 100000;
  write_reference(path, {moments(x), {{"n", 40}}});
  CHECK(!std::filesystem::exists(beside));
  CHECK_THROWS_WITH(read_reference(path, true),
                    ODELIA_CONTAINS("came without features") && ODELIA_CONTAINS("metrics ref"));
  write_reference(path, {moments(x), {{"n", 40}}, x});
  CHECK(read_reference(path, true).features.equal(x));
  CHECK(!read_reference(path).features.defined());
  // The same vectors lie in each other's balls, which rounding would move apart.
  const FeatureSet same{{}, read_reference(path, true).features};
  CHECK(metric_entries().at("precision").against(same)({{}, x}).value == 1);
  CHECK_THROWS_WITH(write_reference(path, {moments(x), {{"n", 40}}, x.to(kDouble) * 1e35}),
                    ODELIA_CONTAINS("features are not all finite"));
  CHECK(read_reference(path, true).features.equal(x));
  // As they were kept before.
  const Tensor half = rows(40, 5, 0.2).to(at::kHalf);
  write_npz(beside, {{"features", half}});
  const nlohmann::json kept{{"n", 40}, {"npz", hash_file(beside)}};
  write_text((folder / "r.json").string(),
             nlohmann::json{{"n", 40}, {"kept_features", kept}}.dump());
  CHECK(read_reference(path, true).features.equal(half.to(at::kFloat)));
  write_reference(path, {moments(x), {{"n", 40}}, x});
  write_npz(beside, {{"features", x + 1}});
  CHECK_THROWS_WITH(read_reference(path, true), ODELIA_CONTAINS("belongs to other statistics"));
  CHECK_NOTHROW(read_reference(path));
  std::filesystem::remove(beside);
  CHECK_THROWS_WITH(read_reference(path, true), ODELIA_CONTAINS("is missing"));
  write_text(beside, "");
  CHECK_THROWS(write_reference(path, {moments(x), {{"n", 40}}, x}));  // something else lies there
}

TEST_CASE("reference statistics that are no mean and covariance are refused by name",
          "[metrics][errors]") {
  const TemporaryFolder made("metrics-damaged");
  const std::filesystem::path& folder = made.path();
  const std::string path = (folder / "r.npz").string();
  const auto read = [&](const Tensor& mu, const Tensor& sigma) {
    write_npz(path, {{"mu", mu}, {"sigma", sigma}});
    return read_reference(path);
  };
  const Tensor mu = torch::zeros({3}, kDouble), sigma = at::eye(3, kDouble);
  CHECK_NOTHROW(read(mu, sigma));
  CHECK_NOTHROW(read(mu, 0 * sigma));
  CHECK_NOTHROW(read(mu.to(at::kFloat), sigma.to(at::kFloat)));
  const double nan = std::nan("");
  Tensor skew = sigma.clone(), holed = sigma.clone(), shifted = mu.clone();
  skew[0][1] = 0.3;
  holed[2][2] = nan;
  shifted[1] = std::numeric_limits<double>::infinity();
  const std::tuple<Tensor, Tensor, const char*> cases[] = {
      {torch::zeros({0}, kDouble), torch::zeros({0, 0}, kDouble), "d of 1 or more"},
      {mu, torch::zeros({3, 4}, kDouble), "[3, 4]"},
      {torch::zeros({1, 3}, kDouble), sigma, "[1, 3]"},
      {mu, -sigma, "negative eigenvalues"},
      {mu, at::diag(torch::tensor({1.0, 2.0, -1e-3}, kDouble)), "negative eigenvalues"},
      {mu, skew, "not symmetric"},
      {mu, holed, "not finite"},
      {shifted, sigma, "not finite"}};
  for (const auto& [m, s, what] : cases) {
    INFO(what);
    CHECK_THROWS_WITH(read(m, s), ODELIA_CONTAINS("r.npz") && ODELIA_CONTAINS(what));
    CHECK_THROWS_AS(frechet_distance({10, m, s}, {10, mu, sigma}), std::invalid_argument);
    CHECK_THROWS_AS(frechet_distance({10, mu, sigma}, {10, m, s}), std::invalid_argument);
  }
  read(mu, sigma);
  const std::string beside = (folder / "r.json").string();
  for (const char* bad :
       {R"({"n": "many"})", R"({"n": 1})", R"({"n": 1.5})", "[1]", "{",
        R"({"n": 5, "rounding": 3})", R"({"n": 5, "extractor_hash": 7})",
        R"({"n": 5, "npz": "of another file"})", R"({"n": 5, "kept_features": 3})",
        R"({"n": 5, "kept_features": {"n": 1, "npz": ""}})"}) {
    INFO(bad);
    write_text(beside, bad);
    CHECK_THROWS_WITH(read_reference(path), ODELIA_CONTAINS("r.json"));
  }
}

TEST_CASE("reference statistics and their provenance take no other file's place",
          "[metrics][errors]") {
  const TemporaryFolder made("metrics-names");
  const std::filesystem::path& folder = made.path();
  const auto at = [&](const char* name) { return (folder / name).string(); };
  const Reference r{moments(rows(40, 5, 0.2)), {{"n", 40}}};
  CHECK_THROWS_WITH(write_reference(at("x.json"), r), ODELIA_CONTAINS("ends in .npz"));
  CHECK_THROWS_WITH(write_reference(at("x"), r), ODELIA_CONTAINS("ends in .npz"));
  CHECK(std::filesystem::is_empty(folder));
  write_text(at("config.json"), R"({"kind": "classifier"})");
  CHECK_THROWS_WITH(write_reference(at("config.npz"), r), ODELIA_CONTAINS("config.json"));
  CHECK(!std::filesystem::exists(at("config.npz")));
  write_npz(at("samples.npz"), {{"arr_0", at::ones({2, 2})}});
  CHECK_THROWS_WITH(write_reference(at("samples.npz"), r), ODELIA_CONTAINS("samples.npz"));
  write_reference(at("r.npz"), r);
  CHECK_NOTHROW(write_reference(at("r.npz"), r));
  // Statistics replaced by hand, their provenance left as it was.
  write_npz(at("r.npz"), {{"mu", r.gaussian.mu + 1}, {"sigma", r.gaussian.sigma}});
  CHECK_THROWS_WITH(read_reference(at("r.npz")), ODELIA_CONTAINS("belongs to other statistics"));
}
