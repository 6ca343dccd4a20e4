// Sums on channels_last images, compiled at run time by NVRTC: a thread a vector.
#include "models/networks/kernels/cuda/vectors.h"

namespace odelia::sums {

/// [rows, pixels, channels] in vectors.
struct Layout {
  long long vectors, biased;  // of all; the first of them, which the bias is added to
  int line;                   // of a pixel
};
__device__ __forceinline__ long long here() {
  return static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
}

/// y = scale (y + bias + add), bias [channels]; bias and add may be missing.
template <class V>
__device__ __forceinline__ void add(V* y, const float* bias, const V* other, Layout n,
                                    float scale) {
  const long long i = here();
  if (i >= n.vectors) return;
  const int channel = static_cast<int>(i % n.line) * V::size;
  V v = y[i], more = other ? other[i] : V();
  for (int k = 0; k < V::size; ++k) {
    float sum = v.get(k);
    if (bias && i < n.biased) sum += bias[channel + k];
    if (other) sum += more.get(k);
    v.set(k, scale * sum);
  }
  y[i] = v;
}

/// Height and width of an image before and after.
struct Sizes {
  int low_high, low_wide, high, wide;
};

/// y = (small + bias, each pixel the nearest below) + add.
template <class V>
__device__ __forceinline__ void add_upsampled(V* y, const V* small, const float* bias,
                                              const V* other, Layout n, Sizes size) {
  const long long i = here();
  if (i >= n.vectors) return;
  const int along = static_cast<int>(i % n.line), channel = along * V::size;
  const long long pixel = i / n.line;
  const int column = static_cast<int>(pixel % size.wide),
            line = static_cast<int>(pixel / size.wide % size.high);
  const long long row = pixel / size.wide / size.high;
  const int from_line = line * size.low_high / size.high,
            from_column = column * size.low_wide / size.wide;
  const V
      v = small[((row * size.low_high + from_line) * size.low_wide + from_column) * n.line + along],
      more = other[i];
  V out = V();
  for (int k = 0; k < V::size; ++k) {
    const float shift = bias && i < n.biased ? bias[channel + k] : 0.0f;
    out.set(k, v.get(k) + shift + more.get(k));
  }
  y[i] = out;
}

}  // namespace odelia::sums

#define ODELIA_SUMS(V, suffix)                                                               \
  extern "C" __global__ void add_##suffix(V* y, const float* bias, const V* other,           \
                                          odelia::sums::Layout n, float scale) {             \
    odelia::sums::add(y, bias, other, n, scale);                                             \
  }                                                                                          \
  extern "C" __global__ void add_upsampled_##suffix(V* y, const V* small, const float* bias, \
                                                    const V* other, odelia::sums::Layout n,  \
                                                    odelia::sums::Sizes size) {              \
    odelia::sums::add_upsampled(y, small, bias, other, n, size);                             \
  }
ODELIA_SUMS(odelia::Float4, float4)
ODELIA_SUMS(odelia::Float1, float1)
ODELIA_SUMS(odelia::BFloat8, bfloat8)
ODELIA_SUMS(odelia::BFloat1, bfloat1)
