#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "experiments/command/data_option.h"
#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/flow_setup.h"
#include "experiments/likelihood/summary.h"
#include "models/data/files.h"
#include "models/data/json_text.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "models/data/unreadable_file.h"
#include "models/reverse.h"
#include "models/row_by_row.h"
#include "solvers/combine.h"
#include "solvers/row_sums.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

/// Both directions of the probability flow between data at t_min and latents at T.
class Codec {
 public:
  Codec(const LikelihoodConfig& c, const char* verb)
      : flow_(open_flow(c, verb)),
        model_(c.model),
        model_hash_(hash_model(c.model, c.foreign)),
        foreign_(c.foreign),
        process_hash_(hash_process(c.process)),
        verb_(verb) {}

  /// x(T) from x(t_min), or the other way round, with the labels of the data.  Rows that do not get
  /// there are NaN, and remembered.
  Tensor follow(const Tensor& x, const LikelihoodData& data, bool encode) {
    const at::NoGradGuard no_grad;
    failed_.resize(x.size(0));
    std::vector<Tensor> parts;
    for (int64_t from = 0; from < x.size(0); from += flow_.batch) {
      const Tensor part =
          x.slice(0, from, std::min(from + flow_.batch, x.size(0))).to(flow_.state()).contiguous();
      const Solution end = solve_each(part, data, from, encode);
      for (size_t i = 0; i < end.outcome.size(); ++i) {
        const Outcome& o = end.outcome[i];
        if (o.status == Status::ok) continue;
        const int64_t row = from + static_cast<int64_t>(i);
        end.x[static_cast<int64_t>(i)].fill_(std::numeric_limits<double>::quiet_NaN());
        failed_[row] = true;
        if (problem_.empty())
          problem_ = fmt::format("sample {}: {} at t = {:.6g}", row, to_string(o.status), o.t);
      }
      nfe_ +=
          end.mean_nfe() * static_cast<double>(end.outcome.size()) / static_cast<double>(x.size(0));
      parts.push_back(end.x.cpu());
    }
    return at::cat(parts);
  }
  /// Throws std::runtime_error where a sample did not get there; to be called when all is written.
  void require_all(const std::string& file) const {
    const auto failed = std::count(failed_.begin(), failed_.end(), true);
    if (failed > 0)
      throw std::runtime_error(
          fmt::format("{}: {} of {} samples did not get there ({}); their rows in {} are NaN",
                      verb_, failed, failed_.size(), problem_, file));
  }
  std::vector<int64_t> shape() const { return flow_.model->sample_shape(); }
  bool network() const { return flow_.network; }
  double nfe() const { return nfe_; }
  at::Device device() const { return flow_.device; }

  /// What latents and data are tied to: the process, the model, and where the data stand.
  json ties() const {
    const Process& p = *flow_.process;
    json out = {{"process", p.name()},  {"T", p.t_max()},  {"sigma_T", p.sigma(p.t_max())},
                {"t_min", flow_.t_min}, {"model", model_}, {"model_hash", model_hash_}};
    if (!process_hash_.empty()) out["process_file_hash"] = process_hash_;
    if (!foreign_.like.empty()) out["like"] = foreign_.like, out["shape"] = foreign_.shape;
    return out;
  }
  /// How the flow is solved.
  json how() const {
    json out = {{"solver", flow_.plan.method.spec}};
    if (!flow_.plan.tolerance)
      out["steps"] = flow_.steps.steps, out["grid"] = flow_.steps.grid;
    else
      out["rtol"] = flow_.steps.rtol, out["atol"] = flow_.steps.atol;
    flow_.put_outside_hashes(out);
    out["dtype"] = flow_.state_dtype == at::kDouble ? "float64" : "float32";
    if (flow_.network) out["micro_batch"] = flow_.micro_batch;
    put_device(out, flow_.device);
    return out;
  }

 private:
  /// What LibTorch refuses to do ends the sample that it is asked for, not the run.
  Solution solve_each(const Tensor& x, const LikelihoodData& data, int64_t first, bool encode) {
    const SolvePlan plan = encode ? flow_.plan : reversed(flow_.plan);
    std::vector<int64_t> all(x.size(0));
    std::iota(all.begin(), all.end(), 0);
    const auto some = [&](const std::vector<int64_t>& rows) {
      std::vector<int64_t> of_data;
      for (int64_t row : rows) of_data.push_back(first + row);
      flow_.tell(data, of_data);
      const auto dynamics = reverse_dynamics(flow_.process, flow_.model, 0);
      return solve(plan, *dynamics, {}, rows.size() == all.size() ? x : select_rows(x, rows));
    };
    const auto refused = [&](int64_t row, const std::string& why, int64_t evaluations) {
      if (problem_.empty()) problem_ = "LibTorch: " + why;
      Outcome o;
      o.status = Status::non_finite, o.t = plan.times.front(), o.nfe = evaluations;
      return Solution{x.narrow(0, row, 1).clone(), {o}};
    };
    Solution out;
    std::vector<Tensor> parts;
    for (const Solution& part : row_by_row(flow_.model->ledger(), all, some, refused)) {
      parts.push_back(part.x);
      out.outcome.insert(out.outcome.end(), part.outcome.begin(), part.outcome.end());
    }
    out.x = parts.size() == 1 ? parts[0] : at::cat(parts);
    return out;
  }

