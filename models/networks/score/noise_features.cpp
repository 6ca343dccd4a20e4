#include "models/networks/score/noise_features.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/tanh.h>

#include "models/networks/kernels/cuda/noise_features.h"
#include "models/networks/kernels/paired.h"

namespace odelia {
namespace {

/// x with its border around it once more.  On CUDA the gradient of LibTorch's replication_pad2d
/// adds in any order.
Tensor bordered(const Tensor& x) {
  const auto both_ends = [](const Tensor& y, int64_t dim) {
    return at::cat({y.narrow(dim, 0, 1), y, y.narrow(dim, y.size(dim) - 1, 1)}, dim);
  };
  return both_ends(both_ends(x, 2), 3);
}

Tensor composed(const Tensor& x, const Tensor& lambda, const std::vector<std::string>& features,
                double sigma_data, bool pairs) {
  const auto s = at::exp(-lambda).view({-1, 1, 1, 1});
  const auto k = at::rsqrt(s * s + sigma_data * sigma_data);
  const auto squash = [&](const Tensor& residual) {
    if (pairs) return 4 * tanh_paired(times_paired(residual, 0.25 / (k * s)));
    return 4 * at::tanh(residual / (k * s) * 0.25);
  };
  std::vector<Tensor> all = {x};
  for (const auto& feature : features)
    all.push_back(squash(feature == "high_pass" ? x - at::avg_pool2d(bordered(x), {3, 3}, {1, 1})
                         : pairs                ? plus_paired(x, k)
                                                : x + k));
  return at::cat(all, 1);
}

bool by_kernel(const Tensor& x, size_t features) {
  return !x.is_cpu() && x.scalar_type() == at::kFloat && features <= 2 &&
         !(at::GradMode::is_enabled() && x.requires_grad());
}

}  // namespace

Tensor noise_features(const Tensor& x, const Tensor& lambda,
                      const std::vector<std::string>& features, double sigma_data, bool pairs) {
  if (features.empty()) return x.contiguous(at::MemoryFormat::ChannelsLast);
  if (!by_kernel(x, features.size()))
    return composed(x, lambda, features, sigma_data, pairs)
        .contiguous(at::MemoryFormat::ChannelsLast);
  std::vector<bool> high_pass;
  for (const auto& feature : features) high_pass.push_back(feature == "high_pass");
  return cuda::noise_features(x.contiguous(), lambda.contiguous(), high_pass,
                              sigma_data * sigma_data, pairs);
}

}  // namespace odelia
