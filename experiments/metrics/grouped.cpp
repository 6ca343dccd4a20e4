#include "experiments/metrics/grouped.h"

#include <algorithm>

#include <ATen/ops/empty.h>
#include <fmt/format.h>

namespace odelia {

std::vector<int64_t> GroupedFeatures::group_of_rows() const {
  std::vector<int64_t> out(size());
  for (int64_t g = 0; g < groups(); ++g)
    std::fill(out.begin() + begin[g], out.begin() + begin[g + 1], g);
  return out;
}

bool GroupedFeatures::has_jackknife(int64_t least) const {
  if (size() < 2 * groups()) return false;
  for (int64_t g = 0; g < groups(); ++g)
    if (size() - size(g) < least) return false;
  return true;
}

GroupedFeatures GroupedFeatures::some(std::vector<int64_t> indices) const {
  std::sort(indices.begin(), indices.end());
  const auto n = static_cast<int64_t>(indices.size()), d = dimension();
  GroupedFeatures out{at::empty({n, d}, at::kDouble), {}};
  for (int64_t i = 0; i < n; ++i)
    std::copy_n(row(indices[i]), d, out.rows.data_ptr<double>() + i * d);
  for (const int64_t at : begin)
    out.begin.push_back(std::lower_bound(indices.begin(), indices.end(), at) - indices.begin());
  return out;
}

GroupedFeatures grouped_features(const FeatureSet& set, int64_t groups, const std::string& who) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(fmt::format("{} {}", who, what));
  };
  if (!set.features.defined() || set.features.dim() != 2)
    refuse("needs features [N, d]; mean and covariance do not do");
  const Tensor rows = set.features.to(at::kCPU, at::kDouble).contiguous();
  const int64_t n = rows.size(0);
  if (!set.keep.empty() && static_cast<int64_t>(set.keep.size()) != n)
    refuse(fmt::format("has {} vectors but {} marks", n, set.keep.size()));
  GroupedFeatures out{rows, {0}};
  std::vector<int64_t> kept;
  for (int64_t g = 0; g < groups; ++g) {
    for (int64_t i = group_begin(g, groups, n); i < group_begin(g + 1, groups, n); ++i)
      if (set.counts(i)) kept.push_back(i);
    out.begin.push_back(static_cast<int64_t>(kept.size()));
  }
  if (static_cast<int64_t>(kept.size()) < n) {
    const auto begin = out.begin;
    out.begin = {0, n};
    out = out.some(kept);
    out.begin = begin;
  }
  if (!out.rows.isfinite().all().item<bool>())
    refuse("has features that are not finite; drop failed samples first");
  return out;
}

GroupedFeatures grouped_samples(const FeatureSet& samples, const GroupedFeatures& reference,
                                const std::string& who) {
  GroupedFeatures out = grouped_features(samples, reference.groups(), who + ": the samples");
  if (out.dimension() != reference.dimension())
    throw std::invalid_argument(fmt::format(
        "{}: feature dimensions {} and {} differ; both sets need features of the same extractor",
        who, out.dimension(), reference.dimension()));
  return out;
}

Measurement mean_of_rows(const GroupedFeatures& set, const std::vector<double>& values,
                         double unit) {
  Measurement out;
  if (set.size() == 0) return out;
  double all = 0;
  for (const double value : values) all += value;
  out.value = all / (unit * static_cast<double>(set.size()));
  if (set.has_jackknife(1)) {
    std::vector<double> sums;
    double total = 0;
    for (int64_t g = 0; g < set.groups(); ++g) {
      double sum = 0;
      for (int64_t i = set.begin[g]; i < set.begin[g + 1]; ++i) sum += values[i];
      sums.push_back(sum);
      total += sum;
    }
    for (int64_t g = 0; g < set.groups(); ++g)
      out.jackknife.push_back((total - sums[g]) / static_cast<double>(set.size() - set.size(g)) /
                              unit);
  }
  out.standard_error = jackknife_standard_error(out.jackknife);
  return out;
}

}  // namespace odelia
