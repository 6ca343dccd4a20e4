#include <cmath>

#include <ATen/ops/where.h>

#include "models/data/sets/points.h"

namespace odelia {
namespace {

constexpr double kNoise = 0.1;  // standard deviation around the arcs

/// (cos a, sin a) or (1 - cos a, 1/2 - sin a), a uniform in [0, pi], each as likely, plus noise.
ImageSet two_moons(const DataSet& set, const std::string& split, const std::string&) {
  const Tensor z = split_normals(split, 4);
  const Tensor angle = M_PI * uniform(z.select(1, 0)), lower = z.select(1, 1) > 0;
  const Tensor x = at::where(lower, 1 - angle.cos(), angle.cos()) + kNoise * z.select(1, 2),
               y = at::where(lower, 0.5 - angle.sin(), angle.sin()) + kNoise * z.select(1, 3);
  // The mean of sin a is 2/pi, and that of sin^2 a and cos^2 a is 1/2.
  return standardised(set, split, x, y, lower, {0.5, 0.25},
                      {0.75 + kNoise * kNoise, 9.0 / 16 - 1 / M_PI + kNoise * kNoise});
}

const RegisterDataSet registered{
    {.name = "two-moons",
     .summary = "points on two half circles, as make_moons of scikit-learn, noise 0.1",
     .shape = {2},
     .classes = 2,
     .read = two_moons}};

}  // namespace
}  // namespace odelia
