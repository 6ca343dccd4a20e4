#include <cmath>
#include <filesystem>
#include <numeric>

#include <ATen/ops/isfinite.h>
#include <unistd.h>

#include "experiments/command/device_option.h"
#include "experiments/command/guidance_options.h"
#include "experiments/command/hashes.h"
#include "experiments/command/model_options.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/student_note.h"
#include "experiments/command/verbs.h"
#include "models/data/files.h"
#include "models/measured_statistics.h"
#include "models/networks/checkpoints/folder.h"
#include "models/networks/foreign/folder_model.h"
#include "models/networks/open_model.h"
#include "models/processes/processes.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

constexpr int64_t kMostPaths = 1000000;

struct Request {
  std::string model, process = "vp_linear", labels, out, device = "cpu";
  ForeignChoice foreign;
  int64_t paths = 512, points = 33;
  uint64_t seed = 1000000;  // away from the seeds that samples are compared on
};

void run(const Request& r) {
  const at::Device device = read_device(r.device, "statistics");
  if (r.paths < 2)
    throw Misuse(fmt::format("statistics: --paths must be 2 or more, got {}", r.paths));
  const bool alone = is_exact_model(r.model) || is_foreign(r.model);
  if (alone && r.out.empty())
    throw Misuse(
        "statistics: a model in a file has no folder to put statistics.npz into; give --out FILE");
  const fs::path file =
      r.out.empty() ? checkpoint_folder(r.model, "score") / "statistics.npz" : fs::path(r.out);
  if (r.paths > kMostPaths)
    throw Misuse(
        fmt::format("statistics: --paths must be {} or fewer, got {}", kMostPaths, r.paths));
  if (fs::is_directory(file) || (fs::exists(file) && !fs::is_regular_file(file)))
    throw Misuse(
        fmt::format("statistics --out '{}': is no file; give a file such as "
                    "statistics.npz",
                    printable(file.string())));
  refuse_progressive(r.model, "statistics");
  make_folder("statistics", file.has_parent_path() ? file.parent_path().string() : ".");
  const auto process = make_process(r.process);
  const std::string model_hash = hash_model(r.model, r.foreign);
  NetworkOptions options;
  options.foreign = r.foreign;
  options.device = device;
  if (!r.labels.empty()) options.guidance.labels.of = read_classes(r.labels, "statistics --labels");
  StatisticsPlan plan;
  plan.seeds.resize(r.paths);
  std::iota(plan.seeds.begin(), plan.seeds.end(), r.seed);
  plan.points = r.points;
  const bool terminal = ::isatty(2);
  int tenths = 0;
  const MeasuredStatistics m =
      measure_statistics(process, open_model(r.model, options), plan, [&](double done) {
        if (terminal)
          fmt::print(stderr, "\r{:3.0f} %", 100 * done);
        else if (done >= 0.1 * (tenths + 1))
          fmt::print(stderr, "{:3.0f} %\n", 100 * done),
              tenths = static_cast<int>(10 * done + 1e-9);
      });
  if (terminal) fmt::print(stderr, "\r\033[K");
  if (!at::isfinite(m.coefficients).all().item<bool>())
    throw std::runtime_error(
        fmt::format("statistics: not all of what was measured is finite; {} was left as it was",
                    file.string()));
  nlohmann::ordered_json provenance = {{"kind", "statistics"},     {"model", r.model},
                                       {"model_hash", model_hash}, {"process", process->name()},
                                       {"points", r.points},       {"first_seed", r.seed}};
  if (!r.labels.empty()) provenance["labels"] = r.labels;
  write_statistics(file, m, provenance);

  fmt::print("lambda      l mean    s mean   b RMS\n");
  for (int i = 0; i <= 8; ++i) {
    const double lambda = m.first + (m.last - m.first) * i / 8;
    const Tensor lsb = chebyshev_values(m.coefficients, m.first, m.last, std::vector{lambda});
    fmt::print("{:6.2f}  {:10.5f} {:9.5f} {:7.5f}\n", lambda, lsb[0].mean().item<double>(),
               lsb[1].mean().item<double>(), std::sqrt(lsb[2].square().mean().item<double>()));
  }
  fmt::print("{}: {} paths, {} points\n", file.string(), m.paths, m.coefficients.size(1));
}

const RegisterVerb verb{
    {"statistics", "measures what DPM-Solver-v3 wants to know of a network", [](CommandLine& app) {
       app.example("Train", "odelia statistics --model fashion-mnist --out statistics.npz");
       auto r = std::make_shared<Request>();
       app.option("--model", r->model, kModels).required();
       add_foreign_options(app, r->foreign);
       add_labels_option(app, r->labels);
       add_device_option(app, r->device);
       app.option("--process", r->process, "process whose range of noise is covered")
           .show_default();
       app.option("--paths", r->paths, "probability-flow paths averaged over").show_default();
       app.option("--points", r->points, "points along each").between(5, 200).show_default();
       app.option("--seed", r->seed, "of the first path").show_default();
       app.option("--out", r->out,
                  "file to write (default: statistics.npz in the network's folder, where it is "
                  "found)");
       app.run([r] { run(*r); });
     }}};

}  // namespace
}  // namespace odelia
