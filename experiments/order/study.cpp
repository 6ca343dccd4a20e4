#include "experiments/order/study.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "models/exact_consistency.h"
#include "models/mixture.h"
#include "models/processes/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"
#include "solvers/origin.h"

namespace odelia {
namespace {

constexpr double kLambdaStart = -1.5, kLambdaEnd = 0.5;  // sigma/alpha from 4.5 down to 0.6

/// Overlapping components: with narrow ones every method looks like order 1.5 at any affordable N.
Mixture smooth_mixture() {
  return {{0.5, 0.3, 0.2},
          {{-0.8, 0.3, 0.5, -0.2}, {0.7, -0.6, 0.1, 0.4}, {0.2, 0.9, -0.7, 0.3}},
          {0.6, 0.5, 0.7}};
}

/// The spec of a time grid from t_max down to t_min.  Throws std::invalid_argument for one that has
/// ends of its own.
std::string between(const std::string& grid, double t_min, double t_max) {
  const bool file = grid.starts_with("file:");  // a path, and no spec to be taken apart
  Spec spec = file ? Spec{} : parse_spec(grid, "time grid");
  auto options = spec.options.values();
  options.emplace("t_min", fmt::format("{:.17g}", t_min));
  options.emplace("t_max", fmt::format("{:.17g}", t_max));
  if (file || options.size() != spec.options.values().size() + 2)
    throw std::invalid_argument(fmt::format(
        "order: time grid '{}' has ends of its own, and the studies go from lambda = {} to {}; "
        "name one without, such as log_snr",
        grid, kLambdaStart, kLambdaEnd));
  spec.options = Options(std::move(options));
  return to_string(spec);
}

/// The part of a process that the studies integrate over.
struct Problem {
  std::string name;
  std::shared_ptr<const Process> process;
  double t0, t1;
  explicit Problem(const std::string& process_name)
      : name(process_name),
        process(make_process(name)),
        t0(process->t_of_lambda(kLambdaStart)),
        t1(process->t_of_lambda(kLambdaEnd)) {}
  TimeGrid grid(const std::string& grid, int64_t steps) const {
    return make_time_grid(between(grid, t1, t0), *process, steps);
  }
  /// Starting points spread like the marginal at t0.
  Tensor start(int64_t batch) const {
    std::vector<uint64_t> seeds(batch);
    for (int64_t i = 0; i < batch; ++i) seeds[i] = i;
    const double a = process->alpha(t0), s = process->sigma(t0);
    return starting_noise(seeds, {4}, at::kDouble) * std::sqrt(a * a * 0.75 + s * s);
  }
};

std::unique_ptr<Dynamics> flow(const Problem& p, double eta) {
  return reverse_dynamics(p.process, mixture_model(smooth_mixture()), eta);
}

double rms(const Tensor& a, const Tensor& b) {
  return (a - b).square().mean().sqrt().item<double>();
}

bool all_finite(const std::vector<double>& e) {
  return std::all_of(e.begin(), e.end(), [](double v) { return std::isfinite(v); });
}

/// Slope between the last error that stands clear of rounding and the one `apart` before it;
/// infinite if there are fewer, and NaN where an error is not finite.
double slope(const std::vector<int64_t>& n, const std::vector<double>& e, double floor,
             size_t apart = 1) {
  if (!all_finite(e)) return std::nan("");
  size_t last = e.size();
  while (last > 0 && e[last - 1] <= floor) --last;
  if (last < 1 + apart) return std::numeric_limits<double>::infinity();
  const size_t from = last - 1 - apart, to = last - 1;
  return std::log(e[from] / e[to]) / std::log(double(n[to]) / double(n[from]));
}

/// The order that the errors of a certificate show; infinite where it is exact to rounding.  On the
/// ODE, where `observed` is the median over samples whose errors are not kept, that of their RMS.
double order_of_errors(const Certificate& c) {
  if (c.kind == "strong")  // two octaves: an error over 256 paths is known to some 5 %
    return slope(c.steps, c.errors, 1e-12, 2);
  if (c.kind == "law" && all_finite(c.errors))  // times are inverted from lambda to 1e-12
    return *std::max_element(c.errors.begin(), c.errors.end()) < 1e-10
               ? std::numeric_limits<double>::infinity()
               : -1;
  return slope(c.steps, c.errors, 1e-13);
}

/// Whether `observed` is what the errors beside it show.
/// In results/orders median and RMS differ by 0.9 at most.
bool agrees_with_errors(const Certificate& c) {
  const double shown = order_of_errors(c);
  return c.observed == shown || std::abs(c.observed - shown) <= (c.kind == "ode" ? 1 : 1e-9);
}

/// The reference solution at each of `times`, by Verner's order 8 with 16 steps and more from one
/// to the next: its own error is rounding.  Solved once: methods of one history ask for the same.
const std::vector<Tensor>& reference(const Problem& p, const Tensor& x, const TimeGrid& times) {
  static const Method verner = make_method("verner87");
  static std::map<std::pair<std::string, TimeGrid>, std::vector<Tensor>> known;
  const auto found = known.find({p.name, times});
  if (found != known.end()) return found->second;
  NoNoise none;
  std::vector<Tensor> out{x};
  for (size_t i = 1; i < times.size(); ++i) {
    const auto fine = static_cast<int64_t>(
        16 + 200 * std::abs(p.process->lambda(times[i]) - p.process->lambda(times[i - 1])) /
                 (kLambdaEnd - kLambdaStart));
    const auto ode = flow(p, 0);
    out.push_back(
        integrate(verner, *ode, none, out.back(),
                  make_time_grid(between("log_snr", times[i], times[i - 1]), *p.process, fine))
            .x);
  }
  return known[{p.name, times}] = std::move(out);
}

/// Throws std::invalid_argument where a sample comes out otherwise alone than in a batch: the median
/// over the samples would not show it.  The roundings of a few steps are far below 1e-9 of states of
/// order one, and so are the tolerances of implicit stages.
void check_rows(const Certificate& c, const Tensor& together, const Tensor& alone) {
  if (const double apart = rms(together, alone); apart > 1e-9)
    throw std::invalid_argument(
        fmt::format("order: solver '{}': a sample that is solved alone differs by {:.2g} from the "
                    "same in a batch; a step must treat every row by itself",
                    c.solver, apart));
}

/// The same of samples that draw noise, each by its own seed: a few of them, for a few steps.
void check_noisy_rows(const Certificate& c, const Problem& p, const Method& method, double eta) {
  if (method.traits.own_steps() || method.traits.batch_norms) return;
  constexpr int64_t rows = 8, steps = 8;
  const Tensor x = p.start(rows);
  const TimeGrid times = p.grid(c.grid, steps);
  const auto from_row = [&](int64_t row) {
    std::vector<uint64_t> seeds(rows - row);
    std::iota(seeds.begin(), seeds.end(), row);
    const auto noise = interval_noise(std::move(seeds));
    const auto dynamics =
        is_consistency_method(method.traits)
            ? reverse_dynamics(p.process, exact_consistency({{1}, {{0.7, 0, 0, 0}}, {0.5}}), eta)
            : flow(p, eta);
    return integrate(method, *dynamics, *noise, x.slice(0, row), times).x;
  };
  check_rows(c, from_row(0)[-1], from_row(rows - 1)[0]);
}

/// Throws std::invalid_argument where error control gives a sample a step of its neighbours', or goes
/// astray.  Under 1e-4 every method of the tree ends within 3e-3.
void check_control(const Certificate& c, const Problem& p, const Method& method, const Tensor& x,
                   const Tensor& truth) {
  constexpr double tolerance = 1e-4, most = 1e-2;
  NoNoise none;
  const auto from_row = [&](int64_t row) {
    const auto ode = flow(p, 0);
    return integrate_adaptive(method, *ode, none, x.slice(0, row), p.t0, p.t1,
                              {tolerance, tolerance}, {.max_nfe = 100'000});
  };
  const Solution all = from_row(0);
  check_rows(c, all.x[-1], from_row(x.size(0) - 1).x[0]);
  const double off = rms(all.x, truth);
  if (all.ok() && off <= most) return;
  throw std::invalid_argument(fmt::format(
      "order: solver '{}': under a tolerance of {} its samples {}; correct its error estimate, or "
      "error_order",
      c.solver, tolerance,
      all.ok() ? fmt::format("are off by {:.2g}, and may be by {}", off, most)
               : "do not all come to the end"));
}

void count(Certificate& c, const Traits& traits, const Dynamics& dynamics, int64_t steps) {
  if (traits.own_steps()) return;  // varies: nothing is claimed
  const int64_t counted = dynamics.ledger().forward,
                claimed = traits.nfe_per_step * steps + traits.nfe_first_extra;
  if (!c.counts_hold || counted == claimed) return;
  c.counts_hold = false, c.counted = counted, c.claimed_count = claimed;
}

/// Unit impulses: row i receives 1 at the i-th draw and 0 otherwise; the first two rows none at all.
/// As from interval_noise, the same interval and stream are the same draw.
class ImpulseNoise final : public NoiseSource {
 public:
  Tensor normal(const PerSample& t0, const PerSample& t1, const Tensor& like, int stream) override {
    const int64_t at = known_.emplace(std::tuple{t0[0], t1[0], stream}, draws()).first->second;
    Tensor z = at::zeros_like(like);
    if (2 + at < z.size(0)) z[2 + at].fill_(1);
    return z;
  }
  void select(const std::vector<int64_t>&) override {}  // a row that leaves ends the study
  int64_t draws() const { return static_cast<int64_t>(known_.size()); }

 private:
  std::map<std::tuple<double, double, int>, int64_t> known_;
};

}  // namespace

// On the ODE 0.1, where strong and weak slopes stop at 512 steps and their references have errors
// of their own: 0.15.  Two kinds have errors that meet rounding, or the tolerance of their stages,
// before the slope has settled: order 5, where 4.79 is what tsit5 shows, and implicit methods,
// where esdirk437 shows 3.8.  That those tableaus have their orders is proved by their order
// conditions in test_tableaus.cpp.
double allowance(const Certificate& c) {
  if (c.kind != "ode") return 0.15;
  const auto method = registry().find(c.solver.substr(0, c.solver.find('(')));
  const bool implicit = method != registry().end() && method->second.traits.own_steps();
  return c.claimed == 5 || implicit ? 0.25 : 0.1;
}

bool holds(const Certificate& c) { return c.counts_hold && c.observed >= c.claimed - allowance(c); }

std::vector<std::string> order_grids() { return {"log_snr", "karras", "uniform"}; }

Certificate ode_order(const Method& method, const std::string& process, const std::string& grid,
                      bool exact_start, bool first_only) {
  const Traits& traits = method.traits;
  const Problem p(process);
  // A low-order start leaves an error of its own: one step of order 1 costs the whole order 2.
  const double warmup = traits.history > 0 ? std::min(traits.order, 2.0) : traits.order;
  Certificate c{traits.name, process,
                grid,        exact_start ? "exact" : "warmup",
                "ode",       exact_start ? traits.order : warmup};
  const Tensor x = p.start(64);
  const Tensor truth = reference(p, x, {p.t0, p.t1}).back();
  NoNoise none;
  std::vector<std::vector<double>> by_sample(x.size(0));
  // The median over the starting points: the RMS belongs to the one whose error terms meet with
  // opposite signs. Clear of the roundings of hundreds of steps.  Halving the step of an order of 7
  // or 8 goes from 1e-10 to rounding at once, so its steps lie closer together; orders of 5 and 6
  // have not settled where they could be read off safely.
  const bool high = traits.order >= 7;
  const double floor = std::max(traits.coefficient_error, traits.order < 5 || high ? 1e-13 : 3e-14);
  const auto observed = [&] {
    std::vector<double> slopes;
    for (const auto& errors : by_sample) {
      slopes.push_back(slope(c.steps, errors, floor));
      if (std::isnan(slopes.back())) return slopes.back();  // the median would pass over it
    }
    std::nth_element(slopes.begin(), slopes.begin() + slopes.size() / 2, slopes.end());
    return slopes[slopes.size() / 2];
  };
  // Implicit methods spend a hundred evaluations a step: fewer steps
  // of those.  Where the slope has not settled at N = 512, as that of
  // long histories on uniform grids, more steps say whether it will.
  const bool implicit = traits.own_steps();
  const auto enough = [&](int64_t n) {
    return n > (implicit ? 256 : 512) && (implicit || n > 2048 || observed() >= c.claimed - 0.05);
  };
  const auto more = [&](int64_t n) {
    return !high ? 2 * n : n % 3 ? n / 2 * 3 : n / 3 * 4;
  };  // 8, 16 or 4, 6, 8, 12
  int64_t first = high ? 4 : 8;
  while (first <= 2 * traits.history) first = more(first);  // the exact start is half at most
  for (int64_t n = first; !enough(n); n = more(n)) {
    const TimeGrid times = p.grid(grid, n);
    const std::vector<Tensor> exact =
        exact_start ? reference(p, x, TimeGrid(times.begin(), times.begin() + 1 + traits.history))
                    : std::vector<Tensor>{};
    const auto solve = [&](Dynamics& ode, int64_t from_row) {
      State state{x.slice(0, from_row), times[0]};
      for (int64_t i = 0; i < n; ++i) {
        state = method.solver->step(ode, none, state, {times[i + 1], i, n}).next;
        if (i + 1 < static_cast<int64_t>(exact.size()))
          state.x = exact[i + 1].slice(0, from_row);  // keep the memory, correct the state
      }
      return state.x;
    };
    const auto ode = flow(p, 0);
    const Tensor end = solve(*ode, 0);
    count(c, traits, *ode, n);
    if (n == first) check_rows(c, end[-1], solve(*flow(p, 0), x.size(0) - 1)[0]);
    c.steps.push_back(n);
    c.errors.push_back(rms(end, truth));
    for (int64_t i = 0; i < x.size(0); ++i) by_sample[i].push_back(rms(end[i], truth[i]));
    if (c.errors.back() < 2e-14 || first_only) break;
  }
  // No grid has a part in it: once is enough.  What is not finite, the certificate says.
  if (exact_start && traits.embedded && std::isfinite(c.errors.front()))
    check_control(c, p, method, x, truth);
  c.observed = observed();
  return c;
}

namespace {

/// The noise level of the reverse SDE to study a method on: its own if it asks for one, or is an
/// SDE method.
double studied_eta(const Method& method) {
  return method.eta > 0 || method.traits.kind == Equation::sde ? method.eta : 1;
}

/// A source that remembers its answers: on one process and grid all methods ask the same paths for
/// the same intervals, and a descent of the tree takes longer than their steps.
class RememberingNoise final : public NoiseSource {
 public:
  using Answers = std::map<std::tuple<double, double, int>, Tensor>;
  RememberingNoise(std::unique_ptr<NoiseSource> source, Answers& answers)
      : source_(std::move(source)), answers_(answers) {}
  Tensor normal(const PerSample& t0, const PerSample& t1, const Tensor& like, int stream) override {
    return remember(t0, t1, stream, [&] { return source_->normal(t0, t1, like, stream); });
  }
  Tensor area(const PerSample& t0, const PerSample& t1, const Tensor& like) override {
    return remember(t0, t1, area_stream, [&] { return source_->area(t0, t1, like); });
  }
  void select(const std::vector<int64_t>& rows) override {
    whole_ = false;
    source_->select(rows);
  }
  bool consistent() const override { return source_->consistent(); }

 private:
  Tensor remember(const PerSample& t0, const PerSample& t1, int stream,
                  const std::function<Tensor()>& ask) {
    if (!whole_ || !t0.uniform() || !t1.uniform()) return ask();
    Tensor& answer = answers_[{t0[0], t1[0], stream}];
    if (!answer.defined()) answer = ask();
    const Tensor drawn = answer.clone();  // what was drawn is the solver's to change
    if (answers_.size() == kMost) answers_.clear();
    return drawn;
  }

  static constexpr size_t kMost = 8192;  ///< 64 MiB of 256 x 4 numbers: the grids of all step sizes
  std::unique_ptr<NoiseSource> source_;
  Answers& answers_;
  bool whole_ = true;  ///< no sample has left the batch
};

/// One Brownian path for each of the strong study's samples.
std::unique_ptr<NoiseSource> strong_paths(const Problem& p, int64_t batch) {
  std::vector<uint64_t> seeds(batch);
  for (int64_t i = 0; i < batch; ++i) seeds[i] = 1000 + i;
  return brownian_tree(seeds, p.t1, p.t0);
}

/// The solution on those paths, by a method of strong
/// order 1.5 with steps far below the studied ones.
Tensor strong_reference(const Problem& p, double eta, const Tensor& x) {
  static std::map<std::pair<std::string, double>, Tensor> known;
  Tensor& truth = known[{p.name, eta}];
  if (!truth.defined()) {
    static const Method fine = make_method("sra3");
    const auto sde = flow(p, eta);
    const auto path = strong_paths(p, x.size(0));
    truth = integrate(fine, *sde, *path, x, p.grid("log_snr", 2048)).x;
  }
  return truth;
}

}  // namespace

Certificate strong_order(const Method& method, const std::string& process, const std::string& grid,
                         bool first_only) {
  const Problem p(process);
  Certificate c{method.traits.name, process, grid, "warmup", "strong", method.traits.strong_order};
  const Tensor x = p.start(256);
  const double eta = studied_eta(method);
  check_noisy_rows(c, p, method, eta);
  const Tensor truth = strong_reference(p, eta, x);
  static std::map<std::string, RememberingNoise::Answers> known;
  RememberingNoise path(strong_paths(p, x.size(0)), known[p.name]);
  for (int64_t n = 32; n <= 512; n *= 2) {
    const auto sde = flow(p, eta);
    const Solution end = integrate(method, *sde, path, x, p.grid(grid, n));
    count(c, method.traits, *sde, n);
    c.steps.push_back(n);
    c.errors.push_back(rms(end.x, truth));
    if (first_only) break;
  }
  c.observed = order_of_errors(c);
  return c;
}

namespace {

/// Adds the error after n steps in mean and variance, over two laws of the data: the error of one
/// may pass through zero.  NaN where a step was not finite.
void add_moment_error(Certificate& c, const Problem& p, const Method& method, double eta,
                      const TimeGrid& times, int64_t n) {
  const bool consistency = is_consistency_method(method.traits);
  double squares = 0;
  std::optional<int64_t> expected;  // draws: as many for one law as for the other
  bool ok = true;                   // no row has left
  for (const auto& [mu, std] : std::vector<std::pair<double, double>>{{0.7, 0.5}, {-0.4, 0.8}}) {
    const auto mean = [&](double t) { return p.process->alpha(t) * mu; };
    const auto variance = [&](double t) {
      return std::pow(p.process->alpha(t) * std, 2) + std::pow(p.process->sigma(t), 2);
    };
    const auto solve = [&](int64_t draws, ImpulseNoise& noise) {
      const Mixture data{{1}, {{mu}}, {std}};
      const auto sde = reverse_dynamics(
          p.process, consistency ? exact_consistency(data) : mixture_model(data), eta);
      Tensor x = at::zeros({2 + draws, 1}, at::kDouble);
      x[1].fill_(1);
      const Solution end = integrate(method, *sde, noise, x, times);
      ok = ok && end.ok();
      if (ok) count(c, method.traits, *sde, n);
      return end.x.flatten();
    };
    if (!expected) {
      ImpulseNoise counter;
      solve(0, counter);
      expected = counter.draws();
    }
    ImpulseNoise impulses;
    const Tensor y = solve(*expected, impulses);
    if (!ok) {
      squares = std::nan("");
      break;
    }
    if (impulses.draws() != *expected)
      throw std::logic_error(
          fmt::format("order: {} draws {} times for one law of the data and {} times for another",
                      method.spec, *expected, impulses.draws()));
    const double offset = y[0].item<double>(), gain = y[1].item<double>() - offset;
    const double spread = (y.slice(0, 2) - offset).square().sum().item<double>();
    squares += std::pow(offset + gain * mean(p.t0) - mean(p.t1), 2);
    squares += std::pow(gain * gain * variance(p.t0) + spread - variance(p.t1), 2);
  }
  c.steps.push_back(n);
  c.errors.push_back(std::sqrt(squares));
}

}  // namespace

Certificate weak_order(const Method& method, const std::string& process, const std::string& grid,
                       bool first_only) {
  const Problem p(process);
  Certificate c{method.traits.name, process, grid, "warmup", "weak", method.traits.weak_order};
  check_noisy_rows(c, p, method, studied_eta(method));
  // One octave more where the slope has not settled:
  // the transient of a start of low order dies slowly.
  const auto unsettled = [&] { return slope(c.steps, c.errors, 1e-13) < c.claimed - 0.1; };
  for (int64_t n = 16; n <= 512 || (n <= 1024 && unsettled()); n *= 2) {
    add_moment_error(c, p, method, studied_eta(method), p.grid(grid, n), n);
    if (first_only) break;
  }
  c.observed = order_of_errors(c);
  return c;
}

Certificate exact_law(const Method& method, const std::string& process, const std::string& grid,
                      bool first_only) {
  const Problem p(process);
  Certificate c{method.traits.name, process, grid, "warmup", "law", 0};
  check_noisy_rows(c, p, method, studied_eta(method));
  for (int64_t n = 1; n <= 8; n *= 2) {
    add_moment_error(c, p, method, studied_eta(method), p.grid(grid, n), n);
    if (first_only) break;
  }
  c.observed = order_of_errors(c);
  return c;
}

std::vector<OrderStudy> owed_studies(const std::string& solver) {
  const Traits traits = make_method(solver).traits;
  std::vector<OrderStudy> all;
  if (traits.order > 0) all.push_back({"ode", "exact"});
  if (traits.order > 0 && traits.history > 0) all.push_back({"ode", "warmup"});
  if (traits.strong_order > 0) all.push_back({"strong", "warmup"});
  if (traits.weak_order > 0) all.push_back({"weak", "warmup"});
  if (is_consistency_method(traits)) all.push_back({"law", "warmup"});
  return all;
}

namespace {

/// The spec with further options of the solver itself, inside of whatever wraps it.
std::string with_options(const std::string& solver, std::string Traits::*further) {
  Spec spec = parse_spec(solver, "solver", true);
  if (!spec.inner.empty()) {
    spec.inner = with_options(spec.inner, further);
    return to_string(spec);
  }
  const std::string& added = registry().at(spec.name).traits.*further;
  if (added.empty()) return solver;
  auto options = parse_spec(fmt::format("{}({})", spec.name, added), "solver").options.values();
  const auto own = spec.options.values();
  options.insert(own.begin(), own.end());
  spec.options = Options(std::move(options));
  return to_string(spec);
}

/// The method as its order on the ODE is measured; it claims what it claims.
Method studied(const Method& method, bool exact_start) {
  std::string spec = with_options(method.spec, &Traits::deterministic);
  if (exact_start && method.traits.history > 0) spec = with_options(spec, &Traits::exact_start);
  Method out = make_method(spec);
  out.traits.order = method.traits.order;
  return out;
}

}  // namespace

Certificate certify(const OrderStudy& study, const std::string& solver, const std::string& process,
                    const std::string& grid, bool first_only) {
  const Method method = make_method(solver);
  Certificate c;
  if (study.kind == "ode") {
    const bool exact = study.start == "exact";
    c = ode_order(studied(method, exact), process, grid, exact, first_only);
  } else {
    c = study.kind == "strong" ? strong_order(method, process, grid, first_only)
        : study.kind == "law"  ? exact_law(method, process, grid, first_only)
                               : weak_order(method, process, grid, first_only);
  }
  c.solver = method.spec;
  return c;
}

std::vector<Certificate> certify(const std::string& solver, const std::string& process,
                                 const std::string& grid) {
  std::vector<Certificate> all;
  for (const auto& study : owed_studies(solver))
    all.push_back(certify(study, solver, process, grid));
  return all;
}

bool still_holds(const Certificate& was) {
  const Certificate is = certify({was.kind, was.start}, was.solver, was.process, was.grid, true);
  return was.claimed == is.claimed && was.counts_hold && is.counts_hold &&
         agrees_with_errors(was) && was.steps.front() == is.steps.front() &&
         std::abs(was.errors.front() - is.errors.front()) <=
             1e-12 + 1e-6 * std::abs(is.errors.front());
}

}  // namespace odelia
