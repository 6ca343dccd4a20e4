#include <chrono>
#include <filesystem>
#include <map>
#include <numeric>
#include <optional>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <nlohmann/json.hpp>

#include "experiments/command/device_option.h"
#include "experiments/command/guidance_options.h"
#include "experiments/command/hashes.h"
#include "experiments/command/micro_batch_option.h"
#include "experiments/command/model_options.h"
#include "experiments/command/no_class_note.h"
#include "experiments/command/seeds.h"
#include "experiments/command/state_type.h"
#include "experiments/command/statistics_note.h"
#include "experiments/command/student_note.h"
#include "experiments/command/verbs.h"
#include "experiments/sample/beginnings.h"
#include "experiments/sample/files.h"
#include "experiments/sample/one_step.h"
#include "experiments/sample/plan.h"
#include "experiments/sample/share.h"
#include "experiments/sample/sheet.h"
#include "experiments/sample/trajectory.h"
#include "models/data/files.h"
#include "models/data/images/images.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "models/device.h"
#include "models/latent_space.h"
#include "models/micro_batch.h"
#include "models/networks/autoencoder/generator.h"
#include "models/networks/open_model.h"
#include "models/processes/processes.h"
#include "models/row_by_row.h"
#include "models/solve.h"
#include "solvers/combine.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

struct Request {
  std::string model, process = "vp_linear", solver = "ddim", grid = "log_snr", noise,
                     seeds = "0-15", dtype = "float32", network_precision = "float32", out,
                     format = "npz", device = "cpu";
  ForeignChoice foreign;
  GuidanceOptions guidance;
  Beginnings beginnings;
  int64_t steps = 20, nfe = 0, batch = 64, micro_batch = 0;
  int64_t sheet = 0;  ///< columns of sheet.png; 0: none
  double rtol = 0, atol = 0;
  bool trajectory = false;
  /// Which of the options stood on the command line.
  bool steps_given = false, nfe_given = false, rtol_given = false, atol_given = false,
       seeds_given = false, batch_given = false;
  /// Those that stood there and mean nothing where there is nothing to solve.
  std::vector<std::string> of_solving = {};

  OneStepRequest one_step() const { return {model, seeds, out, format, batch, sheet, of_solving}; }
};

/// What is solved, with everything checked and opened.
struct Work {
  SolvePlan plan;
  GuidanceChoice guidance;
  std::shared_ptr<const Process> process;
  std::shared_ptr<ScoreModel> model;
  std::vector<uint64_t> seeds;
  Tensor noise;         ///< [N, ...], undefined where it follows from the seeds
  bool scaled = false;  ///< the noise is x(T) itself, as encode writes it
  int64_t shown = 0;    ///< of so many samples, the first, the way is shown
  at::ScalarType dtype = at::kFloat;
  at::Device device = at::kCPU;
  int64_t batch = 64, micro_batch = 16;
  double start() const { return plan.times.front(); }
  at::TensorOptions options() const { return at::TensorOptions(dtype).device(device); }
  bool images() const { return is_image(data_shape(*model)); }
  std::vector<int64_t> shown_rows() const {
    std::vector<int64_t> rows(shown);
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
  }
};

/// Refuses options that would be ignored, or can never work.
void check(const Request& r) {
  if (r.batch < 1) throw Misuse(fmt::format("sample --batch: must be 1 or more, got {}", r.batch));
  check_micro_batch(r.micro_batch, "sample");
  check(r.beginnings, !r.noise.empty(), r.seeds_given);
}

SolvePlan plan_of(const Request& r, const Work& work) {
  SampleSteps asked;
  asked.solver = r.solver, asked.grid = grid_from(r.beginnings, r.grid);
  if (r.steps_given) asked.steps = r.steps;
  if (r.nfe_given) asked.nfe = r.nfe;
  if (r.rtol_given) asked.rtol = r.rtol;
  if (r.atol_given) asked.atol = r.atol;
  return plan_samples(asked, *work.process, *work.model, work.guidance.how, work.dtype, "--");
}

