// DPM-Solver (noise prediction) and DPM-Solver++ (data prediction), the singlestep versions.
#include "solvers/methods/exponential_runge_kutta.h"

namespace odelia {
namespace {

/// DPM-Solver-1 and DPM-Solver++(1): DDIM.  Source: arXiv:2206.00927, eq. 3.7; arXiv:2211.01095,
/// eq. 4.1.
ExponentialTableau dpm1(const Options&) { return {{0}, {}, {phi_of(1, 1, 1)}}; }

double node(const Options& options, const char* key, double fallback, double above) {
  const double r = options.number(key, fallback);
  if (!(r > above && r < 1))
    throw std::invalid_argument(
        fmt::format("option '{}': expected a number in ({}, 1), got {}", key, above, r));
  return r;
}

bool taylor(const Options& options) {
  const std::string type = options.text("type", "dpmsolver");
  if (type != "dpmsolver" && type != "taylor")
    throw std::invalid_argument(
        fmt::format("option 'type': expected dpmsolver or taylor, got '{}'", type));
  return type == "taylor";
}

/// With N1 at lambda_0 + r1 h: the step takes phi_1 N0 + phi_1/(2 r1) (N1 - N0); of Taylor type
/// phi_1 N0 + phi_2/r1 (N1 - N0).  Source: arXiv:2206.00927, Alg. 1; arXiv:2211.01095, Alg. 1.
ExponentialTableau dpm2(const Options& options) {
  const double r1 = node(options, "r1", 0.5, 0);
  const Weight slope = taylor(options) ? phi_of(2, 1, 1 / r1) : phi_of(1, 1, 0.5 / r1);
  return {
      {0, r1}, {{phi_of(1, r1, r1)}}, {phi_of(1, 1, 1) + -1 * slope, slope}, {phi_of(1, 1, 1), {}}};
}

constexpr double kSecondNode = 2.0 / 3;

/// With N1, N2 at r1, r2: phi_1 N0 + phi_2/r2 (N2 - N0); of Taylor type phi_1 N0 + phi_2 D1 + phi_3
/// D2, D1 and D2 the derivatives of the parabola through all three.  The estimate is the distance
/// to DPM-Solver-2 of the same r1. Source: arXiv:2206.00927, Alg. 2 and appendix B.3;
/// arXiv:2211.01095, appendix A.
ExponentialTableau dpm3(const Options& options) {
  const double r1 = node(options, "r1", 1.0 / 3, 0), r2 = node(options, "r2", kSecondNode, r1);
  const Weight to2 = phi_of(2, r2, r2 * r2 / r1);
  Weight on1, on2 = phi_of(2, 1, 1 / r2);
  if (taylor(options)) {
    on1 = phi_of(2, 1, r2 / (r1 * (r2 - r1))) + phi_of(3, 1, -2 / (r1 * (r2 - r1)));
    on2 = phi_of(2, 1, -r1 / (r2 * (r2 - r1))) + phi_of(3, 1, 2 / (r2 * (r2 - r1)));
  }
  const Weight slope = phi_of(1, 1, 0.5 / r1);
  return {{0, r1, r2},
          {{phi_of(1, r1, r1)}, {phi_of(1, r2, r2) + -1 * to2, to2}},
          {phi_of(1, 1, 1) + -1 * on1 + -1 * on2, on1, on2},
          {phi_of(1, 1, 1) + -1 * slope, slope, {}}};
}

const bool registered = [] {
  const OptionDoc type{"type", "dpmsolver",
                       "dpmsolver or taylor: how the differences are weighted"};
  struct Rule {
    int order;
    ExponentialTableau (*table)(const Options&);
    std::vector<OptionDoc> options;
  };
  const std::vector<Rule> rules{
      {1, dpm1, {}},
      {2, dpm2, {{"r1", "0.5", "the inner node, in (0, 1)"}, type}},
      {3,
       dpm3,
       {{"r1", "1/3", "the first inner node, in (0, r2)"},
        {"r2", "2/3", "the second one, in (r1, 1); any other value lowers the order to 2"},
        type}}};
  for (const auto& [order, table, options] : rules)
    for (const Interpolant what : {Interpolant::noise, Interpolant::data}) {
      const bool data = what == Interpolant::data;
      const std::string name = data ? fmt::format("dpmpp_{}{}", order, order > 1 ? "s" : "")
                                    : fmt::format("dpm_solver_{}", order);
      register_solver({{.name = name,
                        .family = "dpm_solver_singlestep",
                        .order = static_cast<double>(order),
                        .nfe_per_step = order,
                        .needs = Needs::semi_linear,
                        .embedded = order > 1,
                        .error_order = order - 1.0,
                        .options = options,
                        .reference = data ? "Lu et al. 2022, arXiv:2211.01095"
                                          : "Lu et al. 2022, arXiv:2206.00927"},
                       [=, make = table](const Options& o) {
                         return std::make_unique<ExponentialRungeKutta>(name, make(o), what);
                       },
                       [](Traits& traits, const Options& o) {
                         if (o.number("r2", kSecondNode) != kSecondNode) traits.order = 2;
                       }});
    }
  return true;
}();

}  // namespace
}  // namespace odelia
