#include "models/networks/norm_silu.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <ATen/Parallel.h>

// One clone per vector width, chosen at start-up; contraction is off, so all of them give the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ODELIA_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ODELIA_CLONES
#endif
#define ODELIA_INLINE inline __attribute__((always_inline))

namespace odelia {
namespace {

constexpr double kEpsilon = 1e-5;

ODELIA_INLINE float load(const float* p) { return *p; }
ODELIA_INLINE float load(const uint16_t* p) { return std::bit_cast<float>(uint32_t{*p} << 16); }
ODELIA_INLINE void store(float* p, float v) { *p = v; }
/// bfloat16, rounded to nearest even.
ODELIA_INLINE void store(uint16_t* p, float v) {
  const uint32_t bits = std::bit_cast<uint32_t>(v);
  *p = static_cast<uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

/// e^z to 2 ulp for |z| <= 80, where it is cut off: 2^n e^r with |r| <= ln(2)/2 and e^r by its Taylor series, whose
/// remainder r^8/8! is below 6e-9.  Branch-free, so that compilers vectorise it.
ODELIA_INLINE float exp_cut(float z) {
  z = z > 80.0f ? 80.0f : z;
  z = z < -80.0f ? -80.0f : z;
  const float shifted = z * 1.44269504f + 12582912.0f;  // 1.5 * 2^23: rounds to an integer in the low bits
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
  return std::bit_cast<float>(std::bit_cast<uint32_t>(e) + (std::bit_cast<uint32_t>(shifted) << 23));
}

/// One sample: x, y [pixels, channels]; the others [channels].
template <class T>
ODELIA_INLINE void sample(const T* __restrict x, T* __restrict y, const float* __restrict gain,
                          const float* __restrict bias, float* __restrict sum, float* __restrict mean,
                          float* __restrict a, float* __restrict b, int64_t pixels, int64_t channels, int64_t groups,
                          bool silu) {
  const int64_t size = channels / groups;
  const double count = static_cast<double>(pixels) * size;
  const auto clear = [&] {
    for (int64_t c = 0; c < channels; ++c) sum[c] = 0;
  };
  clear();
  for (int64_t p = 0; p < pixels; ++p)
    for (int64_t c = 0; c < channels; ++c) sum[c] += load(x + p * channels + c);
  for (int64_t g = 0; g < groups; ++g) {
    double total = 0;
    for (int64_t c = g * size; c < (g + 1) * size; ++c) total += sum[c];
    for (int64_t c = g * size; c < (g + 1) * size; ++c) mean[c] = static_cast<float>(total / count);
  }
  // A second pass for the variance: no cancellation where the mean is large; the sample is still in the cache.
  clear();
  for (int64_t p = 0; p < pixels; ++p)
    for (int64_t c = 0; c < channels; ++c) {
      const float d = load(x + p * channels + c) - mean[c];
      sum[c] += d * d;
    }
  for (int64_t g = 0; g < groups; ++g) {
    double total = 0;
    for (int64_t c = g * size; c < (g + 1) * size; ++c) total += sum[c];
    const auto scale = static_cast<float>(1 / std::sqrt(total / count + kEpsilon));
    for (int64_t c = g * size; c < (g + 1) * size; ++c) {
      a[c] = gain[c] * scale;
      b[c] = bias[c] - mean[c] * a[c];
    }
  }
  if (silu) {
    for (int64_t p = 0; p < pixels; ++p)
      for (int64_t c = 0; c < channels; ++c) {
        const float z = load(x + p * channels + c) * a[c] + b[c];
        store(y + p * channels + c, z / (1.0f + exp_cut(-z)));
      }
  } else {
    for (int64_t p = 0; p < pixels; ++p)
      for (int64_t c = 0; c < channels; ++c) store(y + p * channels + c, load(x + p * channels + c) * a[c] + b[c]);
  }
}

ODELIA_CLONES void sample_float(const float* x, float* y, const float* gain, const float* bias, float* work,
                                int64_t pixels, int64_t channels, int64_t groups, bool silu) {
  sample(x, y, gain, bias, work, work + channels, work + 2 * channels, work + 3 * channels, pixels, channels, groups, silu);
}
ODELIA_CLONES void sample_bfloat16(const uint16_t* x, uint16_t* y, const float* gain, const float* bias, float* work,
                                   int64_t pixels, int64_t channels, int64_t groups, bool silu) {
  sample(x, y, gain, bias, work, work + channels, work + 2 * channels, work + 3 * channels, pixels, channels, groups, silu);
}

Tensor fused(const Tensor& input, const Tensor& gain, const Tensor& bias, int64_t groups, bool silu) {
  const auto x = input.contiguous(at::MemoryFormat::ChannelsLast);
  const auto g = gain.contiguous(), b = bias.contiguous();
  auto y = at::empty_like(x);
  const int64_t channels = x.size(1), pixels = x.size(2) * x.size(3);
  const int64_t stride = gain.dim() == 2 ? channels : 0;
  at::parallel_for(0, x.size(0), 1, [&](int64_t begin, int64_t end) {
    std::vector<float> work(4 * channels);
    for (int64_t i = begin; i < end; ++i) {
      const float *gi = g.data_ptr<float>() + i * stride, *bi = b.data_ptr<float>() + i * stride;
      const int64_t at = i * pixels * channels;
      if (x.scalar_type() == at::kFloat)
        sample_float(x.data_ptr<float>() + at, y.data_ptr<float>() + at, gi, bi, work.data(), pixels, channels, groups, silu);
      else
        sample_bfloat16(static_cast<const uint16_t*>(x.data_ptr()) + at, static_cast<uint16_t*>(y.data_ptr()) + at, gi, bi,
                        work.data(), pixels, channels, groups, silu);
    }
  });
  return y;
}

}  // namespace

Tensor group_norm_silu_reference(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups, bool silu) {
  Tensor y;
  if (gain.dim() == 1) {
    y = at::group_norm(x, groups, gain.to(x.scalar_type()), bias.to(x.scalar_type()), kEpsilon);
  } else {
    const auto per_sample = [&](const Tensor& v) { return v.to(x.scalar_type()).unsqueeze(-1).unsqueeze(-1); };
    y = at::addcmul(per_sample(bias), at::group_norm(x, groups, {}, {}, kEpsilon), per_sample(gain));
  }
  return silu ? at::silu(y) : y;
}

Tensor group_norm_silu(const Tensor& x, const Tensor& gain, const Tensor& bias, int64_t groups, bool silu) {
  if (x.dim() != 4 || groups < 1 || x.size(1) % groups)
    throw std::invalid_argument(fmt::format("group_norm_silu: expected x [B, C, H, W] with C divisible into {} groups, got [{}]",
                                            groups, fmt::join(x.sizes(), ", ")));
  const bool differentiable = at::GradMode::is_enabled() && (x.requires_grad() || gain.requires_grad() || bias.requires_grad());
  const bool known = x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16;
  if (differentiable || !known || !x.device().is_cpu() || gain.scalar_type() != at::kFloat || bias.scalar_type() != at::kFloat)
    return group_norm_silu_reference(x, gain, bias, groups, silu);
  return fused(x, gain, bias, groups, silu);
}

}  // namespace odelia
