#pragma once
#include <cstdint>
#include <numeric>
#include <vector>

/// n seeds in a row.
inline std::vector<uint64_t> seeds(int64_t n, uint64_t first = 1) {
  std::vector<uint64_t> s(n);
  std::iota(s.begin(), s.end(), first);
  return s;
}
