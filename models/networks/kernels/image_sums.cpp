#include "models/networks/kernels/image_sums.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/upsample_nearest2d.h>

#include "models/networks/kernels/cuda/image_sums.h"
#include "models/networks/kernels/paired.h"

namespace odelia {
namespace {

bool fits(const Tensor& t, at::ScalarType type) {
  return !t.defined() || (!t.is_cpu() && t.scalar_type() == type &&
                          t.is_contiguous(at::MemoryFormat::ChannelsLast));
}
bool by_kernel(const Tensor& y, const Tensor& add) {
  const auto type = y.scalar_type();
  return (type == at::kFloat || type == at::kBFloat16) && fits(y, type) && fits(add, type);
}
int64_t biased(const Tensor& y, bool pairs) { return pairs ? y.size(0) / 2 : y.size(0); }

}  // namespace

Tensor add_to_images(Tensor y, const Tensor& bias, const Tensor& add, bool pairs, double scale) {
  if (by_kernel(y, add)) {
    cuda::add(y, bias.defined() ? bias.to(at::kFloat) : bias, add, scale, biased(y, pairs));
    return y;
  }
  if (bias.defined())
    y.narrow(0, 0, biased(y, pairs)).add_(bias.to(y.scalar_type()).view({1, -1, 1, 1}));
  if (add.defined()) y.add_(add);
  return scale == 1 ? y : y.mul_(scale);
}

Tensor add_upsampled(const Tensor& y, const Tensor& bias, const Tensor& add, bool pairs) {
  if (by_kernel(y, add)) return cuda::add_upsampled(y, bias, add, biased(y, pairs));
  const Tensor small = add_to_images(y.clone(), bias, {}, pairs);
  return at::upsample_nearest2d(small, add.sizes().slice(2)) + add;
}

}  // namespace odelia
