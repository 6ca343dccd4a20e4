#include "models/divergence.h"

#include <cmath>
#include <numeric>

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include "solvers/combine.h"
#include "solvers/names.h"
#include "solvers/noise.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

/// The sum of every row of v, [B], half onto half: LibTorch's own sum on a GPU has another order of
/// additions for another number of rows.
Tensor folded(Tensor v) {
  while (v.size(1) > 1) {
    const int64_t half = v.size(1) / 2;
    const Tensor sums = v.narrow(1, 0, half) + v.narrow(1, half, half);
    v = v.size(1) % 2 ? at::cat({sums, v.narrow(1, 2 * half, 1)}, 1) : sums;
  }
  return v.sum(1);  // of one or none
}

/// sum_e a_ie b_ie of every row, [B] float64 where a is, in one order whatever the batch.
Tensor row_dots(const Tensor& a, const Tensor& b) {
  if (!a.is_cpu()) return folded((a.to(at::kDouble) * b.to(at::kDouble)).flatten(1));
  const int64_t rows = a.size(0), n = rows ? a.numel() / rows : 0;
  Tensor out = at::empty({rows}, at::kDouble);
  const Tensor p = a.contiguous(), q = b.contiguous();
  const auto add = [&](const auto* x, const auto* y) {
    for (int64_t i = 0; i < rows; ++i) {
      double sum[8] = {};
      for (int64_t e = 0; e < n; ++e) sum[e % 8] += double{x[i * n + e]} * double{y[i * n + e]};
      out.data_ptr<double>()[i] = std::accumulate(sum, sum + 8, 0.0);
    }
  };
  if (p.scalar_type() == at::kDouble)
    add(p.data_ptr<double>(), q.data_ptr<double>());
  else
    add(p.data_ptr<float>(), q.data_ptr<float>());
  return out;
}

PerSample values(const Tensor& there) {
  const Tensor t = there.cpu();
  const double* from = t.data_ptr<double>();
  return PerSample(std::vector<double>(from, from + t.numel()));
}

class Exact final : public TraceEstimator {
 public:
  explicit Exact(const std::vector<int64_t>& shape, at::TensorOptions options)
      : shape_(shape), options_(options) {}
  int64_t columns() const override { return 1; }
  void piece(int64_t from, int64_t rows, const PerSample&, const PerSample&, const Product& product,
             Tensor& out) override {
    std::vector<int64_t> shape{rows};
    shape.insert(shape.end(), shape_.begin(), shape_.end());
    const Tensor unit = at::zeros(shape, options_), flat = unit.view({rows, -1});
    auto trace = out.narrow(0, from, rows).select(1, 0);
    trace.zero_();
    for (int64_t j = 0; j < flat.size(1); ++j) {
      flat.select(1, j).fill_(1);
      trace.add_(product(unit).reshape({rows, -1}).select(1, j).to(at::kDouble));
      flat.select(1, j).fill_(0);
    }
  }
  void select(const std::vector<int64_t>&) override {}

 private:
  std::vector<int64_t> shape_;
  at::TensorOptions options_;
};

class Hutchinson final : public TraceEstimator {
 public:
  Hutchinson(std::vector<Tensor> probes, std::shared_ptr<const GaussianPart> control)
      : probes_(std::move(probes)), control_(std::move(control)) {
    if (!control_) return;
    for (const Tensor& v : probes_) squares_.push_back(control_->squares(v.flatten(1)));
  }
  int64_t columns() const override { return static_cast<int64_t>(probes_.size()); }
  void piece(int64_t from, int64_t rows, const PerSample& alpha, const PerSample& sigma,
             const Product& product, Tensor& out) override {
    for (int64_t k = 0; k < columns(); ++k) {
      const Tensor v = probes_[k].narrow(0, from, rows);
      Tensor estimate = row_dots(v, product(v));
      if (control_) estimate += upload(corrections(k, from, rows, alpha, sigma), v.device());
      out.narrow(0, from, rows).select(1, k).copy_(estimate);
    }
  }
  void select(const std::vector<int64_t>& rows) override {
    for (Tensor& v : probes_) v = select_rows(v, rows);
    for (Tensor& s : squares_) s = select_rows(s, rows);
  }

