// DPM-Solver-v3: exponential Adams-Bashforth on the parameterisation in which the network varies
// least, estimated element by element.  With y = x/alpha, f = (sigma eps - l x)/alpha and the
// integrals L, S of l, s from the start of the step,
//     y' = -l y - f,     f = e^S (g + B),   B = int e^{-S} b,
//     y(lambda) = e^{-L} (y(lambda_0) - int e^{L+S} (g + B) dlambda),
// and g, whose derivative e^{-S} (f' - s f - b) is as small as a linear fit makes it, is replaced
// by the polynomial in lambda through its newest values.  The corrector interpolates as many as the
// predictor of its step did, the one at the end of the step among them, and takes effect where the
// next step begins; a first-order step is not corrected.
#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <fmt/ranges.h>

#include "solvers/exponential.h"
#include "solvers/gauss_legendre.h"
#include "solvers/methods/multistep.h"
#include "solvers/model_statistics.h"

namespace odelia {
namespace {

/// M[i][j] = int_0^{node_i} of the j-th Lagrange polynomial of the Gauss points; the last row is
/// the rule's weights, int_0^1.
const Tensor& integration_matrix() {
  static const Tensor matrix = [] {
    constexpr int n = GaussRule::n;
    Tensor M = at::zeros({n + 1, n}, at::kDouble);
    for (int i = 0; i <= n; ++i) {
      const double end = i < n ? gauss().node[i] : 1;
      for (int q = 0; q < n; ++q)
        for (int j = 0; j < n; ++j)
          M.data_ptr<double>()[i * n + j] +=
              end * gauss().weight[q] * lagrange(gauss().node, j, end * gauss().node[q]);
    }
    return M;
  }();
  return matrix;
}

/// L, S and B, [D] each, carried along lambda from the start of the step.
struct Integrals {
  Tensor L, S, B;
};

/// Goes on from `from` to `to` in pieces no longer than 1, forwards or backwards.  visit(lambdas,
/// h, integrals there) sees the Gauss points of each piece, [n, D].
template <class F>
Integrals carry(const ModelStatistics& statistics, Integrals now, double from, double to,
                F&& visit) {
  const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(to - from))));
  const double h = (to - from) / pieces;
  const int64_t n = GaussRule::n;
  for (int piece = 0; piece < pieces; ++piece) {
    std::vector<double> lambdas;
    for (double node : gauss().node) lambdas.push_back(from + (piece + node) * h);
    const Tensor lsb = statistics.at(lambdas);
    const auto along = [&](const Tensor& start, const Tensor& slope) {
      return start + h * at::matmul(integration_matrix(), slope);
    };
    const Tensor L = along(now.L, lsb[0]), S = along(now.S, lsb[1]),
                 B = along(now.B, at::exp(-S.narrow(0, 0, n)) * lsb[2]);
    visit(lambdas, h, Integrals{L.narrow(0, 0, n), S.narrow(0, 0, n), B.narrow(0, 0, n)});
    now = {L[n], S[n], B[n]};
  }
  return now;
}

/// y1 = on_y y0 - sum_j on_f[j] f_j - constant, each [D].
struct Weights {
  Tensor on_y;
  std::vector<Tensor> on_f;
  Tensor constant;
};

/// The step from lambda0 to lambda1; nodes: the half log-SNR of the values of f.
Weights weights(const ModelStatistics& statistics, double lambda0, double lambda1,
                std::span<const double> nodes) {
  const Tensor zero = at::zeros({1}, at::kDouble);
  const Integrals start{zero, zero, zero};
  std::vector<Tensor> on_g(nodes.size(), zero);
  Tensor constant = zero;
  const Integrals end = carry(
      statistics, start, lambda0, lambda1,
      [&](const std::vector<double>& lambdas, double h, const Integrals& here) {
        const Tensor growth = at::exp(here.L + here.S);
        const auto integrate = [&](const Tensor& integrand, auto&& polynomial) {
          Tensor w = at::empty({static_cast<int64_t>(lambdas.size())}, at::kDouble);
          for (size_t q = 0; q < lambdas.size(); ++q)
            w.data_ptr<double>()[q] = h * gauss().weight[q] * polynomial(lambdas[q]);
          return at::matmul(w, integrand);
        };
        for (size_t j = 0; j < nodes.size(); ++j)
          on_g[j] = on_g[j] + integrate(growth, [&](double u) { return lagrange(nodes, j, u); });
        constant = constant + integrate(growth * here.B, [](double) { return 1; });
      });

  const Tensor decay = at::exp(-end.L);
  Weights out{decay, {}, constant};
  for (size_t j = 0; j < nodes.size(); ++j) {  // g_j = e^{-S_j} f_j - B_j
    const Integrals there = nodes[j] == lambda0 ? start
                            : nodes[j] == lambda1
                                ? end
                                : carry(statistics, start, lambda0, nodes[j], [](auto&&...) {});
    out.on_f.push_back(decay * on_g[j] * at::exp(-there.S));
    out.constant = out.constant - on_g[j] * there.B;
  }
  out.constant = decay * out.constant;
  return out;
}

