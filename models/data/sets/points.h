#pragma once
#include <array>
#include <string>

#include "models/data/datasets.h"

namespace odelia {

inline constexpr int64_t kTrainPoints = 50'000, kTestPoints = 10'000;

/// The randomness of a split: N(0, I), float64 [points of the split, columns], row i by the seed i
/// and the split alone.
Tensor split_normals(const std::string& split, int64_t columns);

/// Uniform in (0, 1) from standard normals: their distribution function.
Tensor uniform(const Tensor& normals);

/// The split of points (x, y), float64 [N] each, of these exact means and variances: float32 [N, 2]
/// of zero mean and unit variance.
ImageSet standardised(const DataSet& set, const std::string& split, const Tensor& x,
                      const Tensor& y, const Tensor& labels, std::array<double, 2> mean,
                      std::array<double, 2> variance);

}  // namespace odelia
