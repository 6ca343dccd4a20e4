#include "tests/catch.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Random123/philox.h>

#include "solvers/noise.h"
#include "solvers/normal.h"

using namespace odelia;
using torch::Tensor;

namespace {

std::vector<uint64_t> count_from(uint64_t first, int64_t n) {
  std::vector<uint64_t> seeds(n);
  std::iota(seeds.begin(), seeds.end(), first);
  return seeds;
}

Tensor empty(at::IntArrayRef sizes, at::ScalarType type = at::kDouble) {
  return at::empty(sizes, type);
}

/// Kolmogorov-Smirnov distance of the values to N(0, 1), times sqrt(n).
double ks_statistic(const Tensor& x) {
  const Tensor sorted = std::get<0>(x.to(at::kDouble).flatten().sort());
  const int64_t n = sorted.numel();
  double distance = 0;
  for (int64_t i = 0; i < n; ++i) {
    const double below = 0.5 * std::erfc(-sorted.data_ptr<double>()[i] / std::sqrt(2.0));
    distance = std::max({distance, below - double(i) / n, double(i + 1) / n - below});
  }
  return distance * std::sqrt(double(n));
}

/// Pearson correlation times sqrt(n): N(0, 1) for independent sets.
double correlation(const Tensor& a, const Tensor& b) {
  const Tensor x = a.flatten().to(at::kDouble), y = b.flatten().to(at::kDouble);
  return (x * y).mean().item<double>() /
         std::sqrt((x * x).mean().item<double>() * (y * y).mean().item<double>()) *
         std::sqrt(double(x.numel()));
}

// Seeds are fixed, so a test passes always or never: limits of 5 standard deviations would fail one
// honest generator in two million.
constexpr double five_sigma = 5;

}  // namespace

TEST_CASE("Philox gives Random123's published answers and agrees with its header", "[noise]") {
  unsigned zeros[4] = {0, 0, 0, 0}, ones[4] = {~0u, ~0u, ~0u, ~0u};
  philox(zeros, 0, 0);
  philox(ones, ~0u, ~0u);
  const unsigned want_zeros[4] = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
  const unsigned want_ones[4] = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
  CHECK(std::equal(zeros, zeros + 4, want_zeros));
  CHECK(std::equal(ones, ones + 4, want_ones));
  unsigned state[6] = {1, 2, 3, 4, 5, 6};
  for (int i = 0; i < 1000; ++i) {
    for (unsigned& word : state) word = word * 1664525u + 1013904223u + static_cast<unsigned>(i);
    unsigned w[4] = {state[0], state[1], state[2], state[3]};
    philox(w, state[4], state[5]);
    const auto want =
        r123::Philox4x32()({{state[0], state[1], state[2], state[3]}}, {{state[4], state[5]}});
    REQUIRE(std::equal(w, w + 4, want.begin()));
  }
}

TEST_CASE("a batch is filled from Random123's words at (block, counter) under the seed",
          "[noise]") {
  const std::vector<uint64_t> seeds = {7, 0x123456789abcdef0}, counters = {3, 0xfedcba9876543210};
  Tensor out = empty({2, 303}, at::kFloat);  // not a multiple of 4, more than one chunk
  fill_normal(out, seeds, counters);
  for (int row = 0; row < 2; ++row)
    for (unsigned element = 0; element < 303; ++element) {
      const auto w = r123::Philox4x32()(
          {{element / 4, 0, static_cast<unsigned>(counters[row]),
            static_cast<unsigned>(counters[row] >> 32)}},
          {{static_cast<unsigned>(seeds[row]), static_cast<unsigned>(seeds[row] >> 32)}});
      const int pair = element % 4 / 2 * 2;
      float z[2];
      box_muller(w[pair], w[pair + 1], z[0], z[1]);
      REQUIRE(out[row][element].item<float>() == z[element % 2]);
    }
}

