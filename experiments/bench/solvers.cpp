#include "experiments/bench/solvers.h"

#include <chrono>
#include <memory>
#include <numeric>

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "experiments/command/state_type.h"
#include "experiments/command/timing.h"
#include "experiments/command/verbs.h"
#include "models/processes/processes.h"
#include "solvers/combine.h"
#include "solvers/integrate.h"
#include "solvers/noise.h"
#include "solvers/origin.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

/// Drift and prediction are one fixed tensor: what is left is the solver.
class FreeDynamics final : public Dynamics, SemiLinear, public KnowsOrigin {
 public:
  FreeDynamics(std::shared_ptr<const Process> process, double eta, Tensor prediction)
      : process_(std::move(process)), eta_(eta), prediction_(std::move(prediction)) {}
  std::string name() const override { return "free"; }
  Tensor drift(const Tensor& x, const PerSample&) override { return evaluate(x); }
  double diffusion(double t) const override { return eta_ * process_->g(t); }
  SemiLinear* semi_linear() override { return this; }
  const Ledger& ledger() const override { return ledger_; }

 private:
  const Process& process() const override { return *process_; }
  double eta() const override { return eta_; }
  Tensor noise(const Tensor& x, const PerSample&) override { return evaluate(x); }
  Tensor data(const Tensor& x, const PerSample&) override { return evaluate(x); }
  Tensor origin(const Tensor& x, const PerSample&) override { return evaluate(x); }
  double origin_level() const override { return 0; }
  Tensor evaluate(const Tensor& x) {
    ++ledger_.forward, ledger_.rows += x.size(0);
    return prediction_.narrow(0, 0, x.size(0));
  }
  std::shared_ptr<const Process> process_;
  double eta_;
  Tensor prediction_;
  Ledger ledger_;
};

std::vector<uint64_t> first_seeds(int64_t count) {
  std::vector<uint64_t> seeds(count);
  std::iota(seeds.begin(), seeds.end(), 0);
  return seeds;
}

struct SolverRequest {
  std::vector<std::string> solvers;
  std::vector<int64_t> shape = {64, 3, 32, 32};
  std::string dtype = "float32";
  int64_t steps = 20;
  int rounds = 7;
  bool json = false;
};

json measure(const std::string& spec, const Tensor& x, const SolverRequest& request) {
  const Method method = make_method(spec);
  SolverCost cost = solver_cost(method, x, request.steps);  // warm
  std::vector<double> microseconds;
  for (int round = 0; round < request.rounds; ++round) {
    cost = solver_cost(method, x, request.steps);
    microseconds.push_back(1e6 * cost.seconds / static_cast<double>(cost.nfe));
  }
  const Timing per_nfe = summarise(std::move(microseconds));
  const auto nfe = static_cast<double>(cost.nfe);
  return {{"solver", spec},
          {"family", method.traits.family},
          {"steps", request.steps},
          {"nfe", cost.nfe},
          {"passes_per_nfe", static_cast<double>(cost.passes) / nfe},
          {"microseconds_per_nfe", per_nfe.median},
          {"least", per_nfe.min},
          {"most", per_nfe.max}};
}

void run_solvers(SolverRequest request) {
  const at::ScalarType type = state_type(request.dtype, "bench solvers --dtype");
  if (request.shape.size() < 2)
    throw Misuse("bench solvers --shape: a batch and the shape of a sample, such as 64,3,32,32");
  if (request.solvers.empty())
    for (const auto& [name, entry] : registry()) request.solvers.push_back(name);
  size_t names = 6, families = 6;  // as wide as "solver" and "family"
  for (const auto& spec : request.solvers) {
    names = std::max(names, spec.size());
    families = std::max(families, make_method(spec).traits.family.size());  // refuses before timing
  }
  const Tensor x =
      starting_noise(first_seeds(request.shape[0]), at::IntArrayRef(request.shape).slice(1), type);

  const double load = load_average();
  json report = {
      {"shape", request.shape},   {"dtype", request.dtype}, {"threads", at::get_num_threads()},
      {"rounds", request.rounds}, {"load_before", load},    {"solvers", json::array()}};
  if (!request.json)
    fmt::print(
        "[{}] {}, threads {}, steps {}, rounds {}; load of the machine before: {}\n\n"
        "{:{}} {:{}} {:>6} {:>11}  microseconds/NFE: median (min-max)\n",
        fmt::join(request.shape, " x "), request.dtype, at::get_num_threads(), request.steps,
        request.rounds, measured(load, 1), "solver", names, "family", families, "NFE",
        "passes/NFE");
  for (const auto& spec : request.solvers) {
    const json row = measure(spec, x, request);
    if (!request.json)
      fmt::print("{:{}} {:{}} {:6} {:>11}  {} ({}-{})\n", spec, names,
                 row["family"].get<std::string>(), families, row["nfe"].get<int64_t>(),
                 measured(row["passes_per_nfe"].get<double>(), 2),
                 measured(row["microseconds_per_nfe"].get<double>(), 0),
                 measured(row["least"].get<double>(), 0), measured(row["most"].get<double>(), 0));
    report["solvers"].push_back(row);
  }
  if (request.json) fmt::print("{}\n", report.dump(1));
}

}  // namespace

SolverCost solver_cost(const Method& method, const Tensor& x, int64_t steps) {
  const std::shared_ptr<const Process> process = make_process("vp_linear");
  FreeDynamics dynamics(process, method.eta, x);
  const auto noise = interval_noise(first_seeds(x.size(0)));
  const TimeGrid grid = make_time_grid("log_snr", *process, steps);
  const int64_t passes = combine_passes();
  const auto start = std::chrono::steady_clock::now();
  integrate(method, dynamics, *noise, x, grid);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return {dynamics.ledger().forward, combine_passes() - passes, elapsed.count()};
}

void add_solver_bench(CommandLine& bench) {
  auto verb =
      bench.verb("solvers", "what each solver costs beside the network, which is free here");
  auto r = std::make_shared<SolverRequest>();
  verb.option("--solver", r->solvers, "these alone").repeatable();
  verb.option("--shape", r->shape, "batch and image").separated_by(',').show_default().positive();
  verb.option("--dtype", r->dtype, "float32 or float64").show_default();
  verb.option("--steps", r->steps, "of the grid").show_default().positive();
  verb.option("--rounds", r->rounds, "timings of each").show_default().positive();
  verb.flag("--json", r->json, "for machines");
  verb.run([r] { run_solvers(*r); });
}

}  // namespace odelia
