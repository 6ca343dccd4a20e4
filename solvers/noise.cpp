#include "solvers/noise.h"

#include <algorithm>
#include <bit>
#include <cmath>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <fmt/ranges.h>

#include "solvers/clones.h"
#include "solvers/combine.h"
#include "solvers/cuda_kernels.h"
#include "solvers/normal.h"
#include "solvers/normal_sum.h"

namespace odelia {
namespace {

constexpr int lanes = 64;  // Philox blocks of four normals worked on together, one per vector lane

unsigned low(uint64_t x) { return static_cast<unsigned>(x); }
unsigned high(uint64_t x) { return static_cast<unsigned>(x >> 32); }

/// Keys, counters and coefficients of `lanes` Philox
/// blocks: structure of arrays, for vector instructions.
template <class T>
struct Lanes {
  uint64_t key[lanes], block[lanes], counter[lanes];
  T c[lanes];
  T sum[4][lanes];
};

/// Random words in the lower halves; the upper halves mean nothing.
using Words = uint64_t[4][lanes];

#ifdef __x86_64__
// Compilers do not find the 32 x 32 -> 64 bit vector multiply in plain C++.  It ignores the upper
// halves of its 64-bit lanes, so words may stay there with rubbish above them: five instructions a
// round and pair of words.
#define ODELIA_PHILOX(isa, Vector, multiply)                                                 \
  __attribute__((target(isa))) void philox_lanes(const uint64_t* key, const uint64_t* block, \
                                                 const uint64_t* counter, Words& word) {     \
    constexpr int width = sizeof(Vector) / sizeof(uint64_t);                                 \
    using V __attribute__((vector_size(sizeof(Vector)), aligned(8), may_alias)) = uint64_t;  \
    const V m0 = V{} + 0xD2511F53u, m1 = V{} + 0xCD9E8D57u;                                  \
    for (int l = 0; l < lanes; l += width) {                                                 \
      V k0 = *reinterpret_cast<const V*>(key + l), k1 = k0 >> 32;                            \
      V w0 = *reinterpret_cast<const V*>(block + l), w1 = w0 >> 32;                          \
      V w2 = *reinterpret_cast<const V*>(counter + l), w3 = w2 >> 32;                        \
      for (int round = 0; round < 10; ++round, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) {       \
        const V p0 = (V)multiply((Vector)w0, (Vector)m0),                                    \
                p1 = (V)multiply((Vector)w2, (Vector)m1);                                    \
        w0 = (p1 >> 32) ^ w1 ^ k0, w1 = p1;                                                  \
        w2 = (p0 >> 32) ^ w3 ^ k1, w3 = p0;                                                  \
      }                                                                                      \
      *reinterpret_cast<V*>(word[0] + l) = w0, *reinterpret_cast<V*>(word[1] + l) = w1;      \
      *reinterpret_cast<V*>(word[2] + l) = w2, *reinterpret_cast<V*>(word[3] + l) = w3;      \
    }                                                                                        \
  }
#ifndef __SANITIZE_THREAD__  // as in clones.h
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"  // GCC 12 warns inside its own intrinsic
ODELIA_PHILOX("avx512f", __m512i, _mm512_mul_epu32)
#pragma GCC diagnostic pop
ODELIA_PHILOX("avx2", __m256i, _mm256_mul_epu32)
#endif
ODELIA_PHILOX("default", __m128i, _mm_mul_epu32)
#else
void philox_lanes(const uint64_t* key, const uint64_t* block, const uint64_t* counter,
                  Words& word) {
  for (int l = 0; l < lanes; ++l) {
    unsigned w[4] = {low(block[l]), high(block[l]), low(counter[l]), high(counter[l])};
    philox(w, low(key[l]), high(key[l]));
    for (int j = 0; j < 4; ++j) word[j][l] = w[j];
  }
}
#endif

template <class T>
[[gnu::always_inline]] inline void add_normals_of(const Words& word, const T* c,
                                                  T (&sum)[4][lanes]) {
  for (int j = 0; j < 4; j += 2)
    for (int l = 0; l < lanes; ++l) {
      float z0, z1;
      box_muller(static_cast<unsigned>(word[j][l]), static_cast<unsigned>(word[j + 1][l]), z0, z1);
      sum[j][l] += c[l] * static_cast<T>(z0);
      sum[j + 1][l] += c[l] * static_cast<T>(z1);
    }
}
// target_clones does not go with templates: one plain function per type.
ODELIA_CLONES void add_normals(const Words& word, const float* c, float (&sum)[4][lanes]) {
  add_normals_of(word, c, sum);
}
ODELIA_CLONES void add_normals(const Words& word, const double* c, double (&sum)[4][lanes]) {
  add_normals_of(word, c, sum);
}

template <class T>
[[gnu::always_inline]] inline void interleave_of(const T (&sum)[4][lanes], T* out) {
  for (int l = 0; l < lanes; ++l)
    for (int j = 0; j < 4; ++j) out[4 * l + j] = sum[j][l];
}
ODELIA_CLONES void interleave(const float (&sum)[4][lanes], float* out) { interleave_of(sum, out); }
ODELIA_CLONES void interleave(const double (&sum)[4][lanes], double* out) {
  interleave_of(sum, out);
}

/// Philox blocks [begin, end), at most `lanes`, of a batch whose samples have n elements.
template <class T>
void normal_blocks(T* out, const std::vector<uint64_t>& seeds, const NormalSum& sum, int64_t n,
                   int64_t begin, int64_t end) {
  const int64_t blocks = (n + 3) / 4, first_row = begin / blocks, last_row = (end - 1) / blocks;
  const int count = static_cast<int>(end - begin);
  const bool shared =
      static_cast<int64_t>(sum.c.size()) == sum.nodes;  // one list of nodes for all samples
  Lanes<T> in;
  int64_t row_of[lanes];
  for (int l = 0; l < lanes; ++l) {  // those beyond `count` are computed and not stored
    const int64_t row = first_row == last_row ? first_row : std::min(begin + l, end - 1) / blocks;
    row_of[l] = row;
    in.key[l] = seeds[row];
    in.block[l] = static_cast<uint64_t>(begin + l - row * blocks);
  }
  std::fill_n(in.sum[0], 4 * lanes, T(0));
  Words word;
  for (int64_t k = 0; k < sum.nodes; ++k) {
    if (shared || first_row == last_row) {
      const int64_t at = (shared ? 0 : first_row) * sum.nodes + k;
      if (sum.c[at] == 0) continue;
      std::fill_n(in.counter, lanes, sum.counters[at]);
      std::fill_n(in.c, lanes, static_cast<T>(sum.c[at]));
    } else {
      for (int l = 0; l < lanes; ++l) {
        const int64_t at = row_of[l] * sum.nodes + k;
        in.counter[l] = sum.counters[at], in.c[l] = static_cast<T>(sum.c[at]);
      }
    }
    philox_lanes(in.key, in.block, in.counter, word);
    add_normals(word, in.c, in.sum);
  }
  if (n % 4 == 0 && count == lanes)
    return interleave(in.sum, out + 4 * begin);  // block behind block
  for (int l = 0; l < count; ++l) {
    const int64_t at = 4 * static_cast<int64_t>(in.block[l]);
    for (int64_t j = 0; j < std::min<int64_t>(4, n - at); ++j)
      out[row_of[l] * n + at + j] = in.sum[j][l];
  }
}

void normal_sum_cpu(Tensor& out, const std::vector<uint64_t>& seeds, const NormalSum& sum) {
  const int64_t n = out.numel() / out.size(0), total = out.size(0) * ((n + 3) / 4);
  const int64_t grain = std::max<int64_t>(1, 32 / sum.nodes);  // about 8000 normals
  at::parallel_for(0, (total + lanes - 1) / lanes, grain, [&](int64_t first, int64_t last) {
    for (int64_t begin = first * lanes; begin < std::min(total, last * lanes); begin += lanes) {
      const int64_t end = std::min(total, begin + lanes);
      if (out.scalar_type() == at::kFloat)
        normal_blocks(out.data_ptr<float>(), seeds, sum, n, begin, end);
      else
        normal_blocks(out.data_ptr<double>(), seeds, sum, n, begin, end);
    }
  });
}

/// Independent draws for distinct intervals.
class IntervalNoise final : public NoiseSource {
 public:
  explicit IntervalNoise(std::vector<uint64_t> seeds) : seeds_(std::move(seeds)) {}