  FlowSetup flow_;
  std::string model_, model_hash_;
  ForeignChoice foreign_;
  std::string process_hash_, verb_;
  std::string problem_;  // the first sample that failed, and how
  std::vector<bool> failed_;
  double nfe_ = 0;
};

/// The folder for what follows from these facts; names do not matter where their contents stand.
RunFolder folder_for(const LikelihoodConfig& c, const char* verb, json facts,
                     const LikelihoodData& data, at::Device device) {
  facts.erase("model");
  facts["verb"] = verb;
  facts["arithmetic"] = arithmetic(device);
  facts["images"] = fmt::format("{}-{}", data.index.front(), data.index.back());
  facts["data_hash"] = hash_tensor(data.raw);
  if (!data.labels.empty()) facts["labels_hash"] = hash_tensor(at::tensor(data.labels));
  return {verb, c.out, facts};
}

void finish(const LikelihoodConfig& c, const RunFolder& folder, const json& report) {
  write_text(folder.file("summary.json"), json_text(report, 2) + "\n");
  if (c.json) fmt::print("{}\n", json_text(report));
}

void encode(LikelihoodConfig c) {
  Codec codec(c, "encode");
  const LikelihoodData data = load_likelihood_data(c, codec.shape(), "encode");
  if (data.provenance.value("kind", "") == "latents")
    throw Misuse(
        fmt::format("encode --data '{}': these are latents already; decode takes them", c.data));
  if (c.dequant == "unset") c.dequant = "none";  // a point has a latent, unlike a density
  if (c.dequant != "none" && c.dequant != "uniform")
    throw Misuse(
        fmt::format("encode --dequant: must be none or uniform, got '{}'", printable(c.dequant)));
  const DataMap map = data_map(c, data, codec.network(), "encode");
  json ties = codec.ties();
  ties["scale"] = map.scale, ties["offset"] = map.offset;
  json facts = ties;
  facts.update(codec.how());
  facts["dequantisation"] = map.dequantisation();
  if (map.dequantises) facts["seed"] = c.seed;
  if (!data.rule.empty()) facts["data_rule"] = data.rule;
  const RunFolder folder = folder_for(c, "encode", facts, data, codec.device());

  std::vector<uint64_t> seeds;
  for (int64_t i : data.index) seeds.push_back(sample_seed(static_cast<uint64_t>(c.seed), i, 0));
  const Tensor y = map.to_model(data.raw, seeds).y, latent = codec.follow(y, data, true),
               back = codec.follow(latent, data, false);
  // In the data's own units.
  const Tensor apart = ((back.to(at::kDouble) - y) / map.scale).flatten(1),
               mean_square = row_sums(apart.square()) / static_cast<double>(apart.size(1)),
               error = mean_square.sqrt().contiguous(),
               known = error.masked_select(at::isfinite(error));
  const bool some = known.numel() > 0;
  const double mean = some ? sum_of(known) / static_cast<double>(known.numel()) : kUnknown,
               worst = some ? known.max().item<double>() : kUnknown;
  ties["kind"] = "latents";
  std::map<std::string, Tensor> arrays{{"arr_0", latent}, {"reconstruction_rms", error}};
  if (!data.labels.empty()) arrays["arr_1"] = at::tensor(data.labels), ties["labels"] = "arr_1";
  arrays[kProvenance] = provenance_array(ties);
  write_npz(folder.file("latents.npz"), arrays);
  json report = facts;
  report["data"] = data.name, report["nfe"] = codec.nfe();
  if (!data.files.empty()) report["data_files"] = data.files;
  report["reconstruction_rms"] = {{"mean", mean}, {"worst", worst}};  // NaN is written as null
  finish(c, folder, report);
  if (!c.json)
    fmt::print(
        "{} latents in {}; decoded again they differ from the data by {} RMS, {} at worst, {}; "
        "{:.1f} evaluations there and back\n",
        latent.size(0), c.out, some ? fmt::format("{:.3g}", mean) : "–",
        some ? fmt::format("{:.3g}", worst) : "–",
        facts.contains("rtol") ? fmt::format("at tolerance {:g}", c.rtol)
                               : fmt::format("in {} steps", c.steps),
        codec.nfe());
  codec.require_all(folder.file("latents.npz"));
}

