#pragma once
#include <cstdint>

namespace odelia {

/// Rows of a small product are padded to a multiple of this (product_kernel.h).
constexpr int64_t kRowsAtATime = 12;
constexpr int64_t round_up(int64_t n, int64_t multiple) {
  return (n + multiple - 1) / multiple * multiple;
}

/// Whether this processor has 32 registers of 16 floats, or 16 of 8.
inline bool has_wide_registers() {
#if defined(__x86_64__) && defined(__GNUC__)
  static const bool wide = __builtin_cpu_supports("avx512f");
  return wide;
#else
  return false;
#endif
}

/// Columns, a multiple of 16, that a small product takes at a time: as many as its sums have
/// registers for.
inline int64_t panel_width(int64_t columns) {
  if (!has_wide_registers()) return 16;
  return columns % 64 == 0 ? 64 : columns % 48 == 0 ? 48 : columns % 32 == 0 ? 32 : 16;
}

}  // namespace odelia
