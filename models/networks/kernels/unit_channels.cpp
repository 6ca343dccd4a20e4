#include "models/networks/kernels/unit_channels.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include "models/networks/kernels/cuda/unit_channels.h"
#include "models/networks/kernels/paired.h"

namespace odelia {
namespace {

constexpr double kSmallest = 1e-30;  // of a root mean square: all zero has tangents too

Tensor mean_of(const Tensor& runs) { return runs.mean({-1}, /*keepdim=*/true); }

/// Of runs along the last dimension.
Tensor divided(const Tensor& x) { return x / (mean_of(x * x).sqrt() + 1e-4); }
Tensor divided_paired(const Tensor& rows) {
  const Tensor x = values(rows), dx = tangents(rows), root = mean_of(x * x).sqrt(),
               over = root + 1e-4, y = x / over,
               along = mean_of(x * dx) / root.clamp_min(kSmallest);
  return paired(y, (dx - y * along) / over);
}

}  // namespace

Tensor unit_channels(const Tensor& x, int64_t run, bool pairs) {
  const Tensor dense = x.contiguous(at::MemoryFormat::ChannelsLast);
  const auto type = x.scalar_type();
  if (!x.is_cpu() && (type == at::kFloat || type == at::kBFloat16) &&
      !(at::GradMode::is_enabled() && x.requires_grad()))
    return cuda::unit_channels(dense, run, pairs);
  const Tensor runs = dense.permute({0, 2, 3, 1}).unflatten(3, {-1, run});
  return (pairs ? divided_paired(runs) : divided(runs)).flatten(3).permute({0, 3, 1, 2});
}

}  // namespace odelia
