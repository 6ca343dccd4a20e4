#include "solvers/methods/runge_kutta.h"

#include <algorithm>

namespace odelia {
namespace {

/// k_i = drift(x + h sum_j a_ij k_j, t + c_i h),  x1 = x + h sum_i b_i k_i,  error = h sum_i (b_i -
/// b_hat_i) k_i.
class ExplicitRungeKutta final : public Solver {
 public:
  explicit ExplicitRungeKutta(const Tableau& tableau)
      : tab_(tableau), fsal_(tableau.first_same_as_last()) {
    for (size_t i = 0; i < tab_.b_hat.size(); ++i) error_.push_back(tab_.b[i] - tab_.b_hat[i]);
  }

  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t;
    std::vector<Tensor> k{fsal_ && !s.memory.empty() ? s.memory[0] : ode.drift(s.x, s.t)};
    Tensor x1;
    for (size_t i = 1; i < tab_.c.size(); ++i) {
      x1 = update(&s.x, h, tab_.a[i - 1], k);
      k.push_back(ode.drift(x1, tab_.c[i] == 1 ? to.t1 : s.t + tab_.c[i] * h));
    }
    Proposal out{{fsal_ ? x1 : update(&s.x, h, tab_.b, k), to.t1}};
    if (fsal_) out.next.memory = {k.back()};
    if (!error_.empty()) out.error = update(nullptr, h, error_, k);
    return out;
  }

 private:
  /// x + h sum_j weights_j k_j; without x, the sum alone.
  static Tensor update(const Tensor* x, const PerSample& h, const std::vector<double>& weights,
                       const std::vector<Tensor>& k) {
    std::vector<Term> terms;
    if (x) terms.push_back({1, *x});
    for (size_t j = 0; j < weights.size(); ++j)
      if (weights[j] != 0) terms.push_back({weights[j] * h, k[j]});
    return combine(terms);
  }

  const Tableau& tab_;
  std::vector<double> error_;
  bool fsal_;
};

const bool registered = [] {
  for (const Tableau& t : tableaus()) {
    const bool fsal = t.first_same_as_last();
    register_solver({{.name = t.name,
                      .family = "runge_kutta",
                      .order = t.order,
                      .nfe_per_step = static_cast<int>(t.c.size()) - fsal,
                      .nfe_first_extra = fsal,
                      .evaluates_end = std::find(t.c.begin(), t.c.end(), 1.0) != t.c.end(),
                      .embedded = !t.b_hat.empty(),
                      .error_order = t.error_order,
                      .reference = t.reference},
                     [&t](const Options&) { return std::make_unique<ExplicitRungeKutta>(t); }});
  }
  return true;
}();

}  // namespace
}  // namespace odelia
