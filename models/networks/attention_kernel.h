// Attention at one vector width: attention.cpp includes this once per instruction set.
#include "models/networks/product_kernel.h"

/// One head of one sample.  qkv: [tokens, 3, heads, d]; y: [tokens, heads, d]; both at this head.
void attend_head(const float* qkv, float* y, const Sizes& n, Workspace& w) {
  const int64_t row = 3 * n.heads * n.d, part = n.heads * n.d;
  const int64_t keys = panel_width(n.columns), values = panel_width(n.width);
  const float scale = 1 / std::sqrt(static_cast<float>(n.d));
  for (int64_t t = 0; t < n.tokens; ++t) {
    const float *q = qkv + t * row, *k = q + part, *v = k + part;
    float* key = w.k.data() + t / keys * n.d * keys + t % keys;
    for (int64_t c = 0; c < n.d; ++c) w.q[t * n.d + c] = q[c] * scale;
    for (int64_t c = 0; c < n.d; ++c) key[c * keys] = k[c];
    for (int64_t c = 0; c < n.d; c += values)
      std::copy_n(v + c, std::min(values, n.d - c), w.v.data() + c * n.tokens + t * values);
  }
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
    Vector sums[16 / ODELIA_LANES] = {};  // sixteen partial sums at every width
    for (int64_t j = 0; j < n.columns; j += ODELIA_LANES)
      sums[j / ODELIA_LANES % (16 / ODELIA_LANES)] += load(s + j);
    float total = 0;
    for (int l = 0; l < 16; ++l) total += sums[l / ODELIA_LANES][l % ODELIA_LANES];
    const float share = 1 / total;
    for (int64_t j = 0; j < n.columns; ++j) s[j] *= share;
  }
  product(w.s.data(), n.columns, w.v.data(), w.out.data(), n.rows, n.tokens, n.width);
  for (int64_t t = 0; t < n.tokens; ++t) std::copy_n(w.out.data() + t * n.width, n.d, y + t * part);
}
