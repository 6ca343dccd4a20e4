#include <chrono>
#include <filesystem>
#include <optional>

#include <ATen/ops/empty.h>

#include <unistd.h>

#include "experiments/command/config_file.h"
#include "experiments/command/data_option.h"
#include "experiments/command/duration.h"
#include "experiments/command/settings.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/records.h"
#include "experiments/likelihood/run.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/json_text.h"
#include "models/data/npz.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

/// The run's folder.  Throws Misuse where it holds another run, or records that do not say of what.
SharedFolder open_folder(const LikelihoodConfig& config, const LikelihoodRun& likelihood) {
  const std::string& folder = config.out;
  if (!folder.empty() && fs::exists(fs::path(folder) / "records.jsonl") &&
      !fs::exists(fs::path(folder) / "run.json"))
    throw Misuse(
        fmt::format("likelihood: {} holds records, and no run.json that says of what; give another "
                    "--out, or delete that folder",
                    folder));
  const auto images = static_cast<int64_t>(likelihood.images().size());
  return {"likelihood", folder, likelihood.identity(),
          this_rank(),  images, piece_size(images, likelihood.batch(), likelihood.micro_batch())};
}

/// `auto` is what the folder was begun with: which product is the faster would be timed anew, with
/// another result perhaps.  Throws Misuse where several processes would each time it.
void settle_product(LikelihoodConfig& config) {
  if (config.product != "auto" || config.out.empty()) return;
  if (const auto file = fs::path(config.out) / "run.json"; fs::exists(file)) {
    const json begun = read_json<json>(file.string());
    if (begun.is_object() && begun.contains("product") && begun["product"].is_string())
      config.product = begun["product"].get<std::string>();
  }
  const Rank rank = this_rank();
  if (config.product == "auto" && !rank.alone())
    throw Misuse(fmt::format(
        "likelihood --product auto: times both, and {} started {} processes, which might not "
        "agree; give --product vjp or --product jvp",
        rank.launcher, rank.world));
}

/// One line on a terminal, written over and over: how far, and how long still.
void show_progress(int64_t done, int64_t before, int64_t total, double seconds,
                   const std::string& so_far) {
  constexpr int64_t width = 24;
  const int64_t filled = width * done / total;
  const double left =
      seconds / static_cast<double>(done - before) * static_cast<double>(total - done);
  fmt::print(stderr, "\r\033[K[{:#<{}}{:.<{}}] {} of {} images, {} left{}", "", filled, "",
             width - filled, done, total, duration(left), so_far);
  std::fflush(stderr);
}

/// Since it was made.
class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Adds what the file lacks; the seconds that each image took, or NaN if there was none.
double add_records(LikelihoodRun& likelihood, RecordFile& file) {
  const auto total = static_cast<int64_t>(likelihood.images().size());
  const auto before = static_cast<int64_t>(file.all().size());
  const bool terminal = ::isatty(STDERR_FILENO);
  const Stopwatch watch;
  for (int64_t from = before; from < total; from += likelihood.batch()) {
    file.append(likelihood.run(from, std::min(likelihood.batch(), total - from)));
    if (terminal)
      show_progress(static_cast<int64_t>(file.all().size()), before, total, watch.seconds(),
                    "; so far " + one_line(summarise(file.all())));
  }
  if (terminal) fmt::print(stderr, "\n");
  return total > before ? watch.seconds() / static_cast<double>(total - before) : kUnknown;
}

void write_arrays(const std::string& path, const std::vector<LikelihoodRecord>& records) {
  const auto n = static_cast<int64_t>(records.size());
  Tensor index = at::empty({n}, at::kLong), ok = at::empty({n}, at::kByte);
  std::map<std::string, Tensor> arrays{{"bits_per_dim", at::empty({n}, at::kDouble)},
                                       {"log_prob", at::empty({n}, at::kDouble)},
                                       {"nfe", at::empty({n}, at::kDouble)}};
  for (int64_t i = 0; i < n; ++i) {
    const LikelihoodRecord& r = records[static_cast<size_t>(i)];
    index.data_ptr<int64_t>()[i] = r.index;
    ok.data_ptr<uint8_t>()[i] = r.status == "ok";
    arrays["bits_per_dim"].data_ptr<double>()[i] = r.bits_per_dim;
    arrays["log_prob"].data_ptr<double>()[i] = r.log_prob;
    arrays["nfe"].data_ptr<double>()[i] = r.nfe;
  }
  arrays["index"] = index, arrays["ok"] = ok;
  write_npz(path, arrays);
}

/// What the records come to.
json result_of(const LikelihoodRun& likelihood, const RecordFile& file) {
  const LikelihoodSummary summary = summarise(file.all());
  json result = to_json(summary);
  result["line"] = one_line(summary);
  result["conventions"] = likelihood.conventions();
  result["images"] = json::array();
  for (const auto& record : file.all()) result["images"].push_back(to_json(record));
  return result;
}

RecordFile records_of(const SharedFolder& folder, const LikelihoodRun& likelihood) {
  return {folder.file("records.jsonl"), likelihood.images(), likelihood.conventions()};
}

void write_results(const SharedFolder& folder, const LikelihoodRun& likelihood,
                   const RecordFile& file) {
  write_arrays(folder.file("likelihood.npz"), file.all());
  write_text(folder.file("summary.json"), json_text(result_of(likelihood, file), 2) + "\n");
}

