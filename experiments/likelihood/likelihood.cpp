#include <chrono>
#include <filesystem>
#include <fstream>

#include <ATen/ops/empty.h>

#include <unistd.h>

#include "experiments/command/config_file.h"
#include "experiments/command/data_option.h"
#include "experiments/command/duration.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/settings.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/run.h"
#include "models/data/files.h"
#include "models/data/json.h"
#include "models/data/npz.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

/// The records of a run folder: one line of JSON per
/// image, appended and brought to disk batch by batch.
class RecordFile {
 public:
  /// Reads what is there: the first so many of these images, in their order.  Throws Misuse naming
  /// the file and the line of anything else.
  RecordFile(std::string path, const std::vector<int64_t>& images) : path_(std::move(path)) {
    for (const auto& line : appended_lines(path_)) {
      records_.push_back(record(line));
      const size_t place = records_.size() - 1;
      if (place >= images.size() || records_[place].index != images[place])
        damaged(fmt::format("image {} where {} is due", records_[place].index,
                            place < images.size() ? std::to_string(images[place]) : "none"));
    }
  }
  const std::vector<LikelihoodRecord>& all() const { return records_; }

  void append(const std::vector<LikelihoodRecord>& records, const json& conventions) {
    std::string text;
    for (const auto& record : records) {
      json line = to_json(record);
      line["conventions"] = conventions;
      text += line.dump() + "\n";
      records_.push_back(record);
    }
    append_lines(path_, text);
  }

 private:
  LikelihoodRecord record(const std::string& line) {
    try {
      return record_from(parse_json(line, "record"));
    } catch (const std::exception& e) {
      records_.emplace_back();  // the line of the message
      damaged(printable(e.what()));
    }
  }
  [[noreturn]] void damaged(const std::string& what) const {
    throw Misuse(
        fmt::format("likelihood: {}, line {}: {}; delete that line and those after it, and start "
                    "again",
                    path_, records_.size(), what));
  }

  std::string path_;
  std::vector<LikelihoodRecord> records_;
};

/// The run's folder.  Throws Misuse where it holds another run, or records that do not say of what.
RunFolder open_folder(const std::string& folder, const json& identity) {
  if (!folder.empty() && fs::exists(fs::path(folder) / "records.jsonl") &&
      !fs::exists(fs::path(folder) / "run.json"))
    throw Misuse(
        fmt::format("likelihood: {} holds records, and no run.json that says of what; give another "
                    "--out, or delete that folder",
                    folder));
  return {"likelihood", folder, identity};
}

/// One line on a terminal, written over and over: how far, how long still, and what came so far.
void show_progress(const RecordFile& file, int64_t before, int64_t total, double seconds) {
  constexpr int64_t width = 24;
  const auto done = static_cast<int64_t>(file.all().size()), filled = width * done / total;
  const double left =
      seconds / static_cast<double>(done - before) * static_cast<double>(total - done);
  fmt::print(stderr, "\r\033[K[{:#<{}}{:.<{}}] {} of {} images, {} left; so far {}", "", filled, "",
             width - filled, done, total, duration(left), one_line(summarise(file.all())));
  std::fflush(stderr);
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

void run(const LikelihoodConfig& config) {
  LikelihoodRun likelihood(config);
  const RunFolder folder = open_folder(config.out, likelihood.identity());
  RecordFile file(folder.file("records.jsonl"), likelihood.images());
  const auto total = static_cast<int64_t>(likelihood.images().size());
  const bool terminal = ::isatty(STDERR_FILENO);
  const auto start = std::chrono::steady_clock::now();
  const auto before = static_cast<int64_t>(file.all().size());
  double seconds = 0;
  for (int64_t from = before; from < total; from += likelihood.batch()) {
    file.append(likelihood.run(from, std::min(likelihood.batch(), total - from)),
                likelihood.conventions());
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (terminal) show_progress(file, before, total, seconds);
  }
  if (terminal) fmt::print(stderr, "\n");

  const LikelihoodSummary summary = summarise(file.all());
  json result = to_json(summary);
  result["line"] = one_line(summary);
  result["conventions"] = likelihood.conventions();
  result["images"] = json::array();
  for (const auto& record : file.all()) result["images"].push_back(to_json(record));
  write_text(folder.file("summary.json"), result.dump(2) + "\n");
  write_arrays(folder.file("likelihood.npz"), file.all());
  if (config.json) {
    fmt::print("{}\n", result.dump());
  } else {
    fmt::print("{}\n", one_line(summary));
    if (!std::isnan(summary.bound))
      fmt::print("continuous bound {:.4f} ± {} bits/dim\n", summary.bound,
                 known_or_dash(summary.bound_se, 4));
    if (!std::isnan(summary.discrete))
      fmt::print("discrete bound (DDPM, T = 1000) {:.4f} ± {} bits/dim\n", summary.discrete,
                 known_or_dash(summary.discrete_se, 4));
    const auto done = total - before;
    fmt::print("{} images, {} failed, {} evaluations each", total, summary.failed,
               known_or_dash(summary.nfe, 1));
    if (done > 0) fmt::print("; {:.2f} s an image", seconds / static_cast<double>(done));
    fmt::print("; records in {}\n", config.out);
  }
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
  settings.add("product", c.product, "vjp, jvp, or auto: the faster here");
  settings.add("control", c.control,
               "control variate of hutchinson: none, or gaussian (of the data's covariance)");
  settings.add("dequant", c.dequant, "of 8-bit data: none, uniform or variational").hide_default();
  settings.add("dequantizer", c.dequantizer,
               "of dequant = variational: the flow's folder, or the name of a shipped one");
  settings.add("dequant-draws", c.dequant_draws, "draws of the dequantisation noise per image");
  settings
      .add("scale", c.scale,
           "y = scale data + offset is what the model sees; 0: 1/127.5 for 8-bit data, else 1")
      .hide_default();
  settings.add("offset", c.offset, "-1 for 8-bit data, else 0, unless given").hide_default();
  settings.add("network-precision", c.network_precision,
               "of the network's convolutions: float32 or bfloat16");
  settings.add("seed", c.seed, "of probes and dequantisation");
  settings.add("ode-images", c.ode_images,
               "first images solved again at ten times the tolerance, for the ODE error");
  settings.add("bound", c.bound, "none, continuous, discrete (8-bit data) or both");
  settings.add("bound-samples", c.bound_samples, "levels of the continuous bound, per image");
  settings.add("out", c.out, "folder of the records; an interrupted run goes on there");
}

const RegisterVerb verb{
    {"likelihood", "bits/dim by the probability flow, with error bars", [](CommandLine& app) {
       app.example(
           "Likelihood",
           "odelia likelihood --model cifar10 --data cifar10 --images 0-15 --out likelihood");
       auto c = std::make_shared<LikelihoodConfig>();
       auto settings = std::make_shared<Settings>(app, "likelihood");
       auto file = std::make_shared<std::string>();
       app.option("config", *file,
                  "CONFIG.toml: the same settings as keys, such as t_min = 1e-3; flags win");
       add_settings(*settings, *c);
       app.flag("--json", c->json, "print the result as JSON");
       app.run([=] {
         if (!file->empty()) settings->read_file(config_file(*file));
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
