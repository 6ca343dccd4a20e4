#include <algorithm>
#include <array>
#include <span>

#include "solvers/exponential.h"
#include "solvers/registry.h"
#include "solvers/spending.h"

namespace odelia {
namespace {

/// UniPC with steps and orders of each sample's own between two grid points.  Over a step from
/// lambda0 to lambda1, with the polynomials in lambda through q past predictions of the data (P_q),
/// and through these and the new one (C_q):
///   x_p = P_q x,   D' = x0(x_p),   x_c = C_q x,   error_q = x_c - x_p,
/// accepted if |error_q| <= 1 in units of atol + rtol |x|.  D' serves the next step: an attempt
/// costs one evaluation, as a step of fixed size does.  Of the orders q - 1, q, q + 1 the one that
/// allows the longest step is next, h <- 0.9 h |error|^{-1/(q + 1)}.
class UniPcAdaptive final : public Solver {
 public:
  explicit UniPcAdaptive(const Options& options)
      : rtol_(options.number("rtol", 1e-3)),
        atol_(options.number("atol", rtol_)),
        most_(options.number("max_order", 4)) {
    if (!(rtol_ >= 0) || !(atol_ >= 0) || !(rtol_ + atol_ > 0) || most_ != std::floor(most_) ||
        most_ < 1 || most_ > 5)
      throw std::invalid_argument(
          fmt::format("solver 'unipc_adaptive': needs rtol, atol >= 0, not both 0, and max_order "
                      "from 1 to 5; got {}, {} and {}",
                      rtol_, atol_, most_));
  }

  /// Memory: the newest predictions, at the lambdas of memory_t; behind these each sample's next
  /// step in lambda and order.
  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "unipc_adaptive");
    const Process& p = sl.process();
    const auto most = static_cast<size_t>(most_);
    std::vector<Row> rows = places(p, now, to);
    std::vector<Tensor> past = now.memory;
    const Spending spending(dynamics, to);
    if (past.empty()) past.assign(most, sl.data(now.x, now.t));

    Tensor x = now.x;
    while (std::any_of(rows.begin(), rows.end(), [](const Row& r) { return !r.done(); })) {
      if (spending.left() < 1) return {{x, now.t}, {}, Status::budget_exhausted};
      for (Row& r : rows) r.aim(p);
      // x_p, x_c, and the errors of the present order and of its neighbours.
      const auto update = [&](int change, bool new_one, bool old_one, const Tensor& fresh) {
        return apply(p, rows, change, new_one, old_one, x, past, fresh);
      };
      const Tensor x_p = update(0, false, true, past[0]);
      const Tensor fresh = sl.data(x_p, per_row(rows, [](const Row& r) { return r.t1; }));
      const Tensor x_c = update(0, true, false, fresh);
      std::vector<std::vector<double>> error;
      for (int change : {-1, 0, 1})
        error.push_back(error_norms(update(change, true, true, fresh), x, x_c, atol_, rtol_));
      std::vector<double> accept(rows.size());
      for (size_t i = 0; i < rows.size(); ++i) {
        accept[i] = rows[i].decide({error[0][i], error[1][i], error[2][i]}, most);
        if (rows[i].h < 1e-12) return {{x, now.t}, {}, Status::step_collapsed};
      }
      const PerSample yes(accept), no = 1 - yes;
      x = combine({{yes, x_c}, {no, x}});
      for (size_t j = most; j-- > 0;)
        past[j] = combine({{yes, j > 0 ? past[j - 1] : fresh}, {no, past[j]}});
    }

    State next{x, to.t1, std::move(past), {}};
    for (size_t j = 0; j < most; ++j)  // a repeated lambda ends the history
      next.memory_t.push_back(
          per_row(rows, [&](const Row& r) { return r.nodes[std::min(j, r.nodes.size() - 1)]; }));
    next.memory_t.push_back(per_row(rows, [](const Row& r) { return r.h; }));
    next.memory_t.push_back(
        per_row(rows, [](const Row& r) { return static_cast<double>(r.order); }));
    return {next};
  }

 private:
  /// One sample's place: lambda, where it goes, the lambdas of its past predictions (newest first,
  /// the present one's in front), the next step in lambda, and the order of its predictor.
  struct Row {
    double lambda, t, end, t_end, h, lambda1, t1;
    std::vector<double> nodes;
    size_t order;

    bool done() const { return t == t_end; }

    void aim(const Process& p) {
      const double rest = end - lambda;
      const bool last = std::abs(rest) <= h * (1 + 1e-10);
      lambda1 = last ? end : lambda + std::copysign(h, rest);
      t1 = last ? t_end : p.t_of_lambda(lambda1);
    }

