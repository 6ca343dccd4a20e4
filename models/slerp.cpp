#include "models/slerp.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <ATen/ops/stack.h>
#include <fmt/format.h>

#include "solvers/row_sums.h"

namespace odelia {

Tensor slerp(const Tensor& a, const Tensor& b, int64_t count) {
  if (a.sizes() != b.sizes() || !a.is_floating_point() || !b.is_floating_point() || count < 2)
    throw std::invalid_argument(fmt::format(
        "slerp: expected two floating tensors of one shape and 2 points or more, got {} points",
        count));
  const Tensor p = a.to(at::kDouble).flatten(), q = b.to(at::kDouble).flatten();
  const auto product = [](const Tensor& u, const Tensor& v) { return sum_of(u * v); };
  const double cosine = product(p, q) / std::sqrt(product(p, p) * product(q, q)),
               theta = std::acos(std::clamp(cosine, -1.0, 1.0));
  if (!(std::sin(theta) > 1e-6))
    throw std::invalid_argument("slerp: both ends lie on one line through 0; take other ends");
  std::vector<Tensor> points{a};
  for (int64_t k = 1; k + 1 < count; ++k) {
    const double u = static_cast<double>(k) / static_cast<double>(count - 1);
    points.push_back(((std::sin((1 - u) * theta) / std::sin(theta)) * a.to(at::kDouble) +
                      (std::sin(u * theta) / std::sin(theta)) * b.to(at::kDouble))
                         .to(a.scalar_type()));
  }
  points.push_back(b);
  return at::stack(points);
}

}  // namespace odelia
