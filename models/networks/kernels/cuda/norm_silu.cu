// GroupNorm with SiLU on channels_last images, compiled at run time by NVRTC.  A block of 256 threads has
// one group of one sample; each thread goes through its pixels in order and the block adds up in one
// order, so that a sample's bits depend on nothing else in the batch.  Statistics in float32.

namespace odelia::norm {

constexpr int kThreads = 256;

/// How images lie: [rows, pixels, channels], channels in equal groups of at most kThreads vectors.
struct Layout {
  long long rows;
  int pixels, channels, groups;
  int silu;        // 0: the identity
  int per_sample;  // gain and bias are [rows, channels], not [channels]
  float epsilon;
};

/// Numbers that are read and written at once: four float32, eight bfloat16, or one.
struct alignas(16) Float4 {
  static constexpr int size = 4;
  float value[4];
  __device__ __forceinline__ float get(int i) const { return value[i]; }
  __device__ __forceinline__ void set(int i, float v) { value[i] = v; }
};
struct Float1 {
  static constexpr int size = 1;
  float value;
  __device__ __forceinline__ float get(int) const { return value; }
  __device__ __forceinline__ void set(int, float v) { value = v; }
};
/// The 16 bits of v, rounded to nearest even; a NaN stays one.
__device__ __forceinline__ unsigned bfloat16_of(float v) {
  const unsigned bits = __float_as_uint(v);
  if (v != v) return 0x7fc0u;
  return (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
}
struct alignas(16) BFloat8 {
  static constexpr int size = 8;
  unsigned pair[4];
  __device__ __forceinline__ float get(int i) const {
    return __uint_as_float(i % 2 ? pair[i / 2] & 0xffff0000u : pair[i / 2] << 16);
  }
  __device__ __forceinline__ void set(int i, float v) {
    const unsigned bits = bfloat16_of(v);
    pair[i / 2] = i % 2 ? (pair[i / 2] & 0xffffu) | bits << 16 : (pair[i / 2] & 0xffff0000u) | bits;
  }
};
struct BFloat1 {
  static constexpr int size = 1;
  unsigned short value;
  __device__ __forceinline__ float get(int) const {
    return __uint_as_float(static_cast<unsigned>(value) << 16);
  }
  __device__ __forceinline__ void set(int, float v) {
    value = static_cast<unsigned short>(bfloat16_of(v));
  }
};

/// What of a group a thread sees: always the same channels, of every `lanes`-th pixel.
template <class V>
struct Place {
  int width, vectors, lanes;  // channels of a group; vectors of a pixel's group; pixels at a time
  int lane, channel;          // its first pixel, and the first of its channels within the group
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
  /// The thread's first element of gain, bias and what is like them.
  __device__ __forceinline__ long long parameter(const Layout& n, bool per_sample) const {
    return (per_sample ? row * n.channels : 0) + group * width + channel;
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
__device__ __forceinline__ Scaling scaling(const V* x, const Place<V>& at, const Layout& n) {
  Moments mine = {0, 0, 0};
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    const V v = x[at.first + p * at.step];
    Moments here = {V::size, 0, 0};
    for (int i = 0; i < V::size; ++i) here.mean += v.get(i);
    here.mean /= V::size;
    for (int i = 0; i < V::size; ++i) {
      const float d = v.get(i) - here.mean;
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

/// y = act(gain h + bias), h = (x - mean) scale.
template <class V>
__device__ __forceinline__ void forward(V* y, const V* x, const float* gain, const float* bias,
                                        const Layout& n) {
  const Place<V> at(n);
  const Scaling s = scaling(x, at, n);
  const long long c = at.parameter(n, n.per_sample);
  float a[V::size], b[V::size];
  for (int i = 0; i < V::size; ++i)
    a[i] = gain[c + i] * s.scale, b[i] = bias[c + i] - s.mean * a[i];
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    V v = x[at.first + p * at.step];
    for (int i = 0; i < V::size; ++i) {
      const float z = v.get(i) * a[i] + b[i];
      v.set(i, n.silu ? z / (1.0f + expf(-z)) : z);
    }
    y[at.first + p * at.step] = v;
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
__device__ __forceinline__ void paired(V* y, const V* x, const float* gain, const float* bias,
                                       const Layout& n) {
  const Place<V> at(n);
  const long long tangents = n.rows * n.pixels * at.step;
  const Scaling s = scaling(x, at, n);
  Pair mine = {0, 0};
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    const V v = x[at.first + p * at.step], dv = x[tangents + at.first + p * at.step];
    for (int i = 0; i < V::size; ++i) {
      mine.first += dv.get(i);
      mine.second += dv.get(i) * ((v.get(i) - s.mean) * s.scale);
    }
  }
  const Pair sums = joined(mine);
  const float count = static_cast<float>(n.pixels) * at.width, mean_d = sums.first / count,
              mean_hd = sums.second / count;
  const long long c = at.parameter(n, n.per_sample);
  for (int p = at.lane; p < n.pixels; p += at.lanes) {
    V v = x[at.first + p * at.step], dv = x[tangents + at.first + p * at.step];
    for (int i = 0; i < V::size; ++i) {
      const float h = (v.get(i) - s.mean) * s.scale, z = gain[c + i] * h + bias[c + i];
      dv.set(i, slope(z, n.silu) * gain[c + i] * s.scale * (dv.get(i) - mean_d - h * mean_hd));
      v.set(i, n.silu ? z * sigmoid(z) : z);
    }
    y[at.first + p * at.step] = v;
    y[tangents + at.first + p * at.step] = dv;
  }
}

/// From dy: dz = dy act'(z); dbias = sum dz and dgain = sum dz h, [rows, channels];
///     dx = scale (gain dz - <gain dz> - h <gain dz h>).
template <class V>
__device__ __forceinline__ void backward(V* dx, float* dgain, float* dbias, const V* x, const V* dy,
                                         const float* gain, const float* bias, const Layout& n) {
  const Place<V> at(n);
  const Scaling s = scaling(x, at, n);
  const long long c = at.parameter(n, n.per_sample), out = at.parameter(n, true);
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

#define ODELIA_NORM(V, suffix)                                                                     \
  extern "C" __global__ void norm_silu_##suffix(V* y, const V* x, const float* gain,               \
                                                const float* bias, odelia::norm::Layout n) {       \
    odelia::norm::forward(y, x, gain, bias, n);                                                    \
  }                                                                                                \
  extern "C" __global__ void norm_silu_paired_##suffix(V* y, const V* x, const float* gain,        \
                                                       const float* bias, odelia::norm::Layout n) { \
    odelia::norm::paired(y, x, gain, bias, n);                                                     \
  }                                                                                                \
  extern "C" __global__ void norm_silu_backward_##suffix(                                          \
      V* dx, float* dgain, float* dbias, const V* x, const V* dy, const float* gain,               \
      const float* bias, odelia::norm::Layout n) {                                                 \
    odelia::norm::backward(dx, dgain, dbias, x, dy, gain, bias, n);                                \
  }
ODELIA_NORM(odelia::norm::Float4, float4)
ODELIA_NORM(odelia::norm::Float1, float1)
ODELIA_NORM(odelia::norm::BFloat8, bfloat8)
ODELIA_NORM(odelia::norm::BFloat1, bfloat1)
