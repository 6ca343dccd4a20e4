#pragma once
// Counter-based random bits and their transform to N(0, 1), in operations that IEEE 754 makes
// exact: integer arithmetic, float add, multiply and square root.  No library function and no fused
// multiply-add, so every compiler, vector width and device gives the same bits.  NVRTC compiles
// this very text for CUDA: plain C++.
#ifdef __CUDACC_RTC__
#define ODELIA_SHARED __device__ __forceinline__
#define ODELIA_FLOAT_OF_BITS(i) __int_as_float(i)
#define ODELIA_BITS_OF_FLOAT(x) __float_as_int(x)
#define ODELIA_SQRT(x) __fsqrt_rn(x)
#else
#define ODELIA_SHARED [[gnu::always_inline]] inline
#define ODELIA_FLOAT_OF_BITS(i) __builtin_bit_cast(float, i)
#define ODELIA_BITS_OF_FLOAT(x) __builtin_bit_cast(int, x)
#define ODELIA_SQRT(x) __builtin_sqrtf(x)
#endif

namespace odelia {

/// Philox4x32-10: the 128-bit counter w under the 64-bit key (k0, k1), in place.
/// Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, sec. 3.3.
ODELIA_SHARED void philox(unsigned (&w)[4], unsigned k0, unsigned k1) {
  for (int round = 0; round < 10; ++round) {
    const unsigned long long p0 = 0xD2511F53ull * w[0], p1 = 0xCD9E8D57ull * w[2];
    const unsigned w0 = static_cast<unsigned>(p1 >> 32) ^ w[1] ^ k0;
    const unsigned w2 = static_cast<unsigned>(p0 >> 32) ^ w[3] ^ k1;
    w[0] = w0, w[1] = static_cast<unsigned>(p1), w[2] = w2, w[3] = static_cast<unsigned>(p0);
    k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
  }
}

/// sqrt(-2 ln u) of u = (i + 1/2) 2^-31, i the upper 31 bits: at most 6.66.
/// ln u = e ln 2 + ln(1 + f), 1 + f in [1/sqrt 2, sqrt 2); ln(1 + f) = f - f^2/2 + f^3 P(f), where
/// P is the minimax polynomial for the relative error (5.8e-9), its coefficients rounded to float
/// one after another.
ODELIA_SHARED float radius(unsigned bits) {
  const float u = (static_cast<float>(static_cast<int>(bits >> 1)) + 0.5f) * 0x1p-31f;
  const int i = ODELIA_BITS_OF_FLOAT(u), sqrt_half = 0x3f3504f3;
  const int exponent = (i - sqrt_half) >> 23;
  const float f = ODELIA_FLOAT_OF_BITS(i - exponent * (1 << 23)) - 1.0f;
  const float e = static_cast<float>(exponent);
  float p = -0.07636439f;
  p = p * f + 0.12762217f;
  p = p * f - 0.1315961f;
  p = p * f + 0.1420158f;
  p = p * f - 0.16623409f;
  p = p * f + 0.20001242f;
  p = p * f - 0.2500082f;
  p = p * f + 0.3333333f;
  const float f2 = f * f;
  // ln 2 in two parts: e times the first is exact.
  const float log_u = ((f2 * f) * p - 0.5f * f2 + e * -2.1219444e-4f + f) + e * 0.693359375f;
  return ODELIA_SQRT(-2.0f * log_u);
}

/// cos and sin of 2 pi bits / 2^32: the quarter turn q nearest, and a rest of v in [-1/2, 1/2)
/// quarters. sin(pi/2 v) = v (pi/2 + S(v^2)), relative error 3.4e-9; cos(pi/2 v) = 1 + v^2
/// C(v^2), 4.4e-10; both minimax.
ODELIA_SHARED void turn(unsigned bits, float& cosine, float& sine) {
  const unsigned shifted = bits + (1u << 29);
  const int q = static_cast<int>(shifted >> 30);
  const float v =
      static_cast<float>(static_cast<int>(shifted & 0x3fffffffu) - (1 << 29)) * 0x1p-30f;
  const float v2 = v * v;
  float s = -0.004602512f;
  s = s * v2 + 0.07968036f;
  s = s * v2 - 0.6459635f;
  s = s * v2 - 4.8797784e-08f;  // and what pi/2 lacks as a float
  s = v * 1.5707964f + v * s;
  float c = 0.0008944864f;
  c = c * v2 - 0.020855596f;
  c = c * v2 + 0.25366855f;
  c = c * v2 - 1.2337005f;
  c = 1.0f + v2 * c;
  // Odd quarters swap the two; signs by quadrant.  Bit
  // operations, because branches do not vectorise.
  const int is = ODELIA_BITS_OF_FLOAT(s), ic = ODELIA_BITS_OF_FLOAT(c), swap = (is ^ ic) & -(q & 1);
  cosine =
      ODELIA_FLOAT_OF_BITS(ic ^ swap ^ static_cast<int>(static_cast<unsigned>((q + 1) & 2) << 30));
  sine = ODELIA_FLOAT_OF_BITS(is ^ swap ^ static_cast<int>(static_cast<unsigned>(q & 2) << 30));
}

/// Two independent N(0, 1) of two random words, about 1e-7 from the exact Box-Muller transform.
ODELIA_SHARED void box_muller(unsigned w0, unsigned w1, float& z0, float& z1) {
  const float r = radius(w0);
  float cosine, sine;
  turn(w1, cosine, sine);
  z0 = r * cosine;
  z1 = r * sine;
}

}  // namespace odelia
