#include <filesystem>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "experiments/likelihood_config.h"
#include "experiments/settings.h"
#include "experiments/verbs.h"
#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/open_model.h"
#include "models/processes.h"
#include "models/reverse.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

/// Both directions of the probability flow between data at t_min and latents at T.
class Codec {
 public:
  explicit Codec(const LikelihoodConfig& c)
      : process_(make_process(c.process)),
        solver_(flow_solver(c.solver, c.rtol, c.atol > 0 ? c.atol : c.rtol)),
        network_(!c.model.starts_with("mixture:")) {
    if (c.model.empty())
      throw Misuse("encode: no model; name a network or mixture:FILE.json with --model");
    if (c.out.empty()) throw Misuse("encode: no folder to write to; give --out");
    if (c.batch < 1)
      throw Misuse(fmt::format("encode --batch: must be 1 or more, got {}", c.batch));
    const bool alone = solver_.control() == "own";
    NetworkOptions options;
    options.micro_batch = alone ? 1 : c.micro_batch;
    model_ = open_model(c.model, options);
    batch_ = alone ? 1 : c.batch;
    solver_.steps = c.steps, solver_.grid = c.grid;
    t_min_ = c.t_min > 0 ? c.t_min : process_->t_min();
    if (!(process_->sigma(t_min_) > 0) || process_->lambda(t_min_) > model_->lambda_max())
      t_min_ = process_->t_of_lambda(std::min(model_->lambda_max(), 12.0));
    dtype_ = c.dtype == "float64" || (c.dtype == "auto" && !network_) ? at::kDouble : at::kFloat;
    if (solver_.control() != "grid") check_tolerance(c.rtol, model_->precision(), dtype_);
  }

  /// x(T) from x(t_min), or the other way round.  Throws std::runtime_error naming the sample that
  /// did not get there.
  Tensor solve(const Tensor& x, bool encode) {
    const at::NoGradGuard no_grad;
    std::vector<Tensor> parts;
    for (int64_t from = 0; from < x.size(0); from += batch_) {
      const auto dynamics = reverse_dynamics(process_, model_, 0);
      const Tensor part =
          x.slice(0, from, std::min(from + batch_, x.size(0))).to(dtype_).contiguous();
      const Solution end =
          solve_flow(solver_, *dynamics, *process_, part, encode ? t_min_ : process_->t_max(),
                     encode ? process_->t_max() : t_min_);
      for (size_t i = 0; i < end.outcome.size(); ++i)
        if (const Outcome& o = end.outcome[i]; o.status != Status::ok)
          throw std::runtime_error(
              fmt::format("{}: sample {}: {} at t = {:.6g}", encode ? "encode" : "decode",
                          from + static_cast<int64_t>(i), to_string(o.status), o.t));
      nfe_ +=
          end.mean_nfe() * static_cast<double>(end.outcome.size()) / static_cast<double>(x.size(0));
      parts.push_back(end.x);
    }
    return at::cat(parts);
  }
  std::vector<int64_t> shape() const { return model_->sample_shape(); }
  bool network() const { return network_; }
  json describe() {
    return {{"process", process_->name()},
            {"t_min", t_min_},
            {"T", process_->t_max()},
            {"solver", solver_.method.spec},
            {"rtol", solver_.rtol},
            {"atol", solver_.atol},
            {"dtype", dtype_ == at::kDouble ? "float64" : "float32"},
            {"nfe", nfe_}};
  }

 private:
  std::shared_ptr<const Process> process_;
  FlowSolver solver_;
  std::shared_ptr<ScoreModel> model_;
  bool network_;
  int64_t batch_ = 16;
  double t_min_ = 0, nfe_ = 0;
  at::ScalarType dtype_ = at::kDouble;
};

void finish(const LikelihoodConfig& c, json report) {
  write_text((std::filesystem::path(c.out) / "summary.json").string(), report.dump(2) + "\n");
  if (c.json) fmt::print("{}\n", report.dump());
}

