// Rules for the last step of a solve, around any method.
#include <algorithm>

#include "solvers/methods/multistep.h"
#include "solvers/methods/wrapping.h"

namespace odelia {
namespace {

using Wrapped = std::pair<Traits, std::shared_ptr<const Solver>>;

/// After the last step, the data predicted at its end is the sample: x = x0(x1, t1).  What is
/// wanted is then no longer the solution at t1, and no order is claimed.
class DenoiseToZero final : public Solver {
 public:
  explicit DenoiseToZero(const Method& inner) : inner_(inner) {}
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    Proposal out = inner_.solver->step(dynamics, noise, now, to);
    if (to.last() && out.status == Status::ok && dynamics.regular(to.t1))
      out.next.x = require_semi_linear(dynamics, "denoise_to_zero").data(out.next.x, to.t1);
    return out;
  }

 private:
  Method inner_;
};

const RegisterWrapper denoise_to_zero{
    {.name = "denoise_to_zero",
     .takes = "any solver",
     .reference = "Song et al. 2021, arXiv:2011.13456, appendix G; Lu et al. 2022, "
                  "arXiv:2206.00927, appendix D.1",
     .wrap = [](const Method& inner, const Options&) -> Wrapped {
       Traits traits = inner.traits;
       traits.family = "wrapper";
       if (inner.eta > 0) traits.kind = Equation::sde;
       traits.order = traits.strong_order = traits.weak_order = 0;
       traits.nfe_first_extra += 1;
       traits.embedded = false;
       traits.reference = "Song et al. 2021, arXiv:2011.13456, appendix G";
       return {traits, std::make_shared<DenoiseToZero>(inner)};
     }}};

/// A step to sigma = 0 is not taken: the sample is the state at t_min, x/alpha, residual noise
/// included.  On every other grid this is the inner method.
class StopAtTMin final : public Solver {
 public:
  explicit StopAtTMin(const Method& inner) : inner_(inner) {}
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    if (dynamics.regular(to.t1)) return inner_.solver->step(dynamics, noise, now, to);
    const Process& p = require_semi_linear(dynamics, "stop_at_t_min").process();
    return {{combine({{p.alphas(to.t1) / p.alphas(now.t), now.x}}), to.t1}};
  }

 private:
  Method inner_;
};

const RegisterWrapper stop_at_t_min{{.name = "stop_at_t_min",
                                     .takes = "any solver",
                                     .reference = "Song et al. 2021, arXiv:2011.13456, appendix C",
                                     .wrap = [](const Method& inner, const Options&) -> Wrapped {
                                       Traits traits = inner.traits;
                                       traits.family = "wrapper";
                                       traits.evaluates_end = false;
                                       traits.embedded = false;
                                       traits.reference =
                                           "Song et al. 2021, arXiv:2011.13456, appendix C";
                                       return {traits, std::make_shared<StopAtTMin>(inner)};
                                     }}};

/// A multistep method forgets towards the end: n steps before it, it sees n - 1 earlier
/// predictions, down to first order in the last step.  Only on grids of fewer steps than `below`,
/// so that the order on fine grids is the inner method's.  For methods that remember predictions
/// alone; those that remember more lower their order themselves, or are refused.
class LowerOrderFinal final : public Solver {
 public:
  LowerOrderFinal(const Method& inner, double below) : inner_(inner), below_(below) {}
  Proposal step(Dynamics& dynamics, NoiseSource& noise, const State& now,
                const Step& to) const override {
    State seen = now;
    const auto known = static_cast<int64_t>(now.memory.size());
    if (to.count > 0 && static_cast<double>(to.count) < below_) {
      const int64_t kept = std::min<int64_t>(known, to.count - to.index - 1);
      seen.memory.resize(kept);
      seen.memory_t.resize(std::min<size_t>(kept, seen.memory_t.size()));
    }
    return inner_.solver->step(dynamics, noise, seen, to);
  }

 private:
  Method inner_;
  double below_;
};

const RegisterWrapper lower_order_final{
    {.name = "lower_order_final",
     .takes = "a multistep solver",
     .options = {{"below", "15",
                  "the number of steps from which on nothing is lowered; with more than 64 the "
                  "order claimed is 2"}},
     .reference = "Lu et al. 2022, arXiv:2211.01095, sec. 6; below 15 steps as in diffusers, 10 in "
                  "the authors' code",
     .wrap = [](const Method& inner, const Options& options) -> Wrapped {
       const double below = options.number("below", 15);
       if (!(below >= 0))
         throw std::invalid_argument(
             fmt::format("wrapper 'lower_order_final': below must be 0 or more, got {}", below));
       const auto* lowers = dynamic_cast<const LowersOrder*>(inner.solver.get());
       const bool forgets = dynamic_cast<const PastPredictions*>(inner.solver.get());
       if (inner.traits.history == 0 || (!lowers && !forgets))
         refuse("lower_order_final", inner,
                "multistep solvers that remember nothing but predictions, or that can lower their "
                "order themselves (unipc, sa_solver, dpm_solver_v3)",
                "dpmpp_2m");
       Traits traits = inner.traits;
       traits.family = "wrapper";
       traits.reference = "Lu et al. 2022, arXiv:2211.01095, sec. 6";
       if (below > 64) traits.order = std::min(traits.order, 2.0);  // no grid in use is finer
       if (lowers) return {traits, lowers->with_lower_final(below)};
       return {traits, std::make_shared<LowerOrderFinal>(inner, below)};
     }}};

}  // namespace
}  // namespace odelia