/// Refuses latents of another process or model: x(T) of one is no start for the other.
void check_provenance(const nlohmann::json& from, const Request& r, const Work& work,
                      const std::string& model_hash) {
  const auto kind = from.find("kind");
  if (kind == from.end() || *kind != "latents")
    throw Misuse(fmt::format("sample --noise '{}': holds {}, and not noise or latents", r.noise,
                             kind == from.end() ? "something else" : printable(kind->dump())));
  const std::pair<const char*, nlohmann::json> here[] = {
      {"process", work.process->name()},
      {"process_file_hash", hash_process(r.process)},
      {"T", work.start()},
      {"model_hash", model_hash}};
  for (const auto& [key, value] : here)
    if (from.contains(key) && from.at(key) != value)
      throw Misuse(fmt::format(
          "sample --noise '{}': these are latents of {} {}, and {} was asked for; sample with "
          "theirs, or encode again",
          r.noise, key, printable(from.at(key).dump()), value.dump()));
  if (from.contains("labels") && work.guidance.labels.none())
    throw Misuse(
        fmt::format("sample --noise '{}': these are latents of a flow with classes, which have no "
                    "start for one without; give --labels, or take `odelia decode`, which has "
                    "theirs",
                    r.noise));
}

/// Noise out of a file; the samples' layout, channels last, is taken too.
void read_noise(const Request& r, const std::string& model_hash, Work& work) {
  const std::vector<int64_t> shape = work.model->sample_shape();
  const auto arrays = read_npz(r.noise, {"arr_0", kProvenance});
  const auto found = arrays.find("arr_0");
  if (found == arrays.end())
    throw Misuse(fmt::format("sample --noise '{}': holds no arr_0", r.noise));
  Tensor noise = found->second;
  const auto is = [&](std::vector<int64_t> each) {
    each.insert(each.begin(), noise.dim() > 0 ? noise.size(0) : 0);
    return noise.sizes() == at::IntArrayRef(each);
  };
  if (shape.size() == 3 && !is(shape) && is({shape[1], shape[2], shape[0]}))
    noise = noise.permute({0, 3, 1, 2});
  if (noise.dim() == 0 || noise.size(0) == 0 || !is(shape) || !noise.is_floating_point())
    throw Misuse(fmt::format("sample --noise '{}': arr_0 must be floating, [B, {}]; got {} [{}]",
                             r.noise, fmt::join(shape, ", "), at::toString(noise.scalar_type()),
                             fmt::join(noise.sizes(), ", ")));
  if (!at::isfinite(noise).all().item<bool>())
    throw Misuse(fmt::format("sample --noise '{}': has values that are not finite", r.noise));
  if (const auto from = read_provenance(arrays, r.noise); !from.empty()) {
    check_provenance(from, r, work, model_hash);
    work.scaled = true;
  }
  work.noise = noise.to(work.dtype).contiguous();
  if (!r.seeds_given) {
    work.seeds.resize(noise.size(0));
    std::iota(work.seeds.begin(), work.seeds.end(), 0);
  } else if (static_cast<int64_t>(work.seeds.size()) != noise.size(0)) {
    throw Misuse(fmt::format("sample --seeds: {} for the {} rows of --noise '{}'; give as many",
                             work.seeds.size(), noise.size(0), r.noise));
  }
}

Work open(const Request& r, const std::string& model_hash) {
  check(r);
  Work work;
  work.dtype = state_type(r.dtype, "sample --dtype");
  work.device = read_device(r.device, "sample");
  work.process = make_process(r.process);
  work.seeds = parse_seed_list(r.seeds, "sample --seeds");
  NetworkOptions options;
  options.device = work.device;
  options.micro_batch = r.micro_batch;
  if (is_exact_model(r.model) && r.network_precision != "float32")
    throw Misuse(
        "sample --network-precision: a mixture's score is exact, in float64; leave it out");
  set_network_precision(options, r.network_precision, "sample --network-precision");
  options.foreign = r.foreign;
  options.guidance = work.guidance = r.guidance.read("sample");
  work.model = open_model(r.model, options);
  work.micro_batch = micro_batch_for(r.micro_batch, work.device, work.model->sample_shape());
  check_sample_format(r.format, work.images(), "sample --format");
  work.plan = plan_of(r, work);
  if (!r.beginnings.start.empty() && work.model->levels().empty())
    check_start_time(r.beginnings, r.grid, work.start(), *work.process);
  if (!r.noise.empty()) read_noise(r, model_hash, work);
  if (!r.beginnings.between.empty())
    work.noise = noise_between(r.beginnings, work.plan, *work.model, work.guidance.labels,
                               work.dtype, work.seeds);
  if (!r.beginnings.start.empty()) {
    work.noise = noised_images(r.beginnings, *work.process, work.start(), *work.model, work.dtype,
                               r.seeds_given, work.seeds);
    work.scaled = true;
  }
  check_sample_seeds(work.seeds, "sample --seeds");
  work.batch = work.plan.together(r.batch_given ? r.batch : std::max(r.batch, work.micro_batch));
  if (r.trajectory) {
    work.shown = std::min({kShownSamples, work.batch, static_cast<int64_t>(work.seeds.size())});
    refuse_latents(*work.model, "sample --trajectory", "leave it out");
    check_trajectory(work.plan, work.model->sample_shape(), work.shown);
  }
  return work;
}