/// Coefficients [rows, D], rows = 1 or B, times the elements of x [B, ...].
Tensor times(const Tensor& coefficients, const Tensor& x) {
  return (x.flatten(1) * coefficients.to(x.options())).view(x.sizes());
}
PerSample column(const Tensor& coefficients) {
  const Tensor c = coefficients.contiguous();
  return PerSample(std::vector<double>(c.data_ptr<double>(), c.data_ptr<double>() + c.numel()));
}

class DpmSolverV3 final : public Solver, public LowersOrder {
 public:
  DpmSolverV3(int order, const Options& options) : order_(order) {
    const auto choice = [&](const char* option, const std::vector<std::string>& known) {
      const std::string value = options.text(option, known[0]);
      if (std::find(known.begin(), known.end(), value) == known.end())
        throw std::invalid_argument(
            fmt::format("solver 'dpm_solver_v3_{}': {} must be {}, got '{}'", order, option,
                        fmt::join(known, " or "), value));
      return value;
    };
    statistics_ = choice("statistics", {"auto", "model", "gaussian"});
    correct_ = choice("corrector", {"on", "off"}) == "on" && order > 1;
    gaussian_ = gaussian_statistics(options.number("data_std", 0.5));
  }

  Proposal step(Dynamics& dynamics, NoiseSource&, const State& now, const Step& to) const override {
    SemiLinear& sl = require_semi_linear(dynamics, "dpm_solver_v3");
    const Process& p = sl.process();
    const Tensor eps = sl.noise(now.x, now.t);
    if (!dynamics.regular(to.t1)) {  // sigma = 0: the data as predicted here
      const auto rule = exponential_rule(p, now.t, to.t1, std::vector{now.t}, Interpolant::noise,
                                         Abscissa::lambda);
      return {{combine({{rule.on_x, now.x}, {rule.on_prediction[0], eps}}), to.t1}};
    }
    const auto statistics = chosen(sl);
    State next{{}, to.t1, {parameterised(p, *statistics, now, eps)}, {now.t}};
    for (size_t j = 0; j < now.memory.size(); ++j)
      next.memory.push_back(now.memory[j]), next.memory_t.push_back(now.memory_t[j]);
    next.x = advance(p, *statistics, now, to, next.memory, next.memory_t);
    if (next.memory.size() > (correct_ ? order_ : order_ - 1))
      next.memory.pop_back(), next.memory_t.pop_back();
    return {next};
  }

  std::shared_ptr<const Solver> with_lower_final(double below) const override {
    auto copy = std::make_shared<DpmSolverV3>(*this);
    copy->lower_below_ = below;
    return copy;
  }

 private:
  /// Of the predictor of step `index`, with so many values of f at hand.
  size_t order(size_t values, int64_t index, int64_t count) const {
    const size_t q = std::min(values, order_);
    const bool lower = count > 0 && static_cast<double>(count) < lower_below_;
    return lower ? std::min<size_t>(q, count - index) : q;
  }

  std::shared_ptr<const ModelStatistics> chosen(const SemiLinear& sl) const {
    if (statistics_ == "gaussian") return gaussian_;
    if (auto measured = sl.statistics()) return measured;
    if (statistics_ == "auto") return gaussian_;
    throw std::invalid_argument(fmt::format(
        "solver 'dpm_solver_v3_{}': this model brings no statistics; measure them with `odelia "
        "statistics --model FOLDER`, or take statistics=gaussian",
        order_));
  }

  /// f = (sigma eps - l x)/alpha.
  static Tensor parameterised(const Process& p, const ModelStatistics& statistics, const State& now,
                              const Tensor& eps) {
    const PerSample alpha = p.alphas(now.t), sigma = p.sigmas(now.t), lambda = p.lambdas(now.t);
    std::vector<double> lambdas;
    for (int64_t i = 0; i < lambda.size(); ++i) lambdas.push_back(lambda[i]);
    const Tensor l = statistics.at(lambdas)[0];
    if (l.size(1) == 1) return combine({{sigma / alpha, eps}, {-column(l) / alpha, now.x}});
    return combine({{sigma / alpha, eps}, {-1 / alpha, times(l, now.x)}});
  }

