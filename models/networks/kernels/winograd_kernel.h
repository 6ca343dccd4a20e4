// Winograd's convolution at one vector width: winograd.cpp includes this once per instruction set.
#include "models/networks/kernels/product_kernel.h"

/// B^T d for a column of six.
inline void input_column(const Vector (&d)[6], Vector (&out)[6]) {
  const Vector even_a = d[4] - kB2 * d[2], odd_a = kA * d[3] - kAB2 * d[1];
  const Vector even_b = d[4] - kA2 * d[2], odd_b = kB * d[3] - kBA2 * d[1];
  out[0] = kA2B2 * d[0] + (d[4] - kSum * d[2]);
  out[1] = even_a + odd_a;
  out[2] = even_a - odd_a;
  out[3] = even_b + odd_b;
  out[4] = even_b - odd_b;
  out[5] = kA2B2 * d[1] + (d[5] - kSum * d[3]);
}

/// A^T m for a column of six.
inline void output_column(const Vector (&m)[6], Vector (&out)[4]) {
  const Vector sum_a = m[1] + m[2], difference_a = m[1] - m[2];
  const Vector sum_b = m[3] + m[4], difference_b = m[3] - m[4];
  out[0] = m[0] + (sum_a + sum_b);
  out[1] = kA * difference_a + kB * difference_b;
  out[2] = kA2 * sum_a + kB2 * sum_b;
  out[3] = kA3 * difference_a + (kB3 * difference_b + m[5]);
}

/// The 6x6 inputs of one tile into v[36][.][C], rows `stride` apart.  d: 36 rows of C.
inline void transform_input(const float* const (&d)[36], float* v, int64_t stride,
                            int64_t channels) {
  for (int64_t c = 0; c < channels; c += ODELIA_LANES) {
    Vector half[6][6];
    for (int j = 0; j < 6; ++j) {
      Vector column[6], out[6];
      for (int i = 0; i < 6; ++i) column[i] = load(d[6 * i + j] + c);
      input_column(column, out);
      for (int i = 0; i < 6; ++i) half[i][j] = out[i];
    }
    for (int i = 0; i < 6; ++i) {
      Vector out[6];
      input_column(half[i], out);
      for (int j = 0; j < 6; ++j) store(v + (6 * i + j) * stride + c, out[j]);
    }
  }
}

/// m[36][.][K] of one tile into those of its 4x4 outputs that exist.  Pixel (i, j) lies at
/// corner + (i wide + j) K of y, and of what is added to it unless that is null.
inline void transform_output(const float* m, int64_t stride, const float* bias, const float* add,
                             float* y, int64_t corner, int64_t high, int64_t wide, const Sizes& n) {
  const int64_t channels = n.out;
  for (int64_t k = 0; k < channels; k += ODELIA_LANES) {
    Vector half[4][6];
    for (int j = 0; j < 6; ++j) {
      Vector column[6], out[4];
      for (int i = 0; i < 6; ++i) column[i] = load(m + (6 * i + j) * stride + k);
      output_column(column, out);
      for (int i = 0; i < 4; ++i) half[i][j] = out[i];
    }
    const Vector b = load(bias + k);
    for (int i = 0; i < 4; ++i) {
      Vector out[4];
      output_column(half[i], out);
      for (int j = 0; j < 4 && i < high && j < wide; ++j) {
        const int64_t place = corner + (i * n.wide + j) * channels + k;
        store(y + place, add ? (out[j] + b) + load(add + place) : out[j] + b);
      }
    }
  }
}

/// Tiles first .. first + count of the batch, counted through all samples; v and m are workspaces.
void convolve(const float* x, const float* u, const float* bias, const float* add, float* y,
              const Sizes& n, int64_t first, int64_t count, float* v, float* m) {
  const int64_t rows = kRowsAtATime * ((count + kRowsAtATime - 1) / kRowsAtATime);
  const auto place = [&](int64_t tile) {
    const int64_t within = tile % (n.tiles_high * n.tiles_wide);
    return std::array<int64_t, 3>{tile / (n.tiles_high * n.tiles_wide), 4 * (within / n.tiles_wide),
                                  4 * (within % n.tiles_wide)};
  };
  for (int64_t t = 0; t < count; ++t) {
    const auto [sample, top, left] = place(first + t);
    const float* d[36];
    for (int i = 0; i < 6; ++i)
      for (int j = 0; j < 6; ++j) {
        const int64_t row = top + i - 1, column = left + j - 1;
        const bool inside = row >= 0 && row < n.high && column >= 0 && column < n.wide;
        d[6 * i + j] = inside ? x + ((sample * n.high + row) * n.wide + column) * n.in : n.zeros;
      }
    transform_input(d, v + t * n.in, plane(rows, n.in), n.in);
  }
  for (int f = 0; f < 36; ++f)
    std::fill_n(v + f * plane(rows, n.in) + count * n.in, (rows - count) * n.in, 0.0f);
  for (int f = 0; f < 36; ++f)
    product(v + f * plane(rows, n.in), n.in, u + f * n.in * n.out, m + f * plane(rows, n.out), rows,
            n.in, n.out);
  for (int64_t t = 0; t < count; ++t) {
    const auto [sample, top, left] = place(first + t);
    transform_output(m + t * n.out, plane(rows, n.out), bias, add, y,
                     ((sample * n.high + top) * n.wide + left) * n.out, n.high - top, n.wide - left,
                     n);
  }
}
