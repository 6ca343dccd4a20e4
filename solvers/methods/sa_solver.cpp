#include "solvers/methods/tau_rule.h"
#include "solvers/registry.h"

namespace odelia {
namespace {

/// SA-Solver: stochastic Adams methods in lambda on the data prediction, predict-evaluate-correct,
/// one noise for both.  With P nodes up to now, and C nodes of which the first is the new one:
///   predictor  x' = on_x x + sum_{j < P} b_j D_{n-j} + noise z,     D_{n+1} = x0(x'),
///   corrector  x1 = on_x x + sum_{j < C} c_j D_{n+1-j} + noise z,
/// tau being the dynamics' eta.  D_{n+1} serves the next step; the last step is not corrected.
class SaSolver final : public Solver {
 public:
  explicit SaSolver(const Options& options)
      : predictor_(count(options, "predictor", 3, 1)),
        corrector_(count(options, "corrector", 4, 0)) {}

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "sa_solver");
    const Process& p = sl.process();
    std::vector<Tensor> data = now.memory;
    std::vector<PerSample> lambdas = now.memory_t;
    if (data.empty()) data = {sl.data(now.x, now.t)}, lambdas = {p.lambdas(now.t)};
    const bool regular = dynamics.regular(to.t1);

    Tensor z;
    const auto update = [&](size_t nodes) {
      const TauRule rule =
          tau_rule(p, sl.eta(), now.t, to.t1, {lambdas.begin(), lambdas.begin() + nodes});
      if (!z.defined()) z = any_nonzero(rule.noise) ? noise.normal(now.t, to.t1, now.x) : now.x;
      std::vector<Term> terms{{rule.on_x, now.x}, {rule.noise, z}};
      for (size_t j = 0; j < nodes; ++j) terms.push_back({rule.on_data[j], data[j]});
      return combine(terms);
    };
    State next{update(regular ? std::min(predictor_, data.size()) : 1), to.t1, {}, {}};
    if (to.last() || !regular) return {next};
    data.insert(data.begin(), sl.data(next.x, to.t1));
    lambdas.insert(lambdas.begin(), p.lambdas(to.t1));
    if (corrector_ > 0) next.x = update(std::min(corrector_, data.size()));
    data.resize(std::min(data.size(), std::max(predictor_, corrector_ - (corrector_ > 0))));
    lambdas.resize(data.size());
    next.memory = std::move(data), next.memory_t = std::move(lambdas);
    return {next};
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
};

// The published start is of low order: the first predicted point is off by h^2, and its prediction
// enters with weight h, so that the whole has order 3 whatever the corrector.
const Register<SaSolver> method{
    {.name = "sa_solver",
     .family = "sa_solver",
     .kind = "sde",
     .order = 3,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 1,
     .needs = "semi_linear",
     .history = 2,
     .options = {{"predictor", "3", "predictions that the predictor interpolates, 1 to 5"},
                 {"corrector", "4", "those of the corrector, the new one included; 0: none"}},
     .reference = "Xue et al. 2023, arXiv:2309.05019, Alg. 1, eqs. 14 and 17"}};

}  // namespace
}  // namespace odelia
