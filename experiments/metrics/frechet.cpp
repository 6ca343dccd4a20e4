#include "experiments/metrics/frechet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <limits>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt::join, since fmt 11

#include "experiments/metrics/jackknife.h"
#include "experiments/metrics/symmetric.h"

namespace odelia {
namespace {

std::string shape(const Tensor& t) {
  return t.defined() ? fmt::format("[{}]", fmt::join(t.sizes(), ", ")) : "nothing";
}

constexpr double kRounding = std::numeric_limits<double>::epsilon();
/// By how much of the greatest element mirrored elements may differ: float32's rounding, and sums.
constexpr double kAsymmetry = 1e-6;

double sum(const Tensor& t) { return t.sum().item<double>(); }

/// A covariance that has been checked.
struct Covariance {
  Tensor mu, c;         // c exactly symmetric
  Tensor triangle;      // of its Cholesky decomposition; undefined: it has none
  double rounding = 0;  // relative error of its elements that its eigenvalues below zero ask for
  double greatest = 0;  // variance
  double trace = 0;
  /// How far below zero rounding may have moved its eigenvalues: d |error of an element| bounds
  /// the norm.
  double indefinite() const { return static_cast<double>(c.size(0)) * rounding * greatest; }
};

/// L [d, r] with C = L L^T, r as small as C's rank.  A pivot that is only rounding of its variance,
/// d eps of it, is none: its root would be sqrt(eps) of a great one.
Tensor factor(const Covariance& a) {
  const double d = static_cast<double>(a.c.size(0));
  if (a.triangle.defined() &&
      (a.triangle.diagonal().square() > d * kRounding * a.c.diagonal()).all().item<bool>())
    return a.triangle;
  return a.rounding > kRounding ? positive_part_factor(a.c) : low_rank_factor(a.c);
}

/// How much rounding may have changed tr C1 + tr C2 - 2 sum sqrt(w).  The eigenvalues w are known
/// to delta = 8 d eps |C1| |C2|, so the square root of a small one to sqrt(delta) only; eigenvalues
/// of C1 and C2 that rounding made negative are in their traces and in no root.
double rounding_bound(const Covariance& a, const Covariance& b, const Tensor& w) {
  const double d = static_cast<double>(a.c.size(0)),
               delta = 8 * d * kRounding * std::sqrt(sum(a.c.square()) * sum(b.c.square()));
  const Tensor roots = (w + delta).sqrt() - w.sqrt();
  return 2 * sum(roots) + d * (kRounding * (a.trace + b.trace) + a.indefinite() + b.indefinite());
}

/// Checked before any decomposition, for LAPACK may loop or crash on NaN.
Covariance check(const Gaussian& g, const std::string& who) {
  const auto refuse = [&](const std::string& what) { throw std::invalid_argument(who + what); };
  if (!g.mu.defined() || !g.sigma.defined() || g.mu.dim() != 1 || g.mu.size(0) < 1 ||
      g.sigma.dim() != 2 || g.sigma.size(0) != g.mu.size(0) || g.sigma.size(1) != g.mu.size(0))
    refuse(
        fmt::format(" needs mu [d] and sigma [d, d], d of 1 or more; got other shapes, {} and {}",
                    shape(g.mu), shape(g.sigma)));
  Covariance out;
  out.mu = g.mu.to(at::kCPU, at::kDouble).contiguous();
  const Tensor sigma = g.sigma.to(at::kCPU, at::kDouble).contiguous();
  if (!out.mu.isfinite().all().item<bool>() || !sigma.isfinite().all().item<bool>())
    refuse(" has values that are not finite; drop failed samples first");
  double asymmetry = 0;
  out.c = symmetric_part(sigma, asymmetry);
  if (asymmetry > kAsymmetry * sigma.abs().max().item<double>())
    refuse(
        fmt::format(" has a sigma that is not symmetric (elements differ from their mirrored ones "
                    "by up to {:.3g}) and so is no covariance",
                    asymmetry));
  out.greatest = out.c.diagonal().max().item<double>();
  out.trace = sum(out.c.diagonal());
  if (out.c.count_nonzero().item<int64_t>() == 0) return out;
  if (out.greatest > 0) {
    out.rounding = kRounding;
    out.triangle = cholesky(out.c);
    if (out.triangle.defined()) return out;
    for (double rounding : {kRounding, 0.5 * std::numeric_limits<float>::epsilon()}) {
      out.rounding = rounding;
      Tensor shifted = out.c.clone();
      shifted.diagonal().add_(out.indefinite());
      if (cholesky(shifted).defined()) return out;
    }
  }
  refuse(" has a sigma with negative eigenvalues, which is no covariance");
  return out;
}
}  // namespace

/// Sums of the rows relative to an origin, and of their products.
struct Moments::Sums {
  static constexpr int64_t block = 256;
  int64_t d, n = 0, filled = 0;
  Tensor origin, sum, squares;  // rows are taken relative to the first one, against cancellation
  Tensor rows;                  // those that are not in the sums yet

