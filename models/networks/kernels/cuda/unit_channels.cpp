#include "models/networks/kernels/cuda/unit_channels.h"

#include <ATen/ops/empty_like.h>

#include "kernel_text.h"
#include "models/networks/kernels/cuda/image_kernels.h"
#include "solvers/cuda/launch.h"

namespace odelia::cuda {

const KernelText& unit_channels_text() {
  static constexpr KernelText source{"unit_channels.cu", text::unit_channels_cu,
                                     "models/networks/kernels/cuda/vectors.h", text::vectors_h};
  return source;
}

namespace {
/// The kernel's argument `Layout`.
struct UnitLayout {
  long long runs, tangents;
  int vectors;
};
constexpr int64_t kLanes = 32;  // of a block's threads, for a run
}  // namespace

Tensor unit_channels(const Tensor& x, int64_t run, bool pairs) {
  Tensor y = at::empty_like(x);
  if (x.numel() == 0) return y;
  const int64_t size = vector_size(x, run), values = pairs ? x.numel() / 2 : x.numel(),
                runs = values / run, at_a_time = kThreads / kLanes;
  const UnitLayout n{runs, pairs ? values / size : 0, static_cast<int>(run / size)};
  launch(x, unit_channels_text(), "unit_channels_" + vector_suffix(x, run),
         {static_cast<unsigned>((runs + at_a_time - 1) / at_a_time)}, y.data_ptr(), x.data_ptr(),
         n);
  return y;
}

}  // namespace odelia::cuda
