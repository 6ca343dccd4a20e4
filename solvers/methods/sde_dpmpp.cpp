// SDE-DPM-Solver++: the data prediction interpolated in lambda, the linear part and the noise
// exact. k-diffusion's eta is tau^2 here, tau being the dynamics' eta: they agree at 0 and 1.
#include "solvers/methods/multistep.h"
#include "solvers/methods/tau_rule.h"

namespace odelia {
namespace {

/// The multistep rule through the last predictions D_j, at lambda_j:
///   x1 = on_x x + sum_j on_data_j D_j + noise z.
Proposal multistep(const TauRule& rule, const State& now, const Step& to, NoiseSource& noise,
                   std::vector<Tensor> data, std::vector<PerSample> lambdas, size_t keep) {
  std::vector<Term> terms{{rule.on_x, now.x}};
  for (size_t j = 0; j < rule.on_data.size(); ++j) terms.push_back({rule.on_data[j], data[j]});
  const Tensor z = any_nonzero(rule.noise) ? noise.normal(now.t, to.t1, now.x) : now.x;
  terms.push_back({rule.noise, z});
  State next{combine(terms), to.t1};
  keep = std::min(keep, data.size());
  next.memory.assign(data.begin(), data.begin() + keep);
  next.memory_t.assign(lambdas.begin(), lambdas.begin() + keep);
  return {next};
}

/// The history with the newest prediction in front.
struct History {
  std::vector<Tensor> data;
  std::vector<PerSample> lambdas;
  History(SemiLinear& sl, const State& now)
      : data{sl.data(now.x, now.t)}, lambdas{sl.process().lambdas(now.t)} {
    data.insert(data.end(), now.memory.begin(), now.memory.end());
    lambdas.insert(lambdas.end(), now.memory_t.begin(), now.memory_t.end());
  }
};

/// One slope: D + c/r (D - D_previous), r = h_previous/h, where c is 1/2 (midpoint) or that of the
/// exact integral (heun).
class DpmPP2MSde final : public Solver, public PastPredictions {
 public:
  explicit DpmPP2MSde(const Options& options) {
    const std::string type = options.text("type", "midpoint");
    if (type != "midpoint" && type != "heun")
      throw std::invalid_argument(
          fmt::format("solver 'dpmpp_2m_sde': type must be midpoint or heun, got '{}'", type));
    midpoint_ = type == "midpoint";
  }

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "dpmpp_2m_sde");
    const History past(sl, now);
    const bool first = now.memory.empty() || !dynamics.regular(to.t1);
    const bool exact = !first && !midpoint_;
    const size_t nodes = exact ? 2 : 1;
    TauRule rule = tau_rule(sl.process(), sl.eta(), now.t, to.t1,
                            {past.lambdas.begin(), past.lambdas.begin() + nodes});
    if (!first && midpoint_) {
      const PerSample half_over_r = 0.5 * (sl.process().lambdas(to.t1) - past.lambdas[0]) /
                                    (past.lambdas[0] - past.lambdas[1]);
      rule.on_data = {rule.on_data[0] * (1 + half_over_r), -rule.on_data[0] * half_over_r};
    }
    return multistep(rule, now, to, noise, past.data, past.lambdas, 1);
  }

 private:
  bool midpoint_;
};
const Register<DpmPP2MSde> dpmpp_2m_sde{
    {.name = "dpmpp_2m_sde",
     .family = "sde_dpmpp",
     .kind = Equation::sde,
     .order = 2,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .history = 1,
     .options = {{"type", "midpoint",
                  "midpoint: half a slope; heun: the exact integral of the line"}},
     .reference = "Lu et al. 2022, arXiv:2211.01095, sec. 5; k-diffusion, sample_dpmpp_2m_sde"}};

/// The exact integral of the parabola through three predictions.
class DpmPP3MSde : public Solver, public PastPredictions {
 public:
  explicit DpmPP3MSde(bool legacy = false) : legacy_(legacy) {}

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl =
        require_semi_linear(dynamics, legacy_ ? "dpmpp_3m_sde_legacy" : "dpmpp_3m_sde");
    const History past(sl, now);
    const size_t nodes = dynamics.regular(to.t1) ? past.data.size() : 1;
    const auto rule_of = [&](size_t n) {
      return tau_rule(sl.process(), sl.eta(), now.t, to.t1,
                      {past.lambdas.begin(), past.lambdas.begin() + n});
    };
    TauRule rule = rule_of(nodes);
    if (nodes == 3 && legacy_) {
      // The parabola is the line through D and D1 with slope d1 = slope + r0 c plus c s^2, and half
      // of that square's weight is missing: take half of what leads from slope d1 to the parabola.
      const TauRule line = rule_of(2);
      const PerSample h = sl.process().lambdas(to.t1) - past.lambdas[0];
      const PerSample r0 = (past.lambdas[0] - past.lambdas[1]) / h,
                      r1 = (past.lambdas[1] - past.lambdas[2]) / h;
      // c as a combination of D, D1, D2; d1 - slope = r0 c, whose weight is that of the line's D1.
      const std::vector<PerSample> c = {1 / (r0 * (r0 + r1)), -1 / (r0 * r1), 1 / (r1 * (r0 + r1))};
      const PerSample on_slope = -line.on_data[1] * r0;
      for (size_t j = 0; j < 3; ++j) {
        const PerSample with_d1 = (j < 2 ? line.on_data[j] : PerSample(0)) + on_slope * r0 * c[j];
        rule.on_data[j] = 0.5 * (rule.on_data[j] + with_d1);
      }
    }
    return multistep(rule, now, to, noise, past.data, past.lambdas, 2);
  }

 private:
  bool legacy_;
};
struct DpmPP3MSdeConsistent final : DpmPP3MSde {};
const Register<DpmPP3MSdeConsistent> dpmpp_3m_sde{
    {.name = "dpmpp_3m_sde",
     .family = "sde_dpmpp",
     .kind = Equation::sde,
     .order = 3,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .history = 2,
     .reference = "Lu et al. 2022, arXiv:2211.01095, sec. 5 with three predictions"}};

/// As widely copied: the square's weight is half of what the parabola needs.  Said to be of
/// order 3.
struct DpmPP3MSdeLegacy final : DpmPP3MSde {
  DpmPP3MSdeLegacy() : DpmPP3MSde(true) {}
};
const Register<DpmPP3MSdeLegacy> dpmpp_3m_sde_legacy{
    {.name = "dpmpp_3m_sde_legacy",
     .family = "sde_dpmpp",
     .kind = Equation::sde,
     .order = 1.8,
     .strong_order = 1,
     .weak_order = 2,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .history = 2,
     .reference = "k-diffusion, sample_dpmpp_3m_sde"}};

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
             to.t1,
             {},
             {}}};
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
