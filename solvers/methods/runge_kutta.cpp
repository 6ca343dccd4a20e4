// Explicit Runge-Kutta methods on the drift, each a Butcher tableau.
#include "solvers/registry.h"

namespace odelia {
namespace {

/// c, a (strictly lower triangular, row by row), b, and b - b_hat where the tableau has an embedded solution.
struct Tableau {
  std::vector<double> c;
  std::vector<std::vector<double>> a;
  std::vector<double> b;
  std::vector<double> error = {};
  bool fsal = false;  // the last stage is the drift at the end of the step: the next step's first
};

/// k_i = drift(x + h sum_j a_ij k_j, t + c_i h),  x' = x + h sum_i b_i k_i.
class ExplicitRungeKutta : public Solver {
 public:
  explicit ExplicitRungeKutta(Tableau tableau) : tab_(std::move(tableau)) {}

  Proposal step(Dynamics& ode, NoiseSource&, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t;
    std::vector<Tensor> k;
    k.push_back(tab_.fsal && !s.memory.empty() ? s.memory[0] : ode.drift(s.x, s.t));
    Tensor x1;
    for (size_t i = 1; i < tab_.c.size(); ++i) {
      x1 = update(&s.x, h, tab_.a[i - 1], k);
      k.push_back(ode.drift(x1, tab_.c[i] == 1 ? to.t1 : s.t + tab_.c[i] * h));
    }
    Proposal out{{tab_.fsal ? x1 : update(&s.x, h, tab_.b, k), to.t1, {}, {}}, {}};
    if (tab_.fsal) out.next.memory = {k.back()};
    if (!tab_.error.empty()) out.error = update(nullptr, h, tab_.error, k);
    return out;
  }

 private:
  /// x + h sum_j weights_j k_j; without x, the sum alone.
  static Tensor update(const Tensor* x, const PerSample& h, const std::vector<double>& weights, const std::vector<Tensor>& k) {
    std::vector<Term> terms;
    if (x) terms.push_back({1, *x});
    for (size_t j = 0; j < weights.size(); ++j)
      if (weights[j] != 0) terms.push_back({weights[j] * h, k[j]});
    return combine(terms);
  }
  Tableau tab_;
};

struct Euler final : ExplicitRungeKutta {
  Euler() : ExplicitRungeKutta({{0}, {}, {1}}) {}
};
const Register<Euler> euler{{.name = "euler", .family = "runge_kutta", .order = 1, .nfe_per_step = 1,
                             .reference = "Euler 1768; on the probability flow: arXiv:2011.13456, sec. 4.3"}};

struct Rk4 final : ExplicitRungeKutta {
  Rk4() : ExplicitRungeKutta({{0, 0.5, 0.5, 1}, {{0.5}, {0, 0.5}, {0, 0, 1}}, {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}}) {}
};
const Register<Rk4> rk4{{.name = "rk4", .family = "runge_kutta", .order = 4, .nfe_per_step = 4, .evaluates_end = true,
                         .reference = "Kutta 1901; Hairer, Norsett & Wanner I, Table II.1.2"}};

struct Dopri5 final : ExplicitRungeKutta {
  Dopri5()
      : ExplicitRungeKutta({{0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1},
                            {{1.0 / 5},
                             {3.0 / 40, 9.0 / 40},
                             {44.0 / 45, -56.0 / 15, 32.0 / 9},
                             {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                             {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
                             {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}},
                            {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0},
                            {71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40},
                            true}) {}
};
const Register<Dopri5> dopri5{{.name = "dopri5", .family = "runge_kutta", .order = 5, .nfe_per_step = 6, .nfe_first_extra = 1,
                               .evaluates_end = true, .embedded = true, .error_order = 4,
                               .reference = "Dormand & Prince 1980, Table 2; Hairer, Norsett & Wanner I, Table II.5.2"}};

}  // namespace
}  // namespace odelia
