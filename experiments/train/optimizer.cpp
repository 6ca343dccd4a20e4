#include "experiments/train/optimizer.h"

#include <cmath>
#include <map>
#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_div.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_foreach_sqrt.h>
#include <ATen/ops/baddbmm.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>
#include <torch/version.h>

#include "solvers/names.h"

namespace odelia {

void check(const OptimizerConfig& config) {
  if (config.name != "adamw" && config.name != "muon")
    throw std::invalid_argument("train: unknown optimizer '" + config.name + "'; " +
                                known_names(config.name, {"adamw", "muon"}));
}

Optimizer::Optimizer(const OptimizerConfig& config, const ParameterSet& parameters)
    : config_(config) {
  check(config);
  for (const auto& [name, value] : parameters) {
    if (!value.requires_grad()) continue;
    state_["first/" + name] = at::zeros_like(value).detach();
    if (!is_muon(name, value)) state_["second/" + name] = at::zeros_like(value).detach();
  }
}

namespace {

/// "head" of "head.weight", whatever stands before it, as in "generator.head.weight".
std::string layer_of(const std::string& name) {
  const std::string layer = name.substr(0, name.rfind('.'));
  return layer.substr(layer.find_last_of("./") + 1);
}

}  // namespace

bool Optimizer::is_muon(const std::string& name, const Tensor& value) const {
  if (config_.name != "muon" || value.dim() != 4) return false;
  const std::string layer = layer_of(name);
  return layer != "stem" && layer != "head";
}

namespace {

/// Parameters that are updated by the same operations, and what belongs to each.
struct Together {
  std::vector<Tensor> values, gradients, first, second;
};

/// Rows of a convolution's weight, [K, k k C]: a view where channels lie innermost.  The order of
/// columns is nothing to Muon.
Tensor rows_of(const Tensor& weight) { return weight.permute({0, 2, 3, 1}).flatten(1); }

/// as = decay as + (1 - decay) bs.
void move_towards(const std::vector<Tensor>& as, const std::vector<Tensor>& bs, double decay) {
  if (as.empty()) return;
  at::_foreach_mul_(as, decay);
  at::_foreach_add_(as, bs, 1 - decay);
}

/// Decoupled weight decay, of matrices and convolutions alone.
void decay_weights(const std::vector<Tensor>& values, double factor) {
  std::vector<Tensor> decayed;
  for (const auto& value : values)
    if (value.dim() > 1) decayed.push_back(value);
  if (factor != 1 && !decayed.empty()) at::_foreach_mul_(decayed, factor);
}

void step_adamw(const Together& all, const OptimizerConfig& c, int64_t number, double lr) {
  if (all.values.empty()) return;
  decay_weights(all.values, 1 - lr * c.weight_decay);
  move_towards(all.first, all.gradients, c.beta1);
  at::_foreach_mul_(all.second, c.beta2);
  at::_foreach_addcmul_(all.second, all.gradients, all.gradients, 1 - c.beta2);
  const double correction1 = 1 - std::pow(c.beta1, number),
               correction2 = 1 - std::pow(c.beta2, number);
  const auto below = at::_foreach_div(all.second, correction2);
  at::_foreach_sqrt_(below);
  at::_foreach_add_(below, c.eps);
  at::_foreach_addcdiv_(all.values, all.first, below, -lr / correction1);
}

/// Weights of one shape: their matrices are orthogonalised in one batch.
void step_muon(const Together& all, const OptimizerConfig& c, double lr) {
  decay_weights(all.values, 1 - lr * c.weight_decay);
  move_towards(all.first, all.gradients, c.muon_momentum);
  std::vector<Tensor> gradients, first;
  for (const auto& gradient : all.gradients) gradients.push_back(rows_of(gradient));
  for (const auto& one : all.first) first.push_back(rows_of(one));
  const auto matrices = at::stack(gradients).lerp(at::stack(first), c.muon_momentum);
  // bfloat16 is precise enough for a matrix whose singular values end anywhere near one, but most
  // processors multiply its matrices one number at a time.
  const auto type = matrices.device().is_cpu() ? at::kFloat : at::kBFloat16;
  const auto directions = orthogonalize(matrices.to(type)).to(at::kFloat);
  std::vector<Tensor> steps;
  for (size_t i = 0; i < all.values.size(); ++i) {
    const auto& value = all.values[i];
    if (c.muon_normalize) value.mul_(std::sqrt(double(value.size(0))) / value.norm());
    steps.push_back(directions[static_cast<int64_t>(i)]
                        .view({value.size(0), value.size(2), value.size(3), value.size(1)})
                        .permute({0, 3, 1, 2}));
  }
  const double tall = std::sqrt(std::max(1.0, double(matrices.size(1)) / matrices.size(2)));
  at::_foreach_add_(all.values, steps, -lr * tall);
}

}  // namespace

void Optimizer::step(ParameterSet& parameters, int64_t number, double scale) {
  at::NoGradGuard no_grad;
  Together adamw;
  std::map<std::vector<int64_t>, Together> muon;  // by shape
  for (auto& [name, value] : parameters) {
    if (!value.grad().defined()) continue;
    const bool by_muon = is_muon(name, value);
    auto& all = by_muon ? muon[value.sizes().vec()] : adamw;
    all.values.push_back(value), all.gradients.push_back(value.grad());
    all.first.push_back(state_.at("first/" + name));
    if (!by_muon) all.second.push_back(state_.at("second/" + name));
    value.mutable_grad().reset();
  }
  step_adamw(adamw, config_, number, scale * config_.lr);
  for (const auto& [shape, all] : muon) step_muon(all, config_, scale * config_.muon_lr);
}

Tensor orthogonalize(const Tensor& m) {
  const bool tall = m.size(-2) > m.size(-1);
  auto x = tall ? m.transpose(-2, -1) : m;
  const auto size = at::linalg_vector_norm(x.to(at::kFloat), 2, at::IntArrayRef{-2, -1}, true);
  x = x / (size + 1e-7).to(x.scalar_type());
  for (int i = 0; i < 5; ++i) {
    const auto a = at::matmul(x, x.transpose(-2, -1));
    const auto b = at::baddbmm(a, a, a, -4.7750, 2.0315);  // -4.7750 a + 2.0315 a a
    x = at::baddbmm(x, b, x, 3.4445);                      // 3.4445 x + b x
  }
  return tall ? x.transpose(-2, -1) : x;
}

Tensor clip_gradients(ParameterSet& parameters, double limit) {
  at::NoGradGuard no_grad;
  std::vector<Tensor> gradients;
  for (auto& [name, value] : parameters)
    if (value.grad().defined()) gradients.push_back(value.grad());
  const Tensor norm = at::stack(at::_foreach_norm(gradients, 2)).to(at::kDouble).norm();
  const Tensor factor = (limit / norm).clamp_max(1).to(at::kFloat);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 1)
  at::_foreach_mul_(gradients, factor);
#else
  for (auto& gradient : gradients) gradient.mul_(factor);
#endif
  return norm;
}

void update_average(ParameterSet& average, const ParameterSet& parameters, double decay) {
  at::NoGradGuard no_grad;
  std::vector<Tensor> averages, now;
  for (auto& [name, value] : average) {
    const auto& latest = parameters.at(name);
    if (!latest.requires_grad()) {
      value.copy_(latest);  // running statistics are averages already
      continue;
    }
    averages.push_back(value), now.push_back(latest);
  }
  move_towards(averages, now, decay);
}

}  // namespace odelia
