#include "experiments/see/projection_errors.h"

#include <cmath>
#include <limits>

#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>

#include "experiments/metrics/symmetric.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

/// |a_i - b_i|^2 of every row.
std::vector<double> squares(const Tensor& a, const Tensor& b) {
  const Tensor d = (a - b).flatten(1).square().sum(1).contiguous();
  return {d.data_ptr<double>(), d.data_ptr<double>() + d.size(0)};
}

/// The mean over samples of sqrt(square/divisor).
Estimate mean_root(const std::vector<double>& square, const std::vector<double>& divisor) {
  Mean mean;
  for (size_t i = 0; i < square.size(); ++i) mean.add(std::sqrt(square[i] / divisor[i]));
  return mean.estimate();
}
Estimate mean_root(const std::vector<double>& square, double divisor) {
  return mean_root(square, std::vector<double>(square.size(), divisor));
}

/// The model's data prediction at z = x/alpha.  Throws std::runtime_error where it is not finite.
Tensor denoised(ScoreModel& model, const Tensor& z, double s) {
  const double alpha = 1 / std::hypot(1, s);
  const Tensor x = (alpha * z).to(model.precision() == at::kDouble ? at::kDouble : at::kFloat);
  const Tensor out = model.predict(x, alpha, alpha * s, Prediction::data).to(at::kDouble);
  if (!out.isfinite().all().item<bool>())
    throw std::runtime_error(
        fmt::format("projection: the model's estimate is not finite at sigma/alpha = {:.6g}", s));
  return out;
}

Tensor picked(const Tensor& data, const std::vector<int64_t>& index) {
  return data.index_select(0, at::tensor(index, at::kLong));
}

}  // namespace

Nearest nearest_points(const Tensor& points, const Tensor& data) {
  constexpr int64_t rows = 64, columns = 2048;
  const int64_t n = points.size(0), k = data.size(0);
  const Tensor norms = data.square().sum(1).contiguous();
  const double* norm = norms.data_ptr<double>();
  Nearest out{std::vector<int64_t>(n), std::vector<double>(n)};
  each_on_one_thread((n + rows - 1) / rows, [&](int64_t t) {
    const int64_t i0 = t * rows, ni = std::min(rows, n - i0);
    std::vector<double> least(ni, std::numeric_limits<double>::infinity());
    for (int64_t j0 = 0; j0 < k; j0 += columns) {
      const int64_t nj = std::min(columns, k - j0);
      const Tensor products =
          at::mm(points.narrow(0, i0, ni), data.narrow(0, j0, nj).t()).contiguous();
      const double* product = products.data_ptr<double>();
      for (int64_t i = 0; i < ni; ++i)
        for (int64_t j = j0; j < j0 + nj; ++j, ++product)
          if (const double value = norm[j] - 2 * *product; value < least[i])
            least[i] = value, out.index[i0 + i] = j;
    }
  });
  out.squared = squares(points, picked(data, out.index));  // without the cancellation of above
  return out;
}

std::vector<ProjectionLevel> projection_errors(ScoreModel& model, const Tensor& y,
                                               const std::vector<uint64_t>& seeds,
                                               const Tensor& data,
                                               const std::vector<double>& levels, int64_t shown,
                                               const std::function<void(int64_t)>& told) {
  const Tensor noise = normals(y, seeds, Stream::projection), flat = data.flatten(1);
  const double d = static_cast<double>(flat.size(1));
  std::vector<ProjectionLevel> out;
  for (const double s : levels) {
    const Tensor z = y + s * noise, estimate = denoised(model, z, s);
    const Nearest of_z = nearest_points(z.flatten(1), flat);
    const Tensor projected = picked(data, of_z.index);
    ProjectionLevel level;
    level.s = s;
    level.distance = mean_root(of_z.squared, d);
    level.told = mean_root(squares(z, estimate), d);
    level.denoised_distance = mean_root(nearest_points(estimate.flatten(1), flat).squared, d);
    level.clean = mean_root(squares(estimate, y), d);
    level.error = mean_root(squares(estimate, projected), of_z.squared);
    level.shown = at::stack({z, estimate, projected}, 1).narrow(0, 0, shown).clone();
    out.push_back(std::move(level));
    if (told) told(static_cast<int64_t>(out.size()));
  }
  return out;
}

std::vector<DescentLevel> descent(ScoreModel& model, const std::vector<uint64_t>& seeds,
                                  const Tensor& data, const std::vector<double>& levels,
                                  const std::function<void(int64_t)>& told) {
  const Tensor flat = data.flatten(1);
  const double d = static_cast<double>(flat.size(1));
  Tensor z = levels.front() * starting_noise(seeds, data.sizes().slice(1), at::kDouble);
  std::vector<DescentLevel> out;
  for (size_t k = 0; k < levels.size(); ++k) {
    const double s = levels[k];
    const Tensor estimate = denoised(model, z, s);
    out.push_back({s, mean_root(nearest_points(z.flatten(1), flat).squared, d),
                   mean_root(squares(z, estimate), d)});
    if (k + 1 < levels.size()) z = z - (1 - levels[k + 1] / s) * (z - estimate);
    if (told) told(static_cast<int64_t>(out.size()));
  }
  return out;
}

}  // namespace odelia
