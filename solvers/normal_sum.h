#pragma once
#include <cstdint>
#include <vector>

#include "solvers/tensor.h"

namespace odelia {

/// Weighted independent normal fields: rows of `nodes` counters and coefficients, one row for the
/// whole batch or one per sample.  A row with fewer nodes is padded with coefficients 0.
struct NormalSum {
  int64_t nodes = 1;
  std::vector<uint64_t> counters;  // [1 or B, nodes]
  std::vector<double> c;           // [1 or B, nodes]
};

/// out_i = sum_k c_ik z(seeds_i, counters_ik), in one pass: the fields are never stored.  out: [B,
/// ...], contiguous. z is a function of (seed, counter, element) alone; element 4b + j of a sample
/// is word j of Philox block b. z has float32 values for float64 too; the sum is accumulated in
/// out's dtype, left to right.
void normal_sum(Tensor& out, const std::vector<uint64_t>& seeds, const NormalSum& sum);

/// Separate uses of one sample's seed.
enum class NoiseUse : uint32_t { interval = 1, start = 2, tree = 3 };

/// The 64-bit counter of draw (a, b) in a stream: Philox as the hash.
uint64_t noise_counter(NoiseUse use, int stream, uint64_t a, uint64_t b);

}  // namespace odelia
