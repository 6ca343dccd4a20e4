#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/networks/checkpoints/contents.h"

namespace odelia {
namespace {

// More of a model than this are no buffers and frozen parameters: the list is of another model.
constexpr size_t kMostLeftOut = 64;

/// A buffer by its type or its name, as every BatchNorm has them.
bool no_parameter(const StoredTensor& tensor) {
  return !at::isFloatingType(tensor.dtype) || tensor.name.ends_with("running_mean") ||
         tensor.name.ends_with("running_var");
}

}  // namespace

void name_averages(CheckpointPart& averages, const CheckpointPart& model) {
  const auto& few = averages.tensors;
  std::vector<StoredTensor> all;
  for (const auto& tensor : model.tensors)
    if (!no_parameter(tensor)) all.push_back(tensor);
  const size_t n = few.size();
  averages.named = false;
  if (all.size() < n || all.size() - n > kMostLeftOut) {
    averages.remark = fmt::format(
        "a list of {} tensors without names, and '{}' has {} that may be parameters: they are no "
        "averages of it",
        n, model.key, all.size());
    return;
  }
  const size_t left_out = all.size() - n;
  // ways[i][k]: in how many ways the last of the list, from i on, are the last of the model, from
  // i + k on; 2 stands for more than one.
  const auto fits = [&](size_t i, size_t k) { return few[i].shape == all[i + k].shape; };
  std::vector<std::vector<uint8_t>> ways(n + 1, std::vector<uint8_t>(left_out + 1, 0));
  for (size_t i = n + 1; i-- > 0;)
    for (size_t k = left_out + 1; k-- > 0;) {
      int sum = i == n && k == left_out ? 1 : 0;
      if (i < n && fits(i, k)) sum += ways[i + 1][k];
      if (k < left_out) sum += ways[i][k + 1];
      ways[i][k] = static_cast<uint8_t>(std::min(sum, 2));
    }
  if (ways[0][0] != 1) {
    averages.remark = fmt::format(
        "a list of {} tensors without names, in the order of the parameters of '{}', {}", n,
        model.key,
        ways[0][0] == 0 ? "whose shapes are others" : "whose shapes allow more than one reading");
    return;
  }
  std::map<std::string, size_t> averaged;  // by name: its place in the list
  for (size_t i = 0, k = 0; i < n;) {
    if (fits(i, k) && ways[i + 1][k] == 1)
      averaged[all[i + k].name] = i, ++i;
    else
      ++k;
  }
  std::vector<StoredTensor> complete;
  std::vector<std::string> without;
  for (const auto& tensor : model.tensors) {
    const auto found = averaged.find(tensor.name);
    if (found == averaged.end()) without.push_back(tensor.name);
    complete.push_back(tensor);
    if (found == averaged.end()) continue;
    complete.back() = few[found->second];
    complete.back().name = tensor.name;
  }
  averages.tensors = std::move(complete);
  averages.named = true;
  averages.remark = fmt::format(
      "averages of {} tensors, a list in the order of the parameters of '{}', whose names they got",
      n, model.key);
  if (without.empty()) return;
  const size_t shown = std::min<size_t>(without.size(), 6);
  averages.remark += fmt::format(
      "; without an average, and therefore the model's own: {}{}",
      fmt::join(without.begin(), without.begin() + static_cast<int64_t>(shown), ", "),
      shown < without.size() ? fmt::format(" and {} more", without.size() - shown) : "");
}

}  // namespace odelia
