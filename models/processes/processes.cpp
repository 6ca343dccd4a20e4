#include "models/processes/processes.h"

#include <map>

#include "models/processes/base.h"
#include "solvers/names.h"

namespace odelia {
namespace {

std::map<std::string, ProcessEntry>& entries() {
  static std::map<std::string, ProcessEntry> all;
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
  if (!entries().emplace(name, std::move(entry)).second)
    throw std::logic_error(fmt::format("process '{}' is registered twice", name));
}

const std::map<std::string, ProcessEntry>& process_entries() { return entries(); }

std::vector<std::string> process_names() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries()) names.push_back(name);
  return names;
}

std::vector<std::string> processes_by_name() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries())
    if (entry.by_name) names.push_back(name);
  return names;
}

std::shared_ptr<const Process> make_process(const std::string& text) {
  const Spec spec = parse_spec(text, "process");
  const auto found = entries().find(spec.name);
  if (found == entries().end())
    throw std::invalid_argument(fmt::format("unknown process '{}'; {}", spec.name,
                                            known_names(spec.name, process_names())));
  std::vector<std::string> known;
  for (const OptionDoc& option : found->second.options) known.push_back(option.name);
  known.insert(known.end(), {"t_min", "t_max"});
  check_options(spec, known, "process");
  auto process = found->second.make(spec);
  check_range(*process);
  return process;
}

}  // namespace odelia