/// Adds what a shared folder lacks, with its other processes, up to the results; true in a process that
/// shall say what came.
bool share_all(LikelihoodRun& likelihood, SharedFolder& folder) {
  const auto total = static_cast<int64_t>(likelihood.images().size());
  SharedRecords shared{likelihood.images(),
                       likelihood.conventions(),
                       [&](int64_t first, int64_t count) { return likelihood.run(first, count); },
                       [&] { write_results(folder, likelihood, records_of(folder, likelihood)); },
                       {}};
  const bool terminal = folder.leads() && ::isatty(STDERR_FILENO);
  const Stopwatch watch;
  std::optional<int64_t> before;
  if (terminal)
    shared.progress = [&](int64_t done) {
      if (before && done > *before)
        show_progress(done, *before, total, watch.seconds(), "");
      else if (!before)
        before = done;
    };
  const bool says = share_records(folder, shared);
  if (terminal) fmt::print(stderr, "\n");
  return says;
}

void print(const LikelihoodConfig& config, const LikelihoodSummary& summary, size_t images,
           double seconds_each) {
  fmt::print("{}\n", one_line(summary));
  if (!std::isnan(summary.bound))
    fmt::print("continuous bound {:.4f} ± {} bits/dim\n", summary.bound,
               known_or_dash(summary.bound_se, 4));
  if (!std::isnan(summary.discrete))
    fmt::print("discrete bound (DDPM, T = 1000) {:.4f} ± {} bits/dim\n", summary.discrete,
               known_or_dash(summary.discrete_se, 4));
  fmt::print("{} images, {} failed, {} evaluations each", images, summary.failed,
             known_or_dash(summary.nfe, 1));
  if (!std::isnan(seconds_each)) fmt::print("; {:.2f} s an image", seconds_each);
  fmt::print("; records in {}\n", config.out);
}

void run(LikelihoodConfig config) {
  settle_product(config);
  LikelihoodRun likelihood(config);
  SharedFolder folder = open_folder(config, likelihood);
  if (folder.shared() && !share_all(likelihood, folder)) return;
  RecordFile file = records_of(folder, likelihood);
  double seconds_each = kUnknown;
  if (!folder.shared()) {
    seconds_each = add_records(likelihood, file);
    write_results(folder, likelihood, file);
  }
  const LikelihoodSummary summary = summarise(file.all());
  if (config.json)
    fmt::print("{}\n", json_text(result_of(likelihood, file)));
  else
    print(config, summary, file.all().size(), seconds_each);
  if (summary.images == 0)
    throw std::runtime_error(
        "likelihood: no image came to its end; see the statuses in records.jsonl");
}

void add_settings(Settings& settings, LikelihoodConfig& c) {
  add_flow_settings(settings, c);
  add_image_rule(settings, c.rule);
  settings.add("t-min-treatment", c.t_min_treatment,
               "plain: the data are put in at t_min; elbo: with the bound's term for [0, t_min]");
  settings.add("terminal", c.terminal, "prior, or exact: the analytic model's own density at T");
  settings.add("divergence", c.divergence, "exact, hutchinson or hutchpp");
  settings.add("probe", c.probe, "rademacher or gaussian");
  settings.add("probes", c.probes, "products with the Jacobian per evaluation");
  settings.add("product", c.product,
               "vjp, jvp, or auto: the faster here, or what the folder was begun with");
  settings.add("control", c.control,
               "control variate of hutchinson: none, or gaussian (of the data's covariance)");
  settings.add("dequant", c.dequant, "of 8-bit data: none, uniform or variational").hide_default();
  settings.add("dequantizer", c.dequantizer,
               "of dequant = variational: the flow's folder, or the name of a shipped one");
  settings.add("dequant-draws", c.dequant_draws, "draws of the dequantisation noise per image");
  settings.add("scale", c.scale, kScaleHelp).hide_default();
  settings.add("offset", c.offset, kOffsetHelp).hide_default();
  settings.add("network-precision", c.network_precision,
               "of the network's convolutions: float32, tf32 (on a GPU) or bfloat16");
  settings.add("seed", c.seed, "of probes and dequantisation");
  settings.add("ode-images", c.ode_images,
               "first images solved again at ten times the tolerance, for the ODE error");
  settings.add("bound", c.bound, "none, continuous, discrete (8-bit data) or both");
  settings.add("bound-samples", c.bound_samples,
               "levels of the continuous bound, per image; its error is known from 16 on");
  settings.add(
      "out", c.out,
      "folder of the records; an interrupted run goes on there, and the processes of torchrun "
      "or srun share it");
}

const RegisterVerb verb{
    {"likelihood", "bits/dim by the probability flow, with error bars", [](CommandLine& app) {
       app.example("Likelihood",
                   "odelia likelihood --model cifar10 --data cifar10 --dequant uniform --images "
                   "0-15 --out bits");
       auto c = std::make_shared<LikelihoodConfig>();
       auto settings = std::make_shared<Settings>(app, "likelihood");
       auto file = std::make_shared<std::string>();
       app.option("config", *file,
                  "CONFIG.toml: the same settings as keys, such as t_min = 1e-3; flags win");
       add_settings(*settings, *c);
       app.flag("--json", c->json, "print the result as JSON");
       app.run([=] {
         if (!file->empty()) settings->read_file(config_file(*file));
         c->given = settings->given();
         run(*c);
       });
     }}};

}  // namespace

std::vector<KeyDoc> likelihood_keys() {
  LikelihoodConfig usual;
  Settings settings(CommandLine::unread(), "likelihood");
  add_settings(settings, usual);
  return settings.keys();
}

}  // namespace odelia