/// Takes from the latents' provenance what was not given, and the scaling of the data.
void complete(LikelihoodConfig& c, const nlohmann::json& from) try {
  if (c.model.empty()) {
    c.model = from.value("model", "");
    if (c.foreign.like.empty()) c.foreign.like = from.value("like", "");
    if (c.foreign.shape.empty()) c.foreign.shape = from.value("shape", "");
  }
  if (c.process.empty()) c.process = from.value("process", "vp_linear");
  if (c.t_min == 0) c.t_min = from.value("t_min", 0.0);
  if (c.labels.empty() && from.contains("labels")) c.labels = "data";
  c.scale = from.value("scale", 1.0), c.offset = from.value("offset", 0.0);
  if (!std::isfinite(c.scale) || c.scale == 0 || !std::isfinite(c.offset))
    throw UnreadableFile(
        fmt::format("{}: its provenance has scale {} and offset {}; scale must not be 0", c.data,
                    c.scale, c.offset));
} catch (const nlohmann::json::exception& e) {
  throw UnreadableFile(fmt::format("{}: its provenance is damaged: {}", c.data, e.what()));
}

/// Refuses latents of another process, model or t_min: they are no start of this flow.
void check_ties(const LikelihoodConfig& c, const nlohmann::json& from, const json& ties) {
  for (const char* key : {"process", "process_file_hash", "T", "model_hash", "t_min"})
    if (from.contains(key) && ties.contains(key) && from.at(key) != nlohmann::json(ties.at(key)))
      throw Misuse(fmt::format(
          "decode --data '{}': these are latents of {} {}, and {} was asked for; leave --model, "
          "--process and --t-min out, and decode takes those of the latents",
          c.data, key, printable(from.at(key).dump()), ties.at(key).dump()));
}

void decode(LikelihoodConfig c) {
  if (c.data.empty())
    throw Misuse("decode: no latents; name the latents.npz of encode with --data");
  nlohmann::json from = nlohmann::json::object();
  if (c.data.ends_with(".npz")) from = read_provenance(read_npz(c.data, {kProvenance}), c.data);
  const bool ours = from.value("kind", "") == "latents";
  if (!from.empty() && !ours)
    throw Misuse(fmt::format("decode --data '{}': these are no latents but {}", c.data,
                             printable(from.value("kind", "something else"))));
  complete(c, from);
  Codec codec(c, "decode");
  check_ties(c, from, codec.ties());
  const LikelihoodData data = load_likelihood_data(c, codec.shape(), "decode");
  if (data.eight_bit())
    throw Misuse(
        "decode: latents are floating point, these are 8-bit data; take the latents.npz of odelia "
        "encode");
  if (!at::isfinite(data.raw).all().item<bool>())
    throw Misuse(fmt::format("decode --data '{}': has values that are not finite", c.data));
  json ties = codec.ties();
  ties["scale"] = c.scale, ties["offset"] = c.offset;
  json facts = ties;
  facts.update(codec.how());
  const RunFolder folder = folder_for(c, "decode", facts, data, codec.device());

  Tensor x = codec.follow(data.raw, data, false);
  if (c.scale != 1 || c.offset != 0) x = (x - c.offset) / c.scale;  // as encode was given them
  ties["kind"] = "data";
  write_npz(folder.file("data.npz"), {{"arr_0", x}, {kProvenance, provenance_array(ties)}});
  json report = facts;
  report["nfe"] = codec.nfe();
  finish(c, folder, report);
  if (!c.json) fmt::print("{} samples in {}\n", x.size(0), c.out);
  codec.require_all(folder.file("data.npz"));
}

/// Options of both, and what runs the verb.
void add_options(CommandLine& app, const std::string& verb,
                 const std::shared_ptr<LikelihoodConfig>& c, void (*run)(LikelihoodConfig)) {
  auto settings = std::make_shared<Settings>(app, verb);
  add_flow_settings(*settings, *c, verb == "decode");
  settings->add("out", c->out, "folder to write to");
  app.flag("--json", c->json, "print the report as JSON");
  app.run([=] {
    c->given = settings->given();
    run(*c);
  });
}

const RegisterVerb encode_verb{
    {"encode", "data to latents by the probability flow, and back for the error",
     [](CommandLine& app) {
       app.example("Likelihood", "odelia encode --model cifar10 --data images.npz --out latents");
       auto c = std::make_shared<LikelihoodConfig>();
       add_options(app, "encode", c, encode);
       add_image_rule(app, c->rule);
       app.option("--scale", c->scale, kScaleHelp);
       app.option("--offset", c->offset, kOffsetHelp);
       app.option("--dequant", c->dequant, "of 8-bit data: none or uniform");
       app.option("--seed", c->seed, "of the dequantisation");
     }}};

const RegisterVerb decode_verb{
    {"decode", "latents to data by the probability flow", [](CommandLine& app) {
       app.example("Likelihood", "odelia decode --data latents/latents.npz --out images");
       auto c = std::make_shared<LikelihoodConfig>();
       c->process.clear();  // that of the latents
       add_options(app, "decode", c, decode);
     }}};

}  // namespace
}  // namespace odelia