TEST_CASE("the normal transform is within 3e-7 of Box-Muller by libm in double", "[noise]") {
  // Radius: half the error of log (2 units of 2^-24)
  // and a square root; cosine: 2 units; one product.
  double worst_radius = 0, worst_turn = 0, worst_normal = 0;
  for (uint64_t i = 0; i < (1u << 20); ++i) {
    const unsigned w0 = static_cast<unsigned>(i * 4099),
                   w1 = static_cast<unsigned>(i * 2654435761u);
    const double pi = std::acos(-1.0);
    const double r = std::sqrt(
        -2 * std::log((static_cast<double>(static_cast<float>(w0 >> 1) + 0.5f)) * 0x1p-31));
    const double c = std::cos(2 * pi * w1 * 0x1p-32), s = std::sin(2 * pi * w1 * 0x1p-32);
    if (r > 0) worst_radius = std::max(worst_radius, std::abs(radius(w0) / r - 1));
    float cosine, sine, z0, z1;
    turn(w1, cosine, sine);
    worst_turn = std::max({worst_turn, std::abs(cosine - c), std::abs(sine - s)});
    if (std::abs(s) > 1e-6) worst_turn = std::max(worst_turn, std::abs(sine / s - 1));
    box_muller(w0, w1, z0, z1);
    worst_normal =
        std::max({worst_normal, std::abs(z0 - r * c) / (1 + r), std::abs(z1 - r * s) / (1 + r)});
  }
  CAPTURE(worst_radius, worst_turn, worst_normal);
  CHECK(worst_radius < 2e-7);
  CHECK(worst_turn < 2e-7);
  CHECK(worst_normal < 3e-7);
  CHECK(radius(0) == Approx(std::sqrt(64 * std::log(2.0))));  // the farthest tail: 6.66
  CHECK(radius(~0u) == 0);
}

TEST_CASE("normals have the moments and the distribution of N(0, 1)", "[noise]") {
  const int64_t n = 1 << 20;
  for (uint64_t seed : {0, 1, 12345}) {
    Tensor z = empty({1, n});
    fill_normal(z, {seed}, {seed});
    const double root = std::sqrt(double(n));
    CAPTURE(seed);
    CHECK(std::abs(z.mean().item<double>()) * root < five_sigma);
    CHECK(std::abs(z.pow(2).mean().item<double>() - 1) * root <
          five_sigma * std::sqrt(2));  // var z^2 = 2
    CHECK(std::abs(z.pow(3).mean().item<double>()) * root <
          five_sigma * std::sqrt(15));  // E z^6 = 15
    CHECK(std::abs(z.pow(4).mean().item<double>() - 3) * root <
          five_sigma * std::sqrt(96));  // E z^8 - 9 = 96
    CHECK(ks_statistic(z) < 2.5);       // P(larger) = 2 exp(-2 2.5^2) = 7e-6
  }
}

TEST_CASE("streams of a seed are independent, and so are a stream's draws", "[noise]") {
  const int64_t n = 1 << 16;
  const Tensor like = empty({1, n});
  const Tensor one = normals(like, {7}, Stream::probes),
               next = normals(like, {7}, Stream::probes, 1),
               other = normals(like, {7}, Stream::loss_noise);
  CHECK(std::abs(correlation(one, next)) < five_sigma);
  CHECK(std::abs(correlation(one, other)) < five_sigma);
  CHECK(at::equal(one, normals(empty({2, n}), {3, 7}, Stream::probes).narrow(0, 1, 1)));
}

TEST_CASE("a stratified draw has a number in every part, evenly, whatever the batch", "[noise]") {
  const int64_t parts = 10'000;
  const Tensor x = stratified(-2, 3, parts, {5, 6}, Stream::loss_levels);
  const Tensor within = (x + 2) * (parts / 5.0) - at::arange(parts, at::kDouble);
  CHECK(within.min().item<double>() >= -1e-9);  // a number in [-2, 3] times 2000 rounds by that
  CHECK(within.max().item<double>() <= 1 + 1e-9);
  CHECK(std::abs(within.mean().item<double>() - 0.5) * std::sqrt(12 * 2.0 * parts) < five_sigma);
  CHECK(at::equal(stratified(-2, 3, parts, {6}, Stream::loss_levels)[0], x[1]));
}

TEST_CASE("samples, intervals, streams and elements are uncorrelated", "[noise]") {
  const int64_t n = 1 << 16;
  auto noise = interval_noise(count_from(0, 2));
  const Tensor like = empty({2, n});
  const Tensor a = noise->normal(1.0, 0.5, like), b = noise->normal(0.5, 0.25, like);
  const Tensor other = noise->normal(1.0, 0.5, like, 1);
  CHECK(std::abs(correlation(a[0], a[1])) < five_sigma);
  CHECK(std::abs(correlation(a, b)) < five_sigma);
  CHECK(std::abs(correlation(a, other)) < five_sigma);
  CHECK(std::abs(correlation(a.slice(1, 0, n - 1), a.slice(1, 1, n))) < five_sigma);
  CHECK(std::abs(correlation(a, starting_noise(count_from(0, 2), {n}, at::kDouble))) < five_sigma);
  // The two normals of a pair share a radius: squares
  // would correlate if sine and cosine were wrong.
  const Tensor square = a.flatten().pow(2) - 1;
  CHECK(std::abs(correlation(square.slice(0, 0, n, 2), square.slice(0, 1, n, 2))) < five_sigma);
}

