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
#include <ATen/ops/isfinite.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/pow.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace odelia {
namespace {
constexpr double kMaxPeriod = 10000;
}

UNetWeights::UNetWeights(const ParameterSet& all, std::string prefix, at::TensorOptions options)
    : all_(&all), prefix_(std::move(prefix)), options_(options) {}

bool UNetWeights::any(const std::string& beginning) const {
  const auto next = all_->lower_bound(prefix_ + beginning);
  return next != all_->end() && next->first.starts_with(prefix_ + beginning);
}

std::vector<std::string> UNetWeights::names() const {
  std::vector<std::string> out;
  for (const auto& [name, value] : *all_)
    if (name.starts_with(prefix_)) out.push_back(name.substr(prefix_.size()));
  return out;
}

Tensor UNetWeights::tensor(const std::string& name) {
  const auto found = all_->find(prefix_ + name);
  if (found == all_->end())
    throw std::invalid_argument(fmt::format("U-Net: it lacks the tensor '{}{}'", prefix_, name));
  taken_.insert(found->first);
  const Tensor value = found->second.detach().to(options_);
  if (!at::isfinite(value).all().item<bool>())
    throw std::invalid_argument(fmt::format(
        "U-Net: '{}{}' is not finite, as weights of a training run that diverged", prefix_, name));
  return value;
}

UNetMap UNetWeights::map(const std::string& name) {
  UNetMap map;
  map.weight = tensor(name + ".weight");
  if (map.weight.dim() == 3) map.weight = map.weight.unsqueeze(-1);
  if (map.weight.dim() != 2 && map.weight.dim() != 4)
    throw std::invalid_argument(fmt::format(
        "U-Net: '{}{}.weight' is [{}], expected a layer [K, C] or a convolution [K, C, k, k]",
        prefix_, name, fmt::join(map.weight.sizes(), ", ")));
  if (map.weight.dim() == 4) map.weight = map.weight.contiguous(at::MemoryFormat::ChannelsLast);
  if (has(name + ".bias")) map.bias = tensor(name + ".bias");
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
        fmt::format("U-Net: the filter '{}{}' is [{}], expected [1, 1, k, k] with k even", prefix_,
                    name, fmt::join(filter.sizes(), ", ")));
  const Tensor taps = filter.view({k, k}).sum(1);
  const bool separable = at::allclose(at::outer(taps, taps), filter.view({k, k}), 0, 1e-6);
  if (!separable || (k == 2 && !at::allclose(taps, at::full_like(taps, 0.5), 0, 1e-6)))
    throw std::invalid_argument(
        fmt::format("U-Net: the filter '{}{}' is not the square of one axis' taps with sum 1, for "
                    "two taps of their mean",
                    prefix_, name));
  return taps;
}

void UNetWeights::ignore(const std::string& name) {
  for (const auto& [full, value] : *all_)
    if (full.starts_with(prefix_ + name)) taken_.insert(full);
}

void UNetWeights::require_all_taken(const std::string& who) const {
  std::vector<std::string> left;
  size_t all = 0;
  for (const auto& [name, value] : *all_)
    if (name.starts_with(prefix_) && !taken_.count(name) && all++ < 4) left.push_back(name);
  if (all > 0)
    throw std::invalid_argument(
        fmt::format("{}: {} tensors have no place in the network that the others make: {}{}", who,
                    all, fmt::join(left, ", "), all > left.size() ? ", ..." : ""));
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
