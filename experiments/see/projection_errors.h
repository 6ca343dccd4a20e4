#pragma once
#include <functional>
#include <vector>

#include "experiments/see/estimate.h"
#include "models/score_model.h"

namespace odelia {

/// The data point nearest to each of some points, and the squared distance to it.
struct Nearest {
  std::vector<int64_t> index;
  std::vector<double> squared;
};

/// points [N, D] and data [K, D], float64; of equal distances the first point.
Nearest nearest_points(const Tensor& points, const Tensor& data);

/// How near to a projection onto the data a denoiser D is at one noise level: means over samples of
/// lengths over sqrt(dimension), z = y + s n.  Source: arXiv:2306.04848, section 3.
struct ProjectionLevel {
  double s = 0;                ///< sigma/alpha
  Estimate distance;           ///< from z to the nearest data point p
  Estimate told;               ///< |z - D(z)|, what the denoiser takes that distance for
  Estimate denoised_distance;  ///< from D(z) to the data point nearest to it
  Estimate clean;              ///< |D(z) - y|
  Estimate error;              ///< |D(z) - p| over |z - p|, which an exact projection has at 0
  Tensor shown;                ///< [rows, 3, ...]: z, D(z) and p of the first samples
};

/// At these levels, y [N, ...] float64 in the model's range, data [K, ...] likewise; one noise for
/// each sample, by its seed, at all levels.  shown: of how many samples points are kept.  told: of
/// the levels that are done.
std::vector<ProjectionLevel> projection_errors(ScoreModel& model, const Tensor& y,
                                               const std::vector<uint64_t>& seeds,
                                               const Tensor& data,
                                               const std::vector<double>& levels, int64_t shown,
                                               const std::function<void(int64_t)>& told = {});

/// A point of DDIM's path from noise, z_{k+1} = z_k - (1 - s_{k+1}/s_k) (z_k - D(z_k)): a step of
/// gradient descent on half the squared distance, if D projects.  Source: arXiv:2306.04848,
/// section 4.
struct DescentLevel {
  double s = 0;
  Estimate distance, told;  ///< as above, of z_k
};

/// From z = s n at the first level to the last; levels fall.
std::vector<DescentLevel> descent(ScoreModel& model, const std::vector<uint64_t>& seeds,
                                  const Tensor& data, const std::vector<double>& levels,
                                  const std::function<void(int64_t)>& told = {});

}  // namespace odelia
