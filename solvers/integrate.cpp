#include "solvers/integrate.h"

#include <algorithm>
#include <numeric>

#include "solvers/changed_drift.h"
#include "solvers/uploads.h"

namespace odelia {
namespace {

/// The rows still on their way: maps them to the samples
/// they came from, and sheds those that are done.
class Batch {
 public:
  Batch(const Tensor& x, double t) : out_(x.clone()), outcome_(x.size(0)), id_(x.size(0)) {
    std::iota(id_.begin(), id_.end(), 0);
    for (Outcome& o : outcome_) o.t = t;
  }
  bool empty() const { return id_.empty(); }
  int64_t size() const { return static_cast<int64_t>(id_.size()); }
  Outcome& operator[](int64_t row) { return outcome_[id_[row]]; }

  /// Takes the marked rows out of the state, the dynamics and the noise, keeping their x as result.
  void retire(const std::vector<bool>& done, State& state, Dynamics& dynamics, NoiseSource& noise) {
    std::vector<int64_t> go, stay, go_id, stay_id;
    for (int64_t r = 0; r < size(); ++r)
      (done[r] ? go : stay).push_back(r), (done[r] ? go_id : stay_id).push_back(id_[r]);
    if (go.empty()) return;
    const auto index = [&](const std::vector<int64_t>& rows) {
      return send(rows, state.x.device());
    };
    if (stay.empty() && size() == out_.size(0)) {
      out_.copy_(state.x);
    } else {
      out_.index_copy_(0, index(go_id), state.x.index_select(0, index(go)));
    }
    id_ = std::move(stay_id);
    if (id_.empty()) return;
    state = state.select(stay);
    dynamics.select(stay);
    noise.select(stay);
  }

  Solution finish() { return {out_, std::move(outcome_)}; }

 private:
  Tensor out_;
  std::vector<Outcome> outcome_;
  std::vector<int64_t> id_;
};

/// Refuses what cannot work before anything is evaluated.
void check_fit(const Method& method, Dynamics& dynamics, const Tensor& x, double t0, double t1) {
  const Traits& traits = method.traits;
  if (x.dim() < 1 || x.size(0) < 1)
    throw std::invalid_argument(
        fmt::format("integrate: x must be [B, ...] with B >= 1, got {} dimensions", x.dim()));
  if (x.scalar_type() != at::kFloat && x.scalar_type() != at::kDouble)
    throw std::invalid_argument(
        "integrate: the state must be float32 or float64; lower precision belongs inside the "
        "network");
  if (traits.needs == Needs::semi_linear &&
      !(require_semi_linear(dynamics, traits.name.c_str()).process().alpha(t0) > 0))
    throw std::invalid_argument(fmt::format(
        "solver '{}' steps in lambda = log(alpha/sigma), which is infinite at the start, t = {}, "
        "where alpha = 0; take a solver of the drift, such as 'heun' or 'dopri5', or start later, "
        "at t_max = 0.999",
        traits.name, t0));
  if (traits.kind != Equation::sde && traits.weak_order == 0 && traits.strong_order == 0 &&
      dynamics.diffusion(t0) != 0)
    throw std::invalid_argument(
        fmt::format("solver '{}' integrates ODEs only; {} has noise. Take eta = 0, or an SDE "
                    "method such as 'euler_maruyama'.",
                    traits.name, dynamics.name()));
  if (!dynamics.regular(t0))
    throw std::invalid_argument(
        fmt::format("integrate: {} has no finite drift at the start, t = {}", dynamics.name(), t0));
  if (traits.evaluates_end && !dynamics.regular(t1))
    throw std::invalid_argument(
        fmt::format("solver '{}' evaluates the drift at the end of its step, and {} has none at t "
                    "= {} (sigma = 0). "
                    "End the grid at the process's t_min, or take 'heun' or 'ddim'.",
                    traits.name, dynamics.name(), t1));
}

/// Refuses a step that ends in another batch, another type or, in any row, at another time.
void check_proposal(const Method& method, const State& now, const Proposal& proposal,
                    const PerSample& t1) {
  const Tensor& x = proposal.next.x;
  const auto broken = [&](const std::string& what) {
    throw std::logic_error(fmt::format("solver '{}': its step {}", method.traits.name, what));
  };
  if (!x.defined()) broken("returned no state");
  if (x.sizes() != now.x.sizes() || x.scalar_type() != now.x.scalar_type())
    broken(fmt::format("returned {} [{}], and was given {} [{}]", toString(x.scalar_type()),
                       fmt::join(x.sizes(), ", "), toString(now.x.scalar_type()),
                       fmt::join(now.x.sizes(), ", ")));
  if (proposal.status != Status::ok) return;
  const PerSample& t = proposal.next.t;
  if (!t.uniform() && t.size() != t1.size())
    broken(fmt::format("returned {} times, and was given {}", t.size(), t1.size()));
  for (int64_t row = 0; row < t1.size(); ++row)
    if (t[row] != t1[row])
      broken(fmt::format("ended at t = {}, and should at t = {}", t[row], t1[row]));
}

/// Network evaluations spent since the last call.
class Meter {
 public:
  explicit Meter(const Dynamics& dynamics) : ledger_(dynamics.ledger()), seen_(ledger_.forward) {}
  int64_t lap() {
    const int64_t spent = ledger_.forward - seen_;
    seen_ = ledger_.forward;
    return spent;
  }

