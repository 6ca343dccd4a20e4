// Compiled at run time by NVRTC, without fused multiply-add: every kernel does the additions of its
// CPU counterpart in the same order.
#include "solvers/normal.h"

namespace odelia {

/// The terms of one combination; more than fit are chained by the host.
struct Terms {
  const void* x[32];
  double c[32];  // used when there is no table
};

/// N = 0: any number of terms.
template <class T, int N>
__device__ __forceinline__ T sum_terms(const Terms& terms, const T* c, int count, long long i) {
  T sum = 0;
  bool first = true;
  for (int k = 0; k < (N > 0 ? N : count); ++k) {
    if (c[k] == 0) continue;  // not even a NaN counts; the same for every thread of a block
    const T term = c[k] * static_cast<const T*>(terms.x[k])[i];
    sum = first ? term : sum + term;
    first = false;
  }
  return sum;
}

template <class T, int N>
__device__ __forceinline__ void combine_row(T* out, const Terms& terms, const double* c, int count,
                                            long long begin, long long end) {
  T w[N > 0 ? N : 32];
  for (int k = 0; k < (N > 0 ? N : count); ++k) w[k] = static_cast<T>(c[k]);
  const long long stride = static_cast<long long>(gridDim.y) * blockDim.x;
  for (long long i = begin + static_cast<long long>(blockIdx.y) * blockDim.x + threadIdx.x; i < end;
       i += stride)
    out[i] = sum_terms<T, N>(terms, w, count, i);
}

/// Block row x works on row x of n elements, with row x of the table [rows, count] of coefficients
/// if there is one.
template <class T>
__device__ __forceinline__ void combine(T* out, const Terms& terms, const double* table, int count,
                                        long long n) {
  const double* c = table ? table + static_cast<long long>(blockIdx.x) * count : terms.c;
  const long long begin = static_cast<long long>(blockIdx.x) * n, end = begin + n;
  switch (count) {
    case 1:
      return combine_row<T, 1>(out, terms, c, count, begin, end);
    case 2:
      return combine_row<T, 2>(out, terms, c, count, begin, end);
    case 3:
      return combine_row<T, 3>(out, terms, c, count, begin, end);
    case 4:
      return combine_row<T, 4>(out, terms, c, count, begin, end);
    case 5:
      return combine_row<T, 5>(out, terms, c, count, begin, end);
    case 6:
      return combine_row<T, 6>(out, terms, c, count, begin, end);
    default:
      return combine_row<T, 0>(out, terms, c, count, begin, end);
  }
}

/// One block a row.
template <class T>
__device__ __forceinline__ void and_finite_rows(int* finite, const T* x, long long n) {
  x += static_cast<long long>(blockIdx.x) * n;
  int all = 1;
  for (long long i = threadIdx.x; i < n; i += blockDim.x) all &= (x[i] - x[i] == 0);
  all = __syncthreads_and(all);
  if (threadIdx.x == 0 && !all) finite[blockIdx.x] = 0;
}

/// One block of 256 threads a row: thread j sums elements
/// j, j + 256, ...; then a tree over the threads.
template <class T>
__device__ __forceinline__ void squared_errors(double* out, const T* err, const T* a, const T* b,
                                               long long n, double atol, double rtol) {
  __shared__ double sum[256];
  const long long row = static_cast<long long>(blockIdx.x) * n;
  double mine = 0;
  for (long long i = row + threadIdx.x; i < row + n; i += 256) {
    const double old_size = fabs(static_cast<double>(a[i])),
                 new_size = fabs(static_cast<double>(b[i]));
    const double size = !(new_size <= old_size) ? new_size : old_size;
    const double scaled = static_cast<double>(err[i]) / (atol + rtol * size);
    const double broken = static_cast<double>(b[i] - b[i]);  // NaN, or 0
    mine += scaled * scaled + broken;
  }
  sum[threadIdx.x] = mine;
  for (int half = 128; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < static_cast<unsigned>(half)) sum[threadIdx.x] += sum[threadIdx.x + half];
  }
  if (threadIdx.x == 0) out[blockIdx.x] = sum[0];
}

/// Counters and coefficients of one list for all rows.
struct Nodes {
  unsigned long long counter[64];
  double c[64];
};

/// One thread a Philox block of four normals.  The list is `nodes`, or, where there is a table, its
/// `count` counters and then the bits of as many coefficients; a row's list begins `step` words
/// after that of the row before.
template <class T>
__device__ __forceinline__ void normal_sum(T* out, const unsigned long long* seeds,
                                           const Nodes& nodes, const unsigned long long* table,
                                           long long step, int rows, int count, long long n) {
  const long long blocks = (n + 3) / 4;
  const long long at = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (at >= rows * blocks) return;
  const long long row = at / blocks, block = at % blocks;
  const unsigned long long seed = seeds[row];
  if (table) table += row * step;
  T sum[4] = {0, 0, 0, 0};
  for (int k = 0; k < count; ++k) {
    const T c = static_cast<T>(
        table ? __longlong_as_double(static_cast<long long>(table[count + k])) : nodes.c[k]);
    if (c == 0) continue;
    const unsigned long long counter = table ? table[k] : nodes.counter[k];
    unsigned w[4] = {static_cast<unsigned>(block), static_cast<unsigned>(block >> 32),
                     static_cast<unsigned>(counter), static_cast<unsigned>(counter >> 32)};
    philox(w, static_cast<unsigned>(seed), static_cast<unsigned>(seed >> 32));
    float z[4];
    box_muller(w[0], w[1], z[0], z[1]);
    box_muller(w[2], w[3], z[2], z[3]);
    for (int j = 0; j < 4; ++j) sum[j] += c * static_cast<T>(z[j]);
  }
  for (int j = 0; j < 4 && 4 * block + j < n; ++j) out[row * n + 4 * block + j] = sum[j];
}

}  // namespace odelia

#define ODELIA_KERNELS(T, suffix)                                                                 \
  extern "C" __global__ void combine_##suffix(T* out, odelia::Terms terms, const double* table,   \
                                              int count, long long n) {                           \
    odelia::combine(out, terms, table, count, n);                                                 \
  }                                                                                               \
  extern "C" __global__ void and_finite_rows_##suffix(int* finite, const T* x, long long n) {     \
    odelia::and_finite_rows(finite, x, n);                                                        \
  }                                                                                               \
  extern "C" __global__ void squared_errors_##suffix(                                             \
      double* out, const T* err, const T* a, const T* b, long long n, double atol, double rtol) { \
    odelia::squared_errors(out, err, a, b, n, atol, rtol);                                        \
  }                                                                                               \
  extern "C" __global__ void normal_sum_##suffix(                                                 \
      T* out, const unsigned long long* seeds, const __grid_constant__ odelia::Nodes nodes,       \
      const unsigned long long* table, long long step, int rows, int count, long long n) {        \
    odelia::normal_sum(out, seeds, nodes, table, step, rows, count, n);                           \
  }
ODELIA_KERNELS(float, float)
ODELIA_KERNELS(double, double)
