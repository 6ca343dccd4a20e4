// Adams-Bashforth methods on a blend of noise and data, the one that is
// constant for Gaussian data of standard deviation c.  With rho = sigma/alpha,
//     w = x / (alpha sqrt(c^2 + rho^2)),   theta = atan(rho/c),
//     dw/dtheta = v,   v = sqrt(c^2 + rho^2)/c eps - rho/(c sqrt(c^2 + rho^2)) x/alpha:
// minus what EDM's preconditioned network computes, and on VP with
// c = 1 the v-prediction.  Noise is the limit of large c, data that
// of small c; DPM-Solver-v3 estimates its blend from the network.
#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

Integrand v_prediction(double c) {
  const auto norm = [c](const Process& p, double t) {  // alpha sqrt(c^2 + rho^2)
    return std::hypot(c * p.alpha(t), p.sigma(t));
  };
  const auto evaluate = [=](SemiLinear& sl, const Tensor& x, const PerSample& t) {
    const Process& p = sl.process();
    const PerSample n = t.map([&](double v) { return norm(p, v); });
    return combine(
        {{n / (c * p.alphas(t)), sl.noise(x, t)}, {-p.sigmas(t) / (c * p.alphas(t) * n), x}});
  };
  return {evaluate, norm,
          [c](const Process& p, double t) { return std::atan2(p.sigma(t), c * p.alpha(t)); },
          [c](const Process& p, double u) { return p.t_of_lambda(-std::log(c * std::tan(u))); }};
}

MultistepScheme v_adams(int order, const Options& options) {
  const double c = options.number("data_std", 0.5);
  if (!(c > 0))
    throw std::invalid_argument(
        fmt::format("solver 'v_ab{}': data_std must be above 0, got {}", order, c));
  const Integrand v = v_prediction(c);
  const auto rule = [v](const Process& p, const PerSample& t0, const PerSample& t1,
                        std::span<const PerSample> nodes) {
    return rule_per_sample(t0, t1, nodes, [&](double a, double b, std::span<const double> times) {
      std::vector<double> theta;
      for (double t : times) theta.push_back(v.u(p, t));
      std::vector<double> out{v.unit(p, b) / v.unit(p, a)};
      for (double w : exponential_moments(0, v.u(p, a), v.u(p, b), theta))
        out.push_back(v.unit(p, b) * w);
      return out;
    });
  };
  return {v, order, rule, true};
}

bool v_ab(int order) {
  return register_multistep(
      {.name = fmt::format("v_ab{}", order),
       .family = "adams",
       .order = double(order),
       .history = order - 1,
       .options = {{"data_std", "0.5", "standard deviation of the data, c"}},
       .reference = "v: Salimans & Ho 2022, arXiv:2202.00512; blend: Karras et al. 2022, "
                    "arXiv:2206.00364, eq. 7; theta: Lu & Song 2024, arXiv:2410.11081"},
      std::bind_front(v_adams, order));
}

const bool registered[] = {v_ab(1), v_ab(2), v_ab(3), v_ab(4)};

}  // namespace
}  // namespace odelia
