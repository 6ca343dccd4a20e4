#include "experiments/likelihood/summary.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "solvers/solver.h"

namespace odelia {
namespace {

using json = nlohmann::ordered_json;

struct Moments {
  double mean = 0, variance = kUnknown;  ///< of the values, unbiased
  int64_t count = 0;
};

Moments moments(const std::vector<double>& values) {
  Moments m;
  m.count = static_cast<int64_t>(values.size());
  for (double v : values) m.mean += v / static_cast<double>(m.count);
  if (m.count < 2) return m;
  m.variance = 0;
  for (double v : values)
    m.variance += (v - m.mean) * (v - m.mean) / static_cast<double>(m.count - 1);
  return m;
}

double or_zero(double v) { return std::isnan(v) ? 0 : v; }
json number(double v) { return std::isfinite(v) ? json(v) : json(nullptr); }
double number(const nlohmann::json& v) { return v.is_null() ? kUnknown : v.get<double>(); }

/// The standard error of a mean over images, from the squares of their own that are known; unknown
/// if none is, or their mean is negative.
double combined(const std::vector<double>& squares, size_t images) {
  const double sum = std::accumulate(squares.begin(), squares.end(), 0.0);
  if (squares.empty() || sum < 0) return kUnknown;
  return std::sqrt(sum / static_cast<double>(squares.size()) / static_cast<double>(images));
}

std::vector<double> known(const std::vector<LikelihoodRecord>& ok,
                          double LikelihoodRecord::*value) {
  std::vector<double> out;
  for (const auto& r : ok)
    if (!std::isnan(r.*value)) out.push_back(r.*value);
  return out;
}

std::vector<double> squares(const std::vector<double>& values) {
  std::vector<double> out;
  for (double v : values) out.push_back(v * v);
  return out;
}

bool is_status(const std::string& name) {
  for (int64_t number = 0; odelia::is_status(number); ++number)
    if (name == to_string(static_cast<Status>(number))) return true;
  return name == "error";
}

void require_sound(const LikelihoodRecord& r) {
  if (!is_status(r.status)) throw std::runtime_error(fmt::format("no status is '{}'", r.status));
  for (const auto& [name, value] : {std::pair{"probe", r.probe},
                                    {"dequant", r.dequant},
                                    {"elbo's se", r.bound_se},
                                    {"elbo_discrete's se", r.discrete_se},
                                    {"nfe", r.nfe},
                                    {"vjp", r.vjp},
                                    {"jvp", r.jvp}})
    if (value < 0) throw std::runtime_error(fmt::format("{} is {}, below 0", name, value));
  if (r.status == "ok" && !(std::isfinite(r.bits_per_dim) && std::isfinite(r.log_prob)))
    throw std::runtime_error("a finished image without its number");
}

}  // namespace

void set_estimates(LikelihoodRecord& record, const std::vector<std::vector<double>>& log_prob,
                   double log_jacobian, double dimension) {
  const double unit = dimension * M_LN2;  // nats of one bit/dim
  std::vector<double> draws;
  double probe = 0;
  for (const auto& columns : log_prob) {
    const Moments m = moments(columns);
    draws.push_back(m.mean);
    probe += m.variance / static_cast<double>(m.count);
  }
  const Moments over = moments(draws);
  const auto count = static_cast<double>(over.count);
  record.log_prob = over.mean + dimension * log_jacobian;
  record.bits_per_dim = -record.log_prob / unit;
  record.probe = std::sqrt(probe) / count / unit;
  const double apart = over.variance / count - or_zero(probe) / (count * count);
  record.dequant = apart < 0 ? kUnknown : std::sqrt(apart) / unit;
  record.dequant_square = apart < 0 ? apart / (unit * unit) : kUnknown;
}

LikelihoodSummary summarise(const std::vector<LikelihoodRecord>& records) {
  LikelihoodSummary s;
  std::vector<LikelihoodRecord> ok;
  for (const auto& r : records) {
    if (r.status == "ok")
      ok.push_back(r);
    else
      ++s.failed;
  }
  s.images = static_cast<int64_t>(ok.size());
  if (ok.empty()) return s;
  const auto n = static_cast<double>(s.images);
  s.log_prob = s.nfe = s.vjp = s.jvp = 0;
  for (const auto& r : ok)
    s.log_prob += r.log_prob / n, s.nfe += r.nfe / n, s.vjp += r.vjp / n, s.jvp += r.jvp / n;
  const Moments spread = moments(known(ok, &LikelihoodRecord::bits_per_dim));
  s.bits_per_dim = spread.mean;
  s.probe = combined(squares(known(ok, &LikelihoodRecord::probe)), ok.size());
  std::vector<double> dequant = squares(known(ok, &LikelihoodRecord::dequant));
  for (double square : known(ok, &LikelihoodRecord::dequant_square)) dequant.push_back(square);
  s.dequant = combined(dequant, ok.size());
  const double all = spread.variance / n,
               apart = std::pow(or_zero(s.probe), 2) + std::pow(or_zero(s.dequant), 2);
  s.data = s.images > 1 ? std::sqrt(std::max(0.0, all - apart)) : kUnknown;
  const Moments ode = moments(known(ok, &LikelihoodRecord::ode));
  if (s.images == 1 && ode.count == 1)
    s.ode = std::abs(ode.mean);
  else if (ode.count > 1)
    s.ode = std::sqrt(ode.mean * ode.mean + ode.variance / static_cast<double>(ode.count));
  const Moments prior = moments(known(ok, &LikelihoodRecord::prior));
  if (prior.count) s.prior = std::abs(prior.mean);
  // The images' spread as it is, not what is left of it: the parts cannot add up to less.
  if (s.images > 1)
    s.total = std::sqrt(std::max(all, apart) + std::pow(or_zero(s.ode), 2) +
                        std::pow(or_zero(s.prior), 2));
  for (const auto& [name, value, in_spread] : {std::tuple{"data", s.data, false},
                                               {"probe", s.probe, s.images > 1},
                                               {"dequant", s.dequant, s.images > 1},
                                               {"ode", s.ode, false},
                                               {"prior", s.prior, false}})
    if (std::isnan(value) && !in_spread) s.left_out.push_back(name);
  // The images' spread holds the draws' part; few images may be nearer to each other than that.
  const auto average = [&](double LikelihoodRecord::*value, double LikelihoodRecord::*drawn,
                           double& mean, double& se) {
    const Moments m = moments(known(ok, value));
    if (m.count) mean = m.mean;
    if (m.count > 1)
      se = std::max(std::sqrt(m.variance / static_cast<double>(m.count)),
                    or_zero(combined(squares(known(ok, drawn)), m.count)));
  };
  average(&LikelihoodRecord::bound, &LikelihoodRecord::bound_se, s.bound, s.bound_se);
  average(&LikelihoodRecord::discrete, &LikelihoodRecord::discrete_se, s.discrete, s.discrete_se);
  return s;
}

std::string one_line(const LikelihoodSummary& s) {
  std::vector<std::string> parts;
  const int digits = s.total > 0 && s.total < 1e-3
                         ? static_cast<int>(std::min(12.0, 1 - std::floor(std::log10(s.total))))
                         : 4;
  for (const auto& [name, value] : {std::pair{"data", s.data},
                                    {"probe", s.probe},
                                    {"dequant", s.dequant},
                                    {"ode", s.ode},
                                    {"prior", s.prior}})
    if (!std::isnan(value) ||
        std::find(s.left_out.begin(), s.left_out.end(), name) != s.left_out.end())
      parts.push_back(fmt::format("{} {}", name, known_or_dash(value, digits)));
  const std::string missing =
      s.left_out.empty() || std::isnan(s.total)
          ? ""
          : fmt::format("; ± leaves out {}", fmt::join(s.left_out, " and "));
  return fmt::format("{} ± {} bits/dim ({}{})", known_or_dash(s.bits_per_dim, digits),
                     known_or_dash(s.total, digits), fmt::join(parts, ", "), missing);
}

std::string known_or_dash(double value, int decimals) {
  return std::isnan(value) ? "–" : fmt::format("{:.{}f}", value, decimals);
}

json to_json(const LikelihoodRecord& r) {
  json out = {{"index", r.index},
              {"status", r.status},
              {"t", number(r.t)},
              {"bits_per_dim", number(r.bits_per_dim)},
              {"log_prob", number(r.log_prob)}};
  if (!r.reason.empty()) out["reason"] = r.reason;
  out["se"] = {{"data", nullptr},
               {"probe", number(r.probe)},
               {"dequant", number(r.dequant)},
               {"ode", number(r.ode)},
               {"prior", number(r.prior)}};
  if (!std::isnan(r.dequant_square)) out["se"]["dequant_square"] = r.dequant_square;
  out["nfe"] = r.nfe, out["vjp"] = r.vjp, out["jvp"] = r.jvp;
  if (!std::isnan(r.bound))
    out["elbo"] = {{"bits_per_dim", number(r.bound)}, {"se", number(r.bound_se)}};
  if (!std::isnan(r.discrete))
    out["elbo_discrete"] = {{"bits_per_dim", number(r.discrete)}, {"se", number(r.discrete_se)}};
  return out;
}

LikelihoodRecord record_from(const nlohmann::json& j) {
  LikelihoodRecord r;
  if (!j.at("index").is_number_integer()) throw std::runtime_error("an image without its number");
  r.index = j.at("index"), r.status = j.at("status"), r.t = number(j.at("t"));
  if (j.contains("reason")) r.reason = j.at("reason");
  r.bits_per_dim = number(j.at("bits_per_dim")), r.log_prob = number(j.at("log_prob"));
  const auto& se = j.at("se");
  r.probe = number(se.at("probe")), r.dequant = number(se.at("dequant")),
  r.ode = number(se.at("ode")), r.prior = number(se.at("prior"));
  if (se.contains("dequant_square")) r.dequant_square = se.at("dequant_square");
  r.nfe = j.at("nfe"), r.vjp = j.at("vjp"), r.jvp = j.at("jvp");
  if (j.contains("elbo"))
    r.bound = number(j["elbo"].at("bits_per_dim")), r.bound_se = number(j["elbo"].at("se"));
  if (j.contains("elbo_discrete"))
    r.discrete = number(j["elbo_discrete"].at("bits_per_dim")),
    r.discrete_se = number(j["elbo_discrete"].at("se"));
  require_sound(r);
  return r;
}

json to_json(const LikelihoodSummary& s) {
  json out = {{"bits_per_dim", number(s.bits_per_dim)},
              {"log_prob", number(s.log_prob)},
              {"images_ok", s.images},
              {"images_failed", s.failed}};
  out["se"] = {{"data", number(s.data)}, {"probe", number(s.probe)}, {"dequant", number(s.dequant)},
               {"ode", number(s.ode)},   {"prior", number(s.prior)}, {"total", number(s.total)}};
  out["total_leaves_out"] = s.left_out;
  out["nfe"] = number(s.nfe), out["vjp"] = number(s.vjp), out["jvp"] = number(s.jvp);
  if (!std::isnan(s.bound))
    out["elbo"] = {{"bits_per_dim", number(s.bound)}, {"se", number(s.bound_se)}};
  if (!std::isnan(s.discrete))
    out["elbo_discrete"] = {{"bits_per_dim", number(s.discrete)}, {"se", number(s.discrete_se)}};
  return out;
}

}  // namespace odelia