  Tensor normal(const PerSample& t0, const PerSample& t1, const Tensor& like, int stream) override {
    const int64_t rows = std::max(t0.size(), t1.size());
    NormalSum draw;
    for (int64_t i = 0; i < rows; ++i) {
      // + 0.0 turns -0 into 0: equal times must be equal bits.
      draw.counters.push_back(noise_counter(NoiseUse::interval, stream,
                                            std::bit_cast<uint64_t>(t0[i] + 0.0),
                                            std::bit_cast<uint64_t>(t1[i] + 0.0)));
      draw.c.push_back(1);
    }
    Tensor out = scratch_like(like);
    normal_sum(out, seeds_, draw);
    return out;
  }

  void select(const std::vector<int64_t>& rows) override {
    std::vector<uint64_t> kept;
    for (int64_t row : rows) kept.push_back(seeds_.at(row));
    seeds_ = std::move(kept);
  }

 private:
  std::vector<uint64_t> seeds_;
};

}  // namespace

uint64_t noise_counter(NoiseUse use, int stream, uint64_t a, uint64_t b) {
  unsigned w[4] = {low(a), high(a), low(b), high(b)};
  philox(w, static_cast<unsigned>(stream), static_cast<unsigned>(use));
  return w[0] | static_cast<uint64_t>(w[1]) << 32;
}

void normal_sum(Tensor& out, const std::vector<uint64_t>& seeds, const NormalSum& sum) {
  if (out.dim() < 1 || !out.is_contiguous() ||
      (out.scalar_type() != at::kFloat && out.scalar_type() != at::kDouble))
    throw std::invalid_argument(
        fmt::format("noise: expected a contiguous float32 or float64 batch [B, ...], got {} [{}]",
                    c10::toString(out.scalar_type()), fmt::join(out.sizes().vec(), ", ")));
  const int64_t batch = out.size(0),
                rows = static_cast<int64_t>(sum.c.size()) / std::max<int64_t>(1, sum.nodes);
  if (static_cast<int64_t>(seeds.size()) != batch)
    throw std::invalid_argument(
        fmt::format("noise: got {} seeds for a batch of {}; give one per sample, and select "
                    "the noise with the state",
                    seeds.size(), batch));
  if ((rows != 1 && rows != batch) || sum.counters.size() != sum.c.size())
    throw std::invalid_argument(
        fmt::format("noise: expected one interval or one per sample ({}), got {}", batch, rows));
  if (out.numel() == 0) return;
  out.is_cpu() ? normal_sum_cpu(out, seeds, sum) : cuda::normal_sum(out, seeds, sum);
}

void fill_normal(Tensor& out, const std::vector<uint64_t>& seeds,
                 const std::vector<uint64_t>& counters) {
  if (seeds.size() != counters.size())
    throw std::invalid_argument(
        fmt::format("fill_normal: got {} seeds and {} counters; expected one of each per sample",
                    seeds.size(), counters.size()));
  if (!seeds.empty())
    normal_sum(out, seeds, {1, counters, std::vector<double>(counters.size(), 1.0)});
}

Tensor normals(const Tensor& like, const std::vector<uint64_t>& seeds, Stream stream,
               uint64_t draw) {
  Tensor out = at::empty_like(like);
  fill_normal(out, seeds, std::vector<uint64_t>(seeds.size(), stream_counter(stream, draw)));
  return out;
}

Tensor stratified(double low, double high, int64_t parts, const std::vector<uint64_t>& seeds,
                  Stream stream) {
  const auto rows = static_cast<int64_t>(seeds.size());
  const Tensor out = normals(at::empty({rows, parts}, at::kDouble), seeds, stream);
  double* value = out.data_ptr<double>();
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < parts; ++j, ++value) {
      const double u = 0.5 * std::erfc(-M_SQRT1_2 * *value);  // a normal's distribution function
      *value = low + (high - low) * (static_cast<double>(j) + u) / static_cast<double>(parts);
    }
  return out;
}

Tensor starting_noise(const std::vector<uint64_t>& seeds, at::IntArrayRef shape,
                      const at::TensorOptions& options) {
  std::vector<int64_t> sizes = {static_cast<int64_t>(seeds.size())};
  sizes.insert(sizes.end(), shape.begin(), shape.end());
  Tensor out = at::empty(sizes, options);
  fill_normal(out, seeds,
              std::vector<uint64_t>(seeds.size(), noise_counter(NoiseUse::start, 0, 0, 0)));
  return out;
}

std::unique_ptr<NoiseSource> interval_noise(std::vector<uint64_t> seeds) {
  return std::make_unique<IntervalNoise>(std::move(seeds));
}

}  // namespace odelia
