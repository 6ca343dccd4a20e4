#include "models/micro_batch.h"

#include <algorithm>
#include <bit>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/autograd.h>

#include "models/forward_mode.h"

namespace odelia {

int64_t usual_micro_batch(at::Device device, at::IntArrayRef sample_shape) {
  if (device.is_cpu()) return 16;
  constexpr int64_t values = 256 * 3 * 32 * 32;
  const int64_t rows = values / std::max<int64_t>(1, c10::multiply_integers(sample_shape));
  return static_cast<int64_t>(
      std::bit_floor(static_cast<uint64_t>(std::clamp<int64_t>(rows, 1, 4096))));
}

Tensor padded(const Tensor& x, int64_t from, int64_t n, int64_t size) {
  const auto rows = x.narrow(0, from, n);
  if (n == size) return rows;
  std::vector<int64_t> missing = x.sizes().vec();
  missing[0] = size - n;
  return at::cat({rows, at::zeros(missing, x.options())});
}

Tensor piece_with_products(
    ProductKind kind, const Tensor& chunk, int64_t from, int64_t n,
    const std::function<Tensor(const Tensor&)>& network,
    const std::function<Tensor(const Tensor& v)>& direction,
    const std::function<Tensor(const Tensor& v, const Tensor& product)>& dressed,
    const VisitPiece& visit) {
  Tensor y;
  if (kind == ProductKind::vjp) {
    at::AutoGradMode tracking(true);
    const Tensor leaf = chunk.clone().requires_grad_(true);
    y = network(leaf);
    visit(from, n, [&](const Tensor& v) {
      const Tensor product =
          torch::autograd::grad({y}, {leaf}, {direction(v)}, /*retain_graph=*/true,
                                /*create_graph=*/false, /*allow_unused=*/true)[0];
      at::NoGradGuard no_grad;
      return dressed(v, product.defined() ? product.detach() : product);
    });
  } else {
    at::NoGradGuard no_grad;
    visit(from, n, [&](const Tensor& v) {
      const Tangents tangents;
      const auto [value, product] = tangents.detach(network(tangents.attach(chunk, direction(v))));
      y = value.clone();
      return dressed(v, product.defined() ? product.clone() : product);
    });
    if (!y.defined()) y = network(chunk);
  }
  return y.detach();
}

}  // namespace odelia