void encode(LikelihoodConfig c) {
  Codec codec(c);
  const LikelihoodData data = load_likelihood_data(c, codec.shape());
  if (c.dequant == "unset") c.dequant = "none";  // a point has a latent, unlike a density
  const DataMap map = data_map(c, data, codec.network());
  std::vector<uint64_t> seeds;
  for (int64_t i : data.index) seeds.push_back(sample_seed(static_cast<uint64_t>(c.seed), i, 0));
  const Tensor y = map.to_model(data.raw, seeds), latent = codec.solve(y, true),
               back = codec.solve(latent, false);
  const Tensor error = (back.to(at::kDouble) - y).flatten(1).square().mean(1).sqrt().contiguous();
  std::filesystem::create_directories(c.out);
  write_npz((std::filesystem::path(c.out) / "latents.npz").string(),
            {{"arr_0", latent}, {"reconstruction_rms", error}});
  json report = codec.describe();
  report["data"] = data.name, report["scale"] = map.scale, report["offset"] = map.offset;
  report["reconstruction_rms"] = {{"mean", error.mean().item<double>()},
                                  {"worst", error.max().item<double>()}};
  finish(c, report);
  if (!c.json)
    fmt::print(
        "{} latents in {}; decoded again they differ from the data by {:.3g} RMS, {:.3g} at worst, "
        "at tolerance {:g}; {:.1f} evaluations there and back\n",
        latent.size(0), c.out, error.mean().item<double>(), error.max().item<double>(), c.rtol,
        report["nfe"].get<double>());
}

void decode(const LikelihoodConfig& c) {
  Codec codec(c);
  const LikelihoodData data = load_likelihood_data(c, codec.shape());
  if (data.eight_bit())
    throw Misuse(
        "decode: latents are floating point, these are 8-bit data; take the latents.npz of odelia "
        "encode");
  const Tensor y = codec.solve(data.raw, false);
  std::filesystem::create_directories(c.out);
  write_npz((std::filesystem::path(c.out) / "data.npz").string(), {{"arr_0", y}});
  finish(c, codec.describe());
  if (!c.json) fmt::print("{} samples in {}\n", y.size(0), c.out);
}

void add_options(CommandLine& app, const std::shared_ptr<LikelihoodConfig>& c) {
  Settings settings(app);
  settings.add("model", c->model,
               "mixture:FILE.json, a checkpoint folder, or the name of a shipped network");
  settings.add("process", c->process, "forward process");
  settings.add("data", c->data, "npz with arr_0 [N, ...], or a data set");
  settings.add("split", c->split, "of a data set: train or test");
  settings.add("data-folder", c->data_folder,
               "where data sets lie; else the environment's ODELIA_DATA");
  settings.add("images", c->images, "which: FIRST-LAST; all unless given");
  settings.add("solver", c->solver, "a black-box ODE solver");
  settings.add("rtol", c->rtol, "relative tolerance");
  settings.add("atol", c->atol, "absolute tolerance; 0: the relative one");
  settings.add("steps", c->steps, "steps of a solver that no tolerance drives");
  settings.add("grid", c->grid, "time grid of those steps");
  settings.add("t-min", c->t_min,
               "where the data stand; 0: as near to them as process and network go");
  settings.add("dtype", c->dtype, "of the state: float32, float64, or auto: float64 for mixtures");
  settings.add("micro-batch", c->micro_batch, "rows of one pass through the network");
  settings.add("batch", c->batch, "samples in flight; changes no result");
  settings.add("out", c->out, "folder to write to");
  app.flag("--json", c->json, "print the report as JSON");
}

const RegisterVerb encode_verb{
    {"encode", "data to latents by the probability flow, and back for the error",
     [](CommandLine& app) {
       auto c = std::make_shared<LikelihoodConfig>();
       add_options(app, c);
       app.option("--dequant", c->dequant, "of 8-bit data: none or uniform");
       app.option("--seed", c->seed, "of the dequantisation");
       app.run([c] { encode(*c); });
     }}};

const RegisterVerb decode_verb{
    {"decode", "latents to data by the probability flow", [](CommandLine& app) {
       auto c = std::make_shared<LikelihoodConfig>();
       add_options(app, c);
       app.run([c] { decode(*c); });
     }}};

}  // namespace
}  // namespace odelia
