#pragma once
#include <functional>

#include "solvers/exponential.h"
#include "solvers/registry.h"

namespace odelia {

/// One evaluation of the network, as the prediction P for which the flow is a plain integral,
///     d(x/unit)/du = P.
struct Integrand {
  std::function<Tensor(SemiLinear&, const Tensor& x, const PerSample& t)> evaluate;
  std::function<double(const Process&, double t)> unit, u;
  std::function<double(const Process&, double u)> t_of_u;
};
/// noise: unit = alpha, u = sigma/alpha.   data: unit = sigma, u = alpha/sigma.
const Integrand& integrand(Interpolant what);

/// Weights of one step from t0 to t1 on x and on the predictions at the nodes, newest first: t0,
/// then the grid points before it.
using MultistepRule = std::function<ExponentialRule(
    const Process&, const PerSample& t0, const PerSample& t1, std::span<const PerSample> nodes)>;

/// A multistep method is what it evaluates, over how many grid points, and its weights.
struct MultistepScheme {
  Integrand predict;
  int nodes;
  MultistepRule rule;
  bool reaches_zero = false;  ///< the weights have a value where the step ends at sigma = 0
};

/// The exact integral of the interpolating polynomial.
MultistepScheme exponential_adams(Interpolant what, Abscissa in, int nodes);

/// Registers the method with one evaluation per step, at its beginning:
///     x(t1) = on_x x + sum_j w_j P_j,   P_j the newest predictions.
/// With fewer grid points behind it, and where the weights have no value, the rule takes fewer
/// nodes. Option: `final=lower` ends with order ..., 2, 1.
bool register_multistep(Traits traits, MultistepScheme scheme);
bool register_multistep(Traits traits, std::function<MultistepScheme(const Options&)> scheme);

/// A mark of methods whose memory is their past predictions and nothing else, newest first: a state
/// that has forgotten the oldest ones is one of a lower order, and the state between two steps may
/// be changed.
struct PastPredictions {
  virtual ~PastPredictions() = default;
};

/// A method with more in its memory that has means of its own to end with order ..., 2, 1.
struct LowersOrder {
  virtual ~LowersOrder() = default;
  /// The same method, lowering its order at the end of grids of fewer steps than `below`.
  virtual std::shared_ptr<const Solver> with_lower_final(double below) const = 0;
};

/// A method whose order needs a history: the wrapper `rk_start` gives it one.
class NeedsHistory : public Solver {
 public:
  /// The same method, its first `steps` steps made by runge_kutta_start of `stages` evaluations;
  /// steps = 0 if one evaluation is enough.
  virtual std::shared_ptr<const Solver> with_rk_start() const = 0;
  struct Start {
    int steps, stages;
  };
  virtual Start rk_start() const = 0;
};

/// What is left of an order where `final=lower` makes the last step one of first order.
void claim_lower_final(Traits& traits, const Options& options);

/// on_x x + sum_j on_prediction_j P_j.
Tensor apply_rule(const ExponentialRule& rule, const Tensor& x, std::span<const Tensor> P);

/// A Runge-Kutta step of order 1 to 4 on d(x/unit)/du = P.  first: the evaluation at (now.x,
/// now.t), already made.  `order` evaluations in all; not to sigma = 0.
Tensor runge_kutta_start(SemiLinear& sl, const Integrand& P_of, int order, const State& now,
                         const PerSample& t1, const Tensor& first);

}  // namespace odelia
