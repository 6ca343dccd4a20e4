// GroupNorm with SiLU on channels_last images, compiled at run time by NVRTC.  A block of 256 threads has
// one group of one sample; each thread goes through its pixels in order and the block adds up in one
// order, so that a sample's bits depend on nothing else in the batch.  Statistics in float32.
#include "models/networks/kernels/cuda/vectors.h"

namespace odelia::norm {

constexpr int kThreads = 256;

/// How images lie: [rows, pixels, channels], channels in equal groups of at most kThreads vectors.
struct Layout {
  long long rows;
  int pixels, channels, groups;
  int silu;  // 0: the identity
  // From row to row of what is added first, and of gain and bias; 0: one for all rows.
  long long next_first, next_gain;
  float epsilon;
};

/// What of a group a thread sees: always the same channels, of every `lanes`-th pixel.
template <class V>
struct Place {
  int width, vectors, lanes;   // channels of a group; vectors of a pixel's group; pixels at a time
  int lane, channel;           // its first pixel, and the first of its channels within the group
  long long row, first, step;  // the sample; in vectors: where it begins, and from pixel to pixel
  int group;

  __device__ __forceinline__ explicit Place(const Layout& n)
      : width(n.channels / n.groups), vectors(width / V::size), lanes(kThreads / vectors) {
    const int thread = static_cast<int>(threadIdx.x);
    row = blockIdx.x / n.groups, group = static_cast<int>(blockIdx.x % n.groups);
    lane = thread / vectors < lanes ? thread / vectors : n.pixels;  // one too many: idle
    channel = thread % vectors * V::size;
    const long long line = n.channels / V::size;
    first = row * n.pixels * line + (group * width + channel) / V::size;
    step = line;
  }
  /// The thread's first element of gain, bias and what is like them, `next` from row to row.
  __device__ __forceinline__ long long parameter(long long next) const {
    return row * next + group * width + channel;
  }
};

/// The numbers of a vector of x, plus what is added first.
template <class V>
struct Input {
  const V* x;
  float first[V::size];

  __device__ __forceinline__ Input(const V* x, const float* added, const Place<V>& at,
                                   const Layout& n)
      : x(x) {
    const long long c = at.parameter(n.next_first);
    for (int i = 0; i < V::size; ++i) first[i] = added ? added[c + i] : 0.0f;
  }
  __device__ __forceinline__ void read(long long at, float* value) const {
    const V v = x[at];
    for (int i = 0; i < V::size; ++i) value[i] = v.get(i) + first[i];
  }
};

/// Of numbers seen: how many, their mean, the sum of squares about it.
struct Moments {
  float count, mean, squares;
};
/// Source: Chan, Golub & LeVeque 1983, eq. 2.1.
__device__ __forceinline__ Moments join(const Moments& a, const Moments& b) {
  const float count = a.count + b.count;
  if (count == 0) return a;
  const float apart = b.mean - a.mean, share = b.count / count;
  return {count, a.mean + apart * share, a.squares + b.squares + apart * apart * a.count * share};
}

/// What all threads of the block have joined: a tree, each thread gets it.
template <class A>
__device__ __forceinline__ A joined(const A& mine) {
  __shared__ A all[kThreads];
  all[threadIdx.x] = mine;
  for (int half = kThreads / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < static_cast<unsigned>(half))
      all[threadIdx.x] = join(all[threadIdx.x], all[threadIdx.x + half]);
  }
  __syncthreads();
  const A out = all[0];
  __syncthreads();  // before somebody writes the next one there
  return out;
}

/// Mean and 1 / sqrt(variance + epsilon) of the block's group.
struct Scaling {
  float mean, scale;
};
template <class V>
__device__ __forceinline__ Scaling scaling(const Input<V>& x, const Place<V>& at, const Layout& n) {
  Moments mine = {0, 0, 0};
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    float v[V::size];
    x.read(at.first + p * at.step, v);
    Moments here = {V::size, 0, 0};
    for (int i = 0; i < V::size; ++i) here.mean += v[i];
    here.mean /= V::size;
    for (int i = 0; i < V::size; ++i) {
      const float d = v[i] - here.mean;
      here.squares += d * d;
    }
    mine = join(mine, here);
  }
  const Moments all = joined(mine);
  return {all.mean, 1.0f / sqrtf(all.squares / all.count + n.epsilon)};
}

__device__ __forceinline__ float sigmoid(float z) { return 1.0f / (1.0f + expf(-z)); }
/// d act(z) / dz
__device__ __forceinline__ float slope(float z, int silu) {
  if (!silu) return 1;
  const float s = sigmoid(z);
  return s * (1.0f + z * (1.0f - s));
}

/// y = act(gain h + bias), h = (x + first - mean) scale.
template <class V>
__device__ __forceinline__ void forward(V* y, const V* x, const float* first, const float* gain,
                                        const float* bias, const Layout& n) {
  const Place<V> at(n);
  const Input<V> in(x, first, at, n);
  const Scaling s = scaling(in, at, n);
  const long long c = at.parameter(n.next_gain);
  float a[V::size], b[V::size];
  for (int i = 0; i < V::size; ++i)
    a[i] = gain[c + i] * s.scale, b[i] = bias[c + i] - s.mean * a[i];
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    float v[V::size];
    in.read(at.first + p * at.step, v);
    V out = V();
    for (int i = 0; i < V::size; ++i) {
      const float z = v[i] * a[i] + b[i];
      out.set(i, n.silu ? z / (1.0f + expf(-z)) : z);
    }
    y[at.first + p * at.step] = out;
  }
}

