#pragma once
// CUDA's words for the host: a .cu file that is included after this is C++, and `launch` is a loop over
// blocks and threads.  After all other headers: CUDA's own have the same words.
#include <atomic>
#include <barrier>
#include <cmath>
#include <thread>
#include <type_traits>
#include <vector>

namespace emulated {
struct Index {
  unsigned x = 0, y = 0;
};
inline thread_local Index blockIdx, threadIdx, gridDim, blockDim;
inline thread_local std::barrier<>* meeting = nullptr;
inline std::atomic<int> vote{1};

inline void sync_threads() { meeting->arrive_and_wait(); }
inline int sync_threads_and(int mine) {
  if (threadIdx.x == 0) vote = 1;
  sync_threads();
  if (!mine) vote = 0;
  sync_threads();
  return vote;
}
}  // namespace emulated

using emulated::blockDim, emulated::blockIdx, emulated::gridDim, emulated::threadIdx;
#define __device__
#define __global__
#define __forceinline__ inline
#define __shared__ static
#define __syncthreads emulated::sync_threads
#define __syncthreads_and emulated::sync_threads_and
#define __grid_constant__
#define __longlong_as_double(bits) __builtin_bit_cast(double, bits)
#define __uint_as_float(bits) __builtin_bit_cast(float, bits)
#define __float_as_uint(value) __builtin_bit_cast(unsigned, value)

/// The kernel of that name as the program asks for it, for vectors V; and for numbers T.  V and T are
/// parameters of a template around.
#define ODELIA_EXPORTED(V, name)                           \
  [] {                                                     \
    if constexpr (std::is_same_v<V, odelia::Float4>)       \
      return &name##_float4;                               \
    else if constexpr (std::is_same_v<V, odelia::Float1>)  \
      return &name##_float1;                               \
    else if constexpr (std::is_same_v<V, odelia::BFloat8>) \
      return &name##_bfloat8;                              \
    else                                                   \
      return &name##_bfloat1;                              \
  }()
#define ODELIA_EXPORTED_OF(T, name)         \
  [] {                                      \
    if constexpr (std::is_same_v<T, float>) \
      return &name##_float;                 \
    else                                    \
      return &name##_double;                \
  }()

/// Runs every thread of every block; concurrently within a block if its threads meet.
template <class Kernel>
void launch(emulated::Index grid, bool meets, const Kernel& kernel) {
  const unsigned threads = 256;
  for (unsigned y = 0; y < grid.y; ++y)
    for (unsigned x = 0; x < grid.x; ++x) {
      std::barrier<> meeting(threads);
      const auto run = [&](unsigned thread) {
        gridDim = grid, blockDim = {threads, 1}, blockIdx = {x, y}, threadIdx = {thread, 0};
        emulated::meeting = &meeting;
        kernel();
      };
      if (!meets) {
        for (unsigned thread = 0; thread < threads; ++thread) run(thread);
        continue;
      }
      std::vector<std::jthread> team;
      for (unsigned thread = 0; thread < threads; ++thread) team.emplace_back(run, thread);
    }
}
