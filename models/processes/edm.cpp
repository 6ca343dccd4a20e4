#include "models/processes/base.h"

namespace odelia {
namespace {

/// alpha = 1, sigma = t.   Source: arXiv:2206.00364, Table 1.
class Edm final : public NamedProcess {
 public:
  explicit Edm(const Spec& spec)
      : NamedProcess(spec, spec.options.number("sigma_min", 0.002),
                     spec.options.number("sigma_max", 80)) {
    for (const auto& [t, sigma] : {std::pair{"t_min", "sigma_min"}, {"t_max", "sigma_max"}})
      if (spec.options.values().count(t) && spec.options.values().count(sigma))
        throw std::invalid_argument(fmt::format(
            "process '{}': {} and {} are the same here; give one of them", name(), sigma, t));
  }
  double log_alpha(double) const override { return 0; }
  double sigma(double t) const override { return t; }
  double f(double) const override { return 0; }
  double g2(double t) const override { return 2 * t; }
  double t_of_lambda(double l) const override { return std::exp(-l); }
};

const RegisterProcess<Edm> edm{
    {.name = "edm",
     .summary = "alpha = 1, sigma = t: Karras et al. 2022, arXiv:2206.00364, Table 1",
     .options = {{"sigma_min", "0.002", "t_min"}, {"sigma_max", "80", "T"}}}};

}  // namespace
}  // namespace odelia
