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

/// A o for a column of four: the adjoint of output_column.
inline void gradient_column(const Vector (&o)[4], Vector (&m)[6]) {
  const Vector even_a = o[0] + kA2 * o[2], odd_a = kA * o[1] + kA3 * o[3];
  const Vector even_b = o[0] + kB2 * o[2], odd_b = kB * o[1] + kB3 * o[3];
  m[0] = o[0];
  m[1] = even_a + odd_a;
  m[2] = even_a - odd_a;
  m[3] = even_b + odd_b;
  m[4] = even_b - odd_b;
  m[5] = o[3];
}

/// The 4x4 derivatives by one tile's outputs, zero where there are none, into m[36][.][K].
inline void transform_gradient(const float* dy, int64_t corner, int64_t high, int64_t wide,
                               const Sizes& n, float* m, int64_t stride) {
  for (int64_t k = 0; k < n.out; k += ODELIA_LANES) {
    Vector half[6][4];
    for (int j = 0; j < 4; ++j) {
      Vector column[4] = {}, out[6];
      for (int i = 0; i < 4 && i < high && j < wide; ++i)
        column[i] = load(dy + corner + (i * n.wide + j) * n.out + k);
      gradient_column(column, out);
      for (int i = 0; i < 6; ++i) half[i][j] = out[i];
    }
    for (int i = 0; i < 6; ++i) {
      Vector out[6];
      gradient_column(half[i], out);
      for (int j = 0; j < 6; ++j) store(m + (6 * i + j) * stride + k, out[j]);
    }
  }
}

/// Where a tile of the batch lies, counted through all samples.
struct Tile {
  int64_t sample, top, left;
};
inline Tile tile_at(const Sizes& n, int64_t index) {
  const int64_t all = n.tiles_high * n.tiles_wide, within = index % all;
  return {index / all, 4 * (within / n.tiles_wide), 4 * (within % n.tiles_wide)};
}

/// The 6x6 inputs of a tile into v[36][.][C].
inline void transform_tile(const float* x, const Sizes& n, const Tile& tile, float* v,
                           int64_t stride) {
  const float* d[36];
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j) {
      const int64_t row = tile.top + i - 1, column = tile.left + j - 1;
      const bool inside = row >= 0 && row < n.high && column >= 0 && column < n.wide;
      d[6 * i + j] = inside ? x + ((tile.sample * n.high + row) * n.wide + column) * n.in : n.zeros;
    }
  transform_input(d, v, stride, n.in);
}

/// Inputs and derivatives of the tiles first .. first + tiles into v[36] and m[36], matrices
/// [tiles, C] and [tiles, K] a `plane` apart; those from `begin` to `end` of them.
void transform_pairs(const float* x, const float* dy, const Sizes& n, int64_t first, int64_t tiles,
                     int64_t begin, int64_t end, float* v, float* m) {
  for (int64_t t = begin; t < end; ++t) {
    const Tile tile = tile_at(n, first + t);
    transform_tile(x, n, tile, v + t * n.in, plane(tiles, n.in));
    transform_gradient(dy, ((tile.sample * n.high + tile.top) * n.wide + tile.left) * n.out,
                       n.high - tile.top, n.wide - tile.left, n, m + t * n.out,
                       plane(tiles, n.out));
  }
}

/// u [C, K] += v^T m, v: [tiles, C], m: [tiles, K].
void add_products(const float* v, const float* m, float* u, int64_t tiles, int64_t in,
                  int64_t out) {
  constexpr int R = ODELIA_LANES == 16 ? 16 : 4, width = 16 / ODELIA_LANES;
  for (int64_t k = 0; k < out; k += 16)
    for (int64_t c = 0; c < in; c += R) {
      Vector sum[R][width];
      for (int r = 0; r < R; ++r)
        for (int w = 0; w < width; ++w) sum[r][w] = load(u + (c + r) * out + k + w * ODELIA_LANES);
      for (int64_t t = 0; t < tiles; ++t) {
        Vector row[width];
        for (int w = 0; w < width; ++w) row[w] = load(m + t * out + k + w * ODELIA_LANES);
        for (int r = 0; r < R; ++r)
          for (int w = 0; w < width; ++w) sum[r][w] += v[t * in + c + r] * row[w];
      }
      for (int r = 0; r < R; ++r)
        for (int w = 0; w < width; ++w) store(u + (c + r) * out + k + w * ODELIA_LANES, sum[r][w]);
    }
}

/// Tiles first .. first + count of the batch, counted through all samples; v and m are workspaces.
void convolve(const float* x, const float* u, const float* bias, const float* add, float* y,
              const Sizes& n, int64_t first, int64_t count, float* v, float* m) {
  const int64_t rows = kRowsAtATime * ((count + kRowsAtATime - 1) / kRowsAtATime);
  for (int64_t t = 0; t < count; ++t)
    transform_tile(x, n, tile_at(n, first + t), v + t * n.in, plane(rows, n.in));
  for (int f = 0; f < 36; ++f)
    std::fill_n(v + f * plane(rows, n.in) + count * n.in, (rows - count) * n.in, 0.0f);
  for (int f = 0; f < 36; ++f)
    product(v + f * plane(rows, n.in), n.in, u + f * n.in * n.out, m + f * plane(rows, n.out), rows,
            n.in, n.out);
  for (int64_t t = 0; t < count; ++t) {
    const auto [sample, top, left] = tile_at(n, first + t);
    transform_output(m + t * n.out, plane(rows, n.out), bias, add, y,
                     ((sample * n.high + top) * n.wide + left) * n.out, n.high - top, n.wide - left,
                     n);
  }
}
