#include <filesystem>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <nlohmann/json.hpp>

#include "experiments/flow_setup.h"
#include "experiments/verbs.h"
#include "models/data/files.h"
#include "models/data/npz.h"
#include "models/reverse.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

/// Both directions of the probability flow between data at t_min and latents at T.
class Codec {
 public:
  explicit Codec(const LikelihoodConfig& c) : flow_(open_flow(c, "encode")) {
    if (c.out.empty()) throw Misuse("encode: no folder to write to; give --out");
  }

  /// x(T) from x(t_min), or the other way round.  Throws std::runtime_error naming the sample that
  /// did not get there.
  Tensor solve(const Tensor& x, bool encode) {
    const at::NoGradGuard no_grad;
    std::vector<Tensor> parts;
    for (int64_t from = 0; from < x.size(0); from += flow_.batch) {
      const auto dynamics = reverse_dynamics(flow_.process, flow_.model, 0);
      const Tensor part = x.slice(0, from, std::min(from + flow_.batch, x.size(0)))
                              .to(flow_.state_dtype)
                              .contiguous();
      const Solution end = solve_flow(flow_.solver, *dynamics, *flow_.process, part,
                                      encode ? flow_.t_min : flow_.process->t_max(),
                                      encode ? flow_.process->t_max() : flow_.t_min);
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
  std::vector<int64_t> shape() const { return flow_.model->sample_shape(); }
  bool network() const { return flow_.network; }
  json describe() {
    return {{"process", flow_.process->name()},
            {"t_min", flow_.t_min},
            {"T", flow_.process->t_max()},
            {"solver", flow_.solver.method.spec},
            {"rtol", flow_.solver.rtol},
            {"atol", flow_.solver.atol},
            {"dtype", flow_.state_dtype == at::kDouble ? "float64" : "float32"},
            {"nfe", nfe_}};
  }

 private:
  FlowSetup flow_;
  double nfe_ = 0;
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
  const Tensor y = map.to_model(data.raw, seeds).y, latent = codec.solve(y, true),
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
  add_flow_settings(settings, *c);
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
