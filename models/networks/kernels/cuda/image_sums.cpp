#include "models/networks/kernels/cuda/image_sums.h"

#include <ATen/ops/empty_like.h>

#include "kernel_text.h"
#include "models/networks/kernels/cuda/image_kernels.h"
#include "solvers/cuda/launch.h"

namespace odelia::cuda {

const KernelText& image_sums_text() {
  static constexpr KernelText source{"image_sums.cu", text::image_sums_cu,
                                     "models/networks/kernels/cuda/vectors.h", text::vectors_h};
  return source;
}

namespace {

/// The kernels' arguments `Layout` and `Sizes`.
struct SumLayout {
  long long vectors, biased;
  int line;
};
struct Sizes {
  int low_high, low_wide, high, wide;
};

SumLayout layout_of(const Tensor& y, int64_t biased) {
  const int64_t size = vector_size(y, y.size(1)), row = y.numel() / y.size(0) / size;
  return {y.numel() / size, biased * row, static_cast<int>(y.size(1) / size)};
}
Grid grid_of(const SumLayout& n) {
  return {static_cast<unsigned>((n.vectors + kThreads - 1) / kThreads)};
}

}  // namespace

void add(const Tensor& y, const Tensor& bias, const Tensor& add, double scale, int64_t biased) {
  if (y.numel() == 0) return;
  const SumLayout n = layout_of(y, biased);
  launch(y, image_sums_text(), "add_" + vector_suffix(y, y.size(1)), grid_of(n), y.data_ptr(),
         address(bias), address(add), n, static_cast<float>(scale));
}

Tensor add_upsampled(const Tensor& y, const Tensor& bias, const Tensor& add, int64_t biased) {
  Tensor out = at::empty_like(add);
  if (out.numel() == 0) return out;
  const auto side = [](const Tensor& t, int64_t dim) { return static_cast<int>(t.size(dim)); };
  const Sizes sizes{side(y, 2), side(y, 3), side(add, 2), side(add, 3)};
  const SumLayout n = layout_of(out, biased);
  launch(out, image_sums_text(), "add_upsampled_" + vector_suffix(out, out.size(1)), grid_of(n),
         out.data_ptr(), address(y), address(bias), address(add), n, sizes);
  return out;
}

}  // namespace odelia::cuda
