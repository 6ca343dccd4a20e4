#include "experiments/bench/network.h"

#include <chrono>
#include <cmath>
#include <numeric>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "experiments/command/device_option.h"
#include "experiments/command/guidance_options.h"
#include "experiments/command/model_options.h"
#include "experiments/command/timing.h"
#include "experiments/command/verbs.h"
#include "models/networks/open_model.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

struct NetworkRequest {
  std::string model, labels, device = "cpu", network_precision = "float32";
  ForeignChoice foreign;
  int64_t batch = 16;
  int rounds = 5;
  bool json = false;
};

void run_network(const NetworkRequest& r) {
  NetworkOptions options;
  options.device = read_device(r.device, "bench network");
  options.foreign = r.foreign;
  options.micro_batch = r.batch;
  if (is_exact_model(r.model) && r.network_precision != "float32")
    throw std::invalid_argument(
        "bench network --network-precision: a mixture's score is exact, in float64; leave it out");
  set_network_precision(options, r.network_precision, "bench network --network-precision");
  if (!r.labels.empty())
    options.guidance.labels.of = read_classes(r.labels, "bench network --labels");
  const auto model = open_model(r.model, options);
  const auto shape = model->sample_shape();
  const double load = load_average();
  // sigma/alpha = 1: inside of what every network was trained on.
  std::vector<uint64_t> seeds(r.batch);
  std::iota(seeds.begin(), seeds.end(), uint64_t{0});
  const Tensor x =
      std::sqrt(2.0) *
      starting_noise(seeds, shape, at::TensorOptions(at::kFloat).device(options.device));
  model->begin(seeds);
  model->predict(x, 1, 1, Prediction::data);  // warm
  wait_for(options.device);
  std::vector<double> milliseconds;
  for (int round = 0; round < r.rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    model->predict(x, 1, 1, Prediction::data);
    wait_for(options.device);
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  const Timing t = summarise(std::move(milliseconds));
  if (r.json)
    fmt::print("{}\n", nlohmann::json{{"batch", r.batch},
                                      {"shape", shape},
                                      {"threads", at::get_num_threads()},
                                      {"network_precision", r.network_precision},
                                      {"load_before", load},
                                      {"milliseconds", t.median},
                                      {"least", t.min},
                                      {"most", t.max}}
                           .dump());
  else
    fmt::print(
        "[{} x {}], threads {}, rounds {}; load of the machine before: {}\n"
        "milliseconds an evaluation: {} ({}-{}); images a second: {}\n",
        r.batch, fmt::join(shape, " x "), at::get_num_threads(), r.rounds, measured(load, 1),
        measured(t.median, 1), measured(t.min, 1), measured(t.max, 1),
        measured(1e3 * static_cast<double>(r.batch) / t.median, 1));
}

}  // namespace

void add_network_bench(CommandLine& bench) {
  auto verb = bench.verb("network", "one evaluation of a network");
  auto r = std::make_shared<NetworkRequest>();
  verb.option("--model", r->model, kModels).required();
  add_foreign_options(verb, r->foreign);
  add_labels_option(verb, r->labels);
  add_device_option(verb, r->device);
  verb.option("--network-precision", r->network_precision,
              "of the network's convolutions: float32, tf32 (on a GPU) or bfloat16")
      .show_default();
  verb.option("--batch", r->batch, "images at once").show_default().positive();
  verb.option("--rounds", r->rounds, "timings").show_default().positive();
  verb.flag("--json", r->json, "for machines");
  verb.run([=] { run_network(*r); });
}

}  // namespace odelia