  bool controlled() const override { return control_ != nullptr; }

 private:
  /// What the control variate adds to probe k's estimate of every row.
  std::vector<double> corrections(int64_t k, int64_t from, int64_t rows, const PerSample& alpha,
                                  const PerSample& sigma) const {
    std::vector<double> out;
    for (int64_t i = from; i < from + rows; ++i) {
      const double *squares = squares_[k].data_ptr<double>() + i * control_->dimension(),
                   a = alpha[i], s = sigma[i];
      out.push_back(control_->trace(a, s) - control_->quadratic(squares, a, s));
    }
    return out;
  }

  std::vector<Tensor> probes_, squares_;
  std::shared_ptr<const GaussianPart> control_;
};

class HutchPlusPlus final : public TraceEstimator {
 public:
  HutchPlusPlus(std::vector<Tensor> sketch, std::vector<Tensor> residual)
      : sketch_(std::move(sketch)), residual_(std::move(residual)) {}
  int64_t columns() const override { return static_cast<int64_t>(residual_.size()); }
  void piece(int64_t from, int64_t rows, const PerSample&, const PerSample&, const Product& product,
             Tensor& out) override {
    std::vector<Tensor> basis;
    for (const Tensor& s : sketch_)
      basis.push_back(beyond(basis, product(s.narrow(0, from, rows)), true));
    Tensor within = at::zeros({rows}, out.options());
    for (const Tensor& q : basis) within += row_dots(q, product(q));
    for (int64_t k = 0; k < columns(); ++k) {
      const Tensor g = beyond(basis, residual_[k].narrow(0, from, rows), false);
      out.narrow(0, from, rows).select(1, k).copy_(within + row_dots(g, product(g)));
    }
  }
  void select(const std::vector<int64_t>& rows) override {
    for (Tensor& v : sketch_) v = select_rows(v, rows);
    for (Tensor& v : residual_) v = select_rows(v, rows);
  }

 private:
  /// What of v lies outside of the basis, of length 1 if `unit` (0 where nothing is left).  Twice,
  /// since once leaves rounding errors as large as what cancelled.
  static Tensor beyond(const std::vector<Tensor>& basis, Tensor v, bool unit) {
    const PerSample before = values(row_dots(v, v));
    for (int pass = 0; pass < 2; ++pass)
      for (const Tensor& q : basis) v = combine({{1, v}, {-values(row_dots(q, v)), q}});
    if (!unit) return v;
    const double smallest = v.scalar_type() == at::kDouble ? 1e-20 : 1e-10;
    return combine({{PerSample::zip(values(row_dots(v, v)), before,
                                    [&](double after, double all) {
                                      return after > smallest * all ? 1 / std::sqrt(after) : 0;
                                    }),
                     v}});
  }
  std::vector<Tensor> sketch_, residual_;
};

}  // namespace

GaussianPart::GaussianPart(const Tensor& covariance) {
  if (covariance.dim() != 2 || covariance.size(0) != covariance.size(1) ||
      covariance.scalar_type() != at::kDouble)
    throw std::invalid_argument(
        fmt::format("GaussianPart: covariance must be [D, D] float64, got [{}]",
                    fmt::join(covariance.sizes(), ", ")));
  const auto [eigenvalues, vectors] = at::linalg_eigh(covariance.cpu());
  for (int64_t i = 0; i < eigenvalues.numel(); ++i)
    variance_.push_back(std::max(0.0, eigenvalues.data_ptr<double>()[i]));
  basis_ = vectors.t().contiguous();
}

GaussianPart GaussianPart::of_data(const Tensor& rows) {
  if (rows.dim() != 2 || rows.size(0) < 2)
    throw std::invalid_argument(
        "GaussianPart: needs data [N, D] with N >= 2; take no control variate for less");
  const Tensor centred = rows.to(at::kDouble) - rows.to(at::kDouble).mean(0, true);
  return GaussianPart(at::mm(centred.t(), centred) / static_cast<double>(rows.size(0) - 1));
}

double GaussianPart::trace(double alpha, double sigma) const {
  double sum = 0;
  for (double c : variance_) sum += sigma / (alpha * alpha * c + sigma * sigma);
  return sum;
}

