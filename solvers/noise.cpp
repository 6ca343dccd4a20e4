#include "solvers/noise.h"

#include <algorithm>
#include <bit>

#include <ATen/Parallel.h>

#include "solvers/clones.h"
#include "solvers/combine.h"
#include "solvers/cuda/kernels.h"
#include "solvers/normal.h"
#include "solvers/normal_sum.h"

namespace odelia {
namespace {

constexpr int lanes = 64;  // Philox blocks of four normals worked on together, one per vector lane

/// Keys, counters and coefficients of `lanes` Philox blocks: structure of arrays, for the vectoriser.
template <class T>
struct Lanes {
  unsigned key[2][lanes], block[2][lanes], counter[2][lanes];
  T c[lanes];
  T sum[4][lanes];
};

template <class T>
[[gnu::always_inline]] inline void add_normals_of(Lanes<T>& in) {
  unsigned word[4][lanes];
  for (int l = 0; l < lanes; ++l) {
    unsigned w[4] = {in.block[0][l], in.block[1][l], in.counter[0][l], in.counter[1][l]};
    philox(w, in.key[0][l], in.key[1][l]);
    for (int j = 0; j < 4; ++j) word[j][l] = w[j];
  }
  for (int j = 0; j < 4; j += 2)
    for (int l = 0; l < lanes; ++l) {
      float z0, z1;
      box_muller(word[j][l], word[j + 1][l], z0, z1);
      in.sum[j][l] += in.c[l] * static_cast<T>(z0);
      in.sum[j + 1][l] += in.c[l] * static_cast<T>(z1);
    }
}
// target_clones does not go with templates: one plain function per type.
ODELIA_CLONES void add_normals(Lanes<float>& in) { add_normals_of(in); }
ODELIA_CLONES void add_normals(Lanes<double>& in) { add_normals_of(in); }

unsigned low(uint64_t x) { return static_cast<unsigned>(x); }
unsigned high(uint64_t x) { return static_cast<unsigned>(x >> 32); }

/// Philox blocks [begin, end), at most `lanes`, of a batch whose samples have n elements.
template <class T>
void normal_blocks(T* out, const std::vector<uint64_t>& seeds, const NormalSum& sum, int64_t n, int64_t begin,
                   int64_t end) {
  const int64_t blocks = (n + 3) / 4;
  const int count = static_cast<int>(end - begin);
  const bool one_row = static_cast<int64_t>(sum.c.size()) == sum.nodes;
  Lanes<T> in = {};
  int64_t table_row[lanes] = {};
  for (int64_t l = 0, row = begin / blocks, block = begin % blocks; l < count; ++l) {
    in.key[0][l] = low(seeds[row]), in.key[1][l] = high(seeds[row]);
    in.block[0][l] = low(block), in.block[1][l] = high(block);
    table_row[l] = one_row ? 0 : row;
    if (++block == blocks) block = 0, ++row;
  }
  const bool same = table_row[0] == table_row[count - 1];
  for (int64_t k = 0; k < sum.nodes; ++k) {
    if (same && sum.c[table_row[0] * sum.nodes + k] == 0) continue;
    for (int l = 0; l < count; ++l) {
      const int64_t at = table_row[l] * sum.nodes + k;
      in.counter[0][l] = low(sum.counters[at]), in.counter[1][l] = high(sum.counters[at]);
      in.c[l] = static_cast<T>(sum.c[at]);
    }
    add_normals(in);
  }
  if (n % 4 == 0) {  // the blocks of the batch lie one behind the other
    out += 4 * begin;
    for (int l = 0; l < count; ++l)
      for (int j = 0; j < 4; ++j) out[4 * l + j] = in.sum[j][l];
    return;
  }
  for (int64_t l = 0, row = begin / blocks, block = begin % blocks; l < count; ++l) {
    for (int64_t j = 0; j < std::min<int64_t>(4, n - 4 * block); ++j) out[row * n + 4 * block + j] = in.sum[j][l];
    if (++block == blocks) block = 0, ++row;
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
      draw.counters.push_back(noise_counter(NoiseUse::interval, stream, std::bit_cast<uint64_t>(t0[i] + 0.0),
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
  if (out.dim() < 1 || !out.is_contiguous() || (out.scalar_type() != at::kFloat && out.scalar_type() != at::kDouble))
    throw std::invalid_argument(
        fmt::format("noise: expected a contiguous float32 or float64 batch [B, ...], got {} [{}]",
                    c10::toString(out.scalar_type()), fmt::join(out.sizes().vec(), ", ")));
  const int64_t batch = out.size(0), rows = static_cast<int64_t>(sum.c.size()) / std::max<int64_t>(1, sum.nodes);
  if (static_cast<int64_t>(seeds.size()) != batch)
    throw std::invalid_argument(fmt::format("noise: got {} seeds for a batch of {}; give one per sample, and select "
                                            "the noise with the state", seeds.size(), batch));
  if ((rows != 1 && rows != batch) || sum.counters.size() != sum.c.size())
    throw std::invalid_argument(
        fmt::format("noise: expected one interval or one per sample ({}), got {}", batch, rows));
  if (out.numel() == 0) return;
  out.device().is_cuda() ? cuda::normal_sum(out, seeds, sum) : normal_sum_cpu(out, seeds, sum);
}

void fill_normal(Tensor& out, const std::vector<uint64_t>& seeds, const std::vector<uint64_t>& counters) {
  if (seeds.size() != counters.size())
    throw std::invalid_argument(fmt::format("fill_normal: got {} seeds and {} counters; expected one of each per sample",
                                            seeds.size(), counters.size()));
  if (!seeds.empty()) normal_sum(out, seeds, {1, counters, std::vector<double>(counters.size(), 1.0)});
}

Tensor starting_noise(const std::vector<uint64_t>& seeds, at::IntArrayRef shape, const torch::TensorOptions& options) {
  std::vector<int64_t> sizes = {static_cast<int64_t>(seeds.size())};
  sizes.insert(sizes.end(), shape.begin(), shape.end());
  Tensor out = at::empty(sizes, options);
  fill_normal(out, seeds, std::vector<uint64_t>(seeds.size(), noise_counter(NoiseUse::start, 0, 0, 0)));
  return out;
}

std::unique_ptr<NoiseSource> interval_noise(std::vector<uint64_t> seeds) {
  return std::make_unique<IntervalNoise>(std::move(seeds));
}

}  // namespace odelia
