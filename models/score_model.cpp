#include "models/score_model.h"

#include <atomic>
#include <numeric>

#include <fmt/ranges.h>

#include "models/consistency_function.h"
#include "solvers/combine.h"
#include "solvers/names.h"

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
    case Prediction::noise:
      return {1 / alpha, -(sigma / alpha)};
    case Prediction::data:
      return {0, 1};
    case Prediction::velocity: {
      const PerSample s2 = alpha * alpha + sigma * sigma;
      return {alpha / s2, -(sigma / s2)};
    }
    case Prediction::flow:
      return {1 / (alpha + sigma), -(sigma / (alpha + sigma))};
    case Prediction::score:
      return {1 / alpha, sigma * sigma / alpha};
  }
  throw std::logic_error("unreachable");
}

/// The prediction of the given kind as an affine function of x and x0.
Affine from_data(Prediction kind, const PerSample& alpha, const PerSample& sigma) {
  switch (kind) {
    case Prediction::noise:
      return {1 / sigma, -(alpha / sigma)};
    case Prediction::data:
      return {0, 1};
    case Prediction::velocity:
      return {alpha / sigma, -((alpha * alpha + sigma * sigma) / sigma)};
    case Prediction::flow:
      return {1 / sigma, -((alpha + sigma) / sigma)};
    case Prediction::score:
      return {-1 / (sigma * sigma), alpha / (sigma * sigma)};
  }
  throw std::logic_error("unreachable");
}

}  // namespace

const char* to_string(Prediction p) { return kNames[static_cast<int>(p)]; }

Prediction prediction_from(const std::string& name) {
  for (int i = 0; i < 5; ++i)
    if (name == kNames[i]) return static_cast<Prediction>(i);
  throw std::invalid_argument(
      fmt::format("unknown prediction '{}'; {}", name, known_names(name, names_in(kNames))));
}

namespace {

/// The wanted prediction as an affine function of x and the given one; from != to.
Affine conversion(Prediction from, Prediction to, const PerSample& alpha, const PerSample& sigma) {
  // eps and score differ by a factor; everything else goes through x0 in one combined affine map.
  if (from == Prediction::noise && to == Prediction::score) return {0, -1 / sigma};
  if (from == Prediction::score && to == Prediction::noise) return {0, -sigma};
  const auto in = data_from(from, alpha, sigma);
  const auto out = from_data(to, alpha, sigma);
  const Affine c{out.a + out.b * in.a, out.b * in.b};
  if (c.a.any([](double v) { return !std::isfinite(v); }) ||
      c.b.any([](double v) { return !std::isfinite(v); }))
    throw std::domain_error(
        fmt::format("convert: {} from {} is not defined at alpha = {}, sigma = {}", to_string(to),
                    to_string(from), alpha[0], sigma[0]));
  return c;
}

}  // namespace

Tensor convert(const Tensor& value, Prediction from, Prediction to, const Tensor& x,
               const PerSample& alpha, const PerSample& sigma) {
  if (from == to) return value;
  const Affine c = conversion(from, to, alpha, sigma);
  return combine({{c.a, x}, {c.b, value}});
}

namespace {
void refuse_consistency(ScoreModel& model) {
  if (consistency_function(model))
    throw std::invalid_argument(
        "score model: is a consistency function, which says where the probability flow ends and "
        "not what the data are in the mean: no drift, score or density follows from it. Take "
        "solver 'consistency', or the network that it was distilled from");
}
}  // namespace

namespace {
void check_batch(const Tensor& x) {
  if (x.dim() < 1 || x.size(0) < 1)
    throw std::invalid_argument(fmt::format(
        "score model: x must be [B, ...] with B >= 1, got [{}]; leave an empty batch out",
        fmt::join(x.sizes(), ", ")));
}
}  // namespace

const char* to_string(ProductKind kind) { return kind == ProductKind::vjp ? "vjp" : "jvp"; }

Tensor ScoreModel::predict(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                           Prediction want) {
  check_batch(x);
  refuse_consistency(*this);
  // Of noise alone (alpha = 0) the data follow from the flow too, and not from the noise.
  const bool by_flow = want == Prediction::flow ||
                       (want == Prediction::data && alpha.any([](double a) { return a == 0; }));
  Tensor value;
  if (by_flow && native() != want)
    value = evaluate_flow(x, alpha, sigma, ProductKind::vjp, nullptr);
  const Prediction from = value.defined() ? Prediction::flow : native();
  if (!value.defined()) value = evaluate(x, alpha, sigma);
  ledger_.forward += passes();
  ledger_.rows += passes() * x.size(0);
  return convert(value, from, want, x, alpha, sigma);
}

Tensor ScoreModel::predict(const Tensor& x, const PerSample& alpha, const PerSample& sigma,
                           Prediction want, ProductKind kind, const VisitPiece& visit) {
  check_batch(x);
  refuse_consistency(*this);
  std::atomic<int64_t> rows_multiplied = 0;  // pieces may be visited at once
  const VisitPiece counted = [&](int64_t from, int64_t rows, const Product& product) {
    visit(from, rows, [&](const Tensor& v) {
      rows_multiplied += rows;
      return product(v);
    });
  };
  bool same = want == native();
  Tensor value;
  if (want == Prediction::flow && !same) {
    value = evaluate_flow(x, alpha, sigma, kind, &counted);
    same = value.defined();
  }
  const Affine c = same ? Affine{0, 1} : conversion(native(), want, alpha, sigma);
  if (!value.defined())
    value = evaluate_with_products(
        x, alpha, sigma, kind, [&](int64_t from, int64_t rows, const Product& product) {
          if (same) return counted(from, rows, product);
          std::vector<int64_t> piece(rows);
          std::iota(piece.begin(), piece.end(), from);
          const PerSample on_v = c.a.select(piece), on_product = c.b.select(piece);
          counted(from, rows, [&](const Tensor& v) {
            return combine({{on_v, v}, {on_product, product(v)}});
          });
        });
  ledger_.forward += passes();
  ledger_.rows += passes() * x.size(0);
  (kind == ProductKind::vjp ? ledger_.vjp : ledger_.jvp) += rows_multiplied / x.size(0);
  return same ? value : combine({{c.a, x}, {c.b, value}});
}

void ScoreModel::label(const std::vector<int64_t>& labels) {
  for (int64_t label : labels)
    if (label != kNoClass)
      throw std::invalid_argument(
          fmt::format("score model: knows no classes, got label {}", label));
}

Tensor ScoreModel::evaluate_with_products(const Tensor&, const PerSample&, const PerSample&,
                                          ProductKind kind, const VisitPiece&) {
  throw std::invalid_argument(
      fmt::format("score model: has no {}s, which a divergence needs", to_string(kind)));
}

}  // namespace odelia