  /// One sample's weights on y and on f at the nodes, newest first: the predictor from node 0 to
  /// lambda1 and, in front of it, the correction of the state it starts from, which is what the
  /// rule with f at that state would have given in place of the one that led there.
  Weights whole_step(const ModelStatistics& statistics, double lambda1, const Step& to,
                     std::span<const double> nodes) const {
    Weights out = weights(statistics, nodes[0], lambda1,
                          nodes.first(order(nodes.size(), to.index, to.count)));
    out.on_f.resize(nodes.size(), at::zeros({1}, at::kDouble));
    const size_t before = order(nodes.size() - 1, to.index - 1, to.count);
    if (before < 2 || !correct_) return out;
    const Weights with = weights(statistics, nodes[1], nodes[0], nodes.first(before)),
                  without = weights(statistics, nodes[1], nodes[0], nodes.subspan(1, before));
    for (size_t j = 0; j < with.on_f.size(); ++j)
      out.on_f[j] = out.on_f[j] + out.on_y * with.on_f[j];
    for (size_t j = 0; j < without.on_f.size(); ++j)
      out.on_f[j + 1] = out.on_f[j + 1] - out.on_y * without.on_f[j];
    out.constant = out.constant + out.on_y * (with.constant - without.constant);
    return out;
  }

  Tensor advance(const Process& p, const ModelStatistics& statistics, const State& now,
                 const Step& to, const std::vector<Tensor>& f,
                 const std::vector<PerSample>& f_t) const {
    const PerSample& t1 = to.t1;
    int64_t rows = t1.size();
    for (const PerSample& t : f_t) rows = std::max(rows, t.size());
    std::vector<Tensor> on_x, constant;
    std::vector<std::vector<Tensor>> on_f(f.size());
    for (int64_t i = 0; i < rows; ++i) {
      std::vector<double> nodes;
      for (const PerSample& t : f_t) nodes.push_back(p.lambda(t[i]));
      const Weights w = whole_step(statistics, p.lambda(t1[i]), to, nodes);
      const double alpha1 = p.alpha(t1[i]);
      on_x.push_back(alpha1 / p.alpha(now.t[i]) * w.on_y);
      for (size_t j = 0; j < f.size(); ++j) on_f[j].push_back(-alpha1 * w.on_f[j]);
      constant.push_back(-alpha1 * w.constant);
    }
    const Tensor on_state = at::stack(on_x);
    if (on_state.size(1) == 1) {  // all elements alike: Gaussian statistics, which have no b
      std::vector<Term> terms{{column(on_state), now.x}};
      for (size_t j = 0; j < f.size(); ++j) terms.push_back({column(at::stack(on_f[j])), f[j]});
      return combine(terms);
    }
    Tensor x = times(on_state, now.x);
    for (size_t j = 0; j < f.size(); ++j) x += times(at::stack(on_f[j]), f[j]);
    x.flatten(1) += at::stack(constant).to(x.options());
    return x;
  }

  size_t order_;
  std::string statistics_;
  double lower_below_ = 0;
  bool correct_;
  std::shared_ptr<const ModelStatistics> gaussian_;
};

bool dpm_solver_v3(int order) {
  register_solver(
      {{.name = fmt::format("dpm_solver_v3_{}", order),
        .family = "exponential_multistep",
        .order = double(order),
        .needs = Needs::semi_linear,
        .uses_statistics = true,
        .history = order - 1,
        .options = {{"statistics", "auto",
                     "model: those measured by `odelia statistics`; gaussian: of Gaussian data; "
                     "auto: the model's where it has some"},
                    {"corrector", "on", "on or off; a step of order 1 has none"},
                    {"data_std", "0.5", "standard deviation of the Gaussian data"}},
        .reference = "Zheng et al. 2023, arXiv:2310.13268, sec. 3.1 to 3.3 and its code"},
       [order](const Options& options) { return std::make_unique<DpmSolverV3>(order, options); }});
  return true;
}

const bool registered[] = {dpm_solver_v3(1), dpm_solver_v3(2), dpm_solver_v3(3)};

}  // namespace
}  // namespace odelia
