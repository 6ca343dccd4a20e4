#pragma once
#include <map>

#include <fmt/format.h>

#include "models/processes/processes.h"
#include "solvers/registry.h"

namespace odelia {

/// Domain and name, which every process has.
class NamedProcess : public Process {
 public:
  NamedProcess(const Spec& spec, double t_min, double t_max)
      : name_(to_string(spec)),
        t_min_(spec.options.number("t_min", t_min)),
        t_max_(spec.options.number("t_max", t_max)) {
    if (!(t_min_ >= 0) || !(t_max_ > t_min_))
      throw std::invalid_argument(fmt::format(
          "process '{}': needs 0 <= t_min < t_max, got {} and {}", name_, t_min_, t_max_));
  }
  std::string name() const override { return name_; }
  double t_min() const override { return t_min_; }
  double t_max() const override { return t_max_; }

 private:
  std::string name_;
  double t_min_, t_max_;
};

/// A process as it is registered.
struct ProcessEntry {
  std::string name;
  std::string summary;                  ///< alpha and sigma in words, and the source
  std::vector<OptionDoc> options = {};  ///< besides t_min and t_max, which all take
  bool by_name = true;  ///< its name alone makes one: certificates and tests then run on it
  std::function<std::shared_ptr<const Process>(const Spec&)> make = {};
};
void register_process(ProcessEntry entry);

/// All processes by name.
const std::map<std::string, ProcessEntry>& process_entries();

/// Registers a process at start-up: a namespace-scope
/// constant in the process's own file is all it takes.
template <class P>
struct RegisterProcess {
  explicit RegisterProcess(ProcessEntry entry) {
    entry.make = [](const Spec& spec) { return std::make_shared<const P>(spec); };
    register_process(std::move(entry));
  }
};

}  // namespace odelia
