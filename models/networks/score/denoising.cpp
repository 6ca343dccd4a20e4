#include "models/networks/score/denoising.h"

#include <cmath>

#include <ATen/TensorOperators.h>

namespace odelia {
namespace {

/// Input scale k of x = k (x0 + s n).
double input_scale(const ScoreNetwork& network, double s) {
  return 1 / std::sqrt(s * s + network.sigma_data() * network.sigma_data());
}

}  // namespace

Tensor lambda_row(const std::vector<double>& lambda, at::Device device) {
  return upload(std::vector<float>(lambda.begin(), lambda.end()), device);
}

Tensor noised(const ScoreCheckpoint& c, const Tensor& x0, const Tensor& n,
              const std::vector<double>& lambda) {
  return (x0 + column(lambda, x0, [](double s) { return s; }) * n) *
         column(lambda, x0, [&](double s) { return input_scale(*c.network, s); });
}

Tensor network_input(const ScoreCheckpoint& c, const Tensor& y, const std::vector<double>& lambda) {
  return y * column(lambda, y, [&](double s) { return input_scale(*c.network, s); });
}

Tensor origin_of(const ScoreCheckpoint& c, const Tensor& output, const Tensor& y,
                 const std::vector<double>& lambda) {
  const auto on = [&](double s) { return to_origin(s, c.network->sigma_data(), c.s_min()); };
  return column(lambda, y, [&](double s) { return on(s).on_input; }) * y +
         column(lambda, y, [&](double s) { return on(s).on_output; }) * output;
}

Tensor wanted_output(const ScoreCheckpoint& c, const Tensor& x0, const Tensor& n,
                     const std::vector<double>& lambda) {
  const auto of = [&](double s) { return target_of(c.target, s, c.network->sigma_data()); };
  return column(lambda, x0, [&](double s) { return of(s).on_data; }) * x0 +
         column(lambda, x0, [&](double s) { return of(s).on_noise; }) * n;
}

Tensor predicted_noise(const ScoreCheckpoint& c, const Tensor& output, const Tensor& x,
                       const std::vector<double>& lambda) {
  // n = (y - x0)/s with x0 = a y + b F and y = x/k.
  const auto on = [&](double s) { return to_data(c.target, s, c.network->sigma_data()); };
  return column(lambda, x,
                [&](double s) { return (1 - on(s).on_input) / (s * input_scale(*c.network, s)); }) *
             x -
         column(lambda, x, [&](double s) { return on(s).on_output / s; }) * output;
}

}  // namespace odelia
