#include "experiments/metrics/symmetric.h"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_eigvalsh.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>

#include "solvers/clones.h"

namespace odelia {
namespace {
constexpr int64_t tile = 256;  // rows and columns of a task's part of a product

int64_t tiles(int64_t n) { return (n + tile - 1) / tile; }
int64_t size(int64_t i, int64_t n) { return std::min(tile, n - i * tile); }

/// Whether BLAS and LAPACK take one thread for matrices of d columns in any case: then a parallel
/// region, which costs more than they do where other programs run, is not needed.
bool small(int64_t d) { return d <= 64; }

/// While it lives BLAS and LAPACK count on one thread, and this thread's parallel regions on `regions`.
/// MKL goes by its own count, whose bits of a product in a region are other ones.
class BlasOnOneThread {
 public:
  explicit BlasOnOneThread(int regions) : before_(at::get_num_threads()) {
    at::set_num_threads(1);
    omp_set_num_threads(regions);
  }
  ~BlasOnOneThread() { at::set_num_threads(before_); }
  BlasOnOneThread(const BlasOnOneThread&) = delete;
  BlasOnOneThread& operator=(const BlasOnOneThread&) = delete;

 private:
  int before_;
};

/// A decomposition of matrices of d columns on one thread.  By LibTorch's count and not, as products
/// are, within a parallel region: there MKL 2024.2, which PyTorch 2.11 brings along, returns wrong
/// eigenvalues on processors with AVX-512, as it counts on threads that a region does not give.
void on_one_thread(int64_t d, const std::function<void()>& task) {
  if (small(d) || at::in_parallel_region()) return task();
  const BlasOnOneThread one(1);
  task();
}

/// Rows [first, first + n) and the columns of tile j of m.
Tensor part(const Tensor& m, int64_t first, int64_t n, int64_t j) {
  return m.narrow(0, first, n).narrow(1, j * tile, size(j, m.size(1)));
}

/// task(i, j) for all tiles of the lower triangle [d, d].
void each_lower_tile(int64_t d, const std::function<void(int64_t i, int64_t j)>& task) {
  if (small(d)) return d > 0 ? task(0, 0) : void();
  const int64_t n = tiles(d);
  std::vector<std::pair<int64_t, int64_t>> all;
  for (int64_t i = 0; i < n; ++i)
    for (int64_t j = 0; j <= i; ++j) all.emplace_back(i, j);
  each_on_one_thread(static_cast<int64_t>(all.size()),
                     [&](int64_t t) { task(all[t].first, all[t].second); });
}

/// sum_j a_j b_j in eight sums, in the same order on every machine.
ODELIA_CLONES double dot(const double* a, const double* b, int64_t n) {
  double sums[8] = {};
  int64_t j = 0;
  for (; j + 8 <= n; j += 8)
    for (int64_t k = 0; k < 8; ++k) sums[k] += a[j + k] * b[j + k];
  for (; j < n; ++j) sums[j % 8] += a[j] * b[j];
  return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}
}  // namespace

void each_on_one_thread(int64_t n, const std::function<void(int64_t i)>& task) {
  std::atomic<int64_t> next = 0;
  const auto work = [&](int64_t, int64_t) {
    for (int64_t i = next++; i < n; i = next++) task(i);
  };
  const int threads = at::get_num_threads();
  if (threads == 1 || at::in_parallel_region()) return work(0, 0);
  const BlasOnOneThread one(threads);
  at::parallel_for(0, threads, 1, work);
}

void add_squares(Tensor& c, const Tensor& a) {
  const int64_t m = a.size(0);
  each_lower_tile(c.size(0), [&](int64_t i, int64_t j) {
    part(c, i * tile, size(i, c.size(0)), j).addmm_(part(a, 0, m, i).t(), part(a, 0, m, j));
  });
}

void mirror_lower(Tensor& c) {
  const int64_t d = c.size(0);
  double* all = c.data_ptr<double>();
  each_lower_tile(d, [&](int64_t i, int64_t j) {
    for (int64_t row = i * tile; row < i * tile + size(i, d); ++row)
      for (int64_t k = j * tile; k < std::min(row, j * tile + size(j, d)); ++k)
        all[k * d + row] = all[row * d + k];
  });
}

Tensor symmetric_part(const Tensor& c, double& asymmetry) {
  const Tensor in = c.contiguous(), out = at::empty_like(in);
  const int64_t d = in.size(0);
  const double* from = in.data_ptr<double>();
  double* to = out.data_ptr<double>();
  std::vector<double> greatest(tiles(d) * tiles(d), 0.0);
  each_lower_tile(d, [&](int64_t i, int64_t j) {
    double most = 0;
    for (int64_t row = i * tile; row < i * tile + size(i, d); ++row)
      for (int64_t k = j * tile; k < std::min(row + 1, j * tile + size(j, d)); ++k) {
        const double a = from[row * d + k], b = from[k * d + row];
        most = std::max(most, std::abs(a - b));
        to[row * d + k] = to[k * d + row] = 0.5 * (a + b);
      }
    greatest[i * tiles(d) + j] = most;
  });
  asymmetry = *std::max_element(greatest.begin(), greatest.end());
  return out;
}

Tensor cholesky(const Tensor& c) {
  Tensor l;
  bool done = false;
  on_one_thread(c.size(0), [&] {
    const auto [factor, info] = at::linalg_cholesky_ex(c);
    l = factor.contiguous();
    done = info.item<int>() == 0 && l.isfinite().all().item<bool>();
  });
  return done ? l : Tensor();
}

Tensor low_rank_factor(const Tensor& c) {
  const int64_t d = c.size(0);
  const Tensor matrix = c.contiguous(), factor = at::zeros({d, d}, at::kDouble);
  const double* cov = matrix.data_ptr<double>();
  double* l = factor.data_ptr<double>();
  std::vector<double> scale(d), rest(d);  // rest: of the variance, as its fraction
  for (int64_t i = 0; i < d; ++i) {
    scale[i] = std::sqrt(std::max(0.0, cov[i * d + i]));
    rest[i] = scale[i] > 0 ? 1 : 0;
  }
  const double least = static_cast<double>(d) * std::numeric_limits<double>::epsilon();
  int64_t rank = 0;
  for (; rank < d; ++rank) {
    const int64_t p = std::max_element(rest.begin(), rest.end()) - rest.begin();
    if (rest[p] <= least) break;
    const double pivot = std::sqrt(rest[p]);
    at::parallel_for(0, d, 256, [&](int64_t from, int64_t to) {
      for (int64_t i = from; i < to; ++i) {
        if (rest[i] <= 0 || i == p) continue;
        const double r = cov[i * d + p] / (scale[i] * scale[p]),
                     x = (r - dot(l + i * d, l + p * d, rank)) / pivot;
        l[i * d + rank] = x;
        rest[i] -= x * x;
      }
    });
    l[p * d + rank] = pivot;
    rest[p] = 0;
  }
  const Tensor scales = at::empty({d, 1}, at::kDouble);
  std::copy(scale.begin(), scale.end(), scales.data_ptr<double>());
  return (factor.narrow(1, 0, rank) * scales).contiguous();
}

Tensor positive_part_factor(const Tensor& c) {
  Tensor out;
  on_one_thread(c.size(0), [&] {
    const auto [values, vectors] = at::linalg_eigh(c);
    const Tensor v = values.contiguous();
    const double *begin = v.data_ptr<double>(), *end = begin + v.size(0);
    const auto first = std::upper_bound(begin, end, std::max(0.0, -*begin)) - begin;
    const int64_t r = v.size(0) - first;
    out = (vectors.narrow(1, first, r) * v.narrow(0, first, r).sqrt()).contiguous();
  });
  return out;
}

Tensor congruence(const Tensor& c, const Tensor& l) {
  const int64_t d = c.size(0), n = tiles(d);
  const Tensor right = at::empty({d, d}, at::kDouble), out = at::zeros({d, d}, at::kDouble);
  const auto fill = [&](int64_t t) {  // l has zeros above the diagonal, so that a sum begins there
    const int64_t j = t / n, i = t % n, from = j * tile;
    Tensor to = part(right, i * tile, size(i, d), j);
    at::mm_out(to, c.narrow(0, i * tile, size(i, d)).narrow(1, from, d - from),
               part(l, from, d - from, j));
  };
  small(d) ? fill(0) : each_on_one_thread(n * n, fill);
  each_lower_tile(d, [&](int64_t i, int64_t j) {
    const int64_t from = i * tile;
    Tensor to = part(out, from, size(i, d), j);
    at::mm_out(to, part(l, from, d - from, i).t(), part(right, from, d - from, j));
  });
  return out;
}

Tensor eigenvalues(const Tensor& lower) {
  Tensor out;
  on_one_thread(lower.size(0), [&] { out = at::linalg_eigvalsh(lower, "L").contiguous(); });
  return out;
}

Tensor singular_values(const Tensor& a, const Tensor& b) {
  if (a.size(1) == 0 || b.size(1) == 0) return at::empty({0}, at::kDouble);
  Tensor out;
  on_one_thread(a.size(0), [&] { out = at::linalg_svdvals(a.t().mm(b)).contiguous(); });
  return out;
}

}  // namespace odelia