Tensor GaussianPart::slopes(double alpha, double sigma) const {
  Tensor out = at::empty({dimension()}, at::kDouble);
  for (size_t i = 0; i < variance_.size(); ++i)
    out.data_ptr<double>()[i] = sigma / (alpha * alpha * variance_[i] + sigma * sigma);
  return out;
}

Tensor GaussianPart::product(const Tensor& v, double alpha, double sigma) const {
  return at::mm(at::mm(v, basis_.t()) * slopes(alpha, sigma), basis_);
}

Tensor GaussianPart::diagonal(double alpha, double sigma) const {
  return at::mv(basis_.square().t(), slopes(alpha, sigma));
}

Tensor GaussianPart::squares(const Tensor& v) const {
  const Tensor in = v.to(at::kCPU, at::kDouble).contiguous();
  Tensor out = at::empty_like(in);
  for (int64_t i = 0; i < in.size(0); ++i)
    out.select(0, i).copy_(
        at::mv(basis_, in.select(0, i)).square());  // row by row: the same in every batch
  return out;
}

double GaussianPart::quadratic(const double* squares, double alpha, double sigma) const {
  double sum = 0;
  for (size_t i = 0; i < variance_.size(); ++i)
    sum += squares[i] * sigma / (alpha * alpha * variance_[i] + sigma * sigma);
  return sum;
}

std::unique_ptr<TraceEstimator> make_trace_estimator(const TraceOptions& o,
                                                     const std::vector<uint64_t>& seeds,
                                                     const std::vector<int64_t>& shape,
                                                     const at::TensorOptions& tensor_options,
                                                     std::shared_ptr<const GaussianPart> control) {
  const int64_t dimension =
      std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
  const auto refuse = [](const std::string& what) {
    throw std::invalid_argument("divergence: " + what);
  };
  if (o.probe != "rademacher" && o.probe != "gaussian")
    refuse(fmt::format("unknown probe '{}'; {}", o.probe,
                       known_names(o.probe, {"gaussian", "rademacher"})));
  if (o.probes < 1) refuse(fmt::format("needs at least one probe, got {}", o.probes));
  if (control && o.method != "hutchinson")
    refuse(fmt::format("a control variate belongs to 'hutchinson', not to '{}'", o.method));
  if (control && control->dimension() != dimension)
    refuse(fmt::format("the control variate has dimension {}, the samples have {}",
                       control->dimension(), dimension));
  const auto probe = [&](int64_t k) {
    std::vector<int64_t> all{static_cast<int64_t>(seeds.size())};
    all.insert(all.end(), shape.begin(), shape.end());
    const Tensor v =
        normals(at::empty(all, tensor_options), seeds, Stream::probes, static_cast<uint64_t>(k));
    return o.probe == "gaussian" ? v : at::where(v >= 0, at::ones_like(v), -at::ones_like(v));
  };
  if (o.method == "exact") {
    if (dimension > kExactTraceLimit)
      refuse(
          fmt::format("the exact trace takes one product per dimension and stops at {}; these "
                      "samples have {}. Take hutchinson or hutchpp.",
                      kExactTraceLimit, dimension));
    return std::make_unique<Exact>(shape, tensor_options);
  }
  std::vector<Tensor> probes;
  if (o.method == "hutchinson") {
    for (int64_t k = 0; k < o.probes; ++k) probes.push_back(probe(k));
    return std::make_unique<Hutchinson>(std::move(probes), std::move(control));
  }
  if (o.method != "hutchpp")
    refuse(fmt::format("unknown method '{}'; {}", o.method,
                       known_names(o.method, {"exact", "hutchinson", "hutchpp"})));
  if (o.probes < 3)
    refuse(fmt::format(
        "hutchpp divides its products into three, and needs at least 3 probes; got {}", o.probes));
  std::vector<Tensor> residual;
  const int64_t sketch = std::min(o.probes / 3, dimension);
  for (int64_t k = 0; k < sketch; ++k) probes.push_back(probe(k));
  for (int64_t k = sketch; k < sketch + o.probes - 2 * (o.probes / 3); ++k)
    residual.push_back(probe(k));
  return std::make_unique<HutchPlusPlus>(std::move(probes), std::move(residual));
}

}  // namespace odelia
