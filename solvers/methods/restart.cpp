#include <algorithm>

#include "solvers/grid_points.h"
#include "solvers/methods/wrapping.h"
#include "solvers/spending.h"

namespace odelia {
namespace {

/// Restart: when the solve first arrives at or below the level s_min of s = sigma/alpha, it goes
/// back up and down K times,
///   x_max = (alpha_max/alpha) x + alpha_max sqrt(s_max^2 - s^2) z,
/// then with the inner method to t again, on M steps of Karras' grid (rho = 7), which has points
/// where the dynamics break.  The kick is the forward process itself, so that marginals are kept and
/// the weak order is the inner method's order.
class Restart final : public Solver {
 public:
  Restart(const Method& inner, const Options& options)
      : inner_(inner),
        s_min_(options.number("s_min", 0.2)),
        s_max_(options.number("s_max", 1)),
        times_(whole(options, "K", 2)),
        steps_(whole(options, "M", 0)) {
    if (!(s_min_ > 0) || !(s_max_ > s_min_))
      throw std::invalid_argument(
          fmt::format("wrapper 'restart': needs 0 < s_min < s_max, got {} and {}", s_min_, s_max_));
    for (const char* key : {"M", "s_min", "s_max"})
      if (times_ == 0 && options.values().count(key))
        throw std::invalid_argument(fmt::format(
            "wrapper 'restart': with K = 0 it never goes back, and {} does nothing; leave {} away, "
            "or give another K",
            key, key));
  }

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    if (!now.t.uniform() || to.count == 0)
      throw std::invalid_argument(
          "wrapper 'restart' needs a time grid; it does not go with error control");
    const Process& p = require_semi_linear(dynamics, "restart").process();
    const auto level = [&](double t) { return p.sigma(t) / p.alpha(t); };
    const double t = to.t1[0], s = level(t), from = level(now.t[0]);
    if (times_ > 0 && to.index == 0 && from <= s_min_) refuse_to_idle("begins", from, from / 3);
    if (times_ > 0 && to.last() && s > s_min_) refuse_to_idle("ends", s, 1.1 * s);
    const Spending spending(dynamics, to);
    Proposal out = inner_.solver->step(dynamics, noise, now, to);
    if (out.status != Status::ok || from <= s_min_ || s > s_min_) return out;
    if (s_max_ > level(p.t_max()))
      throw std::invalid_argument(fmt::format(
          "wrapper 'restart': s_max = {} lies above the process's highest sigma/alpha, {}", s_max_,
          level(p.t_max())));

    const int64_t steps = steps_ > 0 ? steps_ : to.count;
    const TimeGrid plain = grid(p, t, steps);
    const double top = plain[0], alpha = p.alpha(t), alpha_max = p.alpha(top);
    const std::vector<double> breaks = dynamics.breaks(top, t);
    const TimeGrid down = with_points(plain, p, breaks);
    const auto starts = 1 + static_cast<int64_t>(breaks.size());
    const int64_t needed =
        steps * inner_.traits.nfe_per_step + starts * inner_.traits.nfe_first_extra;
    for (int64_t k = 0; k < times_; ++k) {
      if (spending.left() < needed) return {out.next, {}, Status::budget_exhausted};
      // Streams keep the K draws apart, and from all that the inner method knows of.
      const Tensor z = noise.normal(t, top, out.next.x, 1000 + static_cast<int>(k));
      State state{combine({{alpha_max / alpha, out.next.x},
                           {alpha_max * std::sqrt(s_max_ * s_max_ - s * s), z}}),
                  top,
                  {},
                  {}};
      for (int64_t i = 0; i < steps && out.status == Status::ok; ++i) {
        if (i == 0 || std::find(breaks.begin(), breaks.end(), down[i]) != breaks.end()) {
          dynamics.enter(down[i], down[i + 1]);
          state.memory.clear(), state.memory_t.clear();
        }
        out = inner_.solver->step(dynamics, noise, state, {down[i + 1], i, steps});
        state = out.next;
      }
    }
    dynamics.enter(now.t[0], t);
    return {out.next, {}, out.status};
  }

