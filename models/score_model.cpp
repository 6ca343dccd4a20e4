#include "models/score_model.h"

#include <fmt/format.h>

#include "solvers/combine.h"

namespace odelia {
namespace {

constexpr const char* kNames[] = {"noise", "data", "velocity", "flow", "score"};

/// value = a x + b wanted, for x = alpha x0 + sigma eps.
struct Affine {
  PerSample a, b;
};

/// x0 as an affine function of x and of a prediction of the given kind: x0 = a x + b value.
Affine data_from(Prediction kind, const PerSample& alpha, const PerSample& sigma) {
  switch (kind) {
    case Prediction::noise: return {1 / alpha, -(sigma / alpha)};
    case Prediction::data: return {0, 1};
    case Prediction::velocity: {
      const PerSample s2 = alpha * alpha + sigma * sigma;
      return {alpha / s2, -(sigma / s2)};
    }
    case Prediction::flow: return {1 / (alpha + sigma), -(sigma / (alpha + sigma))};
    case Prediction::score: return {1 / alpha, sigma * sigma / alpha};
  }
  throw std::logic_error("unreachable");
}

/// The prediction of the given kind as an affine function of x and x0.
Affine from_data(Prediction kind, const PerSample& alpha, const PerSample& sigma) {
  switch (kind) {
    case Prediction::noise: return {1 / sigma, -(alpha / sigma)};
    case Prediction::data: return {0, 1};
    case Prediction::velocity: return {alpha / sigma, -((alpha * alpha + sigma * sigma) / sigma)};
    case Prediction::flow: return {1 / sigma, -((alpha + sigma) / sigma)};
    case Prediction::score: return {-1 / (sigma * sigma), alpha / (sigma * sigma)};
  }
  throw std::logic_error("unreachable");
}

}  // namespace

const char* to_string(Prediction p) { return kNames[static_cast<int>(p)]; }

Prediction prediction_from(const std::string& name) {
  for (int i = 0; i < 5; ++i)
    if (name == kNames[i]) return static_cast<Prediction>(i);
  throw std::invalid_argument(
      fmt::format("unknown prediction '{}'; known: {}", name, fmt::join(kNames, ", ")));
}

Tensor convert(const Tensor& value, Prediction from, Prediction to, const Tensor& x,
               const PerSample& alpha, const PerSample& sigma) {
  if (from == to) return value;
  // eps and score differ by a factor; everything else goes through x0 in one combined affine map.
  if (from == Prediction::noise && to == Prediction::score) return combine({{-1 / sigma, value}});
  if (from == Prediction::score && to == Prediction::noise) return combine({{-sigma, value}});
  const auto in = data_from(from, alpha, sigma);
  const auto out = from_data(to, alpha, sigma);
  const PerSample on_x = out.a + out.b * in.a, on_value = out.b * in.b;
  if (on_x.any([](double c) { return !std::isfinite(c); }) ||
      on_value.any([](double c) { return !std::isfinite(c); }))
    throw std::domain_error(fmt::format(
        "convert: {} from {} is not defined at alpha = {}, sigma = {}", to_string(to), to_string(from),
        alpha[0], sigma[0]));
  return combine({{on_x, x}, {on_value, value}});
}

Tensor ScoreModel::predict(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                           Prediction want) {
  Tensor value = evaluate(x, alpha, sigma);
  ledger_.forward += 1;
  ledger_.rows += x.size(0);
  return convert(value, native(), want, x, alpha, sigma);
}

}  // namespace odelia
