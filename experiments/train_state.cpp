#include "experiments/train_state.h"

#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include "models/networks/safetensors.h"

namespace odelia {
namespace {

Tensor as_bytes(const std::string& text) {
  auto bytes = at::empty({static_cast<int64_t>(text.size())}, at::kByte);
  std::copy(text.begin(), text.end(), bytes.data_ptr<uint8_t>());
  return bytes;
}

/// Copies every tensor of `into` from "prefix/NAME" of `all`.
void restore(const ParameterSet& all, const std::string& prefix, ParameterSet& into,
             const std::string& who) {
  at::NoGradGuard no_grad;
  ParameterSet found;
  for (const auto& [name, value] : all)
    if (name.rfind(prefix, 0) == 0) found[name.substr(prefix.size())] = value;
  check_same_shapes(found, into, who);
  for (auto& [name, value] : into) value.copy_(found.at(name));
}

}  // namespace

void save_state(const std::filesystem::path& file, const std::string& config_text,
                const TrainingState& state, Optimizer& optimizer) {
  ParameterSet all;
  const auto put = [&](const std::string& prefix, const ParameterSet& set) {
    for (const auto& [name, value] : set) all[prefix + name] = value.detach().contiguous();
  };
  put("weights/", state.parameters), put("average/", state.average),
      put("optimizer/", optimizer.state());
  for (const auto& [decay, average] : state.further) put("average-" + decay + "/", average);
  all["step"] = at::tensor(std::vector<int64_t>{state.step});
  all["seconds"] = at::tensor(std::vector<double>{state.seconds});
  all["config"] = as_bytes(config_text);
  std::filesystem::create_directories(file.parent_path());
  write_safetensors(file.string(), all);
}

void load_state(const std::filesystem::path& file, const std::string& config_text,
                TrainingState& state, Optimizer& optimizer) {
  const ParameterSet all = read_safetensors(file.string());
  const auto who = "train: " + file.string();
  if (!get(all, "config").equal(as_bytes(config_text)))
    throw std::invalid_argument(
        who + " belongs to a run with another config; remove it or choose another --out");
  restore(all, "weights/", state.parameters, who);
  restore(all, "average/", state.average, who);
  for (auto& [decay, average] : state.further) restore(all, "average-" + decay + "/", average, who);
  restore(all, "optimizer/", optimizer.state(), who);
  state.step = get(all, "step").item<int64_t>();
  state.seconds = get(all, "seconds").item<double>();
}

}  // namespace odelia