/// Everything that the samples depend on.
json question_of(const Request& r, const Work& work, const std::string& model_hash) {
  json q = {{"verb", "sample"},
            {"solver", work.plan.method.spec},
            {"process", work.process->name()},
            {"model_hash", model_hash},
            {"labels", work.guidance.labels.text()},
            {"from", work.start()},
            {"to", work.plan.times.back()}};
  if (const json guidance = guidance_json(work.guidance); !guidance.is_null())
    q["guidance"] = guidance;
  if (const auto& guide = work.guidance.guide; !guide.empty())
    q["guide_hash"] = hash_model(guide, r.foreign);
  if (work.plan.tolerance) {
    q["rtol"] = work.plan.tolerance->rtol, q["atol"] = work.plan.tolerance->atol;
  } else {
    q["grid"] = r.grid.starts_with("file:") ? "file" : grid_from(r.beginnings, r.grid);
    q["steps"] = work.plan.times.size() - 1;
    q["times"] = hash_tensor(at::tensor(work.plan.times, at::kDouble));
  }
  if (const auto used = statistics_used(r.model, work.plan.method, work.guidance.how.acts());
      !used.empty())
    q["statistics"] = used;
  if (const auto hash = hash_process(r.process); !hash.empty()) q["process_file"] = hash;
  if (const auto hash = hash_solver(work.plan.method.spec); !hash.empty()) q["solver_hash"] = hash;
  q["noise"] = work.noise.defined() ? json(hash_tensor(work.noise)) : json("seeds");
  if (const json facts = to_json(r.beginnings); !facts.is_null()) q["beginnings"] = facts;
  if (const auto note = student_note(r.model, *work.process, work.plan.method, work.plan.times);
      !note.empty())
    q["beside_its_steps"] = note;
  q["noise_scale"] = work.scaled ? 1 : work.process->sigma(work.start());
  q["seeds"] = to_string(work.seeds);
  q["dtype"] = r.dtype;
  q["device"] = device_kind(work.device);
  if (!is_exact_model(r.model)) {
    q["micro_batch"] = work.micro_batch;
    if (r.network_precision != "float32") q["network_precision"] = r.network_precision;
  }
  q["arithmetic"] = arithmetic(work.device);
  q["format"] = r.format;
  q["scaling"] = work.images() ? fmt::format("[-1, 1] to bytes, {}", kRoundingRule) : "none";
  return q;
}

/// What these rows start from, x(T).
Tensor start_of(const Work& work, const std::vector<int64_t>& rows,
                const std::vector<uint64_t>& seeds) {
  const double sigma = work.process->sigma(work.start());
  if (!work.noise.defined())
    return starting_noise(seeds, work.model->sample_shape(), work.options()).mul_(sigma);
  const Tensor x = select_rows(work.noise, rows).to(work.device);
  return work.scaled ? x : x * sigma;
}

/// Some rows of the work; the way of those shown into `path` unless it is null.
SampleRows solve_rows(const Work& work, const std::vector<int64_t>& rows, SolvePath* path) {
  SampleRows out;
  for (int64_t row : rows) out.seeds.push_back(work.seeds[row]);
  const Tensor x = start_of(work, rows, out.seeds);
  Solution solution =
      path ? solve_with_path(work.plan, work.process, work.model, out.seeds, x, work.shown, *path)
           : solve(work.plan, work.process, work.model, out.seeds, x);
  decode_solved(*work.model, solution.x, solution.outcome);
  for (size_t i = 0; i < rows.size(); ++i)
    if (solution.outcome[i].status != Status::ok) solution.x[static_cast<int64_t>(i)].zero_();
  out.x = work.images() ? to_uint8(solution.x).cpu() : solution.x.cpu();
  out.outcome = std::move(solution.outcome);
  return out;
}

