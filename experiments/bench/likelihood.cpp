#include "experiments/bench/likelihood.h"

#include <chrono>

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <nlohmann/json.hpp>

#include "experiments/command/data_option.h"
#include "experiments/command/device_option.h"
#include "experiments/command/micro_batch_option.h"
#include "experiments/command/timing.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/config.h"
#include "models/data/json_text.h"
#include "models/device.h"
#include "models/latent_space.h"
#include "models/networks/open_model.h"
#include "models/processes/processes.h"
#include "solvers/combine.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The flow as widely used code evaluates it: one float64 state [1, B (D+1)] on the host for the
/// whole batch, hence one step size for all; the network once for the drift and once more,
/// differentiated, for the divergence.
class RecipeFlow final : public Dynamics {
 public:
  RecipeFlow(std::shared_ptr<const Process> process, std::shared_ptr<ScoreModel> model,
             std::unique_ptr<TraceEstimator> trace, at::IntArrayRef shape)
      : process_(std::move(process)),
        model_(std::move(model)),
        trace_(std::move(trace)),
        shape_(shape.vec()) {}
  std::string name() const override { return "public_recipe"; }
  const Ledger& ledger() const override { return model_->ledger(); }
  Tensor drift(const Tensor& state, const PerSample& t) override {
    const int64_t rows = shape_[0], all = at::empty(shape_).numel();
    const Tensor x = state.narrow(1, 0, all).reshape(shape_).to(at::kFloat);
    const double on_x = process_->f(t[0]),
                 on_eps = 0.5 * process_->g2(t[0]) / process_->sigma(t[0]);
    const PerSample alpha = process_->alpha(t[0]), sigma = process_->sigma(t[0]);
    const Tensor eps = model_->predict(x, alpha, sigma, Prediction::noise);
    const Tensor drift = combine({{on_x, x}, {on_eps, eps}});
    Tensor trace = at::empty({rows, 1}, x.options().dtype(at::kDouble));
    model_->predict(x, PerSample(std::vector<double>(rows, alpha[0])),
                    PerSample(std::vector<double>(rows, sigma[0])), Prediction::noise,
                    ProductKind::vjp, [&](int64_t from, int64_t n, const Product& product) {
                      trace_->piece(from, n, PerSample(std::vector<double>(rows, alpha[0])),
                                    PerSample(std::vector<double>(rows, sigma[0])), product, trace);
                    });
    const Tensor divergence = trace * on_eps + on_x * static_cast<double>(all / rows);
    return at::cat({drift.to(at::kDouble).reshape({1, all}), divergence.reshape({1, rows})}, 1);
  }

 private:
  std::shared_ptr<const Process> process_;
  std::shared_ptr<ScoreModel> model_;
  std::unique_ptr<TraceEstimator> trace_;
  std::vector<int64_t> shape_;
};

/// One way of solving: what it took and what it found.
struct Run {
  double seconds = 0, bits_per_dim = 0;
  Ledger spent;
};

Ledger difference(const Ledger& after, const Ledger& before) {
  return {after.forward - before.forward, after.vjp - before.vjp, after.jvp - before.jvp,
          after.rows - before.rows};
}

json to_json(const Run& run, double images, double vjp_cost) {
  const double evaluations = run.spent.vjp;  // one product per evaluation of the flow, either way
  const double equivalents =
      (static_cast<double>(run.spent.forward) + vjp_cost * static_cast<double>(run.spent.vjp)) /
      evaluations;
  return {{"seconds_per_image", run.seconds / images},
          {"bits_per_dim", run.bits_per_dim},
          {"flow_evaluations", run.spent.vjp},
          {"network_calls", run.spent.forward},
          {"network_equivalents_per_evaluation", equivalents},
          {"row_evaluations_per_image", static_cast<double>(run.spent.rows) / images}};
}

/// What a way took to find log p [images], in nats of the model's x.
template <class Solve>
Run measure(const ScoreModel& model, const DataMap& map, int64_t dims, Solve&& solve) {
  Run run;
  const Ledger before = model.ledger();
  const auto start = Clock::now();
  const Tensor log_prob = solve();
  run.seconds = since(start), run.spent = difference(model.ledger(), before);
  const double nats = log_prob.mean().template item<double>();
  run.bits_per_dim = -nats / (static_cast<double>(dims) * M_LN2) - map.log_jacobian() / M_LN2;
  return run;
}

/// Seconds of one forward pass and of one forward pass with a product, on this batch.
std::pair<double, double> time_network(ScoreModel& model, const Tensor& x, const PerSample& alpha,
                                       const PerSample& sigma, int rounds) {
  std::vector<double> plain, with;
  for (int round = 0; round <= rounds; ++round) {
    wait_for(x.device());
    auto start = Clock::now();
    model.predict(x, alpha, sigma, Prediction::noise, ProductKind::vjp,
                  [](int64_t, int64_t, const Product&) {});
    wait_for(x.device());
    const double forward = since(start);
    start = Clock::now();
    model.predict(
        x, alpha, sigma, Prediction::noise, ProductKind::vjp,
        [&](int64_t from, int64_t n, const Product& product) { product(x.narrow(0, from, n)); });
    wait_for(x.device());
    const double both = since(start);
    if (round) plain.push_back(forward), with.push_back(both);  // the first warms
  }
  std::sort(plain.begin(), plain.end()), std::sort(with.begin(), with.end());
  return {plain[plain.size() / 2], with[with.size() / 2]};
}

