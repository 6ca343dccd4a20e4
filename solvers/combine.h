#pragma once
#include <span>

#include "solvers/per_sample.h"
#include "solvers/tensor.h"

namespace odelia {

/// One summand of a linear combination: coefficient (one or one per sample) times tensor [B, ...].
struct Term {
  PerSample c;
  const Tensor& x;
};

/// out = sum_i c_i x_i in a single pass over memory.  Almost every solver step is one of these.
/// x_i: [B, ...], all of the same shape, dtype (float32 or float64) and device; accumulated in that
/// dtype, left to right, without fused multiply-add, so that CPU and CUDA agree to the bit.
/// A coefficient of 0 leaves its term out: a NaN there does not spread.
/// The result comes from the recycled buffers of `scratch_like`.
/// Throws std::invalid_argument on an empty list, mixed shapes, dtypes or devices, and on a
/// coefficient list whose length is neither 1 nor B.
Tensor combine(std::initializer_list<Term> terms);
Tensor combine(std::span<const Term> terms);

/// The same into a given tensor, which may be one of the x_i.
void combine_into(Tensor& out, std::span<const Term> terms);

/// An uninitialised contiguous tensor of x's shape, dtype and device,
/// out of a per-thread set of buffers: one whose last user has let go
/// is handed out again, so that a warm loop allocates nothing.
Tensor scratch_like(const Tensor& x);
/// How many buffers scratch_like had to allocate in this thread so far.
int64_t scratch_allocations();

/// Passes over a state made by `combine` in this thread so far.
int64_t combine_passes();

/// These rows of x [B, ...], in this order.
Tensor select_rows(const Tensor& x, const std::vector<int64_t>& rows);

/// For each sample of x [B, ...]: true if every element is finite.  One read of x.
std::vector<bool> finite_rows(const Tensor& x);

/// The same over many states of a batch: the host waits for their device once, when it is told.
class FiniteRows {
 public:
  explicit FiniteRows(const Tensor& x);  ///< a batch of x's size, on its device
  void look(const Tensor& x);
  std::vector<bool> so_far() const;

 private:
  Tensor finite_;  // int32 [B]
};

/// How often this thread has asked for numbers of a device, by finite rows or error norms: on a GPU
/// it waits there for all that it has launched.
int64_t readings();

/// Root mean square over each sample's elements of err / (atol + rtol max(|a|, |b|)); NaN where b is
/// not finite.  [B, ...] -> B doubles.
std::vector<double> error_norms(const Tensor& err, const Tensor& a, const Tensor& b, double atol,
                                double rtol);

}  // namespace odelia
