#include "experiments/metrics/frechet.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#define EIGEN_DONT_PARALLELIZE  // the bits must not depend on the number of threads
#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "experiments/metrics/jackknife.h"

namespace odelia {
namespace {
using Matrix =
    Eigen::MatrixXd;  // by columns: a feature vector is one, a covariance equals its transpose
using Vector = Eigen::VectorXd;

Eigen::Map<const Vector> as_vector(const Tensor& t) { return {t.data_ptr<double>(), t.size(0)}; }

std::string shape(const Tensor& t) {
  return t.defined() ? fmt::format("[{}]", fmt::join(t.sizes(), ", ")) : "nothing";
}

/// The transpose of t [rows, columns].
Eigen::Map<const Matrix> as_columns(const Tensor& t) {
  return {t.data_ptr<double>(), t.size(1), t.size(0)};
}

constexpr double kRounding = std::numeric_limits<double>::epsilon();
/// By how much of the greatest element mirrored elements may differ: float32's rounding, and sums.
constexpr double kAsymmetry = 1e-6;

/// How far below zero rounding may have moved the eigenvalues of this covariance: s of float64, or
/// else of float32, for which Cholesky's decomposition of C + s 1 exists; NaN if of neither.
double indefinite_by(const Matrix& c) {
  const double greatest = c.diagonal().maxCoeff(), d = static_cast<double>(c.rows());
  if (c.isZero(0)) return 0;
  for (double rounding : {kRounding, 0.5 * std::numeric_limits<float>::epsilon()}) {
    const double shift = d * rounding * greatest;  // d |error of an element| bounds the norm
    const Matrix shifted = c + shift * Matrix::Identity(c.rows(), c.cols());
    if (greatest > 0 && Eigen::LLT<Matrix>(shifted).info() == Eigen::Success) return shift;
  }
  return std::nan("");
}

/// L with C = L L^T.
Matrix factor(const Matrix& c) {
  const Eigen::LLT<Matrix> cholesky(c);
  if (cholesky.info() == Eigen::Success) return cholesky.matrixL();
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(c);
  return eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal();
}

/// How much rounding may have changed tr C1 + tr C2 - 2 sum sqrt(w).  The eigenvalues w are known
/// to delta = 8 d eps |C1| |C2|, so the square root of a small one to sqrt(delta) only; eigenvalues
/// of C1 and C2 that rounding made negative are in their traces and in no root.
double rounding_bound(const Matrix& c1, const Matrix& c2, const Vector& w, double indefinite) {
  const double d = static_cast<double>(w.size()), delta = 8 * d * kRounding * c1.norm() * c2.norm();
  double roots = 0;
  for (double v : w) roots += std::sqrt(std::max(v, 0.0) + delta) - std::sqrt(std::max(v, 0.0));
  return 2 * roots + d * (kRounding * (c1.trace() + c2.trace()) + indefinite);
}

/// Checked before any decomposition, for LAPACK and Eigen may loop or crash on NaN.  Returns what
/// indefinite_by says.
double check(const Gaussian& g, const std::string& who) {
  const auto refuse = [&](const std::string& what) { throw std::invalid_argument(who + what); };
  if (!g.mu.defined() || !g.sigma.defined() || g.mu.dim() != 1 || g.mu.size(0) < 1 ||
      g.sigma.dim() != 2 || g.sigma.size(0) != g.mu.size(0) || g.sigma.size(1) != g.mu.size(0))
    refuse(
        fmt::format(" needs mu [d] and sigma [d, d], d of 1 or more; got other shapes, {} and {}",
                    shape(g.mu), shape(g.sigma)));
  const Tensor mu = g.mu.to(at::kDouble).contiguous(), sigma = g.sigma.to(at::kDouble).contiguous();
  if (!mu.isfinite().all().item<bool>() || !sigma.isfinite().all().item<bool>())
    refuse(" has values that are not finite; drop failed samples first");
  const Matrix c = as_columns(sigma);
  const double asymmetry = (c - c.transpose()).cwiseAbs().maxCoeff();
  if (asymmetry > kAsymmetry * c.cwiseAbs().maxCoeff())
    refuse(
        fmt::format(" has a sigma that is not symmetric (elements differ from their mirrored ones "
                    "by up to {:.3g}) and so is no covariance",
                    asymmetry));
  const double indefinite = indefinite_by(0.5 * (c + c.transpose()));
  if (std::isnan(indefinite))
    refuse(" has a sigma with negative eigenvalues, which is no covariance");
  return indefinite;
}
}  // namespace

struct Moments::Sums {
  static constexpr int64_t block = 128;
  int64_t d, n = 0, filled = 0;
  Vector origin, sum;  // vectors are taken relative to the first one, against cancellation
  Matrix squares, vectors;

  explicit Sums(int64_t d)
      : d(d),
        origin(Vector::Zero(d)),
        sum(Vector::Zero(d)),
        squares(Matrix::Zero(d, d)),
        vectors(d, block) {}

