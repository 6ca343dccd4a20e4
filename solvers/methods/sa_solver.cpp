#include <algorithm>
#include <limits>

#include "solvers/methods/multistep.h"
#include "solvers/methods/tau_rule.h"

namespace odelia {
namespace {

/// SA-Solver: stochastic Adams methods in lambda on the data prediction, predict-evaluate-correct,
/// one noise for both.  With P nodes up to now, and C nodes of which the first is the new one:
///   predictor  x' = on_x x + sum_{j < P} b_j D_{n-j} + noise z,     D_{n+1} = x0(x'),
///   corrector  x1 = on_x x + sum_{j < C} c_j D_{n+1-j} + noise z,
/// tau being the dynamics' eta where the step ends at tau_from <= sigma/alpha <= tau_to, else 0.
/// D_{n+1} serves the next step; the last step is not corrected.  With few_steps, where two
/// predictions are interpolated, h^2/2 takes the place of the slope's exact integral.
class SaSolver : public Solver, public LowersOrder {
 public:
  struct Defaults {
    double tau_from, tau_to;
    const char *start, *final, *few_steps;
  };
  SaSolver(const Options& options, const Defaults& defaults)
      : predictor_(count(options, "predictor", 3, 1)),
        corrector_(count(options, "corrector", 4, 0)),
        tau_from_(options.number("tau_from", defaults.tau_from)),
        tau_to_(options.number("tau_to", defaults.tau_to)) {
    const std::string start = options.text("start", defaults.start),
                      final = options.text("final", defaults.final),
                      few_steps = options.text("few_steps", defaults.few_steps);
    if ((start != "corrected" && start != "uncorrected") || (final != "full" && final != "lower") ||
        (few_steps != "true" && few_steps != "false") || !(tau_from_ >= 0) ||
        !(tau_from_ <= tau_to_))
      throw std::invalid_argument(fmt::format(
          "solver 'sa_solver': needs 0 <= tau_from <= tau_to, start corrected or "
          "uncorrected, final full or lower, few_steps true or false; got {}, {}, {}, {}, {}",
          tau_from_, tau_to_, start, final, few_steps));
    const auto given = [&](const char* key) { return options.values().count(key) > 0; };
    if (corrector_ == 0 && given("start"))
      throw std::invalid_argument(
          "solver 'sa_solver': with corrector = 0 no step is corrected, and start does nothing; "
          "leave start away, or give a corrector");
    if (options.number("eta", 1) == 0 && (given("tau_from") || given("tau_to")))
      throw std::invalid_argument(
          "solver 'sa_solver': with eta = 0 there is no noise, and tau_from and tau_to do nothing; "
          "leave them away, or give another eta");
    correct_first_ = start == "corrected", few_steps_ = few_steps == "true";
    if (final == "lower") lower_below_ = std::numeric_limits<double>::infinity();
  }

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "sa_solver");
    const Process& p = sl.process();
    std::vector<Tensor> data = now.memory;
    std::vector<PerSample> lambdas = now.memory_t;
    if (data.empty()) data = {sl.data(now.x, now.t)}, lambdas = {p.lambdas(now.t)};
    const bool regular = dynamics.regular(to.t1),
               lower = to.count > 0 && static_cast<double>(to.count) < lower_below_;
    const auto at_most = [&](size_t nodes, int64_t left) {
      return lower ? std::min<size_t>(nodes, left) : nodes;
    };
    // The published code of few steps adds no noise in the last one.
    const bool quiet = few_steps_ && to.last();
    const PerSample tau = (p.sigmas(to.t1) / p.alphas(to.t1)).map([&](double level) {
      return !quiet && level >= tau_from_ && level <= tau_to_ ? sl.eta() : 0.0;
    });
    if (!tau.uniform()) throw std::invalid_argument("solver 'sa_solver' needs a time grid");

    Tensor z;
    const auto update = [&](size_t nodes) {
      TauRule rule = tau_rule(p, tau[0], now.t, to.t1, {lambdas.begin(), lambdas.begin() + nodes});
      if (few_steps_ && nodes == 2) {
        const double c = 1 + tau[0] * tau[0];
        const PerSample h = p.lambdas(to.t1) - p.lambdas(now.t);
        const PerSample exact = (c * h + expm1(-c * h)) / (c * c);
        const PerSample more =
            c * p.alphas(to.t1) * (0.5 * h * h - exact) / (lambdas[0] - lambdas[1]);
        rule.on_data = {rule.on_data[0] + more, rule.on_data[1] - more};
      }
      if (!z.defined()) z = any_nonzero(rule.noise) ? noise.normal(now.t, to.t1, now.x) : now.x;
      std::vector<Term> terms{{rule.on_x, now.x}, {rule.noise, z}};
      for (size_t j = 0; j < nodes; ++j) terms.push_back({rule.on_data[j], data[j]});
      return combine(terms);
    };
    const size_t nodes = at_most(std::min(predictor_, data.size()), to.count - to.index);
    State next{update(regular ? nodes : 1), to.t1};
    if (to.last() || !regular) return {next};
    data.insert(data.begin(), sl.data(next.x, to.t1));
    lambdas.insert(lambdas.begin(), p.lambdas(to.t1));
    if (corrector_ > 0 && (correct_first_ || !now.memory.empty()))
      next.x = update(at_most(std::min(corrector_, data.size()), to.count - to.index + 1));
    data.resize(std::min(data.size(), std::max(predictor_, corrector_ - (corrector_ > 0))));
    lambdas.resize(data.size());
    next.memory = std::move(data), next.memory_t = std::move(lambdas);
    return {next};
  }

