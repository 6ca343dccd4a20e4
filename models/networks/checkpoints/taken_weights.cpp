#include "models/networks/checkpoints/taken_weights.h"

#include <stdexcept>

#include <ATen/ops/isfinite.h>
#include <fmt/ranges.h>

namespace odelia {

TakenWeights::TakenWeights(const ParameterSet& all, std::string prefix, at::TensorOptions options,
                           std::string kind)
    : all_(&all), prefix_(std::move(prefix)), options_(options), kind_(std::move(kind)) {}

bool TakenWeights::any(const std::string& beginning) const {
  const auto next = all_->lower_bound(full(beginning));
  return next != all_->end() && next->first.starts_with(full(beginning));
}

std::vector<std::string> TakenWeights::names() const {
  std::vector<std::string> out;
  for (const auto& [name, value] : *all_)
    if (name.starts_with(prefix_)) out.push_back(name.substr(prefix_.size()));
  return out;
}

Tensor TakenWeights::tensor(const std::string& name) {
  const auto found = all_->find(full(name));
  if (found == all_->end())
    throw std::invalid_argument(fmt::format("{}: it lacks the tensor '{}'", kind_, full(name)));
  taken_.insert(found->first);
  const Tensor value = found->second.detach().to(options_);
  if (!at::isfinite(value).all().item<bool>())
    throw std::invalid_argument(fmt::format(
        "{}: '{}' is not finite, as weights of a training run that diverged", kind_, full(name)));
  return value;
}

void TakenWeights::ignore(const std::string& name) {
  for (const auto& [there, value] : *all_)
    if (there.starts_with(full(name))) taken_.insert(there);
}

void TakenWeights::require_all_taken(const std::string& who) const {
  std::vector<std::string> left;
  size_t all = 0;
  for (const auto& [name, value] : *all_)
    if (name.starts_with(prefix_) && !taken_.count(name) && all++ < 4) left.push_back(name);
  if (all > 0)
    throw std::invalid_argument(
        fmt::format("{}: {} tensors have no place in the network that the others make: {}{}", who,
                    all, fmt::join(left, ", "), all > left.size() ? ", ..." : ""));
}

}  // namespace odelia
