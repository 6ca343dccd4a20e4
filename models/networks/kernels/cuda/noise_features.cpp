#include "models/networks/kernels/cuda/noise_features.h"

#include <stdexcept>

#include <ATen/ops/empty.h>

#include "kernel_text.h"
#include "models/networks/kernels/cuda/image_kernels.h"
#include "solvers/cuda/launch.h"

namespace odelia::cuda {

const KernelText& noise_features_text() {
  static constexpr KernelText source{"noise_features.cu", text::noise_features_cu};
  return source;
}

namespace {

/// The kernel's argument `Layout`.
struct FeatureLayout {
  long long rows;
  int channels, high, wide, count, pairs;
  int high_pass[2];
  float variance;
};

}  // namespace

Tensor noise_features(const Tensor& x, const Tensor& lambda, const std::vector<bool>& high_pass,
                      double variance, bool pairs) {
  if (high_pass.size() > 2) throw std::logic_error("noise_features: more than two of them");
  const auto count = static_cast<int>(high_pass.size());
  Tensor y = at::empty({x.size(0), (1 + count) * x.size(1), x.size(2), x.size(3)}, x.options(),
                       at::MemoryFormat::ChannelsLast);
  if (y.numel() == 0) return y;
  FeatureLayout n{pairs ? x.size(0) / 2 : x.size(0),
                  static_cast<int>(x.size(1)),
                  static_cast<int>(x.size(2)),
                  static_cast<int>(x.size(3)),
                  count,
                  pairs,
                  {},
                  static_cast<float>(variance)};
  std::copy(high_pass.begin(), high_pass.end(), n.high_pass);
  const int64_t pixels = n.rows * x.size(2) * x.size(3);
  launch(x, noise_features_text(), "noise_features",
         {static_cast<unsigned>((pixels + kThreads - 1) / kThreads)}, y.data_ptr(), x.data_ptr(),
         lambda.data_ptr(), n);
  return y;
}

}  // namespace odelia::cuda
