// STORK-2: a stabilised Runge-Kutta method (Runge-Kutta-Gegenbauer, of order 2) of many stages, all
// but the first of which ask a Taylor polynomial of the velocity instead of the network.  That
// polynomial knows the time alone, not where a stage has got to, so that the whole recurrence comes
// to a weighted sum of past velocities, and nothing is left for the stages to stabilise:
//     x1 = x + h (m_0 v + m_1 h v' + m_2 h^2 v'' + m_3 h^3 v''').
// Adams and Bashforth's methods have m_k = 1/(k + 1)!.  Here m = 1, 1/2, about 1/8, about 1/40: with
// derivative_order = 1 it is theirs of order 2, and with more of them another of order 2.
#include <array>
#include <cmath>
#include <utility>

#include "solvers/exponential.h"
#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

constexpr int kMoments = 4;
using Moments = std::array<double, kMoments>;

/// b_j of the recurrence.
double gegenbauer(double j) {
  if (j < 2) return j == 0 ? 1 : 1.0 / 3;
  return 4 * (j - 1) * (j + 4) / (3 * j * (j + 1) * (j + 2) * (j + 3));
}

/// What the recurrence makes of velocity and derivatives in one step of length 1.  The stages' times
/// are where the stages are; published_times: those of the authors' code, which are not.
/// Source: arXiv:2505.24210, sec. 3 and step_flow_matching_2 of its code.
Moments moments(int stages, bool published_times) {
  const auto at = [](double c) { return Moments{1, c, c * c / 2, c * c * c / 6}; };
  const double s = stages, first = 6 / ((s + 4) * (s - 1));
  Moments before{}, now{first, 0, 0, 0};
  for (int j = 2; j <= stages; ++j) {
    const double mu = (2 * j + 1) * gegenbauer(j) / (j * gegenbauer(j - 1)),
                 nu = -(j + 1) * gegenbauer(j) / (j * gegenbauer(j - 2)), on_stage = mu * first,
                 on_start = -on_stage * (1 - j * (j + 1) * gegenbauer(j - 1) / 2);
    const double told = (j == 2 ? 4.0 / 3 : j * (j - 1.0) - 2) / (s * s + s - 2);
    const Moments velocity = at(published_times ? told : now[0]);
    Moments next{};
    for (int k = 0; k < kMoments; ++k)
      next[k] = mu * now[k] + nu * before[k] + on_stage * velocity[k];
    next[0] += on_start;
    before = std::exchange(now, next);
  }
  return now;
}

/// Weights on the values at `nodes`, 0 first, of sum_k m_k p^(k)(0) for their polynomial p.
std::vector<double> weights(const Moments& m, const std::vector<double>& nodes) {
  std::vector<double> out;
  for (size_t j = 0; j < nodes.size(); ++j) {
    Moments lagrange{1};  // coefficients of x^0, x^1, ...
    for (size_t k = 0; k < nodes.size(); ++k) {
      if (k == j) continue;
      for (int i = kMoments - 1; i >= 0; --i)
        lagrange[i] =
            ((i > 0 ? lagrange[i - 1] : 0) - nodes[k] * lagrange[i]) / (nodes[j] - nodes[k]);
    }
    out.push_back(m[0] * lagrange[0] + m[1] * lagrange[1] + 2 * m[2] * lagrange[2] +
                  6 * m[3] * lagrange[3]);
  }
  return out;
}

class Stork2 final : public Solver, public PastPredictions {
 public:
  Stork2(const std::string& name, bool published_times, const Options& options) {
    const double stages = options.number("stages", 50),
                 derivatives = options.number("derivative_order", 2);
    const auto whole = [](double v, double least, double most) {
      return v >= least && v <= most && v == std::floor(v);
    };
    if (!whole(stages, 2, 1000) || !whole(derivatives, 1, kMoments - 1))
      throw std::invalid_argument(
          fmt::format("solver '{}': stages must be a whole number from 2 to 1000, derivative_order "
                      "1, 2 or 3; got {} and {}",
                      name, stages, derivatives));
    moments_ = moments(static_cast<int>(stages), published_times);
    behind_ = static_cast<size_t>(derivatives);
  }

  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    State next{{}, to.t1, {dynamics.drift(now.x, now.t)}, {now.t}};
    for (size_t j = 0; j < now.memory.size(); ++j)
      next.memory.push_back(now.memory[j]), next.memory_t.push_back(now.memory_t[j]);
    const ExponentialRule rule = rule_per_sample(
        now.t, to.t1, next.memory_t, [&](double t0, double t1, std::span<const double> times) {
          std::vector<double> nodes;
          for (const double t : times) nodes.push_back((t - t0) / (t1 - t0));
          std::vector<double> out{1};
          for (const double w : weights(moments_, nodes)) out.push_back((t1 - t0) * w);
          return out;
        });
    next.x = apply_rule(rule, now.x, next.memory);
    if (next.memory.size() > behind_) next.memory.pop_back(), next.memory_t.pop_back();
    return {next};
  }

 private:
  Moments moments_;
  size_t behind_;
};

bool stork(const std::string& name, double order, bool published_times,
           const std::string& reference) {
  register_solver(
      {{.name = name,
        .family = "adams",
        .order = order,
        .history = 2,
        .options = {{"stages", "50", "of the recurrence, none of which costs an evaluation"},
                    {"derivative_order", "2",
                     "derivatives of the velocity, by differences of past ones: 1, 2 or 3"}},
        .reference = reference},
       [=](const Options& options) {
         return std::make_unique<Stork2>(name, published_times, options);
       },
       [](Traits& traits, const Options& options) {
         traits.history = static_cast<int>(options.number("derivative_order", 2));
       }});
  return true;
}

const bool registered[] = {
    stork("stork_2", 2, false,
          "Tan et al. 2025, arXiv:2505.24210, STORK-2 of flow matching, at its stages' own times"),
    stork("stork_2_legacy", 1, true,
          "Tan et al. 2025, arXiv:2505.24210, STORK-2 of flow matching, at the times of its code, "
          "which cost an order")};

}  // namespace
}  // namespace odelia
