#pragma once
#include <cmath>

#include "models/networks/score/checkpoint.h"
#include "solvers/uploads.h"

namespace odelia {

/// Of data x0 [B, ...] with unit noise n at half log-SNRs lambda, one per sample, the network's
/// input x = k (x0 + s n).
Tensor noised(const ScoreCheckpoint& checkpoint, const Tensor& x0, const Tensor& n,
              const std::vector<double>& lambda);

/// The half log-SNRs as the network takes them, float32 [B].
Tensor lambda_row(const std::vector<double>& lambda, at::Device device = at::kCPU);

/// What the network should answer there (Target).
Tensor wanted_output(const ScoreCheckpoint& checkpoint, const Tensor& x0, const Tensor& n,
                     const std::vector<double>& lambda);

/// The raw network output as a prediction of n.  x: as `noised` gives it.
Tensor predicted_noise(const ScoreCheckpoint& checkpoint, const Tensor& output, const Tensor& x,
                       const std::vector<double>& lambda);

/// The input x = k y of a network that is asked at y = x0 + s n.
Tensor network_input(const ScoreCheckpoint& checkpoint, const Tensor& y,
                     const std::vector<double>& lambda);

/// The raw output F of a consistency function at y as where the flow through y ends,
/// c_skip y + c_out F: y itself, to the bit, at its s_min (ToData, to_origin).
Tensor origin_of(const ScoreCheckpoint& checkpoint, const Tensor& output, const Tensor& y,
                 const std::vector<double>& lambda);

/// f(s), s = exp(-lambda), of every sample as float32 [B, 1, ...] with as many dimensions as `like`,
/// and where that is.
template <class F>
Tensor column(const std::vector<double>& lambda, const Tensor& like, F&& f) {
  std::vector<float> values;
  for (double l : lambda) values.push_back(static_cast<float>(f(std::exp(-l))));
  std::vector<int64_t> shape(static_cast<size_t>(like.dim()), 1);
  shape[0] = -1;
  return upload(values, like.device()).view(shape);
}

}  // namespace odelia
