#pragma once
// Numbers that kernels on channels_last images read and write at once: 16 bytes of them, or one.  Part
// of the kernels' text: no other header.

namespace odelia {

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

}  // namespace odelia
