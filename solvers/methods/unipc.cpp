// UniPC: the polynomial through p predictions predicts, and the one through these and the
// evaluation made of the predicted state corrects.  That evaluation is the next step's first, so a
// step costs one; the last is not corrected.
#include <algorithm>
#include <limits>

#include "solvers/methods/multistep.h"

namespace odelia {
namespace {

enum class Variant { bh1, bh2, vary };
constexpr const char* kVariant[] = {"bh1", "bh2", "vary"};

class UniPc final : public NeedsHistory, public LowersOrder {
 public:
  UniPc(std::string name, int p, Variant variant, const Options& options)
      : name_(std::move(name)), p_(p), variant_(variant) {
    const std::string start = options.text("start", "corrected"),
                      prediction = options.text("prediction", "data"),
                      final = options.text("final", "full");
    if ((start != "corrected" && start != "uncorrected") ||
        (prediction != "data" && prediction != "noise") || (final != "full" && final != "lower"))
      throw std::invalid_argument(
          fmt::format("solver '{}': start must be corrected or uncorrected, prediction data or "
                      "noise, final full or lower; got {}, {}, {}",
                      name_, start, prediction, final));
    what_ = prediction == "noise" ? Interpolant::noise : Interpolant::data;
    correct_start_ = start == "corrected";
    if (final == "lower") lower_below_ = std::numeric_limits<double>::infinity();
  }

  /// Memory: the corrected state that the present one was predicted from, unless there is none to
  /// correct; then the newest p predictions.
  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, name_.c_str());
    const size_t behind = now.memory_t.size();
    const bool predicted = now.memory.size() > behind,
               starting = behind + 1 < p_ && dynamics.regular(to.t1);
    if (starting && rk_start_ && to.nfe_left < rk_start().stages)
      return {now, {}, Status::budget_exhausted};
    std::vector<Tensor> P{integrand(what_).evaluate(sl, now.x, now.t)};
    std::vector<PerSample> t{now.t};
    P.insert(P.end(), now.memory.begin() + predicted, now.memory.end());
    t.insert(t.end(), now.memory_t.begin(), now.memory_t.end());

    Tensor x = now.x;
    if (predicted) {  // order q's corrector has q + 1 nodes, the beginning of its step first
      std::vector<Tensor> P_c(P.begin(), P.begin() + order(behind, to.index - 1, to.count) + 1);
      std::vector<PerSample> t_c(t.begin(), t.begin() + P_c.size());
      std::swap(P_c[0], P_c[1]), std::swap(t_c[0], t_c[1]);
      x = apply_rule(rule(sl.process(), t_c[0], now.t, t_c), now.memory[0], P_c);
    }
    State next{{}, to.t1};
    if (starting && rk_start_) {
      next.x = runge_kutta_start(sl, integrand(what_), rk_start().stages, now, to.t1, P[0]);
    } else {
      const size_t q = dynamics.regular(to.t1) ? order(t.size(), to.index, to.count) : 1;
      next.x = apply_rule(rule(sl.process(), now.t, to.t1, {t.data(), q}), x, P);
      if (!starting || correct_start_) next.memory.push_back(x);
    }
    const size_t keep = std::min(P.size(), p_);
    next.memory.insert(next.memory.end(), P.begin(), P.begin() + keep);
    next.memory_t.assign(t.begin(), t.begin() + keep);
    return {next};
  }

  Start rk_start() const override {
    return p_ > 1 ? Start{static_cast<int>(p_) - 1, static_cast<int>(p_)} : Start{0, 1};
  }
  std::shared_ptr<const Solver> with_rk_start() const override {
    auto copy = std::make_shared<UniPc>(*this);
    copy->rk_start_ = true;
    return copy;
  }
  std::shared_ptr<const Solver> with_lower_final(double below) const override {
    auto copy = std::make_shared<UniPc>(*this);
    copy->lower_below_ = std::max(below, lower_below_);
    return copy;
  }

 private:
  /// Of the predictor of step `index`, with so many predictions at hand.
  size_t order(size_t predictions, int64_t index, int64_t count) const {
    const size_t q = std::min(predictions, p_);
    const bool lower = count > 0 && static_cast<double>(count) < lower_below_;
    return lower ? std::min<size_t>(q, count - index) : q;
  }

  /// The published equations for bh1 and bh2 are solved exactly
  /// but for two nodes, where rho = 1/2 is set:
  ///     w_1 = -+ B(z)/(2 r),  B = z or e^z - 1,
  ///     z = -h for data, h for noise,  r = (lambda_1 - lambda_0)/h.
  ExponentialRule rule(const Process& p, const PerSample& t0, const PerSample& t1,
                       std::span<const PerSample> nodes) const {
    ExponentialRule out = exponential_rule(
        p, t0, t1, nodes.first(nodes.size() == 2 && variant_ != Variant::vary ? 1 : nodes.size()),
        what_, Abscissa::lambda);
    if (out.on_prediction.size() == nodes.size()) return out;
    const PerSample h = p.lambdas(t1) - p.lambdas(t0), z = what_ == Interpolant::data ? -h : h;
    const PerSample B = variant_ == Variant::bh1 ? z : expm1(z);
    const PerSample scale = what_ == Interpolant::data ? p.alphas(t1) : p.sigmas(t1);
    const PerSample w1 = -0.5 * scale * B * h / (p.lambdas(nodes[1]) - p.lambdas(t0));
    return {out.on_x, {out.on_prediction[0] - w1, w1}};
  }

  std::string name_;
  size_t p_;
  Variant variant_;
  Interpolant what_;
  double lower_below_ = 0;
  bool correct_start_, rk_start_ = false;
};

bool unipc(int p, Variant variant) {
  const std::string name = fmt::format("unipc{}_{}", p, kVariant[static_cast<int>(variant)]);
  // The correctors of its start keep an exact one from being exact, and being of low order they leave
  // order 3 of a start of its own.
  register_solver(
      {{.name = name,
        .family = "unipc",
        .order = p + 1.0,
        .nfe_per_step = 1,
        .needs = Needs::semi_linear,
        .history = p,
        .options = {{"start", "corrected",
                     "corrected: by correctors of order 1, 2, ...; uncorrected: none before the "
                     "history is full"},
                    {"prediction", "data", "data or noise"},
                    {"final", "full", "lower: the last steps have order ..., 2, 1"}},
        .exact_start = p > 2 ? "start=uncorrected" : "",
        .reference =
            "Zhao et al. 2023, arXiv:2302.04867, Algs. 1 and 2; vary: UniPC_v of its appendix"},
       [=](const Options& options) { return std::make_unique<UniPc>(name, p, variant, options); },
       claim_lower_final});
  return true;
}

const bool registered = [] {
  for (Variant variant : {Variant::bh1, Variant::bh2, Variant::vary})
    for (int p = 1; p <= 4; ++p) unipc(p, variant);
  return true;
}();

}  // namespace
}  // namespace odelia
