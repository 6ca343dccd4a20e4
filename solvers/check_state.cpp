#include "solvers/check_state.h"

#include <ATen/core/grad_mode.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace odelia {
namespace {
std::string describe(const Tensor& x) {
  return fmt::format("{} {} on {}", c10::toString(x.scalar_type()), fmt::join(x.sizes().vec(), "x"),
                     x.device().str());
}
}  // namespace

void check_state(const char* who, const Tensor& x) {
  if (!x.defined()) throw std::invalid_argument(fmt::format("{}: got an undefined tensor", who));
  if (x.dim() < 1)
    throw std::invalid_argument(
        fmt::format("{}: expected a batch [B, ...], got a tensor of no dimension", who));
  if (x.scalar_type() != at::kFloat && x.scalar_type() != at::kDouble)
    throw std::invalid_argument(fmt::format(
        "{}: expected float32 or float64, got {}; convert the state with .to()", who, describe(x)));
  if (!x.is_cpu() && !x.is_cuda() && !x.is_meta())
    throw std::invalid_argument(
        fmt::format("{}: expected a CPU or CUDA tensor, got {}", who, describe(x)));
  if (x.requires_grad() && at::GradMode::is_enabled())
    throw std::invalid_argument(
        fmt::format("{}: got a tensor that requires a gradient, which would be lost; use "
                    "at::NoGradGuard or .detach()",
                    who));
}

void check_same(const char* who, const Tensor& x, const Tensor& first) {
  check_state(who, x);
  if (!x.sizes().equals(first.sizes()) || x.scalar_type() != first.scalar_type() ||
      x.device() != first.device())
    throw std::invalid_argument(
        fmt::format("{}: all tensors must agree in shape, dtype and device; got {} beside {}", who,
                    describe(x), describe(first)));
}

}  // namespace odelia
