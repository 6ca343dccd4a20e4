#include "models/data/sets/points.h"

#include <cmath>
#include <numeric>

#include <ATen/ops/erfc.h>
#include <ATen/ops/stack.h>

#include "solvers/noise.h"

namespace odelia {

Tensor split_normals(const std::string& split, int64_t columns) {
  const bool train = split == "train";
  std::vector<uint64_t> seeds(train ? kTrainPoints : kTestPoints);
  std::iota(seeds.begin(), seeds.end(), 0);
  return normals(at::empty({static_cast<int64_t>(seeds.size()), columns}, at::kDouble), seeds,
                 train ? Stream::training_points : Stream::test_points);
}

Tensor uniform(const Tensor& normals) { return 0.5 * at::erfc(normals * -M_SQRT1_2); }

ImageSet standardised(const DataSet& set, const std::string& split, const Tensor& x,
                      const Tensor& y, const Tensor& labels, std::array<double, 2> mean,
                      std::array<double, 2> variance) {
  const Tensor points = at::stack(
      {(x - mean[0]) / std::sqrt(variance[0]), (y - mean[1]) / std::sqrt(variance[1])}, 1);
  return {points.to(at::kFloat), labels.to(at::kLong), set.name, split};
}

}  // namespace odelia
