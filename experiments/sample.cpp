#include <filesystem>
#include <numeric>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>

#include "experiments/compare_config.h"
#include "experiments/report/sample_files.h"
#include "experiments/verbs.h"
#include "models/data/images.h"
#include "models/data/npz.h"
#include "models/device.h"
#include "models/open_model.h"
#include "models/processes.h"
#include "models/reverse.h"
#include "solvers/integrate.h"

namespace odelia {
namespace {

struct Request {
  std::string model, process = "vp_linear", solver = "ddim", grid = "log_snr", noise,
                     seeds = "0-15", dtype = "float32", out, format = "npz", device = "cpu";
  int64_t steps = 20, batch = 64;
  double rtol = 0, atol = 0;
};

/// Starting noise [N, ...] before scaling, and the seed of every row.
struct Start {
  Tensor noise;
  std::vector<uint64_t> seeds;
};

Start starting_point(const Request& request, const std::vector<int64_t>& shape,
                     at::ScalarType dtype) {
  if (request.noise.empty()) {
    const SeedRange range = parse_seeds(request.seeds, "sample --seeds");
    std::vector<uint64_t> seeds(range.size());
    std::iota(seeds.begin(), seeds.end(), range.first);
    return {starting_noise(seeds, shape, at::TensorOptions(dtype)), seeds};
  }
  const auto arrays = read_npz(request.noise);
  const auto found = arrays.find("arr_0");
  if (found == arrays.end())
    throw Misuse(fmt::format("sample --noise '{}': holds no arr_0", request.noise));
  const Tensor& noise = found->second;
  std::vector<int64_t> expected{noise.dim() > 0 ? noise.size(0) : 0};
  expected.insert(expected.end(), shape.begin(), shape.end());
  if (noise.dim() == 0 || noise.size(0) == 0 || noise.sizes() != at::IntArrayRef(expected) ||
      !noise.is_floating_point())
    throw Misuse(fmt::format("sample --noise '{}': arr_0 must be floating, [B, {}]; got [{}]",
                             request.noise, fmt::join(shape, ", "),
                             fmt::join(noise.sizes(), ", ")));
  std::vector<uint64_t> seeds(noise.size(0));
  std::iota(seeds.begin(), seeds.end(), 0);
  return {noise.to(dtype), seeds};
}

/// Samples x [N, ...] and their outcomes, in batches.
Solution solve(const Request& request, const Method& method,
               const std::shared_ptr<const Process>& process,
               const std::shared_ptr<ScoreModel>& model, const TimeGrid& grid, const Start& start,
               at::Device device) {
  const bool own_control = request.rtol > 0 && controls_itself(method.traits);
  const double atol = request.atol > 0 ? request.atol : request.rtol;
  const Method solver = own_control ? with_tolerance(method, request.rtol, atol) : method;
  const int64_t batch = batch_for(solver, request.batch);
  std::vector<Tensor> parts;
  Solution all;
  for (int64_t from = 0; from < start.noise.size(0); from += batch) {
    const int64_t to = std::min(from + batch, start.noise.size(0));
    const std::vector<uint64_t> seeds(start.seeds.begin() + from, start.seeds.begin() + to);
    const auto dynamics = reverse_dynamics(process, model, method.eta);
    const double t0 = grid.front(), t1 = grid.back();
    const bool by_estimate = request.rtol > 0 && !own_control;
    // A rejected step refines the path that it saw.
    const auto noise = by_estimate ? brownian_tree(seeds, t1, t0) : interval_noise(seeds);
    const Tensor x = start.noise.slice(0, from, to).to(device) * process->sigma(t0);
    const Solution part =
        by_estimate
            ? integrate_adaptive(solver, *dynamics, *noise, x, t0, t1, {request.rtol, atol})
            : integrate(solver, *dynamics, *noise, x, own_control ? TimeGrid{t0, t1} : grid);
    parts.push_back(part.x.cpu());
    all.outcome.insert(all.outcome.end(), part.outcome.begin(), part.outcome.end());
  }
  all.x = at::cat(parts);
  return all;
}

/// Evaluations per sample: one number where all spent the same, else [N].
Tensor evaluations(const Solution& s) {
  std::vector<int64_t> nfe;
  for (const Outcome& o : s.outcome) nfe.push_back(o.nfe);
  const bool same = std::adjacent_find(nfe.begin(), nfe.end(), std::not_equal_to<>()) == nfe.end();
  return same ? at::scalar_tensor(nfe[0], at::kLong) : at::tensor(nfe, at::kLong);
}

void run(const Request& request) {
  if (request.dtype != "float32" && request.dtype != "float64")
    throw Misuse(fmt::format("sample --dtype: float32 or float64, got '{}'", request.dtype));
  if (request.batch < 1)
    throw Misuse(fmt::format("sample --batch: must be 1 or more, got {}", request.batch));
  const at::NoGradGuard no_grad;
  const Method method = make_method(request.solver);
  const auto process = make_process(request.process);
  const TimeGrid grid = make_time_grid(request.grid, *process, request.steps);
  NetworkOptions options;
  options.device = parse_device(request.device, "sample --device");
  const auto model = open_model(request.model, options);
  const Start start = starting_point(request, model->sample_shape(),
                                     request.dtype == "float64" ? at::kDouble : at::kFloat);
  const Solution solution = solve(request, method, process, model, grid, start, options.device);

  for (size_t i = 0; i < solution.outcome.size(); ++i)
    if (const Outcome& o = solution.outcome[i]; o.status != Status::ok)
      throw std::runtime_error(fmt::format(
          "sample: solver '{}', seed {}: {} at t = {:.6g} after {} steps; nothing was written",
          method.spec, start.seeds[i], to_string(o.status), o.t, o.steps));
  std::filesystem::create_directories(request.out);
  const std::string file = (std::filesystem::path(request.out) / "samples.npz").string();
  if (model->sample_shape().size() == 3) {
    write_samples(request.out, to_uint8(solution.x), start.seeds, request.format);
  } else {
    write_npz(file, {{"arr_0", solution.x}, {"nfe", evaluations(solution)}});
  }
  fmt::print("{} samples by {} on {}, {:.6g} evaluations each, in {}\n", solution.x.size(0),
             method.spec, process->name(), solution.mean_nfe(), request.out);
}

const RegisterVerb verb{
    {"sample", "draw samples with any solver, process and time grid", [](CommandLine& app) {
       auto r = std::make_shared<Request>();
       app.option("--model", r->model,
                  "mixture:FILE.json, a checkpoint folder, or the name of a shipped network")
           .required();
       app.option("--process", r->process,
                  "forward process, such as vp_linear or edm(sigma_max=80)")
           .show_default();
       app.option("--solver", r->solver, "solver, such as heun or ddim(eta=1)").show_default();
       app.option("--grid", r->grid, "time grid, such as log_snr, karras(rho=7) or file:TIMES.txt")
           .show_default();
       app.option("--steps", r->steps, "steps of the time grid").show_default();
       app.option("--rtol", r->rtol,
                  "relative tolerance: error control from one end of the grid to the other, by the "
                  "solver's own means if it has such");
       app.option("--atol", r->atol, "absolute tolerance; the relative one unless given");
       app.option("--noise", r->noise,
                  "npz with arr_0 [B, ...]: starting noise, scaled by sigma(T) here");
       app.option("--seeds", r->seeds, "seeds FIRST-LAST, one sample each").show_default();
       app.option("--dtype", r->dtype, "float32 or float64 state").show_default();
       app.option("--device", r->device, "cpu, cuda or cuda:N").show_default();
       app.option("--batch", r->batch, "samples in flight; changes no sample").show_default();
       app.option("--format", r->format, "images as npz or png").show_default();
       app.option("--out", r->out, "folder to write to").required();
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