    /// Weights on the new prediction and on the past ones, without the factor alpha1, of the
    /// corrector (new_one), of the predictor (old_one), or of the difference; zeros if there is no
    /// such order.
    std::vector<double> weights(int change, bool new_one, bool old_one, size_t most) const {
      std::vector<double> w(most + 1);
      const size_t q = order + change;
      if (done() || q < 1 || q > nodes.size()) return w;
      const auto past = std::span(nodes).first(q);
      if (new_one) {
        std::vector<double> all(past.begin(), past.end());
        all.insert(all.begin(), lambda1);
        const std::vector<double> c = exponential_moments(1, lambda, lambda1, all);
        std::copy(c.begin(), c.end(), w.begin());
      }
      if (old_one) {
        const std::vector<double> b = exponential_moments(1, lambda, lambda1, past);
        for (size_t j = 0; j < q; ++j) w[j + 1] += new_one ? -b[j] : b[j];
      }
      return w;
    }

    /// Takes the step or not, and chooses the next order and step; errors of orders
    /// q - 1, q, q + 1.
    bool decide(const std::array<double, 3>& error, size_t most) {
      if (done()) return false;
      const bool broken = !std::isfinite(error[1]), accept = broken || error[1] <= 1;
      const size_t known = std::min(nodes.size() + accept, most);
      double best = 0;
      size_t next = order;
      for (int change : {0, -1, 1}) {  // of equal ones the present order
        const size_t q = order + change;
        if (q < 1 || q > most || q > nodes.size()) continue;
        const double factor = 0.9 * std::pow(std::max(error[change + 1], 1e-10), -1.0 / (q + 1));
        if (factor > best) best = factor, next = q;
      }
      if (accept && order == nodes.size() && known > order)
        next = order + 1;  // while the history grows
      const double taken = std::abs(lambda1 - lambda);
      if (accept) {
        lambda = lambda1, t = broken ? t_end : t1;
        nodes.insert(nodes.begin(), lambda1);
        nodes.resize(known);
      }
      order = next;
      if (!broken) h = taken * std::clamp(best, 0.2, accept ? 3.0 : 0.9);
      return accept;
    }
  };

  template <class F>
  static PerSample per_row(const std::vector<Row>& rows, F&& f) {
    std::vector<double> values;
    for (const Row& r : rows) values.push_back(f(r));
    return PerSample(std::move(values));
  }

  std::vector<Row> places(const Process& p, const State& now, const Step& to) const {
    std::vector<Row> rows(now.x.size(0));
    const auto most = static_cast<size_t>(most_);
    for (size_t i = 0; i < rows.size(); ++i) {
      const auto at = static_cast<int64_t>(i);
      const double lambda = p.lambda(now.t[at]);
      rows[i] = {lambda, now.t[at], p.lambda(to.t1[at]), to.t1[at], 0.1, 0, 0, {lambda}, 1};
      if (now.memory.empty()) continue;
      for (size_t j = 1; j < most && now.memory_t[j][at] != now.memory_t[j - 1][at]; ++j)
        rows[i].nodes.push_back(now.memory_t[j][at]);
      rows[i].h = now.memory_t[most][at];
      rows[i].order = static_cast<size_t>(now.memory_t[most + 1][at]);
    }
    return rows;
  }

  /// on_x x + alpha1 sum of weights times predictions; a difference has no x.  Samples that are
  /// there keep still.
  Tensor apply(const Process& p, const std::vector<Row>& rows, int change, bool new_one,
               bool old_one, const Tensor& x, const std::vector<Tensor>& past,
               const Tensor& fresh) const {
    std::vector<std::vector<double>> w;
    for (const Row& r : rows) w.push_back(r.weights(change, new_one, old_one, past.size()));
    const bool difference = new_one && old_one;
    std::vector<Term> terms{
        {per_row(rows,
                 [&](const Row& r) {
                   return difference ? 0 : r.done() ? 1 : p.sigma(r.t1) / p.sigma(r.t);
                 }),
         x}};
    for (size_t j = 0; j <= past.size(); ++j) {
      std::vector<double> column;
      for (size_t i = 0; i < rows.size(); ++i)
        column.push_back(rows[i].done() ? 0 : p.alpha(rows[i].t1) * w[i][j]);
      terms.push_back({PerSample(std::move(column)), j == 0 ? fresh : past[j - 1]});
    }
    return combine(terms);
  }

  double rtol_, atol_, most_;
};

const Register<UniPcAdaptive> method{
    {.name = "unipc_adaptive",
     .family = "adaptive_multistep",
     .nfe_per_step = 0,
     .needs = Needs::semi_linear,
     .evaluates_end = true,
     .options = {{"rtol", "1e-3", "relative tolerance of each step"},
                 {"atol", "rtol", "absolute tolerance"},
                 {"max_order", "4", "highest order of the predictor, 1 to 5"}},
     .reference = "Zhao et al. 2023, arXiv:2302.04867, with the step and order control of Hairer, "
                  "Norsett & Wanner I, sec. III.7"}};

}  // namespace
}  // namespace odelia