void print(const json& report, const std::string& data) {
  fmt::print(
      "{} images of {}, {}, tolerance {:g}, one probe, {} threads; load of the machine before: "
      "{}\n",
      report["images"].get<int64_t>(), data, report["model"].get<std::string>(),
      report["rtol"].get<double>(), report["threads"].get<int>(),
      measured(report["load_before"].get<double>(), 1));
  fmt::print(
      "a vector-Jacobian product costs {} forward passes\n{:8} {:>12} {:>16} {:>24} {:>12}\n",
      measured(report["vjp_cost_in_forwards"].get<double>(), 2), "", "s/image", "evaluations",
      "forwards per evaluation", "bits/dim");
  for (const char* who : {"ours", "recipe"}) {
    const json& r = report[who];
    fmt::print("{:8} {:>12} {:16} {:>24} {:>12}\n", who,
               measured(r["seconds_per_image"].get<double>(), 3),
               r["flow_evaluations"].get<int64_t>(),
               measured(r["network_equivalents_per_evaluation"].get<double>(), 2),
               measured(r["bits_per_dim"].get<double>(), 4));
  }
  fmt::print("recipe / ours: {} in forwards per evaluation, {} in wall time\n",
             measured(report["ratio_equivalents"].get<double>(), 2),
             measured(report["ratio_time"].get<double>(), 2));
}

void bench(LikelihoodConfig c, int rounds) {
  const at::NoGradGuard no_grad;
  check_micro_batch(c.micro_batch, "bench likelihood");
  const double load = load_average();
  const auto process = make_process(c.process);
  NetworkOptions options;
  options.micro_batch = c.micro_batch;
  options.device = read_device(c.device, "bench likelihood");
  const auto model = open_model(c.model, options);
  refuse_latents(*model, "bench likelihood", kDensityOfLatents);
  const LikelihoodData data = load_likelihood_data(c, model->sample_shape());
  if (c.dequant == "unset") c.dequant = data.eight_bit() ? "uniform" : "none";
  const DataMap map = data_map(c, data, !is_exact_model(c.model));
  std::vector<uint64_t> seeds;
  for (int64_t i : data.index) seeds.push_back(sample_seed(static_cast<uint64_t>(c.seed), i, 0));
  const Tensor x = map.to_model(data.raw, seeds).y.to(options.device, at::kFloat);
  const double t_min =
      process->t_of_lambda(std::min(model->lambda_max(), process->lambda(process->t_min())));
  const int64_t rows = x.size(0), all = x.numel();
  const TraceOptions trace{"hutchinson", c.probe, 1};
  const SolvePlan plan = plan_flow("bench", "dopri5", {c.rtol, c.rtol}, *process, t_min);
  const auto estimator = [&] {
    return make_trace_estimator(trace, seeds, model->sample_shape(), x.options());
  };

  const double middle = 0.5 * process->t_max();
  const auto [forward, with] =
      time_network(*model, x, PerSample(std::vector<double>(rows, process->alpha(middle))),
                   PerSample(std::vector<double>(rows, process->sigma(middle))), rounds);
  const double vjp_cost = (with - forward) / forward;

  const Run ours = measure(*model, map, all / rows, [&] {
    return flow_log_density(plan, process, model, estimator(), ProductKind::vjp, x, "prior")
        .log_prob;
  });
  RecipeFlow flow(process, model, estimator(), x.sizes());
  const Run recipe = measure(*model, map, all / rows, [&] {
    const Tensor flat = x.to(at::kDouble).reshape({1, all});
    const Solution end =
        solve(plan, flow, {}, at::cat({flat, at::zeros({1, rows}, flat.options())}, 1));
    if (!end.ok())
      throw std::runtime_error(
          "bench likelihood: the recipe's flow did not reach its end at this --rtol; give a larger "
          "one");
    return normal_log_density(end.x.narrow(1, 0, all).reshape(x.sizes()), process->prior_std()) +
           end.x.narrow(1, all, rows).view({rows}).cpu();
  });

  const auto images = static_cast<double>(rows);
  json report = {{"model", c.model},
                 {"images", rows},
                 {"rtol", c.rtol},
                 {"threads", at::get_num_threads()},
                 {"load_before", load},
                 {"vjp_cost_in_forwards", vjp_cost},
                 {"ours", to_json(ours, images, vjp_cost)},
                 {"recipe", to_json(recipe, images, vjp_cost)}};
  const double equivalents = report["recipe"]["network_equivalents_per_evaluation"].get<double>() /
                             report["ours"]["network_equivalents_per_evaluation"].get<double>();
  report["ratio_equivalents"] = equivalents, report["ratio_time"] = recipe.seconds / ours.seconds;
  if (c.json) return fmt::print("{}\n", json_text(report, 2));
  print(report, data.name);
}

}  // namespace

void add_likelihood_bench(CommandLine& app) {
  auto verb = app.verb("likelihood",
                       "the likelihood flow against the public recipe: one step size "
                       "for the batch, the network twice");
  auto c = std::make_shared<LikelihoodConfig>();
  auto rounds = std::make_shared<int>(5);
  c->model = c->data = "fashion-mnist", c->images = "0-15";
  verb.option("--model", c->model, "network, or mixture:FILE.json").show_default();
  verb.option("--process", c->process, "forward process").show_default();
  verb.option("--data", c->data, data_help()).show_default();
  verb.option("--data-folder", c->data_folder, "where data sets lie; else ODELIA_DATA");
  verb.option("--images", c->images, "which: FIRST-LAST").show_default();
  verb.option("--rtol", c->rtol, "tolerance, relative and absolute").show_default();
  add_device_option(verb, c->device);
  add_micro_batch_option(verb, c->micro_batch);
  verb.option("--seed", c->seed, "of probes and dequantisation").show_default();
  verb.option("--rounds", *rounds, "timings of the network alone").show_default().positive();
  verb.flag("--json", c->json, "for machines");
  verb.run([=] { bench(*c, *rounds); });
}

}  // namespace odelia
