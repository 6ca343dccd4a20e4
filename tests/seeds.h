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
/// n seeds that lie apart: 1, 8, 15.
inline std::vector<uint64_t> seeds_apart(int64_t n) {
  std::vector<uint64_t> s(n);
  for (int64_t i = 0; i < n; ++i) s[i] = 7 * i + 1;
  return s;
}
