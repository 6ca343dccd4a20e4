// Channels over their root mean square on channels_last images, compiled at run time by NVRTC: 32 threads
// have a run of a pixel's channels, and add in one order.
#include "models/networks/kernels/cuda/vectors.h"

namespace odelia::unit {

constexpr int kLanes = 32, kThreads = 256;

struct Layout {
  long long runs, tangents;  // of values; in vectors from a value to its tangent, 0: there are none
  int vectors;               // of a run
};

/// Of values x, and of their products with tangents.
struct Sums {
  float squares, along;
};

/// Over the lanes of a run: a tree, each lane gets it.
__device__ __forceinline__ Sums joined(const Sums& mine, int lane) {
  __shared__ Sums all[kThreads];
  Sums* here = all + threadIdx.x;
  *here = mine;
  for (int half = kLanes / 2; half > 0; half /= 2) {
    __syncthreads();
    if (lane < half) here->squares += here[half].squares, here->along += here[half].along;
  }
  __syncthreads();
  return here[-lane];
}

/// y = x / (r + 1e-4), r = sqrt(<x^2>), and dy = (dx - y <x dx> / r) / (r + 1e-4); < > the mean over a run.
template <class V>
__device__ __forceinline__ void divide(V* y, const V* x, const Layout& n) {
  const int lane = static_cast<int>(threadIdx.x) % kLanes;
  const long long run =
      static_cast<long long>(blockIdx.x) * (kThreads / kLanes) + threadIdx.x / kLanes;
  const long long first = run * n.vectors;
  const int count = run < n.runs ? n.vectors : 0;
  Sums mine = {0, 0};
  for (int i = lane; i < count; i += kLanes) {
    const V v = x[first + i], dv = n.tangents ? x[n.tangents + first + i] : V();
    for (int k = 0; k < V::size; ++k) {
      mine.squares += v.get(k) * v.get(k);
      mine.along += v.get(k) * dv.get(k);
    }
  }
  const Sums sums = joined(mine, lane);
  const float size = static_cast<float>(n.vectors) * V::size, root = sqrtf(sums.squares / size),
              over = 1.0f / (root + 1e-4f),
              along = sums.along / size / (root > 1e-30f ? root : 1e-30f);
  for (int i = lane; i < count; i += kLanes) {
    const V v = x[first + i];
    V out = V();
    for (int k = 0; k < V::size; ++k) out.set(k, v.get(k) * over);
    y[first + i] = out;
    if (!n.tangents) continue;
    const V dv = x[n.tangents + first + i];
    for (int k = 0; k < V::size; ++k) out.set(k, (dv.get(k) - v.get(k) * over * along) * over);
    y[n.tangents + first + i] = out;
  }
}

}  // namespace odelia::unit

#define ODELIA_UNIT(V, suffix)                                                                  \
  extern "C" __global__ void unit_channels_##suffix(V* y, const V* x, odelia::unit::Layout n) { \
    odelia::unit::divide(y, x, n);                                                              \
  }
ODELIA_UNIT(odelia::Float4, float4)
ODELIA_UNIT(odelia::Float1, float1)
ODELIA_UNIT(odelia::BFloat8, bfloat8)
ODELIA_UNIT(odelia::BFloat1, bfloat1)
