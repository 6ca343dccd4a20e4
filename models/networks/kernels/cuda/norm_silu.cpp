#include "models/networks/kernels/cuda/norm_silu.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "kernel_text.h"
#include "models/networks/kernels/cuda/image_kernels.h"
#include "solvers/cuda/launch.h"

namespace odelia::cuda {
namespace {

/// The kernels' argument `Layout`.
struct NormLayout {
  long long rows;
  int pixels, channels, groups, silu;
  long long next_first, next_gain;
  float epsilon;
};

/// From row to row of v [C] or [B, C].
long long next(const Tensor& v) { return v.defined() && v.dim() == 2 ? v.stride(0) : 0; }

/// Gain and bias as the kernels want them: both [C] or [B, C], the rows of both as far apart.
struct Affine {
  Tensor gain, bias;
  Affine(const Tensor& gain, const Tensor& bias) : gain(gain), bias(bias) {
    if (next(gain) == next(bias)) return;
    const Tensor& larger = gain.dim() == 2 ? gain : bias;
    this->gain = gain.expand(larger.sizes()).contiguous();
    this->bias = bias.expand(larger.sizes()).contiguous();
  }
};

NormLayout layout_of(const Tensor& x, int64_t rows, const Tensor& first, const Affine& affine,
                     const NormSilu& how) {
  return {rows,
          static_cast<int>(x.size(2) * x.size(3)),
          static_cast<int>(x.size(1)),
          static_cast<int>(how.groups),
          how.silu,
          next(first),
          next(affine.gain),
          static_cast<float>(how.epsilon)};
}

template <class... Arguments>
void launch(const char* name, const Tensor& x, const NormLayout& n, Arguments... arguments) {
  launch(x, norm_silu_text(), fmt::format("{}_{}", name, vector_suffix(x, x.size(1) / n.groups)),
         {static_cast<unsigned>(n.rows * n.groups)}, arguments..., n);
}

}  // namespace

const KernelText& norm_silu_text() {
  static constexpr KernelText source{"norm_silu.cu", text::norm_silu_cu,
                                     "models/networks/kernels/cuda/vectors.h", text::vectors_h};
  return source;
}

bool norm_silu_fits(const Tensor& x, int64_t groups) {
  return x.size(1) / groups / vector_size(x, x.size(1) / groups) <= kThreads &&
         x.size(0) * groups <= INT32_MAX && x.size(2) * x.size(3) * x.size(1) <= INT32_MAX;
}

Tensor norm_silu(const Tensor& x, const Tensor& first, const Tensor& gain, const Tensor& bias,
                 const NormSilu& how) {
  Tensor y = at::empty_like(x);
  if (x.numel() == 0) return y;
  const Affine affine(gain, bias);
  launch("norm_silu", x, layout_of(x, x.size(0), first, affine, how), y.data_ptr(), x.data_ptr(),
         address(first), affine.gain.data_ptr(), affine.bias.data_ptr());
  return y;
}

Tensor norm_silu_paired(const Tensor& rows, const Tensor& first, const Tensor& gain,
                        const Tensor& bias, const NormSilu& how) {
  Tensor y = at::empty_like(rows);
  if (rows.numel() == 0) return y;
  const Affine affine(gain, bias);
  launch("norm_silu_paired", rows, layout_of(rows, rows.size(0) / 2, first, affine, how),
         y.data_ptr(), rows.data_ptr(), address(first), affine.gain.data_ptr(),
         affine.bias.data_ptr());
  return y;
}

std::array<Tensor, 3> norm_silu_backward(const Tensor& x, const Tensor& dy, const Tensor& gain,
                                         const Tensor& bias, const NormSilu& how) {
  const auto floats = x.options().dtype(at::kFloat).memory_format(at::MemoryFormat::Contiguous);
  Tensor dx = at::empty_like(x), dgain = at::empty({x.size(0), x.size(1)}, floats),
         dbias = at::empty_like(dgain);
  if (x.numel() == 0) return {dx, dgain.zero_(), dbias.zero_()};
  const Affine affine(gain, bias);
  launch("norm_silu_backward", x, layout_of(x, x.size(0), {}, affine, how), dx.data_ptr(),
         dgain.data_ptr(), dbias.data_ptr(), x.data_ptr(), dy.data_ptr(), affine.gain.data_ptr(),
         affine.bias.data_ptr());
  return {dx, dgain, dbias};
}

}  // namespace odelia::cuda
