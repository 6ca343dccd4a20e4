#include "solvers/cuda/kernels.h"

namespace odelia::cuda {
namespace {
[[noreturn]] void unavailable(const char* who) {
  throw std::runtime_error(
      fmt::format("{}: got a CUDA tensor, but this build has no CUDA; configure with a PyTorch that has it", who));
}
}  // namespace

void combine(Tensor&, std::span<const Tensor>, std::span<const PerSample>) { unavailable("combine"); }
std::vector<bool> finite_rows(const Tensor&) { unavailable("finite_rows"); }
std::vector<double> error_norms(const Tensor&, const Tensor&, const Tensor&, double, double) {
  unavailable("error_norms");
}
void normal_sum(Tensor&, const std::vector<uint64_t>&, const NormalSum&) { unavailable("noise"); }

}  // namespace odelia::cuda
