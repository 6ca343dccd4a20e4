// Limits to the predicted data, around any method: under strong guidance it leaves the data's range.
#include <algorithm>
#include <cmath>
#include <functional>

#include <ATen/TensorOperators.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/sort.h>

#include "solvers/changed_drift.h"
#include "solvers/methods/wrapping.h"
#include "solvers/row_values.h"

namespace odelia {
namespace {

using Wrapped = std::pair<Traits, std::shared_ptr<const Solver>>;

/// The range of every sample's prediction, and what it is scaled by after that: x0 in [-s, s] / s.
using Limit = std::function<Tensor(const Tensor& x0)>;

/// A dynamics whose data is limited, and its noise and drift as they follow from that data.
class Limited final : public WrappedDynamics {
 public:
  Limited(Dynamics& dynamics, const Limit& limit) : WrappedDynamics(dynamics), limit_(limit) {}

 private:
  Tensor answer(Asked what, const Tensor& x, const PerSample& t) override {
    const Tensor x0 = limit_(evaluate(Asked::data, x, t));
    if (what == Asked::data) return x0;
    const Process& p = process();
    const PerSample alpha = p.alphas(t), sigma = p.sigmas(t);
    if (what == Asked::drift && p.from_pure_noise()) {
      // u = eps - x0 = (x - (alpha + sigma) x0) / sigma
      const auto [on_x, on_flow] = p.flow_form(t);
      return combine({{on_x + on_flow / sigma, x}, {-(on_flow * (alpha + sigma) / sigma), x0}});
    }
    const Tensor noise = combine({{1 / sigma, x}, {-(alpha / sigma), x0}});
    if (what == Asked::noise) return noise;
    const double both = 0.5 * (1 + eta() * eta());
    const PerSample on_noise = t.map([&](double s) { return both * p.g2(s) / p.sigma(s); });
    return combine({{t.map([&](double s) { return p.f(s); }), x}, {on_noise, noise}});
  }
  const Limit& limit_;
};

class Thresholded final : public Solver, public ChangesDrift {
 public:
  Thresholded(const Method& inner, Limit limit) : inner_(inner), limit_(std::move(limit)) {}
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    require_semi_linear(dynamics, "threshold");
    Limited limited(dynamics, limit_);
    return inner_.solver->step(limited, noise, now, to);
  }
  Tensor drift(Dynamics& dynamics, const Tensor& x, const PerSample& t) const override {
    require_semi_linear(dynamics, "threshold");
    Limited limited(dynamics, limit_);
    return drift_of(*inner_.solver, limited, x, t);
  }

 private:
  Method inner_;
  Limit limit_;
};

/// What is then solved is another equation, and not a smooth one: no order is claimed.
Wrapped wrap(const Method& inner, const char* reference, Limit limit) {
  Traits traits = inner.traits;
  traits.family = "wrapper";
  if (inner.eta > 0) traits.kind = Equation::sde;
  traits.order = traits.strong_order = traits.weak_order = 0;
  traits.reference = reference;
  return {traits, std::make_shared<Thresholded>(inner, std::move(limit))};
}

double positive(const Options& options, const char* wrapper, const char* key, double fallback) {
  const double value = options.number(key, fallback);
  if (!(value > 0) || !std::isfinite(value))
    throw std::invalid_argument(
        fmt::format("wrapper '{}': {} must be positive and finite, got {}", wrapper, key, value));
  return value;
}

const RegisterWrapper clamped{
    {.name = "clamp",
     .takes = "any solver",
     .options = {{"at", "1", "the data is held in [-at, at]"}},
     .reference = "Saharia et al. 2022, arXiv:2205.11487, sec. 2.3 (static thresholding)",
     .wrap = [](const Method& inner, const Options& options) -> Wrapped {
       const double at = positive(options, "clamp", "at", 1);
       return wrap(inner, "Saharia et al. 2022, arXiv:2205.11487, sec. 2.3",
                   [at](const Tensor& x0) { return x0.clamp(-at, at); });
     }}};

/// The value that a share q of each row [B, D] lies below, between neighbours linearly, as numpy has
/// it; [B] float64.
Tensor quantiles(const Tensor& rows, double q) {
  const Tensor sorted = std::get<0>(rows.sort(1));
  const double place = q * static_cast<double>(rows.size(1) - 1);
  const auto below = static_cast<int64_t>(place);
  const auto above = std::min(below + 1, rows.size(1) - 1);
  const Tensor low = sorted.select(1, below).to(at::kDouble),
               high = sorted.select(1, above).to(at::kDouble);
  return low + (place - static_cast<double>(below)) * (high - low);
}

/// With s the quantile of |x0| in each sample, at least `least`: x0 in [-s, s], times least / s.
Tensor dynamic_threshold(const Tensor& x0, double q, double least, double most) {
  const Tensor s = quantiles(x0.abs().flatten(1), q).clamp(least, most);
  const Tensor range = row_values(s, x0);
  return at::minimum(at::maximum(x0, -range), range) * row_values(least / s, x0);
}

const RegisterWrapper dynamic{
    {.name = "dynamic_threshold",
     .takes = "any solver",
     .options = {{"quantile", "0.995", "of |x0| in each sample, where it is cut off"},
                 {"least", "1", "and to which it is scaled back; less is not cut off"},
                 {"most", "1e300", "where it is cut off at the latest"}},
     .reference = "Saharia et al. 2022, arXiv:2205.11487, sec. 2.3 (dynamic thresholding)",
     .wrap = [](const Method& inner, const Options& options) -> Wrapped {
       const double q = options.number("quantile", 0.995),
                    least = positive(options, "dynamic_threshold", "least", 1),
                    most = positive(options, "dynamic_threshold", "most", 1e300);
       if (!(q > 0 && q <= 1))
         throw std::invalid_argument(
             fmt::format("wrapper 'dynamic_threshold': quantile must be in (0, 1], got {}", q));
       if (!(most >= least))
         throw std::invalid_argument(
             fmt::format("wrapper 'dynamic_threshold': most must not be below least, got {} and {}",
                         most, least));
       return wrap(inner, "Saharia et al. 2022, arXiv:2205.11487, sec. 2.3",
                   [=](const Tensor& x0) { return dynamic_threshold(x0, q, least, most); });
     }}};

}  // namespace
}  // namespace odelia
