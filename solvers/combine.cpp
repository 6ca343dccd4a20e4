#include "solvers/combine.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <ATen/MemoryOverlap.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <fmt/ranges.h>

#include "solvers/clones.h"
#include "solvers/cuda/kernels.h"

namespace odelia {
namespace {

constexpr int max_unrolled = 6;
constexpr int64_t grain = 32768;  // elements: below this a second thread costs more than it brings
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

/// Any number of terms: the same additions in the same order, block by block in the first-level cache.
template <class T>
[[gnu::always_inline]] inline void blockwise(T* out, const T* const* x, const T* c, int terms, int64_t n) {
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
[[gnu::always_inline]] inline void any_terms(T* out, const T* const* x, const T* c, int terms, int64_t n) {
  switch (terms) {
    case 1: return unrolled<T, 1>(out, x, c, n);
    case 2: return unrolled<T, 2>(out, x, c, n);
    case 3: return unrolled<T, 3>(out, x, c, n);
    case 4: return unrolled<T, 4>(out, x, c, n);
    case 5: return unrolled<T, 5>(out, x, c, n);
    case max_unrolled: return unrolled<T, max_unrolled>(out, x, c, n);
    default: return blockwise(out, x, c, terms, n);
  }
}

// target_clones does not go with templates: one plain function per type.
ODELIA_CLONES void sum_terms(float* out, const float* const* x, const float* c, int terms, int64_t n) {
  any_terms(out, x, c, terms, n);
}
ODELIA_CLONES void sum_terms(double* out, const double* const* x, const double* c, int terms, int64_t n) {
  any_terms(out, x, c, terms, n);
}

/// Elements [begin, end) of the flattened batch, whose rows have n elements.
template <class T>
void combine_range(T* out, std::span<const Tensor> x, std::span<const PerSample> c, int64_t n, bool uniform,
                   int64_t begin, int64_t end) {
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
  at::parallel_for(0, total, grain, [&](int64_t begin, int64_t end) {
    if (out.scalar_type() == at::kFloat)
      combine_range(out.data_ptr<float>(), x, c, n, uniform, begin, end);
    else
      combine_range(out.data_ptr<double>(), x, c, n, uniform, begin, end);
  });
}

std::string describe(const Tensor& x) {
  return fmt::format("{} {} on {}", c10::toString(x.scalar_type()), fmt::join(x.sizes().vec(), "x"), x.device().str());
}

void check_state(const char* who, const Tensor& x) {
  if (!x.defined()) throw std::invalid_argument(fmt::format("{}: got an undefined tensor", who));
  if (x.dim() < 1)
    throw std::invalid_argument(fmt::format("{}: expected a batch [B, ...], got a tensor of no dimension", who));
  if (x.scalar_type() != at::kFloat && x.scalar_type() != at::kDouble)
    throw std::invalid_argument(
        fmt::format("{}: expected float32 or float64, got {}; convert the state with .to()", who, describe(x)));
  if (!x.device().is_cpu() && !x.device().is_cuda())
    throw std::invalid_argument(fmt::format("{}: expected a CPU or CUDA tensor, got {}", who, describe(x)));
  if (x.requires_grad() && at::GradMode::is_enabled())
    throw std::invalid_argument(fmt::format(
        "{}: got a tensor that requires a gradient, which would be lost; use at::NoGradGuard or .detach()", who));
}

void check_same(const char* who, const Tensor& x, const Tensor& first) {
  check_state(who, x);
  if (!x.sizes().equals(first.sizes()) || x.scalar_type() != first.scalar_type() || x.device() != first.device())
    throw std::invalid_argument(fmt::format("{}: all tensors must agree in shape, dtype and device; got {} beside {}",
                                            who, describe(x), describe(first)));
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
        throw std::invalid_argument(fmt::format("combine: expected 1 coefficient or one per sample ({}), got {}",
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
  out.device().is_cuda() ? cuda::combine(out, x, c) : combine_cpu(out, x, c);
}

/// The recycled buffers of one thread.
class Scratch {
 public:
  Tensor like(const Tensor& x) {
    const int64_t stream = stream_of(x), bytes = static_cast<int64_t>(x.nbytes());
    ++clock_;
    Buffer* best = nullptr;  // the smallest that holds x, and is not wastefully large
    for (Buffer& buffer : buffers_)
      if (buffer.free() && buffer.stream == stream && buffer.x.scalar_type() == x.scalar_type() &&
          buffer.x.device() == x.device() && buffer.bytes() >= bytes && buffer.bytes() <= 4 * bytes &&
          (!best || buffer.bytes() < best->bytes()))
        best = &buffer;
    if (!best) best = &allocate(x, stream);
    best->used = clock_;
    if (!best->x.sizes().equals(x.sizes())) best->x.resize_(x.sizes());
    return best->x;
  }
  int64_t allocations() const { return allocations_; }

 private:
  struct Buffer {
    Tensor x;
    int64_t stream, used;
    bool free() const { return x.use_count() == 1 && x.storage().use_count() == 1 && !x.requires_grad(); }
    int64_t bytes() const { return static_cast<int64_t>(x.storage().nbytes()); }
  };

  Buffer& allocate(const Tensor& x, int64_t stream) {
    // Batches shrink as samples finish, and runs change shape: let go of what has not been wanted for long.
    std::erase_if(buffers_, [&](const Buffer& b) { return b.free() && clock_ - b.used > max_age; });
    if (buffers_.size() == max_buffers) buffers_.erase(buffers_.begin());  // its users keep it alive
    c10::InferenceMode normal_tensor(false);  // of use outside inference mode too
    buffers_.push_back({at::empty(x.sizes(), x.options().requires_grad(false).memory_format(at::MemoryFormat::Contiguous)),
                        stream, clock_});
    ++allocations_;
    return buffers_.back();
  }

  /// Work queued on one CUDA stream may still read a buffer that the host has let go.
  static int64_t stream_of(const Tensor& x) {
    if (x.device().is_cpu()) return 0;
    return static_cast<int64_t>(c10::impl::VirtualGuardImpl(x.device().type()).getStream(x.device()).id());
  }

  static constexpr size_t max_buffers = 64;
  static constexpr int64_t max_age = 256;  // calls; a step of the longest multistep method makes a few
  std::vector<Buffer> buffers_;            // oldest first
  int64_t clock_ = 0, allocations_ = 0;
};

Scratch& scratch() {
  thread_local Scratch all;
  return all;
}

constexpr int64_t lanes = 256;

/// Sum of squared scaled errors of one row in `lanes` interleaved partial sums, then a tree over them:
/// the order of additions of a CUDA block of `lanes` threads.
template <class T>
[[gnu::always_inline]] inline double squared_error(const T* err, const T* a, const T* b, int64_t n, double atol,
                                                   double rtol) {
  double sum[lanes] = {};
  for (int64_t from = 0; from < n; from += lanes) {
    const int64_t m = std::min(lanes, n - from);
    for (int64_t j = 0; j < m; ++j) {
      const double old_size = std::abs(static_cast<double>(a[from + j]));
      const double new_size = std::abs(static_cast<double>(b[from + j]));
      const double size = !(new_size <= old_size) ? new_size : old_size;  // keeps a NaN of b
      const double scaled = static_cast<double>(err[from + j]) / (atol + rtol * size);
      sum[j] += scaled * scaled;
    }
  }
  for (int64_t half = lanes / 2; half > 0; half /= 2)
    for (int64_t j = 0; j < half; ++j) sum[j] += sum[j + half];
  return sum[0];
}

ODELIA_CLONES double squared_error_row(const float* err, const float* a, const float* b, int64_t n, double atol,
                                       double rtol) {
  return squared_error(err, a, b, n, atol, rtol);
}
ODELIA_CLONES double squared_error_row(const double* err, const double* a, const double* b, int64_t n, double atol,
                                       double rtol) {
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
  at::parallel_for(0, rows, std::max<int64_t>(1, grain / std::max<int64_t>(1, n)), [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) f(row, row * n, n);
  });
}

}  // namespace

Tensor combine(std::span<const Term> terms) {
  const Checked in(terms);
  Tensor out = scratch_like(in.x[0]);
  run(out, in);
  return out;
}

Tensor combine(std::initializer_list<Term> terms) { return combine(std::span<const Term>(terms.begin(), terms.size())); }

void combine_into(Tensor& out, std::span<const Term> terms) {
  const Checked in(terms);
  check_same("combine_into", out, in.x[0]);
  if (!out.is_contiguous())
    throw std::invalid_argument("combine_into: expected a contiguous result tensor, got a strided one; use combine");
  for (const Tensor& x : in.x) at::assert_no_partial_overlap(out, x);
  run(out, in);
}

Tensor scratch_like(const Tensor& x) { return scratch().like(x); }
int64_t scratch_allocations() { return scratch().allocations(); }
int64_t combine_passes() { return passes; }

std::vector<bool> finite_rows(const Tensor& x) {
  check_state("finite_rows", x);
  const Tensor in = x.contiguous();
  if (in.device().is_cuda()) return cuda::finite_rows(in);
  std::vector<char> finite(in.size(0));  // vector<bool> packs bits, which threads would share
  for_rows(in, [&](int64_t row, int64_t from, int64_t n) {
    finite[row] = in.scalar_type() == at::kFloat ? finite_row(in.data_ptr<float>() + from, n)
                                                 : finite_row(in.data_ptr<double>() + from, n);
  });
  return {finite.begin(), finite.end()};
}

std::vector<double> error_norms(const Tensor& err, const Tensor& a, const Tensor& b, double atol, double rtol) {
  check_state("error_norms", err);
  check_same("error_norms", a, err);
  check_same("error_norms", b, err);
  const Tensor e = err.contiguous(), p = a.contiguous(), q = b.contiguous();
  if (e.device().is_cuda()) return cuda::error_norms(e, p, q, atol, rtol);
  std::vector<double> norm(e.size(0));
  for_rows(e, [&](int64_t row, int64_t from, int64_t n) {
    const double sum =
        e.scalar_type() == at::kFloat
            ? squared_error_row(e.data_ptr<float>() + from, p.data_ptr<float>() + from, q.data_ptr<float>() + from, n,
                                atol, rtol)
            : squared_error_row(e.data_ptr<double>() + from, p.data_ptr<double>() + from,
                                q.data_ptr<double>() + from, n, atol, rtol);
    norm[row] = n ? std::sqrt(sum / static_cast<double>(n)) : 0;
  });
  return norm;
}

}  // namespace odelia