/// The same, where what LibTorch refuses to do ends one sample, not the run.
SampleRows solve_each(const Work& work, const std::vector<int64_t>& rows,
                      SolvePath* path = nullptr) {
  const auto refused = [&](int64_t row, const std::string& why, int64_t evaluations) {
    SampleRows out;
    out.seeds = {work.seeds[row]};
    Outcome o;
    o.status = Status::non_finite, o.t = work.start(), o.nfe = evaluations;
    out.outcome = {o}, out.reasons[out.seeds[0]] = why;
    std::vector<int64_t> shape = data_shape(*work.model);
    shape.insert(shape.begin(), 1);
    out.x = at::zeros(shape, work.images() ? at::kByte : work.dtype);
    return out;
  };
  SampleRows out;
  for (SampleRows& part : row_by_row(
           work.model->ledger(), rows,
           [&](const std::vector<int64_t>& some) { return solve_rows(work, some, path); }, refused))
    out.append(std::move(part));
  return out;
}

/// Solves these rows, the first of the work, and draws the way of those that are shown.
SampleRows solve_and_draw(const Work& work, const std::vector<int64_t>& rows,
                          const std::string& folder) {
  SolvePath path;
  SampleRows out = solve_each(work, rows, &path);
  // Where LibTorch refused the batch, its rows went alone, and what was kept is the last one's.
  if (path.states.size() == path.times.size() && path.states[0].size(0) == work.shown)
    write_trajectory(folder, path, *work.process,
                     {work.seeds.begin(), work.seeds.begin() + work.shown});
  else
    fmt::print(stderr, "odelia: no trajectory: LibTorch refused a sample on its way\n");
  return out;
}

/// Solves what the folder does not hold yet, and returns all in the order of the seeds.
SampleRows solve_all(const Work& work, const std::string& folder) {
  using Clock = std::chrono::steady_clock;
  std::map<uint64_t, int64_t> left;
  for (size_t i = 0; i < work.seeds.size(); ++i) left[work.seeds[i]] = static_cast<int64_t>(i);
  for (uint64_t seed : kept_samples(folder).seeds) left.erase(seed);
  bool draw = work.shown > 0 && !holds_trajectory(folder);
  const auto shown = work.shown_rows();
  const auto is_kept = [&](int64_t row) { return left.count(work.seeds[row]) == 0; };
  if (draw && std::any_of(shown.begin(), shown.end(), is_kept)) {
    solve_and_draw(work, shown, folder);  // for the pictures alone: the samples are the same
    draw = false;
  }
  std::vector<int64_t> rows;
  for (const auto& [seed, row] : left) rows.push_back(row);
  std::sort(rows.begin(), rows.end());

  SampleRows pending;
  auto kept = Clock::now();
  for (size_t from = 0; from < rows.size(); from += work.batch) {
    const size_t to = std::min(from + work.batch, rows.size());
    const std::vector<int64_t> some(rows.begin() + from, rows.begin() + to);
    pending.append(draw && from == 0 ? solve_and_draw(work, some, folder) : solve_each(work, some));
    if (pending.seeds.size() < 64 && to < rows.size() &&
        Clock::now() - kept < std::chrono::seconds(5))
      continue;
    keep_samples(folder, pending);
    pending = {}, kept = Clock::now();
  }
  return kept_samples(folder).in_order(work.seeds);
}

/// The same with the other processes of a shared folder, up to the finished set; true in a process
/// that shall say what came.
bool share_all(const Work& work, SharedFolder& folder, const std::string& format,
               const json& question) {
  const std::string& path = folder.path();
  bool draw = work.shown > 0 && !holds_trajectory(path);
  const auto begins_with_shown = [&](const std::vector<int64_t>& rows) {
    const auto shown = work.shown_rows();
    return rows.size() >= shown.size() && std::equal(shown.begin(), shown.end(), rows.begin());
  };
  const auto solve = [&](const std::vector<int64_t>& rows) {
    if (!draw || !begins_with_shown(rows)) return solve_each(work, rows);
    draw = false;
    return solve_and_draw(work, rows, path);
  };
  if (!share_samples(folder, work.seeds, work.batch, solve, format, question)) return false;
  if (draw && !holds_trajectory(path)) solve_and_draw(work, work.shown_rows(), path);
  return true;
}

