#include <algorithm>
#include <cmath>

#include "experiments/metrics/draws.h"
#include "experiments/metrics/metric.h"

namespace odelia {
namespace {

constexpr int64_t points = 15;
constexpr uint32_t seed = 0;

/// `points` sizes in even steps from a tenth of n, at most 5000, to n.
std::vector<int64_t> sizes(int64_t n) {
  const auto least = static_cast<double>(std::min<int64_t>(5000, std::max<int64_t>(n / 10, 2)));
  std::vector<int64_t> out;
  for (int64_t i = 0; i < points; ++i)  // numpy's linspace, cut to an integer
    out.push_back(i == points - 1 ? n
                                  : static_cast<int64_t>(i * ((n - least) / (points - 1)) + least));
  return out;
}

/// The value at 1/n = 0 of the line through (1/n, f) by least squares.
double at_infinity(const std::vector<double>& n, const std::vector<double>& f) {
  const auto count = static_cast<double>(n.size());
  double x_mean = 0, f_mean = 0, xx = 0, xf = 0;
  for (size_t i = 0; i < n.size(); ++i) x_mean += 1 / n[i] / count, f_mean += f[i] / count;
  for (size_t i = 0; i < n.size(); ++i) {
    xx += (1 / n[i] - x_mean) * (1 / n[i] - x_mean);
    xf += (1 / n[i] - x_mean) * (f[i] - f_mean);
  }
  return f_mean - xf / xx * x_mean;
}

/// The Fréchet distance of subsets of growing size, extrapolated in 1/n.  Subsets are those of
/// numpy's RandomState(0).choice.  The jackknife leaves a group out of every subset.
Measurement measure(const FeatureSet& samples, const Gaussian& reference) {
  if (!samples.features.defined())
    throw std::invalid_argument(
        "Fréchet distance at infinite N: the samples need features, of which it takes some; mean "
        "and covariance do not do");
  Measurement out;
  constexpr int64_t groups = 10;
  const int64_t rows = samples.features.size(0);
  std::vector<int64_t> kept;
  for (int64_t i = 0; i < rows; ++i)
    if (samples.counts(i)) kept.push_back(i);
  const auto n = static_cast<int64_t>(kept.size());
  if (n < 2 * points) return out;
  std::mt19937 generator(seed);
  std::vector<double> counts, values;
  std::vector<std::vector<double>> counts_without(groups), values_without(groups);
  bool jackknife = true;
  for (const int64_t size : sizes(n)) {
    std::vector<bool> chosen(rows, false);
    for (const int64_t at : draw_without_repetition(generator, n, size)) chosen[kept[at]] = true;
    counts.push_back(static_cast<double>(size));
    values.push_back(
        frechet_distance(moments_of(samples.features, chosen).finish(), reference).value);
    for (int64_t g = 0; g < groups; ++g) {
      auto rest = chosen;
      std::fill(rest.begin() + group_begin(g, groups, rows),
                rest.begin() + group_begin(g + 1, groups, rows), false);
      const Moments moments = moments_of(samples.features, rest);
      jackknife = jackknife && moments.count() >= 2;
      if (!jackknife) break;
      counts_without[g].push_back(static_cast<double>(moments.count()));
      values_without[g].push_back(frechet_distance(moments.finish(), reference).value);
    }
  }
  out.value = at_infinity(counts, values);
  for (int64_t g = 0; jackknife && g < groups; ++g)
    out.jackknife.push_back(at_infinity(counts_without[g], values_without[g]));
  out.standard_error = jackknife_standard_error(out.jackknife);
  out.parts = {{"at_n", "at all samples", values.back()}, {"smallest", "", counts.front()}};
  return out;
}

const RegisterMetric fd_infinity{
    {.name = "fd_infinity",
     .title = "Fréchet distance at infinite N",
     .label = "FD∞",
     .summary = "fd of 15 subsets of N/10 (5000 at most) to N samples, extrapolated linearly in "
                "1/n: Chong & Forsyth 2020, arXiv:1911.07023",
     .comparable = "FID∞ where the features are FID's Inception's, else not comparable with it",
     .reading = "is the Fréchet distance extrapolated to infinitely many samples, linearly in 1/n "
                "from 15 random subsets, the reference being taken as it is. It is FID∞ where the "
                "features in brackets are FID's Inception's alone. Values of different N can be "
                "compared as far "
                "as the bias is linear in 1/n, which it is not for subsets of fewer samples than "
                "features; it can fall below zero.",
     .error_says = "of the first set's samples; the second is taken as it is",
     .ratios = false,
     .any_n = true,
     .least = [](int64_t d) { return std::max<int64_t>(2 * points, 10 * d); },
     .with_fewer = "extrapolates from subsets of fewer samples than features",
     .needs = 2 * points,
     .against = [](const FeatureSet& reference) -> Measure {
       return [gaussian = reference.gaussian](const FeatureSet& samples) {
         return measure(samples, gaussian);
       };
     }}};

}  // namespace
}  // namespace odelia
