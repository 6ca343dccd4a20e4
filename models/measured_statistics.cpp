#include "models/measured_statistics.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/sign.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>

#include "models/data/files.h"
#include "models/data/hash.h"
#include "models/data/json.h"
#include "models/data/npz.h"
#include "models/data/provenance.h"
#include "models/divergence.h"
#include "models/reverse.h"
#include "models/solve.h"
#include "solvers/combine.h"

namespace odelia {
namespace {

constexpr double kDifference = 0.02;  // of lambda, for (rho eps)'
constexpr double kRidge = 1e-3;
constexpr double kNothing = 1e-6;  // of u^2: what l, known to some thousandth, leaves of a linear u

/// Means over the paths at one point, [D]: u = rho eps, y = x/alpha, w = u'.
struct Moments {
  Tensor l, u, y, w, uu, uy, yy, wu, wy;

  void add(const Tensor& trace, const Tensor& eu, const Tensor& ey, const Tensor& ew,
           double weight) {
    const auto to = [weight](Tensor& mean, const Tensor& rows) {
      const Tensor sum = rows.sum(0) * weight;
      mean = mean.defined() ? mean + sum : sum;
    };
    to(l, trace), to(u, eu), to(y, ey), to(w, ew);
    to(uu, eu * eu), to(uy, eu * ey), to(yy, ey * ey), to(wu, ew * eu), to(wy, ew * ey);
  }
};

/// s and b from the means, with l and its slope along lambda.  Where u is linear, as of Gaussian data,
/// there is nothing for s to explain, and it is 0 but for what rounding leaves.
std::pair<Tensor, Tensor> fit(const Moments& m, const Tensor& l, const Tensor& slope) {
  const Tensor f = m.u - l * m.y, ff = m.uu - 2 * l * m.uy + l * l * m.yy;
  const Tensor df = m.w - slope * m.y + l * m.u;  // f' = u' - l' y - l y', y' = -u
  const Tensor dff = m.wu - l * m.wy - slope * m.uy + l * slope * m.yy + l * m.uu - l * l * m.uy;
  const Tensor variance = (ff - f * f).clamp_min(0);
  const Tensor floor = kRidge * ff.clamp_min(0).mean() + kNothing * m.uu.mean();
  const Tensor s = (dff - df * f) / (variance + floor);
  return {s, df - s * f};
}

/// The states of all paths at these times, [paths, ...] each.
std::vector<Tensor> follow(Dynamics& flow, ScoreModel& model, const Process& p,
                           const std::vector<double>& times, const std::vector<double>& lambdas,
                           const StatisticsPlan& plan,
                           const std::function<void(double)>& progress) {
  const Method between = make_method("dpmpp_3s");
  const auto dtype = model.precision() == at::kDouble ? at::kDouble : at::kFloat;
  std::vector<std::vector<Tensor>> at_time(times.size());
  for (size_t from = 0; from < plan.seeds.size(); from += plan.batch) {
    const std::vector<uint64_t> seeds(
        plan.seeds.begin() + from,
        plan.seeds.begin() + std::min(plan.seeds.size(), from + plan.batch));
    Tensor x = starting_noise(seeds, model.sample_shape(), dtype) * p.prior_std();
    at_time[0].push_back(x);
    model.begin(seeds);
    for (size_t k = 1; k < times.size(); ++k) {
      const TimeGrid grid{times[k - 1], p.t_of_lambda(0.5 * (lambdas[k - 1] + lambdas[k])),
                          times[k]};
      const Solution solution = odelia::solve(plan_on_grid(between, grid), flow, {}, x);
      for (const Outcome& o : solution.outcome)
        if (o.status != Status::ok)
          throw std::runtime_error(fmt::format("measure_statistics: a path ended {} at t = {:.4g}",
                                               to_string(o.status), o.t));
      at_time[k].push_back(x = solution.x);
    }
    progress(static_cast<double>(from + seeds.size()) / static_cast<double>(plan.seeds.size()));
  }
  std::vector<Tensor> out;
  for (const auto& parts : at_time) out.push_back(at::cat(parts));
  return out;
}

}  // namespace

MeasuredStatistics measure_statistics(std::shared_ptr<const Process> process,
                                      std::shared_ptr<ScoreModel> model, const StatisticsPlan& plan,
                                      const std::function<void(double)>& progress) {
  const at::NoGradGuard no_grad;
  const Process& p = *process;
  if (plan.seeds.size() < 2 || plan.points < 5 || plan.batch < 1)
    throw std::invalid_argument(fmt::format(
        "measure_statistics: needs 2 paths, 5 points and a batch of 1 or more, got {}, {} and {}",
        plan.seeds.size(), plan.points, plan.batch));
  if (p.from_pure_noise())
    throw std::invalid_argument(fmt::format(
        "measure_statistics: {} starts at alpha = 0, where log(alpha/sigma) is infinite; take "
        "t_max=0.999",
        p.name()));
  MeasuredStatistics out{
      p.lambda(p.t_max()), p.lambda(p.t_min()), {}, static_cast<int64_t>(plan.seeds.size())};
  if (!(out.last < std::min(1e3, model->lambda_max() + 0.05)))
    throw std::invalid_argument(fmt::format(
        "measure_statistics: {} ends at log(alpha/sigma) = {:.4g}, and this model knows up to "
        "{:.4g}; give the process a larger t_min",
        p.name(), out.last, model->lambda_max()));
  const std::vector<double> lambdas = chebyshev_points(out.first, out.last, plan.points);
  const auto time = [&](double lambda) {
    return lambda <= out.first ? p.t_max() : lambda >= out.last ? p.t_min() : p.t_of_lambda(lambda);
  };
  std::vector<double> times;
  for (double lambda : lambdas) times.push_back(time(lambda));

  const auto flow = reverse_dynamics(process, model, 0);
  const std::vector<Tensor> paths =
      follow(*flow, *model, p, times, lambdas, plan, [&](double done) {
        if (progress) progress(done / 2);
      });
  // Gaussian data of the paths' covariance: their J_G is at low SNR nearly the network's, whose
  // estimates v (J v) would otherwise drown the diagonal.
  const auto gaussian = GaussianPart::of_data(paths.back().flatten(1) / p.alpha(times.back()));
  std::vector<Moments> moments(lambdas.size());
  const double n = static_cast<double>(out.paths);
  for (int64_t from = 0; from < out.paths; from += plan.batch) {
    const int64_t count = std::min(plan.batch, out.paths - from);
    const std::vector<uint64_t> seeds(plan.seeds.begin() + from, plan.seeds.begin() + from + count);
    const auto probes = interval_noise(seeds);
    model->begin(seeds);
    for (size_t k = 0; k < lambdas.size(); ++k) {
      const Tensor x = paths[k].narrow(0, from, count);
      const double t = times[k], alpha = p.alpha(t), sigma = p.sigma(t), rho = sigma / alpha;
      const Tensor v = at::sign(probes->normal(t, t + 1, x));
      Tensor trace = at::empty_like(x);
      const Tensor eps =
          model->predict(x, alpha, sigma, Prediction::noise, ProductKind::vjp,
                         [&](int64_t first, int64_t rows, const Product& product) {
                           const Tensor piece = v.narrow(0, first, rows);
                           trace.narrow(0, first, rows).copy_(sigma * piece * product(piece));
                         });
      // rho eps a little before and after on the flow, as a step of DDIM gives it.
      const auto near = [&](double lambda) {
        const double tn = time(lambda), an = p.alpha(tn), rn = p.sigma(tn) / an;
        const Tensor xn = combine({{an / alpha, x}, {an * (rn - rho), eps}});
        return rn * model->predict(xn, an, p.sigma(tn), Prediction::noise).to(at::kDouble);
      };
      const double before = std::max(out.first, lambdas[k] - kDifference),
                   after = std::min(out.last, lambdas[k] + kDifference);
      const Tensor slope = (near(after) - near(before)) / (after - before);
      const auto rows = [](const Tensor& a) { return a.to(at::kDouble).flatten(1); };
      const Tensor probe = rows(v), control = gaussian.diagonal(alpha, sigma) -
                                              probe * gaussian.product(probe, alpha, sigma);
      moments[k].add(rows(trace) + sigma * control, rho * rows(eps), rows(x) / alpha, rows(slope),
                     1 / n);
      if (progress)
        progress(0.5 + 0.5 *
                           (static_cast<double>(from) + static_cast<double>(count * (k + 1)) /
                                                            static_cast<double>(lambdas.size())) /
                           n);
    }
  }

  std::vector<Tensor> l, s, b;
  for (const Moments& m : moments) l.push_back(m.l);
  const Tensor l_series = chebyshev_coefficients(at::stack(l));
  const Tensor slope = chebyshev_values(chebyshev_derivative(l_series, out.first, out.last),
                                        out.first, out.last, lambdas);
  for (size_t k = 0; k < lambdas.size(); ++k) {
    const auto [sk, bk] = fit(moments[k], l[k], slope[static_cast<int64_t>(k)]);
    s.push_back(sk), b.push_back(bk);
  }
  out.coefficients = at::stack(
      {l_series, chebyshev_coefficients(at::stack(s)), chebyshev_coefficients(at::stack(b))});
  return out;
}

void write_statistics(const std::filesystem::path& file, const MeasuredStatistics& m,
                      const nlohmann::ordered_json& provenance) {
  std::map<std::string, Tensor> arrays{{"coefficients", m.coefficients.to(at::kFloat)},
                                       {"range", at::tensor(std::vector<double>{m.first, m.last})},
                                       {"paths", at::tensor(std::vector<int64_t>{m.paths})}};
  if (!provenance.empty()) arrays[kProvenance] = provenance_array(provenance);
  write_npz(file.string(), arrays);
}

std::string statistics_model(const std::filesystem::path& file) {
  std::string where = file.string();
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("{}: {}; measure them again with `odelia statistics`", where, what));
  };
  nlohmann::json facts = read_provenance(read_npz(where, {kProvenance}), where);
  const auto beside = std::filesystem::path(file).replace_extension(".json");
  if (facts.empty() && std::filesystem::exists(beside)) {
    where = beside.string();
    facts = read_json(where, 1 << 20);
    if (!facts.is_object() || !facts.contains("npz")) refuse("names no npz by its hash");
    if (facts.at("npz") != hash_file(file))
      refuse(fmt::format("belongs to other statistics than {}", file.string()));
  }
  if (facts.empty()) return "";
  if (!facts.contains("kind") || facts.at("kind") != "statistics")
    refuse("does not say that it is of statistics");
  const auto hash = facts.find("model_hash");
  if (hash == facts.end() || !hash->is_string()) refuse("has no text 'model_hash'");
  return hash->get<std::string>();
}

MeasuredStatistics read_statistics(const std::filesystem::path& file, int64_t elements) {
  auto arrays = read_npz(file.string(), {"coefficients", "range", "paths"});
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("{}: {}; make it again with `odelia statistics`", file.string(), what));
  };
  for (const char* name : {"coefficients", "range", "paths"})
    if (!arrays.count(name)) refuse(fmt::format("has no array '{}'", name));
  const Tensor c = arrays["coefficients"].to(at::kDouble), range = arrays["range"].to(at::kDouble);
  if (c.dim() != 3 || c.size(0) != 3 || c.size(1) < 2 || range.numel() != 2)
    refuse("coefficients must be [3, K, D] and range two numbers");
  if (c.size(2) != elements)
    refuse(fmt::format("is for samples of {} elements, these have {}", c.size(2), elements));
  const double first = range.data_ptr<double>()[0], last = range.data_ptr<double>()[1];
  if (!(first < last) || !std::isfinite(last - first) || !at::isfinite(c).all().item<bool>())
    refuse("holds a NaN or an infinity, or no range");
  return {first, last, c, arrays["paths"].to(at::kLong).sum().item<int64_t>()};
}

}  // namespace odelia
