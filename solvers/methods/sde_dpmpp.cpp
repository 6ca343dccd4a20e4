// SDE-DPM-Solver++: the data prediction interpolated in lambda, the linear part and the noise
// exact. k-diffusion's eta is tau^2 here, tau being the dynamics' eta: they agree at 0 and 1.
#include "solvers/methods/sde_multistep.h"

namespace odelia {
namespace {

const OptionDoc kEta{
    "eta", "1",
    "noise of the reverse SDE, in units of g; 0: none; its square is k-diffusion's "
    "eta"};

/// The exact integral of the polynomial through the data predictions at the nodes.
TauRule interpolating(const Process& p, double eta, const PerSample& t0, const PerSample& t1,
                      std::span<const PerSample> nodes) {
  std::vector<PerSample> lambdas;
  for (const PerSample& t : nodes) lambdas.push_back(p.lambdas(t));
  return tau_rule(p, eta, t0, t1, lambdas);
}

/// Half a slope: D + (D - D1) / 2r, r = h1/h, in the weight of D alone.
TauRule midpoint(const Process& p, double eta, const PerSample& t0, const PerSample& t1,
                 std::span<const PerSample> nodes) {
  TauRule rule = interpolating(p, eta, t0, t1, nodes.first(1));
  if (nodes.size() == 1) return rule;
  const PerSample now = p.lambdas(nodes[0]);
  const PerSample half_over_r = 0.5 * (p.lambdas(t1) - now) / (now - p.lambdas(nodes[1]));
  rule.on_data = {rule.on_data[0] * (1 + half_over_r), -rule.on_data[0] * half_over_r};
  return rule;
}

const bool dpmpp_2m_sde = register_sde_multistep(
    {.name = "dpmpp_2m_sde",
     .family = "sde_dpmpp",
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .history = 1,
     .options = {{"type", "midpoint",
                  "midpoint: half a slope; heun: the exact integral of the line"},
                 kEta},
     .reference = "Lu et al. 2022, arXiv:2211.01095, sec. 5; k-diffusion, sample_dpmpp_2m_sde"},
    [](const Options& options) -> SdeMultistepScheme {
      const std::string type = options.text("type", "midpoint");
      if (type != "midpoint" && type != "heun")
        throw std::invalid_argument(
            fmt::format("solver 'dpmpp_2m_sde': type must be midpoint or heun, got '{}'", type));
      return {2, type == "midpoint" ? midpoint : interpolating};
    });

const bool dpmpp_3m_sde = register_sde_multistep(
    {.name = "dpmpp_3m_sde",
     .family = "sde_dpmpp",
     .order = 3,
     .strong_order = 1,
     .weak_order = 2,
     .options = {kEta},
     .reference = "Lu et al. 2022, arXiv:2211.01095, sec. 5 with three predictions"},
    {3, interpolating});

/// As widely copied: the parabola through the predictions is the line through D and D1 with slope
/// d1 = slope + r0 c plus c s^2, and half of that square's weight is missing: take half of what
/// leads from slope d1 to the parabola.
TauRule half_a_parabola(const Process& p, double eta, const PerSample& t0, const PerSample& t1,
                        std::span<const PerSample> nodes) {
  TauRule rule = interpolating(p, eta, t0, t1, nodes);
  if (nodes.size() < 3) return rule;
  const TauRule line = interpolating(p, eta, t0, t1, nodes.first(2));
  const PerSample l0 = p.lambdas(nodes[0]), l1 = p.lambdas(nodes[1]), l2 = p.lambdas(nodes[2]);
  const PerSample h = p.lambdas(t1) - l0, r0 = (l0 - l1) / h, r1 = (l1 - l2) / h;
  // c as a combination of D, D1, D2; d1 - slope = r0 c, whose weight is that of the line's D1.
  const std::vector<PerSample> c = {1 / (r0 * (r0 + r1)), -1 / (r0 * r1), 1 / (r1 * (r0 + r1))};
  const PerSample on_slope = -line.on_data[1] * r0;
  for (size_t j = 0; j < 3; ++j) {
    const PerSample with_d1 = (j < 2 ? line.on_data[j] : PerSample(0)) + on_slope * r0 * c[j];
    rule.on_data[j] = 0.5 * (rule.on_data[j] + with_d1);
  }
  return rule;
}
// Said to be of order 3.
const bool dpmpp_3m_sde_legacy =
    register_sde_multistep({.name = "dpmpp_3m_sde_legacy",
                            .family = "sde_dpmpp",
                            .order = 1.8,
                            .strong_order = 1,
                            .weak_order = 2,
                            .options = {kEta},
                            .reference = "k-diffusion, sample_dpmpp_3m_sde"},
                           {3, half_a_parabola});

/// Single step with the ancestral split, in y = x/alpha and s = sigma/alpha: a step to the middle
/// in log s, then the whole one with the data predicted there,
///   y_m = (s_m,down/s) y + (1 - s_m,down/s) D + s_m,up z_m,
///   y1  = (s1,down/s) y + (1 - s1,down/s) D_m + s1,up z,
/// z_m and z being one path's increments over the first half and over the whole, in s.
struct DpmPPSde final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "dpmpp_sde");
    const Process& p = sl.process();
    const double eta = sl.eta();
    const PerSample alpha = p.alphas(now.t), s = p.sigmas(now.t) / alpha;
    const auto ups = [&](const PerSample& s1) {
      return PerSample::zip(s1, s, [&](double low, double high) {
        return std::min(low, eta * low * std::sqrt(1 - low / high * (low / high)));
      });
    };
    const auto down = [](const PerSample& s1, const PerSample& up) {
      return sqrt(s1 * s1 - up * up);
    };
    const PerSample alpha1 = p.alphas(to.t1), s1 = p.sigmas(to.t1) / alpha1;
    const PerSample up = ups(s1), ratio = down(s1, up) / s;
    const Tensor x0 = sl.data(now.x, now.t);
    if (!dynamics.regular(to.t1))
      return {{combine({{alpha1 / alpha * ratio, now.x}, {alpha1 * (1 - ratio), x0}}), to.t1}};

    const PerSample s_mid = sqrt(s * s1),
                    t_mid = s_mid.map([&](double v) { return p.t_of_lambda(-std::log(v)); });
    const PerSample alpha_mid = p.alphas(t_mid), up_mid = ups(s_mid),
                    ratio_mid = down(s_mid, up_mid) / s;
    const bool noisy = any_nonzero(up);
    const Tensor z0 = noisy ? noise.normal(now.t, t_mid, now.x) : now.x;
    const Tensor z1 = noisy ? noise.normal(t_mid, to.t1, now.x) : now.x;
    const Tensor middle = combine({{alpha_mid / alpha * ratio_mid, now.x},
                                   {alpha_mid * (1 - ratio_mid), x0},
                                   {alpha_mid * up_mid, z0}});
    const Tensor x0_mid = sl.data(middle, t_mid);
    // Of the whole increment's variance, the path being one in s, whatever the process calls time.
    const PerSample share = (s_mid - s) / (s1 - s);
    return {{combine({{alpha1 / alpha * ratio, now.x},
                      {alpha1 * (1 - ratio), x0_mid},
                      {alpha1 * up * sqrt(share), z0},
                      {alpha1 * up * sqrt(1 - share), z1}}),
             to.t1}};
  }
};
const Register<DpmPPSde> dpmpp_sde{
    {.name = "dpmpp_sde",
     .family = "sde_dpmpp",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .reference =
         "Lu et al. 2022, arXiv:2211.01095, Alg. 1 with noise; k-diffusion, sample_dpmpp_sde"}};

}  // namespace
}  // namespace odelia
