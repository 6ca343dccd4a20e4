#pragma once
#include <bit>
#include <cstdint>

#define ODELIA_INLINE inline __attribute__((always_inline))

namespace odelia {

/// e^z to 2 ulp for |z| <= 80, where it is cut off: 2^n e^r with |r|
/// <= ln(2)/2 and e^r by its Taylor series, whose remainder r^8/8!
/// is below 6e-9.  Branch-free, so that compilers vectorise it.
ODELIA_INLINE float exp_cut(float z) {
  z = z > 80.0f ? 80.0f : z;
  z = z < -80.0f ? -80.0f : z;
  const float shifted =
      z * 1.44269504f + 12582912.0f;  // 1.5 * 2^23: rounds to an integer in the low bits
  const float n = shifted - 12582912.0f;
  const float r = (z - n * 0.693359375f) + n * 2.12194440e-4f;  // ln 2 in two parts
  float e = 1.0f / 5040;
  e = e * r + 1.0f / 720;
  e = e * r + 1.0f / 120;
  e = e * r + 1.0f / 24;
  e = e * r + 1.0f / 6;
  e = e * r + 0.5f;
  e = e * r + 1.0f;
  e = e * r + 1.0f;
  return std::bit_cast<float>(std::bit_cast<uint32_t>(e) +
                              (std::bit_cast<uint32_t>(shifted) << 23));
}

}  // namespace odelia
