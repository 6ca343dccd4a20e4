#pragma once
#include <string>

#include "models/networks/checkpoints/taken_weights.h"
#include "models/networks/unets/plan.h"

namespace odelia {

/// The tensors of a U-Net.
class UNetWeights : public TakenWeights {
 public:
  UNetWeights(const ParameterSet& all, std::string prefix, at::TensorOptions options)
      : TakenWeights(all, std::move(prefix), options, "U-Net") {}

  /// NAME.weight and NAME.bias.  Kernels of one dimension get a second.
  UNetMap map(const std::string& name);
  /// NAME.weight, of a layer that its code makes without bias.
  UNetMap map_without_bias(const std::string& name);
  UNetNorm norm(const std::string& name, int64_t groups, double epsilon);
  /// In groups of four channels or more, 32 at most: as score_sde and EDM have them.
  UNetNorm norm(const std::string& name, double epsilon);
  /// One axis of the filter NAME, [1, 1, k, k], which must be that axis' square.
  Tensor taps(const std::string& name);
};

/// The order of the channels [heads, q k v, d] in which a code keeps its attention's first layer.
enum class QkvOrder { qkv_head_d, head_qkv_d, head_d_qkv };
/// The same layer with its channels ordered (q k v, head, d).  Throws std::invalid_argument where
/// they do not divide.
UNetMap in_our_order(UNetMap qkv, int64_t heads, QkvOrder order);

/// By means of 2 x 2 pixels, or by repeating each; nothing for the same size.
UNetResample by_means(UNetResample::To to, at::TensorOptions options);

/// base^-(i / (n - shift)) for i = 0 .. n - 1, computed in the given type as its code does: a power,
/// or the exponential of a product.
Tensor powers(int64_t n, double shift, at::TensorOptions options);
Tensor exponentials(int64_t n, double shift, at::TensorOptions options);

}  // namespace odelia
