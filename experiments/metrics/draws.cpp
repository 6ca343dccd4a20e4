#include "experiments/metrics/draws.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <ATen/ops/tensor.h>

namespace odelia {
namespace {

/// One of 0, ..., most: as many bits as that has, until they are not above it.
uint32_t at_most(std::mt19937& generator, uint32_t most) {
  uint32_t mask = most, value = 0;
  for (int shift : {1, 2, 4, 8, 16}) mask |= mask >> shift;
  do value = static_cast<uint32_t>(generator()) & mask;
  while (value > most);
  return value;
}

}  // namespace

std::vector<int64_t> draw_without_repetition(std::mt19937& generator, int64_t n, int64_t size) {
  std::vector<int64_t> out(n);
  std::iota(out.begin(), out.end(), 0);
  for (int64_t i = n - 1; i >= 1; --i)
    std::swap(out[i], out[at_most(generator, static_cast<uint32_t>(i))]);
  out.resize(std::min(size, n));
  return out;
}

Tensor in_drawn_order(const Tensor& rows) {
  std::mt19937 generator(0);
  const int64_t n = rows.size(0);
  return rows.index_select(0, at::tensor(draw_without_repetition(generator, n, n), at::kLong));
}

}  // namespace odelia