/// The sentence on samples that failed; empty if none did.
std::string failures(const json& manifest) {
  const json& failed = manifest.at("failed");
  if (failed.empty()) return "";
  std::vector<std::string> some;
  for (size_t i = 0; i < std::min<size_t>(failed.size(), 5); ++i)
    some.push_back(
        fmt::format("seed {} ({})", failed[i].at("seed").get<uint64_t>(),
                    failed[i].contains("reason")
                        ? fmt::format("{}: {}", failed[i].at("status").get<std::string>(),
                                      printable_text(failed[i].at("reason").get<std::string>()))
                        : fmt::format("{} at t = {:.6g}", failed[i].at("status").get<std::string>(),
                                      failed[i].at("t").get<double>())));
  return fmt::format("{} of {} samples failed: {}{}", failed.size(),
                     parse_seed_list(manifest.at("seeds").get<std::string>(), "manifest").size(),
                     fmt::join(some, ", "), failed.size() > some.size() ? ", ..." : "");
}

/// On stderr.
void say_what_is_unusual(const Request& r, const Work& work, const json& question) {
  if (const auto note = question.find("beside_its_steps"); note != question.end())
    fmt::print(stderr, "odelia: {}\n", note->get<std::string>());
  if (const auto note = statistics_note(r.model, work.plan.method, work.guidance.how.acts());
      !note.empty())
    fmt::print(stderr, "odelia: {}\n", note);
  if (const Process& p = *work.process;
      p.lambda(work.start()) > std::log(0.1) && r.beginnings.start.empty())
    fmt::print(stderr,
               "odelia: the samples start at t = {:.6g}, where alpha/sigma = {:.3g}: noise alone "
               "lacks that share of the data\n",
               work.start(), std::exp(p.lambda(work.start())));
}

/// Draws strip and sheet, unless samples are missing.  The pictures that were asked for and that the
/// folder then holds, by name.
std::vector<std::string> draw_pictures(const Request& r, const Work& work, bool complete) {
  std::vector<std::string> out;
  const auto draw = [&](const char* name, int64_t columns) {
    write_sheet(r.out, name, columns);
    out.emplace_back(name);
  };
  if (complete && !r.beginnings.between.empty() && work.images()) draw("strip.png", 16);
  if (complete && r.sheet > 0) draw("sheet.png", r.sheet);
  if (work.shown > 0 && holds_trajectory(r.out))
    for (const char* name : {"trajectory/sheet.png", "trajectory/animation.png"})
      out.emplace_back(name);
  return out;
}

void run(const Request& r) {
  const at::NoGradGuard no_grad;
  if (!one_step_kind(r.model).empty()) return sample_in_one_step(r.one_step());
  const std::string model_hash = hash_model(r.model, r.foreign);
  const Work work = open(r, model_hash);
  if (const auto why = obstacle(work.plan, work.process, work.model, work.options()); !why.empty())
    throw Misuse(fmt::format("sample: {}", why));
  check_sheet(r.sheet, static_cast<int64_t>(work.seeds.size()), data_shape(*work.model));
  const json question = question_of(r, work, model_hash);
  refuse_other_samples(r.out);
  const auto count = static_cast<int64_t>(work.seeds.size());
  SharedFolder folder("sample", r.out, question, this_rank(), count, piece_size(count, work.batch));
  if (folder.leads()) say_what_is_unusual(r, work, question);
  if (folder.shared()) {
    if (!share_all(work, folder, r.format, question)) return;
  } else if (!holds_sample_set(r.out)) {
    write_sample_set(r.out, solve_all(work, r.out), r.format, question);
  } else if (work.shown > 0 && !holds_trajectory(r.out)) {
    solve_and_draw(work, work.shown_rows(), r.out);
  }
  const json manifest = read_sample_manifest(r.out);
  const std::string problem = failures(manifest);
  const auto pictures = draw_pictures(r, work, problem.empty());
  const auto written = work.seeds.size() - manifest.at("failed").size();
  const json& nfe = manifest.at("nfe");
  double mean = 0;
  for (const json& n : nfe) mean += n.get<double>() / static_cast<double>(nfe.size());
  fmt::print("{} sample{} by {} on {}, {:.6g} evaluation{} each{}, in {}{}\n", written,
             written == 1 ? "" : "s", work.plan.method.spec, work.process->name(), mean,
             mean == 1 ? "" : "s", no_class_note(*work.model), r.out,
             pictures.empty() ? "" : fmt::format(": {}", fmt::join(pictures, ", ")));
  if (!problem.empty()) throw std::runtime_error("sample: " + problem);
}

