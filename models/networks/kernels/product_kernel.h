// Products of small matrices at one vector width, for code that includes this once per instruction
// set (winograd.cpp, attention.cpp) with ODELIA_LANES, the floats in a vector.  Every element is
// the same chain of fused multiply-adds whatever the width.

using Vector = float __attribute__((vector_size(4 * ODELIA_LANES), aligned(4), may_alias));

inline Vector load(const float* p) { return *reinterpret_cast<const Vector*>(p); }
inline void store(float* p, Vector v) { *reinterpret_cast<Vector*>(p) = v; }

/// R rows and one panel of 16 N columns of the product below.
template <int N, int R>
inline void block_product(const float* a, int64_t stride, const float* b, float* c, int64_t inner,
                          int64_t columns) {
  constexpr int width = N * 16 / ODELIA_LANES;
  Vector sum[R][width] = {};
  for (int64_t k = 0; k < inner; ++k) {
    Vector row[width];
    for (int n = 0; n < width; ++n) row[n] = load(b + k * (N * 16) + n * ODELIA_LANES);
    for (int r = 0; r < R; ++r) {
      const float x = a[r * stride + k];
      for (int n = 0; n < width; ++n) sum[r][n] += x * row[n];
    }
  }
  for (int r = 0; r < R; ++r)
    for (int n = 0; n < width; ++n) store(c + r * columns + n * ODELIA_LANES, sum[r][n]);
}

template <int N, int R>
inline void panels_product(const float* a, int64_t stride, const float* b, float* c, int64_t rows,
                           int64_t inner, int64_t columns) {
  for (int64_t j = 0; j < columns; j += N * 16)
    for (int64_t i = 0; i < rows; i += R)
      block_product<N, R>(a + i * stride, stride, b + j * inner, c + i * columns + j, inner,
                          columns);
}

/// c [rows, columns] = a [rows, inner] b [inner, columns].  Rows, a multiple of kRowsAtATime, lie
/// `stride` apart in a; b is in panels, [columns / w][inner][w] with w = panel_width(columns).
inline void product(const float* a, int64_t stride, const float* b, float* c, int64_t rows,
                    int64_t inner, int64_t columns) {
  // 24 registers of 32 with N = 4 or 1 in AVX-512, 12 of 16 with N = 1 in AVX2.
  constexpr int R = ODELIA_LANES * 6 / 16;
  switch (panel_width(columns) / 16) {
    case 4:
      return panels_product<4, R>(a, stride, b, c, rows, inner, columns);
    case 3:
      return panels_product<3, R>(a, stride, b, c, rows, inner, columns);
    case 2:
      return panels_product<2, 2 * R>(a, stride, b, c, rows, inner, columns);
    default:
      return panels_product<1, 2 * R>(a, stride, b, c, rows, inner, columns);
  }
}
