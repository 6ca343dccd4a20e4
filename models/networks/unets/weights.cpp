#include "models/networks/unets/weights.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/full.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/pow.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace odelia {
namespace {
constexpr double kMaxPeriod = 10000;
}

UNetMap UNetWeights::map(const std::string& name) {
  UNetMap map = map_without_bias(name);
  map.bias = tensor(name + ".bias");
  return map;
}

UNetMap UNetWeights::map_without_bias(const std::string& name) {
  UNetMap map;
  map.weight = tensor(name + ".weight");
  if (map.weight.dim() == 3) map.weight = map.weight.unsqueeze(-1);
  if (map.weight.dim() != 2 && map.weight.dim() != 4)
    throw std::invalid_argument(fmt::format(
        "U-Net: '{}.weight' is [{}], expected a layer [K, C] or a convolution [K, C, k, k]",
        full(name), fmt::join(map.weight.sizes(), ", ")));
  if (map.weight.dim() == 4) map.weight = map.weight.contiguous(at::MemoryFormat::ChannelsLast);
  return map;
}

UNetNorm UNetWeights::norm(const std::string& name, int64_t groups, double epsilon) {
  return {tensor(name + ".weight"), tensor(name + ".bias"), groups, epsilon};
}

UNetNorm UNetWeights::norm(const std::string& name, double epsilon) {
  const int64_t channels = tensor(name + ".weight").numel();
  return norm(name, std::clamp<int64_t>(channels / 4, 1, 32), epsilon);
}

Tensor UNetWeights::taps(const std::string& name) {
  const Tensor filter = tensor(name);
  const int64_t k = filter.dim() == 4 ? filter.size(3) : 0;
  if (k < 2 || k % 2 || k > 16 || filter.numel() != k * k)
    throw std::invalid_argument(
        fmt::format("U-Net: the filter '{}' is [{}], expected [1, 1, k, k] with k even", full(name),
                    fmt::join(filter.sizes(), ", ")));
  const Tensor taps = filter.view({k, k}).sum(1);
  const bool separable = at::allclose(at::outer(taps, taps), filter.view({k, k}), 0, 1e-6);
  if (!separable || (k == 2 && !at::allclose(taps, at::full_like(taps, 0.5), 0, 1e-6)))
    throw std::invalid_argument(
        fmt::format("U-Net: the filter '{}' is not the square of one axis' taps with sum 1, for "
                    "two taps of their mean",
                    full(name)));
  return taps;
}

UNetMap in_our_order(UNetMap qkv, int64_t heads, QkvOrder order) {
  const int64_t rows = qkv.weight.size(0);
  if (heads < 1 || rows % (3 * heads))
    throw std::invalid_argument(fmt::format(
        "U-Net: attention of {} channels does not divide into {} heads", rows / 3, heads));
  if (order == QkvOrder::qkv_head_d) return qkv;
  const int64_t d = rows / (3 * heads);
  const auto ordered = [&](const Tensor& x) {
    const auto flat = x.reshape({rows, -1});
    const auto turned = order == QkvOrder::head_qkv_d
                            ? flat.view({heads, 3, d, -1}).transpose(0, 1)
                            : flat.view({heads, d, 3, -1}).permute({2, 0, 1, 3});
    return turned.reshape(x.sizes());
  };
  qkv.weight = ordered(qkv.weight);
  if (qkv.bias.defined()) qkv.bias = ordered(qkv.bias);
  return qkv;
}

UNetResample by_means(UNetResample::To to, at::TensorOptions options) {
  if (to == UNetResample::To::same) return {};
  return {to, at::full({2}, 0.5, options)};
}

Tensor powers(int64_t n, double shift, at::TensorOptions options) {
  return at::pow(1 / kMaxPeriod, at::arange(n, options) / (double(n) - shift));
}

Tensor exponentials(int64_t n, double shift, at::TensorOptions options) {
  return at::exp(-std::log(kMaxPeriod) * at::arange(n, options) / (double(n) - shift));
}

}  // namespace odelia
