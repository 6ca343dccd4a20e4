#include "models/processes/processes.h"

#include <map>

#include "models/processes/base.h"
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
  auto process = entry.make(spec);
  check_range(*process);
  return process;
}

}  // namespace odelia
