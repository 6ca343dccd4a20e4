#include "experiments/likelihood/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <set>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include "experiments/command/device_option.h"
#include "experiments/command/hashes.h"
#include "experiments/command/verbs.h"
#include "experiments/likelihood/records.h"
#include "models/bound.h"
#include "models/data/images/read_data.h"
#include "models/device.h"
#include "models/row_by_row.h"
#include "solvers/combine.h"
#include "solvers/names.h"
#include "solvers/noise.h"

namespace odelia {
namespace {

void require_one_of(const char* flag, const std::string& value,
                    const std::set<std::string>& known) {
  if (!known.count(value))
    throw Misuse(fmt::format("likelihood --{}: unknown '{}'; {}", flag, value,
                             known_names(value, names_in(known))));
}

/// An option that does nothing beside another was given for a reason: says so.
void refuse_idle(const LikelihoodConfig& c, const char* flag,
                 std::initializer_list<const char*> causes, const std::string& where,
                 const char* remedy) {
  std::string key = flag;
  std::replace(key.begin(), key.end(), '-', '_');
  if (c.given.beside(key, causes))
    throw Misuse(fmt::format("likelihood --{}: does nothing {}; leave it out, or take {}", flag,
                             where, remedy));
}

bool wants_continuous(const LikelihoodConfig& c) {
  return c.bound == "continuous" || c.bound == "both";
}
bool wants_discrete(const LikelihoodConfig& c) {
  return c.bound == "discrete" || c.bound == "both";
}

/// Throws Misuse where there is no discrete bound of such data, or of a model that knows levels up
/// to lambda_max.
void check_discrete(const LikelihoodData& data, double lambda_max) {
  if (!data.eight_bit())
    throw Misuse(
        "likelihood --bound discrete: is a bound for 8-bit images; take --bound continuous");
  if (kDiscreteLambda > lambda_max + kBeyondKnown)
    throw Misuse(fmt::format(
        "likelihood --bound discrete: DDPM's first step is at log(alpha/sigma) = {:.4g}, and the "
        "model knows levels up to {:.4g}; take --bound continuous",
        kDiscreteLambda, lambda_max));
}

/// Throws Misuse where levels from t_min on cannot be turned into times, as the continuous bound does:
/// a process that searches for them does so from its own t_min.
void check_inverse(const Process& p, double t_min) try {
  p.t_of_lambda(p.lambda(t_min));
} catch (const std::domain_error&) {
  throw Misuse(fmt::format(
      "likelihood --bound continuous: draws levels from t_min = {} on, and process '{}' finds none "
      "before its own t_min = {}; take that or more for --t-min, or a process with a smaller t_min",
      t_min, p.name(), p.t_min()));
}

/// Throws Misuse on values that no model or data could make right.
void check(const LikelihoodConfig& c) {
  require_one_of("t-min-treatment", c.t_min_treatment, {"plain", "elbo"});
  require_one_of("terminal", c.terminal, {"prior", "exact"});
  require_one_of("product", c.product, {"vjp", "jvp", "auto"});
  require_one_of("control", c.control, {"none", "gaussian"});
  require_one_of("bound", c.bound, {"none", "continuous", "discrete", "both"});
  require_one_of("divergence", c.divergence, {"exact", "hutchinson", "hutchpp"});
  if (c.ode_images < 0)
    throw Misuse(fmt::format("likelihood --ode-images: must be 0 or more, got {}", c.ode_images));
  if (wants_continuous(c) && (c.bound_samples < 2 || c.bound_samples % 2))
    throw Misuse(fmt::format("likelihood --bound-samples: must be even and 2 or more, got {}",
                             c.bound_samples));
  for (const char* flag : {"probe", "probes"})
    if (c.divergence == "exact")
      refuse_idle(c, flag, {"divergence"}, "with --divergence exact, which takes no probes",
                  "--divergence hutchinson");
  if (c.bound == "none" || c.bound == "discrete")
    refuse_idle(c, "bound-samples", {"bound"}, "with --bound " + c.bound, "--bound continuous");
}

}  // namespace

LikelihoodRun::LikelihoodRun(const LikelihoodConfig& config)
    : LikelihoodRun(config, [](const LikelihoodConfig& c, const std::vector<int64_t>& shape) {
        return load_likelihood_data(c, shape);
      }) {}

LikelihoodRun::LikelihoodRun(const LikelihoodConfig& config, const Tensor& data,
                             const std::string& name, const Tensor& labels)
    : LikelihoodRun(config, [&](const LikelihoodConfig& c, const std::vector<int64_t>& shape) {
        return likelihood_data(c, data, name, shape, labels);
      }) {}

LikelihoodRun::LikelihoodRun(const LikelihoodConfig& config, const LoadData& load)
    : config_(config) {
  LikelihoodConfig& c = config_;
  check(c);
  flow_ = open_flow(c, "likelihood");
  c.atol = flow_.steps.atol;
  c.micro_batch = flow_.micro_batch;
  if (c.ode_images > 0) {
    if (!(10 * c.rtol < 1))
      throw Misuse(fmt::format(
          "likelihood: rtol {:g} leaves no coarser solve for the ODE error, which takes "
          "ten times as much; take less than 0.1, or --ode-images 0",
          c.rtol));
    coarse_ = plan_flow("likelihood", c.solver,
                        {10 * c.rtol, 10 * c.atol, std::max<int64_t>(1, c.steps / 2), c.grid},
                        *flow_.process, flow_.t_min);
  }

  data_ = load(c, flow_.model->sample_shape());
  if (data_.provenance.value("kind", "") == "latents")
    throw Misuse(fmt::format("likelihood --data '{}': these are latents of odelia encode, not data",
                             c.data));
  if (!data_.labels.empty()) flow_.model->label(data_.labels);  // refused now, if at all
  map_ = data_map(c, data_, flow_.network);
  if (draws() == 0)
    refuse_idle(c, "dequant-draws", {"dequant", "t_min_treatment", "data"},
                "where no noise is drawn, neither in data nor at t_min",
                "--dequant uniform (of 8-bit data) or --t-min-treatment elbo");
  if (c.terminal == "exact") {
    const Process& p = *flow_.process;
    require_own_density(*flow_.model, select_rows(data_.raw, {0}).to(at::kDouble),
                        p.alpha(p.t_max()), p.sigma(p.t_max()));
  }
  if (wants_discrete(c)) check_discrete(data_, flow_.model->lambda_max());
  if (flow_.process->from_pure_noise() && (wants_continuous(c) || c.control == "gaussian"))
    throw Misuse(fmt::format(
        "likelihood {}: needs a start where alpha > 0, and process '{}' has none; take t_max=0.999",
        c.control == "gaussian" ? "--control gaussian" : "--bound " + c.bound,
        flow_.process->name()));
  if (wants_continuous(c)) check_inverse(*flow_.process, flow_.t_min);
  for (int64_t n : flow_.model->sample_shape()) dimension_ *= static_cast<double>(n);

  trace_ = {c.divergence, c.probe, c.probes, ProductKind::vjp};
  if (c.control == "gaussian") set_control();
  if (c.divergence == "exact") c.probe = "none", c.probes = 0;
  if (c.product == "jvp") trace_.product = ProductKind::jvp;
  make_trace_estimator(trace_, {0}, flow_.model->sample_shape(), flow_.state(),
                       control_);  // refuses now what it would refuse later
  if (c.product == "auto") resolve_products();
  describe();
}

void LikelihoodRun::set_control() {
  // Any covariance leaves the estimate unbiased; that of the training images is nearest.
  const LikelihoodConfig& c = config_;
  const bool named = !c.data.empty() && !is_own_data(c.data);
  const Tensor all = named
                         ? read_data({c.data, "train", c.data_folder, c.rule}, "likelihood").images
                         : data_.all,
               some = all.flatten(1).slice(0, 0, 20000);
  const std::vector<bool> finite = finite_rows(some.to(at::kDouble));
  std::vector<int64_t> rows;
  for (int64_t i = 0; i < some.size(0); ++i)
    if (finite[i]) rows.push_back(i);
  const Tensor raw = select_rows(some, rows);
  control_ =
      std::make_shared<GaussianPart>(GaussianPart::of_data(raw.to(at::kDouble) * map_.scale));
  control_name_ = fmt::format("gaussian, covariance of {} rows of {}", raw.size(0),
                              named ? c.data + " train" : "the data");
  control_hash_ = hash_tensor(raw);
}

void LikelihoodRun::resolve_products() {
  const auto seconds = [&](ProductKind kind) {
    trace_.product = kind;
    const int64_t rows =
        std::min<int64_t>(config_.micro_batch, static_cast<int64_t>(data_.index.size()));
    const std::vector<uint64_t> seeds(rows, 0);
    std::vector<int64_t> first(rows);
    std::iota(first.begin(), first.end(), 0);
    flow_.tell(data_, first);
    const Tensor x =
        map_.to_model(data_.raw.slice(0, 0, rows), seeds).y.to(flow_.state()).flatten(1);
    auto estimator =
        make_trace_estimator(trace_, seeds, flow_.model->sample_shape(), x.options(), control_);
    const auto flow = likelihood_flow(flow_.process, flow_.model, std::move(estimator), kind);
    const Tensor state = at::cat(
        {x, at::zeros({rows, trace_.method == "hutchpp" ? trace_.probes - 2 * (trace_.probes / 3)
                                                        : std::max<int64_t>(1, config_.probes)},
                      x.options())},
        1);
    flow->drift(state, flow_.process->t_max());  // warm
    wait_for(state.device());
    const auto start = std::chrono::steady_clock::now();
    flow->drift(state, flow_.process->t_max());
    wait_for(state.device());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  config_.product = seconds(ProductKind::vjp) <= seconds(ProductKind::jvp) ? "vjp" : "jvp";
  trace_.product = config_.product == "vjp" ? ProductKind::vjp : ProductKind::jvp;
}

void LikelihoodRun::describe() {
  const LikelihoodConfig& c = config_;
  auto& out = conventions_;
  out["model"] = c.model, out["model_hash"] = hash_model(c.model, c.foreign);
  out["process"] = flow_.process->name();
  if (const auto hash = hash_process(c.process); !hash.empty()) out["process_file_hash"] = hash;
  out["images"] = fmt::format("{}-{}", data_.index.front(), data_.index.back());
  out["data"] = data_.name, out["data_hash"] = hash_tensor(data_.raw);
  if (!data_.rule.empty()) out["data_rule"] = data_.rule;
  if (!data_.files.empty()) out["data_files"] = data_.files;
  if (!data_.labels.empty())
    out["labels"] = c.labels, out["labels_hash"] = hash_tensor(at::tensor(data_.labels));
  out["dimension"] = static_cast<int64_t>(dimension_);
  out["dequantisation"] = map_.dequantisation();
  out["dequantisation_draws"] = draws();
  if (map_.flow)
    out["dequantizer"] = c.dequantizer,
    out["dequantizer_hash"] = hash_network(c.dequantizer, "dequantizer");
  out["scaling"] = map_.flow          ? "y = scale (data + u - 1/2) + offset, u ~ q(u | data)"
                   : map_.dequantises ? "y = scale (data + u - 1/2) + offset, u uniform in [0, 1)"
                                      : "y = scale data + offset";
  out["scale"] = map_.scale, out["offset"] = map_.offset;
  out["density_of"] =
      map_.flow ? "the 8-bit data, a lower bound: log p - log q(u | data), in nats per sample; "
                  "bits_per_dim = -log_prob / (D ln 2)"
                : "the data as given, in nats per sample; bits_per_dim = -log_prob / (D ln 2)";
  out["t_min"] = flow_.t_min, out["T"] = flow_.process->t_max();
  out["t_min_treatment"] = c.t_min_treatment;
  out["terminal"] = c.terminal;
  out["prior"] = c.terminal == "exact"
                     ? "the model's own density at T"
                     : fmt::format("N(0, {:.17g}^2 I)", flow_.process->prior_std());
  out["solver"] = flow_.plan.method.spec, out["step_control"] = to_string(flow_.plan.control);
  if (!flow_.plan.tolerance)
    out["steps"] = c.steps, out["grid"] = c.grid;
  else
    out["rtol"] = c.rtol, out["atol"] = c.atol;
  flow_.put_outside_hashes(out);
  out["divergence"] = c.divergence, out["probe"] = c.probe, out["probes"] = c.probes,
  out["product"] = c.product;
  out["control_variate"] = control_name_;
  if (control_) out["control_hash"] = control_hash_;
  out["ode_error"] = !flow_.plan.tolerance ? "difference from half the steps"
                                           : "difference from ten times the tolerance";
  out["ode_images"] = c.ode_images;
  out["dtype"] = flow_.state_dtype == at::kDouble ? "float64" : "float32";
  out["network_precision"] = flow_.network
                                 ? precision_name(flow_.model->type(), c.network_precision)
                                 : "exact score in float64";
  if (flow_.network) out["micro_batch"] = c.micro_batch;
  put_device(out, flow_.device);
  out["seed"] = c.seed;
  if (c.bound != "none") out["bound"] = c.bound, out["bound_samples"] = c.bound_samples;
  // Said where it is another than the usual one, which earlier versions took whatever the map was:
  // their records are not gone on with.
  if (wants_discrete(c) && (map_.scale != 1 / 127.5 || map_.offset != -1))
    out["discrete_bound_scaling"] = "y = scale data + offset";
}

nlohmann::ordered_json LikelihoodRun::identity() const {
  auto out = unnamed(conventions_);
  out["arithmetic"] = arithmetic(flow_.device);
  return out;
}

std::vector<LikelihoodRecord> LikelihoodRun::run(int64_t first, int64_t count) {
  const auto refused = [&](int64_t place, const std::string& why, int64_t evaluations) {
    LikelihoodRecord r;
    r.index = data_.index[place];
    r.status = "error", r.reason = why, r.t = flow_.t_min;
    r.log_prob = r.bits_per_dim = kUnknown;
    r.nfe = static_cast<double>(evaluations);
    return std::vector<LikelihoodRecord>{r};
  };
  std::vector<LikelihoodRecord> out;
  for (int64_t from = first; from < first + count; from += flow_.batch) {
    std::vector<int64_t> places;
    for (int64_t i = from; i < std::min(from + flow_.batch, first + count); ++i)
      places.push_back(i);
    for (auto& part : row_by_row(
             flow_.model->ledger(), places,
             [&](const std::vector<int64_t>& some) { return run_batch(some); }, refused))
      for (auto& record : part) out.push_back(std::move(record));
  }
  return out;
}

FlowLikelihood LikelihoodRun::solve(const SolvePlan& plan, const Tensor& y,
                                    const std::vector<uint64_t>& seeds,
                                    const std::vector<int64_t>& places) {
  auto estimator =
      make_trace_estimator(trace_, seeds, flow_.model->sample_shape(), y.options(), control_);
  return flow_log_density(plan, flow_.process, flow_.model, std::move(estimator), trace_.product, y,
                          config_.terminal, labels_of(data_, places));
}

struct LikelihoodRun::Batch {
  std::vector<LikelihoodRecord> records;
  std::vector<int64_t> rows, places;  ///< of the finite images: in the batch, in the data
  Tensor raw;                         ///< the finite images
  /// By image, draw of the dequantisation and probe: log p of the image as it came, nats.
  std::vector<std::vector<std::vector<double>>> estimates;
};

LikelihoodRun::Batch LikelihoodRun::open_batch(const std::vector<int64_t>& places) const {
  Batch batch;
  batch.records.resize(places.size());
  const Tensor raw = select_rows(data_.raw, places);
  const std::vector<bool> finite =
      data_.eight_bit() ? std::vector<bool>(places.size(), true) : finite_rows(raw.to(at::kDouble));
  for (size_t i = 0; i < places.size(); ++i) {
    LikelihoodRecord& r = batch.records[i];
    r.index = data_.index[places[i]];
    if (finite[i])
      batch.rows.push_back(static_cast<int64_t>(i)), batch.places.push_back(places[i]);
    else
      r.status = to_string(Status::non_finite), r.t = flow_.t_min,
      r.log_prob = r.bits_per_dim = kUnknown;
  }
  batch.raw = select_rows(raw, batch.rows);
  batch.estimates.resize(batch.rows.size());
  return batch;
}

void LikelihoodRun::run_draw(Batch& batch, int64_t draw) {
  std::vector<uint64_t> seeds;
  for (int64_t place : batch.places)
    seeds.push_back(sample_seed(static_cast<uint64_t>(config_.seed), data_.index[place], draw));
  const double alpha = flow_.process->alpha(flow_.t_min), sigma = flow_.process->sigma(flow_.t_min);
  const auto [y, log_q] = map_.to_model(batch.raw, seeds);
  Tensor x = y;
  if (lifted()) {  // log p(y) >= E log p_tmin(alpha y + sigma e) + D log alpha, with the decoder
                   // N(x/alpha, (sigma/alpha)^2)
    const Tensor e = normals(y, seeds, Stream::likelihood_start);
    x = combine({{alpha, y}, {sigma, e}});
  }
  x = x.to(flow_.state());
  const FlowLikelihood result = solve(flow_.plan, x, seeds, batch.places);
  const double lift = lifted() ? dimension_ * std::log(alpha) : 0;
  for (size_t i = 0; i < batch.rows.size(); ++i) {
    const auto row = static_cast<int64_t>(i);
    LikelihoodRecord& r = batch.records[batch.rows[i]];
    const Outcome& o = result.outcome[i];
    if (o.status != Status::ok && r.status == "ok") r.status = to_string(o.status);
    if (draw == 0)
      r.t = o.t, r.nfe = static_cast<double>(o.nfe), r.vjp = r.nfe * result.vjp,
      r.jvp = r.nfe * result.jvp;
    std::vector<double> columns;
    for (int64_t k = 0; k < result.log_prob.size(1); ++k)
      columns.push_back(result.log_prob[row][k].item<double>() + lift -
                        log_q.data_ptr<double>()[i]);
    batch.estimates[i].push_back(columns);
  }
  if (draw > 0) return;
  set_prior_gap(batch, result, y);
  set_ode_error(batch, result, x, seeds);
}

void LikelihoodRun::set_prior_gap(Batch& batch, const FlowLikelihood& result, const Tensor& y) {
  const Process& p = *flow_.process;
  Tensor gap = result.prior_gap;
  if (config_.terminal == "prior" && !gap.defined())  // the mean gap is at most this
    gap = prior_divergence(y, p.alpha(p.t_max()), p.sigma(p.t_max()), p.prior_std());
  for (size_t i = 0; i < batch.rows.size(); ++i)
    if (config_.terminal == "exact")
      batch.records[batch.rows[i]].prior = 0;
    else if (gap.defined())
      batch.records[batch.rows[i]].prior =
          gap[static_cast<int64_t>(i)].item<double>() / (dimension_ * M_LN2);
}

void LikelihoodRun::set_ode_error(Batch& batch, const FlowLikelihood& result, const Tensor& x,
                                  const std::vector<uint64_t>& seeds) {
  std::vector<int64_t> again;  // among the first images of the data: the same whatever the batch
  std::vector<uint64_t> seeds_again;
  std::vector<int64_t> places_again;
  for (size_t i = 0; i < batch.rows.size(); ++i)
    if (batch.places[i] < config_.ode_images && result.outcome[i].status == Status::ok)
      again.push_back(static_cast<int64_t>(i)), seeds_again.push_back(seeds[i]),
          places_again.push_back(batch.places[i]);
  if (again.empty()) return;
  const FlowLikelihood coarse = solve(coarse_, select_rows(x, again), seeds_again, places_again);
  const Tensor difference =
      (coarse.log_prob - select_rows(result.log_prob, again)).mean(1) / (dimension_ * M_LN2);
  for (size_t k = 0; k < again.size(); ++k) {
    const double apart = difference[static_cast<int64_t>(k)].item<double>();
    // No difference to the bit: both took the same steps, which says nothing of their error.
    if (coarse.outcome[k].status == Status::ok && apart != 0)
      batch.records[batch.rows[again[k]]].ode = apart;
  }
}

std::vector<LikelihoodRecord> LikelihoodRun::run_batch(const std::vector<int64_t>& places) {
  const at::NoGradGuard no_grad;
  Batch batch = open_batch(places);
  if (batch.rows.empty()) return batch.records;
  for (int64_t draw = 0; draw < std::max<int64_t>(1, draws()); ++draw) run_draw(batch, draw);
  for (size_t i = 0; i < batch.rows.size(); ++i) {
    LikelihoodRecord& r = batch.records[batch.rows[i]];
    set_estimates(r, batch.estimates[i], map_.log_jacobian(), dimension_);
    if (config_.divergence == "exact") r.probe = 0;
    if (draws() == 0) r.dequant = 0;
    if (r.status == "ok" && !std::isfinite(r.log_prob)) r.status = to_string(Status::non_finite);
    if (r.status != "ok") r.log_prob = r.bits_per_dim = kUnknown;
  }
  if (config_.bound != "none") add_bounds(batch);
  return batch.records;
}

void LikelihoodRun::add_bounds(Batch& batch) {
  const Tensor& raw = batch.raw;
  std::vector<uint64_t> seeds;
  for (int64_t place : batch.places)
    seeds.push_back(sample_seed(static_cast<uint64_t>(config_.seed), data_.index[place], 0));
  flow_.tell(data_, batch.places);
  const double unit = dimension_ * M_LN2;
  const auto each = [&](const Bound& bound, double LikelihoodRecord::*value,
                        double LikelihoodRecord::*error) {
    for (size_t i = 0; i < batch.rows.size(); ++i) {
      LikelihoodRecord& r = batch.records[batch.rows[i]];
      r.*value = -bound.log_prob[static_cast<int64_t>(i)].item<double>() / unit;
      r.*error = bound.standard_error[static_cast<int64_t>(i)].item<double>() / unit;
    }
  };
  if (wants_continuous(config_)) {
    const auto [y, log_q] = map_.to_model(raw, seeds);
    Bound bound = continuous_bound(*flow_.process, *flow_.model, y, seeds, flow_.t_min,
                                   config_.bound_samples, flow_.state());
    bound.log_prob += dimension_ * map_.log_jacobian() - log_q;
    each(bound, &LikelihoodRecord::bound, &LikelihoodRecord::bound_se);
  }
  if (wants_discrete(config_))
    each(discrete_bound(*flow_.model, raw, seeds, flow_.state(), map_.scale, map_.offset),
         &LikelihoodRecord::discrete, &LikelihoodRecord::discrete_se);
}

}  // namespace odelia
