#include <cmath>

#include <ATen/ops/zeros_like.h>

#include "models/data/sets/points.h"

namespace odelia {
namespace {

constexpr double kNoise = 0.5;  // standard deviation around the spiral

/// (a cos a, a sin a), a uniform in [3 pi/2, 9 pi/2], plus noise.
ImageSet swiss_roll(const DataSet& set, const std::string& split, const std::string&) {
  const Tensor z = split_normals(split, 3);
  const Tensor a = 1.5 * M_PI * (1 + 2 * uniform(z.select(1, 0)));
  const Tensor x = a * a.cos() + kNoise * z.select(1, 1), y = a * a.sin() + kNoise * z.select(1, 2);
  // The mean of a^2 is 39/4 pi^2, and that of a^2 cos 2a is -1/2.
  const double half = 39.0 / 8 * M_PI * M_PI + kNoise * kNoise, mean_y = 2 / (3 * M_PI);
  return standardised(set, split, x, y, at::zeros_like(a), {2, mean_y},
                      {half - 0.25 - 4, half + 0.25 - mean_y * mean_y});
}

const RegisterDataSet registered{
    {.name = "swiss-roll",
     .summary = "points on a spiral, as make_swiss_roll of scikit-learn seen from above, noise 0.5",
     .shape = {2},
     .classes = 1,
     .read = swiss_roll}};

}  // namespace
}  // namespace odelia
