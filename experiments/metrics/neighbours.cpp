#include "experiments/metrics/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/ops/mm.h>
#include <fmt/format.h>

#include "experiments/metrics/symmetric.h"
#include "solvers/clones.h"

namespace odelia {
namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

ODELIA_CLONES double squared_distance(const double* x, const double* y, int64_t n) {
  double sums[8] = {};
  int64_t j = 0;
  for (; j + 8 <= n; j += 8)
    for (int64_t k = 0; k < 8; ++k) {
      const double difference = x[j + k] - y[j + k];
      sums[k] += difference * difference;
    }
  for (; j < n; ++j) sums[j % 8] += (x[j] - y[j]) * (x[j] - y[j]);
  return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

std::vector<double> squared_norms(const GroupedFeatures& set) {
  std::vector<double> out(set.size());
  for (int64_t i = 0; i < set.size(); ++i) {
    const double* x = set.row(i);
    for (int64_t j = 0; j < set.dimension(); ++j) out[i] += x[j] * x[j];
  }
  return out;
}

/// Calls visit(i, j, least) for all pairs, `least` being a lower bound of the squared distance by
/// the matrix product: two rounded sums of d + 2 terms, |x|^2 + |y|^2 at most in all.
template <typename Visit>
void each_pair(const GroupedFeatures& a, const GroupedFeatures& b, const Visit& visit) {
  constexpr int64_t rows = 128, columns = 512;
  const std::vector<double> of_a = squared_norms(a), of_b = squared_norms(b);
  const double rounding =
      2 * (static_cast<double>(a.dimension()) + 4) * std::numeric_limits<double>::epsilon();
  const auto block = [&](int64_t t) {
    const int64_t i0 = t * rows, ni = std::min(rows, a.size() - i0);
    for (int64_t j0 = 0; j0 < b.size(); j0 += columns) {
      const int64_t nj = std::min(columns, b.size() - j0);
      const Tensor products = at::mm(a.rows.narrow(0, i0, ni), b.rows.narrow(0, j0, nj).t());
      const double* product = products.data_ptr<double>();
      for (int64_t i = i0; i < i0 + ni; ++i)
        for (int64_t j = j0; j < j0 + nj; ++j, ++product) {
          const double norms = of_a[i] + of_b[j];
          visit(i, j, norms - 2 * *product - rounding * norms);
        }
    }
  };
  const int64_t blocks = (a.size() + rows - 1) / rows;
  if (a.size() * b.size() * a.dimension() > 1 << 18) return each_on_one_thread(blocks, block);
  for (int64_t t = 0; t < blocks; ++t) block(t);  // too little for a second thread
}

/// The k least of the numbers offered, in rising order in place.
struct Least {
  double* values;  // infinity where there are fewer
  int64_t k;
  void offer(double value) const {
    if (!(value < values[k - 1])) return;
    int64_t at = k - 1;
    for (; at > 0 && values[at - 1] > value; --at) values[at] = values[at - 1];
    values[at] = value;
  }
};

/// The k-th least of several sorted lists of k, without list g unless that is -1.
double least_of(const double* lists, int64_t count, int64_t k, int64_t g,
                std::vector<double>& all) {
  all.clear();
  for (int64_t h = 0; h < count; ++h)
    if (h != g) all.insert(all.end(), lists + h * k, lists + (h + 1) * k);
  std::nth_element(all.begin(), all.begin() + (k - 1), all.end());
  return all[k - 1];
}
}  // namespace

Radii nearest_radii(const GroupedFeatures& set, int64_t k, bool without_groups) {
  const int64_t n = set.size(), groups = without_groups ? set.groups() : 1;
  if (n <= k)
    throw std::invalid_argument(fmt::format(
        "nearest_radii: the {}-th neighbour needs {} vectors or more, got {}", k, k + 1, n));
  const std::vector<int64_t> group = set.group_of_rows();
  std::vector<double> nearest(n * groups * k, infinity);  // of every vector, by group
  each_pair(set, set, [&](int64_t i, int64_t j, double least) {
    if (i == j) return;
    const Least list{nearest.data() + (i * groups + (groups > 1 ? group[j] : 0)) * k, k};
    if (least < list.values[k - 1])
      list.offer(squared_distance(set.row(i), set.row(j), set.dimension()));
  });
  Radii out;
  out.squared.resize(n);
  const bool jackknife = without_groups && set.has_jackknife(k + 1);
  if (jackknife) out.squared_without.resize(n * groups);
  std::vector<double> all;
  for (int64_t i = 0; i < n; ++i) {
    const double* lists = nearest.data() + i * groups * k;
    out.squared[i] = least_of(lists, groups, k, -1, all);
    for (int64_t g = 0; jackknife && g < groups; ++g)
      out.squared_without[i * groups + g] = least_of(lists, groups, k, g, all);
  }
  return out;
}

void each_within(const GroupedFeatures& centres, const GroupedFeatures& points,
                 const std::vector<double>& bound,
                 const std::function<void(int64_t i, int64_t j, double squared)>& visit) {
  if (points.size() == 0) return;
  each_pair(centres, points, [&](int64_t i, int64_t j, double least) {
    if (least > bound[i]) return;
    const double squared = squared_distance(centres.row(i), points.row(j), centres.dimension());
    if (squared <= bound[i]) visit(i, j, squared);
  });
}

Measure against_balls(const FeatureSet& set, int64_t k, const std::string& who,
                      MeasureInBalls measure) {
  auto reference = grouped_features(set, 10, who + ": the reference");
  auto radii = nearest_radii(reference, k, false);
  return [reference = std::move(reference), radii = std::move(radii),
          measure](const FeatureSet& samples) { return measure(reference, radii, samples); };
}

}  // namespace odelia