 private:
  const Ledger& ledger_;
  int64_t seen_;
};

}  // namespace

bool Solution::ok() const {
  return std::all_of(outcome.begin(), outcome.end(),
                     [](auto& o) { return o.status == Status::ok; });
}

double Solution::mean_nfe() const {
  double sum = 0;
  for (const Outcome& o : outcome) sum += static_cast<double>(o.nfe);
  return sum / static_cast<double>(outcome.size());
}

namespace {
/// How many of the breaks lie before the middle of the interval from a to b.
int64_t breaks_passed(const std::vector<double>& breaks, double a, double b) {
  const double middle = 0.5 * (a + b);
  return std::count_if(breaks.begin(), breaks.end(),
                       [&](double t) { return b > a ? t < middle : t > middle; });
}

/// One walk over a grid, of whom and by whom.
struct Walk {
  const Method& method;
  Dynamics& dynamics;
  NoiseSource& noise;
  const TimeGrid& grid;
  const Limits& limits;
  const Observer& observer;

  /// Nothing where only one look was to be taken, and it found a row that is not finite, or a
  /// method stopped: then every step has to be looked at.
  std::optional<Solution> from(const Tensor& x, bool look_once) const {
    Batch batch(x, grid.front());
    State state{x, grid.front()};
    Meter meter(dynamics);
    FiniteRows all(x);
    const auto steps = static_cast<int64_t>(grid.size()) - 1;
    const std::vector<double> breaks = dynamics.breaks(grid.front(), grid.back());
    int64_t passed = 0;
    for (int64_t i = 0; i < steps && !batch.empty(); ++i) {
      const int64_t now_passed = breaks_passed(breaks, grid[i], grid[i + 1]);
      const bool anew = i == 0 || std::exchange(passed, now_passed) != now_passed;
      if (anew) {
        dynamics.enter(grid[i], grid[i + 1]);
        state.memory.clear(), state.memory_t.clear();
      }
      const int64_t left =
          limits.max_nfe - batch[0].nfe;  // on a grid all samples have spent the same
      const int64_t needed =
          method.traits.nfe_per_step + (anew ? method.traits.nfe_first_extra : 0);
      if (left < std::max<int64_t>(needed, 1)) {
        for (int64_t r = 0; r < batch.size(); ++r) batch[r].status = Status::budget_exhausted;
        break;
      }
      Proposal proposal =
          method.solver->step(dynamics, noise, state, {grid[i + 1], i, steps, left});
      check_proposal(method, state, proposal, grid[i + 1]);
      state = std::move(proposal.next);
      if (look_once && proposal.status != Status::ok) return {};
      std::vector<bool> finite(batch.size(), true);
      if (look_once)
        all.look(state.x);
      else
        finite = finite_rows(state.x);
      const int64_t spent = meter.lap();
      std::vector<bool> done(batch.size());
      for (int64_t r = 0; r < batch.size(); ++r) {
        Outcome& o = batch[r];
        o.nfe += spent;
        o.status = proposal.status != Status::ok ? proposal.status
                   : finite[r]                   ? Status::ok
                                                 : Status::non_finite;
        done[r] = o.status != Status::ok;
        if (!done[r]) o.t = grid[i + 1], ++o.steps;
      }
      if (observer) observer(state, i);
      batch.retire(done, state, dynamics, noise);
    }
    if (look_once) {
      const auto finite = all.so_far();
      if (std::find(finite.begin(), finite.end(), false) != finite.end()) return {};
    }
    if (!batch.empty()) batch.retire(std::vector<bool>(batch.size(), true), state, dynamics, noise);
    return batch.finish();
  }
};

}  // namespace

Solution integrate(const Method& method, Dynamics& dynamics, NoiseSource& noise, const Tensor& x,
                   const TimeGrid& grid, const Limits& limits, const Observer& observer) {
  check_time_grid(grid);
  check_fit(method, dynamics, x, grid.front(), grid.back());
  for (size_t i = 1; i + 1 < grid.size(); ++i)
    if (!dynamics.regular(grid[i]))
      throw std::invalid_argument(
          fmt::format("integrate: {} has no finite drift at the inner grid point t = {}",
                      dynamics.name(), grid[i]));
  const Walk walk{method, dynamics, noise, grid, limits, observer};
  if (limits.look_once.value_or(!x.is_cpu()) && !observer)  // who observes, sees each step once
    if (auto solution = walk.from(x, /*look_once=*/true)) return *std::move(solution);
  return *walk.from(x, /*look_once=*/false);
}

namespace {

/// A first step size per sample from the scale of x, of the drift, and
/// of the drift's change over a small Euler step.  Costs one evaluation
/// beyond f0.  Source: Hairer, Norsett & Wanner I, sec. II.4.
std::vector<double> first_step(const Method& method, Dynamics& dynamics, const State& state,
                               const Tensor& f0, double direction, double span,
                               const Tolerance& tol) {
  const auto d0 = error_norms(state.x, state.x, state.x, tol.atol, tol.rtol);
  const auto d1 = error_norms(f0, state.x, state.x, tol.atol, tol.rtol);
  std::vector<double> h(d0.size());
  for (size_t i = 0; i < h.size(); ++i)
    h[i] = std::min(span, d0[i] < 1e-5 || d1[i] < 1e-5 ? 1e-6 * span : 0.01 * d0[i] / d1[i]);
  const PerSample h0(h);
  const Tensor f1 =
      drift_of(*method.solver, dynamics, combine({{1, state.x}, {direction * h0, f0}}),
               state.t + direction * h0);
  const auto d2 =
      error_norms(combine({{1 / h0, f1}, {-1 / h0, f0}}), state.x, state.x, tol.atol, tol.rtol);
  for (size_t i = 0; i < h.size(); ++i) {
    const double steepest = std::max(d1[i], d2[i]);
    const double h1 = steepest <= 1e-15
                          ? std::max(1e-6 * span, 1e-3 * h[i])
                          : std::pow(0.01 / steepest, 1 / (method.traits.error_order + 1));
    h[i] = std::min({100 * h[i], h1, span});
  }
  return h;
}

constexpr double kSafety = 0.9, kMinFactor = 0.2, kMaxFactor = 5.0, kBeta = 0.04;
constexpr double kMinStep = 1e-12;  // relative to the span of the solve

/// By what to multiply the step after error e, and e1 before it; k: order of the estimate plus one.
double step_factor(double k, double e, double e1) {
  return kSafety * std::pow(e, -1 / k + 0.75 * kBeta) * std::pow(e1, kBeta);
}

/// Refuses a memory that grows or shrinks, whoever accepts the step: of a sample that rejects it
/// the former memory must stay beside its neighbours' new one.
void check_memory(const Method& method, const State& now, const State& next) {
  if (next.memory.size() == now.memory.size() && next.memory_t.size() == now.memory_t.size())
    return;
  throw std::invalid_argument(fmt::format(
      "solver '{}': its step was given a memory of {} tensors and {} times and returned {} and {}. "
      "Under error control a method remembers nothing, or as a first-same-as-last pair "
      "(nfe_first_extra = 1) the drift at the end of its step alone; any other takes a time grid",
      method.traits.name, now.memory.size(), now.memory_t.size(), next.memory.size(),
      next.memory_t.size()));
}

/// Row by row the proposed state where accepted, the present one elsewhere.
State merge(const std::vector<bool>& accept, const State& now, const State& next) {
  if (std::find(accept.begin(), accept.end(), false) == accept.end()) return next;
  if (std::find(accept.begin(), accept.end(), true) == accept.end()) return now;
  std::vector<double> take(accept.begin(), accept.end());
  const PerSample yes(take), no = 1 - yes;
  State out{combine({{yes, next.x}, {no, now.x}}), yes * next.t + no * now.t};
  for (size_t i = 0; i < now.memory.size(); ++i)
    out.memory.push_back(combine({{yes, next.memory[i]}, {no, now.memory[i]}}));
  for (size_t i = 0; i < now.memory_t.size(); ++i)
    out.memory_t.push_back(yes * next.memory_t[i] + no * now.memory_t[i]);
  return out;
}

}  // namespace

Solution integrate_adaptive(const Method& method, Dynamics& dynamics, NoiseSource& noise,
                            const Tensor& x, double t0, double t1, const Tolerance& tol,
                            const Limits& limits) {
  if (!method.traits.embedded)
    throw std::invalid_argument(
        fmt::format("solver '{}' has no error estimate and cannot be driven by a tolerance. Give "
                    "it a time grid, or try 'dopri5'.",
                    method.traits.name));
  if (dynamics.diffusion(t0) != 0 && !noise.consistent())
    throw std::invalid_argument(
        "integrate_adaptive: on an SDE a rejected step must refine the path that it saw, and this "
        "source draws every "
        "interval anew. Make a brownian_tree over the span of the solve.");
  if (!(tol.rtol >= 0) || !(tol.atol >= 0) || !(tol.rtol + tol.atol > 0) ||
      !std::isfinite(tol.rtol + tol.atol))
    throw std::invalid_argument(
        fmt::format("integrate_adaptive: needs finite rtol, atol >= 0, not both 0; got {} and {}",
                    tol.rtol, tol.atol));
  check_time_grid({t0, t1});
  check_fit(method, dynamics, x, t0, t1);
  if (!dynamics.regular(t1))
    throw std::invalid_argument(
        fmt::format("integrate_adaptive: a step of solver '{}' to t = {} (sigma = 0) has no error "
                    "estimate. End at the process's t_min.",
                    method.traits.name, t1));

  const double span = std::abs(t1 - t0), direction = t1 > t0 ? 1 : -1;
  Batch batch(x, t0);
  State state{x, PerSample(std::vector<double>(x.size(0), t0))};
  if (limits.max_nfe < 2 + method.traits.nfe_per_step) {  // two for the first step's size
    for (int64_t r = 0; r < batch.size(); ++r) batch[r].status = Status::budget_exhausted;
    return batch.finish();
  }
  Meter meter(dynamics);
  const Tensor f0 = drift_of(*method.solver, dynamics, state.x, state.t);
  std::vector<double> h = first_step(method, dynamics, state, f0, direction, span, tol);
  if (method.traits.nfe_first_extra == 1)
    state.memory = {f0};  // first same as last: the drift is known
  // The last accepted errors; Hairer & Wanner's starting value.
  std::vector<double> previous(x.size(0), 1e-4);

  int64_t carried = meter.lap();
  for (int64_t i = 0; !batch.empty(); ++i) {
    const int64_t rows = batch.size();
    std::vector<double> target(rows);
    int64_t left = limits.max_nfe;
    for (int64_t r = 0; r < rows; ++r) {
      const double rest = direction * (t1 - state.t[r]);
      target[r] = h[r] * (1 + 1e-10) >= rest ? t1 : state.t[r] + direction * h[r];
      left = std::min(left, limits.max_nfe - batch[r].nfe - carried);
    }
    const Proposal proposal =
        method.solver->step(dynamics, noise, state, {PerSample(target), i, 0, left});
    check_proposal(method, state, proposal, PerSample(target));
    if (!proposal.error.defined())
      throw std::invalid_argument(fmt::format(
          "solver '{}': its step returned no error estimate, and it is registered as one "
          "that has (embedded)",
          method.traits.name));
    check_memory(method, state, proposal.next);
    const auto error = error_norms(proposal.error, state.x, proposal.next.x, tol.atol, tol.rtol);
    const int64_t spent = meter.lap() + std::exchange(carried, 0);

    std::vector<bool> accept(rows), done(rows);
    std::vector<double> next_h, next_previous;
    for (int64_t r = 0; r < rows; ++r) {
      Outcome& o = batch[r];
      o.nfe += spent;
      const bool broken = !std::isfinite(error[r]);  // or the state is
      accept[r] = !broken && error[r] <= 1;
      const double e = std::max(error[r], 1e-10);
      double factor = step_factor(method.traits.error_order + 1, e, previous[r]);
      factor = std::clamp(factor, kMinFactor, accept[r] ? kMaxFactor : 1.0);
      if (accept[r]) {
        ++o.steps, o.t = target[r], previous[r] = std::max(error[r], 1e-4);
      } else {
        ++o.rejected, factor = std::min(factor, 0.9);
      }
      h[r] = std::abs(target[r] - state.t[r]) * factor;
      if (broken)
        o.status = Status::non_finite;
      else if (accept[r] && target[r] == t1)
        o.status = Status::ok;
      else if (o.nfe + method.traits.nfe_per_step > limits.max_nfe)
        o.status = Status::budget_exhausted;
      else if (h[r] < kMinStep * span)
        o.status = Status::step_collapsed;
      done[r] = o.status != Status::ok || (accept[r] && target[r] == t1);
      if (!done[r]) next_h.push_back(h[r]), next_previous.push_back(previous[r]);
    }
    state = merge(accept, state, proposal.next);
    batch.retire(done, state, dynamics, noise);
    h = std::move(next_h), previous = std::move(next_previous);
  }
  return batch.finish();
}

}  // namespace odelia