TEST_CASE("a sample's noise is the same in every batch, order and selection", "[noise]") {
  for (const std::vector<int64_t>& shape :
       std::vector<std::vector<int64_t>>{{3, 7, 5}, {2}, {3, 16, 16}}) {
    for (bool tree : {false, true}) {
      const auto make = [&](std::vector<uint64_t> seeds) {
        return tree ? brownian_tree(std::move(seeds), 0, 1, 20) : interval_noise(std::move(seeds));
      };
      const auto batch_like = [&](int64_t b) {
        std::vector<int64_t> sizes = {b};
        sizes.insert(sizes.end(), shape.begin(), shape.end());
        return empty(sizes, at::kFloat);
      };
      const Tensor all = make(count_from(100, 64))->normal(0.7, 0.3, batch_like(64));
      CHECK(torch::equal(make(count_from(100, 7))->normal(0.7, 0.3, batch_like(7)),
                         all.slice(0, 0, 7)));
      CHECK(torch::equal(make({142})->normal(0.7, 0.3, batch_like(1))[0], all[42]));
      CHECK(torch::equal(make({163, 100, 131})->normal(0.7, 0.3, batch_like(3)),
                         torch::stack({all[63], all[0], all[31]})));
      auto noise = make(count_from(100, 64));
      noise->select({5, 60, 7});
      noise->select({2, 1});
      CHECK(torch::equal(noise->normal(0.7, 0.3, batch_like(2)), torch::stack({all[7], all[60]})));
      // One time per sample.
      std::vector<double> t0(64, 0.7), t1(64, 0.3);
      t0[9] = 0.5, t1[13] = 0.125;
      const Tensor mixed =
          make(count_from(100, 64))->normal(PerSample(t0), PerSample(t1), batch_like(64));
      for (int i : {0, 8, 10, 12, 14, 63}) CHECK(torch::equal(mixed[i], all[i]));
      CHECK(torch::equal(mixed[9], make({109})->normal(0.5, 0.3, batch_like(1))[0]));
      CHECK(torch::equal(mixed[13], make({113})->normal(0.7, 0.125, batch_like(1))[0]));
    }
    const Tensor start = starting_noise(count_from(0, 64), shape, at::kFloat);
    CHECK(torch::equal(starting_noise({33}, shape, at::kFloat)[0], start[33]));
  }
}

TEST_CASE("noise has the same values in float32 and float64", "[noise]") {
  auto noise = interval_noise(count_from(0, 3));
  const Tensor single = noise->normal(1.0, 0.5, empty({3, 33}, at::kFloat)).clone();
  CHECK(torch::equal(single.to(at::kDouble), noise->normal(1.0, 0.5, empty({3, 33}))));
}

TEST_CASE("an interval is told from its neighbours by the exact bits of its times", "[noise]") {
  auto noise = interval_noise({1});
  const Tensor like = empty({1, 8});
  const Tensor z = noise->normal(1.0, 0.0, like).clone();
  CHECK(torch::equal(noise->normal(1.0, -0.0, like), z));
  CHECK_FALSE(torch::equal(noise->normal(std::nextafter(1.0, 2.0), 0.0, like), z));
  CHECK_FALSE(torch::equal(noise->normal(0.0, 1.0, like), z));
}

TEST_CASE("noise refuses a batch it has no seeds for", "[noise]") {
  auto noise = interval_noise({1, 2, 3});
  CHECK_THROWS_WITH(noise->normal(1.0, 0.5, empty({4, 2})),
                    ODELIA_CONTAINS("3 seeds for a batch of 4"));
  CHECK_THROWS_WITH(noise->normal(PerSample({1.0, 2.0}), 0.5, empty({3, 2})),
                    ODELIA_CONTAINS("one per sample (3), got 2"));
  CHECK_THROWS_AS(noise->normal(1.0, 0.5, at::empty({3, 2}, at::kHalf)), std::invalid_argument);
  Tensor out = empty({1, 2});
  CHECK_THROWS_WITH(fill_normal(out, {1}, {1, 2}), ODELIA_CONTAINS("1 seeds and 2 counters"));
  CHECK(noise->normal(1.0, 0.5, empty({3, 0})).numel() == 0);
}

