#include "models/networks/kernels/cuda/norm_silu.h"

#include <stdexcept>

#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "kernel_text.h"
#include "solvers/cuda/launch.h"

namespace odelia::cuda {
namespace {
constexpr int64_t kThreads = 256;  // as in norm_silu.cu

/// How many numbers a kernel reads at once: 16 bytes of them, where a group's channels allow.
int64_t vector_size(const Tensor& x, int64_t groups) {
  const int64_t size = 16 / x.element_size();
  return x.size(1) / groups % size == 0 ? size : 1;
}
}  // namespace

const KernelText& norm_silu_text() {
  static constexpr KernelText source{"norm_silu.cu", text::norm_silu_cu};
  return source;
}

bool norm_silu_fits(const Tensor& x, int64_t groups) {
  return x.size(1) / groups / vector_size(x, groups) <= kThreads &&
         x.size(0) * groups <= INT32_MAX && x.size(2) * x.size(3) * x.size(1) <= INT32_MAX;
}

#if ODELIA_CUDA
namespace {

/// The kernels' argument of this name.
struct Layout {
  long long rows;
  int pixels, channels, groups, silu, per_sample;
  float epsilon;
};

Layout layout_of(const Tensor& x, int64_t rows, const Tensor& gain, const NormSilu& how) {
  return {rows,
          static_cast<int>(x.size(2) * x.size(3)),
          static_cast<int>(x.size(1)),
          static_cast<int>(how.groups),
          how.silu,
          gain.dim() == 2,
          static_cast<float>(how.epsilon)};
}

template <class... Arguments>
void launch(const char* name, const Tensor& x, const Layout& n, Arguments... arguments) {
  launch(x, norm_silu_text(),
         fmt::format("{}_{}{}", name, x.scalar_type() == at::kFloat ? "float" : "bfloat",
                     vector_size(x, n.groups)),
         dim3(static_cast<unsigned>(n.rows * n.groups)), dim3(kThreads), arguments..., n);
}

/// One gain or bias for every sample is one for each where the other has that.
Tensor like(const Tensor& v, const Tensor& other) {
  return v.dim() < other.dim() ? v.expand(other.sizes()).contiguous() : v;
}

}  // namespace

Tensor norm_silu(const Tensor& x, const Tensor& gain, const Tensor& bias, const NormSilu& how) {
  Tensor y = at::empty_like(x);
  if (x.numel() == 0) return y;
  const Tensor g = like(gain, bias), b = like(bias, gain);
  launch("norm_silu", x, layout_of(x, x.size(0), g, how), y.data_ptr(), x.data_ptr(), g.data_ptr(),
         b.data_ptr());
  return y;
}

Tensor norm_silu_paired(const Tensor& rows, const Tensor& gain, const Tensor& bias,
                        const NormSilu& how) {
  Tensor y = at::empty_like(rows);
  if (rows.numel() == 0) return y;
  const Tensor g = like(gain, bias), b = like(bias, gain);
  launch("norm_silu_paired", rows, layout_of(rows, rows.size(0) / 2, g, how), y.data_ptr(),
         rows.data_ptr(), g.data_ptr(), b.data_ptr());
  return y;
}

std::array<Tensor, 3> norm_silu_backward(const Tensor& x, const Tensor& dy, const Tensor& gain,
                                         const Tensor& bias, const NormSilu& how) {
  const auto floats = x.options().dtype(at::kFloat).memory_format(at::MemoryFormat::Contiguous);
  Tensor dx = at::empty_like(x), dgain = at::empty({x.size(0), x.size(1)}, floats),
         dbias = at::empty_like(dgain);
  if (x.numel() == 0) return {dx, dgain.zero_(), dbias.zero_()};
  const Tensor g = like(gain, bias), b = like(bias, gain);
  launch("norm_silu_backward", x, layout_of(x, x.size(0), g, how), dx.data_ptr(), dgain.data_ptr(),
         dbias.data_ptr(), x.data_ptr(), dy.data_ptr(), g.data_ptr(), b.data_ptr());
  return {dx, dgain, dbias};
}

#else

namespace {
[[noreturn]] void unavailable() {
  throw std::runtime_error("group_norm_silu: got a CUDA tensor, but this build has no CUDA");
}
}  // namespace
Tensor norm_silu(const Tensor&, const Tensor&, const Tensor&, const NormSilu&) { unavailable(); }
Tensor norm_silu_paired(const Tensor&, const Tensor&, const Tensor&, const NormSilu&) {
  unavailable();
}
std::array<Tensor, 3> norm_silu_backward(const Tensor&, const Tensor&, const Tensor&, const Tensor&,
                                         const NormSilu&) {
  unavailable();
}

#endif

}  // namespace odelia::cuda
