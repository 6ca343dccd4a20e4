#include <cmath>
#include <optional>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/tensor.h>

#include "experiments/command/device_option.h"
#include "experiments/command/guidance_options.h"
#include "experiments/command/hashes.h"
#include "experiments/command/model_options.h"
#include "experiments/command/run_folder.h"
#include "experiments/command/seeds.h"
#include "experiments/command/state_type.h"
#include "experiments/command/statistics_note.h"
#include "experiments/command/student_note.h"
#include "experiments/command/verbs.h"
#include "experiments/plots/gnuplot.h"
#include "experiments/plots/table.h"
#include "experiments/plots/write_plot.h"
#include "experiments/sample/plan.h"
#include "experiments/see/path_power.h"
#include "experiments/see/see_data.h"
#include "models/data/files.h"
#include "models/data/json_text.h"
#include "models/latent_space.h"
#include "models/networks/foreign/torchscript.h"
#include "models/networks/open_model.h"
#include "models/processes/processes.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

constexpr int64_t kMostImages = 1000;  // of the data, unless more are asked for

struct Request {
  std::string device = "cpu", model, process = "vp_linear", solver = "ddim", grid = "log_snr",
              seeds = "0-63", labels, dtype = "float32", out;
  ForeignChoice foreign;
  WantedData data;
  int64_t steps = 20, nfe = 0, batch = 64;
  double within = 1.25;
  bool json = false, steps_given = false, nfe_given = false;
};

/// What is solved, with everything checked and opened.
struct Work {
  std::shared_ptr<const Process> process;
  std::shared_ptr<ScoreModel> model;
  std::vector<int64_t> shape;
  std::vector<uint64_t> seeds;
  at::ScalarType type = at::kFloat;
  at::Device device = at::kCPU;  ///< of the network
  SolvePlan plan;
  std::optional<SeenData> data;
};

void check(const Request& r) {
  if (r.batch < 1)
    throw Misuse(fmt::format("spectrum --batch: must be 1 or more, got {}", r.batch));
  if (!(r.within > 1) || !std::isfinite(r.within))
    throw Misuse(
        fmt::format("spectrum --within: a factor above 1, such as 1.25, got {:g}", r.within));
  if (r.data.data.empty() && !r.data.images.empty())
    throw Misuse("spectrum --images: chooses among --data, and none were given; add --data");
}

/// [C, H, W]; a mixture's samples are images where --shape says so.
std::vector<int64_t> image_shape(const Request& r, const ScoreModel& model) {
  std::vector<int64_t> shape = model.sample_shape();
  const auto elements = [](const std::vector<int64_t>& s) {
    int64_t n = 1;
    for (const int64_t each : s) n *= each;
    return n;
  };
  if (is_exact_model(r.model) && !r.foreign.shape.empty()) {
    const auto wanted = parse_shape(r.foreign.shape, "spectrum --shape");
    if (elements(wanted) != elements(shape))
      throw Misuse(fmt::format("spectrum --shape '{}': the model's samples have {} elements",
                               printable(r.foreign.shape), elements(shape)));
    shape = wanted;
  }
  if (shape.size() != 3 || std::min(shape[1], shape[2]) < 4)
    throw Misuse(fmt::format(
        "spectrum --model '{}': its samples are [{}], and a spectrum is one of images [C, H, W] of "
        "4 pixels a side or more{}",
        printable(r.model), fmt::join(shape, ", "),
        is_exact_model(r.model) ? "; --shape CxHxW makes such of a mixture's" : ""));
  return shape;
}

