// Stochastic Runge-Kutta methods for additive noise, as tableaus.
#include "solvers/registry.h"

namespace odelia {
namespace {

/// Nodes c, drift weights a (row by row from the second stage on), and the weights of g(t1) and
/// g(t) on I_10/h in each of those stages; solution weights b.
struct SraTableau {
  std::vector<double> c;
  std::vector<std::vector<double>> a;
  std::vector<double> on_g1, on_g0;
  std::vector<double> b;
};

/// Strong order 1.5 for dx = f(x, t) dt + g(t) dw, from the increment and the area of the path,
/// I_10 = int_t^t1 (W(s) - W(t)) ds = h (dW/2 + sqrt(|h|/12) area):
///   k_i = f(x + h sum_j a_ij k_j + (on_g1_i g(t1) + on_g0_i g(t)) I_10/h, t + c_i h),
///   x1 = x + h sum_i b_i k_i + g(t1) (dW - I_10/h) + g(t) I_10/h.
/// Source: Roessler 2010, SIAM J. Numer. Anal. 48, 922, eqs. 6.9 and 6.10 and Table 6.3.
class Sra : public Solver {
 public:
  explicit Sra(SraTableau tableau) : tab_(std::move(tableau)) {}

  Proposal step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t, g0 = sde.diffusion(s.t);
    const PerSample g1 = sde.regular(to.t1) ? sde.diffusion(to.t1) : g0;
    const bool noisy = any_nonzero(g0) || any_nonzero(g1);
    const Tensor dw = noisy ? w.normal(s.t, to.t1, s.x) : s.x;  // times sqrt|h|
    const Tensor area = noisy ? w.area(s.t, to.t1, s.x) : s.x;  // times sqrt(|h|/12)
    const PerSample root = noisy ? sqrt(abs(h)) : PerSample(0);
    std::vector<Tensor> k;
    const auto update = [&](const std::vector<double>& b, const PerSample& on_dw,
                            const PerSample& on_i10) {
      std::vector<Term> terms{{1, s.x}};
      for (size_t j = 0; j < b.size(); ++j)
        if (b[j] != 0) terms.push_back({b[j] * h, k[j]});
      terms.push_back({root * (on_dw + 0.5 * on_i10), dw});
      terms.push_back({root / std::sqrt(12.0) * on_i10, area});
      return combine(terms);
    };
    k.push_back(sde.drift(s.x, s.t));
    for (size_t i = 1; i < tab_.c.size(); ++i) {
      const Tensor x = update(tab_.a[i - 1], 0, tab_.on_g1[i - 1] * g1 + tab_.on_g0[i - 1] * g0);
      k.push_back(sde.drift(x, tab_.c[i] == 1 ? to.t1 : s.t + tab_.c[i] * h));
    }
    return {{update(tab_.b, g1, g0 - g1), to.t1, {}, {}}};
  }

 private:
  SraTableau tab_;
};

struct Sra1 final : Sra {
  Sra1() : Sra({{0, 3.0 / 4}, {{3.0 / 4}}, {0}, {3.0 / 2}, {1.0 / 3, 2.0 / 3}}) {}
};
const Register<Sra1> sra1{
    {.name = "sra1",
     .family = "stochastic_runge_kutta",
     .kind = "sde",
     .order = 2,
     .strong_order = 1.5,
     .weak_order = 2,
     .nfe_per_step = 2,
     .reference = "Roessler 2010, SIAM J. Numer. Anal. 48, 922, Table 6.3 (SRA1)"}};

struct Sra3 final : Sra {
  Sra3()
      : Sra({{0, 1, 1.0 / 2},
             {{1}, {1.0 / 4, 1.0 / 4}},
             {0, 1},
             {0, 1.0 / 2},
             {1.0 / 6, 1.0 / 6, 2.0 / 3}}) {}
};
const Register<Sra3> sra3{
    {.name = "sra3",
     .family = "stochastic_runge_kutta",
     .kind = "sde",
     .order = 3,
     .strong_order = 1.5,
     .weak_order = 2,
     .nfe_per_step = 3,
     .evaluates_end = true,
     .reference = "Roessler 2010, SIAM J. Numer. Anal. 48, 922, Table 6.3 (SRA3)"}};

}  // namespace
}  // namespace odelia
