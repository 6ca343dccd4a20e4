#include "solvers/methods/tau_rule.h"

#include "solvers/exponential.h"

namespace odelia {

TauRule tau_rule(const Process& p, double tau, const PerSample& t, const PerSample& t1,
                 const std::vector<PerSample>& node_lambdas) {
  const double c = 1 + tau * tau;
  const PerSample lambda = p.lambdas(t), lambda1 = p.lambdas(t1), h = lambda1 - lambda;
  const auto decay = [&](double rate) {  // e^{-rate h}, also for an infinite h
    return rate == 0 ? PerSample(1) : exp(-rate * h);
  };
  TauRule rule{p.sigmas(t1) / p.sigmas(t) * decay(tau * tau),
               p.sigmas(t1) * sqrt(1 - decay(2 * tau * tau)),
               {}};
  if (node_lambdas.size() == 1) {
    rule.on_data = {p.alphas(t1) * -expm1(-c * h)};
    return rule;
  }
  const int64_t rows = std::max(t.size(), t1.size());
  std::vector<std::vector<double>> weights(node_lambdas.size(), std::vector<double>(rows));
  for (int64_t i = 0; i < rows; ++i) {
    std::vector<double> nodes;
    for (const PerSample& node : node_lambdas) nodes.push_back(node[i]);
    const std::vector<double> moment = exponential_moments(c, lambda[i], lambda1[i], nodes);
    for (size_t j = 0; j < nodes.size(); ++j) weights[j][i] = c * moment[j];
  }
  for (auto& w : weights) rule.on_data.push_back(p.alphas(t1) * PerSample(std::move(w)));
  return rule;
}

}  // namespace odelia
