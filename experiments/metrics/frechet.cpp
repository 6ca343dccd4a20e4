#include "experiments/metrics/frechet.h"

#include <algorithm>
#include <cmath>
#include <vector>

#define EIGEN_DONT_PARALLELIZE  // the bits must not depend on the number of threads
#include <ATen/ops/empty.h>
#include <fmt/format.h>
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace odelia {
namespace {
using Matrix =
    Eigen::MatrixXd;  // by columns: a feature vector is one, a covariance equals its transpose
using Vector = Eigen::VectorXd;

Eigen::Map<const Vector> as_vector(const Tensor& t) { return {t.data_ptr<double>(), t.size(0)}; }
/// The transpose of t [rows, columns].
Eigen::Map<const Matrix> as_columns(const Tensor& t) {
  return {t.data_ptr<double>(), t.size(1), t.size(0)};
}

/// Checked before any decomposition: LAPACK and Eigen may loop or crash on NaN.
void check(const Gaussian& g, const char* which) {
  if (!g.mu.defined() || !g.sigma.defined() || g.mu.dim() != 1 || g.sigma.dim() != 2 ||
      g.sigma.size(0) != g.mu.size(0) || g.sigma.size(1) != g.mu.size(0))
    throw std::invalid_argument(fmt::format(
        "frechet_distance: the {} set needs mu [d] and sigma [d, d]; got other shapes", which));
  if (!g.mu.isfinite().all().item<bool>() || !g.sigma.isfinite().all().item<bool>())
    throw std::invalid_argument(fmt::format(
        "frechet_distance: the {} set has values that are not finite; drop failed samples first",
        which));
}

/// L with C = L L^T.
Matrix factor(const Matrix& c) {
  const Eigen::LLT<Matrix> cholesky(c);
  if (cholesky.info() == Eigen::Success) return cholesky.matrixL();
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(c);
  return eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal();
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

FrechetDistance frechet_distance(const Gaussian& a, const Gaussian& b) {
  check(a, "first");
  check(b, "second");
  if (a.mu.size(0) != b.mu.size(0))
    throw std::invalid_argument(
        fmt::format("frechet_distance: feature dimensions {} and {} differ; both sets "
                    "need features of the same extractor",
                    a.mu.size(0), b.mu.size(0)));
  const Tensor tensors[] = {a.mu.to(at::kDouble).contiguous(), b.mu.to(at::kDouble).contiguous(),
                            a.sigma.to(at::kDouble).contiguous(),
                            b.sigma.to(at::kDouble).contiguous()};
  const Matrix c1 = as_columns(tensors[2]), c2 = as_columns(tensors[3]);
  const Matrix l = factor(c2);
  Matrix middle = l.transpose() * c1 * l;
  middle = (0.5 * (middle + middle.transpose())).eval();
  const Vector w =
      Eigen::SelfAdjointEigenSolver<Matrix>(middle, Eigen::EigenvaluesOnly).eigenvalues();

  FrechetDistance out;
  out.mean_part = (as_vector(tensors[0]) - as_vector(tensors[1])).squaredNorm();
  out.cov_part = c1.trace() + c2.trace() - 2 * w.cwiseMax(0.0).cwiseSqrt().sum();
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

std::vector<double> frechet_jackknife(const Tensor& features, const std::vector<bool>& keep,
                                      const Gaussian& reference, int64_t groups) {
  const int64_t rows = features.size(0), d = features.size(1);
  const int64_t n = keep.empty() ? rows : std::count(keep.begin(), keep.end(), true);
  if (n < 2 * groups || n - (rows + groups - 1) / groups < d) return {};
  std::vector<double> without;
  for (int64_t g = 0; g < groups; ++g) {
    Moments rest(d);
    add_kept(rest, features, keep, 0, g * rows / groups);
    add_kept(rest, features, keep, (g + 1) * rows / groups, rows);
    without.push_back(frechet_distance(rest.finish(), reference).value);
  }
  return without;
}

double jackknife_standard_error(const std::vector<double>& without) {
  if (without.size() < 2) return std::nan("");
  const auto groups = static_cast<double>(without.size());
  double mean = 0, squares = 0;
  for (double f : without) mean += f / groups;
  for (double f : without) squares += (f - mean) * (f - mean);
  return std::sqrt(squares * (groups - 1) / groups);
}

double frechet_standard_error(const Tensor& features, const Gaussian& reference, int64_t groups) {
  return jackknife_standard_error(frechet_jackknife(features, {}, reference, groups));
}

std::string fd_name(const std::string& feature_space) {
  return fmt::format("fd[{}]", feature_space);
}
std::string fd_name(const std::string& feature_space, int64_t n) {
  return n > 0 ? fmt::format("fd[{}]@{}", feature_space, n) : fd_name(feature_space);
}

std::string too_few_samples(int64_t n, int64_t d) {
  if (n >= d) return "";
  return fmt::format(
      "a Fréchet distance over N = {} samples in {} dimensions has a singular covariance and a "
      "large bias; take N >= {}",
      n, d, d);
}

}  // namespace odelia
