#include "experiments/train/optimizer.h"

#include <cmath>
#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>

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

bool Optimizer::is_muon(const std::string& name, const Tensor& value) const {
  return config_.name == "muon" && value.dim() == 4 && name.rfind("stem.", 0) != 0 &&
         name.rfind("head.", 0) != 0;
}

void Optimizer::step(ParameterSet& parameters, int64_t number, double scale) {
  at::NoGradGuard no_grad;
  const double b1 = config_.beta1, b2 = config_.beta2;
  for (auto& [name, value] : parameters) {
    auto& gradient = value.mutable_grad();
    if (!gradient.defined()) continue;
    auto& first = state_.at("first/" + name);
    const bool muon = is_muon(name, value);
    const double lr = scale * (muon ? config_.muon_lr : config_.lr);
    if (value.dim() > 1 && config_.weight_decay > 0) value.mul_(1 - lr * config_.weight_decay);
    if (muon) {
      first.lerp_(gradient, 1 - config_.muon_momentum);
      const auto matrix = gradient.lerp(first, config_.muon_momentum).flatten(1);
      // bfloat16 is precise enough for a matrix whose singular values end anywhere near one, but most
      // processors multiply its matrices one number at a time.
      const auto type = matrix.device().is_cpu() ? at::kFloat : at::kBFloat16;
      const auto direction = orthogonalize(matrix.to(type)).to(at::kFloat).view_as(value);
      const double tall = std::sqrt(std::max(1.0, double(matrix.size(0)) / matrix.size(1)));
      if (config_.muon_normalize) value.mul_(std::sqrt(double(value.size(0))) / value.norm());
      value.add_(direction, -lr * tall);
    } else {
      auto& second = state_.at("second/" + name);
      first.lerp_(gradient, 1 - b1);
      second.mul_(b2).addcmul_(gradient, gradient, 1 - b2);
      const double correction1 = 1 - std::pow(b1, number), correction2 = 1 - std::pow(b2, number);
      value.addcdiv_(first, (second / correction2).sqrt_().add_(config_.eps), -lr / correction1);
    }
    gradient.reset();
  }
}

Tensor orthogonalize(const Tensor& m) {
  const bool tall = m.size(0) > m.size(1);
  auto x = tall ? m.t() : m;
  x = x / (x.to(at::kFloat).norm() + 1e-7).to(x.scalar_type());
  for (int i = 0; i < 5; ++i) {
    const auto a = at::mm(x, x.t());
    x = 3.4445 * x + at::mm(-4.7750 * a + 2.0315 * at::mm(a, a), x);
  }
  return tall ? x.t() : x;
}

Tensor clip_gradients(ParameterSet& parameters, double limit) {
  at::NoGradGuard no_grad;
  std::vector<Tensor> squares;
  for (auto& [name, value] : parameters)
    if (value.grad().defined()) squares.push_back(value.grad().square().sum());
  const Tensor norm = at::stack(squares).sum().to(at::kDouble).sqrt();
  const Tensor factor = (limit / norm).clamp_max(1).to(at::kFloat);
  for (auto& [name, value] : parameters)
    if (value.grad().defined()) value.mutable_grad().mul_(factor);
  return norm;
}

}  // namespace odelia
