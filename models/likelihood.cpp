#include "models/likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/zeros.h>

#include "models/reverse.h"
#include "solvers/combine.h"
#include "solvers/grid_registry.h"
#include "solvers/names.h"

namespace odelia {
namespace {

std::vector<int64_t> batched(int64_t rows, const std::vector<int64_t>& shape) {
  std::vector<int64_t> out{rows};
  out.insert(out.end(), shape.begin(), shape.end());
  return out;
}

class LikelihoodFlow final : public Dynamics {
 public:
  LikelihoodFlow(std::shared_ptr<const Process> process, std::shared_ptr<ScoreModel> model,
                 std::unique_ptr<TraceEstimator> trace, ProductKind product)
      : process_(std::move(process)),
        model_(std::move(model)),
        trace_(std::move(trace)),
        product_(product),
        shape_(model_->sample_shape()) {
    for (int64_t n : shape_) dimension_ *= n;
    require_pure_noise(*process_, *model_);
    if (process_->from_pure_noise() && trace_->controlled())
      throw std::invalid_argument(fmt::format(
          "likelihood: the control variate is of the predicted noise, and process '{}', which "
          "starts at pure noise, asks for the flow; leave it out, or take t_max=0.999",
          process_->name()));
  }
  std::string name() const override { return "likelihood_flow"; }
  bool regular(double t) const override { return process_->flow_regular(t); }
  void select(const std::vector<int64_t>& rows) override {
    model_->select(rows);
    trace_->select(rows);
  }
  const Ledger& ledger() const override { return model_->ledger(); }

  Tensor drift(const Tensor& state, const PerSample& t) override {
    const int64_t rows = state.size(0), columns = trace_->columns();
    const Tensor x = state.narrow(1, 0, dimension_).contiguous().view(batched(rows, shape_));
    const PerSample alpha = process_->alphas(t), sigma = process_->sigmas(t);
    Tensor trace = at::empty({rows, columns}, x.options().dtype(at::kDouble));
    // Noise where it can be: it is what control variates are of.
    const bool flow = process_->from_pure_noise();
    const Tensor value =
        model_->predict(x, alpha, sigma, flow ? Prediction::flow : Prediction::noise, product_,
                        [&](int64_t from, int64_t n, const Product& product) {
                          trace_->piece(from, n, alpha, sigma, product, trace);
                        });
    PerSample on_x, on_value;
    if (flow) {
      const auto form = process_->flow_form(t);
      on_x = form.on_x, on_value = form.on_flow;
    } else {
      on_x = t.map([&](double s) { return process_->f(s); });
      on_value = t.map([&](double s) { return 0.5 * process_->g2(s) / process_->sigma(s); });
    }
    const Tensor ones = at::ones_like(trace);
    Tensor out = at::empty_like(state);
    out.narrow(1, 0, dimension_)
        .copy_(combine({{on_x, x}, {on_value, value}}).view({rows, dimension_}));
    out.narrow(1, dimension_, columns)
        .copy_(combine({{static_cast<double>(dimension_) * on_x, ones}, {on_value, trace}}));
    return out;
  }

