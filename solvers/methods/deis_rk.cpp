// rhoRK-DEIS: classical Runge-Kutta methods on the flow as DEIS writes it,
//     d(x/alpha)/drho = eps,   rho = sigma/alpha.
#include <algorithm>

#include "solvers/methods/runge_kutta.h"

namespace odelia {
namespace {

const std::vector<Tableau>& rho_tableaus() {
  static const char* source = "Zhang & Chen 2023, arXiv:2204.13902, sec. 4 and appendix (rhoRK)";
  static const std::vector<Tableau> all{
      {"deis_rhork_mid", 2, 0, source, {0, 0.5}, {{0.5}}, {0, 1}},
      {"deis_rhork_heun", 2, 0, source, {0, 1}, {{1}}, {0.5, 0.5}},
      {"deis_rhork_kutta",
       3,
       0,
       source,
       {0, 0.5, 1},
       {{0.5}, {-1, 2}},
       {1.0 / 6, 2.0 / 3, 1.0 / 6}},
      {"deis_rhork_rk4",
       4,
       0,
       source,
       {0, 0.5, 0.5, 1},
       {{0.5}, {0, 0.5}, {0, 0, 1}},
       {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}}};
  return all;
}

/// A step to sigma = 0, where the network has no prediction, is DDIM's.
class RhoRungeKutta final : public Solver {
 public:
  explicit RhoRungeKutta(const Tableau& tableau) : tab_(tableau) {}

  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, tab_.name.c_str());
    const Process& p = sl.process();
    const PerSample alpha = p.alphas(now.t), rho = p.sigmas(now.t) / alpha,
                    h = p.sigmas(to.t1) / p.alphas(to.t1) - rho;
    std::vector<Tensor> k{sl.noise(now.x, now.t)};
    const auto advance = [&](const PerSample& t, const std::vector<double>& weights) {
      const PerSample alpha_t = p.alphas(t);
      std::vector<Term> terms{{alpha_t / alpha, now.x}};
      for (size_t j = 0; j < weights.size(); ++j)
        if (weights[j] != 0) terms.push_back({weights[j] * alpha_t * h, k[j]});
      return combine(terms);
    };
    if (!dynamics.regular(to.t1)) return {{advance(to.t1, {1}), to.t1}};
    for (size_t i = 1; i < tab_.c.size(); ++i) {
      const PerSample t = tab_.c[i] == 1 ? to.t1 : (rho + tab_.c[i] * h).map([&](double level) {
        return p.t_of_lambda(-std::log(level));
      });
      k.push_back(sl.noise(advance(t, tab_.a[i - 1]), t));
    }
    return {{advance(to.t1, tab_.b), to.t1}};
  }

 private:
  const Tableau& tab_;
};

const bool registered = [] {
  for (const Tableau& t : rho_tableaus())
    register_solver({{.name = t.name,
                      .family = "deis",
                      .order = t.order,
                      .nfe_per_step = static_cast<int>(t.c.size()),
                      .needs = Needs::semi_linear,
                      .reference = t.reference},
                     [&t](const Options&) { return std::make_unique<RhoRungeKutta>(t); }});
  return true;
}();

}  // namespace
}  // namespace odelia
