#pragma once
#include "experiments/train/loop.h"
#include "models/data/datasets.h"
#include "models/networks/dequantizer/dequantizer.h"

namespace odelia {

struct DequantizerObjective {
  std::string model;  ///< the score network whose bound is tightened; it stays as it is
  /// Where the flow of likelihoods begins, on vp_linear; as near as the network goes.
  double t_min = 1e-5;
};

/// Fits a dequantisation flow to a score network.  The loss is the continuous-time bound, in
/// bits/dim:
///   -(log p_bound(y) + D log scale - log q(u | x)) / (D ln 2),   y = (x + u - 1/2) / 127.5 - 1,
/// with one noise level per image, stratified over the batch.  Source: arXiv:1902.00275, sec. 3.1;
/// the bound: arXiv:2107.00630, eq. 12.
std::unique_ptr<TrainingTask> dequantizer_task(const DequantizerConfig& network,
                                               const DequantizerObjective& objective, int64_t batch,
                                               ImageSet train, ImageSet test,
                                               at::Device device = at::kCPU);

}  // namespace odelia
