#include "experiments/metrics/trajectory_error.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

namespace odelia {

std::vector<double> rms_errors(const Tensor& a, const Tensor& b) {
  if (a.sizes() != b.sizes())
    throw std::invalid_argument(
        fmt::format("rms_errors: shapes [{}] and [{}] differ; compare the same samples",
                    fmt::join(a.sizes(), ", "), fmt::join(b.sizes(), ", ")));
  const int64_t n = a.size(0);
  const Tensor d =
      (a.to(at::kCPU, at::kDouble) - b.to(at::kCPU, at::kDouble)).reshape({n, -1}).contiguous();
  const int64_t m = d.size(1);
  std::vector<double> out(n);
  for (int64_t i = 0; i < n; ++i) {
    const double* row = d.data_ptr<double>() + i * m;
    double sum = 0;
    for (int64_t j = 0; j < m; ++j) sum += row[j] * row[j];
    out[i] = std::sqrt(sum / static_cast<double>(m));
  }
  return out;
}

TrajectoryError trajectory_error(const std::vector<double>& errors, const std::vector<bool>& keep) {
  if (errors.size() != keep.size())
    throw std::invalid_argument(
        fmt::format("trajectory_error: {} errors but {} marks", errors.size(), keep.size()));
  std::vector<double> kept;
  for (size_t i = 0; i < errors.size(); ++i)
    if (keep[i]) kept.push_back(errors[i]);
  TrajectoryError out;
  out.n = static_cast<int64_t>(kept.size());
  if (kept.empty()) return out;
  const double n = static_cast<double>(kept.size());
  double square = 0, fourth = 0;
  for (double e : kept) square += e * e / n, fourth += e * e * e * e / n;
  out.rms = std::sqrt(square);
  if (n > 1)  // se(sqrt(m)) = se(m) / (2 sqrt(m))
    out.standard_error =
        out.rms > 0 ? std::sqrt(std::max(0.0, fourth - square * square) / (n - 1)) / (2 * out.rms)
                    : 0;
  std::sort(kept.begin(), kept.end());
  const size_t half = kept.size() / 2;
  out.median = kept.size() % 2 ? kept[half] : (kept[half - 1] + kept[half]) / 2;
  return out;
}

std::vector<double> trajectory_jackknife(const std::vector<double>& errors,
                                         const std::vector<bool>& keep, int64_t groups) {
  const auto n = static_cast<int64_t>(errors.size());
  groups = std::min(groups, n);
  std::vector<double> without;
  for (int64_t g = 0; g < groups; ++g) {
    std::vector<bool> rest = keep;
    std::fill(rest.begin() + g * n / groups, rest.begin() + (g + 1) * n / groups, false);
    without.push_back(trajectory_error(errors, rest).rms);
    if (std::isnan(without.back())) return {};
  }
  return without;
}

}  // namespace odelia
