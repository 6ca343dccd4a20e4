// Convolutions as matrix products at one vector width: product_conv.cpp includes this once per
// instruction set.
#include "models/networks/kernels/product_kernel.h"

/// A few numbers, without a call.
inline void copy(const float* from, int64_t count, float* to) {
  int64_t i = 0;
  for (; i + ODELIA_LANES <= count; i += ODELIA_LANES) store(to + i, load(from + i));
  for (; i < count; ++i) to[i] = from[i];
}

/// Output pixels first .. first + count of the batch, counted through all samples; `patches` and
/// `sums` are workspaces.  bias and add may be null.
void convolve(const float* x, const float* panels, const float* bias, const float* add, float* y,
              const Sizes& n, int64_t first, int64_t count, float* patches, float* sums) {
  const int64_t rows = round_up(count, kRowsAtATime), inner = n.kernel * n.kernel * n.in,
                columns = round_up(n.out, 16);
  const float* a = patches;
  if (n.kernel == 1 && n.stride == 1 && rows == count) {
    a = x + first * n.in;
  } else {
    for (int64_t r = 0; r < count; ++r) {
      const Pixel p = pixel(n, first + r);
      float* patch = patches + r * inner;
      const float* corner = x + ((p.sample * n.high + p.top) * n.wide + p.left) * n.in;
      const int64_t from = std::max<int64_t>(0, -p.left), to = std::min(n.kernel, n.wide - p.left);
      for (int64_t i = 0; i < n.kernel;
           ++i, patch += n.kernel * n.in) {  // columns lie side by side
        if (p.top + i < 0 || p.top + i >= n.high) {
          std::fill_n(patch, n.kernel * n.in, 0.0f);
          continue;
        }
        std::fill_n(patch, from * n.in, 0.0f);
        copy(corner + (i * n.wide + from) * n.in, (to - from) * n.in, patch + from * n.in);
        std::fill_n(patch + to * n.in, (n.kernel - to) * n.in, 0.0f);
      }
    }
    std::fill_n(patches + count * inner, (rows - count) * inner, 0.0f);
  }
  product(a, inner, panels, sums, rows, inner, columns);
  for (int64_t r = 0; r < count; ++r) {
    const float* from = sums + r * columns;
    float* to = y + (first + r) * n.out;
    for (int64_t k = 0; k < n.out; ++k) to[k] = bias ? from[k] + bias[k] : from[k];
    if (add)
      for (int64_t k = 0; k < n.out; ++k) to[k] += add[(first + r) * n.out + k];
  }
}

/// dx [high, wide, C] += W^T dy of one sample, its pixels in order.
void transpose(const float* dy, const float* panels, float* dx, const Sizes& n, int64_t first,
               int64_t count, float* padded, float* sums) {
  const int64_t rows = round_up(count, kRowsAtATime), taps = n.kernel * n.kernel,
                columns = round_up(taps * n.in, 16);
  const float* a = dy + first * n.out;
  if (rows != count) {
    std::copy_n(a, count * n.out, padded);
    std::fill_n(padded + count * n.out, (rows - count) * n.out, 0.0f);
    a = padded;
  }
  product(a, n.out, panels, sums, rows, n.out, columns);
  for (int64_t r = 0; r < count; ++r) {
    const Pixel p = pixel(n, first + r);
    const float* from = sums + r * columns;
    for (int64_t i = 0; i < n.kernel; ++i)
      for (int64_t j = 0; j < n.kernel; ++j, from += n.in) {
        const int64_t row = p.top + i, column = p.left + j;
        if (row < 0 || row >= n.high || column < 0 || column >= n.wide) continue;
        float* to = dx + ((p.sample * n.high + row) * n.wide + column) * n.in;
        for (int64_t c = 0; c < n.in; ++c) to[c] += from[c];
      }
  }
}
