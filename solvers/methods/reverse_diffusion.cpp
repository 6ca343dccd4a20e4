// Reverse diffusion of score_sde, alone and as the predictor of Langevin dynamics.
#include <numeric>

#include "solvers/registry.h"

namespace odelia {
namespace {

/// The forward step from t1 up to t, x_t = a x_t1 + b n, turned round:
///   x1 = (2 - a) x - (1 + eta^2)/2 b^2/sigma eps + eta b z,   a = alpha/alpha1, b^2 = sigma^2 -
///   a^2 sigma1^2;
/// the noise is left out where sigma1 = 0, and where the mean is wanted.
Proposal turn_round(SemiLinear& sl, NoiseSource& noise, const State& now, const Step& to,
                    bool mean) {
  const Process& p = sl.process();
  const PerSample a = p.alphas(now.t) / p.alphas(to.t1), sigma = p.sigmas(now.t),
                  sigma1 = p.sigmas(to.t1);
  const PerSample b2 = sigma * sigma - a * a * sigma1 * sigma1;
  const PerSample std =
      sl.eta() * sqrt(b2) * sigma1.map([&](double v) { return v == 0 || mean ? 0.0 : 1.0; });
  const Tensor eps = sl.noise(now.x, now.t);
  const Tensor z = any_nonzero(std) ? noise.normal(now.t, to.t1, now.x) : eps;
  return {
      {combine({{2 - a, now.x}, {-0.5 * (1 + sl.eta() * sl.eta()) * b2 / sigma, eps}, {std, z}}),
       to.t1,
       {},
       {}}};
}

struct ReverseDiffusion final : Solver {
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    return turn_round(require_semi_linear(dynamics, "reverse_diffusion"), noise, now, to, false);
  }
};
const Register<ReverseDiffusion> reverse_diffusion{
    {.name = "reverse_diffusion",
     .family = "predictor_corrector",
     .kind = Equation::sde,
     .order = 1,
     .strong_order = 1,
     .weak_order = 1,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .reference = "Song et al. 2021, arXiv:2011.13456, eq. 46 and Algs. 2 and 3"}};

/// Predictor-corrector: a Langevin step at t, then reverse diffusion,
///   x <- x + step score + sqrt(2 step) z,   step = 2 a^2 (snr |z|/|score|)^2,
/// a as above.  Norms are each sample's own.  The Langevin step does not shrink with the grid's,
/// and leaves a bias of its size: there is no weak order to claim, nor a strong one, for z is not
/// the path of the SDE.  The norms make the step nonlinear, so that moments cannot certify it
/// either. What is claimed is the order of the predictor.
class PcLangevin : public Solver {
 public:
  PcLangevin(const Options& options, bool legacy)
      : snr_(options.number("snr", 0.16)), legacy_(legacy) {
    if (!(snr_ >= 0))
      throw std::invalid_argument(
          fmt::format("solver 'pc_langevin': snr must be 0 or more, got {}", snr_));
  }

  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, legacy_ ? "pc_langevin_legacy" : "pc_langevin");
    const Process& p = sl.process();
    const PerSample a = p.alphas(now.t) / p.alphas(to.t1), sigma = p.sigmas(now.t);
    const Tensor eps = sl.noise(now.x, now.t);  // score = -eps/sigma
    State corrected = now;
    if (snr_ > 0) {
      const Tensor z = noise.normal(now.t, to.t1, now.x, 1);
      const PerSample ratio = snr_ * a * sigma * norms(z) / norms(eps), length = 2 * ratio * ratio;
      corrected.x = combine({{1, now.x}, {-length / sigma, eps}, {sqrt(2 * length), z}});
    }
    return turn_round(sl, noise, corrected, to, legacy_ && to.last());
  }

 private:
  /// Norms up to a common factor: RMS of each sample, or their mean over the batch.
  PerSample norms(const Tensor& x) const {
    const std::vector<double> all = error_norms(x, x, x, 1, 0);
    if (!legacy_) return PerSample(all);
    return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
  }
  double snr_;
  bool legacy_;
};

struct PcLangevinOwn final : PcLangevin {
  explicit PcLangevinOwn(const Options& options) : PcLangevin(options, false) {}
};
const Register<PcLangevinOwn> pc_langevin{
    {.name = "pc_langevin",
     .family = "predictor_corrector",
     .kind = Equation::sde,
     .order = 1,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .options = {{"snr", "0.16", "signal-to-noise ratio of the Langevin step; 0: none is taken"}},
     .deterministic = "snr=0",
     .reference = "Song et al. 2021, arXiv:2011.13456, Algs. 4 and 5, with norms of each sample"}};

/// As published: norms are means over the batch, so that its samples influence one another, and the
/// last step adds no noise.
struct PcLangevinLegacy final : PcLangevin {
  explicit PcLangevinLegacy(const Options& options) : PcLangevin(options, true) {}
};
const Register<PcLangevinLegacy> pc_langevin_legacy{
    {.name = "pc_langevin_legacy",
     .family = "predictor_corrector",
     .kind = Equation::sde,
     .order = 1,
     .nfe_per_step = 2,
     .needs = Needs::semi_linear,
     .batch_norms = true,
     .options = {{"snr", "0.16", "signal-to-noise ratio of the Langevin step; 0: none is taken"}},
     .deterministic = "snr=0",
     .reference =
         "Song et al. 2021, arXiv:2011.13456, Algs. 4 and 5; score_sde_pytorch, sampling.py"}};

}  // namespace
}  // namespace odelia
