#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/ops/maximum.h>

#include "solvers/idle_options.h"
#include "solvers/methods/stochastic_heun.h"
#include "solvers/registry.h"
#include "solvers/row_sums.h"
#include "solvers/spending.h"

namespace odelia {
namespace {

/// The pair of Gotta-Go-Fast for the adaptive loop, which asks one Brownian path for every step: a
/// rejected step refines the path it saw, so that the control does not bias the noise.
struct GottaGoFast final : Solver {
  Proposal step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) const override {
    return stochastic_heun_step(sde, w, s, to);
  }
};
const Register<GottaGoFast> consistent{
    {.name = "gotta_go_fast",
     .family = "adaptive_sde",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .evaluates_end = true,
     .embedded = true,
     .error_order = 1,
     .reference = "the pair of Jolicoeur-Martineau et al. 2021, arXiv:2105.14080, Alg. 1, on one "
                  "Brownian path"}};

/// Gotta-Go-Fast as published.  Between two grid points every sample takes steps of its own:
///   E = rms((x1 - x')/delta),  delta = max(atol, rtol max(|x'|, |x'_previous|)),
///   accepted if E <= 1;  h <- min(rest, 0.9 h E^-0.9).
/// The noise of a rejected step is drawn anew, which favours the draws
/// that pass: the samples have a bias of the size of the tolerance.  A
/// sample that has arrived is evaluated along with the rest.
class GottaGoFastLegacy final : public Solver {
 public:
  explicit GottaGoFastLegacy(const Options& options)
      : rtol_(options.number("rtol", 0)),
        atol_(options.number("atol", 0.0078)),
        first_(options.number("h", 0.01)),
        idle_(options, rtol_, {"atol", "h"}) {
    if (!(rtol_ >= 0) || !(atol_ > 0) || !(first_ > 0))
      throw std::invalid_argument(
          fmt::format("solver 'gotta_go_fast_legacy': needs rtol >= 0, atol > 0 and h > 0; got {}, "
                      "{} and {}",
                      rtol_, atol_, first_));
  }

  Proposal step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) const override {
    idle_.refuse("gotta_go_fast_legacy", "its own step control");
    if (rtol_ == 0) return stochastic_heun_step(sde, w, s, to);
    if (w.consistent())
      throw std::invalid_argument(
          "solver 'gotta_go_fast_legacy' draws the noise of a rejected step anew, but got one "
          "Brownian path. Take interval_noise, or 'gotta_go_fast' under error control.");
    const int64_t rows = s.x.size(0);
    std::vector<double> t(rows), h(rows), target(rows), accept(rows);
    for (int64_t i = 0; i < rows; ++i)
      t[i] = s.t[i], h[i] = s.memory_t.empty() ? first_ : s.memory_t[0][i];
    State now{s.x, PerSample(t)};
    Tensor previous = s.memory.empty() ? s.x : s.memory[0];
    const auto arrived = [&](int64_t i) { return t[i] == to.t1[i]; };
    const Spending spending(sde, to);
    for (;;) {
      bool done = true;
      for (int64_t i = 0; i < rows; ++i) {
        const double rest = to.t1[i] - t[i];
        target[i] =
            std::abs(rest) <= h[i] * (1 + 1e-10) ? to.t1[i] : t[i] + std::copysign(h[i], rest);
        done = done && arrived(i);
      }
      if (done) return {{now.x, to.t1, {previous}, {PerSample(h)}}};
      if (spending.left() < 2) return {now, {}, Status::budget_exhausted};
      const Proposal tried = stochastic_heun_step(sde, w, now, {PerSample(target)});
      const Tensor euler = combine({{1, tried.next.x}, {-1, tried.error}});
      const std::vector<double> error = scaled_error(tried.error, euler, previous);
      for (int64_t i = 0; i < rows; ++i) {
        accept[i] = !arrived(i) && !(error[i] > 1);  // a NaN goes on, to be reported at the end
        if (arrived(i)) continue;
        const double taken = std::abs(target[i] - t[i]);
        if (accept[i]) t[i] = std::isfinite(error[i]) ? target[i] : to.t1[i];
        h[i] = 0.9 * taken * std::pow(std::max(error[i], 1e-10), -0.9);
        if (std::isnan(h[i])) h[i] = first_;
        if (h[i] < 1e-12) return {now, {}, Status::step_collapsed};
      }
      const PerSample yes(accept), no = 1 - yes;
      now = {combine({{yes, tried.next.x}, {no, now.x}}), PerSample(t)};
      previous = combine({{yes, euler}, {no, previous}});
    }
  }

 private:
  std::vector<double> scaled_error(const Tensor& e, const Tensor& x, const Tensor& previous) const {
    const Tensor delta = (at::maximum(x.abs(), previous.abs()) * rtol_).clamp_min(atol_);
    const Tensor scaled = e / delta;
    // A GPU's own mean would depend on the number of rows.
    if (!e.is_cpu()) return error_norms(scaled, scaled, scaled, 1, 0);
    const auto numbers = static_cast<double>(scaled.numel() / scaled.size(0));
    const Tensor norm = (row_sums(scaled.square()) / numbers).sqrt().to(at::kDouble);
    return {norm.data_ptr<double>(), norm.data_ptr<double>() + norm.numel()};
  }

  double rtol_, atol_, first_;
  IdleOptions idle_;
};
const Register<GottaGoFastLegacy> legacy{
    {.name = "gotta_go_fast_legacy",
     .family = "adaptive_sde",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .evaluates_end = true,
     .options = {{"rtol", "0",
                  "relative tolerance of the steps within a grid step; 0: one step each"},
                 {"atol", "0.0078", "absolute tolerance"},
                 {"h", "0.01", "first step size, in t"}},
     .reference = "Jolicoeur-Martineau et al. 2021, arXiv:2105.14080, Alg. 1"},
    [](Traits& traits, const Options& options) {
      if (options.number("rtol", 0) > 0)  // its errors follow the tolerance, not the grid
        traits.order = traits.strong_order = traits.weak_order = 0;
    }};

}  // namespace
}  // namespace odelia
