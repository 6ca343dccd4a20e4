#include "experiments/compare/meaning.h"

#include <fmt/format.h>

#include "models/processes/base.h"
#include "solvers/grid_registry.h"
#include "solvers/number_in.h"

namespace odelia {

namespace {

std::string one_notation(const std::string& value) {
  const auto number = number_in<double>(value);
  return number ? fmt::format("{}", *number) : value;
}

std::string written_out(const Spec& spec, const std::vector<OptionDoc>& options) {
  auto values = spec.options.values();
  for (const OptionDoc& option : options)  // one without a default is another way to say the same
    if (!option.fallback.empty()) values.emplace(option.name, option.fallback);
  std::string out = spec.name;
  for (const auto& [key, value] : values)
    out += fmt::format("|{}={}", key, key == "file" ? value : one_notation(value));
  return out;
}

/// The ends that processes and time grids take as options.
std::vector<OptionDoc> with_ends(std::vector<OptionDoc> options, const Process& process) {
  options.push_back({"t_min", fmt::format("{}", process.t_min()), ""});
  options.push_back({"t_max", fmt::format("{}", process.t_max()), ""});
  return options;
}

}  // namespace

std::string solver_meaning(const std::string& text) {
  const Spec spec = parse_spec(text, "solver", true);
  if (spec.inner.empty()) return written_out(spec, registry().at(spec.name).traits.options);
  return fmt::format("{}({})", written_out(spec, wrappers().at(spec.name).options),
                     solver_meaning(spec.inner));
}

std::string process_meaning(const std::string& text) {
  const Spec spec = parse_spec(text, "process");
  return written_out(spec, with_ends(process_entries().at(spec.name).options, *make_process(text)));
}

std::string grid_meaning(const std::string& text, const Process& process) {
  if (text.starts_with("file:")) return text;
  const Spec spec = parse_spec(text, "time grid");
  const auto known = time_grid_entries().find(spec.name);
  if (known == time_grid_entries().end()) return text;  // is refused where it is made
  auto options = with_ends(known->second.options, process);
  options.push_back({"final", "t_min", ""});
  return written_out(spec, options);
}

}  // namespace odelia