/// Two sums over a group.
struct Pair {
  float first, second;
};
__device__ __forceinline__ Pair join(const Pair& a, const Pair& b) {
  return {a.first + b.first, a.second + b.second};
}

/// The same of rows [x; dx], the tangents behind all values:
///     dy = act'(z) gain scale (dx - <dx> - h <h dx>), < > the mean over the group.
template <class V>
__device__ __forceinline__ void paired(V* y, const V* x, const float* first, const float* gain,
                                       const float* bias, const Layout& n) {
  const Place<V> at(n);
  const Input<V> in(x, first, at, n);
  const long long tangents = n.rows * n.pixels * at.step;
  const Scaling s = scaling(in, at, n);
  Pair mine = {0, 0};
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    float v[V::size];
    in.read(at.first + p * at.step, v);
    const V dv = x[tangents + at.first + p * at.step];
    for (int i = 0; i < V::size; ++i) {
      mine.first += dv.get(i);
      mine.second += dv.get(i) * ((v[i] - s.mean) * s.scale);
    }
  }
  const Pair sums = joined(mine);
  const float count = static_cast<float>(n.pixels) * at.width, mean_d = sums.first / count,
              mean_hd = sums.second / count;
  const long long c = at.parameter(n.next_gain);
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    float v[V::size];
    in.read(at.first + p * at.step, v);
    V dv = x[tangents + at.first + p * at.step], out = V();
    for (int i = 0; i < V::size; ++i) {
      const float h = (v[i] - s.mean) * s.scale, z = gain[c + i] * h + bias[c + i];
      dv.set(i, slope(z, n.silu) * gain[c + i] * s.scale * (dv.get(i) - mean_d - h * mean_hd));
      out.set(i, n.silu ? z * sigmoid(z) : z);
    }
    y[at.first + p * at.step] = out;
    y[tangents + at.first + p * at.step] = dv;
  }
}

/// From dy: dz = dy act'(z); dbias = sum dz and dgain = sum dz h, [rows, channels];
///     dx = scale (gain dz - <gain dz> - h <gain dz h>).
template <class V>
__device__ __forceinline__ void backward(V* dx, float* dgain, float* dbias, const V* x, const V* dy,
                                         const float* gain, const float* bias, const Layout& n) {
  const Place<V> at(n);
  const Scaling s = scaling(Input<V>(x, nullptr, at, n), at, n);
  const long long c = at.parameter(n.next_gain), out = at.parameter(n.channels);
  float by_gain[V::size], by_bias[V::size];
  for (int i = 0; i < V::size; ++i) by_gain[i] = by_bias[i] = 0;
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    const V v = x[at.first + p * at.step], dv = dy[at.first + p * at.step];
    for (int i = 0; i < V::size; ++i) {
      const float h = (v.get(i) - s.mean) * s.scale,
                  dz = dv.get(i) * slope(gain[c + i] * h + bias[c + i], n.silu);
      by_bias[i] += dz, by_gain[i] += dz * h;
    }
  }
  // Over the lanes, channel by channel; then over the group's channels.
  __shared__ Pair all[kThreads];
  Pair mine = {0, 0};
  for (int i = 0; i < V::size; ++i) {
    all[threadIdx.x] = {by_bias[i], by_gain[i]};
    __syncthreads();
    if (threadIdx.x < static_cast<unsigned>(at.vectors)) {
      Pair sum = {0, 0};
      for (int l = 0; l < at.lanes; ++l) sum = join(sum, all[l * at.vectors + threadIdx.x]);
      dbias[out + i] = sum.first, dgain[out + i] = sum.second;
      mine = join(mine, {gain[c + i] * sum.first, gain[c + i] * sum.second});
    }
    __syncthreads();
  }
  const Pair sums = joined(mine);
  const float count = static_cast<float>(n.pixels) * at.width, mean_d = sums.first / count,
              mean_hd = sums.second / count;
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    const V v = x[at.first + p * at.step];
    V dv = dy[at.first + p * at.step];
    for (int i = 0; i < V::size; ++i) {
      const float h = (v.get(i) - s.mean) * s.scale,
                  dz = dv.get(i) * slope(gain[c + i] * h + bias[c + i], n.silu);
      dv.set(i, s.scale * (gain[c + i] * dz - mean_d - h * mean_hd));
    }
    dx[at.first + p * at.step] = dv;
  }
}

}  // namespace odelia::norm

#define ODELIA_NORM(V, suffix)                                                               \
  extern "C" __global__ void norm_silu_##suffix(V* y, const V* x, const float* first,        \
                                                const float* gain, const float* bias,        \
                                                odelia::norm::Layout n) {                    \
    odelia::norm::forward(y, x, first, gain, bias, n);                                       \
  }                                                                                          \
  extern "C" __global__ void norm_silu_paired_##suffix(V* y, const V* x, const float* first, \
                                                       const float* gain, const float* bias, \
                                                       odelia::norm::Layout n) {             \
    odelia::norm::paired(y, x, first, gain, bias, n);                                        \
  }                                                                                          \
  extern "C" __global__ void norm_silu_backward_##suffix(                                    \
      V* dx, float* dgain, float* dbias, const V* x, const V* dy, const float* gain,         \
      const float* bias, odelia::norm::Layout n) {                                           \
    odelia::norm::backward(dx, dgain, dbias, x, dy, gain, bias, n);                          \
  }
ODELIA_NORM(odelia::Float4, float4)
ODELIA_NORM(odelia::Float1, float1)
ODELIA_NORM(odelia::BFloat8, bfloat8)
ODELIA_NORM(odelia::BFloat1, bfloat1)
