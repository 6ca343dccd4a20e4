#include "models/mixture.h"

#include <cmath>

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <nlohmann/json.hpp>

#include "models/data/json.h"
#include "solvers/combine.h"

namespace odelia {
namespace {

void check(const Mixture& m, const std::string& where) {
  const size_t k = m.weights.size();
  const auto refuse = [&](const std::string& rule) {
    throw std::invalid_argument(fmt::format("{}: {}", where, rule));
  };
  if (k == 0 || m.means.size() != k || m.stds.size() != k)
    refuse(fmt::format("weights, means and stds must have the same length >= 1; got {}, {} and {}",
                       k, m.means.size(), m.stds.size()));
  for (size_t i = 0; i < k; ++i) {
    if (!(m.weights[i] > 0) || !std::isfinite(m.weights[i]))
      refuse(fmt::format("weight {} must be positive, got {}", i, m.weights[i]));
    if (!(m.stds[i] > 0) || !std::isfinite(m.stds[i]))
      refuse(fmt::format("std {} must be positive, got {}", i, m.stds[i]));
    if (m.means[i].empty() || m.means[i].size() != m.means[0].size())
      refuse(fmt::format("mean {} has dimension {}, mean 0 has {}", i, m.means[i].size(),
                         m.means[0].size()));
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
  bool at_pure_noise() const override { return true; }
  Tensor log_density(const Tensor& x, double alpha, double sigma) const override {
    check_shape(x);
    const Tensor in = x.to(at::kCPU, at::kDouble).contiguous();
    Tensor out = at::empty({x.size(0)}, at::kDouble);
    std::vector<double> v(components()), r(components());
    for (int64_t i = 0; i < x.size(0); ++i)
      out.data_ptr<double>()[i] = posterior(in.data_ptr<double>() + i * dim(), alpha, sigma, v, r);
    return out;
  }

 private:
  int64_t dim() const { return static_cast<int64_t>(m_.means[0].size()); }
  int64_t components() const { return static_cast<int64_t>(m_.stds.size()); }
  void check_shape(const Tensor& x) const {
    if (x.dim() != 2 || x.size(1) != dim())
      throw std::invalid_argument(
          fmt::format("mixture: x must be [B, {}], got {} dimensions, the last of size {}", dim(),
                      x.dim(), x.size(-1)));
  }

  Tensor evaluate(const Tensor& x, const PerSample& alpha, const PerSample& sigma) override {
    check_shape(x);
    if (!x.is_cpu())
      return evaluate(x.cpu(), alpha, sigma)
          .to(x.device());  // exact scores are for study, not for speed on a GPU
    Tensor eps = scratch_like(x);
    const Tensor in = x.contiguous();
    if (x.scalar_type() == at::kDouble)
      rows(in.data_ptr<double>(), eps.data_ptr<double>(), x.size(0), alpha, sigma);
    else
      rows(in.data_ptr<float>(), eps.data_ptr<float>(), x.size(0), alpha, sigma);
    return eps;
  }

  Tensor evaluate_with_products(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                                ProductKind, const VisitPiece& visit) override {
    Tensor eps = evaluate(x, alpha, sigma);
    const Tensor here = x.cpu().contiguous();
    visit(0, x.size(0), [&](const Tensor& w) {
      const Tensor in = w.cpu().contiguous();
      Tensor out = scratch_like(in);
      if (here.scalar_type() == at::kDouble)
        multiply(here.data_ptr<double>(), in.data_ptr<double>(), out.data_ptr<double>(),
                 here.size(0), alpha, sigma);
      else
        multiply(here.data_ptr<float>(), in.data_ptr<float>(), out.data_ptr<float>(), here.size(0),
                 alpha, sigma);
      return out.to(x.device());
    });
    return eps;
  }

  Tensor evaluate_flow(const Tensor& x, const PerSample& alpha, const PerSample& sigma, ProductKind,
                       const VisitPiece* visit) override {
    check_shape(x);
    const Tensor here = x.cpu().contiguous();
    const auto apply = [&](const Tensor* w) {
      const Tensor in = w ? w->cpu().contiguous() : here;
      Tensor out = scratch_like(in);
      if (here.scalar_type() == at::kDouble)
        flow(here.data_ptr<double>(), w ? in.data_ptr<double>() : nullptr, out.data_ptr<double>(),
             here.size(0), alpha, sigma);
      else
        flow(here.data_ptr<float>(), w ? in.data_ptr<float>() : nullptr, out.data_ptr<float>(),
             here.size(0), alpha, sigma);
      return out.to(x.device());
    };
    Tensor u = apply(nullptr);
    if (visit) (*visit)(0, x.size(0), [&](const Tensor& w) { return apply(&w); });
    return u;
  }

  /// along_j = u_j . w with u_j = (x - alpha mu_j) / v_j, of one row; returns ubar . w.
  template <class T>
  double project(const T* x, const T* w, double alpha, const std::vector<double>& v,
                 const std::vector<double>& r, std::vector<double>& along) const {
    double mean = 0;
    for (size_t j = 0; j < along.size(); ++j) {
      along[j] = 0;
      for (int64_t e = 0; e < dim(); ++e) along[j] += (x[e] - alpha * m_.means[j][e]) / v[j] * w[e];
      mean += r[j] * along[j];
    }
    return mean;
  }

  /// u = (x - (alpha + sigma) x0) / sigma, or J_u w, from
  ///     x0 = sum_k r_k d_k,  d_k = (alpha s_k^2 x + sigma^2 mu_k) / v_k,
  ///     J_0 w = (sum_k r_k alpha s_k^2 / v_k) w - sum_k r_k (d_k - x0) (u_k - ubar) . w,
  /// which are finite at alpha = 0.
  template <class T>
  void flow(const T* x, const T* w, T* out, int64_t batch, const PerSample& alpha,
            const PerSample& sigma) const {
    const int64_t d = dim(), k = components();
    at::parallel_for(0, batch, std::max<int64_t>(1, 2048 / (d * k)), [&](int64_t from, int64_t to) {
      std::vector<double> v(k), r(k), along(k);
      for (int64_t i = from; i < to; ++i) {
        const double a = alpha[i], s = sigma[i];
        posterior(x + i * d, a, s, v, r);
        double shrink = 0;
        for (int64_t j = 0; j < k; ++j) shrink += r[j] * a * m_.stds[j] * m_.stds[j] / v[j];
        const double along_mean = w ? project(x + i * d, w + i * d, a, v, r, along) : 0;
        for (int64_t e = 0; e < d; ++e) {
          const double y = x[i * d + e];
          const auto data = [&](int64_t j) {
            return (a * m_.stds[j] * m_.stds[j] * y + s * s * m_.means[j][e]) / v[j];
          };
          double x0 = 0, product = w ? shrink * w[i * d + e] : 0;
          for (int64_t j = 0; j < k; ++j) x0 += r[j] * data(j);
          for (int64_t j = 0; w && j < k; ++j)
            product -= r[j] * (data(j) - x0) * (along[j] - along_mean);
          out[i * d + e] =
              static_cast<T>(w ? (w[i * d + e] - (a + s) * product) / s : (y - (a + s) * x0) / s);
        }
      }
    });
  }

  /// eps = sigma ubar,  ubar = sum_k r_k u_k,  u_k = (x - alpha mu_k) / v_k.
  template <class T>
  void rows(const T* x, T* eps, int64_t batch, const PerSample& alpha,
            const PerSample& sigma) const {
    const int64_t d = dim(), k = components();
    at::parallel_for(0, batch, std::max<int64_t>(1, 4096 / (d * k)), [&](int64_t from, int64_t to) {
      std::vector<double> v(k), r(k);
      for (int64_t i = from; i < to; ++i) {
        const double a = alpha[i], s = sigma[i];
        posterior(x + i * d, a, s, v, r);
        for (int64_t e = 0; e < d; ++e) {
          double value = 0;
          for (int64_t j = 0; j < k; ++j)
            value += r[j] * (x[i * d + e] - a * m_.means[j][e]) / v[j];
          eps[i * d + e] = static_cast<T>(s * value);
        }
      }
    });
  }

  /// J w = sigma [ (sum_k r_k / v_k) w - sum_k r_k u_k (u_k . w) + ubar (ubar . w) ], symmetric.
  template <class T>
  void multiply(const T* x, const T* w, T* out, int64_t batch, const PerSample& alpha,
                const PerSample& sigma) const {
    const int64_t d = dim(), k = components();
    at::parallel_for(0, batch, std::max<int64_t>(1, 2048 / (d * k)), [&](int64_t from, int64_t to) {
      std::vector<double> v(k), r(k), along(k);
      for (int64_t i = from; i < to; ++i) {
        const double a = alpha[i], s = sigma[i];
        posterior(x + i * d, a, s, v, r);
        double on_w = 0;
        for (int64_t j = 0; j < k; ++j) on_w += r[j] / v[j];
        const double along_mean = project(x + i * d, w + i * d, a, v, r, along);
        for (int64_t e = 0; e < d; ++e) {
          double value = on_w * w[i * d + e];
          for (int64_t j = 0; j < k; ++j)
            value -= r[j] * (x[i * d + e] - a * m_.means[j][e]) / v[j] * (along[j] - along_mean);
          out[i * d + e] = static_cast<T>(s * value);
        }
      }
    });
  }

  /// Returns log p_t(x), and of the components
  ///     v_k = alpha^2 s_k^2 + sigma^2,
  ///     r = softmax_k(log w_k - D/2 log v_k - |x - alpha mu_k|^2 / (2 v_k)).
  template <class T>
  double posterior(const T* x, double alpha, double sigma, std::vector<double>& v,
                   std::vector<double>& r) const {
    const int64_t d = dim(), k = components();
    double top = -INFINITY, sum = 0;
    for (int64_t j = 0; j < k; ++j) {
      v[j] = alpha * alpha * m_.stds[j] * m_.stds[j] + sigma * sigma;
      double distance = 0;
      for (int64_t e = 0; e < d; ++e) {
        const double u = x[e] - alpha * m_.means[j][e];
        distance += u * u;
      }
      r[j] = log_weights_[j] - 0.5 * d * std::log(v[j]) - 0.5 * distance / v[j];
      top = std::max(top, r[j]);
    }
    for (int64_t j = 0; j < k; ++j) sum += r[j] = std::exp(r[j] - top);
    for (int64_t j = 0; j < k; ++j) r[j] /= sum;
    return top + std::log(sum) - 0.5 * d * std::log(2 * M_PI);
  }

  Mixture m_;
  std::vector<double> log_weights_;
};

}  // namespace

Mixture read_mixture(const std::string& path) {
  const auto json = read_json(path);
  Mixture m;
  try {
    m.weights = json.at("weights").get<std::vector<double>>();
    m.means = json.at("means").get<std::vector<std::vector<double>>>();
    m.stds = json.at("stds").get<std::vector<double>>();
  } catch (const nlohmann::json::exception& e) {
    throw std::invalid_argument(fmt::format(
        "mixture '{}': expected {{\"weights\": [K], \"means\": [[D]...], \"stds\": [K]}}; {}", path,
        e.what()));
  }
  check(m, fmt::format("mixture '{}'", path));
  return m;
}

std::shared_ptr<ScoreModel> mixture_model(Mixture mixture) {
  return std::make_shared<MixtureModel>(std::move(mixture));
}

}  // namespace odelia
