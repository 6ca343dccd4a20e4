#include "solvers/methods/sde_multistep.h"

namespace odelia {
namespace {

class SdeMultistep final : public Solver, public PastPredictions {
 public:
  SdeMultistep(std::string name, SdeMultistepScheme scheme)
      : name_(std::move(name)), scheme_(std::move(scheme)) {}

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, name_.c_str());
    State next{{}, to.t1, {sl.data(now.x, now.t)}, {now.t}};
    next.memory.insert(next.memory.end(), now.memory.begin(), now.memory.end());
    next.memory_t.insert(next.memory_t.end(), now.memory_t.begin(), now.memory_t.end());

    const std::span<const PerSample> nodes(next.memory_t.data(),
                                           dynamics.regular(to.t1) ? next.memory.size() : 1);
    const TauRule rule = scheme_.rule(sl.process(), sl.eta(), now.t, to.t1, nodes);
    std::vector<Term> terms{{rule.on_x, now.x}};
    for (size_t j = 0; j < rule.on_data.size(); ++j)
      terms.push_back({rule.on_data[j], next.memory[j]});
    const Tensor z = any_nonzero(rule.noise) ? noise.normal(now.t, to.t1, now.x) : now.x;
    terms.push_back({rule.noise, z});
    next.x = combine(terms);

    if (static_cast<int>(next.memory.size()) == scheme_.nodes)
      next.memory.pop_back(), next.memory_t.pop_back();
    return {next};
  }

 private:
  std::string name_;
  SdeMultistepScheme scheme_;
};

}  // namespace

bool register_sde_multistep(Traits traits,
                            std::function<SdeMultistepScheme(const Options&)> scheme) {
  traits.kind = Equation::sde, traits.needs = Needs::semi_linear;
  register_solver({traits, [name = traits.name, scheme](const Options& options) {
                     return std::make_unique<SdeMultistep>(name, scheme(options));
                   }});
  return true;
}

bool register_sde_multistep(Traits traits, SdeMultistepScheme scheme) {
  traits.history = scheme.nodes - 1;
  return register_sde_multistep(std::move(traits), [scheme](const Options&) { return scheme; });
}

}  // namespace odelia
