#include <algorithm>
#include <cmath>

#include <ATen/Parallel.h>
#include <ATen/ops/ones.h>

#include "solvers/check_state.h"
#include "solvers/clones.h"
#include "solvers/combine.h"
#include "solvers/cuda_kernels.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

constexpr int64_t lanes = 256;
thread_local int64_t waits = 0;

/// Sum of squared scaled errors of one row in `lanes` interleaved partial sums, then a tree over
/// them: the order of additions of a CUDA block of `lanes` threads.
template <class T>
[[gnu::always_inline]] inline double squared_error(const T* err, const T* a, const T* b, int64_t n,
                                                   double atol, double rtol) {
  double sum[lanes] = {};
  for (int64_t from = 0; from < n; from += lanes) {
    const int64_t m = std::min(lanes, n - from);
    for (int64_t j = 0; j < m; ++j) {
      const double old_size = std::abs(static_cast<double>(a[from + j]));
      const double new_size = std::abs(static_cast<double>(b[from + j]));
      const double size = !(new_size <= old_size) ? new_size : old_size;  // keeps a NaN of b
      const double scaled = static_cast<double>(err[from + j]) / (atol + rtol * size);
      const double broken = static_cast<double>(b[from + j] - b[from + j]);  // NaN, or 0
      sum[j] += scaled * scaled + broken;
    }
  }
  for (int64_t half = lanes / 2; half > 0; half /= 2)
    for (int64_t j = 0; j < half; ++j) sum[j] += sum[j + half];
  return sum[0];
}

ODELIA_CLONES double squared_error_row(const float* err, const float* a, const float* b, int64_t n,
                                       double atol, double rtol) {
  return squared_error(err, a, b, n, atol, rtol);
}
ODELIA_CLONES double squared_error_row(const double* err, const double* a, const double* b,
                                       int64_t n, double atol, double rtol) {
  return squared_error(err, a, b, n, atol, rtol);
}

template <class T>
[[gnu::always_inline]] inline bool all_finite(const T* x, int64_t n) {
  int finite = 1;
  for (int64_t i = 0; i < n; ++i) finite &= (x[i] - x[i] == 0);  // inf - inf and NaN are not 0
  return finite;
}
ODELIA_CLONES bool finite_row(const float* x, int64_t n) { return all_finite(x, n); }
ODELIA_CLONES bool finite_row(const double* x, int64_t n) { return all_finite(x, n); }

/// f(row, first element) for every row, in parallel.
template <class F>
void for_rows(const Tensor& x, F&& f) {
  const int64_t rows = x.size(0), n = rows ? x.numel() / rows : 0;
  at::parallel_for(0, rows, std::max<int64_t>(1, parallel_grain / std::max<int64_t>(1, n)),
                   [&](int64_t begin, int64_t end) {
                     for (int64_t row = begin; row < end; ++row) f(row, row * n, n);
                   });
}

}  // namespace

Tensor select_rows(const Tensor& x, const std::vector<int64_t>& rows) {
  return x.index_select(0, send(rows, x.device()));
}

FiniteRows::FiniteRows(const Tensor& x) {
  check_state("finite_rows", x);
  finite_ = at::ones({x.size(0)}, x.options().dtype(at::kInt));
}

void FiniteRows::look(const Tensor& x) {
  check_state("finite_rows", x);
  if (x.size(0) != finite_.size(0) || x.device() != finite_.device())
    throw std::logic_error("finite_rows: another batch than at first");
  const Tensor in = x.contiguous();
  if (!in.is_cpu()) return cuda::and_finite_rows(finite_, in);
  int* finite = finite_.data_ptr<int>();
  for_rows(in, [&](int64_t row, int64_t from, int64_t n) {
    finite[row] &= in.scalar_type() == at::kFloat ? finite_row(in.data_ptr<float>() + from, n)
                                                  : finite_row(in.data_ptr<double>() + from, n);
  });
}

std::vector<bool> FiniteRows::so_far() const {
  ++waits;
  const Tensor host = finite_.cpu();
  return std::vector<bool>(host.data_ptr<int>(), host.data_ptr<int>() + host.size(0));
}

std::vector<bool> finite_rows(const Tensor& x) {
  FiniteRows rows(x);
  rows.look(x);
  return rows.so_far();
}

int64_t readings() { return waits; }

std::vector<double> error_norms(const Tensor& err, const Tensor& a, const Tensor& b, double atol,
                                double rtol) {
  check_state("error_norms", err);
  check_same("error_norms", a, err);
  check_same("error_norms", b, err);
  if (err.is_meta())
    throw std::invalid_argument("error_norms: a tensor on meta has no numbers to look at");
  ++waits;
  const Tensor e = err.contiguous(), p = a.contiguous(), q = b.contiguous();
  if (!e.is_cpu()) return cuda::error_norms(e, p, q, atol, rtol);
  std::vector<double> norm(e.size(0));
  for_rows(e, [&](int64_t row, int64_t from, int64_t n) {
    const double sum =
        e.scalar_type() == at::kFloat
            ? squared_error_row(e.data_ptr<float>() + from, p.data_ptr<float>() + from,
                                q.data_ptr<float>() + from, n, atol, rtol)
            : squared_error_row(e.data_ptr<double>() + from, p.data_ptr<double>() + from,
                                q.data_ptr<double>() + from, n, atol, rtol);
    norm[row] = n ? std::sqrt(sum / static_cast<double>(n)) : 0;
  });
  return norm;
}

}  // namespace odelia