  /// A count of at most a million.
  static int64_t whole(const Options& options, const char* key, int fallback) {
    const double n = options.number(key, fallback);
    if (n != std::floor(n) || n < 0 || n > 1e6)
      throw std::invalid_argument(fmt::format(
          "wrapper 'restart': {} must be a whole number from 0 to 1000000, got {}", key, n));
    return static_cast<int64_t>(n);
  }

 private:
  /// Who never goes back is the inner method under another name.
  [[noreturn]] void refuse_to_idle(const char* how, double level, double better) const {
    throw std::invalid_argument(fmt::format(
        "wrapper 'restart': the time grid {} at sigma/alpha = {:.3g}, and with s_min = {:.3g} it "
        "would never go back: the grid must begin above s_min and end at or below it; give levels "
        "for this grid, such as s_min={:.2g},s_max={:.2g}",
        how, level, s_min_, better, 3 * better));
  }

  /// From s_max down to t.
  TimeGrid grid(const Process& p, double t, int64_t steps) const {
    const double rho = 7, from = std::pow(s_max_, 1 / rho),
                 to = std::pow(p.sigma(t) / p.alpha(t), 1 / rho);
    TimeGrid out;
    for (int64_t i = 0; i < steps; ++i)
      out.push_back(p.t_of_lambda(-rho * std::log(from + (to - from) * i / steps)));
    out.push_back(t);
    return out;
  }

  Method inner_;
  double s_min_, s_max_;
  int64_t times_, steps_;
};

std::pair<Traits, std::shared_ptr<const Solver>> wrap(const Method& inner, const Options& options) {
  if (inner.traits.order == 0 || inner.traits.own_steps() || inner.eta > 0 ||
      inner.traits.kind == Equation::sde || wrapped_by(inner, "analytic_start"))
    refuse("restart", inner,
           "ODE solvers of a known cost, since it adds the noise itself, and none that takes its "
           "start for pure noise",
           "heun");
  Traits traits = inner.traits;
  const int64_t times = Restart::whole(options, "K", 2), steps = Restart::whole(options, "M", 0);
  traits.family = "wrapper";
  traits.kind = Equation::sde;
  // With M steps a time it converges to the error of those M: no order to claim.
  traits.weak_order = steps > 0 ? 0 : inner.traits.order;
  if (inner.traits.history > 0)
    traits.weak_order = std::min(traits.weak_order, 2.0);  // each restart is a new start
  traits.order = traits.strong_order = 0;
  traits.embedded = false;
  constexpr int64_t most =
      1'000'000'000;  // below what the traits can hold, and than anyone waits for
  const int64_t a_step = inner.traits.nfe_per_step * (steps == 0 ? 1 + times : 1),
                extra = inner.traits.nfe_first_extra * (1 + times) +
                        times * steps * inner.traits.nfe_per_step;
  if (a_step + extra > most)
    throw std::invalid_argument(fmt::format(
        "wrapper 'restart': K = {} and M = {} with '{}' would take {} evaluations in one step, and "
        "{} are the most; lower K or M",
        times, steps, inner.spec, a_step + extra, most));
  traits.nfe_per_step = static_cast<int>(a_step), traits.nfe_first_extra = static_cast<int>(extra);
  traits.needs = Needs::semi_linear;
  traits.reference = "Xu et al. 2023, arXiv:2306.14878, Alg. 1";
  return {traits, std::make_shared<Restart>(inner, options)};
}

const RegisterWrapper restart{
    {.name = "restart",
     .takes = "any ODE solver",
     .options = {{"s_min", "0.2", "sigma/alpha at or below which it goes back"},
                 {"s_max", "1", "sigma/alpha to which it goes back"},
                 {"K", "2", "how often"},
                 {"M", "0", "steps of each descent; 0: as many as the grid has"}},
     .reference = "Xu et al. 2023, arXiv:2306.14878, Alg. 1",
     .wrap = wrap}};

}  // namespace
}  // namespace odelia