 private:
  std::shared_ptr<const Process> process_;
  std::shared_ptr<ScoreModel> model_;
  std::unique_ptr<TraceEstimator> trace_;
  ProductKind product_;
  std::vector<int64_t> shape_;
  int64_t dimension_ = 1;
};

}  // namespace

std::unique_ptr<Dynamics> likelihood_flow(std::shared_ptr<const Process> process,
                                          std::shared_ptr<ScoreModel> model,
                                          std::unique_ptr<TraceEstimator> trace,
                                          ProductKind product) {
  return std::make_unique<LikelihoodFlow>(std::move(process), std::move(model), std::move(trace),
                                          product);
}

namespace {
/// Steps of a grid that goes from t_min to T, as the flow does.
TimeGrid flow_grid(const std::string& who, const FlowSteps& how, const Process& process,
                   double t_min) {
  const auto refuse_ends = [&] {
    throw std::invalid_argument(
        fmt::format("{}: time grid '{}' has ends of its own, and the flow goes from t_min "
                    "to T; name one without, such as log_snr",
                    who, how.grid));
  };
  if (how.grid.starts_with("file:")) refuse_ends();  // a path, and no spec to be taken apart
  Spec spec = parse_spec(how.grid, "time grid");
  auto options = spec.options.values();
  const auto entry = time_grid_entries().find(spec.name);
  if ((entry != time_grid_entries().end() && entry->second.own_ends) || options.contains("t_min") ||
      options.contains("t_max") || options.contains("final"))
    refuse_ends();
  options["t_min"] = fmt::format("{}", t_min);
  options["t_max"] = fmt::format("{}", process.t_max());
  spec.options = Options(options);
  TimeGrid grid = make_time_grid(to_string(spec), process, how.steps);
  std::reverse(grid.begin(), grid.end());
  grid.front() = t_min, grid.back() = process.t_max();
  return grid;
}
}  // namespace

SolvePlan plan_flow(const std::string& who, const std::string& solver, const FlowSteps& how,
                    const Process& process, double t_min) {
  if (!(t_min >= 0 && t_min < process.t_max()))
    throw std::invalid_argument(
        fmt::format("{}: t_min, where the data stand, must be 0 or more and below T = {}, got {}",
                    who, process.t_max(), t_min));
  const Method method = make_method(solver);
  const auto tolerance = checked_tolerance(who, how.rtol, how.atol, at::kDouble, at::kDouble);
  const Traits& traits = method.traits;
  if (traits.needs != Needs::drift || traits.kind != Equation::ode)
    throw std::invalid_argument(
        fmt::format("{}: solver '{}' is no black-box ODE solver, and the flow with its "
                    "log-density needs one. Try 'dopri5'.",
                    who, traits.name));
  if (control_by_tolerance(traits) == StepControl::grid)
    return plan_on_grid(method, flow_grid(who, how, process, t_min));
  return plan_to_tolerance(who, method, t_min, process.t_max(), *tolerance);
}

Tensor normal_log_density(const Tensor& x, double std) {
  const Tensor in = x.flatten(1).to(at::kCPU, at::kDouble).contiguous();
  const int64_t d = in.size(1);
  Tensor out = at::empty({in.size(0)}, at::kDouble);
  for (int64_t i = 0; i < in.size(0); ++i) {
    double square = 0;
    for (int64_t e = 0; e < d; ++e) square += std::pow(in.data_ptr<double>()[i * d + e] / std, 2);
    out.data_ptr<double>()[i] = -0.5 * square - d * (std::log(std) + 0.5 * std::log(2 * M_PI));
  }
  return out;
}

void require_own_density(const ScoreModel& model, const Tensor& x, double alpha, double sigma) {
  if (!model.log_density(x, alpha, sigma).defined())
    throw std::invalid_argument(
        "likelihood: this model knows no density of its own at T; take --terminal prior");
}

namespace {
void ask_for(ScoreModel& model, const std::vector<int64_t>& labels, int64_t rows) {
  model.label(labels);  // also where there are none: those of another batch do not stay
  if (!labels.empty()) return;
  std::vector<uint64_t> seeds(rows);
  std::iota(seeds.begin(), seeds.end(), 0);
  model.begin(seeds);
}

/// What did not reach T has no density there.
void forget_unfinished(FlowLikelihood& result) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  for (size_t i = 0; i < result.outcome.size(); ++i) {
    if (result.outcome[i].status == Status::ok) continue;
    const auto row = static_cast<int64_t>(i);
    result.log_prob.select(0, row).fill_(unknown);
    if (result.prior_gap.defined()) result.prior_gap.select(0, row).fill_(unknown);
  }
}
}  // namespace

FlowLikelihood flow_log_density(const SolvePlan& plan,
                                const std::shared_ptr<const Process>& process,
                                const std::shared_ptr<ScoreModel>& model,
                                std::unique_ptr<TraceEstimator> trace, ProductKind product,
                                const Tensor& x, const std::string& terminal,
                                const std::vector<int64_t>& labels) {
  if (terminal != "prior" && terminal != "exact")
    throw std::invalid_argument(fmt::format("likelihood: unknown terminal '{}'; {}", terminal,
                                            known_names(terminal, {"exact", "prior"})));
  const auto shape = model->sample_shape();
  if (x.dim() < 1 || x.sizes().slice(1) != at::IntArrayRef(shape))
    throw std::invalid_argument(
        fmt::format("likelihood: the model takes samples [{}], the data are [{}]",
                    fmt::join(shape, ", "), fmt::join(x.sizes(), ", ")));
  if (x.size(0) == 0)
    throw std::invalid_argument(
        fmt::format("likelihood: no samples, the data are [{}]; give at least one",
                    fmt::join(x.sizes(), ", ")));
  const double T = process->t_max();
  if (plan.times.back() != T)
    throw std::invalid_argument(
        fmt::format("likelihood: the flow must be planned from the data to T = {}, not to {}", T,
                    plan.times.back()));
  if (terminal == "exact")
    require_own_density(*model, x.slice(0, 0, 1), process->alpha(T), process->sigma(T));
  const int64_t rows = x.size(0), columns = trace->columns();
  const Tensor flat = x.reshape({rows, -1});
  const int64_t dimension = flat.size(1);
  const auto dynamics = likelihood_flow(process, model, std::move(trace), product);
  ask_for(*model, labels, rows);
  const Ledger before = model->ledger();
  const Solution end =
      solve(plan, *dynamics, {}, at::cat({flat, at::zeros({rows, columns}, flat.options())}, 1));
  const Ledger& after = model->ledger();

  FlowLikelihood out;
  out.latent = end.x.narrow(1, 0, dimension).contiguous().view(x.sizes());
  const Tensor prior = normal_log_density(out.latent, process->prior_std());
  const Tensor own = model->log_density(out.latent, process->alpha(T), process->sigma(T));
  if (own.defined()) out.prior_gap = own - prior;
  out.log_prob = (terminal == "exact" ? own : prior).unsqueeze(1) +
                 end.x.narrow(1, dimension, columns).to(at::kCPU, at::kDouble);
  out.outcome = end.outcome;
  forget_unfinished(out);
  const double evaluations = std::max<double>(1, after.forward - before.forward);
  out.vjp = (after.vjp - before.vjp) / evaluations;
  out.jvp = (after.jvp - before.jvp) / evaluations;
  return out;
}

}  // namespace odelia
