#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

/// DDIM along a noise prediction with momentum, read as gradient descent on the distance to the
/// data:
///     x1 = (alpha1/alpha0) x + alpha1 (rho1 - rho0) [gamma eps + (1 - gamma) eps_previous].
/// gamma = 1 is DDIM, 3/2 iPNDM of order 2; the publication's 2 has order 1.
MultistepScheme gradient_estimation(const Options& options) {
  const double gamma = options.number("gamma", 2);
  const auto rule = [=](const Process& p, const PerSample& t0, const PerSample& t1,
                        std::span<const PerSample> nodes) {
    ExponentialRule ddim =
        exponential_rule(p, t0, t1, nodes.first(1), Interpolant::noise, Abscissa::rho);
    if (nodes.size() == 1) return ddim;
    const PerSample w = ddim.on_prediction[0];
    return ExponentialRule{ddim.on_x, {gamma * w, (1 - gamma) * w}};
  };
  return {integrand(Interpolant::noise), 2, rule, true};
}
const bool registered =
    register_multistep({.name = "gradient_estimation",
                        .family = "adams",
                        .order = 1,
                        .history = 1,
                        .options = {{"gamma", "2", "weight of the newest prediction"}},
                        .reference = "Permenter & Yuan 2024, arXiv:2306.04848, Alg. 2"},
                       gradient_estimation);

}  // namespace
}  // namespace odelia