Work open(const Request& r) {
  check(r);
  Work work;
  work.device = read_device(r.device, "spectrum");
  work.type = state_type(r.dtype, "spectrum --dtype");
  work.process = make_process(r.process);
  work.seeds = parse_seed_list(r.seeds, "spectrum --seeds");
  NetworkOptions options;
  options.foreign = r.foreign;
  options.device = work.device;
  if (is_exact_model(r.model)) options.foreign.shape.clear();
  if (!r.labels.empty()) options.guidance.labels.of = read_classes(r.labels, "spectrum --labels");
  work.model = open_model(r.model, options);
  refuse_latents(*work.model, "spectrum", "take a network of the images");
  work.shape = image_shape(r, *work.model);
  SampleSteps asked{r.solver, r.grid, {}, {}, {}, {}};
  if (r.steps_given) asked.steps = r.steps;
  if (r.nfe_given) asked.nfe = r.nfe;
  work.plan = plan_samples(asked, *work.process, *work.model, {}, work.type, "--", "spectrum");
  if (work.plan.control != StepControl::grid)
    throw Misuse(fmt::format(
        "spectrum --solver '{}': chooses its own steps, so that its evaluations are not at the "
        "same noise levels for all samples; take one of fixed steps, such as dpmpp_2m",
        r.solver));
  const at::TensorOptions type(work.type);
  if (const auto why = obstacle(work.plan, work.process, work.model, type); !why.empty())
    throw Misuse(fmt::format("spectrum: {}", why));
  if (!r.data.data.empty())
    work.data = load_seen_data(r.data, kMostImages, work.model->sample_shape(),
                               !is_exact_model(r.model), "spectrum");
  return work;
}

json identity_of(const Request& r, const Work& work) {
  json out = {
      {"verb", "spectrum"},
      {"solver", work.plan.method.spec},
      {"process", work.process->name()},
      {"model_hash", hash_model(r.model, is_exact_model(r.model) ? ForeignChoice{} : r.foreign)},
      {"shape", work.shape},
      {"grid", r.grid.starts_with("file:") ? "file" : r.grid},
      {"steps", work.plan.times.size() - 1},
      {"times", hash_tensor(at::tensor(work.plan.times, at::kDouble))}};
  if (const auto used = statistics_used(r.model, work.plan.method, /*guided=*/false); !used.empty())
    out["statistics"] = used;
  if (const auto hash = hash_process(r.process); !hash.empty()) out["process_file"] = hash;
  if (const auto hash = hash_solver(work.plan.method.spec); !hash.empty())
    out["solver_hash"] = hash;
  if (const auto note = student_note(r.model, *work.process, work.plan.method, work.plan.times);
      !note.empty())
    out["beside_its_steps"] = note;
  out["seeds"] = to_string(work.seeds);
  if (!r.labels.empty()) out["labels"] = r.labels;
  out["dtype"] = r.dtype;
  out["within"] = r.within;
  if (work.data) out["data"] = identity_of(*work.data);
  put_device(out, work.device);
  out["arithmetic"] = arithmetic(work.device);
  return out;
}

/// Two arrays by ring: values and standard errors.
void put(json& to, const std::string& name, const std::vector<Estimate>& of) {
  json values = json::array(), errors = json::array();
  for (const Estimate& e : of) values.push_back(e.value), errors.push_back(e.se);
  to[name] = values, to[name + "_se"] = errors;
}

std::string records(const PathPower& path) {
  std::string out;
  for (const PathLevel& level : path.levels) {
    json line = {{"sigma_over_alpha", level.s}, {"lambda", -std::log(level.s)}};
    put(line, "noisy", level.noisy);
    put(line, "denoised", level.denoised);
    out += json_text(line) + "\n";
  }
  return out;
}

/// Of the pairs of whole rings from 1 on, the share in which the lower frequency comes back at more
/// noise; equal levels count a half.
double lower_first(const std::vector<Recovery>& recovered, int64_t last) {
  double first = 0, pairs = 0;
  for (int64_t a = 1; a <= last; ++a)
    for (int64_t b = a + 1; b <= last; ++b) {
      const double low = recovered[static_cast<size_t>(a)].s,
                   high = recovered[static_cast<size_t>(b)].s;
      first += low > high ? 1 : low == high ? 0.5 : 0;
      ++pairs;
    }
  return first / pairs;
}

/// The power of the noise in x/alpha at s is s^2/(H W) in every ring: where it is the signal's.
double even_level(double power, const std::vector<int64_t>& shape) {
  return std::sqrt(power * static_cast<double>(shape[1] * shape[2]));
}

std::string level_text(double s) {
  return std::isfinite(s) ? fmt::format("{:.3g}", s) : "pure noise";
}

