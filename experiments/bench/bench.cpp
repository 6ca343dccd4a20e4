#include <chrono>
#include <functional>

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/scalar_tensor.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "experiments/bench/likelihood.h"
#include "experiments/bench/network.h"
#include "experiments/bench/solvers.h"
#include "experiments/command/timing.h"
#include "experiments/command/verbs.h"
#include "solvers/combine.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

using nlohmann::json;

json to_json(const Timing& t) { return {{"median", t.median}, {"min", t.min}, {"max", t.max}}; }

/// Times the candidates turn by turn, so that whatever else the machine does meets all of them
/// alike.  Nanoseconds per call.
std::vector<Timing> interleaved(const std::vector<std::function<void()>>& candidates, int rounds,
                                int calls) {
  using clock = std::chrono::steady_clock;
  std::vector<std::vector<double>> seen(candidates.size());
  for (auto& candidate : candidates) candidate();  // warm
  for (int round = 0; round < rounds; ++round)
    for (size_t i = 0; i < candidates.size(); ++i) {
      const auto start = clock::now();
      for (int call = 0; call < calls; ++call) candidates[i]();
      seen[i].push_back(std::chrono::duration<double, std::nano>(clock::now() - start).count() /
                        calls);
    }
  std::vector<Timing> out;
  for (auto& times : seen) out.push_back(summarise(std::move(times)));
  return out;
}

/// The fused update against the same formula in ATen's operations.
json time_update(at::ScalarType type, int count, at::IntArrayRef shape, int rounds) {
  std::vector<Tensor> x;
  std::vector<Term> terms;
  std::vector<double> c;
  for (int k = 0; k < count; ++k) x.push_back(at::randn(shape, type)), c.push_back(0.9 - 0.4 * k);
  for (int k = 0; k < count; ++k) terms.push_back({c[k], x[k]});
  Tensor fused, aten, in_place = at::empty(shape, type);
  const auto times =
      interleaved({[&] { fused = combine(std::span<const Term>(terms)); },
                   [&] {
                     Tensor sum = c[0] * x[0];
                     for (int k = 1; k < count; ++k) sum = sum + c[k] * x[k];
                     aten = sum;
                   },
                   [&] {
                     at::mul_out(in_place, x[0], at::scalar_tensor(c[0], x[0].options()));
                     for (int k = 1; k < count; ++k) in_place.add_(x[k], c[k]);
                   }},
                  rounds, 5);
  return {{"dtype", type == at::kFloat ? "float32" : "float64"},
          {"terms", count},
          {"combine_ns", to_json(times[0])},
          {"aten_ns", to_json(times[1])},
          {"aten_in_place_ns", to_json(times[2])},
          {"ratio", times[1].median / times[0].median},
          {"ratio_in_place", times[2].median / times[0].median}};
}

json time_normals(at::ScalarType type, at::IntArrayRef shape, int rounds) {
  Tensor ours = at::empty(shape, type), theirs = at::empty(shape, type);
  const std::vector<uint64_t> seeds(shape[0], 1), counters(shape[0], 2);
  auto times = interleaved({[&] { fill_normal(ours, seeds, counters); }, [&] { theirs.normal_(); }},
                           rounds, 3);
  for (Timing& t : times) t.median /= ours.numel(), t.min /= ours.numel(), t.max /= ours.numel();
  return {{"dtype", type == at::kFloat ? "float32" : "float64"},
          {"fill_normal_ns", to_json(times[0])},
          {"aten_normal_ns", to_json(times[1])},
          {"ratio", times[1].median / times[0].median}};
}

std::string range(const json& t, double unit, int digits) {
  const auto in_units = [&](const char* key) {
    return measured(t[key].get<double>() / unit, digits);
  };
  return fmt::format("{} ({}-{})", in_units("median"), in_units("min"), in_units("max"));
}

void bench_update(const std::vector<int64_t>& shape, int rounds, bool as_json) {
  const double load = load_average();
  json report = {{"shape", shape},          {"threads", at::get_num_threads()},
                 {"load_before", load},     {"rounds", rounds},
                 {"update", json::array()}, {"normals", json::array()}};
  for (auto type : {at::kFloat, at::kDouble}) {
    for (int count = 2; count <= 5; ++count)
      report["update"].push_back(time_update(type, count, shape, rounds));
    report["normals"].push_back(time_normals(type, shape, rounds));
  }
  if (as_json) {
    fmt::print("{}\n", report.dump(2));
    return;
  }
  fmt::print("[{}], threads {}, rounds {}; load of the machine before: {}\n\n",
             fmt::join(shape, " x "), at::get_num_threads(), rounds, measured(load, 1));
  if (load > 0.5)
    fmt::print(
        "Other programs are running, and the medians suffer, most of all with all threads.\n\n");
  fmt::print(
      "sum of c_i x_i, microseconds: median (min-max)\n{:8} {:>5}  {:24} {:24} {:24} {:>6} {:>9}\n",
      "dtype", "terms", "combine", "ATen", "ATen in place", "ratio", "in place");
  for (auto& row : report["update"])
    fmt::print("{:8} {:5}  {:24} {:24} {:24} {:>6} {:>9}\n", row["dtype"].get<std::string>(),
               row["terms"].get<int>(), range(row["combine_ns"], 1e3, 0),
               range(row["aten_ns"], 1e3, 0), range(row["aten_in_place_ns"], 1e3, 0),
               measured(row["ratio"].get<double>(), 1),
               measured(row["ratio_in_place"].get<double>(), 1));
  fmt::print("\nN(0, 1), nanoseconds a number: median (min-max)\n{:8} {:24} {:24} {:>6}\n", "dtype",
             "fill_normal", "Tensor::normal_", "ratio");
  for (auto& row : report["normals"])
    fmt::print("{:8} {:24} {:24} {:>6}\n", row["dtype"].get<std::string>(),
               range(row["fill_normal_ns"], 1, 2), range(row["aten_normal_ns"], 1, 2),
               measured(row["ratio"].get<double>(), 1));
}

const RegisterVerb bench{
    {"bench", "time the building blocks on this machine", [](CommandLine& app) {
       app.example("Check the numbers", "odelia bench solvers --solver heun --solver ddim");
       add_likelihood_bench(app);
       add_solver_bench(app);
       add_network_bench(app);
       auto update = app.verb("update", "the fused update and noise against ATen's operations");
       auto shape = std::make_shared<std::vector<int64_t>>(std::vector<int64_t>{64, 3, 32, 32});
       auto rounds = std::make_shared<int>(51);
       auto as_json = std::make_shared<bool>(false);
       update.option("--shape", *shape, "batch and image")
           .separated_by(',')
           .show_default()
           .positive();
       update.option("--rounds", *rounds, "timings of each").show_default().positive();
       update.flag("--json", *as_json, "for machines");
       update.run([=] { bench_update(*shape, *rounds, *as_json); });
     }}};

}  // namespace
}  // namespace odelia
