#include "solvers/combine.h"

#include <algorithm>
#include <array>

#include <ATen/MemoryOverlap.h>
#include <ATen/Parallel.h>

#include "solvers/check_state.h"
#include "solvers/clones.h"
#include "solvers/cuda_kernels.h"

namespace odelia {
namespace {

constexpr int max_unrolled = 6;
thread_local int64_t passes = 0;

/// out = sum_k c[k] x[k] over n elements; out may be one of the x[k], hence ivdep and not restrict.
template <class T, int N>
[[gnu::always_inline]] inline void unrolled(T* out, const T* const* x, const T* c, int64_t n) {
  std::array<const T*, N> p;
  std::array<T, N> w;
  for (int k = 0; k < N; ++k) p[k] = x[k], w[k] = c[k];
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    T sum = w[0] * p[0][i];
    for (int k = 1; k < N; ++k) sum += w[k] * p[k][i];
    out[i] = sum;
  }
}

/// Any number of terms: the same additions in the same
/// order, block by block in the first-level cache.
template <class T>
[[gnu::always_inline]] inline void blockwise(T* out, const T* const* x, const T* c, int terms,
                                             int64_t n) {
  constexpr int64_t block = 1024;
  T sum[block];
  for (int64_t from = 0; from < n; from += block) {
    const int64_t m = std::min(block, n - from);
    for (int64_t i = 0; i < m; ++i) sum[i] = c[0] * x[0][from + i];
    for (int k = 1; k < terms; ++k)
      for (int64_t i = 0; i < m; ++i) sum[i] += c[k] * x[k][from + i];
    std::copy(sum, sum + m, out + from);
  }
}

template <class T>
[[gnu::always_inline]] inline void any_terms(T* out, const T* const* x, const T* c, int terms,
                                             int64_t n) {
  switch (terms) {
    case 1:
      return unrolled<T, 1>(out, x, c, n);
    case 2:
      return unrolled<T, 2>(out, x, c, n);
    case 3:
      return unrolled<T, 3>(out, x, c, n);
    case 4:
      return unrolled<T, 4>(out, x, c, n);
    case 5:
      return unrolled<T, 5>(out, x, c, n);
    case max_unrolled:
      return unrolled<T, max_unrolled>(out, x, c, n);
    default:
      return blockwise(out, x, c, terms, n);
  }
}

// target_clones does not go with templates: one plain function per type.
ODELIA_CLONES void sum_terms(float* out, const float* const* x, const float* c, int terms,
                             int64_t n) {
  any_terms(out, x, c, terms, n);
}
ODELIA_CLONES void sum_terms(double* out, const double* const* x, const double* c, int terms,
                             int64_t n) {
  any_terms(out, x, c, terms, n);
}

/// Elements [begin, end) of the flattened batch, whose rows have n elements.
template <class T>
void combine_range(T* out, std::span<const Tensor> x, std::span<const PerSample> c, int64_t n,
                   bool uniform, int64_t begin, int64_t end) {
  c10::SmallVector<const T*, 8> p(x.size());
  c10::SmallVector<T, 8> w(x.size());
  while (begin < end) {
    const int64_t row = uniform ? 0 : begin / n;
    const int64_t stop = uniform ? end : std::min(end, (row + 1) * n);
    int used = 0;
    for (size_t k = 0; k < x.size(); ++k)
      if (const T weight = static_cast<T>(c[k][row]); weight != 0)
        p[used] = x[k].data_ptr<T>() + begin, w[used++] = weight;
    if (used == 0)
      std::fill(out + begin, out + stop, T(0));
    else
      sum_terms(out + begin, p.data(), w.data(), used, stop - begin);
    begin = stop;
  }
}

void combine_cpu(Tensor& out, std::span<const Tensor> x, std::span<const PerSample> c) {
  const int64_t total = out.numel();
  if (total == 0) return;
  const int64_t n = total / out.size(0);
  const bool uniform = std::all_of(c.begin(), c.end(), [](auto& one) { return one.uniform(); });
  at::parallel_for(0, total, parallel_grain, [&](int64_t begin, int64_t end) {
    if (out.scalar_type() == at::kFloat)
      combine_range(out.data_ptr<float>(), x, c, n, uniform, begin, end);
    else
      combine_range(out.data_ptr<double>(), x, c, n, uniform, begin, end);
  });
}

/// Contiguous copies of the shared tensors and the coefficients, checked.
struct Checked {
  c10::SmallVector<Tensor, 8> x;
  c10::SmallVector<PerSample, 8> c;
  explicit Checked(std::span<const Term> terms) {
    if (terms.empty()) throw std::invalid_argument("combine: expected at least one term, got none");
    check_state("combine", terms[0].x);
    for (const Term& term : terms) {
      check_same("combine", term.x, terms[0].x);
      if (term.c.size() != 1 && term.c.size() != term.x.size(0))
        throw std::invalid_argument(
            fmt::format("combine: expected 1 coefficient or one per sample ({}), got {}",
                        term.x.size(0), term.c.size()));
      x.push_back(term.x.contiguous());
      c.push_back(term.c);
    }
  }
};

void run(Tensor& out, const Checked& in) {
  ++passes;
  const std::span<const Tensor> x(in.x.data(), in.x.size());
  const std::span<const PerSample> c(in.c.data(), in.c.size());
  out.is_cpu() ? combine_cpu(out, x, c) : cuda::combine(out, x, c);
}

}  // namespace

Tensor combine(std::span<const Term> terms) {
  const Checked in(terms);
  Tensor out = scratch_like(in.x[0]);
  run(out, in);
  return out;
}

Tensor combine(std::initializer_list<Term> terms) {
  return combine(std::span<const Term>(terms.begin(), terms.size()));
}

void combine_into(Tensor& out, std::span<const Term> terms) {
  const Checked in(terms);
  check_same("combine_into", out, in.x[0]);
  if (!out.is_contiguous())
    throw std::invalid_argument(
        "combine_into: expected a contiguous result tensor, got a strided one; use combine");
  for (const Tensor& x : in.x) at::assert_no_partial_overlap(out, x);
  run(out, in);
}

int64_t combine_passes() { return passes; }

}  // namespace odelia
