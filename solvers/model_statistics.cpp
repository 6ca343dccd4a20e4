#include "solvers/model_statistics.h"

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>

namespace odelia {
namespace {

class GaussianStatistics final : public ModelStatistics {
 public:
  explicit GaussianStatistics(double c) : c_(c) {
    if (!(c > 0))
      throw std::invalid_argument(
          fmt::format("gaussian_statistics: the standard deviation must be above 0, got {}", c));
  }
  Tensor at(std::span<const double> lambda) const override {
    Tensor out = at::zeros({3, static_cast<int64_t>(lambda.size()), 1}, at::kDouble);
    for (size_t i = 0; i < lambda.size(); ++i)
      out.data_ptr<double>()[i] = 1 / (1 + c_ * c_ * std::exp(2 * lambda[i]));
    return out;
  }

 private:
  double c_;
};

class ChebyshevStatistics final : public ModelStatistics {
 public:
  ChebyshevStatistics(double first, double last, Tensor coefficients)
      : first_(first), last_(last), coefficients_(std::move(coefficients)) {}
  Tensor at(std::span<const double> lambda) const override {
    const double slack = 1e-9 * (last_ - first_);  // the ends, as rounding leaves them
    for (double l : lambda)
      if (!(l >= first_ - slack && l <= last_ + slack))
        throw std::domain_error(fmt::format(
            "model statistics: asked at log(alpha/sigma) = {:.6g}, but they were measured from "
            "{:.6g} to {:.6g}; measure them for this process with `odelia statistics`, or take "
            "statistics=gaussian",
            l, first_, last_));
    return chebyshev_values(coefficients_, first_, last_, lambda);
  }

 private:
  double first_, last_;
  Tensor coefficients_;
};

/// T_k at the points, [points, K], where [first, last] stands for [-1, 1].
Tensor polynomials(double first, double last, std::span<const double> lambda, int64_t K) {
  Tensor out = at::empty({static_cast<int64_t>(lambda.size()), K}, at::kDouble);
  double* T = out.data_ptr<double>();
  for (double l : lambda) {
    const double u = (2 * l - first - last) / (last - first);
    for (int64_t k = 0; k < K; ++k) T[k] = k == 0 ? 1 : k == 1 ? u : 2 * u * T[k - 1] - T[k - 2];
    T += K;
  }
  return out;
}

}  // namespace

std::shared_ptr<const ModelStatistics> gaussian_statistics(double c) {
  return std::make_shared<GaussianStatistics>(c);
}

std::shared_ptr<const ModelStatistics> chebyshev_statistics(double first, double last,
                                                            Tensor coefficients) {
  return std::make_shared<ChebyshevStatistics>(first, last, std::move(coefficients));
}

std::vector<double> chebyshev_points(double first, double last, int64_t count) {
  std::vector<double> out(count);
  for (int64_t i = 0; i < count; ++i)
    out[i] =
        0.5 * (first + last) - 0.5 * (last - first) * std::cos(std::numbers::pi * i / (count - 1));
  out.front() = first, out.back() = last;
  return out;
}

// The discrete cosine transform of the first kind; point j lies at u_j = -cos(pi j / (K - 1)).
Tensor chebyshev_coefficients(const Tensor& values) {
  const int64_t K = values.size(-2);
  Tensor transform = at::empty({K, K}, at::kDouble);
  const auto half_at_ends = [K](int64_t i) { return i == 0 || i == K - 1 ? 0.5 : 1.0; };
  for (int64_t k = 0; k < K; ++k)
    for (int64_t j = 0; j < K; ++j)
      transform.data_ptr<double>()[k * K + j] =
          2.0 / (K - 1) * half_at_ends(k) * half_at_ends(j) *
          std::cos(std::numbers::pi * k * (K - 1 - j) / (K - 1));
  return at::matmul(transform, values);
}

// T_k' = 2k (T_{k-1} + T_{k-3} + ...), the term T_0 halved.
Tensor chebyshev_derivative(const Tensor& coefficients, double first, double last) {
  const int64_t K = coefficients.size(-2);
  Tensor D = at::zeros({K, K}, at::kDouble);
  for (int64_t k = 1; k < K; ++k)
    for (int64_t j = k - 1; j >= 0; j -= 2)
      D.data_ptr<double>()[j * K + k] = (j == 0 ? 1.0 : 2.0) * k * 2 / (last - first);
  return at::matmul(D, coefficients);
}

Tensor chebyshev_values(const Tensor& coefficients, double first, double last,
                        std::span<const double> lambda) {
  return at::matmul(polynomials(first, last, lambda, coefficients.size(-2)), coefficients);
}

}  // namespace odelia