  std::shared_ptr<const Solver> with_lower_final(double below) const override {
    auto copy = std::make_shared<SaSolver>(*this);
    copy->lower_below_ = std::max(below, lower_below_);
    return copy;
  }

 private:
  static size_t count(const Options& options, const char* key, int fallback, int least) {
    const double n = options.number(key, fallback);
    if (n != std::floor(n) || n < least || n > 5)
      throw std::invalid_argument(fmt::format(
          "solver 'sa_solver': {} must be a whole number from {} to 5, got {}", key, least, n));
    return static_cast<size_t>(n);
  }
  size_t predictor_, corrector_;
  double tau_from_, tau_to_, lower_below_ = 0;
  bool correct_first_, few_steps_;
};

std::vector<OptionDoc> options(const SaSolver::Defaults& d) {
  return {{"predictor", "3", "predictions that the predictor interpolates, 1 to 5"},
          {"corrector", "4", "those of the corrector, the new one included; 0: none"},
          {"tau_from", fmt::format("{}", d.tau_from), "lowest sigma/alpha at which tau is eta"},
          {"tau_to", std::isinf(d.tau_to) ? "unbounded" : fmt::format("{}", d.tau_to),
           "highest sigma/alpha at which tau is eta"},
          {"start", d.start, "uncorrected: the first step is not corrected"},
          {"final", d.final, "lower: the last steps have order ..., 2, 1"},
          {"few_steps", d.few_steps,
           "true: between two predictions the published weights for few steps, off by h^3"}};
}

/// The predictor is of order P, the corrector of order C at most.  The start is of low order: the
/// first predicted point is off by h^2, and its prediction enters with weight h where that step is
/// corrected, so that the whole has order 3 at most; final=lower and few_steps are off by h^2 and
/// h^3 in single steps.  Where tau is not eta throughout, or the last step adds no noise, the paths
/// are those of another SDE, of the same marginals.
void claim(Traits& traits, const Options& options, const SaSolver::Defaults& defaults) {
  const double predictor = options.number("predictor", 3),
               corrector = options.number("corrector", 4);
  const bool corrected = corrector > 0 && options.text("start", defaults.start) == "corrected",
             lower = options.text("final", defaults.final) == "lower",
             few_steps = options.text("few_steps", defaults.few_steps) == "true",
             everywhere = options.number("tau_from", defaults.tau_from) == 0 &&
                          std::isinf(options.number("tau_to", defaults.tau_to));
  traits.order = corrector > 0 ? std::min(predictor + 1, corrector) : predictor;
  traits.order = std::min(traits.order, corrected && !lower ? 3.0 : 2.0);
  if (few_steps && (predictor == 2 || corrector == 2)) traits.order = std::min(traits.order, 2.0);
  if (few_steps || !everywhere) traits.strong_order = 0;
  traits.weak_order = std::min(traits.weak_order, traits.order);
}

constexpr SaSolver::Defaults kPlain{0, HUGE_VAL, "corrected", "full", "false"};
struct PlainSaSolver final : SaSolver {
  explicit PlainSaSolver(const Options& options) : SaSolver(options, kPlain) {}
};
const Register<PlainSaSolver> method{
    {.name = "sa_solver",
     .family = "sa_solver",
     .kind = Equation::sde,
     .order = 3,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .history = 2,
     .options = options(kPlain),
     .reference = "Xue et al. 2023, arXiv:2309.05019, Alg. 1, eqs. 14 and 17"},
    [](Traits& traits, const Options& given) { claim(traits, given, kPlain); }};

// The publication's code: noise for t from 0.2 to 0.8 of vp_linear, which are these levels, lower
// orders in the last steps, and its weights for few steps, the mode that it recommends.
constexpr SaSolver::Defaults kPublished{0.721, 25.1, "corrected", "lower", "true"};
struct PublishedSaSolver final : SaSolver {
  explicit PublishedSaSolver(const Options& options) : SaSolver(options, kPublished) {}
};
const Register<PublishedSaSolver> published{
    {.name = "sa_solver_published",
     .family = "sa_solver",
     .kind = Equation::sde,
     .order = 2,
     .weak_order = 2,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .history = 2,
     .options = options(kPublished),
     .reference = "Xue et al. 2023, arXiv:2309.05019, with the defaults of its code"},
    [](Traits& traits, const Options& given) { claim(traits, given, kPublished); }};

}  // namespace
}  // namespace odelia
