#include <atomic>

#include <ATen/ops/tensor.h>

#include "experiments/command/student_note.h"
#include "experiments/likelihood/run.h"
#include "experiments/python/model.h"

namespace odelia::python {
namespace {

const char* kind_of(const std::string&) { return "a string"; }
const char* kind_of(double) { return "a number"; }
const char* kind_of(int64_t) { return "a whole number"; }

/// The settings of `odelia likelihood` by their names in a config.  Throws TypeError, which names the
/// setting, on a value of another type.
LikelihoodConfig config_of(const py::dict& settings) {
  LikelihoodConfig c;
  const auto take = [&](const char* key, auto& value) {
    using Value = std::decay_t<decltype(value)>;
    if (!settings.contains(key)) return;
    const py::object given = settings[key];
    c.given.flags.insert(key);
    try {
      value = py::cast<Value>(given);
    } catch (const py::cast_error&) {
      throw py::type_error(fmt::format("log_prob {}: expected {}, got {}", key, kind_of(value),
                                       py::repr(given).cast<std::string>()));
    }
  };
  take("process", c.process), take("solver", c.solver), take("grid", c.grid);
  take("rtol", c.rtol), take("atol", c.atol), take("steps", c.steps), take("t_min", c.t_min);
  take("t_min_treatment", c.t_min_treatment), take("terminal", c.terminal);
  take("divergence", c.divergence), take("probe", c.probe), take("probes", c.probes);
  take("product", c.product), take("control", c.control);
  take("dequant", c.dequant), take("dequantizer", c.dequantizer);
  take("dequant_draws", c.dequant_draws);
  take("scale", c.scale), take("offset", c.offset), take("dtype", c.dtype), take("seed", c.seed);
  take("batch", c.batch), take("ode_images", c.ode_images), take("labels", c.labels);
  take("bound", c.bound), take("bound_samples", c.bound_samples);
  return c;
}

/// The labels of the data, and the config told that they are asked for; undefined where none are given.
Tensor own_labels(LikelihoodConfig& c, const std::vector<int64_t>& labels, int64_t total) {
  if (labels.empty()) return {};
  if (labels.size() == 1) {
    c.labels = std::to_string(labels[0]);
    return {};
  }
  if (static_cast<int64_t>(labels.size()) != total)
    throw std::invalid_argument(fmt::format(
        "log_prob labels: {} for {} samples; give one for all, or one each", labels.size(), total));
  c.labels = "data";
  return at::tensor(labels);
}

py::dict log_prob(const std::shared_ptr<Model>& model, const Tensor& data,
                  const std::vector<int64_t>& labels, const py::dict& settings,
                  const py::object& progress) {
  static std::atomic<int64_t> count{0};
  LikelihoodConfig c = config_of(settings);
  c.micro_batch = model->micro_batch;
  c.device = model->device.str();
  c.model = fmt::format("{} (log_prob {})", model->name, ++count);  // nobody else's name
  if (!model->spec.empty()) refuse_progressive(model->spec, "log_prob");
  const Tensor samples = data.detach().cpu().contiguous();
  const int64_t total = samples.dim() > 0 ? samples.size(0) : 0;
  const Tensor own = own_labels(c, labels, total);
  int64_t done = 0, evaluations = 0;
  const auto tell = [&] {
    if (!progress.is_none()) called(progress, py::make_tuple(done, total, evaluations));
  };
  ModelAtHand at_hand;
  at_hand.exact = model->exact;
  at_hand.open = [&](const NetworkOptions& options) {
    NetworkOptions o = options;
    o.device = model->device;
    return watched(model->open(o), [&] {
      ++evaluations;
      tell();
    });
  };
  std::vector<LikelihoodRecord> records;
  LikelihoodSummary summary;
  nlohmann::ordered_json conventions;
  {
    const NoGil free;
    at_hand.identity = model->identity();
    const NamedModel named(c.model, at_hand);
    LikelihoodRun run(c, samples, "the samples given", own);
    conventions = run.conventions();
    conventions["model"] = model->name, conventions["model_identity"] = at_hand.identity;
    for (int64_t from = 0; from < total; from += run.batch()) {
      auto some = run.run(from, std::min(run.batch(), total - from));
      records.insert(records.end(), some.begin(), some.end());
      done = static_cast<int64_t>(records.size());
    }
    summary = summarise(records);
  }
  tell();
  const auto column = [&](double LikelihoodRecord::*member) {
    std::vector<double> out;
    for (const auto& r : records) out.push_back(r.*member);
    return out;
  };
  py::list status, reason;
  for (const auto& r : records) status.append(r.status), reason.append(r.reason);
  py::dict out;
  out["log_prob"] = column(&LikelihoodRecord::log_prob);
  out["bits_per_dim"] = column(&LikelihoodRecord::bits_per_dim);
  out["probe"] = column(&LikelihoodRecord::probe),
  out["dequant"] = column(&LikelihoodRecord::dequant);
  out["ode"] = column(&LikelihoodRecord::ode), out["prior"] = column(&LikelihoodRecord::prior);
  out["nfe"] = column(&LikelihoodRecord::nfe);
  out["vjp"] = column(&LikelihoodRecord::vjp), out["jvp"] = column(&LikelihoodRecord::jvp);
  out["bound"] = column(&LikelihoodRecord::bound);
  out["bound_se"] = column(&LikelihoodRecord::bound_se);
  out["discrete"] = column(&LikelihoodRecord::discrete);
  out["discrete_se"] = column(&LikelihoodRecord::discrete_se);
  out["status"] = status, out["reason"] = reason;
  out["mean"] = summary.bits_per_dim, out["standard_error"] = summary.total;
  out["parts"] = py::dict(py::arg("data") = summary.data, py::arg("probe") = summary.probe,
                          py::arg("dequant") = summary.dequant, py::arg("ode") = summary.ode,
                          py::arg("prior") = summary.prior);
  out["failed"] = summary.failed;
  out["line"] = one_line(summary);
  out["conventions"] = to_python(conventions);
  return out;
}

}  // namespace

void bind_likelihood(py::module_& m) { m.def("log_prob", &log_prob); }

}  // namespace odelia::python
