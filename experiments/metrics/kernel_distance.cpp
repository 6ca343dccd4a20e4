#include "experiments/metrics/kernel_distance.h"

#include <algorithm>
#include <cmath>

#define EIGEN_DONT_PARALLELIZE  // the bits must not depend on the number of threads
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <Eigen/Core>

namespace odelia {
namespace {
using Matrix = Eigen::MatrixXd;  // by columns: a feature vector is one
using Vector = Eigen::VectorXd;

/// Feature vectors that count, in groups: group g is columns begin[g] to begin[g + 1].
struct Grouped {
  Matrix columns;
  std::vector<int64_t> begin;
  int64_t groups() const { return static_cast<int64_t>(begin.size()) - 1; }
  int64_t size() const { return columns.cols(); }
  int64_t size(int64_t g) const { return begin[g + 1] - begin[g]; }
};

Grouped grouped(const FeatureSet& set, int64_t groups, const char* which) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format("kernel distance: the {} {}", which, what));
  };
  if (!set.features.defined() || set.features.dim() != 2)
    refuse("needs features [N, d]; mean and covariance do not do");
  const Tensor rows = set.features.to(at::kCPU, at::kDouble).contiguous();
  if (!rows.isfinite().all().item<bool>())
    refuse("has features that are not finite; drop failed samples first");
  const int64_t n = rows.size(0), d = rows.size(1);
  const Eigen::Map<const Matrix> all(rows.data_ptr<double>(), d, n);
  Grouped out{Matrix(d, set.keep.empty() ? n : std::count(set.keep.begin(), set.keep.end(), true)),
              {0}};
  int64_t to = 0;
  for (int64_t g = 0; g < groups; ++g) {
    for (int64_t i = group_begin(g, groups, n); i < group_begin(g + 1, groups, n); ++i)
      if (set.keep.empty() || set.keep[i]) out.columns.col(to++) = all.col(i);
    out.begin.push_back(to);
  }
  return out;
}

/// sum k(x, y) over x in group g of a and y in group h of b.
double kernel_sum(const Grouped& a, int64_t g, const Grouped& b, int64_t h) {
  constexpr int64_t most = 512;  // columns at once: their products stay in the cache
  const double d = static_cast<double>(a.columns.rows());
  double sum = 0;
  for (int64_t i = a.begin[g]; i < a.begin[g + 1]; i += most)
    for (int64_t j = b.begin[h]; j < b.begin[h + 1]; j += most) {
      const Matrix products =
          a.columns.middleCols(i, std::min(most, a.begin[g + 1] - i)).transpose() *
          b.columns.middleCols(j, std::min(most, b.begin[h + 1] - j));
      sum += (products.array() / d + 1).cube().sum();
    }
  return sum;
}

/// Those sums for all pairs of groups.
Matrix kernel_sums(const Grouped& a, const Grouped& b) {
  Matrix out(a.groups(), b.groups());
  for (int64_t g = 0; g < a.groups(); ++g)
    for (int64_t h = 0; h < b.groups(); ++h) out(g, h) = kernel_sum(a, g, b, h);
  return out;
}

/// Those of a set with itself, each vector's pair with itself left out.
Matrix inner_sums(const Grouped& a) {
  const double d = static_cast<double>(a.columns.rows());
  Matrix out(a.groups(), a.groups());
  for (int64_t g = 0; g < a.groups(); ++g) {
    for (int64_t h = g; h < a.groups(); ++h) out(g, h) = out(h, g) = kernel_sum(a, g, a, h);
    const auto own = a.columns.middleCols(a.begin[g], a.size(g));
    out(g, g) -= (own.colwise().squaredNorm().array() / d + 1).cube().sum();
  }
  return out;
}

/// The mean of k over pairs of different vectors, without group g unless that is -1.
double inner_mean(const Grouped& a, const Matrix& sums, int64_t g) {
  auto n = static_cast<double>(a.size());
  double sum = sums.sum();
  if (g >= 0) {
    n -= static_cast<double>(a.size(g));
    sum -= 2 * sums.row(g).sum() - sums(g, g);
  }
  return sum / (n * (n - 1));
}
}  // namespace

struct KernelDistance::Groups {
  Grouped set;
  Matrix sums;
};

KernelDistance::KernelDistance(const FeatureSet& reference, int64_t groups) {
  auto own = std::make_shared<Groups>();
  own->set = grouped(reference, groups, "reference");
  if (own->set.size() < 2)
    throw std::invalid_argument(fmt::format(
        "kernel distance: the reference needs two vectors or more, got {}", own->set.size()));
  own->sums = inner_sums(own->set);
  reference_ = std::move(own);
}

Measurement KernelDistance::operator()(const FeatureSet& samples) const {
  const Grouped &y = reference_->set, x = grouped(samples, y.groups(), "samples");
  if (x.columns.rows() != y.columns.rows())
    throw std::invalid_argument(fmt::format(
        "kernel distance: feature dimensions {} and {} differ; both sets need features of the same "
        "extractor",
        x.columns.rows(), y.columns.rows()));
  Measurement out;
  const int64_t groups = y.groups(), n = x.size(), m = y.size();
  if (n < 2) return out;
  const Matrix inner = inner_sums(x), between = kernel_sums(x, y);
  const Vector of_x = between.rowwise().sum(), of_y = between.colwise().sum().transpose();
  // Without group g of the samples and group h of the reference; -1: none.
  const auto distance = [&](int64_t g, int64_t h) {
    double pairs = of_x.sum(), left_x = static_cast<double>(n), left_y = static_cast<double>(m);
    if (g >= 0) pairs -= of_x[g], left_x -= static_cast<double>(x.size(g));
    if (h >= 0) pairs -= of_y[h], left_y -= static_cast<double>(y.size(h));
    return inner_mean(x, inner, g) + inner_mean(y, reference_->sums, h) -
           2 * pairs / (left_x * left_y);
  };
  const auto jackknife = [&](const Grouped& set, const auto& without) {
    std::vector<double> values;
    if (set.size() < 2 * groups) return values;
    for (int64_t g = 0; g < groups; ++g) {
      if (set.size() - set.size(g) < 2) return std::vector<double>();
      values.push_back(without(g));
    }
    return values;
  };
  out.value = distance(-1, -1);
  out.jackknife = jackknife(x, [&](int64_t g) { return distance(g, -1); });
  out.standard_error = std::hypot(
      jackknife_standard_error(out.jackknife),
      jackknife_standard_error(jackknife(y, [&](int64_t h) { return distance(-1, h); })));
  return out;
}

namespace {
const RegisterMetric kd{
    {.name = "kd",
     .title = "kernel distance",
     .label = "KD",
     .summary = "squared maximum mean discrepancy with the kernel (x.y/d + 1)^3, unbiased: "
                "Binkowski et al. 2018, arXiv:1801.01401, eq. 4",
     .comparable = "not comparable with Inception KID; unbiased at every N, and so below zero at "
                   "times",
     .reading = "is the squared maximum mean discrepancy, with the kernel (x·y/d + 1)³ on the "
                "features in brackets, from the reference's kept features, over all pairs and in "
                "float64. It is not KID (that name belongs to Inception features). It is unbiased, "
                "so that values of different N can be compared, and those near zero may fall below "
                "it.",
     .error_says = "of both sets",
     .ratios = false,
     .of_features = true,
     .least = [](int64_t) { return int64_t{20}; },
     .with_fewer = "has no standard error",
     .against = [](const FeatureSet& reference) -> Measure { return KernelDistance(reference); }}};
}  // namespace

}  // namespace odelia
