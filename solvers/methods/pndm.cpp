// PNDM and iPNDM: weighted sums of noise predictions put into DDIM's step,
//     x(t1) = (alpha1/alpha0) x + alpha1 (rho1 - rho0) sum_j w_j eps_j,   rho = sigma/alpha.
#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

/// The step with the given weights w_j.
ExponentialRule on_noise(const Process& p, const PerSample& t0, const PerSample& t1,
                         std::vector<PerSample> w) {
  const PerSample alpha1 = p.alphas(t1),
                  reach = p.sigmas(t1) - alpha1 * p.sigmas(t0) / p.alphas(t0);
  for (PerSample& weight : w) weight = reach * weight;
  return {alpha1 / p.alphas(t0), std::move(w)};
}

/// The weights of equal steps in rho, whatever the steps are.
ExponentialRule equal_steps(const Process& p, const PerSample& t0, const PerSample& t1,
                            std::span<const PerSample> nodes) {
  static const std::vector<PerSample> w[] = {{1.0},
                                             {3.0 / 2, -1.0 / 2},
                                             {23.0 / 12, -16.0 / 12, 5.0 / 12},
                                             {55.0 / 24, -59.0 / 24, 37.0 / 24, -9.0 / 24}};
  return on_noise(p, t0, t1, w[nodes.size() - 1]);
}

/// The publication's weights for steps h, h1, h2, h3 in rho, newest first.  Its code has
///     c = (1 - h/(3 (h + h1)) h (h + h1)/(h1 (h1 + h2)))/2
/// for  (1 - h/(3 (h + h1)))/2 h (h + h1)/(h1 (h1 + h2)), a sum in d for a difference, and a last
/// weight that ends in h1/h2 for h2/h3.
ExponentialRule published_v(const Process& p, const PerSample& t0, const PerSample& t1,
                            std::span<const PerSample> nodes) {
  const auto rho = [&](const PerSample& t) { return p.sigmas(t) / p.alphas(t); };
  const size_t order = nodes.size();
  if (order == 1) return equal_steps(p, t0, t1, nodes);
  const PerSample h = rho(t1) - rho(t0), h1 = rho(t0) - rho(nodes[1]), r = h / h1;
  if (order == 2) return on_noise(p, t0, t1, {1 + 0.5 * r, -0.5 * r});
  const PerSample h2 = rho(nodes[1]) - rho(nodes[2]), r1 = h1 / h2;
  const PerSample c = 0.5 * (1 - h / (3 * (h + h1)) * h * (h + h1) / (h1 * (h1 + h2)));
  if (order == 3) return on_noise(p, t0, t1, {1 + 0.5 * r + c, -0.5 * r - (1 + r1) * c, r1 * c});
  const PerSample h3 = rho(nodes[2]) - rho(nodes[3]), r2 = h2 / h3,
                  s = h1 * (h1 + h2) / (h2 * (h2 + h3));
  const PerSample d =
      (0.5 * (1 - h / (3 * (h + h1))) + (1 - h / (2 * (h + h1))) * h / (6 * (h + h1 + h2))) * h *
      (h + h1) * (h + h1 + h2) / (h1 * (h1 + h2) * (h1 + h2 + h3));
  return on_noise(p, t0, t1,
                  {1 + 0.5 * r + c + d, -0.5 * r - (1 + r1) * c - (1 + r1 + s) * d,
                   r1 * c + (r1 + s * (1 + r2)) * d, -s * r1 * d});
}

/// Pseudo Runge-Kutta steps, Kutta's weights with stages at the middle of t, until four predictions
/// are known.
class Pndm final : public Solver {
 public:
  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "pndm");
    const Process& p = sl.process();
    const bool starting = now.memory.size() < 3 && dynamics.regular(to.t1);
    if (starting && to.nfe_left < 4) return {now, {}, Status::budget_exhausted};
    State next{{}, to.t1, {sl.noise(now.x, now.t)}, {now.t}};
    for (size_t j = 0; j < now.memory.size(); ++j)
      next.memory.push_back(now.memory[j]), next.memory_t.push_back(now.memory_t[j]);
    const auto transfer = [&](const PerSample& t1, std::vector<PerSample> w,
                              std::span<const Tensor> eps) {
      return apply_rule(on_noise(p, now.t, t1, std::move(w)), now.x, eps);
    };
    if (starting) {
      std::vector<Tensor> e{next.memory[0]};
      const PerSample middle = 0.5 * (now.t + to.t1);
      e.push_back(sl.noise(transfer(middle, {1}, e), middle));
      e.push_back(sl.noise(transfer(middle, {0, 1}, e), middle));
      e.push_back(sl.noise(transfer(to.t1, {0, 0, 1}, e), to.t1));
      next.x = transfer(to.t1, {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}, e);
    } else {
      next.x = apply_rule(equal_steps(p, now.t, to.t1, next.memory_t), now.x, next.memory);
    }
    if (next.memory.size() == 4) next.memory.pop_back(), next.memory_t.pop_back();
    return {next};
  }
};

constexpr const char* kPaper =
    "Zhang & Chen 2023, arXiv:2204.13902 (iPNDM); Liu et al. 2022, arXiv:2202.09778, Alg. 2";
constexpr const char* kSource =
    "variable steps: Zhou et al. 2024, arXiv:2312.00094, its code's ipndm_v_sampler";

/// Order 2 whatever the number of weights, since the steps of a grid are not equal in rho; order
/// `nodes` where they are.
bool ipndm(int nodes) {
  return register_multistep({.name = fmt::format("ipndm{}", nodes),
                             .family = "adams",
                             .order = std::min(nodes, 2) * 1.0,
                             .reference = kPaper},
                            {integrand(Interpolant::noise), nodes, equal_steps, true});
}

/// What the publication meant: the weights of variable steps, which are those of lms.
bool ipndm_v(int nodes) {
  return register_multistep({.name = fmt::format("ipndm_v{}", nodes),
                             .family = "adams",
                             .order = double(nodes),
                             .reference = kSource},
                            exponential_adams(Interpolant::noise, Abscissa::rho, nodes));
}

/// What the publication's code does.  It claims order `nodes`.  The first error leaves order 3, the
/// last one 2 in the limit: up to 512 steps errors of opposite sign show 1.5 in places.
bool ipndm_v_legacy(int nodes, double order) {
  return register_multistep({.name = fmt::format("ipndm_v{}_legacy", nodes),
                             .family = "adams",
                             .order = order,
                             .reference = kSource},
                            {integrand(Interpolant::noise), nodes, published_v, true});
}

/// The weights are those of order 4; the publication claims second-order convergence, and that it
/// has.
const Register<Pndm> pndm{{.name = "pndm",
                           .family = "adams",
                           .order = 2,
                           .nfe_per_step = 1,
                           .nfe_first_extra = 9,
                           .needs = Needs::semi_linear,
                           .history = 3,
                           .reference = "Liu et al. 2022, arXiv:2202.09778, Alg. 2 (F-PNDM)"}};

const bool registered[] = {ipndm(1),
                           ipndm(2),
                           ipndm(3),
                           ipndm(4),
                           ipndm_v(2),
                           ipndm_v(3),
                           ipndm_v(4),
                           ipndm_v_legacy(3, 3),
                           ipndm_v_legacy(4, 1.5)};

}  // namespace
}  // namespace odelia
