#include "experiments/train/prefix.h"

namespace odelia {

ParameterSet with_prefix(const ParameterSet& all, const std::string& prefix) {
  ParameterSet found;
  for (const auto& [name, value] : all)
    if (name.starts_with(prefix)) found[name.substr(prefix.size())] = value;
  return found;
}

ParameterSet without_prefix(const ParameterSet& all, const std::string& prefix) {
  ParameterSet found;
  for (const auto& [name, value] : all)
    if (!name.starts_with(prefix)) found[name] = value;
  return found;
}

void add_with_prefix(ParameterSet& all, const std::string& prefix, const ParameterSet& set) {
  for (const auto& [name, value] : set) all[prefix + name] = value;
}

}  // namespace odelia
