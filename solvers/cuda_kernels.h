#pragma once
#include <span>
#include <vector>

#include "solvers/normal_sum.h"
#include "solvers/per_sample.h"

/// The kernels of combine.h and normal_sum.h on CUDA tensors, bit for bit, and on `meta` by name alone
/// (cuda/launch.h).  Arguments are checked and contiguous.  A build without CUDA throws
/// std::runtime_error.
namespace odelia::cuda {

struct KernelText;
const KernelText& kernel_text();  ///< cuda/kernels.cu

void combine(Tensor& out, std::span<const Tensor> x, std::span<const PerSample> c);
/// finite: int32 [B]; a row that is not finite becomes 0.
void and_finite_rows(const Tensor& finite, const Tensor& x);
std::vector<double> error_norms(const Tensor& err, const Tensor& a, const Tensor& b, double atol,
                                double rtol);
void normal_sum(Tensor& out, const std::vector<uint64_t>& seeds, const NormalSum& sum);

}  // namespace odelia::cuda
