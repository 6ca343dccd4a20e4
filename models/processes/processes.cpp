#include "models/processes/processes.h"

#include <cmath>
#include <limits>
#include <map>

#include "models/processes/base.h"
#include "solvers/asked_options.h"
#include "solvers/registered.h"

namespace odelia {
namespace {

Registered<ProcessEntry>& entries() {
  static Registered<ProcessEntry> all("process");
  return all;
}

/// Throws, naming the process, where a double cannot hold its kernel or its drift.
void check_range(const Process& p) {
  for (double t : {p.t_min(), p.t_max()}) {
    if (t == p.t_max() && p.from_pure_noise()) continue;
    const double alpha = p.alpha(t), sigma = p.sigma(t), f = p.f(t), g2 = p.g2(t);
    const bool data = alpha > 0 && std::isfinite(alpha) && std::isfinite(f),
               noise = std::isfinite(sigma) && std::isfinite(g2) && g2 >= 0 &&
                       (t == p.t_max() ? sigma > 0 && p.lambda(t) > -700 : sigma >= 0);
    if (!data || !noise)
      throw std::invalid_argument(
          fmt::format("process '{}': out of a double's range at t = {}: alpha = {:.3g}, sigma = "
                      "{:.3g}, f = {:.3g}, g^2 = {:.3g}; take milder options, or another {}",
                      p.name(), t, alpha, sigma, f, g2, t == p.t_max() ? "t_max" : "t_min"));
  }
}

/// Throws, naming the process, where its parts contradict one another: lambda must fall with t, and
/// f = d log(alpha)/dt, g^2 = d sigma^2/dt - 2 f sigma^2.  By central differences at a few times, so
/// that a wrong factor shows and the kinks of a table do not.  What follows from these is held to
/// them where it is overridden: the rates, the inverse of lambda and the prior's spread.
void check_parts(const Process& p) {
  constexpr int kTimes = 7;
  const double from = std::max(p.t_min(), 1e-3 * p.t_max()), span = p.t_max() - from;
  const auto refuse = [&](const char* what, double t, double got, double expected) {
    throw std::invalid_argument(
        fmt::format("process '{}': {} is {:.6g} at t = {:.6g}, and its other parts make it {:.6g}",
                    p.name(), what, got, t, expected));
  };
  int off_f = 0, off_g = 0, off_alpha = 0, off_sigma = 0;
  double last = std::numeric_limits<double>::infinity();
  for (int i = 1; i <= kTimes; ++i) {
    const double t = from + span * i / (kTimes + 1), h = 1e-4 * span;
    if (!(p.lambda(t) < last))
      throw std::invalid_argument(
          fmt::format("process '{}': lambda = log(alpha/sigma) must fall with t, and goes from "
                      "{:.6g} to {:.6g} "
                      "up to t = {:.6g}",
                      p.name(), last, p.lambda(t), t));
    last = p.lambda(t);
    const double f = (std::log(p.alpha(t + h)) - std::log(p.alpha(t - h))) / (2 * h),
                 v = p.sigma(t) * p.sigma(t),
                 dv = (std::pow(p.sigma(t + h), 2) - std::pow(p.sigma(t - h), 2)) / (2 * h),
                 g2 = dv - 2 * p.f(t) * v;
    off_f += std::abs(f - p.f(t)) > 0.02 * (std::abs(f) + 1 / span);
    off_g += std::abs(g2 - p.g2(t)) > 0.02 * (std::abs(dv) + std::abs(2 * p.f(t) * v));
    if (2 * off_f > kTimes) refuse("f", t, p.f(t), f);
    if (2 * off_g > kTimes) refuse("g^2", t, p.g2(t), g2);
    const double on_alpha = p.f(t) * p.alpha(t), on_sigma = p.f(t) * p.sigma(t),
                 of_noise = 0.5 * p.g2(t) / p.sigma(t);
    off_alpha +=
        !(std::abs(p.alpha_rate(t) - on_alpha) <= 0.02 * (std::abs(on_alpha) + p.alpha(t) / span));
    off_sigma += !(std::abs(p.sigma_rate(t) - (of_noise + on_sigma)) <=
                   0.02 * (std::abs(of_noise) + std::abs(on_sigma)));
    if (2 * off_alpha > kTimes) refuse("alpha_rate", t, p.alpha_rate(t), on_alpha);
    if (2 * off_sigma > kTimes) refuse("sigma_rate", t, p.sigma_rate(t), of_noise + on_sigma);
  }
  // Where lambda is next to flat, rounding may move t: then lambda there must be the one asked for.
  for (int i = 1; i <= kTimes; ++i) {
    const double t = from + span * i / (kTimes + 1), lambda = p.lambda(t);
    if (!(lambda <= p.lambda(p.t_min())) || !(lambda >= p.lambda(p.t_max()))) continue;
    const double back = p.t_of_lambda(lambda);
    if (!(std::abs(back - t) <= 1e-6 * p.t_max()) &&
        !(std::abs(p.lambda(back) - lambda) <= 1e-6 * (1 + std::abs(lambda))))
      refuse("t_of_lambda(lambda)", t, back, t);
  }
  if (const double std = p.prior_std(), sigma = p.sigma(p.t_max());
      !(std::abs(std - sigma) <= 1e-6 * sigma))
    refuse("prior_std", p.t_max(), std, sigma);
}

}  // namespace

void register_process(ProcessEntry entry) {
  const std::string name = entry.name;
  entries().add(name, std::move(entry));
}

const std::map<std::string, ProcessEntry>& process_entries() { return entries().all(); }

std::vector<std::string> process_names() { return entries().names(); }

std::vector<std::string> processes_by_name() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries().all())
    if (entry.by_name) names.push_back(name);
  return names;
}

std::shared_ptr<const Process> make_process(const std::string& text) {
  const Spec spec = parse_spec(text, "process");
  const ProcessEntry& entry = entries().at(spec.name);
  std::vector<std::string> known;
  for (const OptionDoc& option : entry.options) known.push_back(option.name);
  known.insert(known.end(), {"t_min", "t_max"});
  check_options(spec, known, "process");
  const AskedOptions asked;
  auto process = entry.make(spec);
  asked.check(spec, {}, "process");
  check_range(*process);
  check_parts(*process);
  return process;
}

}  // namespace odelia
