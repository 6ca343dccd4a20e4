#pragma once
#include <algorithm>
#include <functional>
#include <vector>

#include "models/score_model.h"

namespace odelia {

/// Rows of one forward pass of a network on samples of that shape where nobody says how many: 16 on
/// a CPU; on a GPU as many as hold 256 x 3 x 32 x 32 values, a power of two from 1 to 4096.
int64_t usual_micro_batch(at::Device device, at::IntArrayRef sample_shape);

/// What was asked for, or the usual where that is 0.
inline int64_t micro_batch_for(int64_t asked, at::Device device, at::IntArrayRef sample_shape) {
  return asked != 0 ? asked : usual_micro_batch(device, sample_shape);
}

/// Rows [from, from + n) of x, and zeros up to `size` rows.
Tensor padded(const Tensor& x, int64_t from, int64_t n, int64_t size);

/// The same of one value a row, and `rest` up to `size` of them.
template <class T>
std::vector<T> padded(const std::vector<T>& values, int64_t from, int64_t n, int64_t size, T rest) {
  std::vector<T> out(size, rest);
  std::copy_n(values.begin() + from, n, out.begin());
  return out;
}

/// A network's answer for one piece of a batch, and the products with its Jacobian that `visit` asks
/// for.
///   network    F, of `chunk`: with gradients recorded for VJPs, with a tangent for JVPs
///   direction  v as a direction of the chunk
///   dressed    from v and its product with F' what the caller owes for v; the product is undefined
///              where F does not depend on the chunk in LibTorch's graph
Tensor piece_with_products(
    ProductKind kind, const Tensor& chunk, int64_t from, int64_t n,
    const std::function<Tensor(const Tensor&)>& network,
    const std::function<Tensor(const Tensor& v)>& direction,
    const std::function<Tensor(const Tensor& v, const Tensor& product)>& dressed,
    const VisitPiece& visit);

}  // namespace odelia