const RegisterVerb verb{
    {"sample", "draw samples with any solver, process and time grid", [](CommandLine& app) {
       app.example(
           "Sample and measure",
           "odelia sample --model fashion-mnist --solver dpmpp_2m --steps 20 --out samples");
       auto r = std::make_shared<Request>();
       app.option("--model", r->model, kModels).required();
       add_foreign_options(app, r->foreign);
       add_guidance_options(app, r->guidance);
       const auto process = app.option("--process", r->process, kProcesses).show_default();
       const auto solver =
           app.option("--solver", r->solver, "solver, such as heun or ddim(eta=1)").show_default();
       const auto grid = app.option("--grid", r->grid,
                                    "time grid, such as log_snr, karras(rho=7) or file:TIMES.txt")
                             .show_default();
       const auto steps = app.option("--steps", r->steps, "steps of the time grid").show_default();
       const auto nfe = app.option("--nfe", r->nfe,
                                   "instead: as many steps as these evaluations a sample pay for");
       const auto rtol =
           app.option("--rtol", r->rtol,
                      "instead: relative tolerance of error control from one end of the grid to "
                      "the other, by the solver's own means if it has such");
       const auto atol =
           app.option("--atol", r->atol, "absolute tolerance; the relative one unless given");
       app.option("--noise", r->noise,
                  "npz with arr_0 [B, ...]: starting noise, scaled by sigma(T) here, or the "
                  "latents.npz of odelia encode");
       app.option("--between", r->beginnings.between,
                  "two seeds, such as 3,8: instead, samples of the noises on the great circle from "
                  "one's to the other's, and strip.png of them");
       const auto frames =
           app.option("--frames", r->beginnings.frames, "how many, with --between").show_default();
       app.option("--start", r->beginnings.start,
                  "images as npz, or a folder of samples: instead, start from them, one for each "
                  "seed or one for all, with noise added up to --start-time (SDEdit)");
       const auto start_time = app.option("--start-time", r->beginnings.start_time,
                                          "where the samples start, with --start")
                                   .hide_default();
       const auto seeds =
           app.option("--seeds", r->seeds, "one sample each, such as 0-15 or 1,2,5-8")
               .show_default();
       app.flag("--trajectory", r->trajectory,
                "also draw the way of the first samples: states and denoised estimates, as a "
                "contact sheet and an animation in OUT/trajectory");
       app.option("--sheet", r->sheet, "also draw all samples on sheet.png, so many to a row")
           .positive();
       const auto dtype =
           app.option("--dtype", r->dtype, "float32 or float64 state").show_default();
       const auto device = add_device_option(app, r->device);
       const auto network_precision =
           app.option("--network-precision", r->network_precision,
                      "of the network's convolutions: float32, tf32 (on a GPU) or bfloat16")
               .show_default();
       const auto micro_batch = add_micro_batch_option(app, r->micro_batch);
       const auto batch =
           app.option("--batch", r->batch,
                      "samples in flight, one micro-batch at least unless given; changes no sample")
               .show_default();
       app.option("--format", r->format, "images as npz, png or png_tree").show_default();
       app.option("--out", r->out,
                  "folder to write to; a run that was interrupted goes on, and the processes of "
                  "torchrun or "
                  "srun share it")
           .required();
       app.run([=] {
         r->steps_given = steps.given(), r->nfe_given = nfe.given();
         r->rtol_given = rtol.given(), r->atol_given = atol.given();
         r->seeds_given = seeds.given(), r->batch_given = batch.given();
         r->beginnings.frames_given = frames.given();
         r->beginnings.start_time_given = start_time.given();
         const GuidanceOptions& g = r->guidance;
         for (const auto& [option, given] :
              {std::pair{"--process", process.given()},
               {"--solver", solver.given()},
               {"--grid", grid.given()},
               {"--steps", steps.given()},
               {"--nfe", nfe.given()},
               {"--rtol", rtol.given()},
               {"--atol", atol.given()},
               {"--noise", !r->noise.empty()},
               {"--between", !r->beginnings.between.empty()},
               {"--frames", frames.given()},
               {"--start", !r->beginnings.start.empty()},
               {"--start-time", start_time.given()},
               {"--trajectory", r->trajectory},
               {"--dtype", dtype.given()},
               {"--device", device.given()},
               {"--micro-batch", micro_batch.given()},
               {"--network-precision", network_precision.given()},
               {"--like", !r->foreign.like.empty()},
               {"--shape", !r->foreign.shape.empty()},
               {"--labels", !g.labels.empty()},
               {"--guidance", g.w != 1 || !g.interval.empty() || !g.guide.empty() ||
                                  g.rescale != 0 || g.channels != 0}})
           if (given) r->of_solving.emplace_back(option);
         run(*r);
       });
     }}};

}  // namespace
}  // namespace odelia
