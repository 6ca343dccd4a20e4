// Attention at one vector width: attention.cpp includes this once per instruction set.
#include "models/networks/kernels/product_kernel.h"

/// [tokens, d] at `row` numbers a token, times `scale`, into rows of a left factor.
inline void gather_rows(const float* from, int64_t row, float scale, const Sizes& n, float* to) {
  for (int64_t t = 0; t < n.tokens; ++t)
    for (int64_t c = 0; c < n.d; ++c) to[t * n.d + c] = from[t * row + c] * scale;
}
/// The same into panels of a right factor [tokens, d].
inline void gather_panels(const float* from, int64_t row, float scale, const Sizes& n, float* to) {
  const int64_t width = panel_width(n.width);
  for (int64_t t = 0; t < n.tokens; ++t)
    for (int64_t c = 0; c < n.d; ++c)
      to[c / width * n.tokens * width + t * width + c % width] = from[t * row + c] * scale;
}
/// And of its transpose [d, tokens].
inline void gather_transposed(const float* from, int64_t row, const Sizes& n, float* to) {
  const int64_t width = panel_width(n.columns);
  for (int64_t t = 0; t < n.tokens; ++t)
    for (int64_t c = 0; c < n.d; ++c)
      to[t / width * n.d * width + c * width + t % width] = from[t * row + c];
}

/// In sixteen partial sums at every vector width.
inline float sum_of_row(const float* s, int64_t columns) {
  Vector sums[16 / ODELIA_LANES] = {};
  for (int64_t j = 0; j < columns; j += ODELIA_LANES)
    sums[j / ODELIA_LANES % (16 / ODELIA_LANES)] += load(s + j);
  float total = 0;
  for (int l = 0; l < 16; ++l) total += sums[l / ODELIA_LANES][l % ODELIA_LANES];
  return total;
}

/// w.s = softmax(q k^T / sqrt(d)) [tokens, columns], 0 beyond the tokens.
inline void softmax_weights(const float* q, const float* k, int64_t row, const Sizes& n,
                            Workspace& w) {
  gather_rows(q, row, 1 / std::sqrt(static_cast<float>(n.d)), n, w.q.data());
  gather_transposed(k, row, n, w.k.data());
  product(w.q.data(), n.d, w.k.data(), w.s.data(), n.rows, n.d, n.columns);
  for (int64_t t = 0; t < n.tokens; ++t) {
    float* s = w.s.data() + t * n.columns;
    std::fill_n(s + n.tokens, n.columns - n.tokens, -HUGE_VALF);
    Vector most = load(s);
    for (int64_t j = ODELIA_LANES; j < n.columns; j += ODELIA_LANES)
      most = load(s + j) > most ? load(s + j) : most;
    float top = most[0];
    for (int l = 1; l < ODELIA_LANES; ++l) top = most[l] > top ? most[l] : top;
    for (int64_t j = 0; j < n.columns; ++j) s[j] = exp_cut(s[j] - top);
    std::fill_n(s + n.tokens, n.columns - n.tokens, 0.0f);
    const float share = 1 / sum_of_row(s, n.columns);
    for (int64_t j = 0; j < n.columns; ++j) s[j] *= share;
  }
}

/// One head of one sample.  qkv: [tokens, 3, heads, d]; y: [tokens, heads, d]; both at this head.
void attend_head(const float* qkv, float* y, const Sizes& n, Workspace& w) {
  const int64_t row = 3 * n.heads * n.d, part = n.heads * n.d;
  softmax_weights(qkv, qkv + part, row, n, w);
  gather_panels(qkv + 2 * part, row, 1, n, w.v.data());
  product(w.s.data(), n.columns, w.v.data(), w.out.data(), n.rows, n.tokens, n.width);
  for (int64_t t = 0; t < n.tokens; ++t) std::copy_n(w.out.data() + t * n.width, n.d, y + t * part);
}

/// Its derivative: dqkv at this head of dy.  With weights s and z = q k^T / sqrt(d),
///   dv = s^T dy,   dz = s (dy v^T - <s, dy v^T>),   dq = dz k / sqrt(d),   dk = dz^T q / sqrt(d).
void attend_head_backward(const float* qkv, const float* dy, float* dqkv, const Sizes& n,
                          Workspace& w) {
  const int64_t row = 3 * n.heads * n.d, part = n.heads * n.d;
  const float scale = 1 / std::sqrt(static_cast<float>(n.d));
  const auto scatter = [&](float* to) {
    for (int64_t t = 0; t < n.tokens; ++t)
      std::copy_n(w.out.data() + t * n.width, n.d, to + t * row);
  };
  const auto transpose = [&](const std::vector<float>& from) {
    for (int64_t t = 0; t < n.tokens; ++t)
      for (int64_t j = 0; j < n.tokens; ++j) w.turned[j * n.columns + t] = from[t * n.columns + j];
  };
  softmax_weights(qkv, qkv + part, row, n, w);
  transpose(w.s);
  gather_panels(dy, part, 1, n, w.v.data());
  product(w.turned.data(), n.columns, w.v.data(), w.out.data(), n.rows, n.tokens, n.width);
  scatter(dqkv + 2 * part);

  gather_rows(dy, part, 1, n, w.q.data());
  gather_transposed(qkv + 2 * part, row, n, w.k.data());
  product(w.q.data(), n.d, w.k.data(), w.dz.data(), n.rows, n.d, n.columns);
  for (int64_t t = 0; t < n.tokens; ++t) {
    float *s = w.s.data() + t * n.columns, *dz = w.dz.data() + t * n.columns;
    for (int64_t j = 0; j < n.columns; ++j) dz[j] *= s[j];
    const float mean = sum_of_row(dz, n.columns);
    for (int64_t j = 0; j < n.columns; ++j) dz[j] -= s[j] * mean;
  }
  gather_panels(qkv + part, row, scale, n, w.v.data());
  product(w.dz.data(), n.columns, w.v.data(), w.out.data(), n.rows, n.tokens, n.width);
  scatter(dqkv);
  transpose(w.dz);
  gather_panels(qkv, row, scale, n, w.v.data());
  product(w.turned.data(), n.columns, w.v.data(), w.out.data(), n.rows, n.tokens, n.width);
  scatter(dqkv + part);
}