TEST_CASE("Brownian increments add up over any partition", "[noise][tree]") {
  auto tree = brownian_tree(count_from(0, 2), 0.001, 80.0, 30);
  const Tensor like = empty({2, 1000});
  const auto increment = [&](double a, double b) {
    return (tree->normal(a, b, like) * std::sqrt(std::abs(b - a))).clone();
  };
  const Tensor whole = increment(80.0, 0.001);
  for (const std::vector<double>& partition :
       {std::vector<double>{80, 40, 20, 10, 0.001}, {80, 79.999, 31.7, 3.3, 3.2, 0.002, 0.001}}) {
    Tensor sum = at::zeros_like(whole);
    for (size_t i = 1; i < partition.size(); ++i) sum += increment(partition[i - 1], partition[i]);
    // Rounding of sums of some 60 terms of size 9 in double.
    CHECK((sum - whole).abs().max().item<double>() < 1e-12);
  }
  CHECK((increment(3, 5) + increment(5, 3)).abs().max().item<double>() == 0);
  CHECK(increment(5, 5).abs().max().item<double>() != increment(5, 6).abs().max().item<double>());
  CHECK(tree->normal(5.0, 5.0, like).abs().max().item<double>() == 0);
  CHECK(tree->consistent());
  CHECK_FALSE(interval_noise({1})->consistent());
}

TEST_CASE("Brownian increments are normal, with unit variance after scaling, and independent",
          "[noise][tree]") {
  const int64_t n = 1 << 16;
  auto tree = brownian_tree({17}, 0, 1, 40);
  const Tensor like = empty({1, n});
  // Dyadic, generic, tiny and straddling intervals.
  const std::vector<std::pair<double, double>> intervals = {
      {0, 1}, {0.5, 1}, {0.1, 0.3}, {0.30001, 0.30002}, {1.0 / 3, 2.0 / 3}, {0.7, 0.7 + 1e-7}};
  for (auto [a, b] : intervals) {
    CAPTURE(a, b);
    const Tensor z = tree->normal(a, b, like).clone();
    CHECK(std::abs(z.mean().item<double>()) * std::sqrt(double(n)) < five_sigma);
    // The snap to 2^-40 changes the length of the shortest interval by up to 1e-5 of itself: below
    // the statistics.
    CHECK(std::abs(z.pow(2).mean().item<double>() - 1) * std::sqrt(double(n) / 2) < five_sigma);
    CHECK(ks_statistic(z) < 2.5);
  }
  // Disjoint intervals, also neighbours within one cell; and the streams.
  const Tensor z = tree->normal(0.1, 0.3, like).clone();
  CHECK(std::abs(correlation(z, tree->normal(0.3, 0.35, like))) < five_sigma);
  CHECK(std::abs(correlation(z, tree->normal(0.3, 0.9, like))) < five_sigma);
  CHECK(std::abs(correlation(z, tree->normal(0.1, 0.3, like, 1))) < five_sigma);
}

TEST_CASE(
    "the midpoint of a Brownian path is the bridge: mean of the ends, a quarter of the length",
    "[noise][tree]") {
  const int64_t n = 1 << 16;
  auto tree = brownian_tree({3}, 0, 2, 32);
  const Tensor like = empty({1, n});
  for (auto [a, b] : {std::pair{0.0, 2.0}, {0.3, 1.1}, {0.25, 0.26}}) {
    const double m = (a + b) / 2;
    const Tensor whole = (tree->normal(a, b, like) * std::sqrt(b - a)).clone();
    const Tensor bridge =
        (tree->normal(a, m, like) * std::sqrt(m - a) - whole / 2) / std::sqrt((b - a) / 4);
    CAPTURE(a, b);
    CHECK(std::abs(bridge.pow(2).mean().item<double>() - 1) * std::sqrt(double(n) / 2) <
          five_sigma);
    CHECK(std::abs(correlation(bridge, whole)) < five_sigma);
  }
}

TEST_CASE("a Brownian path does not depend on what was asked before", "[noise][tree]") {
  auto asked = brownian_tree({9}, 0, 1, 40), fresh = brownian_tree({9}, 0, 1, 40);
  const Tensor like = empty({1, 64}, at::kFloat);
  for (double t : {0.9, 0.45, 0.6}) asked->normal(1.0, t, like);  // rejected steps
  CHECK(torch::equal(asked->normal(1.0, 0.7, like), fresh->normal(1.0, 0.7, like)));
}

TEST_CASE("a Brownian tree refuses what it cannot serve", "[noise][tree]") {
  CHECK_THROWS_WITH(brownian_tree({1}, 1, 1), ODELIA_CONTAINS("t_low < t_high"));
  CHECK_THROWS_WITH(brownian_tree({1}, 0, 1, 60), ODELIA_CONTAINS("depth of 1 to 52, got 60"));
  CHECK_THROWS_WITH(brownian_tree({1}, 0, 1)->normal(0.5, 1.1, empty({1, 2})),
                    ODELIA_CONTAINS("1.1 lies outside [0, 1]"));
}
