#include "solvers/origin.h"

namespace odelia {
namespace {

constexpr const char* kFamily = "consistency";

/// Multistep consistency sampling from t to s < t, with f the consistency function and e the level
/// sigma/alpha where it ends (0 where that is clean data):
///     x_s = alpha_s f(x_t, t) + sqrt(sigma_s^2 - alpha_s^2 e^2) z,
/// and no noise where sigma_s <= alpha_s e.  With an exact f every x_s has the law of the process,
/// whatever the steps: there is no order in their number.
class Consistency final : public Solver {
 public:
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    auto* flow = dynamic_cast<KnowsOrigin*>(&dynamics);
    if (!flow) refuse_as_consistency_function();
    const Process& p = require_semi_linear(dynamics, "consistency").process();
    const PerSample alpha1 = p.alphas(to.t1);
    const Tensor origin = flow->origin(now.x, now.t);
    const double end = flow->origin_level();
    const PerSample std = PerSample::zip(alpha1, p.sigmas(to.t1), [&](double a, double s) {
      return std::sqrt(std::max(s * s - a * a * end * end, 0.0));
    });
    if (!any_nonzero(std)) return {{combine({{alpha1, origin}}), to.t1}};
    return {{combine({{alpha1, origin}, {std, noise.normal(now.t, to.t1, now.x)}}), to.t1, {}, {}}};
  }
};
const Register<Consistency> method{
    {.name = "consistency",
     .family = kFamily,
     .kind = Equation::sde,
     .nfe_per_step = 1,
     .needs = Needs::semi_linear,
     .own_noise = "between its steps it adds as much noise as the process has there",
     .reference = "Song et al. 2023, arXiv:2303.01469, Alg. 1"}};

}  // namespace

bool is_consistency_method(const Traits& traits) { return traits.family == kFamily; }

void refuse_as_consistency_function() {
  throw std::invalid_argument(
      "solver 'consistency': needs a consistency function, which says where the probability flow "
      "ends; this model says what the data are in the mean. Distil it (task = \"consistency\" of "
      "odelia train), or try 'dpmpp_2m'");
}

}  // namespace odelia
