#include <numeric>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>

#include "experiments/command/device_option.h"
#include "experiments/command/guidance_config.h"
#include "experiments/command/hashes.h"
#include "experiments/command/seeds.h"
#include "experiments/command/statistics_note.h"
#include "experiments/command/student_note.h"
#include "experiments/python/model.h"
#include "experiments/sample/files.h"
#include "experiments/sample/plan.h"
#include "models/device.h"
#include "models/guidance.h"
#include "models/latent_space.h"
#include "models/processes/processes.h"

namespace odelia::python {
namespace {
using json = nlohmann::ordered_json;

/// What is asked for, checked.
struct Request {
  std::shared_ptr<Model> model;
  std::string process_spec;
  std::shared_ptr<const Process> process;
  SampleSteps steps;
  std::shared_ptr<ScoreModel> score;  ///< the model opened, with its labels and its guide
  SolvePlan plan;
  std::vector<uint64_t> seeds;
  Tensor noise;         ///< [N, ...], undefined where it follows from the seeds
  bool scaled = false;  ///< the noise is x(T) itself
  at::TensorOptions options;
  int64_t batch = 64;
  GuidanceChoice guidance;
  std::shared_ptr<Model> guide;

  std::shared_ptr<ScoreModel> open() const {
    const auto opened = [&](const Model& one) {
      NetworkOptions o;
      o.device = one.device, o.micro_batch = one.micro_batch;
      o.guidance.labels = guidance.labels;  // a TorchScript file is asked with them from the start
      return one.open(o);
    };
    auto score = opened(*model);
    if (guidance.nothing()) return score;
    return guided_model(score, guide ? opened(*guide) : nullptr, guidance.labels, guidance.how);
  }
};

/// Everything that the samples depend on, as `odelia sample` records it.
json record_of(const Request& r) {
  json q = {{"verb", "sample"},
            {"solver", r.plan.method.spec},
            {"process", r.process->name()},
            {"model", r.model->name},
            {"model_identity", r.model->identity()},
            {"from", r.plan.times.front()},
            {"to", r.plan.times.back()}};
  if (r.plan.tolerance) {
    q["rtol"] = r.plan.tolerance->rtol, q["atol"] = r.plan.tolerance->atol;
  } else {
    q["grid"] = r.steps.grid.starts_with("file:") ? "file" : r.steps.grid;
    q["steps"] = r.plan.times.size() - 1;
    q["times"] = hash_tensor(at::tensor(r.plan.times, at::kDouble));
  }
  if (const auto hash = hash_process(r.process_spec); !hash.empty()) q["process_file"] = hash;
  if (const auto hash = hash_solver(r.plan.method.spec); !hash.empty()) q["solver_hash"] = hash;
  q["noise"] = r.noise.defined() ? json(hash_tensor(r.noise)) : json("seeds");
  q["noise_scale"] = r.scaled ? 1 : r.process->sigma(r.plan.times.front());
  q["seeds"] = to_string(r.seeds);
  q["labels"] = r.guidance.labels.text();
  if (const json guidance = guidance_json(r.guidance); !guidance.is_null())
    q["guidance"] = guidance;
  if (r.guide) q["guide_identity"] = r.guide->identity();
  if (const auto used = statistics_used(r.model->spec, r.plan.method, r.guidance.how.acts());
      !used.empty())
    q["statistics"] = used;
  if (const auto note = student_note(r.model->spec, *r.process, r.plan.method, r.plan.times);
      !note.empty())
    q["beside_its_steps"] = note;
  q["micro_batch"] = r.model->micro_batch;
  q["dtype"] = r.options.dtype() == at::kDouble ? "float64" : "float32";
  q["device"] = device_kind(r.options.device());
  q["arithmetic"] = arithmetic(r.options.device());
  return q;
}

Solution solve_some(const Request& r, const std::shared_ptr<ScoreModel>& model, int64_t from,
                    int64_t to) {
  const std::vector<uint64_t> seeds(r.seeds.begin() + from, r.seeds.begin() + to);
  if (!r.noise.defined()) return solve(r.plan, r.process, model, seeds, r.options);
  Tensor x = r.noise.slice(0, from, to);
  if (!r.scaled) x = x.mul(r.process->sigma(r.plan.times.front()));
  return solve(r.plan, r.process, model, seeds, x.contiguous());
}

py::dict solve_all(const Request& r, const py::object& progress) {
  const auto total = static_cast<int64_t>(r.seeds.size());
  const int64_t batch = r.plan.together(r.batch);
  int64_t done = 0, evaluations = 0;
  const auto tell = [&] {
    if (!progress.is_none()) called(progress, py::make_tuple(done, total, evaluations));
  };
  const Heard heard = [&] {
    ++evaluations;
    tell();
  };
  Solution all;
  json record;
  {
    const NoGil free;
    const at::NoGradGuard no_grad;
    record = record_of(r);
    std::vector<Tensor> parts;
    if (const auto why = obstacle(r.plan, r.process, r.score, r.options, r.seeds.front());
        !why.empty())
      throw std::invalid_argument("sample: " + why);
    const auto model = watched(r.score, heard);
    for (int64_t from = 0; from < total; from += batch) {
      const int64_t to = std::min(from + batch, total);
      Solution part = solve_some(r, model, from, to);
      decode_solved(*r.score, part.x, part.outcome);
      parts.push_back(part.x);
      all.outcome.insert(all.outcome.end(), part.outcome.begin(), part.outcome.end());
      done = to;
    }
    all.x = parts.size() == 1 ? parts[0] : at::cat(parts);
  }
  tell();
  py::list status, t;
  std::vector<int64_t> nfe, steps, rejected;
  for (const Outcome& o : all.outcome) {
    status.append(to_string(o.status)), t.append(o.t);
    nfe.push_back(o.nfe), steps.push_back(o.steps), rejected.push_back(o.rejected);
  }
  std::vector<std::string> notes;
  for (const auto& note : {statistics_note(r.model->spec, r.plan.method, r.guidance.how.acts()),
                           record.value("beside_its_steps", "")})
    if (!note.empty()) notes.push_back(fmt::format("{}: {}", r.model->name, note));
  return py::dict(py::arg("x") = all.x, py::arg("nfe") = nfe, py::arg("status") = status,
                  py::arg("t") = t, py::arg("steps") = steps, py::arg("rejected") = rejected,
                  py::arg("record") = to_python(record), py::arg("notes") = notes);
}

py::dict sample(std::shared_ptr<Model> model, const std::string& process, const std::string& solver,
                const std::string& grid, std::optional<int64_t> steps, std::optional<int64_t> nfe,
                std::optional<double> rtol, std::optional<double> atol, std::vector<uint64_t> seeds,
                std::optional<Tensor> noise, bool scaled, const std::string& dtype,
                const std::string& device, int64_t batch, std::vector<int64_t> labels,
                double guidance, std::pair<double, double> interval, double rescale,
                int64_t channels, std::shared_ptr<Model> guide, const py::object& progress) {
  Request r;
  r.model = std::move(model);
  const at::ScalarType type = parse_type(dtype, "sample dtype");
  if (type != at::kFloat && type != at::kDouble)
    throw std::invalid_argument(
        fmt::format("sample dtype: the state is float32 or float64, got {}", dtype));
  if (batch < 1)
    throw std::invalid_argument(fmt::format("sample batch: must be 1 or more, got {}", batch));
  r.options = at::TensorOptions(type).device(device_here(device, "sample device"));
  r.process_spec = process, r.process = make_process(process);
  r.steps = {solver, grid, steps, nfe, rtol, atol};
  r.seeds = std::move(seeds), r.batch = batch;
  if (!labels.empty() && labels.size() != 1 && labels.size() != r.seeds.size())
    throw std::invalid_argument(
        fmt::format("sample labels: {} for {} samples; give one for all, or one each",
                    labels.size(), r.seeds.size()));
  if (labels.size() == 1) r.guidance.labels.of = labels;
  for (size_t i = 0; labels.size() > 1 && i < labels.size(); ++i)
    r.guidance.labels.each[r.seeds[i]] = labels[i];
  r.guidance.how.w = guidance, r.guidance.how.rescale = rescale;
  r.guidance.how.channels = channels;
  r.guidance.how.from = interval.first, r.guidance.how.to = interval.second;
  r.guide = std::move(guide);
  if (r.guide) r.guidance.guide = r.guide->name;
  check(r.guidance.how);
  if (noise) {
    r.scaled = scaled;
    r.noise = noise->detach().to(r.options).contiguous();
    if (r.noise.is_alias_of(*noise)) r.noise = r.noise.clone();  // nobody writes into theirs
    std::vector<int64_t> shape = r.model->shape;
    shape.insert(shape.begin(), static_cast<int64_t>(r.seeds.size()));
    if (r.noise.sizes() != at::IntArrayRef(shape))
      throw std::invalid_argument(fmt::format("sample noise: expected [{}], got [{}]",
                                              fmt::join(shape, ", "),
                                              fmt::join(r.noise.sizes(), ", ")));
  }
  {
    const NoGil free;
    check_sample_seeds(r.seeds, "sample seeds");
    r.score = r.open();
    r.plan = plan_samples(r.steps, *r.process, *r.score, r.guidance.how, type);
  }
  return solve_all(r, progress);
}

}  // namespace

void bind_sample(py::module_& m) { m.def("sample", &sample); }

}  // namespace odelia::python