  void flush(Vector& to_sum, Matrix& to_squares) const {
    const auto part = vectors.leftCols(filled);
    to_sum += part.rowwise().sum();
    to_squares.noalias() += part * part.transpose();
  }
};

Moments::Moments(int64_t dimension) : sums_(std::make_unique<Sums>(dimension)) {
  if (dimension < 1)
    throw std::invalid_argument(fmt::format("Moments: needs a dimension >= 1, got {}", dimension));
}
Moments::Moments(Moments&&) noexcept = default;
Moments::~Moments() = default;
int64_t Moments::count() const { return sums_->n; }

void Moments::add(const Tensor& features) {
  Sums& s = *sums_;
  if (features.dim() != 2 || features.size(1) != s.d)
    throw std::invalid_argument(
        fmt::format("Moments: needs features [N, {}], got a tensor of {} dimensions, "
                    "last of size {}",
                    s.d, features.dim(), features.size(-1)));
  const Tensor host = features.to(at::kCPU, at::kDouble).contiguous();
  if (!host.isfinite().all().item<bool>())
    throw std::invalid_argument(
        "Moments: got features that are not finite; drop failed samples first");
  const auto vectors = as_columns(host);
  if (s.n == 0 && vectors.cols() > 0) s.origin = vectors.col(0);
  for (int64_t i = 0; i < vectors.cols(); ++i) {
    s.vectors.col(s.filled++) = vectors.col(i) - s.origin;
    ++s.n;
    if (s.filled < Sums::block) continue;
    s.flush(s.sum, s.squares);
    s.filled = 0;
  }
}

Gaussian Moments::finish() const {
  const Sums& s = *sums_;
  if (s.n < 2)
    throw std::invalid_argument(
        fmt::format("Moments: a covariance needs two rows or more, got {}", s.n));
  Vector sum = s.sum;
  Matrix squares = s.squares;
  s.flush(sum, squares);
  const double n = static_cast<double>(s.n);
  const Vector mean = sum / n;
  Matrix cov = (squares - n * mean * mean.transpose()) / (n - 1);
  cov = (0.5 * (cov + cov.transpose())).eval();
  Gaussian out{s.n, at::empty({s.d}, at::kDouble), at::empty({s.d, s.d}, at::kDouble)};
  Eigen::Map<Vector>(out.mu.data_ptr<double>(), s.d) = mean + s.origin;
  Eigen::Map<Matrix>(out.sigma.data_ptr<double>(), s.d, s.d) = cov;
  return out;
}

void check_gaussian(const Gaussian& g, const std::string& who) { check(g, who); }

FrechetDistance frechet_distance(const Gaussian& a, const Gaussian& b) {
  const double indefinite =
      check(a, "frechet_distance: the first set") + check(b, "frechet_distance: the second set");
  if (a.mu.size(0) != b.mu.size(0))
    throw std::invalid_argument(
        fmt::format("frechet_distance: feature dimensions {} and {} differ; both sets "
                    "need features of the same extractor",
                    a.mu.size(0), b.mu.size(0)));
  const Tensor tensors[] = {a.mu.to(at::kDouble).contiguous(), b.mu.to(at::kDouble).contiguous(),
                            a.sigma.to(at::kDouble).contiguous(),
                            b.sigma.to(at::kDouble).contiguous()};
  const auto symmetric = [](const Matrix& c) -> Matrix { return 0.5 * (c + c.transpose()); };
  const Matrix c1 = symmetric(as_columns(tensors[2])), c2 = symmetric(as_columns(tensors[3]));
  const Matrix l = factor(c2);
  Matrix middle = l.transpose() * c1 * l;
  middle = symmetric(middle);
  const Vector w =
      Eigen::SelfAdjointEigenSolver<Matrix>(middle, Eigen::EigenvaluesOnly).eigenvalues();

  FrechetDistance out;
  out.mean_part = (as_vector(tensors[0]) - as_vector(tensors[1])).squaredNorm();
  out.cov_part = c1.trace() + c2.trace() - 2 * w.cwiseMax(0.0).cwiseSqrt().sum();
  if (out.cov_part < 0) {
    const double bound = rounding_bound(c1, c2, w, indefinite);
    if (out.cov_part < -bound)
      throw std::runtime_error(fmt::format(
          "frechet_distance: the covariances' part is {:.3g}, and rounding explains {:.3g} only",
          out.cov_part, -bound));
    out.cov_part = 0;
  }
  const double mass = w.cwiseAbs().sum();
  out.negative_mass = mass > 0 ? -w.cwiseMin(0.0).sum() / mass : 0;
  out.value = out.mean_part + out.cov_part;
  return out;
}

namespace {
/// Adds those of the rows [first, last) that are kept.
void add_kept(Moments& moments, const Tensor& features, const std::vector<bool>& keep,
              int64_t first, int64_t last) {
  while (first < last) {  // runs of rows that are kept or not
    const bool kept = keep.empty() || keep[first];
    int64_t end = first + 1;
    while (end < last && (keep.empty() || keep[end]) == kept) ++end;
    if (kept) moments.add(features.narrow(0, first, end - first));
    first = end;
  }
}
}  // namespace

Moments moments_of(const Tensor& features, const std::vector<bool>& keep) {
  Moments out(features.size(1));
  add_kept(out, features, keep, 0, features.size(0));
  return out;
}

std::vector<double> frechet_jackknife(const Tensor& features, const std::vector<bool>& keep,
                                      const Gaussian& reference, int64_t groups) {
  const int64_t rows = features.size(0), d = features.size(1);
  const int64_t n = keep.empty() ? rows : std::count(keep.begin(), keep.end(), true);
  if (n < 2 * groups) return {};
  std::vector<double> without;
  for (int64_t g = 0; g < groups; ++g) {
    Moments rest(d);
    add_kept(rest, features, keep, 0, group_begin(g, groups, rows));
    add_kept(rest, features, keep, group_begin(g + 1, groups, rows), rows);
    if (rest.count() < 2) return {};  // the group holds all that are kept
    without.push_back(frechet_distance(rest.finish(), reference).value);
  }
  return without;
}

double frechet_standard_error(const Tensor& features, const Gaussian& reference, int64_t groups) {
  return jackknife_standard_error(frechet_jackknife(features, {}, reference, groups));
}

}  // namespace odelia
