// Updates in numbers: what the second step of an optimizer is, where the first cannot tell.
#include "tests/catch.h"

#include <cmath>

#include <ATen/ATen.h>

#include "experiments/train/optimizer.h"

using namespace odelia;

namespace {

/// Takes a step with this gradient and says how far the weight moved.
Tensor moved(Optimizer& optimizer, ParameterSet& p, const Tensor& gradient, int64_t number,
             double scale = 1) {
  Tensor& w = p.begin()->second;
  const Tensor before = w.detach().clone();
  w.mutable_grad() = gradient;
  optimizer.step(p, number, scale);
  return w.detach() - before;
}

ParameterSet weight(const std::string& name, const Tensor& value) {
  return {{name, value.clone().set_requires_grad(true)}};
}

double largest(const Tensor& x) { return x.abs().max().item<double>(); }

}  // namespace

TEST_CASE("AdamW's second step tells its two decays apart", "[optimizer]") {
  // After g = 1 the second gradient is 0: m = b1 (1 - b1) of 1 - b1^2, v likewise.
  for (const auto& [b1, b2] : {std::pair{0.9, 0.99}, {0.5, 0.999}}) {
    OptimizerConfig c;
    c.lr = 0.1, c.beta1 = b1, c.beta2 = b2;
    auto p = weight("w", at::full({3}, 2.0, at::kDouble));
    Optimizer optimizer(c, p);
    const Tensor one = at::ones({3}, at::kDouble);
    CHECK(largest(moved(optimizer, p, one, 1) + 0.1) < 1e-8);  // eps
    const double second = b1 / (1 + b1) / std::sqrt(b2 / (1 + b2));
    CHECK(largest(moved(optimizer, p, 0 * one, 2) + 0.1 * second) < 1e-8);
    // At half the rates, after a third gradient of -1.
    const double m = b1 * b1 * (1 - b1) - (1 - b1), v = b2 * b2 * (1 - b2) + (1 - b2);
    const double third = m / (1 - b1 * b1 * b1) / std::sqrt(v / (1 - b2 * b2 * b2));
    CHECK(largest(moved(optimizer, p, -one, 3, 0.5) + 0.05 * third) < 1e-8);
  }
}

TEST_CASE("weights decay, and vectors do not", "[optimizer]") {
  OptimizerConfig c;
  c.lr = 0.1, c.weight_decay = 0.5;
  const auto step = [&](const std::vector<int64_t>& shape) {
    auto p = weight("w", at::full(shape, 4.0, at::kDouble));
    Optimizer optimizer(c, p);
    return moved(optimizer, p, at::ones(shape, at::kDouble), 1);
  };
  CHECK(largest(step({3}) + 0.1) < 1e-8);
  for (const auto& shape : {std::vector<int64_t>{3, 2}, {3, 2, 1, 1}})
    CHECK(largest(step(shape) + 0.1 + 4 * 0.1 * 0.5) < 1e-8);
}

TEST_CASE("Muon keeps a matrix's singular vectors", "[optimizer]") {
  at::manual_seed(3);
  for (const auto& shape : {std::vector<int64_t>{1, 5, 9}, {1, 9, 5}}) {
    const Tensor m = at::randn(shape, at::kDouble);
    const auto [u, s, vh] = at::linalg_svd(m, /*full_matrices=*/false);
    const Tensor seen =
        at::matmul(at::matmul(u.transpose(1, 2), orthogonalize(m)), vh.transpose(1, 2))[0];
    const Tensor diagonal = seen.diagonal();
    CHECK(largest(seen - at::diag(diagonal)) < 1e-10);  // roundings, five quintics deep
    CHECK(diagonal.min().item<double>() > 0.6);         // its fixed band, see orthogonalize
  }
}

TEST_CASE("Muon's steps are those of Nesterov's momentum, longer where a matrix is tall",
          "[optimizer]") {
  constexpr double lr = 0.1, decay = 0.3, momentum = 0.8;
  OptimizerConfig c;
  c.name = "muon", c.muon_lr = lr, c.muon_momentum = momentum, c.weight_decay = decay;
  at::manual_seed(4);
  for (const auto& shape : {std::vector<int64_t>{4, 8, 3, 3}, {32, 2, 2, 2}}) {
    const int64_t rows = shape[0], columns = shape[1] * shape[2] * shape[3];
    const double tall = std::sqrt(std::max(1.0, double(rows) / double(columns)));
    const auto gradient = [&] { return at::randn(shape); };
    const Tensor start = at::randn(shape), g1 = gradient(), g2 = gradient();
    auto p = weight("middle.weight", start);
    Optimizer optimizer(c, p);
    const Tensor first = (1 - momentum) * g1, second = momentum * first + (1 - momentum) * g2;
    Tensor exact = start;
    int64_t number = 0;
    for (const auto& [g, m] : {std::pair{g1, first}, {g2, second}}) {
      moved(optimizer, p, g.clone(), ++number, 0.5);
      const Tensor seen = (1 - momentum) * g + momentum * m;
      exact = exact * (1 - 0.5 * lr * decay) -
              0.5 * lr * tall * orthogonalize(seen.flatten(1).unsqueeze(0)).view(shape);
      // Float32: five quintics of slopes of up to 3.4 each, of sums in another order.
      CHECK(largest(p.begin()->second.detach() - exact) < 1e-4 * lr);
    }
  }
}