Table table_of(const Work& work, const PathPower& path, const std::vector<Recovery>& recovered,
               const std::vector<Estimate>& of_data, const RadialPower& power) {
  Table out;
  out.header = {"cycles", "power of samples", "recovered at sigma/alpha", "not yet at",
                "noise as strong at"};
  if (work.data) out.header.insert(out.header.begin() + 2, "of the data");
  out.text_columns = 0;
  for (int64_t r = 0; r <= power.last_whole(); ++r) {
    const auto k = static_cast<size_t>(r);
    std::vector<std::string> cells = {std::to_string(r), with_error(path.samples[k])};
    if (work.data) cells.push_back(with_error(of_data[k]));
    cells.push_back(level_text(recovered[k].s));
    cells.push_back(std::isnan(recovered[k].before) ? "–" : level_text(recovered[k].before));
    cells.push_back(
        fmt::format("{:.3g}", even_level(path.levels.back().denoised[k].value, work.shape)));
    out.rows.push_back(std::move(cells));
  }
  return out;
}

/// From dark violet, noise, to green, data: viridis without its yellow end.
std::string colour_of_time(double part) {
  constexpr double anchors[][3] = {{68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {122, 209, 81}};
  const double at = std::min(part * 3, 2.999999);
  const auto k = static_cast<size_t>(at);
  const auto mixed = [&](int c) {
    return static_cast<int>(std::lround(anchors[k][c] + (at - static_cast<double>(k)) *
                                                            (anchors[k + 1][c] - anchors[k][c])));
  };
  return fmt::format("#{:02X}{:02X}{:02X}", mixed(0), mixed(1), mixed(2));
}

/// Seven levels at most, from noise to data, each once.
std::vector<const PathLevel*> shown_levels(const PathPower& path) {
  std::vector<const PathLevel*> all;
  for (const PathLevel& l : path.levels) all.push_back(&l);
  std::stable_sort(all.begin(), all.end(),
                   [](const auto* a, const auto* b) { return a->s > b->s; });
  all.erase(std::unique(all.begin(), all.end(),
                        [](const auto* a, const auto* b) { return a->s == b->s; }),
            all.end());
  constexpr size_t most = 7;
  if (all.size() <= most) return all;
  std::vector<const PathLevel*> out;
  for (size_t k = 0; k < most; ++k)
    out.push_back(all[(k * (all.size() - 1) + (most - 1) / 2) / (most - 1)]);
  return out;
}

Series curve(const std::string& label, const std::vector<Estimate>& of, int64_t last) {
  Series out{label, 6, 0, {}};
  for (int64_t r = 1; r <= last; ++r)
    out.points.emplace_back(static_cast<double>(r), of[static_cast<size_t>(r)].value);
  return out;
}

void draw(const Request& r, const Work& work, const PathPower& path,
          const std::vector<Recovery>& recovered, const std::vector<Estimate>& of_data,
          int64_t last) {
  const char* x_label = "frequency, cycles per image";
  const std::string by = fmt::format("{}, by {}", model_words(r.model), work.plan.method.spec);
  const auto spectra = [&](const char* name, const std::string& title, const char* what,
                           bool noisy) {
    Plot plot{title, x_label, what, true, {}, {}};
    plot.subject = by;
    if (work.data)
      plot.series.push_back(curve("the data", of_data, last)), plot.series.back().pale = true;
    const auto shown = shown_levels(path);
    for (size_t k = 0; k < shown.size(); ++k) {
      Series s = curve(fmt::format("sigma/alpha {}", level_text(shown[k]->s)),
                       noisy ? shown[k]->noisy : shown[k]->denoised, last);
      s.rgb = colour_of_time(static_cast<double>(k) /
                             static_cast<double>(std::max<size_t>(1, shown.size() - 1)));
      plot.series.push_back(std::move(s));
    }
    draw_plot(r.out, name, plot_script(plot, name));
  };
  spectra("denoised", "Power of the denoised estimate",
          "mean squared Fourier coefficient by ring of frequency", false);
  spectra("noisy", "Power of x_t", "mean squared Fourier coefficient by ring of frequency", true);
  Plot back{"When frequencies come back",
            x_label,
            fmt::format("sigma/alpha from which on the estimate's power is within a factor of {:g} "
                        "of its last power",
                        r.within),
            true,
            {},
            {}};
  back.subject = by;
  Series at{"recovered", 0, 0, {}}, even{"noise of the same power", 1, 0, {}, {}, true};
  for (int64_t ring = 1; ring <= last; ++ring) {
    const auto k = static_cast<size_t>(ring);
    at.points.emplace_back(static_cast<double>(ring), recovered[k].s);
    even.points.emplace_back(static_cast<double>(ring),
                             even_level(path.levels.back().denoised[k].value, work.shape));
  }
  back.series = {even, at};
  draw_plot(r.out, "recovery", plot_script(back, "recovery"));
}

void run(const Request& r) {
  const at::NoGradGuard no_grad;
  const Work work = open(r);
  const json identity = identity_of(r, work);
  const RunFolder folder("spectrum", r.out, identity);
  if (const auto note = identity.find("beside_its_steps"); note != identity.end())
    fmt::print(stderr, "odelia: {}\n", note->get<std::string>());
  PathPower path;
  {
    SeeProgress progress(static_cast<int64_t>(work.seeds.size()));
    path = path_power(work.plan, work.process, work.model, work.seeds, work.shape, work.type,
                      r.batch, [&](int64_t done) { progress.at(done); });
  }
  std::vector<Estimate> of_data;
  if (work.data) {
    std::vector<int64_t> shape = work.shape;
    shape.insert(shape.begin(), work.data->y.size(0));
    of_data = mean_power(work.data->y.reshape(shape));
  }
  const std::vector<Recovery> recovered = recoveries(path.levels, r.within);
  const RadialPower power(work.shape[1], work.shape[2]);
  const double share = lower_first(recovered, power.last_whole());
  json summary = {{"model", r.model}};
  summary.update(identity);
  summary["n"] = work.seeds.size(), summary["evaluations"] = path.levels.size();
  for (int64_t k = 0; k < power.rings(); ++k) {
    summary["coefficients"].push_back(power.count(k));
    summary["recovered"].push_back(recovered[static_cast<size_t>(k)].s);
    summary["not_yet"].push_back(recovered[static_cast<size_t>(k)].before);
  }
  put(summary, "samples", path.samples);
  if (work.data) put(summary, "data_power", of_data), summary["data_name"] = work.data->data.name;
  summary["last_whole"] = power.last_whole();
  summary["lower_first"] = share;
  write_text(folder.file("records.jsonl"), records(path));
  write_text(folder.file("summary.json"), json_text(summary, 2) + "\n");
  const Table table = table_of(work, path, recovered, of_data, power);
  write_text(folder.file("spectrum.md"), to_markdown(table));
  draw(r, work, path, recovered, of_data, power.last_whole());
  if (r.json) {
    fmt::print("{}\n", json_text(summary));
    return;
  }
  fmt::print("{}", to_text(table));
  fmt::print(
      "{} samples by {} on {}, {} evaluations each{}; of two frequencies the lower comes back "
      "first in {:.0f} % of pairs; records and plots in {}\n",
      work.seeds.size(), work.plan.method.spec, work.process->name(), path.levels.size(),
      class_note(*work.model, r.labels), 100 * share, r.out);
}

const RegisterVerb verb{
    {"spectrum", "which frequencies of an image come back when, along a solver's path",
     [](CommandLine& app) {
       app.example("Sample and measure",
                   "odelia spectrum --model fashion-mnist --solver dpmpp_2m --out spectrum");
       auto r = std::make_shared<Request>();
       app.option("--model", r->model, kModels).required();
       add_foreign_options(app, r->foreign);
       add_device_option(app, r->device);
       app.option("--process", r->process, kProcesses).show_default();
       app.option("--solver", r->solver, "solver of fixed steps, such as heun or ddim(eta=1)")
           .show_default();
       app.option("--grid", r->grid, "time grid, such as log_snr or karras(rho=7)").show_default();
       const auto steps = app.option("--steps", r->steps, "steps of the time grid").show_default();
       const auto nfe = app.option("--nfe", r->nfe,
                                   "instead: as many steps as these evaluations a sample pay for");
       app.option("--seeds", r->seeds, "one sample each, such as 0-15 or 1,2,5-8").show_default();
       add_labels_option(app, r->labels);
       app.option("--within", r->within,
                  "factor of its last power within which a ring counts as back")
           .show_default();
       add_see_data(app, r->data, kMostImages);
       app.option("--dtype", r->dtype, "float32 or float64 state").show_default();
       app.option("--batch", r->batch, "samples in flight; changes no result").show_default();
       app.flag("--json", r->json, "print the summary as JSON");
       app.option("--out", r->out, "folder for records.jsonl, the table and the plots").required();
       app.run([=] {
         r->steps_given = steps.given(), r->nfe_given = nfe.given();
         run(*r);
       });
     }}};

}  // namespace
}  // namespace odelia
