#include "experiments/metrics/registered/kernel_distance.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/mm.h>
#include <fmt/format.h>

#include "experiments/metrics/symmetric.h"
#include "solvers/clones.h"

namespace odelia {
namespace {

/// sum_i (x_i/d + 1)^3
ODELIA_CLONES double cubes(const double* x, int64_t n, double d) {
  double sums[8] = {};
  int64_t i = 0;
  for (; i + 8 <= n; i += 8)
    for (int64_t k = 0; k < 8; ++k) {
      const double y = x[i + k] / d + 1;
      sums[k] += y * y * y;
    }
  for (; i < n; ++i) {
    const double y = x[i] / d + 1;
    sums[i % 8] += y * y * y;
  }
  return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

/// sum k(x, y) over x in group g of a and y in group h of b.
double kernel_sum(const GroupedFeatures& a, int64_t g, const GroupedFeatures& b, int64_t h) {
  constexpr int64_t most = 512;  // rows at once: their products stay in the cache
  double sum = 0;
  for (int64_t i = a.begin[g]; i < a.begin[g + 1]; i += most)
    for (int64_t j = b.begin[h]; j < b.begin[h + 1]; j += most) {
      const Tensor products = at::mm(a.rows.narrow(0, i, std::min(most, a.begin[g + 1] - i)),
                                     b.rows.narrow(0, j, std::min(most, b.begin[h + 1] - j)).t());
      sum +=
          cubes(products.data_ptr<double>(), products.numel(), static_cast<double>(a.dimension()));
    }
  return sum;
}

/// task(g, h) for these pairs of groups.
void each_pair(const GroupedFeatures& a, const GroupedFeatures& b, bool lower,
               const std::function<void(int64_t, int64_t)>& task) {
  const int64_t groups = a.groups();
  const auto one = [&](int64_t t) {
    if (const int64_t g = t / groups, h = t % groups; !lower || h <= g) task(g, h);
  };
  if (a.size() * b.size() * a.dimension() > 1 << 18)
    return each_on_one_thread(groups * groups, one);
  for (int64_t t = 0; t < groups * groups; ++t) one(t);  // too little for a second thread
}

KernelSums finished(KernelSums out, int64_t groups) {
  out.of_first.assign(groups, 0), out.of_second.assign(groups, 0);
  for (int64_t g = 0; g < groups; ++g)
    for (int64_t h = 0; h < groups; ++h) {
      out.of_first[g] += out.sums[g * groups + h];
      out.of_second[h] += out.sums[g * groups + h];
    }
  for (const double sum : out.of_first) out.total += sum;
  return out;
}

/// The mean of k over pairs of different vectors, without group g unless that is -1.
double inner_mean(const GroupedFeatures& a, const KernelSums& inner, int64_t g) {
  auto n = static_cast<double>(a.size());
  double sum = inner.total;
  if (g >= 0) {
    n -= static_cast<double>(a.size(g));
    sum -= 2 * inner.of_first[g] - inner.sums[g * a.groups() + g];
  }
  return sum / (n * (n - 1));
}
}  // namespace

KernelSums kernel_sums(const GroupedFeatures& a, const GroupedFeatures& b) {
  const int64_t groups = a.groups();
  KernelSums out;
  out.sums.resize(groups * groups);
  each_pair(a, b, false,
            [&](int64_t g, int64_t h) { out.sums[g * groups + h] = kernel_sum(a, g, b, h); });
  return finished(std::move(out), groups);
}

KernelSums inner_kernel_sums(const GroupedFeatures& a) {
  const int64_t groups = a.groups(), d = a.dimension();
  KernelSums out;
  out.sums.resize(groups * groups);
  each_pair(a, a, true, [&](int64_t g, int64_t h) {
    double sum = kernel_sum(a, g, a, h);
    if (g == h)
      for (int64_t i = a.begin[g]; i < a.begin[g + 1]; ++i) {
        double square = 0;
        for (int64_t j = 0; j < d; ++j) square += a.row(i)[j] * a.row(i)[j];
        sum -= cubes(&square, 1, static_cast<double>(d));
      }
    out.sums[g * groups + h] = out.sums[h * groups + g] = sum;
  });
  return finished(std::move(out), groups);
}

KernelEstimate kernel_estimate(const GroupedFeatures& x, const GroupedFeatures& y,
                               const KernelSums& inner_y) {
  const KernelSums inner = inner_kernel_sums(x), between = kernel_sums(x, y);
  // Without group g of the samples and group h of the reference; -1: none.
  const auto distance = [&](int64_t g, int64_t h) {
    double pairs = between.total, n = static_cast<double>(x.size()),
           m = static_cast<double>(y.size());
    if (g >= 0) pairs -= between.of_first[g], n -= static_cast<double>(x.size(g));
    if (h >= 0) pairs -= between.of_second[h], m -= static_cast<double>(y.size(h));
    return inner_mean(x, inner, g) + inner_mean(y, inner_y, h) - 2 * pairs / (n * m);
  };
  KernelEstimate out;
  out.value = distance(-1, -1);
  for (int64_t g = 0; x.has_jackknife(2) && g < x.groups(); ++g)
    out.without_x.push_back(distance(g, -1));
  for (int64_t h = 0; y.has_jackknife(2) && h < y.groups(); ++h)
    out.without_y.push_back(distance(-1, h));
  return out;
}

struct KernelDistance::Groups {
  GroupedFeatures set;
  KernelSums sums;
};

KernelDistance::KernelDistance(const FeatureSet& reference, int64_t groups) {
  auto own = std::make_shared<Groups>();
  own->set = grouped_features(reference, groups, "kernel distance: the reference");
  if (own->set.size() < 2)
    throw std::invalid_argument(fmt::format(
        "kernel distance: the reference needs two vectors or more, got {}", own->set.size()));
  own->sums = inner_kernel_sums(own->set);
  reference_ = std::move(own);
}

Measurement KernelDistance::operator()(const FeatureSet& samples) const {
  const GroupedFeatures& y = reference_->set;
  const GroupedFeatures x = grouped_samples(samples, y, "kernel distance");
  Measurement out;
  if (x.size() < 2) return out;
  const KernelEstimate found = kernel_estimate(x, y, reference_->sums);
  out.value = found.value;
  out.jackknife = found.without_x;
  out.reference_jackknife = found.without_y;
  out.standard_error = std::hypot(jackknife_standard_error(out.jackknife),
                                  jackknife_standard_error(out.reference_jackknife));
  return out;
}

namespace {
const RegisterMetric kd{
    {.name = "kd",
     .title = "kernel distance",
     .label = "KD",
     .summary = "squared maximum mean discrepancy with the kernel (x.y/d + 1)^3, unbiased: "
                "Binkowski et al. 2018, arXiv:1801.01401, eq. 4",
     .comparable = "KID where the features are FID's Inception's, else not comparable with it; "
                   "unbiased at every N, and so below zero at times",
     .reading = "is the squared maximum mean discrepancy, with the kernel (x·y/d + 1)³ on the "
                "features in brackets, from the reference's kept features, over all pairs and in "
                "float64. It is KID where those are FID's Inception's alone. It is unbiased, "
                "so that values of different N can be compared, and those near zero may fall below "
                "it.",
     .error_says = "of both sets",
     .error_of_both = true,
     .ratios = false,
     .any_n = true,
     .of_features = true,
     .least = [](int64_t) { return int64_t{20}; },
     .with_fewer = "has no standard error",
     .reference_needs = 2,
     .against = [](const FeatureSet& reference) -> Measure { return KernelDistance(reference); }}};
}  // namespace

}  // namespace odelia
