// Stochastic Runge-Kutta methods for additive noise, as tableaus.
#include "solvers/methods/stochastic_runge_kutta.h"

#include <algorithm>

#include "solvers/registry.h"

namespace odelia {
namespace {

/// A method for dx = f(x, t) dt + g(t) dw, strong order 1.5, from the increment and the area of the
/// path, I_10 = int_t^t1 (W(s) - W(t)) ds = h (dW/2 + sqrt(|h|/12) area), with the values
/// g_j = g(t + c1_j h):
///   k_i = f(x + h sum_j a_ij k_j + sum_j b0_ij g_j I_10/h, t + c_i h),
///   x1 = x + h sum_i b_i k_i + sum_j g_j (beta1_j dW + beta2_j I_10/h).
/// Source: Roessler 2010, SIAM J. Numer. Anal. 48, 922, eqs. 6.1 to 6.3 and Table 6.3.
class Sra : public Solver {
 public:
  explicit Sra(SraTableau tableau) : tab_(std::move(tableau)) {}

  Proposal step(Dynamics& sde, NoiseSource& w, const State& s, const Step& to) const override {
    const PerSample h = to.t1 - s.t;
    const auto time = [&](double c) { return c == 0 ? s.t : c == 1 ? to.t1 : s.t + c * h; };
    std::vector<PerSample> g;
    bool noisy = false;
    for (double c : tab_.c1) {
      // No diffusion coefficient at sigma = 0: that of the start stands for it.
      g.push_back(sde.diffusion(c == 1 && !sde.regular(to.t1) ? s.t : time(c)));
      noisy = noisy || any_nonzero(g.back());
    }
    const Tensor dw = noisy ? w.normal(s.t, to.t1, s.x) : s.x;  // times sqrt|h|
    const Tensor area = noisy ? w.area(s.t, to.t1, s.x) : s.x;  // times sqrt(|h|/12)
    const PerSample root = noisy ? sqrt(abs(h)) : PerSample(0);
    const auto weigh = [&](const std::vector<double>& weights) {
      PerSample sum = 0;
      for (size_t j = 0; j < weights.size(); ++j)
        if (weights[j] != 0) sum = sum + weights[j] * g[j];
      return sum;
    };
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
      const Tensor x = update(tab_.a[i - 1], 0, weigh(tab_.b0[i - 1]));
      k.push_back(sde.drift(x, time(tab_.c[i])));
    }
    return {{update(tab_.b, weigh(tab_.beta1), weigh(tab_.beta2)), to.t1}};
  }

 private:
  SraTableau tab_;
};

const bool registered = [] {
  for (const SraTableau& t : sra_tableaus())
    register_solver({{.name = t.name,
                      .family = "stochastic_runge_kutta",
                      .kind = Equation::sde,
                      .order = t.order,
                      .strong_order = 1.5,
                      .weak_order = 2,
                      .nfe_per_step = static_cast<int>(t.c.size()),
                      .evaluates_end = std::find(t.c.begin(), t.c.end(), 1.0) != t.c.end(),
                      .reference = t.reference},
                     [&t](const Options&) { return std::make_unique<Sra>(t); }});
  return true;
}();

}  // namespace

const std::vector<SraTableau>& sra_tableaus() {
  static const char* roessler = "Roessler 2010, SIAM J. Numer. Anal. 48, 922, Table 6.3";
  // With digits from the authors' package, StochasticDiffEq.jl.
  static const char* rackauckas =
      "Rackauckas & Nie 2020, IEEE HPEC, arXiv:1804.04344 (stability-optimised SRA)";
  static const std::vector<SraTableau> all{
      {"sra1",
       2,
       roessler,
       {0, 3.0 / 4},
       {{3.0 / 4}},
       {1.0 / 3, 2.0 / 3},
       {1, 0},
       {{3.0 / 2}},
       {1, 0},
       {-1, 1}},
      {"sra2",
       2,
       roessler,
       {0, 3.0 / 4},
       {{3.0 / 4}},
       {1.0 / 3, 2.0 / 3},
       {1.0 / 3, 1},
       {{3.0 / 2}},
       {0, 1},
       {3.0 / 2, -3.0 / 2}},
      {"sra3",
       3,
       roessler,
       {0, 1, 1.0 / 2},
       {{1}, {1.0 / 4, 1.0 / 4}},
       {1.0 / 6, 1.0 / 6, 2.0 / 3},
       {1, 0},
       {{0}, {1, 1.0 / 2}},
       {1, 0},
       {-1, 1}},
      {"sosra",
       2,
       rackauckas,
       {0, 0.6923962376159507, 1},
       {{0.6923962376159507}, {-3.1609142252828395, 4.1609142252828395}},
       {0.2889874966892885, 0.6859880440839937, 0.025024459226717772},
       {0, 0.041248171110700504, 1},
       {{1.3371632704399763}, {1.442371048468624, 1.8632741501139225}},
       {-16.792534242221663, 17.514995785380226, 0.27753845684143835},
       {0.4237535769069274, 0.6010381474428539, -1.0247917243497813}},
      {"sosra2",
       2,
       rackauckas,
       {0, 1, 1},
       {{1}, {0.9511849235504364, 0.04881507644956362}},
       {0.4999999999999998, -0.9683897375354181, 1.4683897375354185},
       {0, 1, 1},
       {{0.7686101171003622}, {0.43886792994934987, 0.7490415909204886}},
       {0, 0.92438032145683, 0.07561967854316998},
       {1, -0.8169981105823436, -0.18300188941765633}}};
  return all;
}

}  // namespace odelia