  explicit Sums(int64_t d)
      : d(d),
        origin(at::zeros({d}, at::kDouble)),
        sum(at::zeros({d}, at::kDouble)),
        squares(at::zeros({d, d}, at::kDouble)),  // the lower triangle
        rows(at::empty({block, d}, at::kDouble)) {}

  void flush(Tensor& to_sum, Tensor& to_squares) const {
    if (filled == 0) return;
    double* total = to_sum.data_ptr<double>();
    const double* row = rows.data_ptr<double>();
    for (int64_t i = 0; i < filled; ++i, row += d)  // Tensor::sum's bits depend on threads
      for (int64_t j = 0; j < d; ++j) total[j] += row[j];
    add_squares(to_squares, rows.narrow(0, 0, filled));
  }
};

Moments::Moments(int64_t dimension) {
  if (dimension < 1)
    throw std::invalid_argument(fmt::format("Moments: needs a dimension >= 1, got {}", dimension));
  sums_ = std::make_unique<Sums>(dimension);
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
  const int64_t count = host.size(0);
  if (s.n == 0 && count > 0) s.origin.copy_(host[0]);
  for (int64_t from = 0; from < count;) {
    const int64_t n = std::min(count - from, Sums::block - s.filled);
    s.rows.narrow(0, s.filled, n).copy_(host.narrow(0, from, n) - s.origin);
    s.filled += n, s.n += n, from += n;
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
  Tensor total = s.sum.clone(), squares = s.squares.clone();
  s.flush(total, squares);
  const double n = static_cast<double>(s.n);
  const Tensor mean = total / n;
  Tensor sigma = (squares - at::outer(mean, mean) * n) / (n - 1);
  mirror_lower(sigma);
  return {s.n, mean + s.origin, sigma};
}

void check_gaussian(const Gaussian& g, const std::string& who) { check(g, who); }

namespace {
/// Both checked, each on a thread of its own: most of the time of either is a decomposition.
std::array<Covariance, 2> check_both(const Gaussian& a, const Gaussian& b) {
  std::array<Covariance, 2> out;
  std::array<std::exception_ptr, 2> wrong;
  const auto one = [&](int64_t i) {
    try {
      out[i] = i == 0 ? check(a, "frechet_distance: the first set")
                      : check(b, "frechet_distance: the second set");
    } catch (...) {
      wrong[i] = std::current_exception();
    }
  };
  if (a.sigma.defined() && a.sigma.numel() > 64 * 64)
    each_on_one_thread(2, one);
  else
    one(0), one(1);
  for (const auto& e : wrong)
    if (e) std::rethrow_exception(e);
  return out;
}
}  // namespace

FrechetDistance frechet_distance(const Gaussian& a, const Gaussian& b) {
  const auto [one, two] = check_both(a, b);
  if (one.mu.size(0) != two.mu.size(0))
    throw std::invalid_argument(
        fmt::format("frechet_distance: feature dimensions {} and {} differ; both sets "
                    "need features of the same extractor",
                    one.mu.size(0), two.mu.size(0)));
  const Tensor of_one = factor(one), of_two = factor(two);
  const bool regular = of_one.is_same(one.triangle) && of_two.is_same(two.triangle);
  const Tensor w =
      regular ? eigenvalues(congruence(one.c, of_two)) : singular_values(of_one, of_two).square();

  FrechetDistance out;
  out.mean_part = sum((one.mu - two.mu).square());
  const Tensor positive = w.clamp_min(0);
  out.cov_part = one.trace + two.trace - 2 * sum(positive.sqrt());
  if (out.cov_part < 0) {
    const double bound = rounding_bound(one, two, positive);
    if (out.cov_part < -bound)
      throw std::runtime_error(fmt::format(
          "frechet_distance: the covariances' part is {:.3g}, and rounding explains {:.3g} only",
          out.cov_part, -bound));
    out.cov_part = 0;
  }
  const double mass = sum(w.abs());
  out.negative_mass = mass > 0 ? sum((-w).clamp_min(0)) / mass : 0;
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
