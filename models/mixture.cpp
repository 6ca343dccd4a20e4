#include "models/mixture.h"

#include <cmath>
#include <fstream>

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "solvers/combine.h"

namespace odelia {
namespace {

void check(const Mixture& m, const std::string& where) {
  const size_t k = m.weights.size();
  const auto refuse = [&](const std::string& rule) { throw std::invalid_argument(fmt::format("{}: {}", where, rule)); };
  if (k == 0 || m.means.size() != k || m.stds.size() != k)
    refuse(fmt::format("weights, means and stds must have the same length >= 1; got {}, {} and {}", k, m.means.size(), m.stds.size()));
  for (size_t i = 0; i < k; ++i) {
    if (!(m.weights[i] > 0) || !std::isfinite(m.weights[i])) refuse(fmt::format("weight {} must be positive, got {}", i, m.weights[i]));
    if (!(m.stds[i] > 0) || !std::isfinite(m.stds[i])) refuse(fmt::format("std {} must be positive, got {}", i, m.stds[i]));
    if (m.means[i].empty() || m.means[i].size() != m.means[0].size())
      refuse(fmt::format("mean {} has dimension {}, mean 0 has {}", i, m.means[i].size(), m.means[0].size()));
    for (double v : m.means[i])
      if (!std::isfinite(v)) refuse(fmt::format("mean {} is not finite", i));
  }
}

class MixtureModel final : public ScoreModel {
 public:
  explicit MixtureModel(Mixture m) : m_(std::move(m)) {
    check(m_, "mixture");
    double sum = 0;
    for (double w : m_.weights) sum += w;
    for (double w : m_.weights) log_weights_.push_back(std::log(w / sum));
  }
  std::vector<int64_t> sample_shape() const override { return {dim()}; }
  Prediction native() const override { return Prediction::noise; }

 private:
  int64_t dim() const { return static_cast<int64_t>(m_.means[0].size()); }

  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    if (x.dim() != 2 || x.size(1) != dim())
      throw std::invalid_argument(fmt::format("mixture: x must be [B, {}], got {} dimensions, the last of size {}", dim(), x.dim(), x.size(-1)));
    if (!x.is_cpu()) return evaluate(x.cpu(), alpha, sigma).to(x.device());  // exact scores are for study, not for speed on a GPU
    Tensor eps = scratch_like(x);
    const Tensor in = x.contiguous();
    if (x.scalar_type() == at::kDouble) rows(in.data_ptr<double>(), eps.data_ptr<double>(), x.size(0), alpha, sigma);
    else rows(in.data_ptr<float>(), eps.data_ptr<float>(), x.size(0), alpha, sigma);
    return eps;
  }

  /// eps = sigma sum_k r_k (x - alpha mu_k) / v_k,  r = softmax_k(log w_k - D/2 log v_k - |x - alpha mu_k|^2 / (2 v_k)).
  template <class T>
  void rows(const T* x, T* eps, int64_t batch, const PerSample& alpha, const PerSample& sigma) const {
    const int64_t d = dim(), k = static_cast<int64_t>(m_.stds.size());
    at::parallel_for(0, batch, std::max<int64_t>(1, 4096 / (d * k)), [&](int64_t from, int64_t to) {
      std::vector<double> v(k), r(k);
      for (int64_t i = from; i < to; ++i) {
        const double a = alpha[i], s = sigma[i];
        double top = -INFINITY, sum = 0;
        for (int64_t j = 0; j < k; ++j) {
          v[j] = a * a * m_.stds[j] * m_.stds[j] + s * s;
          double distance = 0;
          for (int64_t e = 0; e < d; ++e) {
            const double u = x[i * d + e] - a * m_.means[j][e];
            distance += u * u;
          }
          r[j] = log_weights_[j] - 0.5 * d * std::log(v[j]) - 0.5 * distance / v[j];
          top = std::max(top, r[j]);
        }
        for (int64_t j = 0; j < k; ++j) sum += r[j] = std::exp(r[j] - top);
        for (int64_t e = 0; e < d; ++e) {
          double value = 0;
          for (int64_t j = 0; j < k; ++j) value += r[j] / sum * (x[i * d + e] - a * m_.means[j][e]) / v[j];
          eps[i * d + e] = static_cast<T>(s * value);
        }
      }
    });
  }

  Mixture m_;
  std::vector<double> log_weights_;
};

}  // namespace

Mixture read_mixture(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::invalid_argument(fmt::format("mixture: cannot read '{}'", path));
  Mixture m;
  try {
    const auto json = nlohmann::json::parse(in);
    m.weights = json.at("weights").get<std::vector<double>>();
    m.means = json.at("means").get<std::vector<std::vector<double>>>();
    m.stds = json.at("stds").get<std::vector<double>>();
  } catch (const nlohmann::json::exception& e) {
    throw std::invalid_argument(fmt::format(
        "mixture '{}': expected {{\"weights\": [K], \"means\": [[D]...], \"stds\": [K]}}; {}", path, e.what()));
  }
  check(m, fmt::format("mixture '{}'", path));
  return m;
}

std::shared_ptr<ScoreModel> mixture_model(Mixture mixture) { return std::make_shared<MixtureModel>(std::move(mixture)); }

}  // namespace odelia
